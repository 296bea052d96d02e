"""Fixtures of the tests of batches: in the fast mode with small pictures, as what a batch adds is the same for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from batches import GOOD, empty, opened
from visitor import Cut, Visitor, cut

# What a test that failed has left behind.
REMOVE_FOLDERS = """async () => {
  const root = await navigator.storage.getDirectory();
  for (const name of ["chosen", "saved"]) await root.removeEntry(name, { recursive: true }).catch(() => {});
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, photos: dict[str, Path], toys: bool) -> Path:
    """Small pictures in sub-folders, two of one name but for the ending, one that is broken, and what is no picture."""
    folder = tmp_path_factory.mktemp("pictures") / "holiday"
    (folder / "sea").mkdir(parents=True)
    side = 200 if toys else 300
    for photo, name in {
        "astronaut": "a.png",
        "chelsea": "a.jpg",
        "coffee": "sea/a.jpg",
        "chelsea 2": "sea/b.webp",
    }.items():
        with Image.open(photos[photo.split()[0]]) as source:
            picture = source.convert("RGB")
        picture.thumbnail((side, side))
        picture.save(folder / name)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nonsense")
    (folder / "notes.txt").write_text("No picture.")
    (folder / ".hidden.jpg").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def singles(regular: Visitor, folder: Path) -> dict[str, Cut]:
    """What single pictures become, by their results' names."""
    page = opened(regular)
    results = {name: cut(page, folder / source) for source, name in GOOD.items()}
    page.close()
    return results


@pytest.fixture(scope="module")
def tab(regular: Visitor) -> Iterator[Page]:
    page = opened(regular)
    yield page
    page.close()


@pytest.fixture
def desk(tab: Page) -> Iterator[Page]:
    """The tab as if it had just been opened; nothing stays stored."""
    others = set(tab.context.pages)
    yield tab
    for each in set(tab.context.pages) - others:
        each.close()
    tab.evaluate(REMOVE_FOLDERS)
    empty(tab)
    tab.evaluate("document.getElementById('close-panel').click()")
    tab.evaluate("delete navigator.storage.estimate")
    tab.emulate_media()
    tab.set_viewport_size({"width": 1280, "height": 720})
