"""The release that dependency files ask for."""

from __future__ import annotations

import pytest

from statelint.streamlit_api.loader import releases
from statelint.streamlit_api.target import Target, target_release

NEWEST = releases()[-1]


def target(**files: str) -> Target:
    """Files by name, with `__` for a dot."""
    return target_release({name.replace("__", "."): text.encode() for name, text in files.items()})


@pytest.mark.parametrize(
    ("line", "release"),
    [
        ("streamlit==1.45.1", "1.45"),
        ("streamlit == 1.45.1  # pinned", "1.45"),
        ("Streamlit[auth]>=1.42; python_version > '3.9'", "1.42"),
        ("streamlit>=1.30,<2", "1.30"),
        ("streamlit >= 1.30, < 1.40", "1.30"),
        ("streamlit<1.40", "1.39"),
        ("streamlit<1.40.1", "1.40"),
        ("streamlit<=1.40", "1.40"),
        ("streamlit<2", NEWEST),
        ("streamlit", NEWEST),
        ("streamlit!=1.44.0", NEWEST),
        ("streamlit~=1.40", "1.40"),
        ("streamlit~=1.40.2", "1.40"),
        ("streamlit==1.45.*", "1.45"),
        ("streamlit>1.36", "1.36"),
        ("streamlit==1.45.0 --hash=sha256:00", "1.45"),
        ("streamlit==1.45.0 \\", "1.45"),
        ("streamlit @ https://example.org/streamlit.whl", NEWEST),
        ("streamlit-aggrid==0.3.4", NEWEST),
        ("streamlit_option_menu==0.3.4", NEWEST),
        ("# streamlit==1.30", NEWEST),
    ],
)
def test_a_requirements_line(line: str, release: str) -> None:
    assert target(requirements__txt=f"pandas\n{line}\nnumpy<2\n").release == release


@pytest.mark.parametrize(
    ("name", "text", "release"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["pandas", "streamlit>=1.41"]', "1.41"),
        ("pyproject.toml", '[project.optional-dependencies]\napp = ["streamlit~=1.38"]', "1.38"),
        ("pyproject.toml", '[dependency-groups]\ndev = ["streamlit==1.37.1"]', "1.37"),
        ("pyproject.toml", '[tool.poetry.dependencies]\nstreamlit = "^1.36.0"', "1.36"),
        ("pyproject.toml", '[tool.poetry.dependencies]\nstreamlit = {version = "1.35", extras = ["auth"]}', "1.35"),
        ("pyproject.toml", '[tool.mypy]\nstreamlit = "1.30"', NEWEST),
        ("Pipfile", '[packages]\nstreamlit = "~=1.34.0"', "1.34"),
        ("Pipfile", '[packages]\nstreamlit = "*"', NEWEST),
        ("Pipfile.lock", '{"default": {"streamlit": {"hashes": [], "version": "==1.33.0"}}}', "1.33"),
        ("environment.yml", "dependencies:\n  - python=3.11\n  - streamlit=1.32\n", "1.32"),
        ("environment.yaml", "dependencies:\n  - conda-forge::streamlit=1.32.2=pyh_0\n", "1.32"),
        ("environment.yml", "dependencies:\n  - pip:\n    - 'streamlit>=1.31'\n", "1.31"),
        ("environment.yml", "dependencies:\n  - streamlit-extras=1.30\n", NEWEST),
        ("poetry.lock", '[[package]]\nname = "streamlit"\nversion = "1.44.1"\n', "1.44"),
        ("uv.lock", '[[package]]\nname = "streamlit-x"\nversion = "1.1.0"\n\n[[package]]\nname = "streamlit"\n'
         'version = "1.43.0"\n', "1.43"),
        ("conda-lock.yml", "- name: streamlit\n  version: 1.42.0\n", "1.42"),
        ("pixi.lock", "- conda: https://example.org/noarch/streamlit-1.41.1-pyhd8ed1ab_0.conda\n", "1.41"),
        ("pylock.toml", '[[packages]]\nname = "streamlit"\nversion = "1.40.0"\n', "1.40"),
        ("requirements/app.in", "streamlit>=1.39", "1.39"),
    ],
)  # fmt: skip
def test_each_kind_of_file(name: str, text: str, release: str) -> None:
    assert target_release({name: text.encode()}).release == release


@pytest.mark.parametrize("name", ["pyproject.toml", "Pipfile.lock", "notes.txt", "app.py"])
def test_a_file_that_says_nothing_is_passed_over(name: str) -> None:
    assert target_release({name: b"streamlit==1.30 {{{"}) == Target(NEWEST)


def test_no_file_means_the_newest_release() -> None:
    assert target_release({}) == Target(NEWEST)


def test_a_lock_file_comes_before_a_range() -> None:
    found = target(pyproject__toml='[project]\ndependencies = ["streamlit>=1.30"]',
                   uv__lock='name = "streamlit"\nversion = "1.45.0"\n')  # fmt: skip
    assert found == Target("1.45", "", "uv.lock")


def test_of_two_ranges_the_lower_release_decides() -> None:
    found = target_release({"a/requirements.txt": b"streamlit>=1.40", "requirements.txt": b"streamlit>=1.35"})
    assert found == Target("1.35", "`requirements.txt` asks for `streamlit>=1.35`: read as 1.35", "requirements.txt")


def test_a_release_before_the_oldest_known_counts_as_that() -> None:
    found = target(requirements__txt="streamlit==1.12.0")
    assert found.release == "1.28"
    assert found.note == "`requirements.txt` asks for `streamlit==1.12.0`: read as 1.28, the oldest release known"


def test_a_release_after_the_newest_known_counts_as_that() -> None:
    found = target(requirements__txt="streamlit>=9.0")
    assert (found.release, found.note.endswith("the newest release known")) == (NEWEST, True)


def test_files_with_a_byte_order_mark_are_read() -> None:
    """PowerShell writes `pip freeze > requirements.txt` as UTF-16, some editors put a mark before UTF-8."""
    text = "streamlit==1.37.1\n"
    for encoding in ("utf-16", "utf-8-sig"):
        assert target_release({"requirements.txt": text.encode(encoding)}).release == "1.37"
