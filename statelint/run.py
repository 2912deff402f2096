"""One run of the pipeline as it goes: what it read, how long each stage took, and what failed on the way."""

from __future__ import annotations

import gc
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from statelint.report.model import Fault
from statelint.source.inputs import Inputs
from statelint.source.text import SourceFile


@dataclass(slots=True)
class Run:
    """`seconds` are counted per stage, in the order in which the stages began."""

    inputs: Inputs
    sources: dict[str, SourceFile] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def load(self, path: str) -> SourceFile | None:
        """A file, read once; None if that fails."""
        if path not in self.sources:
            with self.stage("read"), self.guarded(path):
                self.sources[path] = SourceFile(path, self.inputs.reader(path))
        return self.sources.get(path)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a block to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    @contextmanager
    def guarded(self, path: str) -> Iterator[None]:
        """Turn whatever a block raises into a Fault of `path`, so that the others are checked all the same."""
        try:
            yield
        except OSError as error:
            self.faults.append(Fault(path, error.strerror or str(error)))
        except Exception as error:
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
