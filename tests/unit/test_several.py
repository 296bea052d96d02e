"""Files that hold more than one picture: the one that is meant is taken, what is left out is told."""

import struct

import numpy as np
import pytest
from PIL import Image

import hostile_files
from mattebox.errors import RawPicture, UnreadableImage
from mattebox.files import decode, raw
from tiff_files import NEW_SUBFILE_TYPE, PHOTOMETRIC, SENSOR, Page, tiff
from tiff_files import raw as raw_file

THUMBNAIL, MASK = {NEW_SUBFILE_TYPE: 1}, {NEW_SUBFILE_TYPE: 4}


def plain(colour, size=(60, 40)):
    return Image.new("RGB", size, colour)


def opened(data):
    rgba, notices = decode.open_image(data)
    return rgba.shape[1::-1], rgba[0, 0, :3].tolist(), notices


RED, GREEN, SMALL = Page(plain("red")), Page(plain("lime")), Page(plain("blue", (16, 12)), THUMBNAIL)


def test_the_page_beside_its_thumbnail_is_meant():
    taken = ((60, 40), [255, 0, 0], {})
    assert opened(tiff(SMALL, RED)) == taken
    assert opened(tiff(RED, SMALL, SMALL)) == taken
    assert opened(tiff(Page(SMALL.picture, THUMBNAIL, (RED,)))) == taken
    assert opened(tiff(RED, Page(plain("white"), MASK))) == taken


def test_pages_left_out_are_told():
    assert opened(tiff(RED, GREEN)) == ((60, 40), [255, 0, 0], {"one-of-many": {"count": 2}})
    assert opened(tiff(SMALL, RED, GREEN, RED))[1:] == ([255, 0, 0], {"one-of-many": {"count": 3}})


@pytest.mark.parametrize("tag", [1, 6])
def test_of_a_raw_file_the_preview_is_taken_upright(tag):
    preview = plain("red", (1200, 800))
    preview.paste("blue", (600, 0, 1200, 800))
    rgba, notices = decode.open_image(raw_file(preview, tag))
    assert notices == {"raw-preview": {}}
    expected = np.asarray(preview if tag == 1 else preview.transpose(Image.Transpose.ROTATE_270))
    assert rgba.shape[:2] == expected.shape[:2]
    assert np.abs(rgba[..., :3].astype(np.int16) - expected).mean() < 3


@pytest.mark.parametrize(
    "data",
    [
        raw_file(plain("red", (raw.LEAST_SIDE - 1, 700))),
        tiff(Page(plain("red"), THUMBNAIL, (Page(Image.new("L", (400, 300)), {PHOTOMETRIC: SENSOR}),))),
        b"FUJIFILMCCD-RAW 0201" + bytes(200),
        b"IIU\0" + bytes(200),
        b"IIRO" + bytes(200),
        b"\0\0\0\x18ftypcrx \0\0\0\1crx isom" + bytes(200),
    ],
)
def test_without_a_preview_a_raw_file_is_to_be_exported(data):
    with pytest.raises(RawPicture, match="raw file; export it"):
        decode.open_image(data)


@pytest.mark.parametrize("cut", [8, 9, 20, 50])
def test_broken_directories_are_damage(cut):
    data = tiff(SMALL, RED)
    with pytest.raises(UnreadableImage):
        decode.open_image(data[:4] + struct.pack("<I", len(data) - cut) + data[8:])


def test_directories_in_a_ring_end():
    data = bytearray(tiff(RED))
    data[-4:] = data[4:8]
    assert opened(bytes(data))[0] == (60, 40)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_what_moves_is_told_to_move(kind):
    frames = [plain("red"), plain("blue")]
    data = hostile_files.saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert opened(data)[2] == {"first-frame": {}}


def test_views_in_an_mpo_are_told_but_not_what_is_computed_with():
    data = hostile_files.saved(plain("red"), "MPO", save_all=True, append_images=[plain("blue")])
    assert opened(data)[2] == {}
    assert opened(hostile_files.views(data))[2] == {"one-of-many": {"count": 2}}


@pytest.mark.usefixtures("heif")
def test_pictures_in_a_heic_are_told():
    assert opened(hostile_files.two_in_heic(plain("red")))[2] == {"one-of-many": {"count": 2}}


def photoshop(composite):
    size, pixels = (6, 4), bytes([200]) * 72
    info = struct.pack(">I?", 1, composite) + bytes(13)
    resources = b"8BIM" + struct.pack(">HHI", 1057, 0, len(info)) + info
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, *size[::-1], 8, 3)
    return head + struct.pack(">II", 0, len(resources)) + resources + struct.pack(">IH", 0, 0) + pixels


def test_layers_without_the_picture_that_they_make_are_refused():
    assert opened(photoshop(True)) == ((6, 4), [200, 200, 200], {})
    with pytest.raises(UnreadableImage, match="layers only"):
        decode.open_image(photoshop(False))
