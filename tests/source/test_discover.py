"""Which files are found below the paths that were typed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from statelint.errors import UsageError
from statelint.source.discover import discover, listing_of, project_root, walk
from statelint.source.ignore import exclusion
from statelint.source.inputs import whole


def make(root: Path, *files: str, **texts: str) -> None:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    for name, text in texts.items():
        (root / name).write_text(text)


def found(root: Path, *paths: str, exclude: list[str] | None = None, extend: tuple[str, ...] = ()) -> list[str]:
    given = [str(root / path) for path in paths or (".",)]
    return list(discover(given, str(root), exclusion(exclude, extend)))


def test_a_folder_is_searched_for_python_files_only(tmp_path: Path) -> None:
    make(tmp_path, "app.py", "pages/1_a.py", "notes.md", "stub.pyi", "deep/er/mod.py", ".hidden/x.py")
    assert found(tmp_path) == [".hidden/x.py", "app.py", "deep/er/mod.py", "pages/1_a.py"]


@pytest.mark.parametrize("folder", [".venv", "node_modules", "build", "site-packages", ".history", "{{name}}"])
def test_what_is_nobody_s_source_is_left_out(tmp_path: Path, folder: str) -> None:
    make(tmp_path, "app.py", f"{folder}/x.py", f"sub/{folder}/y.py")
    assert found(tmp_path) == ["app.py"]


def test_a_virtual_environment_is_left_out_whatever_its_name(tmp_path: Path) -> None:
    make(tmp_path, "app.py", "my_env/pyvenv.cfg", "my_env/lib/x.py")
    assert found(tmp_path) == ["app.py"]


def test_a_named_file_is_taken_even_where_a_folder_would_not_be_searched(tmp_path: Path) -> None:
    make(tmp_path, "build/x.py", "script")
    assert found(tmp_path, "build/x.py", "script") == ["build/x.py", "script"]
    assert found(tmp_path, "build") == ["build/x.py"]


def test_a_file_given_twice_is_found_once(tmp_path: Path) -> None:
    make(tmp_path, "app.py")
    assert found(tmp_path, ".", "app.py", "./app.py") == ["app.py"]


def test_exclude_replaces_the_defaults_and_extend_adds(tmp_path: Path) -> None:
    make(tmp_path, "app.py", "build/x.py", "examples/y.py", "test_z.py")
    assert found(tmp_path, exclude=["examples/"]) == ["app.py", "build/x.py", "test_z.py"]
    assert found(tmp_path, extend=("./examples", "test_*.py")) == ["app.py"]
    assert found(tmp_path, exclude=[]) == ["app.py", "build/x.py", "examples/y.py", "test_z.py"]
    assert found(tmp_path, extend=("examples/*",)) == ["app.py", "test_z.py"]


def test_gitignore_is_honoured_with_the_innermost_file_deciding(tmp_path: Path) -> None:
    make(tmp_path, ".git/HEAD", "a/keep.py", "a/drop.py", "gen/x.py", "a/gen/y.py", "top.py")
    (tmp_path / ".gitignore").write_text("gen/\ndrop.py\n/top.py\n!\n")
    (tmp_path / "a" / ".gitignore").write_text("!drop.py\nkeep.py\n")
    assert found(tmp_path) == ["a/drop.py"]


def test_gitignore_above_the_folder_counts_unless_the_folder_itself_is_ignored(tmp_path: Path) -> None:
    make(tmp_path, ".git/HEAD", "src/app.py", "src/scratch.py", "out/x.py")
    (tmp_path / ".gitignore").write_text("scratch.py\nout/\n")
    assert found(tmp_path, "src") == ["src/app.py"]
    assert found(tmp_path, "out") == ["out/x.py"]


def test_gitignore_agrees_with_git(tmp_path: Path) -> None:
    files = ["a.py", "b/a.py", "b/c/d.py", "b/build_x/e.py", "x y.py", "f#.py", "b/keep/z.py", "b/keep/w.py"]
    make(tmp_path, *files)
    (tmp_path / ".gitignore").write_text("/a.py\nb/c/\nbuild_*/\nx\\ y.py\n\\#*\n# comment\nb/keep/*\n!b/keep/z.py\n")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    listed = subprocess.run(
        ["git", "-C", tmp_path, "ls-files", "--others", "--exclude-standard", "*.py"],
        stdout=subprocess.PIPE,
        check=True,
    )
    assert found(tmp_path) == sorted(name.strip('"') for name in listed.stdout.decode().splitlines())


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "app/main.py", "elsewhere/x.py")
    (tmp_path / "app" / "loop").symlink_to(tmp_path / "app", target_is_directory=True)
    (tmp_path / "app" / "other").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "app" / "link.py").symlink_to(tmp_path / "elsewhere" / "x.py")
    (tmp_path / "app" / "dangling.py").symlink_to(tmp_path / "nowhere.py")
    assert found(tmp_path, "app") == ["app/link.py", "app/main.py"]


def test_a_fifo_is_never_opened(tmp_path: Path) -> None:
    make(tmp_path, "app.py")
    os.mkfifo(tmp_path / "pipe.py")
    assert found(tmp_path) == ["app.py"]
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        found(tmp_path, "pipe.py")


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.py: no such file or folder"):
        found(tmp_path, "nowhere.py")


def test_the_root_is_the_nearest_marked_folder_at_or_above_all_paths(tmp_path: Path) -> None:
    make(tmp_path, "repo/pyproject.toml", "repo/app/x.py", "repo/lib/y.py", "loose/z.py")

    def at(*paths: str) -> str:
        return project_root([str(tmp_path / path) for path in paths])

    assert at("repo/app/x.py") == at("repo") == at("repo/app", "repo/lib/y.py") == str(tmp_path / "repo")
    assert at("loose/z.py") == str(tmp_path / "loose")
    assert at("repo", "loose") == str(tmp_path)


def test_below_the_working_directory_the_project_does_not_depend_on_what_is_named(tmp_path: Path, monkeypatch) -> None:
    make(tmp_path, "repo/.git/HEAD", "repo/apps/one/pyproject.toml", "repo/apps/one/x.py", "repo/lib/y.py")
    make(tmp_path, "repo/clone/.git/HEAD", "repo/clone/z.py")
    one = [str(tmp_path / "repo/apps/one/x.py")]
    for folder, root in (("repo", "repo"), ("repo/apps", "repo"), ("repo/apps/one", "repo/apps/one")):
        monkeypatch.chdir(tmp_path / folder)
        assert project_root(one) == str(tmp_path / root)
        assert project_root(["."]) == str(tmp_path / root)
    for elsewhere in (tmp_path, tmp_path / "repo" / "lib"):
        monkeypatch.chdir(elsewhere)
        assert project_root(one) == str(tmp_path / "repo/apps/one")
    monkeypatch.chdir(tmp_path / "repo")
    assert project_root(["clone/z.py"]) == str(tmp_path / "repo/clone")


def test_without_a_marker_requirements_or_a_folder_of_pages_show_the_top(tmp_path: Path) -> None:
    make(
        tmp_path, "old/requirements.txt", "old/pages/a.py", "bare/pages/b.py", "new/.git/HEAD", "new/x/requirements.txt"
    )
    assert project_root([str(tmp_path / "old/pages/a.py")]) == str(tmp_path / "old")
    assert project_root([str(tmp_path / "bare/pages")]) == str(tmp_path / "bare")
    assert project_root([str(tmp_path / "new/x")]) == str(tmp_path / "new")


def test_the_project_of_a_file_is_what_a_search_of_its_root_finds(tmp_path: Path) -> None:
    make(tmp_path, "pyproject.toml", "app.py", "pages/1.py", "core/state.py", "apart/x.py", "lib/.git/HEAD", "lib/c.py")
    listing = ["apart/x.py", "app.py", "core/state.py", "lib/c.py", "pages/1.py"]
    assert found(tmp_path) == list(listing_of(["core/state.py"], str(tmp_path), exclusion())) == listing


def test_a_repository_below_a_folder_that_nothing_marks_is_not_its_business(tmp_path: Path) -> None:
    make(tmp_path, "app.py", "clone/.git/HEAD", "clone/c.py")
    assert listing_of(["app.py"], str(tmp_path), exclusion()) == ("app.py",)


def test_below_a_lone_script_modules_are_looked_for_two_folders_deep(tmp_path: Path) -> None:
    make(tmp_path, "app.py", "a/b/near.py", "a/b/c/far.py")
    assert listing_of(["app.py"], str(tmp_path), exclusion()) == ("a/b/near.py", "app.py")


def test_the_whole_of_what_nothing_marks_is_what_is_near(tmp_path: Path) -> None:
    make(tmp_path, "app.py", "a/b/near.py", "a/b/c/far.py", "clone/.git/HEAD", "clone/c.py")
    assert whole(str(tmp_path), exclusion()).chosen == ("a/b/near.py", "app.py")
    (tmp_path / "pyproject.toml").touch()
    assert whole(str(tmp_path), exclusion()).chosen == ("a/b/c/far.py", "a/b/near.py", "app.py", "clone/c.py")


def test_what_is_left_out_is_listed_apart_as_far_as_it_can_be_imported(tmp_path: Path) -> None:
    for path in (
        *("app.py", "state.py", "legacy/old.py", "legacy/deep/older.py", "build/made.py", ".tox/no.py"),
        *("venv/lib/no.py", "data/raw/no.py", "env/pyvenv.cfg", "env/no.py", "ignored/made.py", "legacy/notes.txt"),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("ignored/\nenv/\n")
    beside: set[str] = set()
    excludes = exclusion(extend=["state.py", "legacy", "data"])
    assert list(walk(str(tmp_path), str(tmp_path), excludes, beside=beside)) == ["app.py"]
    assert beside == {"state.py", "legacy/old.py", "legacy/deep/older.py", "build/made.py", "ignored/made.py"}
    assert set(walk(str(tmp_path), str(tmp_path), excludes)) == {"app.py"}
