from __future__ import annotations

from pathlib import Path

import pytest

from statelint.findings.model import Severity
from statelint.rules.base import Rule, all_rules
from statelint.spec import pages
from statelint.spec.model import Outcome, Page, PageError, Play, Step
from statelint.spec.parse import parse

RUN = "```run\nrun -> ok\n```\n"
APP = "```python\nimport streamlit as st\n```\n"
BAD = "```python\nimport streamlit as st  # error\n```\n"
HEAD = "# LSS999 some-name\n\n**error** · since 0.1.0 · on by default\n\n"
PROSE = "## What it does\n\nFinds.\n\n## Why is this bad\n\nCrashes.\n\n"
GOODS = f"## Good: one\n\n{APP}\n{RUN}\n## Good: two\n\n{APP}\n{RUN}"
WHOLE = f"{HEAD}{PROSE}## Bad: one\n\n{BAD}\n{RUN}\n{GOODS}"


def page(text: str) -> Page:
    return parse("LSS999-some-name.md", text)


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert [page.path for page in pages.load()] == [rule.page for rule in all_rules()]


def status_line(rule: Rule) -> str:
    """What a page says below its title."""
    default = "off" if rule.preview or rule.severity is Severity.INFO else "on"
    preview = " · preview" if rule.preview else ""
    return f"**{rule.severity}** · since {rule.since} · {default} by default{preview}"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_status_line_is_that_of_the_rule(rule: Rule) -> None:
    [page] = [page for page in pages.load() if page.code == rule.code]
    assert page.status == status_line(rule)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_module_is_named_after_the_rule(rule: Rule) -> None:
    module = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert rule.check.__module__ == f"statelint.rules.{module}"


def test_pages_come_from_the_wheel_or_else_from_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PACKAGE", tmp_path / "statelint")
    assert pages.folder() == tmp_path / "rules"
    (tmp_path / "statelint" / "_pages").mkdir(parents=True)
    assert pages.folder() == tmp_path / "statelint" / "_pages"


def test_a_page_is_read_whole() -> None:
    read = page(WHOLE)
    assert (read.code, read.name, read.what, read.why) == ("LSS999", "some-name", "Finds.", "Crashes.")
    assert [example.kind for example in read.examples] == ["bad", "good", "good"]
    [bad] = read.of_kind("bad")
    assert bad.markers == (("app.py", 1),)
    assert bad.newest.steps == (Step("run"),)


def test_files_are_named_by_the_line_above_them() -> None:
    named = f"`pages/2_Report.py`:\n\n{APP}\n```toml\n[tool.statelint]\n```\n\n{RUN}"
    example = page(WHOLE.replace(f"{APP}\n{RUN}\n## Good: two", f"{APP}\n{named}\n## Good: two")).examples
    assert [file.name for file in example[1].files] == ["app.py", "pages/2_Report.py", "pyproject.toml"]


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("run -> ok", Step("run")),
        ('click "Show" -> KeyError at app.py:9', Step("click", "Show", "", Outcome("KeyError", "app.py", 9))),
        ('click "Buy" -> TypeError', Step("click", "Buy", "", Outcome("TypeError"))),
        ('type "Your name" "Ann" -> ok, shows "Ann"', Step("type", "Your name", "Ann", Outcome(shows=("Ann",)))),
        ("open pages/2_Report.py -> ok", Step("open", "pages/2_Report.py")),
    ],
)
def test_steps(line: str, step: Step) -> None:
    [bad] = page(WHOLE.replace("run -> ok", f"run -> ok\n{line}")).of_kind("bad")
    assert bad.newest.steps[1] == step
    assert " -> ".join([str(step), str(step.outcome)]) == line


def test_a_scenario_may_be_for_some_releases_and_for_a_browser() -> None:
    older = "```run until 1.38\nrun -> KeyError\n```\n```run since 1.39\nbrowser: form\nrun -> ok\n```\n"
    [bad] = page(WHOLE.replace(RUN, older, 1)).of_kind("bad")
    assert bad.plays == (
        Play((Step("run", outcome=Outcome("KeyError")),), until=(1, 38)),
        Play((Step("run"),), browser="form", since=(1, 39)),
    )
    assert (bad.play((1, 28)), bad.play((1, 67))) == bad.plays


