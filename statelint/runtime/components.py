"""Components: functions that draw something of a library, which decides their value; here it never changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from statelint.runtime.call import Call
from statelint.runtime.page import Shown
from statelint.runtime.run import here
from statelint.runtime.tables import Attributes
from statelint.runtime.widgets import state_of


def declare_component(name: str, path: str | None = None, url: str | None = None) -> Callable[..., Any]:
    """A component of the first kind: its value is `default` until the browser sends one."""

    def drawing(*_args: Any, default: Any = None, key: Any = None, on_change: Any = None, **values: Any) -> Any:
        return mounted(f"{name} component", "components.v1.declare_component()", key, on_change, default, values)

    return drawing


def component(name: str, **_options: Any) -> Callable[..., Any]:
    """A component of the second kind: its value has attributes."""

    def drawing(*, key: Any = None, default: Any = None, data: Any = None, **values: Any) -> Any:
        state = Attributes(default or {})
        return mounted(f"{name} component", "components.v2.component()", key, None, state, {"data": data, **values})

    return drawing


def mounted(kind: str, element: str, key: Any, callback: Any, default: Any, values: dict[str, Any]) -> Any:
    """The component on the page, and its value."""
    run = here()
    call = Call(run, run.stack[-1], run.api.elements[element], {**values, "key": key, "on_change": callback})
    value, made = state_of(call, default=default, callback=callback)
    if made is not None:
        call.show(Shown(kind, widget=made))
    return value
