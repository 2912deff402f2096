"""Containers: columns, tabs, expanders, forms and their kin. Arguments in, places to draw into out."""

from __future__ import annotations

from typing import Any

from statelint.runtime.call import Call, Handler
from statelint.runtime.page import DeltaGenerator
from statelint.runtime.widget import identity
from statelint.runtime.widgets import callback_of, policies, state_of


def plain(call: Call) -> DeltaGenerator:
    """A container that does nothing."""
    if call.element.key_space == "widgets":
        claim(call)
    return call.open()


def claim(call: Call) -> None:
    """The key of what is no widget may not be that of another element either."""
    if call.key is None:
        return
    if call.key in call.run.keys:
        raise call.run.errors.of("duplicate-key", f"the key {call.key!r} is used twice")
    call.run.keys.add(call.key)
    call.run.drawn.add(identity(call.element.name, call.key, ()))


def empty(call: Call) -> DeltaGenerator:
    """A place for one thing."""
    return call.open(single=True)


def columns(call: Call) -> list[DeltaGenerator]:
    """Side by side."""
    spec = call.values["spec"]
    count = spec if isinstance(spec, int) else len(spec)
    if count < 1:
        raise call.run.errors.first("StreamlitInvalidColumnSpecError")("columns need a number or some widths")
    row = call.node.open("columns")
    return [call.handle(row.open("column")) for _ in range(count)]


def lazy(call: Call) -> DeltaGenerator:
    """An expander or popover, which can be a widget that says whether it is open."""
    value, _ = state_of(call) if is_widget(call) else (None, None)
    return call.open(open=value)


def tabs(call: Call) -> list[DeltaGenerator]:
    """Behind each other; where they are a widget, its value is the label of the one in front."""
    labels = call.values["tabs"]
    if not labels:
        raise call.run.errors.first("StreamlitMissingRequiredParameterError")("tabs need labels")
    value, _ = state_of(call) if is_widget(call) else (None, None)
    row = call.node.open("tabs")
    return [call.handle(row.open("tab"), open=None if value is None else value == label) for label in labels]


def is_widget(call: Call) -> bool:
    """Is there anything that the state could hold?"""
    callback_of(call)
    name = call.element.in_state
    if name in call.values and call.values[name] not in ("ignore", None):
        return True
    claim(call)
    return False


def form(call: Call) -> DeltaGenerator:
    """Fields whose values are sent together."""
    run, key = call.run, call.key
    if call.node.form:
        raise run.errors.of("form-in-form", "a form may not lie in a form")
    policies(call, key, None)
    if key in run.forms:
        raise run.errors.of("duplicate-form-key", f"there are two forms {key!r}")
    run.forms.add(str(key))
    node = call.node.open("form", form=str(key), cleared=bool(call.values["clear_on_submit"]))
    return call.handle(node)


class Around:
    """A context that shows nothing that lasts: a spinner, the echo of code."""

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, *error: object) -> None:
        """Nothing to do."""


def around(_call: Call) -> Any:
    """A spinner or an echo."""
    return Around()


CONTAINERS: dict[str, Handler] = {
    **dict.fromkeys(("container", "grid", "chat_message", "status", "skeleton"), plain),
    **dict.fromkeys(("expander", "popover"), lazy),
    **dict.fromkeys(("spinner", "echo"), around),
    "columns": columns,
    "empty": empty,
    "form": form,
    "tabs": tabs,
}
