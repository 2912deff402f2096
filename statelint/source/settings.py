"""Which files of a project set Streamlit's options or name the release of it that is to be installed.

In: the Python files of the project. Out: paths of settings files, in their folders and in those above.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from statelint.source.disk import Disk

STREAMLIT_SETTINGS = ".streamlit/config.toml"
DEPENDENCIES = re.compile(
    r"pyproject\.toml|pipfile|.*\.lock|(conda-lock|pylock)\..*|env.*\.ya?ml|.*requirements.*\.(txt|in)", re.I
)

# Bytes of a dependency file: reading a larger one for a single number would cost more than it tells.
LARGEST = 1 << 20


def settings_files(listing: Sequence[str], root: str, disk: Disk | None = None) -> tuple[str, ...]:
    """The settings files that lie where a listed file does or above it, up to `root`: POSIX, relative to it, sorted."""
    disk = disk or Disk()
    folders = {""}
    for path in listing:
        while (path := path.rpartition("/")[0]) not in folders:
            folders.add(path)
    return tuple(
        sorted(
            f"{folder}/{name}" if folder else name
            for folder in folders
            for name in _names(os.path.join(root, folder) if folder else root, disk)
        )
    )


def _names(folder: str, disk: Disk) -> Iterator[str]:
    """The settings files of one folder; a dependency file that cannot be read is as good as none."""
    found = disk.entries(folder)
    if any(entry.name == ".streamlit" for entry in found):
        path = os.path.join(folder, STREAMLIT_SETTINGS)
        disk.note(path)
        if os.path.isfile(path):
            yield STREAMLIT_SETTINGS
    for entry in found:
        if DEPENDENCIES.fullmatch(entry.name):
            disk.note(entry.path)
            if entry.is_file() and os.access(entry.path, os.R_OK) and entry.stat().st_size <= LARGEST:
                yield entry.name
