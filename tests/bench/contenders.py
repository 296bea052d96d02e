"""The two that are compared: Mattebox's page, and a page around the peer, which npm installs outside the project.

The peer is AGPL: it runs here to be measured, and nothing of it is copied or shipped. Its release asks for its network
and its runtime by newer names than the data package in the registry has; a resources.json of our own tells it where
they are. Its page says how far it is as Mattebox's does, so that one clock measures both.
"""

import functools
import gzip
import json
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from browser import HOOKS
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

import blockage
from static_host import StaticHost, _Handler, _Server
from tools import here
from tools.here import CACHE, NETWORK_HINT, SetupError
from tools.serve import Handler
from visitor import KEEP_RESULT, choose, settle, wait_until

LIBRARY, DATA, RUNTIME = "@imgly/background-removal", "@imgly/background-removal-data", "onnxruntime-web"
VERSIONS = {LIBRARY: "1.7.0", DATA: "1.4.5", RUNTIME: "1.21.0"}
MODEL, MODEL_IN_DATA = "/models/isnet_fp16", "/models/medium"
RUNTIME_FILES = {"ort-wasm-simd-threaded.wasm": "application/wasm", "ort-wasm-simd-threaded.mjs": "text/javascript"}

PEER = "/peer/"
ISOLATION = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"}

# What static hosts compress. The parts of the peer's network have no ending and go as they are.
COMPRESSED = {".html", ".json", ".mjs", ".wasm"}

PEER_PAGE = f"""<!doctype html>
<html lang="en" data-state="empty">
<meta charset="utf-8">
<title>Peer</title>
<link rel="icon" href="data:,">
<script type="importmap">{{ "imports": {{ "{RUNTIME}": "./node_modules/{RUNTIME}/dist/ort.bundle.min.mjs" }} }}</script>
<input type="file" id="file">
<p id="message"></p>
<script type="module">
  import {{ removeBackground }} from "./node_modules/{LIBRARY}/dist/index.mjs";
  const root = document.documentElement;
  document.getElementById("file").addEventListener("change", async ({{ target }}) => {{
    const [file] = target.files;
    target.value = "";
    root.dataset.state = "working";
    try {{
      const blob = await removeBackground(file, {{ publicPath: new URL("./", location.href).href }});
      document.dispatchEvent(new CustomEvent("mattebox:result", {{ detail: {{ blob }} }}));
      root.dataset.state = "done";
    }} catch (error) {{
      document.getElementById("message").textContent = error;
      root.dataset.state = "error";
    }}
  }});
  root.dataset.booted = "";
</script>
</html>
"""

# The page's engine gets the mode that the benchmark wants, and becomes reachable.
SET_MODE = """async (mode) => {
  const { Engine } = await import("./engine/index.js");
  const cut = (Engine.unchangedCut ??= Engine.prototype.cut);
  Engine.prototype.cut = function (file, options) {
    globalThis.engine = this;
    return cut.call(this, file, { ...options, mode });
  };
}"""

TAKES_FILES = """(hasty) => "booted" in document.documentElement.dataset && (hasty || crossOriginIsolated)"""

# "gone": the page was reloaded, and what was handed to it is lost.
STAGE = """() => {
  const { chosen, done } = globalThis.shown;
  return done ? "done" : chosen ? document.documentElement.dataset.state : "gone";
}"""

READ = """() => {
  const { timings = {}, heapBytes = 0, info } = globalThis.latestResult;
  const { chosen, draft = null, done } = globalThis.shown;
  return { timings, heapBytes, threads: info?.threads ?? null, chosen, draft, done, origin: performance.timeOrigin };
}"""

# Chromium waits a minute for the network's threads, which sleep and do not answer. So all pages ask at once.
ASK_MEMORY = """() => {
  globalThis.memory = crossOriginIsolated ? performance.measureUserAgentSpecificMemory?.() : undefined;
}"""

# It counts Pyodide's heap as if it had never grown; the engine knows how large that is.
READ_MEMORY = """async () => {
  const memory = await globalThis.memory;
  if (!memory) return null;
  const python = memory.breakdown.filter(({ attribution: [at] }) => at?.url?.endsWith("/python-worker.js"));
  const counted = python.reduce((sum, { bytes }) => sum + bytes, 0);
  return memory.bytes + Math.max(0, (globalThis.latestResult.heapBytes ?? 0) - counted);
}"""

PATIENCE_MS = 300_000

Figures = dict[str, Any]


@dataclass(frozen=True)
class Contender:
    """A page that cuts pictures out; `mode` is None for the peer."""

    page: Page
    mode: str | None


@contextmanager
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """Of somebody who has never been anywhere."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(HOOKS + KEEP_RESULT)
    try:
        yield context
    finally:
        context.close()


def opened(context: BrowserContext, url: str) -> Page:
    """A page that takes files and has its threads."""
    page = context.new_page()
    page.goto(url, wait_until="commit")
    wait_until(page, lambda: asked(page, TAKES_FILES, False), "an isolated page")
    return page


def asked(page: Page, question: str, argument: Any = None) -> Any:
    """The page's answer; None if it is left meanwhile."""
    try:
        return page.evaluate(question, argument)
    except PlaywrightError as error:
        if "navigat" in str(error) or "context" in str(error):
            return None
        raise


def cut(page: Page, photo: Path) -> None:
    choose(page, photo)
    if settle(page) != "done":
        raise refused(page, photo)


