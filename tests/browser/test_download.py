"""What arrives damaged is not used; what has arrived whole is not fetched again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from static_host import StaticHost
from visitor import Visitor

pytestmark = pytest.mark.toys


@pytest.mark.parametrize("kind", ["network", "runtime"])
def test_a_damaged_file_is_not_used(new_visitor: Callable[..., Visitor], own_host: StaticHost, kind: str) -> None:
    file = own_host.parts[-1] if kind == "network" else "vendor/ort/ort-wasm-simd-threaded.wasm"
    data = bytearray((own_host.folder / file).read_bytes())
    data[len(data) // 2] ^= 1
    own_host.changed[file] = bytes(data)
    page = new_visitor(own_host).open(ready=False)
    message = page.locator("#message .card.error")
    expect(message).to_contain_text("A downloaded part arrived damaged.", timeout=60_000)
    assert page.locator("html").get_attribute("data-ready") is None

    own_host.changed.clear()
    message.get_by_role("button", name="Try again").click()
    page.locator("html[data-ready=true]").wait_for(state="attached")
    expect(message).to_have_count(0)


def test_an_interrupted_download_goes_on(new_visitor: Callable[..., Visitor], own_host: StaticHost) -> None:
    broken = own_host.parts[1:]
    assert broken
    own_host.cut_short.update(broken)
    visitor = new_visitor(own_host)
    visitor.forgive("ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_FAILED")
    page = visitor.open(ready=False)
    message = page.locator("#message .card.error")
    expect(message).to_contain_text("A part of Mattebox could not be downloaded.", timeout=60_000)
    page.close()

    own_host.cut_short.clear()
    own_host.asked.clear()
    visitor.open()
    models = {path for path in own_host.asked if path.startswith("models/")}
    assert models == set(broken)
    assert len([path for path in own_host.asked if path in models]) == len(models)
