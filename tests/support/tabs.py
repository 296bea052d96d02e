"""A tab of each browser engine, driven alike: Chromium by Playwright, Firefox over WebDriver BiDi, WebKit by WebDriver.

Each has a fresh profile and the host for its proxy, so that every request, even one that goes elsewhere, is in
`StaticHost.addresses`.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.common.proxy import Proxy
from selenium.webdriver.remote.websocket_connection import WebSocketConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from static_host import StaticHost
from tools.browsers import find_chromium, minibrowser
from tools.here import SetupError
from visitor import ARGUMENTS

PATIENCE_S = 180
POLL_S = 0.1

# Firefox's own calls home that its automation leaves on, and the proxy for this machine, too.
FIREFOX_SETTINGS = {
    "app.update.disabledForTesting": True,
    "extensions.systemAddon.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "network.proxy.allow_hijacking_localhost": True,
    "network.proxy.testing_localhost_is_secure_when_hijacked": True,
    "network.proxy.type": 1,
    "services.settings.server": "data:,#",
}

# As Tor Browser and LibreWolf have it: what is read from a canvas is noise, and clocks are coarse.
RESISTING = {"privacy.resistFingerprinting": True}

# MiniBrowser as root and without a graphics card. It never moves an isolated page into a process that may share memory,
# as Safari does: so that is switched on.
WEBKIT_ENVIRONMENT = {
    "JSC_useSharedArrayBuffer": "1",
    "GDK_BACKEND": "x11",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
}


class Gone(Exception):
    """The page was replaced by another one while it was asked."""


class Tab(Protocol):
    version: str

    def go(self, url: str) -> None: ...

    def reload(self) -> None: ...

    def run(self, function: str, *arguments: Any) -> Any:
        """The result of a JavaScript function, which may be async; all of it is JSON."""

    def choose(self, selector: str, files: list[Path]) -> None:
        """Files for an <input>."""


def wait_for(tab: Tab, condition: str, what: str, seconds: float = PATIENCE_S) -> None:
    """Poll a JavaScript expression, which may await; the page may be replaced meanwhile."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(Gone):
            if tab.run(f"async () => Boolean({condition})"):
                return
        time.sleep(POLL_S)
    raise TimeoutError(f"in vain waited for {what}")


# ---------------------------------------------------------------------------------------------------- Chromium


class ChromiumTab:
    def __init__(self, page: Page, version: str) -> None:
        self._page = page
        self.version = version

    def go(self, url: str) -> None:
        self._page.goto(url)

    def reload(self) -> None:
        self._page.reload()

    def run(self, function: str, *arguments: Any) -> Any:
        try:
            return self._page.evaluate(f"(given) => ({function})(...given)", list(arguments))
        except PlaywrightError as error:
            raise (Gone(error.message) if "context was destroyed" in error.message else error) from None

    def choose(self, selector: str, files: list[Path]) -> None:
        self._page.set_input_files(selector, files)


@contextmanager
def chromium(host: StaticHost) -> Iterator[Tab]:
    program = os.environ.get("CHROMIUM") or find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=list(ARGUMENTS), proxy={"server": host.origin, "bypass": "<-loopback>"}
        )
        try:
            yield ChromiumTab(browser.new_page(), browser.version)
        finally:
            browser.close()


# ---------------------------------------------------------------------------------------------------- Firefox


