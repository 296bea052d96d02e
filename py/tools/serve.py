"""A plain static host on this machine."""

import functools
import http.server
import webbrowser

from .here import DIST, say
from .site import build


class Handler(http.server.SimpleHTTPRequestHandler):
    """A plain static host: no special headers, so that what works here works on any."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
    }

    def log_message(self, *_: object) -> None:
        pass


def serve(port: int, show: bool) -> None:
    build()
    handler = functools.partial(Handler, directory=str(DIST))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        address = f"http://localhost:{server.server_port}/"
        say(f"Mattebox is at {address} (Ctrl-C ends it)")
        if show:
            webbrowser.open(address)
        server.serve_forever()
