"""In: the bytes of one Python file. Out: what it does, as a ModuleIR; or why it cannot be read, as a SyntaxProblem.

The only package that knows LibCST. That is imported when the first file is lowered: it costs more than a run that
finds everything in the cache.
"""

from __future__ import annotations

from statelint.ir.stmt import ModuleIR, Span, SyntaxProblem
from statelint.lower.guard import refusal

__all__ = ["lower"]


def lower(path: str, source: bytes) -> ModuleIR | SyntaxProblem:
    """Lowers one file; no content makes this raise. `path` (POSIX, relative to the project root) is only copied."""
    refused = refusal(source)
    if refused is not None:
        row = source.count(b"\n", 0, refused.offset) + 1
        column = refused.offset - source.rfind(b"\n", 0, refused.offset) - 1
        return SyntaxProblem(path, refused.message, Span(row, column, row, column + 1))
    from statelint.lower.module import lower_module

    return lower_module(path, source)
