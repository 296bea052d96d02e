"""All settings as a file that page, command and Python read and write."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mattebox import Recipe
from mattebox.options.presets import PRESETS
from visitor import Cut, cut, latest, settle

pytestmark = pytest.mark.toys


@pytest.fixture(scope="module")
def first(page: Page, photos: dict[str, Path]) -> Cut:
    """The cat with the tab of the finish open."""
    result = cut(page, photos["chelsea"])
    page.keyboard.press("e")
    page.click("#tab-finish")
    return result


def open_recipe(page: Page, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a file of settings").click()
    chooser.value.set_files(path)


def test_what_the_page_saves_python_reads(page: Page, first: Cut, tmp_path: Path) -> None:
    page.select_option("#preset", "sticker")
    assert settle(page) == "done"
    sticker = latest(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save all settings as a file").click()
    assert download.value.suggested_filename == "mattebox-settings.json"
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    assert Recipe.from_json(saved.read_bytes()) == Recipe(finish=PRESETS["sticker"])

    page.select_option("#preset", "cutout")
    assert settle(page) == "done" and latest(page).png == first.png
    open_recipe(page, saved)
    expect(page.locator("#preset")).to_have_value("sticker")
    assert settle(page) == "done" and latest(page).png == sticker.png
    page.keyboard.press("Control+z")
    assert settle(page) == "done" and latest(page).png == first.png


def test_what_python_writes_the_page_reads(page: Page, first: Cut, tmp_path: Path) -> None:
    recipe = Recipe.from_dict({"mode": "fast", "edges": {"shift": 2}, "finish": "square", "output": {"format": "webp"}})
    path = tmp_path / "shop.json"
    path.write_text(recipe.to_json())
    open_recipe(page, path)
    expect(page.locator("#preset")).to_have_value("square")
    assert settle(page) == "done" and latest(page).image.size == (1080, 1080)
    assert page.locator("#mode").input_value() == "fast"
    assert page.locator("#shift").input_value() == "2"
    expect(page.locator("#save")).to_contain_text("WebP")
    open_recipe(page, _file(tmp_path, {}))
    assert settle(page) == "done" and latest(page).png == first.png
    expect(page.locator("#save")).to_contain_text("PNG")


@pytest.mark.parametrize(
    ("text", "named"), [('{"finish": {"shadow": {"opacity": 3}}}', "finish.shadow.opacity"), ("mode: fast", "JSON")]
)
def test_what_is_none_is_told_and_changes_nothing(
    page: Page, first: Cut, tmp_path: Path, text: str, named: str
) -> None:
    path = tmp_path / "none.json"
    path.write_text(text)
    open_recipe(page, path)
    message = page.locator("#message .card")
    expect(message).to_contain_text(f"That file holds no settings of Mattebox ({named}).")
    message.get_by_role("button", name="Close").click()
    assert latest(page).png == first.png


def _file(folder: Path, values: object) -> Path:
    path = folder / "values.json"
    path.write_text(json.dumps(values))
    return path
