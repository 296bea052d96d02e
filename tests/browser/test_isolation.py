"""Where there are no service workers there are no threads, and it works all the same."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from native_cut import NativeCut, mean_difference
from visitor import Visitor, cut


def test_one_thread_without_service_workers(
    new_visitor: Callable[..., Visitor], photos: dict[str, Path], native: NativeCut
) -> None:
    page = new_visitor(service_workers="block").open()
    assert not page.evaluate("crossOriginIsolated")
    result = cut(page, photos["chelsea"])
    assert (result.info["isolated"], result.info["threads"]) == (False, 1)
    assert "CPU, 1 thread ·" in page.locator("#status").inner_text()
    assert mean_difference(np.asarray(result.image)[..., 3], native(photos["chelsea"]).alpha) <= 1


def test_one_thread_where_memory_cannot_be_shared(regular: Visitor, photos: dict[str, Path]) -> None:
    """As in WebKitGTK, whose pages can be isolated and yet have no SharedArrayBuffer."""
    page = regular.context.new_page()
    page.add_init_script("delete globalThis.SharedArrayBuffer")
    page.goto(regular.host.url)
    page.locator("html[data-booted]").wait_for(state="attached")
    page.select_option("#mode", "fast")
    result = cut(page, photos["chelsea"])
    page.close()
    assert (result.info["isolated"], result.info["threads"]) == (True, 1)
