"""New bytes for a file: written beside it and moved into its place, so that it is never half of anything.

Raises UsageError if that is not possible or the file is no longer what it was; then it is as it was before.
"""

from __future__ import annotations

import os
import shutil
import tempfile

from statelint.errors import UsageError


def replace_bytes(path: str, before: bytes | None, after: bytes) -> None:
    """Put `after` into a file that holds `before` (None: whatever it holds, if it is there); links are followed."""
    shown = os.path.relpath(path)
    real = os.path.realpath(path)
    try:
        if before is not None:
            with open(real, "rb") as file:
                if file.read() != before:
                    raise UsageError(f"{shown}: changed meanwhile, so it was left as it is; run statelint again")
        _write(real, after)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{shown}: {reason}; it was left as it was") from None


def _write(path: str, data: bytes) -> None:
    number, beside = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".statelint-", suffix=".tmp")
    try:
        with open(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(path):
            shutil.copymode(path, beside)
        else:
            os.chmod(beside, 0o666 & ~_mask())
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def _mask() -> int:
    """The permissions that this process does not give to new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
