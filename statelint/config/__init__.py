"""Settings of a run: files and command line in, a Config out; every mistake in them is a UsageError with its place."""

from __future__ import annotations

from statelint.config.load import load, override, where
from statelint.config.model import FORMATS, OPTIONS, Config

__all__ = ["FORMATS", "OPTIONS", "Config", "load", "override", "where"]
