"""Several processes: what an unchanged run imports, many on one cache, and work that is shared out."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from statelint import engine, workers
from statelint.config import Config
from statelint.report.json import render
from statelint.workers import spread

CHECKOUT = Path(__file__).parents[2]
SHOP = CHECKOUT / "examples" / "shop"
READ = "import streamlit as st\nst.write(st.session_state.{})\n"
HEAVY = (
    "click",
    "json",
    "tomli",
    "libcst",
    "statelint.explore",
    "statelint.rules",
    "statelint.lower",
    "statelint.project",
    "pathspec",
)


def start(*words: str, cwd: Path, seed: str = "random") -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONHASHSEED": seed}
    words = (sys.executable, "-m", "statelint", *words)
    return subprocess.Popen(words, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Many small apps, nearly all of them wrong."""
    (tmp_path / "pyproject.toml").touch()
    for number in range(12):
        (tmp_path / f"app{number}.py").write_text(READ.format(f"key{number}"))
    (tmp_path / "broken.py").write_text("import streamlit\ndef f(:\n")
    return tmp_path


@pytest.mark.parametrize("text", [READ.format("n"), "import streamlit as st\n"], ids=["findings", "none"])
def test_an_unchanged_run_loads_nothing_that_it_does_not_need(tmp_path: Path, text: str) -> None:
    (tmp_path / "app.py").write_text(text)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / ".gitignore").write_text("*.log\n")
    (tmp_path / ".git").mkdir()
    script = (
        "import sys\nfrom statelint.cli import main\n"
        "try: main(['.'])\nexcept SystemExit: pass\n"
        f"print([m for m in sys.modules if m.startswith({HEAVY!r})])"
    )
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    last = []
    for pause in (2.2, 0, 0):
        words = [sys.executable, "-c", script]
        printed = subprocess.run(
            words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        ).stdout
        last.append(printed.splitlines()[-1])
        time.sleep(pause)
    assert "statelint.explore" in last[0]
    assert last[2] == "[]"


def test_many_processes_share_one_cache(project: Path) -> None:
    words = ("--output-format=json", ".")
    (truth, _), *_ = [start(*words, "--no-cache", cwd=project).communicate()]
    assert len(json.loads(truth)) == 13
    for _ in range(2):
        running = [start(*words, cwd=project) for _ in range(5)]
        for process in running:
            assert process.communicate() == (truth, b"")
            assert process.returncode == 1
        (project / "app3.py").touch()


def test_the_order_of_arguments_and_the_hash_seed_make_no_difference(project: Path) -> None:
    chance = random.Random(18)
    names = sorted(path.name for path in project.glob("*.py"))
    outputs = set()
    for number in range(6):
        chance.shuffle(names)
        options = ["--no-cache"] if number % 2 else []
        process = start("--output-format=json", *options, *names, cwd=project, seed=str(number))
        out, errors = process.communicate()
        assert errors == b""
        outputs.add(out)
    assert len(outputs) == 1


def test_shuffled_arguments_and_jobs_print_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SHOP)
    chance = random.Random(50)
    names = sorted(str(path.relative_to(SHOP)) for path in SHOP.rglob("*.py"))
    outputs = set()
    for _ in range(4):
        chance.shuffle(names)
        outputs.add(render(engine.check(names, Config(no_cache=True, jobs=chance.choice((1, 2, 5))))))
    assert len(outputs) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="work is only shared where processes can fork")
class TestSharing:
    def test_results_stand_in_the_order_of_the_items(self) -> None:
        def task(item: int) -> list[int]:
            time.sleep(0.2)  # the others take the next ones meanwhile
            return [item, os.getpid()]

        pids = spread(task, range(7), 3)
        assert [item for item, _ in pids] == list(range(7))
        assert len({pid for _, pid in pids}) == 3

    def test_whoever_is_free_takes_the_next_item(self) -> None:
        here = os.getpid()

        def task(item: int) -> int:
            time.sleep(1 if os.getpid() == here else 0)
            return os.getpid()

        assert spread(task, range(20), 2).count(here) == 1

    def test_more_items_than_a_pipe_has_room_for(self) -> None:
        assert spread(lambda item: item, range(10_001), 2) == list(range(10_001))

    @pytest.mark.parametrize("jobs", [0, 1, 2, 9])
    def test_any_number_of_jobs_will_do(self, jobs: int) -> None:
        assert spread(lambda item: item + 1, [1, 2, 3], jobs) == [2, 3, 4]
        assert spread(lambda item: item, [], jobs) == []

    def test_large_results_do_not_block(self) -> None:
        assert [len(each) for each in spread(lambda item: "x" * 300_000, range(6), 3)] == [300_000] * 6

    def test_the_share_of_a_process_that_is_lost_is_done_again(self) -> None:
        here = os.getpid()

        def task(item: int) -> int:
            if os.getpid() != here:
                os.kill(os.getpid(), 9)
            time.sleep(0.2)  # the other one takes an item meanwhile
            return item * 2

        assert spread(task, range(6), 2) == [0, 2, 4, 6, 8, 10]

    def test_what_a_task_raises_in_another_process_is_raised_here(self) -> None:
        here = os.getpid()

        def task(item: int) -> int:
            if item == 1:
                raise ValueError("one")
            time.sleep(0.2 if os.getpid() == here else 0)
            return item

        with pytest.raises(ValueError, match="one"):
            spread(task, range(4), 2)

    def test_no_process_is_left_when_the_work_is_broken_off(self) -> None:
        here = os.getpid()

        def task(item: int) -> int:
            if os.getpid() == here:
                raise KeyboardInterrupt
            time.sleep(60)
            return item

        begun = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            spread(task, range(4), 3)
        assert time.monotonic() - begun < 10
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)

    def test_stages_take_no_longer_than_the_whole(self) -> None:
        begun = time.perf_counter()
        report = engine.check([str(SHOP)], Config(no_cache=True, jobs=2))
        assert 0 < dict(report.timings)["explore"] < report.seconds <= time.perf_counter() - begun

    def test_a_fault_in_another_process_is_told(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import statelint.lower

        real = statelint.lower.lower

        def fail(path: str, data: bytes) -> object:
            if path in ("app1.py", "app2.py"):
                raise RuntimeError(f"boom {path}")
            return real(path, data)

        monkeypatch.setattr(statelint.lower, "lower", fail)
        faults = [engine.check([str(project)], Config(no_cache=True, jobs=jobs)).faults for jobs in (1, 3)]
        assert [[(fault.path, fault.message) for fault in each] for each in faults] == 2 * [
            [("app1.py", "RuntimeError: boom app1.py"), ("app2.py", "RuntimeError: boom app2.py")]
        ]

    def test_a_small_project_starts_no_process(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fork() -> int:
            raise AssertionError("forked")

        monkeypatch.setattr(os, "fork", fork)
        monkeypatch.setattr(workers, "processors", lambda: 8)
        assert len(engine.check([str(project)], Config(no_cache=True)).findings) == 13
