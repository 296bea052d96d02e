"""Corrections as somebody makes them with the tools, and what comes of them."""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

import spy
from visitor import Cut, latest, results, settle, wait_until

Pixels = NDArray[np.uint8]


def tool(page: Page, name: str, effect: str = "restore", *, hard: bool = False, size: float = 40) -> None:
    page.locator(f"input[name=tool][value={name}]").check(force=True)
    if name != "pick":
        page.locator(f"input[name=effect][value={effect}]").check(force=True)
        page.locator("#brush-hard").set_checked(hard)
    if name == "brush":
        page.locator("#brush-size").fill(str(size))


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where on the page a pixel of the picture is."""
    box = page.locator(".surface").bounding_box()
    assert box
    return box["x"] + x * box["width"] / 512, box["y"] + y * box["height"] / 512


def draw(page: Page, *points: tuple[float, float]) -> None:
    """Through pixels of the picture."""
    for index, point in enumerate(points):
        page.mouse.move(*at(page, *point), steps=1 if index == 0 else 6)
        if index == 0:
            page.mouse.down()
    page.mouse.up()


def fixed(page: Page, act: Any) -> tuple[Pixels, list[dict[str, Any]]]:
    """What the page makes of a correction: the file's pixels, and what it asked Python for."""
    before = results(page)
    act()
    wait_until(page, lambda: results(page) > before, "a new file")
    assert settle(page) == "done"
    asked = spy.asked(page, "cut")[-1]["fixes"]
    with Image.open(io.BytesIO(latest(page).png)) as image:
        return np.asarray(image.convert("RGBA")), asked


def alpha_of(first: Cut) -> Pixels:
    return np.asarray(first.image)[..., 3]
