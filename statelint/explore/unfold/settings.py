"""Settings that an app asks for: secrets and environment variables. In: a call, an item. Out: a term.

st.secrets["key"], st.secrets.get("key"), "key" in st.secrets         Setting("secret", "key")
os.environ["KEY"], os.environ.get("KEY"), os.getenv("KEY")            Setting("variable", "KEY")
"""

from __future__ import annotations

from collections.abc import Mapping

from statelint.explore.program import Program
from statelint.explore.terms import Setting, Term, Var
from statelint.explore.unfold.base import Arguments
from statelint.explore.unfold.values import Known, Lib, Value, term_of

MAX_NAMES = 4  # through which a setting is followed
HOLDERS = {"streamlit.secrets": "secret", "os.environ": "variable"}
GETTERS = {"streamlit.secrets.get": "secret", "os.environ.get": "variable", "os.getenv": "variable"}


def setting_in(holder: Value, name: Value, default: Term | None = None) -> Setting | None:
    """The setting that is under a name in st.secrets or os.environ."""
    kind = HOLDERS.get(holder.dotted) if isinstance(holder, Lib) else None
    if not kind or not isinstance(name, Known) or not isinstance(name.value, str):
        return None
    return Setting(kind, name.value, default)


def relies_on(program: Program, term: Term | None, meanings: Mapping[int, Term]) -> None:
    """The app uses what this is worth: if it is a setting, it cannot do without. `meanings` are those of variables."""
    for _ in range(MAX_NAMES):
        term = meanings.get(term.id) if isinstance(term, Var) else term
    if isinstance(term, Setting):
        program.needed.add(term.what)


def needed_setting(program: Program, holder: Value, name: Value) -> Setting | None:
    """The same where asking for it raises if it is not set, or where the app makes it."""
    setting = setting_in(holder, name)
    relies_on(program, setting, {})
    return setting


def setting_called(dotted: str, args: Arguments) -> Setting | None:
    """The setting that a call asks for."""
    name = args.positional[0] if args.positional else args.keywords.get("key")
    if dotted not in GETTERS or not isinstance(name, Known) or not isinstance(name.value, str):
        return None
    default = args.positional[1] if len(args.positional) > 1 else args.keywords.get("default", Known(None))
    return Setting(GETTERS[dotted], name.value, term_of(default))
