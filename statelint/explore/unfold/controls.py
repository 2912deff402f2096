"""What a user can do with an element. In: the API's facts and the arguments given. Out: a Control."""

from __future__ import annotations

from ast import literal_eval

from statelint.explore.program import Control
from statelint.explore.terms import Term
from statelint.explore.unfold.base import Workbench
from statelint.explore.unfold.canvas import LOOSE
from statelint.explore.unfold.values import Known, Value, term_of
from statelint.streamlit_api.model import Element

CHOOSING = ("first-option", "option", "list")  # what is said of the first value of elements with options
NUMBERS = {"number_input": (None, None), "slider": (0, 100)}  # least and most where none is given
LASTING = ("bind", "persist_state")  # parameters with which a value outlives its widget's being hidden


class Controls(Workbench):
    """Everything that can be worked."""

    def control(self, api: Element, given: dict[str, Value], key: str | None) -> Control:
        return Control(
            api.name,
            api.kind,
            label_of(api, given) or "",
            key,
            self._options(api, given),
            bounds(api, given),
            fragment=self.fragments[-1] if self.fragments else None,
            form=self._form(),
            submits=api.in_form == "required",
            lasting=any(given.get(name, Known(None)) != Known(None) for name in LASTING),
            assignable=api.assignable,
            dialog=self.in_dialog,
        )

    def _form(self) -> int:
        return self.forms[-1] if self.forms and self.trace.surface != LOOSE else -1

    def submitter(self, api: Element, given: dict[str, Value]) -> str | None:
        """The key that Streamlit gives to a submit button without one, if its form and its label are known."""
        if api.in_form != "required" or self._form() < 0:
            return None
        form, label = self.program.elements[self._form()].key, label_of(api, given)
        return f"FormSubmitter:{form}-{label}" if form is not None and label is not None else None

    def _options(self, api: Element, given: dict[str, Value]) -> tuple[str | int | float | bool | None, ...] | None:
        """What can be chosen, if all of it is known."""
        options = given.get(api.initial.options) if api.initial.kind in CHOOSING else None
        items = self.items_of(options) if options is not None else None
        known = [item.value for item in items or () if isinstance(item, Known)]
        return tuple(known) if items and len(known) == len(items) else None


def label_of(api: Element, given: dict[str, Value]) -> str | None:
    """The text by which a user knows the element, its default included; None if only a run knows it."""
    parameter = next(iter(api.parameters), "")
    default = dict(api.optional).get(parameter, "''")
    label = given.get(parameter) or Known(literal_eval(default) if default[:1] in ("'", '"') else "")
    return label.value if isinstance(label, Known) and isinstance(label.value, str) else None


def disabled(given: dict[str, Value]) -> Term | None:
    """The term that decides whether the element can be worked; None where it always can."""
    value = given.get("disabled", Known(False))
    return None if value in (Known(False), Known(None)) else term_of(value)


def bounds(api: Element, given: dict[str, Value]) -> tuple[float | None, float | None] | None:
    """The least and the most of a whole number; None where it is something else, or known to a run only."""
    if api.name not in NUMBERS:
        return None
    numbers = [given.get(name, Known(None)) for name in ("value", "min_value", "max_value", "step")]
    whole = [one.value for one in numbers if isinstance(one, Known) and (one.value is None or type(one.value) is int)]
    if len(whole) < len(numbers) or whole[3] not in (None, 1):
        return None
    ends = zip(whole[1:3], NUMBERS[api.name], strict=True)
    least, most = (otherwise if end is None else end for end, otherwise in ends)
    return least, most
