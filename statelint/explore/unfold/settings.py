"""Settings that an app asks for: secrets and environment variables. In: a call, an item. Out: a term.

st.secrets["key"], st.secrets.get("key"), "key" in st.secrets         Setting("secret", "key")
os.environ["KEY"], os.environ.get("KEY"), os.getenv("KEY")            Setting("variable", "KEY")
"""

from __future__ import annotations

from statelint.explore.terms import Setting
from statelint.explore.unfold.base import Arguments
from statelint.explore.unfold.values import Known, Lib, Value

HOLDERS = {"streamlit.secrets": "secret", "os.environ": "variable"}
GETTERS = {"streamlit.secrets.get": "secret", "os.environ.get": "variable", "os.getenv": "variable"}


def setting_in(holder: Value, name: Value) -> Setting | None:
    """The setting that is under a name in st.secrets or os.environ."""
    kind = HOLDERS.get(holder.dotted) if isinstance(holder, Lib) else None
    return Setting(kind, name.value) if kind and isinstance(name, Known) and isinstance(name.value, str) else None


def setting_called(dotted: str, args: Arguments) -> Setting | None:
    """The setting that a call asks for."""
    name = args.positional[0] if args.positional else args.keywords.get("key")
    if dotted not in GETTERS or not isinstance(name, Known) or not isinstance(name.value, str):
        return None
    return Setting(GETTERS[dotted], name.value)
