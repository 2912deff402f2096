"""Starts a rule in a checkout: code and name in; a module, a page and a test out, each saying what is to be filled in.

The new page has the form that the tests want, and the new test fails with what to do next.
"""

from __future__ import annotations

import re
from pathlib import Path

from statelint import __version__
from statelint.errors import UsageError

MODULE = '''"""{code}: say in one line what goes wrong. In: the observations it asks; out: a Finding for each cause."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule


def check(seen: Observations) -> Iterator[Finding]:
    yield from ()


RULE = Rule("{code}", "{name}", Severity.WARNING, check, since="{since}")
'''

TEST = """from __future__ import annotations

from statelint.explore.observations import Observations
from statelint.rules.{module} import RULE


def test_it_reports_the_bad_app() -> None:
    seen = Observations("app.py")
    assert list(RULE.check(seen)), "put into `seen` what the rule asks for, then write `check` in {path}"


def test_it_is_silent_without_observations() -> None:
    assert not list(RULE.check(Observations("app.py")))
"""

EXAMPLE = """```python
import streamlit as st

st.write("Hello"){marker}
```

```run
run -> ok, shows "Hello"
```
"""

PAGE = """# {code} {name}

**warning** · since {since} · on by default

## What it does

Say what it finds, and what it leaves alone.

## Why is this bad

Say what the visitor of the app sees.

## Bad: name the mistake

{bad}
## Good: change one statement of the Bad

{good}
## Good: show what looks alike and must stay silent

{good}"""


def new_rule(code: str, name: str, root: Path) -> list[Path]:
    """The files made below `root`, a checkout; UsageError if code or name is malformed or taken, or `root` is none."""
    refuse(code, name, root)
    module = f"{code.lower()}_{name.replace('-', '_')}"
    path = Path("statelint", "rules", f"{module}.py")
    values = {"code": code, "name": name, "since": __version__, "module": module, "path": path.as_posix()}
    examples = {"bad": EXAMPLE.format(marker="  # error"), "good": EXAMPLE.format(marker="")}
    texts = {
        path: MODULE.format(**values),
        Path("rules", f"{code}-{name}.md"): PAGE.format(**values, **examples),
        Path("tests", "rules", f"test_{module}.py"): TEST.format(**values),
    }
    for file, text in texts.items():
        (root / file).write_text(text, encoding="utf-8")
    return list(texts)


def refuse(code: str, name: str, root: Path) -> None:
    """Raises UsageError for a rule that cannot be started."""
    pages = root / "rules"
    if not pages.is_dir() or not (root / "statelint" / "rules").is_dir():
        raise UsageError("a rule is started at the top of a checkout of statelint, where rules/ and statelint/ lie")
    if not re.fullmatch(r"LSS[1-9]\d\d", code):
        raise UsageError(f'"{code}" is no code: write LSS and three digits, as in LSS118')
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name):
        raise UsageError(f'"{name}" is no name: write lower-case words with hyphens, as in repeated-append')
    for page in sorted(pages.glob("LSS*.md")):
        if page.name.startswith(f"{code}-") or page.stem.partition("-")[2] == name:
            raise UsageError(f"this rule exists: rules/{page.name}")
