"""What can be set: Config holds every option, KINDS says what each one takes. Plain data, nothing comes in."""

from __future__ import annotations

from dataclasses import fields

from statelint.record import dataclass, field

FORMATS = ("full", "concise", "json", "jsonl", "github", "gitlab", "sarif")
CONFIDENCES = ("certain", "reachable", "possible")
LEVELS = ("error", "warning", "info")

Tables = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Config:
    """Every option, by its name in the file with `_` for `-`; None is "not set".

    Patterns and paths that were written with a `/` are absolute, because they mean the folder of their file. `origins`
    tells where an option was set: `pyproject.toml:3`, `command line`; what is not listed has its default. `files` are
    those that were read, absolute.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    per_file_ignores: Tables = ()
    extend_per_file_ignores: Tables = ()
    severity: tuple[tuple[str, str], ...] = ()
    min_confidence: str = "reachable"
    preview: bool = False
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    entrypoints: tuple[str, ...] = ()
    known_keys: tuple[str, ...] = ()
    target_streamlit: str | None = None
    serializable: bool | None = None
    output_format: str | None = None
    baseline: str | None = None
    jobs: int | None = None
    cache_dir: str | None = None
    no_cache: bool = False
    origins: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    files: tuple[str, ...] = field(default=(), compare=False)

    def origin(self, option: str) -> str:
        """Where an option was set, "default" if nowhere."""
        return dict(self.origins).get(option, "default")


KINDS = {
    "select": "list",
    "ignore": "list",
    "extend-select": "list",
    "extend-ignore": "list",
    "per-file-ignores": "table of lists",
    "extend-per-file-ignores": "table of lists",
    "severity": "table of levels",
    "min-confidence": "choice",
    "preview": "switch",
    "exclude": "patterns",
    "extend-exclude": "patterns",
    "force-exclude": "switch",
    "respect-gitignore": "switch",
    "entrypoints": "paths",
    "known-keys": "list",
    "target-streamlit": "release",
    "serializable": "switch",
    "output-format": "choice",
    "baseline": "path",
    "jobs": "number",
    "cache-dir": "path",
    "no-cache": "switch",
}
CHOICES = {"min-confidence": CONFIDENCES, "output-format": FORMATS}
OPTIONS = tuple(each.name.replace("_", "-") for each in fields(Config) if each.compare)
EXTENDING = tuple(option for option in OPTIONS if option.startswith("extend-"))
LISTS = tuple(option for option, kind in KINDS.items() if kind in ("list", "patterns", "paths"))