def refused(page: Page, photo: Path) -> SystemExit:
    return SystemExit(f"{photo}: {page.locator('#message').inner_text()}")


def measure(contender: Contender, photo: Path) -> Figures:
    """One cut-out, from the file's choice on."""
    page = contender.page
    page.bring_to_front()
    if contender.mode:
        page.evaluate(SET_MODE, contender.mode)
    blockage.watch(page)
    cut(page, photo)
    page.wait_for_timeout(500)  # until it is on the screen
    block = blockage.seen(page)
    run = page.evaluate(READ)
    return {
        "total_s": (run["done"] - run["chosen"]) / 1000,
        "draft_s": None if run["draft"] is None else (run["draft"] - run["chosen"]) / 1000,
        "inference_s": inference(run["timings"]),
        "longest_task_ms": block.task,
        "latest_timer_ms": block.timer,
        "heap_mb": run["heapBytes"] / 1e6 or None,
        "threads": run["threads"],
    }


def inference(timings: dict[str, float]) -> float | None:
    """Seconds of the networks in a result's timings; None if it does not tell."""
    return (timings.get("inference", 0) + timings.get("draft_inference", 0)) / 1000 or None


def first_visit(browser: Browser, url: str, photo: Path, mode: str | None, *, hasty: bool = False) -> Figures:
    """Seconds from the navigation until the file was handed over, the draft was seen and the cut-out was there."""
    with profile(browser) as context:
        page = context.new_page()
        start = time.time()
        page.goto(url, wait_until="commit")
        while (stage := asked(page, STAGE)) != "done":
            if stage == "error":
                raise refused(page, photo)
            if stage == "gone" and asked(page, TAKES_FILES, hasty):
                if mode:
                    asked(page, SET_MODE, mode)
                choose(page, photo)
            page.wait_for_timeout(20)
        run = page.evaluate(READ)
        after = {key: run[key] and (run["origin"] + run[key]) / 1000 - start for key in ("chosen", "draft", "done")}
        seen = {"handed_over_s": after["chosen"], "draft_s": after["draft"], "final_s": after["done"]}
        return {**seen, "threads": run["threads"]}


def memory(pages: list[Page]) -> list[float | None]:
    """Megabytes that each page and its workers hold, where the browser tells. Takes a minute."""
    for page in pages:
        page.evaluate(ASK_MEMORY)
    held = [page.evaluate(READ_MEMORY) for page in pages]
    return [None if count is None else count / 1e6 for count in held]


# ---------------------------------------------------------------------------------------------------- the peer's site


def install(folder: Path) -> None:
    """Makes an empty folder the peer's site."""
    npm = shutil.which("npm")
    if npm is None:
        raise SetupError("npm is missing. Install Node.js 20 or newer, which brings it, and try again.")
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": VERSIONS}))
    options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    here.run([npm, "install", "--cache", CACHE / "npm", *options], cwd=folder, hint=NETWORK_HINT)
    (folder / "resources.json").write_text(json.dumps(resources(folder)))
    (folder / "index.html").write_text(PEER_PAGE)


def resources(folder: Path) -> Figures:
    """Where each thing that the library asks for lies, and in which parts, relative to the folder."""
    data = f"node_modules/{DATA}/dist"
    model = json.loads((folder / data / "resources.json").read_text())[MODEL_IN_DATA]
    parts = [{"name": f"{data}/{part['hash']}", "offsets": part["offsets"]} for part in model["chunks"]]
    found = {MODEL: {**model, "chunks": parts}}
    for file, mime in RUNTIME_FILES.items():
        path = f"node_modules/{RUNTIME}/dist/{file}"
        size = (folder / path).stat().st_size
        found[f"/{RUNTIME}/{file}"] = {"size": size, "mime": mime, "chunks": [{"name": path, "offsets": [0, size]}]}
    return found


class BothHost(StaticHost):
    """Serves dist/ as any `StaticHost` does and, at `peer_url`, a folder with the headers that give a page threads."""

    def __init__(self, peer: Path) -> None:
        super().__init__()
        self.peer = peer
        self._peer_asked: set[str] = set()

    @property
    def peer_url(self) -> str:
        return self.origin + PEER

    def start(self) -> None:
        self._server = _Server(("127.0.0.1", self._port), functools.partial(_BothHandler, self))
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def peer_bytes(self, *, model: bool) -> int:
        """What all that was asked of the peer's folder weighs on its way; `model`: only its network."""
        files = [file for name in self._peer_asked if (file := self.peer / name).is_file()]
        return sum(transferred(file) for file in files if not model or f"/{DATA}/" in file.as_posix())


def transferred(file: Path) -> int:
    data = file.read_bytes()
    return len(gzip.compress(data, 6)) if file.suffix in COMPRESSED else len(data)


@contextmanager
def serving_both(peer: Path) -> Iterator[BothHost]:
    host = BothHost(peer)
    host.start()
    try:
        yield host
    finally:
        host.stop()


class _BothHandler(_Handler):
    host: BothHost
    _isolated = False

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(PEER):
            return super().do_GET()
        name = path.removeprefix(PEER) or "index.html"
        self.host._peer_asked.add(name)
        self._isolated, self.directory, self.path = True, str(self.host.peer), f"/{name}"
        Handler.do_GET(self)

    def end_headers(self) -> None:
        for name, value in ISOLATION.items() if self._isolated else ():
            self.send_header(name, value)
        super().end_headers()
