"""A plain static host on this machine, and one for working on the page."""

import functools
import http.server
import time
import webbrowser
from http import HTTPStatus
from pathlib import Path

from model.fetch import downloaded, megabytes

from .headers import headers, sealed
from .here import DIST, NOT_SHIPPED, WEB, say
from .hints import hinted
from .site import build

# In the service worker's place: one that was here before would go on serving what it has kept. It makes way, and takes
# the pages that it had, and all that it has kept, with it.
FAREWELL = """\
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const scope = new URL(self.registration.scope).pathname;
  const kept = (await caches.keys()).filter((name) => name.startsWith("mattebox") && name.endsWith(` ${scope}`));
  await Promise.all(kept.map((name) => caches.delete(name)));
  for (const page of await self.clients.matchAll({ type: "window" })) void page.navigate(page.url);
  await new Promise((resolve) => setTimeout(resolve, 2000)); // pages register it as they load, and would bring it back
  await self.registration.unregister();
}
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """A plain static host: no special headers, so that what works here works on any."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
    }

    def log_message(self, *_: object) -> None:
        pass


class Workbench(Handler):
    """web/ as it is now and, of dist/, what the build makes; with the headers that the service worker would add."""

    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/" | "/index.html":
                self.answer("text/html; charset=utf-8", sealed(hinted((WEB / "index.html").read_text())))
            case "/sw.js":
                self.answer("text/javascript; charset=utf-8", FAREWELL)
            case _:
                super().do_GET()

    def answer(self, kind: str, text: str) -> None:
        data = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def translate_path(self, path: str) -> str:
        built = super().translate_path(path)
        name = Path(built).relative_to(self.directory)
        source = WEB / name
        return str(source) if source.is_file() and not NOT_SHIPPED & set(name.parts) else built

    def end_headers(self) -> None:
        for name, value in headers().items():
            self.send_header(name, value)
        self.send_header("cache-control", "no-store")
        super().end_headers()


def serve(port: int, show: bool, *, dev: bool = False) -> None:
    start = time.monotonic()
    build()
    handler = functools.partial(Workbench if dev else Handler, directory=str(DIST))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        address = f"http://localhost:{server.server_port}/"
        say(f"{megabytes(sum(downloaded))} downloaded; up after {time.monotonic() - start:.1f} s")
        say(f"Mattebox is at {address} (Ctrl-C ends it)")
        if show:
            webbrowser.open(address)
        server.serve_forever()
