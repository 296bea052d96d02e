"""The host for working on the page: sources as they are now, and no service worker."""

import functools
import http.client
import http.server
import threading

import pytest

from tools import serve
from tools.headers import headers
from tools.here import DIST, WEB


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A page's sources and a build of it."""
    web, dist = tmp_path / "web", tmp_path / "dist"
    for path, text in {
        web / "index.html": (WEB / "index.html").read_text(),
        web / "style.css": "new",
        web / "sw.js": "keeps everything",
        web / "package.json": "{}",
        web / "node_modules" / "x.js": "",
        dist / "index.html": "old",
        dist / "style.css": "old",
        dist / "sw.js": "keeps everything",
        dist / "vendor" / "idb.js": "made",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(serve, "WEB", web)
    return web, dist


@pytest.fixture
def get(sources):
    """Ask the host: the status, the headers and the text of its answer."""
    _, dist = sources
    handler = functools.partial(serve.Workbench, directory=str(dist))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def ask(path):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
            connection.request("GET", path)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            text = answer.read().decode()
            connection.close()
            return answer.status, told, text

        yield ask
        server.shutdown()


def test_what_is_saved_is_served_at_once(sources, get):
    web, _ = sources
    assert get("/style.css")[2] == "new"
    (web / "style.css").write_text("newer")
    assert get("/style.css?again")[2] == "newer"
    (web / "app").mkdir()
    (web / "app" / "more.js").write_text("another module")
    status, told, text = get("/app/more.js")
    assert (status, told["content-type"], text) == (200, "text/javascript", "another module")


def test_what_the_build_makes_comes_from_there(get):
    assert get("/vendor/idb.js")[2] == "made"
    assert [get(path)[0] for path in ("/package.json", "/node_modules/x.js", "/nowhere")] == [404, 404, 404]


@pytest.mark.parametrize("path", ["/", "/index.html", "/?shared"])
def test_the_page_is_as_the_build_would_write_it(sources, get, path):
    status, told, page = get(path)
    assert status == 200 and told["content-type"].startswith("text/html")
    assert page == (DIST / "index.html").read_text()


@pytest.mark.parametrize("path", ["/", "/style.css", "/sw.js", "/nowhere"])
def test_every_answer_has_the_headers_that_the_service_worker_would_add_and_is_not_kept(get, path):
    _, told, _ = get(path)
    assert told["cache-control"] == "no-store"
    assert headers().items() <= told.items()


def test_a_service_worker_that_was_here_makes_way(get):
    status, told, script = get("/sw.js")
    assert status == 200 and told["content-type"].startswith("text/javascript")
    assert "unregister()" in script and '"fetch"' not in script
