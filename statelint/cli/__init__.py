"""The command line: arguments in; findings on stdout, our own errors on stderr, an exit code.

0: clean, 1: findings, 2: a wrong option, path or setting, or a fault of ours.

Start-up imports next to nothing, so that an unchanged project is answered for at once; only then click.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from statelint.cache.again import recall

ISSUES = "https://github.com/streamlit-statelint/statelint/issues"
INTERRUPTED = 130
SUBCOMMANDS = ("check", "rule", "new-rule", "repro", "debug", "clean")


def command() -> None:
    """The command as it is installed: what it loads and makes goes with its process.

    So it is neither searched for cycles nor freed one by one, which takes a twentieth of the time; mypy ends so, too.
    """
    gc.disable()
    try:
        main()
    except SystemExit as ended:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit; a UsageError or a wrong option is one line on stderr and exit code 2."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        if answer := recall(words):
            code, printed = answer
            sys.stdout.write(printed)
            sys.stdout.flush()
            sys.exit(code)
        from statelint.cli.entry import run

        code = run(words)
        sys.stdout.flush()
        sys.exit(code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing may be flushed to them at exit.
        close_output()
        sys.exit(1)
    except OSError as error:
        close_output()
        sys.stderr.write(f"statelint: standard output: {(error.strerror or str(error)).lower()}\n")
        sys.exit(2)


def close_output() -> None:
    """Let nothing more come out of this process, what waits in a buffer for its end included."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def debugging() -> bool:
    """Whether faults of ours are shown with their traceback."""
    return bool(os.environ.get("STATELINT_DEBUG"))
