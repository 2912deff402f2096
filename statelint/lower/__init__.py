"""In: the bytes of one Python file. Out: what it does, as a ModuleIR; or why it cannot be read, as a SyntaxProblem.

The only package that knows LibCST. That is imported when the first file is lowered: it costs more than a run that
finds everything in the cache.
"""

from __future__ import annotations

from statelint.ir.stmt import ModuleIR, SyntaxProblem
from statelint.lower.guard import refuse

__all__ = ["lower"]


def lower(path: str, source: bytes) -> ModuleIR | SyntaxProblem:
    """Lowers one file; no content makes this raise. `path` (POSIX, relative to the project root) is only copied."""
    refused = refuse(path, source)
    if refused is not None:
        return refused
    from statelint.lower.module import lower_module

    return lower_module(path, source)
