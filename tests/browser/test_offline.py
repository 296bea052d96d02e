"""After one visit the network may be gone."""

import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from static_host import StaticHost
from visitor import NO_NETWORK, Visitor, cut


def test_works_with_the_server_stopped(
    new_visitor: Callable[..., Visitor], own_host: StaticHost, photos: dict[str, Path]
) -> None:
    visitor = new_visitor(own_host)
    page = visitor.open()
    online = cut(page, photos["chelsea"])
    own_host.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", urlsplit(own_host.url).port or 0)).close()
    visitor.forgive(NO_NETWORK)

    page.reload()
    page.locator("html[data-ready=true]").wait_for(state="attached")
    assert page.evaluate("crossOriginIsolated")
    assert page.locator("[data-sample] img").first.evaluate("image => image.naturalWidth") > 0
    offline = cut(page, photos["chelsea"])
    assert offline.png == online.png
    assert offline.info["threads"] == online.info["threads"]
