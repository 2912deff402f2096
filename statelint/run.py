"""One run of the pipeline as it goes: what it read, how long each stage took, and what failed on the way."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from statelint.record import dataclass, field
from statelint.report.model import Fault
from statelint.source.inputs import Inputs
from statelint.source.text import SourceFile

if TYPE_CHECKING:
    from statelint.cache.project import ProjectCache

Item = TypeVar("Item")


@dataclass(slots=True)
class Run:
    """`seconds` are counted per stage, in the order in which the stages began. `jobs` None is for as many processes as
    the work is worth. `beside` are left-out files that were looked into, because others import them. `played` are the
    files of each app about which something may be said, by its entry."""

    inputs: Inputs
    cache: ProjectCache | None = None
    jobs: int | None = 1
    sources: dict[str, SourceFile] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)
    played: dict[str, frozenset[str]] = field(default_factory=dict)
    counted: float = 0.0  # seconds of the stages that the running one holds

    def load(self, path: str) -> SourceFile | None:
        """A file, read once; None if that fails."""
        if path not in self.sources:
            with self.stage("read"), self.guarded(path):
                self.sources[path] = SourceFile(path, self.inputs.reader(path))
                if self.cache:
                    self.cache.saw(path, self.sources[path].data)
        return self.sources.get(path)

    def processes(self, shares: int) -> int:
        """How many processes to use for work that is worth as many."""
        if self.jobs is not None or shares < 2:
            return self.jobs or 1
        from statelint.workers import processors

        return min(processors(), shares)

    def share(self, task: Callable[[Item], Any], items: Sequence[Item], jobs: int) -> list[Any]:
        """`task` of each item, done by several processes; it gives plain JSON values."""
        from statelint.workers import spread

        def told(item: Item) -> list[Any]:
            before = len(self.faults)
            value = task(item)
            faults = [[fault.path, fault.message, fault.trace] for fault in self.faults[before:]]
            del self.faults[before:]
            return [value, faults]

        results = spread(told, items, jobs)
        self.faults += [Fault(*fault) for _, faults in results for fault in faults]
        return [value for value, _ in results]

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a block to a stage, without that of the stages in it."""
        start, outer, self.counted = time.perf_counter(), self.counted, 0.0
        try:
            yield
        finally:
            took = time.perf_counter() - start
            self.seconds[name] = self.seconds.get(name, 0.0) + took - self.counted
            self.counted = outer + took

    @contextmanager
    def guarded(self, path: str) -> Iterator[None]:
        """Turn whatever a block raises into a Fault of `path`, so that the others are checked all the same."""
        try:
            yield
        except OSError as error:
            self.faults.append(Fault(path, error.strerror or str(error)))
        except Exception as error:
            import traceback

            self.faults.append(Fault(path, f"{type(error).__name__}: {error}", traceback.format_exc()))


@contextmanager
def without_collector() -> Iterator[None]:
    """Trees, programs and sessions are many and hold no cycles: looking for some takes a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
