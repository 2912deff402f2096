"""Settings from files and from the command line, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint.config import Config, load
from statelint.errors import UsageError


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(str(tmp_path)) == Config()


def test_every_option_is_read_from_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.statelint]\nselect = ["LSS1"]\nignore = ["LSS101"]\nmin-confidence = "possible"\n'
        'exclude = ["a"]\nextend-exclude = ["b"]\nentrypoints = ["app.py"]\nknown-keys = ["user"]\n'
        'target-streamlit = "1.50"\nserializable = true\noutput-format = "json"\n'
    )
    assert load(str(tmp_path)) == Config(
        ("LSS1",), ("LSS101",), "possible", ("a",), ("b",), ("app.py",), ("user",), "1.50", True, "json"
    )


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
