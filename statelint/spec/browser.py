"""Plays a scenario on the real server in headless Chromium: an app in a folder and steps in, one Outcome for each out.

The witness for what AppTest cannot show (BROWSER_ONLY). Needs Streamlit, playwright and a Chromium: `missing` says what
is not there. An outcome holds every text of the page, labels too.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from statelint.spec.model import ENTRY, Outcome, Step

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
SETTINGS = ("--server.headless=true", "--server.fileWatcherType=none", "--browser.gatherUsageStats=false")
APP = "[data-testid=stApp], .stApp"
BOX = "[data-testid=stElementContainer], .element-container"
LOADING = "[data-testid=stStatusWidget], [data-testid=stMarkdown]:text-is('Loading...')"
ERROR = "[data-testid=stException], .stException, [data-testid=stErrorCodeBlock]"
TEXTS = "[data-testid=stMarkdown], .stMarkdown, [data-testid=stText], [data-testid=stHeading], [data-testid=stAlert], "
TEXTS += "[data-testid=stMetric], [data-testid=stMetricValue], [data-testid=stToast]"
CHAT = "xpath=ancestor::*[contains(@data-testid, 'stChatInput') or contains(@class, 'stChatInput')]"
FRAME = re.compile(r'File "(.+?)", line (\d+)')
CLASS = re.compile(r"^(?:\w+\.)*([A-Z]\w*)(?::|$)", re.MULTILINE)
SECONDS = 30
PRESSES = 200


def missing() -> str:
    """What the player lacks on this machine, or ""."""
    for package in ("streamlit", "playwright"):
        if importlib.util.find_spec(package) is None:
            return f"no browser: the package {package} is not installed"
    return "" if any(map(shutil.which, CHROMIUMS)) else f"no browser: none of {', '.join(CHROMIUMS)} is installed"


def play(folder: Path, steps: Iterable[Step], entry: str = ENTRY) -> tuple[Outcome, ...]:
    """What each step shows; LookupError if a step names an element that the page does not have."""
    with served(folder, entry) as address, chromium() as launched:
        visitor = Visitor(launched, folder.resolve(), entry, address)
        return tuple(visitor.take(step) for step in steps)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser for one scenario: while it runs, playwright keeps an event loop in this thread."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, CHROMIUMS)))
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield launched
        finally:
            launched.close()


@contextmanager
def served(folder: Path, entry: str) -> Iterator[str]:
    """A server for the app; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", entry, f"--server.port={port}", *SETTINGS]
    server = subprocess.Popen(
        [*command, "--server.address=127.0.0.1"],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        await_server(address)
        yield address
    finally:
        server.terminate()
        server.wait(SECONDS)


def await_server(address: str) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


class Visitor:
    """One person with one tab at a time."""

    def __init__(self, launched: Any, folder: Path, entry: str, address: str) -> None:
        self.browser = launched
        self.folder = folder
        self.entry = entry
        self.address = address
        self.tab: Any = None

    def take(self, step: Step) -> Outcome:
        """Does what the step says, waits until the script has ended, and looks at the page."""
        match step.action:
            case "run" if self.tab is None:
                self.visit("")
            case "second":
                self.visit("")
            case "open":
                self.visit(slug(step.target))
            case "reload":
                self.tab.reload()
            case "run" | "rerun":
                self.tab.evaluate("document.activeElement.blur()")  # else a field that has the focus gets the letter
                self.tab.locator("body").press("r")
            case "page":
                self.link(step.target).click()
            case "click" | "submit":
                self.button(step.target).click()
            case "check" | "uncheck":
                self.tick(step.target, step.action == "check")
            case "set" if step.value in ("True", "False"):
                self.tick(step.target, step.value == "True")
            case _:
                self.change(step.target, step.value)
        self.wait()
        return self.look()

    def visit(self, path: str) -> None:
        """A new session: a browser context of its own."""
        if self.tab is not None:
            self.tab.context.close()
        self.tab = self.browser.new_context().new_page()
        self.tab.set_default_timeout(SECONDS * 1000)
        self.tab.goto(f"{self.address}/{path}")

    def wait(self) -> None:
        """Until the app says several times in a row that its script is not running."""
        calm, end = 0, time.monotonic() + SECONDS
        time.sleep(0.25)
        while calm < 6 and time.monotonic() < end:
            app = self.tab.locator(APP)
            state = app.first.get_attribute("data-test-script-state") if app.count() else "initial"
            loading = state is None and self.tab.locator(LOADING).count()  # older releases do not tell the state
            calm = 0 if loading or state in ("initial", "running", "rerunRequested") else calm + 1
            time.sleep(0.1)

    def link(self, page: str) -> Any:
        """The link to a page; that of the default page leads to the address of the app."""
        links = self.tab.locator("a[href]").all()
        paths = [str(link.get_attribute("href")).removeprefix(self.address).strip("./") for link in links]
        if slug(page) in paths:
            return links[paths.index(slug(page))]
        for link, path in zip(links, paths, strict=True):
            if path == "" and (page == self.entry or link.inner_text().strip() == slug(page).replace("_", " ")):
                return link
        raise LookupError(f"no link to {page}; there are {paths}")

    def button(self, target: str) -> Any:
        named = self.tab.get_by_role("button", name=target, exact=True)
        return self.present(target, named, self.tab.locator(f"[class~='st-key-{target}'] button"))

    def tick(self, target: str, ticked: bool) -> None:
        """A checkbox or a switch; its input is hidden, so the label takes the click."""
        boxes = self.tab.locator("[data-testid=stCheckbox], .stCheckbox")
        box = self.present(target, boxes.filter(has_text=target), self.tab.locator(f"[class~='st-key-{target}']"))
        if box.locator("input").first.is_checked() != ticked:
            box.locator("label").first.click()

    def change(self, target: str, value: str) -> None:
        """Gives a field a value that is written as text."""
        keyed = self.tab.locator(f"[class~='st-key-{target}']")
        boxes = self.tab.locator(BOX).filter(has_text=re.compile(rf"^\s*{re.escape(target)}"))
        for kind, change in CHANGES:
            named = self.tab.get_by_role(kind, name=re.compile(rf"(^|\. ){re.escape(target)}$"))
            field = next(
                (one for one in (named, keyed.get_by_role(kind), boxes.get_by_role(kind)) if one.count()), None
            )
            if field is not None:
                change(self.tab, field.first, value)
                return
        labelled = self.tab.get_by_label(target, exact=True)
        field = self.present(target, labelled, self.tab.get_by_placeholder(target), keyed.locator("input, textarea"))
        write(self.tab, field, value)

    def present(self, target: str, *choices: Any) -> Any:
        """The first element of the first choice that has any."""
        for choice in choices:
            if choice.count():
                return choice.first
        raise LookupError(f"no element {target!r} on the page: {self.tab.locator(APP).first.inner_text()!r}")

    def look(self) -> Outcome:
        """What the page shows now."""
        for text in self.tab.locator(ERROR).all_inner_texts():
            name = CLASS.search(text)
            if name and not name[1].endswith("Warning"):
                return Outcome(name[1], *self.deepest(text))
        return Outcome(shows=tuple(self.tab.locator(TEXTS).all_inner_texts()))

    def deepest(self, trace: str) -> tuple[str, int]:
        """The innermost line of a trace that lies in the app, or no path and line 0."""
        for file, row in reversed(FRAME.findall(trace)):
            if Path(file).is_relative_to(self.folder):
                return Path(file).relative_to(self.folder).as_posix(), int(row)
        return "", 0


def slug(page: str) -> str:
    """The path of a page in the address: the name of its file without number and emoji."""
    stem = Path(page).stem
    return re.sub(r"^\d*[\s_-]*(?:[^\w\s]+[\s_-]*)?", "", stem) or stem


def write(tab: Any, field: Any, value: str) -> None:
    """Text, or a number; in a form Enter would submit it, and in an area it would begin a line."""
    field.fill(value)
    if field.locator("xpath=ancestor::*[@data-testid='stForm']").count():
        field.press("Tab")
    elif field.locator(CHAT).count() or field.evaluate("e => e.tagName") != "TEXTAREA":
        field.press("Enter")
    else:
        field.press("Control+Enter")


def slide(tab: Any, field: Any, value: str) -> None:
    """Step by step; a slider over options says which one it is at, and only where the last is tells that of numbers."""
    key = "ArrowRight"
    for _ in range(PRESSES):
        said = field.get_attribute("aria-valuetext") or ""
        now = float(field.get_attribute("aria-valuenow") or field.input_value())
        if said == value or (numeric(said) == now == numeric(value)):
            return
        if numeric(said) == now and numeric(value) is not None:
            key = "ArrowRight" if now < float(value) else "ArrowLeft"
        field.press(key)
        if field.get_attribute("aria-valuetext") == said:
            key = "ArrowLeft"
    raise LookupError(f"the slider cannot be set to {value}")


def numeric(text: str) -> float | None:
    """The number that a text is, if it is one."""
    try:
        return float(text)
    except ValueError:
        return None


def pick(tab: Any, field: Any, value: str) -> None:
    field.press("ArrowDown")
    tab.get_by_role("option").filter(has_text=re.compile(f"^{re.escape(value)}$")).first.click(force=True)
    tab.keyboard.press("Escape")


def press(tab: Any, field: Any, value: str) -> None:
    field.locator("label, button").filter(has_text=value).first.click()


CHANGES = (("slider", slide), ("combobox", pick), ("radiogroup", press))
"""How a field of each role takes a value; any other is written into."""
