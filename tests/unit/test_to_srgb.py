"""Colours of matrix profiles become sRGB, as Little CMS has it; what is no such profile changes nothing."""

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

import hostile_files
from mattebox.files import to_srgb
from mattebox.imaging import srgb_profile

ADOBE = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))


@pytest.fixture(scope="module")
def photo(photos):
    with Image.open(photos["astronaut"]) as picture:
        rgb = np.asarray(picture.convert("RGB"))
    alpha = np.arange(rgb.shape[1], dtype=np.uint8)
    return np.dstack([rgb, np.broadcast_to(alpha, rgb.shape[:2])])


def reference(rgba, data):
    source, target = ImageCms.ImageCmsProfile(io.BytesIO(data)), ImageCms.createProfile("sRGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    return np.asarray(ImageCms.profileToProfile(Image.fromarray(rgba[..., :3]), source, target, renderingIntent=intent))


@pytest.mark.parametrize("data", [hostile_files.p3(), hostile_files.profile_of(*ADOBE)], ids=["p3", "wide"])
def test_colours_are_those_of_a_colour_engine(photo, data):
    converted = photo.copy()
    to_srgb.convert(converted, data)
    off = np.abs(converted[..., :3].astype(np.int16) - reference(photo, data))
    assert off.mean() < 0.1 and np.percentile(off, 99.9) <= 1 and off.max() <= 4  # where colours are cut off, the most
    assert (converted[..., :3] != photo[..., :3]).mean() > 0.3
    np.testing.assert_array_equal(converted[..., 3], photo[..., 3])


def curve(kind, *values):
    if kind == "curv":
        return b"curv" + bytes(4) + np.array(len(values), ">u4").tobytes() + np.array(values, ">u2").tobytes()
    numbers = (np.array(values[1:]) * 65536).round().astype(">i4")
    return b"para" + bytes(4) + np.array([values[0], 0], ">u2").tobytes() + numbers.tobytes()


X = np.linspace(0, 1, 11, dtype=np.float32)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (curve("curv"), X),
        (curve("curv", 512), X**2),
        (curve("curv", 0, 16384, 65535), np.interp(X, [0, 0.5, 1], [0, 0.25, 1])),
        (curve("para", 0, 1.5), X**1.5),
        (curve("para", 1, 2, 0.75, 0.25), (0.75 * X + 0.25) ** 2),
        (curve("para", 2, 2, 2, -1, 0.125), np.where(X >= 0.5, (2 * X - 1) ** 2 + 0.125, 0.125)),
        (curve("para", 3, 2, 1, 0, 0.25, 0.5), np.where(X >= 0.5, X**2, 0.25 * X)),
        (curve("para", 4, 2, 1, 0, 0.25, 0.5, 0.1, 0.05), np.where(X >= 0.5, X**2 + 0.1, 0.25 * X + 0.05)),
    ],
)
def test_every_kind_of_curve(tag, expected):
    np.testing.assert_allclose(to_srgb.Curve(tag)(X), expected, atol=2e-4)


@pytest.mark.parametrize(
    "data",
    [
        srgb_profile.srgb(),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
        b"",
        b"no profile at all",
        hostile_files.p3()[:200],
        hostile_files.p3()[:200] + bytes(400),
        hostile_files.p3()[:128] + b"\xff" * 400,
    ],
    ids=["srgb", "srgb of an engine", "lab", "empty", "text", "cut off", "zeros", "ones"],
)
def test_srgb_and_what_cannot_be_read_leave_every_bit(photo, data):
    converted = photo.copy()
    to_srgb.convert(converted, data)
    np.testing.assert_array_equal(converted, photo)