def test_a_scenario_may_give_its_reason_for_not_being_played() -> None:
    [bad] = page(WHOLE.replace("run -> ok", "run: none, because there is no browser")).of_kind("bad")
    assert bad.newest == Play((), "there is no browser")


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (WHOLE.replace("# LSS999", "# LSS998"), ":1: the title must be"),
        ("text\n" + WHOLE, ":1: the page must open with its title"),
        (WHOLE.replace("## Why is this bad", "## Why"), ":1: the page must go on with"),
        (WHOLE.replace("## Good: two", "## Goodness"), "unknown heading `## Goodness`"),
        (WHOLE.replace("## Good: two", "## Limit: two"), "the page needs 2 or more `## Good: …`"),
        (WHOLE.replace("## Good: one", "## Limit: one"), "in the order Bad, Good, Limit"),
        (WHOLE.replace("  # error", ""), "a Bad example marks its lines"),
        (WHOLE + "```sql\n```\n", "must be `python`, `toml` or `run`, not `sql`"),
        (WHOLE + "```python\n", "block without an end"),
        (WHOLE + RUN, "must be for releases that follow"),
        (WHOLE.replace("```run", "```run until 1.50\nrun -> ok\n```\n```run since 1.50"), "for releases that follow"),
        (WHOLE.replace("```run\nrun -> ok\n```", ""), "and one `run` block"),
        (WHOLE.replace("```run", "```run before 1.40"), "not `run before 1.40`"),
        (WHOLE.replace("run -> ok", "browser: magic\nrun -> ok"), "`browser: magic` is none of fragment, "),
        (WHOLE.replace("run -> ok", "browser: form"), "a scenario begins with"),
        (WHOLE.replace("run -> ok", "walk -> ok"), "not a step: `walk -> ok`"),
        (WHOLE.replace("run -> ok", "run -> fine"), "not a step: `run -> fine`"),
        (WHOLE.replace("run -> ok", 'click "Go" -> ok'), "a scenario begins with `run` or `open`"),
        (WHOLE.replace("run -> ok", "run pages/2_x.py -> ok"), "`run` takes no path of a page"),
        (WHOLE.replace("run -> ok", 'open "Report" -> ok'), "`open` takes path of a page"),
        ("", ":1: the page is empty"),
    ],
)
def test_a_page_that_breaks_the_form_is_refused(wrong: str, complaint: str) -> None:
    with pytest.raises(PageError) as error:
        page(wrong)
    assert complaint in str(error.value)
    assert str(error.value).startswith("LSS999-some-name.md:")


def test_an_outcome_is_met_by_the_same_exception_in_the_same_line() -> None:
    expected = Outcome("KeyError", "app.py", 9)
    assert expected.met_by(Outcome("KeyError", "app.py", 9))
    assert not expected.met_by(Outcome("KeyError", "app.py", 8))
    assert not expected.met_by(Outcome("AttributeError", "app.py", 9))
    assert not expected.met_by(Outcome())


def test_an_outcome_is_met_by_a_page_that_shows_its_texts() -> None:
    assert Outcome(shows=("2 rows",)).met_by(Outcome(shows=("Hello", "2 rows found")))
    assert not Outcome(shows=("2 rows",)).met_by(Outcome(shows=("Hello",)))
    assert not Outcome().met_by(Outcome("KeyError", "app.py", 9))


def test_a_page_is_printed_without_markdown_and_with_its_link() -> None:
    [first, *_] = pages.load()
    text = pages.render(first, color=False)
    assert text.startswith("LSS101 uninitialized-read\nerror · since 0.1.0 · on by default\n\nWhat it does\n")
    assert '    st.write(f"Count: {st.session_state.count}")  # error\n' in text
    assert "    run -> AttributeError at app.py:6\n" in text
    assert text.endswith("rules/LSS101-uninitialized-read.md\n")
    assert "```" not in text
    assert "\033" not in text
    assert "\033[1mLSS101 uninitialized-read\033[0m" in pages.render(first, color=True)
