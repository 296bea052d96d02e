"""Files of every format as the page saves them: read back by Pillow, with names by a template, without metadata."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from pictures import camera_photo
from visitor import Cut, cut, latest, settle

pytestmark = pytest.mark.toys

GPS = 0x8825


@pytest.fixture(scope="module")
def photo(photos: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The astronaut as a camera would have saved it: lying on its side, with place and resolution."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Maker", 6
    exif.get_ifd(0x8769).update({0x829A: 0.01})
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 0.0)})
    target = tmp_path_factory.mktemp("photo") / "IMG 7.jpg"
    with Image.open(photos["astronaut"]) as picture:
        lying = picture.convert("RGB").transpose(Image.Transpose.ROTATE_90)
        lying.save(target, quality=95, exif=exif, dpi=(240, 240))
    return target


@pytest.fixture(scope="module")
def first(page: Page, photo: Path) -> Cut:
    return cut(page, photo)


@pytest.fixture
def dialog(page: Page, first: Cut) -> Iterator[Page]:
    """The dialog open, everything at its default; afterwards so again."""
    page.bring_to_front()
    page.click("#open-output")
    yield page
    if page.locator("#output").is_hidden():
        page.click("#open-output")
    page.select_option("#format", "png")
    page.select_option("#metadata", "none")
    page.fill("#template", "{name}-cutout")
    page.keyboard.press("Escape")
    expect(page.locator("#output")).to_be_hidden()


def save(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.click("#save-output")
    expect(page.locator("#output")).to_be_hidden()
    assert settle(page) == "done"
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def test_without_any_choice_it_is_the_png_that_there_is(dialog: Page, first: Cut) -> None:
    assert save(dialog) == ("IMG 7-cutout.png", first.png)
    assert first.image.info["dpi"] == pytest.approx((240, 240), abs=0.1)  # the original's
    assert not first.image.getexif() and b"Maker" not in first.png


def test_lossless_webp(dialog: Page, first: Cut) -> None:
    dialog.select_option("#format", "webp")
    dialog.get_by_role("checkbox", name="Lossless").check()
    expect(dialog.locator("#quality")).to_be_hidden()
    name, data = save(dialog)
    assert name == "IMG 7-cutout.webp"
    out = opened(data)
    assert out.format == "WEBP" and "icc_profile" in out.info
    np.testing.assert_array_equal(np.asarray(out), np.asarray(first.image))
    expect(dialog.locator("#save")).to_have_text("Saved")
    dialog.click("#open-output")
    dialog.get_by_role("checkbox", name="Lossless").uncheck()
    assert len(save(dialog)[1]) < len(data)


def test_jpeg_on_white_and_on_the_background(dialog: Page, first: Cut) -> None:
    dialog.select_option("#format", "jpeg")
    name, data = save(dialog)
    assert name == "IMG 7-cutout.jpg"
    out = opened(data)
    assert out.format == "JPEG" and out.info["dpi"] == (240, 240) and "icc_profile" in out.info
    pixels, cutout = np.asarray(out).astype(np.int16), np.asarray(first.image)
    assert (pixels[cutout[..., 3] == 0] >= 240).mean() > 0.99
    opaque = cutout[..., 3] == 255
    assert abs(pixels[opaque] - cutout[opaque][:, :3]).mean() < 4
    expect(dialog.locator("#save")).to_have_text("Save JPEG")
    dialog.keyboard.press("e")
    dialog.click("#tab-finish")
    dialog.get_by_role("radio", name="Colour").click()
    dialog.get_by_role("button", name="#2b6cb0").first.click()
    assert settle(dialog) == "done"
    with dialog.expect_download() as download:
        dialog.keyboard.press("Control+s")
    blue = np.asarray(opened(Path(download.value.path()).read_bytes())).astype(np.int16)
    assert abs(blue[cutout[..., 3] == 0] - [0x2B, 0x6C, 0xB0]).mean() < 3
    dialog.select_option("#preset", "cutout")
    assert settle(dialog) == "done"
    dialog.keyboard.press("Escape")


def test_mask_only(dialog: Page, first: Cut) -> None:
    dialog.select_option("#format", "mask")
    name, data = save(dialog)
    assert name == "IMG 7-cutout-mask.png"
    out = opened(data)
    assert out.mode == "L"
    np.testing.assert_array_equal(np.asarray(out), np.asarray(first.image)[..., 3])


def test_tiff_with_its_mask(dialog: Page, first: Cut) -> None:
    dialog.select_option("#format", "tiff")
    name, data = save(dialog)
    assert name == "IMG 7-cutout.tif"
    with Image.open(io.BytesIO(data)) as out:
        assert out.format == "TIFF" and out.info["dpi"] == pytest.approx((240, 240))
        np.testing.assert_array_equal(np.asarray(out), np.asarray(first.image))
        out.seek(1)
        np.testing.assert_array_equal(np.asarray(out), np.asarray(first.image)[..., 3])


def test_png_with_a_palette(dialog: Page, first: Cut) -> None:
    dialog.select_option("#format", "png8")
    _, data = save(dialog)
    out = opened(data)
    assert out.mode == "P" and len(data) < 0.6 * len(first.png)
    assert np.asarray(out.convert("RGBA"))[0, 0, 3] == 0


@pytest.mark.parametrize("name", ["png", "webp", "jpeg"])
def test_camera_data_is_kept_only_when_asked_for(dialog: Page, name: str) -> None:
    dialog.select_option("#format", name)
    _, none = save(dialog)
    assert not opened(none).getexif() and b"Maker" not in none
    dialog.click("#open-output")
    dialog.select_option("#metadata", "camera")
    camera = opened(save(dialog)[1]).getexif()
    assert camera[0x010F] == "Maker" and camera[0x0112] == 1
    assert camera.get_ifd(0x8769)[0x829A] == pytest.approx(0.01)
    assert not camera.get_ifd(GPS)
    dialog.click("#open-output")
    dialog.select_option("#metadata", "all")
    assert opened(save(dialog)[1]).getexif().get_ifd(GPS)[1] == "N"


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}", "IMG 7.png"),
        ("{size}_{name}-{preset}", "512x512_IMG 7-cutout.png"),
        ("shop/{name}: ?", "shop-IMG 7- -.png"),
        ("  ", "IMG 7-cutout.png"),
        ("..", "picture.png"),
        ("{unknown} {width}", "{unknown} 512.png"),
    ],
)
def test_names_by_a_template(dialog: Page, template: str, name: str) -> None:
    dialog.fill("#template", template)
    expect(dialog.locator("#template-example")).to_have_text(f"For this picture: {name}")
    assert save(dialog)[0] == name


def test_a_running_number(dialog: Page) -> None:
    dialog.fill("#template", "{n}")
    first = int(save(dialog)[0].removesuffix(".png"))
    dialog.click("#open-output")
    assert save(dialog)[0] == f"{first + 1}.png"


def test_what_is_chosen_is_remembered(dialog: Page) -> None:
    dialog.select_option("#format", "webp")
    dialog.fill("#template", "{name} web")
    again = dialog.context.new_page()
    again.goto(dialog.url)
    expect(again.locator("#format")).to_have_value("webp")
    expect(again.locator("#template")).to_have_value("{name} web")
    again.close()


def test_by_keyboard(dialog: Page) -> None:
    dialog.keyboard.press("Escape")
    dialog.focus("#open-output")
    dialog.keyboard.press("Enter")
    expect(dialog.locator("#output")).to_be_visible()
    for _ in range(4):
        dialog.keyboard.press("Tab")
    dialog.keyboard.press("Escape")
    expect(dialog.locator("#open-output")).to_be_focused()


def test_nothing_in_the_result_changes(dialog: Page, first: Cut) -> None:
    dialog.select_option("#format", "mask")
    save(dialog)
    assert latest(dialog).png == first.png
    expect(dialog.locator("#compare")).to_be_visible()


def test_a_smaller_file_is_the_same_picture(dialog: Page, first: Cut) -> None:
    dialog.select_option("#metadata", "camera")
    usual = save(dialog)[1]
    dialog.click("#open-output")
    dialog.get_by_role("checkbox", name="Smaller file").check()
    data = save(dialog)[1]
    assert len(data) < 0.97 * len(usual)
    small, large = opened(data), opened(usual)
    np.testing.assert_array_equal(np.asarray(small), np.asarray(large))  # under alpha 0, too
    assert small.info["dpi"] == large.info["dpi"] and small.info["srgb"] == 0 and small.getexif()[0x010F] == "Maker"
    dialog.click("#open-output")
    for kind, offered in (("png8", True), ("mask", True), ("jpeg", False), ("webp", False), ("tiff", False)):
        dialog.select_option("#format", kind)
        expect(dialog.get_by_role("checkbox", name="Smaller file")).to_be_visible(visible=offered)
    dialog.select_option("#format", "png")
    dialog.get_by_role("checkbox", name="Smaller file").uncheck()


@pytest.mark.parametrize("kind", ["HEIF", "AVIF"])
def test_camera_data_of_what_pillow_cannot_read_is_kept(
    dialog: Page, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("heif")
    (tmp_path / "camera.bin").write_bytes(camera_photo(kind))
    dialog.keyboard.press("Escape")
    cut(dialog, tmp_path / "camera.bin")
    dialog.click("#open-output")
    dialog.select_option("#metadata", "all")
    exif = opened(save(dialog)[1]).getexif()
    assert exif[0x010F] == "Maker" and exif[0x0112] == 1 and exif.get_ifd(GPS)[1] == "N"


def test_camera_data_that_does_not_fit_is_told(dialog: Page, photos: dict[str, Path], tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif[0x8769] = {0x9286: b"ASCII\0\0\0" + b"x" * 90_000}
    with Image.open(photos["chelsea"]) as picture:
        picture.save(tmp_path / "much.png", exif=exif)
    dialog.keyboard.press("Escape")
    cut(dialog, tmp_path / "much.png")
    dialog.click("#open-output")
    dialog.select_option("#format", "jpeg")
    dialog.select_option("#metadata", "camera")
    data = save(dialog)[1]
    expect(dialog.locator("#message .card.notice")).to_contain_text("the longest entries were left out")
    assert opened(data).getexif()[0x010F] == "Maker"


def test_grain_is_saved_at_the_best_quality(dialog: Page, tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (600, 600, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    dialog.keyboard.press("Escape")
    cut(dialog, tmp_path / "noise.png")
    dialog.click("#open-output")
    dialog.select_option("#format", "jpeg")
    dialog.locator("#quality").fill("100")
    assert opened(save(dialog)[1]).size == (600, 600)
    dialog.click("#open-output")
    dialog.locator("#quality").fill("90")
    assert opened(save(dialog)[1]).size == (600, 600)


def test_what_a_format_cannot_hold_is_refused_with_one_that_can(dialog: Page, tmp_path: Path) -> None:
    Image.new("RGB", (16_400, 40), "#808080").save(tmp_path / "panorama.png")
    dialog.keyboard.press("Escape")
    cut(dialog, tmp_path / "panorama.png")
    dialog.click("#open-output")
    dialog.select_option("#format", "webp")
    dialog.click("#save-output")
    expect(dialog.locator("#message .card.error")).to_contain_text("WebP takes up to 16,383 pixels a side")
    expect(dialog.locator("#message .card.error")).to_contain_text("PNG or TIFF")
    dialog.click("#open-output")
    dialog.select_option("#format", "jpeg")
    assert opened(save(dialog)[1]).size == (16_400, 40)