class FirefoxTab:
    def __init__(self, line: WebSocketConnection) -> None:
        self._line = line
        session = self._ask("session.new", capabilities={})
        self.version = session["capabilities"]["browserVersion"]
        self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        answer = self._line.send_cmd(method, parameters)
        if answer.get("error") == "no such frame" or "actor" in answer.get("message", "").lower():
            raise Gone(answer["message"])
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['message']}")
        return dict(answer["result"])

    def go(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def reload(self) -> None:
        self._ask("browsingContext.reload", context=self._context, wait="complete")

    def run(self, function: str, *arguments: Any) -> Any:
        answer = self._ask(
            "script.callFunction",
            functionDeclaration=f"async (given) => JSON.stringify(await ({function})(...JSON.parse(given)))",
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def choose(self, selector: str, files: list[Path]) -> None:
        locator = {"type": "css", "value": selector}
        node = self._ask("browsingContext.locateNodes", context=self._context, locator=locator)["nodes"][0]
        element, paths = {"sharedId": node["sharedId"]}, [str(path) for path in files]
        self._ask("input.setFiles", context=self._context, element=element, files=paths)


@contextmanager
def firefox(host: StaticHost, more: Mapping[str, Any] = MappingProxyType({})) -> Iterator[Tab]:
    """Debian's Firefox speaks WebDriver BiDi by itself; a driver of its own is not to be had from the registries.

    more: settings of about:config.
    """
    at = urlsplit(host.origin)
    proxy = {f"network.proxy.{kind}": at.hostname for kind in ("http", "ssl")}
    ports = {f"network.proxy.{kind}_port": at.port for kind in ("http", "ssl")}
    settings = {**FIREFOX_SETTINGS, **proxy, **ports, **more}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items()]
        Path(profile, "user.js").write_text("".join(lines))
        command = ["firefox-esr", "--headless", "--remote-debugging-port=0", "--profile", profile, "about:blank"]
        pipes: Any = {"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL, "text": True}
        # Only with this does a release heed where its settings come from.
        environment = {**os.environ, "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"}
        with subprocess.Popen(command, env=environment, **pipes) as process:
            try:
                line = WebSocketConnection(f"{_spoken(process)}/session", PATIENCE_S, 0.01)
                yield FirefoxTab(line)
                line.close()
            finally:
                process.terminate()


def _spoken(process: subprocess.Popen[str]) -> str:
    """The address that Firefox tells; what else it says goes unheard."""
    assert process.stderr
    for line in process.stderr:
        if found := re.search(r"WebDriver BiDi listening on (\S+)", line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found[1]
    raise SetupError("Firefox ended before it could be driven.")


# ---------------------------------------------------------------------------------------------------- WebKit


class WebKitTab:
    def __init__(self, driver: WebKitGTK) -> None:
        self._driver = driver
        self.version = driver.capabilities["browserVersion"]

    def go(self, url: str) -> None:
        self._driver.get(url)

    def reload(self) -> None:
        self._driver.refresh()

    def run(self, function: str, *arguments: Any) -> Any:
        script = f"""
          const [given, done] = arguments;
          const tell = (what) => done(JSON.stringify(what));
          (async () => ({function})(...JSON.parse(given)))().then(
            (value) => tell({{ value }}), (error) => tell({{ error: `${{error}} ${{error.stack}}` }}));"""
        try:
            answer = json.loads(self._driver.execute_async_script(script, json.dumps(arguments)))
        except WebDriverException as error:
            raise Gone(error.msg) from error
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer.get("value")

    def choose(self, selector: str, files: list[Path]) -> None:
        self._driver.find_element(By.CSS_SELECTOR, selector).send_keys("\n".join(map(str, files)))


@contextmanager
def webkit(host: StaticHost) -> Iterator[Tab]:
    options = Options()
    browser, program = minibrowser(), shutil.which("WebKitWebDriver")
    assert browser and program, "no WebKit: see tools.browsers"
    options.binary_location = str(browser)
    options.add_argument("--automation")
    address = urlsplit(host.origin).netloc
    options.proxy = Proxy({"proxyType": "manual", "httpProxy": address, "sslProxy": address})
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as screen:
        assert screen.stdout
        environment = {**os.environ, **WEBKIT_ENVIRONMENT, "DISPLAY": f":{screen.stdout.readline().strip()}"}
        try:
            driver = WebKitGTK(options=options, service=Service(program, env=environment))
            driver.set_script_timeout(PATIENCE_S)
            yield WebKitTab(driver)
            driver.quit()
        finally:
            screen.terminate()


ENGINES: Mapping[str, Callable[[StaticHost], contextlib.AbstractContextManager[Tab]]] = {
    "Chromium": chromium,
    "Firefox": firefox,
    "Firefox, resisting": partial(firefox, more=RESISTING),
    "WebKit": webkit,
}
