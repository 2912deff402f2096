"""Settings from files and from the command line, and what is said of wrong ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from statelint.config import OPTIONS, Config, load, override, where
from statelint.config.model import KINDS
from statelint.errors import UsageError


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(str(tmp_path)) == Config()


EVERYTHING = """
[project]
name = "x"
[tool.statelint]
select = ["LSS1"]
ignore = ["LSS101"]
extend-select = ["LSS2"]
extend-ignore = ["LSS201"]
min-confidence = "possible"
preview = true
exclude = ["a"]
extend-exclude = ["b", "c/d/"]
force-exclude = true
respect-gitignore = false
entrypoints = ["app.py"]
known-keys = ["user"]
target-streamlit = "1.50"
serializable = true
output-format = "json"
baseline = "known.json"
jobs = 2
cache-dir = "kept"
no-cache = true

[tool.statelint.per-file-ignores]
"tests/*" = ["LSS1"]
"!*.py" = ["LSS3"]

[tool.statelint.extend-per-file-ignores]
"old.py" = ["ALL"]

[tool.statelint.severity]
LSS101 = "warning"
"""


def test_every_option_is_read_from_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(EVERYTHING)
    assert load(str(tmp_path)).origin("jobs").endswith("pyproject.toml:21")
    here = tmp_path.as_posix()
    config = load(str(tmp_path))
    assert config == Config(
        select=("LSS1",),
        ignore=("LSS101",),
        extend_select=("LSS2",),
        extend_ignore=("LSS201",),
        per_file_ignores=((f"{here}/tests/*", ("LSS1",)), ("!*.py", ("LSS3",))),
        extend_per_file_ignores=(("old.py", ("ALL",)),),
        severity=(("LSS101", "warning"),),
        min_confidence="possible",
        preview=True,
        exclude=("a",),
        extend_exclude=("b", f"{here}/c/d"),
        force_exclude=True,
        respect_gitignore=False,
        entrypoints=(f"{here}/app.py",),
        known_keys=("user",),
        target_streamlit="1.50",
        serializable=True,
        output_format="json",
        baseline=str(tmp_path / "known.json"),
        jobs=2,
        cache_dir=str(tmp_path / "kept"),
        no_cache=True,
    )
    assert {option for option, _ in config.origins} == set(OPTIONS)
    assert dict(config.origins)["select"].endswith("pyproject.toml:5")
    assert dict(config.origins)["severity"].endswith("pyproject.toml:32")


def test_every_option_has_a_kind_and_nothing_else_has() -> None:
    assert tuple(KINDS) == OPTIONS


def test_the_hidden_file_wins_over_the_others(tmp_path: Path) -> None:
    for name, text in ((".statelint.toml", 'select = ["A"]'), ("statelint.toml", 'select = ["B"]')):
        (tmp_path / name).write_text(text)
    (tmp_path / "pyproject.toml").write_text('[tool.statelint]\nselect = ["C"]\n')
    assert load(str(tmp_path)).select == ("A",)
    (tmp_path / ".statelint.toml").unlink()
    assert load(str(tmp_path)).select == ("B",)


def test_a_file_extends_another_and_adds_to_its_extending_options(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (inner := tmp_path / "apps" / "one").mkdir(parents=True)
    (tmp_path / "base.toml").write_text(
        'select = ["LSS1"]\nextend-exclude = ["a", "x/y"]\nseverity = { LSS1 = "info" }\n'
    )
    (inner / "statelint.toml").write_text(
        'extend = "../../base.toml"\nextend-exclude = ["b"]\nseverity = { LSS101 = "error" }\n'
    )
    config = load(str(inner))
    assert config.select == ("LSS1",)
    assert config.extend_exclude == ("a", f"{tmp_path.as_posix()}/x/y", "b")
    assert config.severity == (("LSS1", "info"), ("LSS101", "error"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('extend = "gone.toml"\n', 'statelint.toml:1: "extend" names gone.toml, which is no file'),
        ("extend = 1\n", 'statelint.toml:1: "extend" must be a string'),
        ('jobs = 1\nextend = "statelint.toml"\n', 'statelint.toml:2: "extend" leads back to statelint.toml'),
        ('extend = "../outside.toml"\n', 'statelint.toml:1: "extend" leads out of the repository; name that file'),
        ('extend = "link.toml"\n', 'statelint.toml:1: "extend" leads out of the repository; name that file'),
        ('baseline = "../b.json"\n', 'statelint.toml:1: "baseline" leads out of the repository; give it as --baseline'),
        ('cache-dir = "/"\n', 'statelint.toml:1: "cache-dir" leads out of the repository; give it as --cache-dir'),
        ('extend = "wrong.toml"\n', 'wrong.toml:3: unknown option "selekt"; did you mean "select"?'),
    ],
)
def test_a_wrong_extend_is_named_with_its_line(tmp_path: Path, text: str, message: str, monkeypatch) -> None:
    (top := tmp_path / "top").mkdir()
    monkeypatch.chdir(top)
    (tmp_path / "outside.toml").write_text("preview = true\n")
    (top / "link.toml").symlink_to(tmp_path / "outside.toml")
    (top / "wrong.toml").write_text("\n\nselekt = []\n")
    (top / "statelint.toml").write_text(text)
    with pytest.raises(UsageError) as error:
        load(".")
    assert str(error.value).startswith(message)


def test_isolated_reads_no_file(tmp_path: Path) -> None:
    (tmp_path / "statelint.toml").write_text("this is not TOML")
    assert load(str(tmp_path), ["preview=true"], isolated=True) == Config(preview=True)
    with pytest.raises(UsageError, match=r"--config x.toml cannot be used together with --isolated"):
        load(str(tmp_path), ["x.toml"], isolated=True)


def test_select_replaces_what_files_choose_and_ignore_adds_to_it() -> None:
    config = Config(select=("LSS1",), ignore=("LSS101",), extend_select=("LSS2",), extend_ignore=("LSS3",))
    assert override(config, {"select": ("LSS9",)}) == Config(select=("LSS9",))
    assert override(config, {"ignore": ("LSS9",)}) == replace(config, ignore=("LSS101", "LSS9"))
    assert override(config, {"extend_select": ("LSS9",)}) == replace(config, extend_select=("LSS2", "LSS9"))
    assert override(config, {"select": (), "preview": None}) == config


def test_options_of_the_command_line_are_checked_and_mean_this_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    given = {"exclude": ("a/b",), "per_file_ignores": (("x.py", "LSS1"), ("x.py", "LSS2")), "cache_dir": "c"}
    config = override(Config(), given)
    assert config.exclude == (f"{tmp_path.as_posix()}/a/b",)
    assert config.per_file_ignores == (("x.py", ("LSS1", "LSS2")),)
    assert config.cache_dir == str(tmp_path / "c")
    assert config.origin("exclude") == "command line"
    with pytest.raises(UsageError, match=r"--target-streamlit: .* must be a release"):
        override(config, {"target_streamlit": "new"})


def test_an_entry_of_an_option_is_found_in_its_file(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "statelint.toml").write_text('# LSS7\nselect = [\n  "LSS1",\n  "LSS7",\n]\n[severity]\nLSS7 = "info"\n')
    config = load(".")
    assert where(config, "select", "LSS7") == "statelint.toml:4"
    assert where(config, "severity", "LSS7") == "statelint.toml:7"
    assert where(config, "select", "LSS8") == "statelint.toml:2"
    assert where(config, "ignore", "LSS8") == ""


def test_the_nearest_folder_that_has_settings_counts(tmp_path: Path) -> None:
    inner = tmp_path / "apps" / "one"
    inner.mkdir(parents=True)
    (tmp_path / "statelint.toml").write_text("serializable = true\n")
    (inner / "pyproject.toml").write_text('[project]\nname = "statelint-user"\n')
    assert load(str(inner)).serializable
    (inner / "statelint.toml").write_text("")
    assert load(str(inner)).serializable is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[tool.ruff]\nselekt = 1\n\n[tool.statelint]\nignore = []\nselekt = ["LSS1"]\n',
            'pyproject.toml:6: unknown option "selekt" in [tool.statelint]; did you mean "select"?',
        ),
        ("[tool.statelint]\nzzz = 1\n", 'pyproject.toml:2: unknown option "zzz" in [tool.statelint]'),
        ("[tool]\nstatelint = { zzz = 1 }\n", 'pyproject.toml:1: unknown option "zzz" in [tool.statelint]'),
        ("tool.statelint = 3\n", "pyproject.toml:1: [tool.statelint] must be a table"),
        ('[tool.statelint]\nselect = "LSS1"\n', 'pyproject.toml:2: "select" must be a list of strings'),
        ("[tool.statelint]\nselect = [1]\n", 'pyproject.toml:2: "select" must be a list of strings'),
        ('[tool.statelint]\n"serializable" = 1\n', 'pyproject.toml:2: "serializable" must be true or false'),
        ("[tool.statelint]\ntarget-streamlit = 1.5\n", 'pyproject.toml:2: "target-streamlit" must be a string'),
        (
            '[tool.statelint]\nmin-confidence = "sure"\n',
            'pyproject.toml:2: "min-confidence" must be one of certain, reachable, possible, not "sure"',
        ),
        ("[tool.statelint]\njobs = 0\n", 'pyproject.toml:2: "jobs" must be a whole number from 1'),
        ("[tool.statelint]\njobs = true\n", 'pyproject.toml:2: "jobs" must be a whole number from 1'),
        ("[tool.statelint]\nbaseline = 1\n", 'pyproject.toml:2: "baseline" must be a string'),
        ("[tool.statelint]\nseverity = 1\n", 'pyproject.toml:2: "severity" must be a table'),
        (
            '[tool.statelint]\n[tool.statelint.severity]\n\nLSS101 = "loud"\n',
            'pyproject.toml:4: "severity.LSS101" must be one of error, warning, info, not "loud"',
        ),
        (
            "[tool.statelint.per-file-ignores]\n'a.py' = 'LSS1'\n",
            'pyproject.toml:2: "per-file-ignores.a.py" must be a list of strings',
        ),
        ("[tool.statelint.severty]\n", 'pyproject.toml:1: unknown option "severty" in [tool.statelint]; did you mean'),
        (
            "[tool.statelint]\nextends = 'x'\n",
            'pyproject.toml:2: unknown option "extends" in [tool.statelint]; did you',
        ),
        ("[tool.statelint]\n\nselect = [\n", "pyproject.toml:4: "),
        ("[tool.statelint]\n\x00", "pyproject.toml:2: "),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, text: str, message: str, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(UsageError) as error:
        load(".")
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_options_on_the_command_line_win(tmp_path: Path) -> None:
    (tmp_path / "statelint.toml").write_text('serializable = false\nknown-keys = ["a"]\n')
    given = [
        "serializable=true",
        'known-keys=["user"]',
        "target-streamlit=1.50",
        "select=LSS1,LSS2",
        "output-format = json",
    ]
    config = load(str(tmp_path), given)
    assert config == Config(
        ("LSS1", "LSS2"), serializable=True, known_keys=("user",), target_streamlit="1.50", output_format="json"
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("selekt=1", '--config selekt=1: unknown option "selekt"; did you mean "select"?'),
        ("serializable=maybe", '--config serializable=maybe: "serializable" must be true or false'),
        (
            "target-streamlit=latest",
            '--config target-streamlit=latest: "target-streamlit" must be a release like "1.50", not "latest"',
        ),
        ("nowhere.toml", "nowhere.toml: no such file or directory"),
    ],
)
def test_a_wrong_option_on_the_command_line_is_named(tmp_path: Path, given: str, message: str, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as error:
        load(".", [given])
    assert str(error.value) == message


def test_a_named_file_replaces_the_one_that_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "statelint.toml").write_text('known-keys = ["a"]\n')
    (tmp_path / "other.toml").write_text("serializable = true\n")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "pyproject.toml").write_text("[tool.statelint]\nserializable = true\n")
    for name in ("other.toml", "other/pyproject.toml"):
        assert load(str(tmp_path), [str(tmp_path / name)]) == Config(serializable=True)


def test_the_settings_of_other_tools_are_not_ours_to_judge(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("this is [ no TOML")
    assert load(str(tmp_path)) == Config()
