"""What `statelint debug` prints: the IR of a file, what exploring showed, what became of every read that can fail."""

from __future__ import annotations

import pprint
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from statelint.config import Config
from statelint.engine import observe
from statelint.errors import UsageError
from statelint.explore.ledger import project_ledger
from statelint.explore.observations import Observations
from statelint.options import below, excludes
from statelint.run import Run
from statelint.source.discover import project_root
from statelint.source.inputs import find


def ir(file: str) -> str:
    """The lowered program of one file as text. Raises UsageError if it cannot be read or parsed."""
    from statelint.ir.dump import dump
    from statelint.ir.stmt import SyntaxProblem
    from statelint.lower import lower

    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {(error.strerror or str(error)).lower()}") from None
    module = lower(Path(file).as_posix(), data)
    if isinstance(module, SyntaxProblem):
        raise UsageError(f"{file}:{module.span.row}: {module.message}")
    return dump(module)


def explored(path: str, config: Config) -> str:
    """The Observations of every app in `path`."""
    return "".join(pprint.pformat(observed, width=120) + "\n" for observed in _observe(path, config))


def coverage(path: str, config: Config) -> str:
    """The ledger as a table: how many hard reads were decided, and why the others were left in silence."""
    observations = _observe(path, config, unreached=True)
    rows_of_all = project_ledger(observations)
    verdicts = Counter(f"{row.verdict}: {row.why}" if row.why else row.verdict for row in rows_of_all)
    total = sum(verdicts.values())
    apps = sum(1 for observed in observations if observed.entry)
    rows = [_row(count, total, verdict) for verdict, count in sorted(verdicts.items(), key=lambda item: -item[1])]
    return "\n".join([f"reads of the state that can fail, in {apps} apps", *rows, _row(total, total, "total")]) + "\n"


def _row(count: int, total: int, what: str) -> str:
    return f"{count:>7}  {100 * count / max(total, 1):>5.1f} %  {what}"


def _observe(path: str, config: Config, unreached: bool = False) -> Sequence[Observations]:
    root = project_root([path])
    return observe(Run(find([path], excludes(root, config))), below(root, config), unreached)
