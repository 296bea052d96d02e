"""A new version: offered, applied when the person says so, and only what changed is fetched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from second_version import ALL_KEPT, has_second_version, publish
from static_host import StaticHost
from visitor import Visitor, wait_until

pytestmark = pytest.mark.toys


def test_update(new_visitor: Callable[..., Visitor], own_host: StaticHost) -> None:
    visitor = new_visitor(own_host)
    page = visitor.open()
    expect(page.locator("#update")).to_be_hidden()
    wait_until(page, lambda: page.evaluate(ALL_KEPT), "all files kept")
    publish(own_host)
    own_host.asked.clear()

    page.reload()
    update = page.locator("#update")
    expect(update).to_be_visible(timeout=30_000)
    assert not has_second_version(page)
    with page.expect_event("load"):
        update.click()
    page.locator("html[data-ready=true]").wait_for(state="attached")
    assert has_second_version(page)
    assert page.evaluate("crossOriginIsolated")
    expect(update).to_be_hidden()
    assert set(own_host.asked) == {"sw.js", "precache.js", "style.css"}
    assert own_host.asked.count("style.css") == 1
