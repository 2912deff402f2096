"""A Config -> what each layer below understands of it: exclusions, a selection, patterns as seen from the root."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from statelint.source.ignore import Excludes, exclusion

if TYPE_CHECKING:
    from statelint.config import Config
    from statelint.config.model import Tables
    from statelint.findings.selection import Selection


def excludes(root: str, config: Config) -> Excludes:
    """What is left out when the project at `root` is searched."""
    config = below(root, config)
    return exclusion(config.exclude, config.extend_exclude, config.respect_gitignore, config.force_exclude)


def selection_of(config: Config) -> Selection:
    """Which findings are shown, and in which level."""
    from statelint.findings.selection import Selection

    return Selection(
        config.select,
        (*config.ignore, *config.extend_ignore),
        config.min_confidence,
        config.extend_select,
        config.severity,
        (*config.per_file_ignores, *config.extend_per_file_ignores),
        config.preview,
    )


def place_in(config: Config) -> Callable[[str, str], str]:
    """Where an entry of an option was set, for the message that it is wrong."""

    def place(option: str, entry: str) -> str:
        from statelint.config import where

        return where(config, option, entry)

    return place


def below(root: str, config: Config) -> Config:
    """The settings with absolute patterns as seen from the project root, to which every path is relative."""
    exclude = None if config.exclude is None else tuple(_relative(root, each) for each in config.exclude)
    return replace(
        config,
        exclude=exclude,
        extend_exclude=tuple(_relative(root, each) for each in config.extend_exclude),
        entrypoints=tuple(_relative(root, each) for each in config.entrypoints),
        per_file_ignores=_rows(root, config.per_file_ignores),
        extend_per_file_ignores=_rows(root, config.extend_per_file_ignores),
    )


def _rows(root: str, table: Tables) -> Tables:
    return tuple((_relative(root, pattern), codes) for pattern, codes in table)


def _relative(root: str, pattern: str) -> str:
    sign, path = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
    return sign + os.path.relpath(path, root).replace(os.sep, "/") if os.path.isabs(path) else pattern
