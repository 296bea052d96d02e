"""What HEIF's boxes tell, as files of several kinds have them."""

import io
import struct

import pillow_heif
import pytest
from PIL import Image

from mattebox.files import heif
from pictures import camera_photo

pytestmark = pytest.mark.usefixtures("heif")


def exif(maker):
    made = Image.Exif()
    made[0x010F] = maker
    return made.tobytes()


def maker(data):
    read = Image.Exif()
    read.load(heif.exif(data))
    return read.get(0x010F)


def box(kind, content):
    return struct.pack(">I4s", 8 + len(content), kind) + content


def test_of_several_pictures_the_main_ones():
    pictures = pillow_heif.HeifFile()
    for colour in ("red", "green"):
        pictures.add_from_pillow(Image.new("RGB", (64, 48), colour))
        pictures[len(pictures) - 1].info["exif"] = exif(f"Maker of {colour}")
    for main, expected in enumerate(("Maker of red", "Maker of green")):
        out = io.BytesIO()
        pictures.save(out, primary_index=main)
        assert maker(out.getvalue()) == expected


@pytest.mark.parametrize("inside", [False, True])
def test_wherever_it_lies(inside):
    """In the file or in a box of its own, in several extents, under wide numbers (version 2 of `iloc`, 3 of `infe`)."""
    block = struct.pack(">I", 6) + exif("Maker")
    halves = ((0, 20), (20, len(block) - 20))
    infe = box(b"infe", struct.pack(">IIH4s", 3 << 24, 70_000, 0, b"Exif") + b"\0")
    start = 0 if inside else 500

    def places():
        head = struct.pack(">IBBI", 2 << 24, 0x44, 0x40, 1) + struct.pack(">IHHIH", 70_000, inside, 0, start, 2)
        return box(b"iloc", head + b"".join(struct.pack(">II", *half) for half in halves))

    parts = box(b"pitm", struct.pack(">II", 1 << 24, 7)) + box(b"iinf", struct.pack(">II", 1 << 24, 1) + infe)
    parts += places() + (box(b"idat", block) if inside else b"")
    data = (box(b"ftyp", b"mif1") + box(b"meta", bytes(4) + parts)).ljust(500, b"\0")
    assert maker(data if inside else data + block) == "Maker"


@pytest.mark.parametrize("kind", ["AVIF", "HEIF"])
def test_broken_boxes_tell_nothing_and_end(kind):
    data = camera_photo(kind)
    assert maker(data) == "Maker"
    for at in range(4, 500, 3):
        broken = data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :]
        heif.exif(broken)
        heif.numbers(broken)
        assert heif.exif(data[:at]) == b"" or at > len(data) / 2
