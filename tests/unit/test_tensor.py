"""Pictures come into networks' inputs, and answers out of them, as contracts say."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from mattebox import UnusableNetwork
from mattebox.subject.models import ModelSpec
from mattebox.subject.tensor import placement, to_mask, to_tensor

PLAIN = ModelSpec("n", "N", 64, 64, 1, "255", (0, 0, 0), (1, 1, 1), "unit")
WIDE = (80, 20)


def wide():
    """A picture of 80 × 20, red from left to right."""
    rgb = np.zeros((20, 80, 3), np.uint8)
    rgb[..., 0] = np.linspace(0, 255, 80)
    rgb[..., 1] = 100
    return Image.fromarray(rgb)


@pytest.mark.parametrize("fit", ["stretch", "letterbox-top-left", "letterbox-centred"])
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("size", [WIDE, (20, 80), (64, 64), (20, 300), (333, 217)])
@pytest.mark.parametrize("halved", [False, True])
def test_what_a_network_sees_comes_back_where_it_was(fit, mirrored, size, halved):
    model = replace(PLAIN, fit=fit, pad=(255, 255, 255))
    picture = Image.fromarray((np.linspace(0, 255, size[0]) * np.ones((size[1], 1))).astype(np.uint8)).convert("RGB")
    tensor = to_tensor(picture, model, mirrored)
    assert tensor.shape == (1, 3, 64, 64) and tensor.flags.c_contiguous
    answer = tensor[:, :1, ::2, ::2] if halved else tensor[:, :1]
    mask = to_mask(answer, model, size, mirrored)
    step = 2 / mask.shape[1]
    assert np.abs(mask - np.linspace(0, 1, mask.shape[1])).max() < 2 * step


def test_bars_have_their_colour_and_the_picture_its_place():
    tensor = to_tensor(wide(), replace(PLAIN, fit="letterbox-centred", pad=(255, 0, 51)))[0]
    assert placement(replace(PLAIN, fit="letterbox-centred"), WIDE).box == (0, 24, 64, 40)
    np.testing.assert_allclose(tensor[:, :24], np.broadcast_to(np.float32([1, 0, 0.2])[:, None, None], (3, 24, 64)))
    np.testing.assert_allclose(tensor[1, 24:40], 100 / 255, rtol=1e-5)
    assert placement(replace(PLAIN, fit="letterbox-top-left"), WIDE).box == (0, 0, 64, 16)


def test_mirrored_pictures_stay_at_their_corner():
    model = replace(PLAIN, fit="letterbox-top-left", pad=(0, 0, 255))
    tall = wide().transpose(Image.Transpose.ROTATE_90)
    for mirrored in (False, True):
        tensor = to_tensor(tall, model, mirrored)[0]
        assert not tensor[2, :, :16].any() and (tensor[2, :, 16:] == 1).all()


def test_bars_are_not_stretched_into_the_mask():
    model = replace(PLAIN, fit="letterbox-top-left", range="minmax")
    answer = np.full((64, 64), -5, np.float32)
    answer[:16] = np.linspace(1, 3, 64)
    mask = to_mask(answer, model, WIDE)
    assert mask.shape == (16, 64) and (mask.min(), mask.max()) == (0, 1)


def test_a_network_of_any_size_sees_the_pictures_own_aspect():
    model = replace(PLAIN, width=0, height=0, multiple=32)
    for size in (WIDE, (4000, 3000), (5, 2000)):
        (width, height), box = (place := placement(model, size)).size, place.box
        assert box == (0, 0, width, height) and width % 32 == height % 32 == 0
    assert placement(model, (4000, 3000)).size == (576, 448)


def test_channels_may_be_last():
    model = replace(PLAIN, layout="NHWC")
    tensor = to_tensor(wide(), model)
    assert tensor.shape == (1, 64, 64, 3) and tensor.flags.c_contiguous
    np.testing.assert_array_equal(tensor.transpose(0, 3, 1, 2), to_tensor(wide(), PLAIN))
    assert to_mask(tensor[..., :1], model, WIDE).shape == (64, 64)


def test_divisors():
    picture = Image.new("RGB", (64, 64), (50, 100, 200))
    found = {
        scale: float(to_tensor(picture, replace(PLAIN, scale=scale))[0, 2, 0, 0]) for scale in ("none", "max", "255")
    }
    assert found == pytest.approx({"none": 200, "max": 1, "255": 200 / 255})


def test_logits_and_classes_become_masks():
    answer = np.array([[[[-1000, 0, 1000]]]], np.float32)
    logits = replace(PLAIN, kind="logits", activation="sigmoid")
    np.testing.assert_allclose(to_mask(answer, logits, WIDE), [[0, 0.5, 1]])
    classes = np.array([[0.5, 0, 0], [0.4, 1, 0], [0, 0, 2]], np.float32).reshape(1, 3, 1, 3)
    np.testing.assert_array_equal(to_mask(classes, replace(PLAIN, kind="classes"), WIDE), [[0, 1, 1]])
    soft = to_mask(classes, replace(PLAIN, kind="classes", activation="sigmoid"), WIDE)
    np.testing.assert_allclose(soft, 1 / (1 + np.exp([[0.1, -1, -2]])), rtol=1e-5)
    assert to_mask(answer.astype(np.float16), logits, WIDE).dtype == np.float32


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (np.full((64, 64), np.nan, np.float32), "numbers that are none"),
        (np.full((64, 64), np.inf, np.float32), "numbers that are none"),
        (np.zeros((1, 1000), np.float32)[0], "answers with 1000, which is no mask"),
        (np.zeros((2, 1, 4, 4), np.float32), "2 × 1 × 4 × 4"),
        (np.zeros((1, 1, 0, 4), np.float32), "no mask"),
        (np.float32(3), "one number"),
    ],
)
def test_answers_that_are_no_masks_are_refused(answer, text):
    with pytest.raises(UnusableNetwork, match=text):
        to_mask(answer, PLAIN, WIDE)
    with pytest.raises(UnusableNetwork, match="no mask"):
        to_mask(np.zeros((1, 1, 4, 4), np.float32), replace(PLAIN, kind="classes"), WIDE)
