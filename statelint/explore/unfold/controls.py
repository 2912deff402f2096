"""What a user can do with an element. In: the API's facts and the arguments given. Out: a Control."""

from __future__ import annotations

from statelint.explore.program import Control
from statelint.explore.terms import Term
from statelint.explore.unfold.base import Workbench
from statelint.explore.unfold.values import Known, Value, term_of
from statelint.streamlit_api.model import Element

LASTING = ("bind", "persist_state")  # parameters with which a value outlives its widget's being hidden


class Controls(Workbench):
    """Everything that can be worked."""

    def control(self, api: Element, given: dict[str, Value], key: str | None) -> Control:
        label = given.get(api.parameters[0]) if api.parameters else None
        return Control(
            api.name,
            api.kind,
            label.value if isinstance(label, Known) and isinstance(label.value, str) else "",
            key,
            self._options(api, given),
            fragment=self.fragments[-1] if self.fragments else None,
            form=self.forms[-1] if self.forms else -1,
            submits=api.in_form == "required",
            lasting=any(given.get(name, Known(None)) != Known(None) for name in LASTING),
            assignable=api.assignable,
        )

    def _options(self, api: Element, given: dict[str, Value]) -> tuple[str | int | float | bool | None, ...] | None:
        """What can be chosen, if all of it is known."""
        options = given.get(api.initial.options) if api.initial.kind in ("first-option", "option") else None
        items = self.items_of(options) if options is not None else None
        known = [item.value for item in items or () if isinstance(item, Known)]
        return tuple(known) if items and len(known) == len(items) else None


def disabled(given: dict[str, Value]) -> Term | None:
    """The term that decides whether the element can be worked; None where it always can."""
    value = given.get("disabled", Known(False))
    return None if value in (Known(False), Known(None)) else term_of(value)
