"""The error that the user can put right: the CLI prints it as `statelint: message` and exits with 2."""

from __future__ import annotations


class UsageError(Exception):
    """A wrong path, option or setting; the text is complete, lower case, without a full stop."""
