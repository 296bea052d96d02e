"""Files of which one picture is taken, and files that tell their colours by numbers, through the page."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

import hostile_files
from visitor import choose, cut, settle

pytestmark = pytest.mark.toys

SIZE = (192, 144)
FIRST_FRAME, SEVERAL = (
    "The picture is animated; its first frame was cut out.",
    "The file holds 2 pictures; only the first",
)


@pytest.fixture(scope="module")
def files(photos: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    with Image.open(photos["astronaut"]) as photo:
        picture = photo.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS, box=(0, 0, 512, 384))
    paths = {name: folder / name for name, _ in hostile_files.kinds(picture)}
    for name, data in hostile_files.kinds(picture):
        paths[name].write_bytes(data)
    return paths


@pytest.mark.parametrize(
    ("name", "size", "codes", "said"),
    [
        ("preview.dng", (1152, 864), {"raw-preview"}, "This is a camera’s raw file; the preview in it was cut out."),
        ("thumbnail-first.tiff", SIZE, set(), ""),
        ("two.tiff", SIZE, {"one-of-many"}, SEVERAL),
        ("views.mpo", SIZE, {"one-of-many"}, SEVERAL),
        ("two.mpo", SIZE, set(), ""),
        ("two.heic", SIZE, {"one-of-many"}, SEVERAL),
        ("icons.ico", (256, 256), {"already-transparent", "already-cut"}, "It is cut out already"),
        ("moving.gif", SIZE, {"first-frame"}, FIRST_FRAME),
        ("moving.webp", SIZE, {"first-frame"}, FIRST_FRAME),
        ("moving.png", SIZE, {"first-frame"}, FIRST_FRAME),
        ("moving.avif", SIZE, {"first-frame"}, FIRST_FRAME),
        ("one-frame.png", SIZE, set(), ""),
    ],
)
def test_the_one_that_is_meant_is_cut_and_what_is_left_out_is_told(
    page: Page, files: dict[str, Path], name: str, size: tuple[int, int], codes: set[str], said: str
) -> None:
    result = cut(page, files[name])
    assert result.image.size == (result.width, result.height) == size
    assert {notice["code"] for notice in result.notices} - {"no-subject"} == codes
    expect(page.locator("#message")).to_contain_text(said or re.compile("^(No subject was found.*)?$"))


@pytest.mark.parametrize("name", ["no-preview.dng", "fuji.raf"])
def test_a_raw_file_without_a_picture_is_to_be_exported(page: Page, files: dict[str, Path], name: str) -> None:
    choose(page, files[name])
    assert settle(page) == "error"
    expect(page.locator("#message .card.error")).to_contain_text("This is a camera’s raw file. It holds no finished")


@pytest.mark.parametrize("ending", ["avif", "heic"])
@pytest.mark.parametrize(("primaries", "transfer"), [(12, 13), (9, 14), (9, hostile_files.PQ), (9, hostile_files.HLG)])
def test_colours_by_numbers_become_those_of_srgb(
    page: Page, tmp_path: Path, ending: str, primaries: int, transfer: int
) -> None:
    y, x = np.mgrid[0:1:96j, 0:1:128j]
    colours = np.dstack([60 + 120 * x, 60 + 120 * y, 180 - 120 * x]).astype(np.uint8)
    path = tmp_path / f"numbers.{ending}"
    path.write_bytes(hostile_files.by_numbers(Image.fromarray(colours), ending, primaries, transfer))
    result = cut(page, path)
    pixels = np.asarray(result.image.convert("RGBA"))
    opaque = pixels[..., 3] == 255
    assert result.image.size == (128, 96) and opaque.any()
    toned = transfer in (hostile_files.PQ, hostile_files.HLG)
    if not (toned and ending == "avif"):  # which the browser tones down by itself, in its own way
        assert np.abs(pixels[opaque][:, :3].astype(np.int16) - colours[opaque]).mean() < 4
    assert ({"code": "hdr"} in result.notices) == toned
    if toned:
        expect(page.locator("#message")).to_contain_text("its brightest parts were toned down")
