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
