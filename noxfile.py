"""Facts and rule pages on older releases of Streamlit: one session of nox for each release.

`nox` plays all of them, `nox -s "witnesses(1.28.0)"` one; needs Python 3.11, which every one of these releases runs on.
"""

import nox

RELEASES = ("1.28.0", "1.37.0", "1.45.1", "1.55.0", "newest")
PINS = {"1.28.0": ("pyarrow<19",)}  # its numpy is older than newer pyarrows accept

nox.options.reuse_existing_virtualenvs = True


@nox.session(python="3.11")
@nox.parametrize("release", RELEASES, ids=RELEASES)
def witnesses(session: nox.Session, release: str) -> None:
    """Plays them by AppTest and, where there is a Chromium, in the browser."""
    streamlit = "streamlit" if release == "newest" else f"streamlit=={release}"
    session.install("-q", "-e", ".", "pytest", "pytest-xdist", "playwright", streamlit, *PINS.get(release, ()))
    tests = session.posargs or ("-q", "-n", "2")
    session.run("pytest", *tests, "tests/facts/test_facts.py", "tests/spec/test_pages_on_streamlit.py")
