"""The panel of the edges, by keys and by mouse."""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page

from visitor import Cut, latest, settle

# Does something once, in the very moment when a selector has a match: mid-way through a run, however fast that is.
IN_THE_MOMENT = """([selector, text, act]) => {
  const meets = () => [...document.querySelectorAll(selector)].some((e) => e.textContent.includes(text));
  const acts = {
    escape: () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" })),
    half: () => {
      const slider = document.getElementById("decontaminate");
      slider.value = 0.5;
      slider.dispatchEvent(new Event("input"));
    },
    look: () => (globalThis.view = viewOf()),
  };
  globalThis.acted = false;
  const observer = new MutationObserver(() => {
    if (!meets()) return;
    observer.disconnect();
    globalThis.acted = true;
    acts[act]();
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
}"""


def reset(page: Page) -> None:
    page.locator("#reset").click(force=True)  # it may be off
    assert settle(page) == "done"


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name, exact=True)


def turn(page: Page, name: str, *keys: str) -> Cut:
    """Move a slider by its keys; what comes of it."""
    slider(page, name).focus()
    for key in keys:
        page.keyboard.press(key)
    return edited(page)


def edited(page: Page) -> Cut:
    assert settle(page) == "done", page.locator("#message").inner_text()
    return latest(page)


def saved(page: Page) -> bytes:
    with page.expect_download() as download:
        page.click("#save")
    return Path(download.value.path()).read_bytes()


def in_the_moment(page: Page, when: tuple[str, str], act: str) -> None:
    page.evaluate(IN_THE_MOMENT, [*when, act])


def pixels(png: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image)
