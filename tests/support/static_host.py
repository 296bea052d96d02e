"""A plain static host for tests and benchmarks: dist/ under a sub-path, no special headers, and really stoppable."""

import functools
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.here import DIST
from tools.serve import Handler

SUB_PATH = "/some/where/"


class StaticHost:
    """Serves a folder under `SUB_PATH`, at the same address after every `start`.

    Attributes:
        changed: bytes to serve in place of a file, by its path in the folder.
        cut_short: paths whose answers break off half-way.
        standing: paths whose next answers stand still half-way, for as long as the host is there.
        types: content types by ending, as some hosts have them.
        stop_after: a path after whose answer the host stops.
        asked: paths in the order in which they were asked for.
        addresses: all that was asked for, foreign ones, too, where the host is a browser's proxy.
        headers: sent with every answer, as some hosts do that are told to.
    """

    def __init__(self, folder: Path = DIST) -> None:
        self.folder = folder
        self.changed: dict[str, bytes] = {}
        self.cut_short: set[str] = set()
        self.standing: set[str] = set()
        self.types: dict[str, str] = {}
        self.stopped = threading.Event()
        self.stop_after: str | None = None
        self.asked: list[str] = []
        self.addresses: list[str] = []
        self.headers: dict[str, str] = {}
        self._server: _Server | None = None
        self._port = 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def url(self) -> str:
        return self.origin + SUB_PATH

    @property
    def parts(self) -> list[str]:
        """Paths of the parts of the main network's graph for the CPU, then of its weights."""
        models = json.loads((self.folder / "assets.json").read_text())["models"]
        main = next(model for model in models.values() if model["role"] == "main")
        return [part["path"] for file in (main["graphs"]["wasm"], main["weights"]) for part in file["parts"]]

    def start(self) -> None:
        self.stopped.clear()
        self._server = _Server(("127.0.0.1", self._port), functools.partial(_Handler, self))
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Nobody listens at the address any more."""
        self.stopped.set()
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None


@contextmanager
def serving(folder: Path = DIST) -> Iterator[StaticHost]:
    host = StaticHost(folder)
    host.start()
    try:
        yield host
    finally:
        host.stop()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a browser may hang up whenever it likes
            super().handle_error(request, client_address)


class _Handler(Handler):
    def __init__(self, host: StaticHost, *args: object) -> None:
        self.host = host
        super().__init__(*args, directory=str(host.folder))

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        self.host.addresses.append(self.path if self.command == "GET" else f"{self.command} {self.path}")
        return True

    def end_headers(self) -> None:
        for name, value in self.host.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return self.host.types.get(Path(path).suffix) or super().guess_type(path)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(SUB_PATH):
            return self.send_error(404)
        name = path.removeprefix(SUB_PATH) or "index.html"
        self.host.asked.append(name)
        self.path = "/" + name
        self._answer(name)
        if name == self.host.stop_after:
            self.host.stop_after = None
            self.host.stop()

    def _answer(self, name: str) -> None:
        if name not in {*self.host.changed, *self.host.cut_short, *self.host.standing}:
            return super().do_GET()
        data = self.host.changed.get(name) or (self.host.folder / name).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(name))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        standing = name in self.host.standing
        self.host.standing.discard(name)
        self.wfile.write(data[: len(data) // 2] if standing or name in self.host.cut_short else data)
        if standing:
            self.host.stopped.wait()
