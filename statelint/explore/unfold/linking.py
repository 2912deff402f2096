"""Links to pages. In: calls of st.page_link. Out: its element, or the end of the run where it names no page.

st.page_link("home.py")      beside the script that runs, and not in pages/: StreamlitPageNotFoundError
"""

from __future__ import annotations

from functools import cached_property

from statelint.explore.program import Exit
from statelint.explore.unfold.arguments import Arguments
from statelint.explore.unfold.elements import Elements
from statelint.explore.unfold.values import UNKNOWN, Known, Value
from statelint.project.facts import read_module
from statelint.project.imports import folder_of, join, normal
from statelint.project.navigation import PAGE, targets


class Linking(Elements):
    """Knows which scripts are pages."""

    pages: frozenset[str] = frozenset()

    def call_element(self, command: str, args: Arguments, at: int) -> Value:
        if command == "page_link" and self._leads_nowhere(args):
            self.emit(Exit("raise", name="StreamlitPageNotFoundError"))
            return UNKNOWN
        return super().call_element(command, args, at)

    def _leads_nowhere(self, args: Arguments) -> bool:
        """Does a link name a script that is no page (Streamlit 1.31 to 1.67)? Only where all pages are in pages/."""
        target = args.positional[0] if args.positional else args.keywords.get("page", UNKNOWN)
        if not isinstance(target, Known) or not isinstance(target.value, str):
            return False
        if not target.value.endswith(".py") or "://" in target.value:
            return False
        path = normal(join(folder_of(self.entry), target.value))
        if len(self.pages) < 2 or path is None or target.value.startswith("/") or path in self.pages:
            return False
        return folder_of(path) != join(folder_of(self.entry), "pages") and not self._registers

    @cached_property
    def _registers(self) -> bool:
        """Does the app name pages itself, or may it?"""
        base = (folder_of(self.entry),)
        found = (targets(one, read_module(one), base, self.resolver.paths) for one in self.files.modules.values())
        return any(one.pages or PAGE in one.unresolved for one in found)
