"""Widgets: the arguments of a call in, the value out; on the way everything that Streamlit refuses.

A key is used once, the state of some may not be assigned, none but a submit button has a callback in a form; what a
widget is, is decided by its identity, which depends on the release.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from statelint.runtime.bounds import check_field, check_slider
from statelint.runtime.call import Call
from statelint.runtime.choices import labels_of
from statelint.runtime.page import Shown
from statelint.runtime.run import Nobody
from statelint.runtime.values import check, coerced, initial, settle
from statelint.runtime.values import coding as coding_of
from statelint.runtime.widget import Coding, Widget, identity
from statelint.streamlit_api.model import Callback, Element


def widget(call: Call) -> Any:
    """A widget on the page, and its value."""
    if not lasting(call.element, call.values):
        return call.show(Shown(call.element.name, str(call.values.get("label", ""))))
    value, made = state_of(call)
    if made is not None:
        call.show(Shown(call.element.name, str(call.values.get("label") or ""), made))
    return coerced(call, value)


def lasting(element: Element, values: dict[str, Any]) -> bool:
    """Does the call make a widget? Some do only with a callback."""
    return element.in_state == "always" or values.get(element.in_state) not in ("ignore", None)


def state_of(call: Call, coding: Coding | None = None, **facts: Any) -> tuple[Any, Widget | None]:
    """Registers the widget of a call: its value, and the widget, if there is a session that it could belong to."""
    run, element = call.run, call.element
    made = replace(describe(call, coding or coding_of(element, call.values)), **facts)
    if isinstance(run, Nobody):
        return made.default, None
    enforce = run.release >= (1, 61)
    assigned = run.store.assigned
    prefilled = element.name == "chat_input" and made.key in assigned
    if prefilled and isinstance(assigned[str(made.key)], str):
        assigned[str(made.key)] = None
    value, changed = run.store.register(made, enforce)
    if prefilled:
        return None, made
    settled, reset = settle(call, made, value, changed)
    if reset and made.key is not None:
        run.store.assigned[made.key] = settled
    run.visitor.screen.show(made, settled, changed or reset)
    return settled, made


def describe(call: Call, coding: Coding) -> Widget:
    """The widget that a call asks for, once nothing speaks against it."""
    run, element, values = call.run, call.element, call.values
    callback = callback_of(call)
    key = call.key
    if element.name == "form_submit_button" and key is None:
        key = f"FormSubmitter:{call.node.form}-{values['label']}"
    policies(call, key, callback)
    check(call)
    own = distinct(call, key)
    default = start(call, key)
    made = Widget(
        id=own,
        key=None if key == "None" else key,
        kind=element.name,
        default=default,
        trigger=element.kind == "trigger",
        off=element.initial.value,
        coding=coding,
        callback=callback if callable(callback) else None,
        args=values.get("args") or (),
        kwargs=values.get("kwargs") or {},
        fragment=run.fragment,
        form=call.node.form,
        page=run.page,
        script=run.script,
        persist=values.get("persist_state") or "",
        bound=bool(values.get("bind")) and run.release >= (1, 56),
        disabled=values.get("disabled") is True,
        label=str(values.get("label") or ""),
        placeholder=str(values.get("placeholder") or ""),
        ignored=callback == "ignore",
    )
    if not isinstance(callback, str | None) and made.callback is None:
        return replace(made, callback=callback)  # fails when it is called
    return made


def start(call: Call, key: str | None) -> Any:
    """The value while nothing else has set one: from 1.34 nothing, if it may be that and the key holds nothing.
    Refused if it is beyond its bounds."""
    store = call.run.store
    if call.element.name == "slider":
        check_slider(call)
    may = call.element.initial.keeps_none and call.run.release >= (1, 34)
    empty = may and key is not None and key in store and store[key] is None
    default = None if empty else initial(call.element, call.values)
    if call.element.name == "number_input":
        check_field(call, default)
    return default


def callback_of(call: Call) -> Any:
    """What is to happen on a change; refused at once where the release looks at it."""
    spec: Callback | None = next(iter(call.element.callbacks), None)
    if spec is None:
        return None
    callback = call.values.get(spec.name)
    if callback in ("rerun", "ignore") and spec.checked and not spec.words:
        raise call.run.errors.StreamlitAPIException(f"{spec.name} of a {call.element.name} must be a function")
    fine = callable(callback) or callback in spec.words or (callback is None and spec.none)
    if spec.checked and not fine:
        raise call.run.errors.first("StreamlitValueError")(f"{spec.name} must be a function, not {callback!r}")
    return callback


def policies(call: Call, key: str | None, callback: Any) -> None:
    """What may not be: here, with this key, with this callback."""
    run, element = call.run, call.element
    if run.cached and element.in_cache:
        call.show(Shown("exception", exception=element.in_cache, warning=True))
    if isinstance(run, Nobody):
        return
    in_form = bool(call.node.form)
    if in_form and element.in_form in ("no-callback", "forbidden") and callable(callback):
        raise run.errors.of("form-callback", "in a form, only the submit button may have a callback")
    if in_form and element.in_form == "forbidden":
        raise run.errors.of("button-in-form", f"{element.name} may not lie in a form")
    if not in_form and element.in_form == "required":
        raise run.errors.of("submit-outside-form", f"{element.name} must lie in a form")
    if key is None:
        return
    if not key and run.api.outcomes["empty-widget-key"] != "ok":
        raise run.errors.of("empty-widget-key", "a key may not be empty")
    if run.api.outcomes["internal-widget-key"] != "ok":
        run.check_key(key)
    if key in run.store.assigned and not element.assignable:
        situation = "write-before-form" if element.kind == "form" else "write-before-read-only-widget"
        raise run.errors.of(situation, f"st.session_state.{key} cannot be set: a {element.name} has this key")
    if key in run.store.assigned:
        warn_of_default(call, key)


def warn_of_default(call: Call, key: str) -> None:
    """The warning, once for each process, that a default has no effect."""
    for parameter, harmless in call.element.conflicts:
        value = call.values.get(parameter)
        if value is not None and repr(value) not in harmless:
            call.run.visitor.process.warn_once(
                call, f"the widget {key!r} was created with a default value, but the state has one"
            )


def distinct(call: Call, key: str | None) -> str:
    """The identity of the widget; an exception if it, or its key, has been drawn in this run."""
    run, element, values = call.run, call.element, call.values
    alone = key is not None and element.keyed_identity != element.identity
    marks = element.keyed_identity if key is not None else element.identity
    parts = [(name, labels_of(values) if name == "options" else values.get(name)) for name in marks]
    parts.append(("script", run.script))
    if not alone:
        parts.append(("form", call.node.form))
        if run.api.outcomes["duplicate-element-in-sidebar"] == "ok":
            parts.append(("root", call.node.root))
    made = identity(element.name, key, parts)
    if isinstance(run, Nobody):
        return made
    if key is not None and key != "None":
        if key in run.keys:
            raise run.errors.of("duplicate-key", f"the key {key!r} is used twice")
        run.keys.add(key)
    if made in run.drawn:
        raise run.errors.of("duplicate-element", f"two {element.name} are alike: give each a key of its own")
    run.drawn.add(made)
    return made
