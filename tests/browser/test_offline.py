"""After one visit the network may be gone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from static_host import StaticHost
from visitor import Visitor, cut


def test_works_with_the_server_stopped(
    new_visitor: Callable[..., Visitor], own_host: StaticHost, photos: dict[str, Path]
) -> None:
    visitor = new_visitor(own_host)
    page = visitor.open()
    online = cut(page, photos["chelsea"])
    own_host.stop()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        visitor.context.new_page().goto(own_host.url.replace("/where/", "/else/"))
    visitor.context.pages[-1].close()
    visitor.forgive("ERR_CONNECTION_REFUSED|elsewhere|/some/else/|An unknown error occurred when fetching the script")

    page.reload()
    page.locator("html[data-ready=true]").wait_for(state="attached")
    assert page.evaluate("crossOriginIsolated")
    assert page.locator("[data-sample] img").first.evaluate("image => image.naturalWidth") > 0
    offline = cut(page, photos["chelsea"])
    assert offline.png == online.png
    assert offline.info == online.info


def test_ready_for_offline_without_a_picture(
    new_visitor: Callable[..., Visitor], own_host: StaticHost
) -> None:
    """A visit that ends when the engine is up has stored everything."""
    visitor = new_visitor(own_host)
    visitor.open().close()
    own_host.stop()
    visitor.forgive("ERR_CONNECTION_REFUSED|An unknown error occurred when fetching the script")
    assert visitor.open().evaluate("crossOriginIsolated")
