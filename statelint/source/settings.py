"""Which files of a project set Streamlit's options or name the release of it that is to be installed.

In: the Python files of the project. Out: paths of settings files, in their folders and in those above.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from statelint.source.discover import entries

STREAMLIT_SETTINGS = ".streamlit/config.toml"
DEPENDENCIES = re.compile(
    r"pyproject\.toml|pipfile|.*\.lock|(conda-lock|pylock)\..*|env.*\.ya?ml|.*requirements.*\.(txt|in)", re.I
)

# Bytes of a dependency file: reading a larger one for a single number would cost more than it tells.
LARGEST = 1 << 20


def settings_files(listing: Sequence[str], root: str) -> tuple[str, ...]:
    """The settings files that lie where a listed file does or above it, up to `root`: POSIX, relative to it, sorted."""
    folders = {folder for path in listing for folder in PurePosixPath(path).parents}
    return tuple(sorted(str(folder / name) for folder in folders for name in _names(os.path.join(root, folder))))


def _names(folder: str) -> Iterator[str]:
    """The settings files of one folder; a dependency file that cannot be read is as good as none."""
    if os.path.isfile(os.path.join(folder, STREAMLIT_SETTINGS)):
        yield STREAMLIT_SETTINGS
    for entry in entries(folder):
        readable = DEPENDENCIES.fullmatch(entry.name) and entry.is_file() and os.access(entry.path, os.R_OK)
        if readable and entry.stat().st_size <= LARGEST:
            yield entry.name
