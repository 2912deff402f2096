"""Prints what the Streamlit installed here offers, as JSON: {name: {fact: value}}. derive_api.py runs it.

Names, signatures, exceptions and options are read; what a key does is found out by running (api_probe_elements.py),
and so is what happens in situations of more than one element (api_probe_rules.py).
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import json
import logging
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import api_probe_rules
import api_samples
from api_probe_elements import ElementProbe
from streamlit import config, errors
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import RerunException, StopException
from streamlit.testing.v1 import AppTest

st = api_samples.st
# Commands by what they do to a run; the probe says in which releases they exist.
ROLES = {
    "control": ("stop", "rerun", "experimental_rerun", "switch_page"),
    "navigation": ("navigation", "Page"),
    "decorator": (
        *("fragment", "experimental_fragment", "dialog", "experimental_dialog"),
        *("cache", "cache_data", "cache_resource", "experimental_memo", "experimental_singleton"),
    ),
}
COMPONENTS = {
    "components.v1.declare_component": [],
    "components.v1.html": ["element"],
    "components.v1.iframe": ["element"],
    "components.v2.component": [],
}
OUTSIDE_MIXINS = ("dialog", "experimental_dialog", "spinner", "echo")
OPTIONS = ("runner.", "global.disableWidgetStateDuplicationWarning", "server.maxWidgetStateSize")
STARS: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
_FOUND: dict[str, dict[str, Any]] = {}


def main() -> None:
    """Print the facts as the last line of the standard output."""
    logging.disable(logging.CRITICAL)
    outcomes = api_probe_rules.probe(set(dir(st)))
    app = AppTest.from_string("import api_probe\napi_probe.probe()", default_timeout=300)
    with suppress(AssertionError):  # AppTest of 1.28 cannot read a page with a plain container back
        app.run()
    found = sys.modules["api_probe"]._FOUND
    if "methods" not in found.get("session_state", {}):
        raise SystemExit("\n".join(f"{error.message}\n{''.join(error.stack_trace)}" for error in app.exception))
    found |= {f"rule.{name}": {"outcome": outcome} for name, outcome in outcomes.items()}
    sys.stdout.write(json.dumps(found, default=_plain) + "\n")


def probe() -> None:
    """Fill `_FOUND`; runs as the body of a Streamlit script."""
    _register_components()
    for name in public_names():
        command = getattr(st, name)
        roles = [role for role, names in ROLES.items() if name in names]
        _FOUND[name] = {"is": ["element"] * _is_element(name) + roles} | _signature(command)
        if not callable(command) and hasattr(command, "__enter__"):
            _FOUND[name] |= {"container": True, "signature": []}
    for name, roles in COMPONENTS.items():
        if command := api_samples.resolve(name):
            _FOUND[name] = {"is": roles} | _signature(command)
    _probe_samples()
    _probe_modules()


def _register_components() -> None:
    """Give components v2 a registry: AppTest before 1.60 has none."""
    if importlib.util.find_spec("streamlit.components.v2") is None:
        return
    from streamlit.components.v2.component_manager import BidiComponentManager
    from streamlit.runtime import Runtime

    registry = BidiComponentManager()
    registry.discover_and_register_components()
    Runtime.instance().bidi_component_registry = registry  # type: ignore[misc]  # a mock's attribute


def public_names() -> list[str]:
    """The names that the streamlit module binds on purpose; submodules left behind by an import are not among them."""
    bound: set[str] = set()
    for node in ast.parse(Path(st.__file__).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign):
            bound |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            bound.add(node.target.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    private = {"streamlit", "annotations", "TYPE_CHECKING"}
    return sorted(name for name in bound - private if not name.startswith("_") and hasattr(st, name))


def _is_element(name: str) -> bool:
    """Whether it draws: a method of the containers, one of the few others, or a container itself."""
    return hasattr(DeltaGenerator, name) or hasattr(getattr(st, name), "__enter__") or name in OUTSIDE_MIXINS


def _signature(command: Any) -> dict[str, Any]:
    return {"signature": _tokens(inspect.signature(command))} if callable(command) else {}


def _tokens(signature: inspect.Signature) -> list[str]:
    """["label", "key=None", "*", "disabled=False", "**kwargs"]: names in order, with the source of their defaults."""
    tokens: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.name == "self":  # some functions are left unbound
            continue
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not any(token.startswith("*") for token in tokens):
            tokens.append("*")
        stars = STARS.get(parameter.kind, "")
        default = "" if parameter.default is inspect.Parameter.empty else "=" + _source(parameter.default)
        tokens.append(stars + parameter.name + default)
    return tokens


def _has_key(tokens: list[str]) -> bool:
    return any(token.partition("=")[0] == "key" for token in tokens)


def _named(signature: inspect.Signature) -> dict[str, inspect.Parameter]:
    """The parameters that have a name of their own: not `*args`, nor `**kwargs`."""
    return {name: parameter for name, parameter in signature.parameters.items() if parameter.kind not in STARS}


def _source(default: Any) -> str:
    """The default as source text, without the spaces after commas; "..." for an object that says nothing."""
    text = getattr(default, "__name__", repr(default))
    return "..." if text.startswith("<") else text.replace(", ", ",")


def _probe_samples() -> None:
    for name, sample in api_samples.SAMPLES.items():
        if command := api_samples.resolve(name):
            signature = inspect.signature(command)
            facts = _FOUND.setdefault(name, {"is": ["element"], "signature": _tokens(signature)})
            facts |= ElementProbe(name, sample, _named(signature)).facts()
    keyed = {name for name, facts in _FOUND.items() if "element" in facts["is"] and _has_key(facts["signature"])}
    if missing := sorted(keyed - set(api_samples.SAMPLES)):
        raise LookupError(f"no sample call in tools/api_samples.py for {', '.join(missing)}")


def _probe_modules() -> None:
    proxy = type(st.session_state)
    _FOUND["session_state"]["methods"] = sorted(name for name in dir(proxy) if not name.startswith("_"))
    _FOUND["session_state"]["underscored"] = sorted(name for name in dir(proxy) if name.startswith("_"))
    control = {error.__name__: error for error in (*RerunException.__mro__[:2], StopException)}
    for name, error in (vars(errors) | control).items():
        if inspect.isclass(error) and issubclass(error, BaseException) and error.__module__.startswith("streamlit."):
            _FOUND[f"errors.{name}"] = {"bases": [base.__name__ for base in error.__bases__]}
    for name, option in config.get_config_options().items():
        if name.startswith(OPTIONS):
            _FOUND[f"config.{name}"] = {"default": option.default_val}


def _plain(value: Any) -> str:
    return repr(value)


if __name__ == "__main__":
    main()
