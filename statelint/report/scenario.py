"""A Scenario -> short sentences for people: what a user does, step by step, until it fails."""

from __future__ import annotations

from statelint.ir.scenario import UNSET, Event, Scenario


def sentences(scenario: Scenario) -> list[str]:
    """One per event: `first visit`, `press "Show"`, …"""
    steps: list[str] = []
    previous: Event | None = None
    for event in scenario.events:
        steps.append(_sentence(event, previous))
        previous = event
    return steps


def line(scenario: Scenario) -> str:
    """All of it: `first visit, tick "Advanced", untick it, then press "Send"`."""
    steps = sentences(scenario)
    if len(steps) > 2:
        steps[-1] = f"then {steps[-1]}"
    return ", ".join(steps)


def _sentence(event: Event, previous: Event | None) -> str:
    match event.kind:
        case "secret" | "variable":
            what = "secret" if event.kind == "secret" else "environment variable"
            return f"with the {what} `{event.target}` {'not ' if event.value == UNSET else ''}set"
        case "visit":
            return "first visit"
        case "open":
            return f"open {event.target} by URL or reload"
        case "page":
            return f"go to {event.target}"
        case "second":
            return "a second visitor comes"
        case "rerun":
            return "any rerun"
        case "fragment":
            return f"the fragment `{event.target}` reruns" if event.target else "a fragment reruns"
        case "click":
            return f"press {_element(event, 'a button')}"
        case "submit":
            return f"submit the form with {_element(event, 'its button')}"
        case "set":
            return _setting(event, previous)
    raise ValueError(f"unknown kind of event: {event.kind}")


def _setting(event: Event, previous: Event | None) -> str:
    again = previous and previous.kind == "set" and (previous.target, previous.key) == (event.target, event.key)
    element = "it" if again else _element(event, "a widget")
    match event.value:
        case None:
            return f"change {element}"
        case "True" | "False":
            return f"{'tick' if event.value == 'True' else 'untick'} {element}"
        case value:
            return f"set {element} to {value}"


def _element(event: Event, unnamed: str) -> str:
    """The element by its label, else by its key."""
    if event.target:
        return f'"{event.target}"'
    return f"the one with key `{event.key}`" if event.key else unnamed
