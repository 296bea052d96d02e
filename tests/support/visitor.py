"""Somebody with a fresh browser profile who opens the page and hands it pictures, while everything wrong is noted."""

import base64
import contextlib
import functools
import io
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, WebError, Worker
from playwright.sync_api import Error as PlaywrightError

from static_host import StaticHost
from tools.browsers import find_chromium
from tools.here import DIST

ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)

# For the page and its workers: a violation of the security policy is a console error that says what it was.
TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  console.error(`CSP violation: ${effectiveDirective} ${blockedURI}`));
"""

KEEP_RESULT = """
globalThis.results = 0;
document.addEventListener("mattebox:result", ({ detail }) => {
  globalThis.latestResult = detail;
  globalThis.results += 1;
});
"""

READ_RESULT = """async () => {
  const { blob, ...rest } = globalThis.latestResult;
  const reader = new FileReader();
  await new Promise((done) => { reader.onload = done; reader.readAsDataURL(blob); });
  return { ...rest, type: blob.type, png: reader.result.split(",")[1] };
}"""

PATIENCE_MS = 90_000

# The browser's own words when it looks for a newer service worker and finds no network.
NO_NETWORK = "ERR_CONNECTION_REFUSED|An unknown error occurred when fetching the script"


@contextmanager
def chromium(playwright: Playwright, *arguments: str) -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or find_chromium()
    browser = playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS, *arguments])
    try:
        yield browser
    finally:
        browser.close()


@dataclass(frozen=True)
class Cut:
    """What the page made of a picture: its CutoutResult (see web/engine/types.js), the file as bytes."""

    png: bytes
    type: str
    width: int
    height: int
    reframed: bool
    found: bool
    notices: list[dict[str, Any]]
    tips: list[dict[str, Any]]
    timings: dict[str, float]
    info: dict[str, Any]
    heap_bytes: int

    @functools.cached_property
    def image(self) -> Image.Image:
        with Image.open(io.BytesIO(self.png)) as image:
            image.load()
            return image


class Visitor:
    """
    Attributes:
        faults: console errors, uncaught exceptions, violations of the security policy, requests to other origins.
        requests: every address that the page, its workers and its service worker asked for.
    """

    def __init__(self, browser: Browser, host: StaticHost, **options: Any) -> None:
        self.host = host
        self.faults: list[str] = []
        self.requests: list[str] = []
        self._forgiven: list[str] = []
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(TELL_VIOLATIONS + KEEP_RESULT)
        self.context.on("request", self._on_request)
        self.context.on("console", self._on_console)
        self.context.on("weberror", self._on_error)

    def forgive(self, pattern: str) -> None:
        """What a test breaks on purpose, the browser may complain of."""
        self._forgiven.append(pattern)

    def open(self, *, ready: bool = True) -> Page:
        """A new tab with the page; `ready`: with the engine up."""
        page = self.context.new_page()
        page.on("crash", lambda _: self._note("the page crashed"))
        page.on("worker", self._on_worker)
        page.goto(self.host.url)
        page.locator("html[data-booted]").wait_for(state="attached")
        if ready:
            page.locator("html[data-ready=true]").wait_for(state="attached")
        return page

    def close(self) -> None:
        self.context.close()

    def _on_worker(self, worker: Worker) -> None:
        with contextlib.suppress(PlaywrightError):  # it may be gone already
            worker.evaluate(TELL_VIOLATIONS)

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.host.url, f"blob:{self.host.origin}/", "data:")):
            self._note(f"request to {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"console: {message.text} ({message.location.get('url')})")

    def _on_error(self, error: WebError) -> None:
        self._note(f"uncaught: {error.error}")

    def _note(self, fault: str) -> None:
        if not any(re.search(pattern, fault) for pattern in self._forgiven):
            self.faults.append(fault)


def choose(page: Page, picture: Path) -> None:
    """Hand a file to the page and go on."""
    page.set_input_files("#file", picture)


def state(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-state")


def settle(page: Page) -> str | None:
    """Wait until no picture is at work; the state then, in one look."""
    return page.locator("html:not([data-state=working])").get_attribute("data-state")


def cut(page: Page, picture: Path) -> Cut:
    """Hand a file to the page and wait for its result."""
    choose(page, picture)
    assert settle(page) == "done", page.locator("#message").inner_text()
    return latest(page)


def latest(page: Page) -> Cut:
    """The last result of the page."""
    result = page.evaluate(READ_RESULT)
    return Cut(heap_bytes=result.pop("heapBytes"), png=base64.b64decode(result.pop("png")), **result)


def results(page: Page) -> int:
    """How many there were."""
    return page.evaluate("globalThis.results")


def share(page: Page, url: str, pictures: list[Path]) -> None:
    """What the system does when another app shares pictures: a POST to the target that the manifest names."""
    target = json.loads((DIST / "manifest.webmanifest").read_text())["share_target"]
    field = target["params"]["files"][0]["name"]
    page.goto("about:blank")
    page.set_content(
        f'<form action="{url}{target["action"]}" method="{target["method"]}" enctype="{target["enctype"]}">'
        f'<input type="file" name="{field}" multiple><button>share</button></form>'
    )
    page.set_input_files("input", pictures)
    page.click("button")


@contextmanager
def visiting(browser: Browser, host: StaticHost, among: list[Visitor]) -> Iterator[Visitor]:
    """Somebody who was never here before; one of those who are looked after until they leave."""
    visitor = Visitor(browser, host)
    among.append(visitor)
    yield visitor
    visitor.close()
    among.remove(visitor)


def wait_until(page: Page, holds: Any, what: str, seconds: float = PATIENCE_MS / 1000) -> None:
    """Poll something that the page cannot tell by a selector."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"in vain waited for {what}"
        page.wait_for_timeout(50)
