"""What one run of the linter looks at: paths as typed -> the files to report on, and the project around them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from statelint.source.discover import discover, listing_of, project_root
from statelint.source.ignore import Excludes
from statelint.source.settings import settings_files


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files by POSIX paths relative to `root`; `reader` gives the bytes of one, or raises OSError.

    `chosen` are to be reported on, `listing` is every Python file of the project, `settings` are Streamlit's own
    configuration files in it and those that name dependencies. `overlay` names the files whose bytes are not those of
    the disk.
    """

    root: str
    chosen: tuple[str, ...]
    listing: tuple[str, ...]
    settings: tuple[str, ...]
    reader: Callable[[str], bytes]
    overlay: tuple[str, ...] = ()


def find(paths: Sequence[str], excludes: Excludes) -> Inputs:
    """What `paths` (files and folders) stand for on this disk. Raises UsageError for a path that does not exist."""
    root = project_root(paths)
    chosen = discover(paths, root, excludes)
    whole = any(os.path.abspath(path) == root for path in paths)
    listing = chosen if whole else listing_of(chosen, root, excludes)

    def reader(path: str) -> bytes:
        with open(os.path.join(root, path), "rb") as file:
            return file.read()

    return Inputs(root, chosen, listing, settings_files(listing, root), reader)
