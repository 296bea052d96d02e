"""Programs that were written for rembg run with only the import changed."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mattebox import InvalidOption, MatteboxError, Session, session
from mattebox.compat import rembg
from mattebox.compat.rembg import new_session, remove
from mattebox.native import Networks


@pytest.fixture(scope="module", autouse=True)
def shared(models_dir):
    """All of these calls share a session, as `mattebox.cut` does."""
    with pytest.MonkeyPatch.context() as patch, Session(model=models_dir) as usual:
        patch.setattr(session, "_usual", usual)
        yield usual


@pytest.fixture(scope="module")
def small(photos):
    with Image.open(photos["astronaut"]) as photo:
        return photo.convert("RGB").resize((128, 128))


@pytest.fixture(scope="module")
def expected(shared, small):
    return shared.cut(small)


@pytest.fixture
def folder(tmp_path, small, monkeypatch):
    monkeypatch.chdir(tmp_path)
    small.save("input.png")
    return tmp_path


def read(name="output.png"):
    with Image.open(name) as image:
        image.load()
        return image


def test_bytes(folder, expected):
    with Path("input.png").open("rb") as i, Path("output.png").open("wb") as o:
        input = i.read()
        output = remove(input)
        o.write(output)
    np.testing.assert_array_equal(np.asarray(read()), expected.rgba)


def test_pillow(folder, expected):
    input = Image.open("input.png")
    output = remove(input)
    output.save("output.png")
    np.testing.assert_array_equal(np.asarray(read()), expected.rgba)


def test_arrays_whatever_the_order_of_their_colours(small, expected):
    rgb = np.asarray(small)
    np.testing.assert_array_equal(remove(rgb), expected.rgba)
    bgr = remove(rgb[..., ::-1])  # as cv2.imread has it
    assert bgr.dtype == np.uint8 and bgr.shape == (128, 128, 4)
    opaque = bgr[..., 3] == 255
    assert opaque.mean() > 0.1
    np.testing.assert_array_equal(bgr[opaque][:, :3], rgb[..., ::-1][opaque])


def test_bytes_by_force(folder, small, expected):
    for given in (Path("input.png").read_bytes(), small, np.asarray(small)):
        output = remove(given, force_return_bytes=True)
        assert isinstance(output, bytes)
        np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(output))), expected.rgba)


def test_a_folder_with_a_session(folder, expected):
    session = new_session()
    for file in folder.glob("*.png"):
        output_path = str(file.parent / (file.stem + ".out.png"))
        with file.open("rb") as i, Path(output_path).open("wb") as o:
            o.write(remove(i.read(), session=session))
    np.testing.assert_array_equal(np.asarray(read("input.out.png")), expected.rgba)


def test_the_examples_of_its_usage(small, expected, folder):
    session = new_session("isnet-general-use")
    assert remove(small, session=session).mode == "RGBA"
    hair = remove(
        small,
        alpha_matting=True,
        alpha_matting_foreground_threshold=270,
        alpha_matting_background_threshold=20,
        alpha_matting_erode_size=11,
    )
    mask = remove(small, only_mask=True)
    assert mask.mode == "L" and mask.size == small.size
    np.testing.assert_array_equal(np.asarray(mask), expected.alpha)
    crisp = np.asarray(remove(small, post_process_mask=True))[..., 3]
    soft = (expected.alpha > 0) & (expected.alpha < 255)
    assert ((crisp > 0) & (crisp < 255)).sum() < soft.sum()
    assert (np.asarray(hair)[..., 3] != expected.alpha).any()
    for colour in ((255, 255, 255), (255, 255, 255, 255)):
        output = np.asarray(remove(small, bgcolor=colour))
        assert output.shape == (128, 128, 4) and (output[..., 3] == 255).all()
        assert (output[expected.alpha == 0] == 255).all()
    clear = np.asarray(remove(small, bgcolor=(10, 20, 30, 40)))
    assert (clear[expected.alpha == 0] == (10, 20, 30, 40)).all()


def test_colours_stay_where_alpha_alone_is_put(small, expected):
    output = np.asarray(remove(small, putalpha=True))
    at = expected.alpha > 0
    np.testing.assert_array_equal(output[at][:, :3], np.asarray(small)[at])


def test_models_say_how_hard_the_subject_is_looked_for(small, monkeypatch, shared):
    asked = []
    segment = Networks.segment

    async def noted(self, role, tensor):
        asked.append(role)
        return await segment(self, role, tensor)

    monkeypatch.setattr(Networks, "segment", noted)
    main = "main"
    for model, roles in (("u2netp", []), ("u2net", [main]), ("birefnet-general", [main, main])):
        asked.clear()
        remove(small, session=new_session(model))
        assert sorted(asked) == ["draft", *roles]
    providers = new_session("u2netp", providers=["NoSuchProvider", ("CPUExecutionProvider", {})])
    assert remove(small, session=providers).size == small.size


@pytest.mark.parametrize("model", ["sam", "u2net_cloth_seg", "isnet-anime", "u2net_custom", "bria-rmbg", "nonsense"])
def test_other_models_are_refused_by_name(model):
    with pytest.raises(InvalidOption, match=f"no model '{model}' here; there are u2net, u2netp"):
        new_session(model)


def test_other_arguments_are_refused_by_name(small):
    with pytest.raises(InvalidOption, match="remove takes input_point, input_label in rembg"):
        remove(small, input_point=[[1, 2]], input_label=[1])
    with pytest.raises(InvalidOption, match="new_session takes model_path in rembg"):
        new_session("u2net", model_path="a.onnx")
    with pytest.raises(InvalidOption, match="1 more arguments"):
        new_session("u2net", 3)
    with pytest.raises(InvalidOption, match="providers are Nothing; there are"):
        new_session(providers=["Nothing"])
    for colour in ((1, 2), (1, 2, 300), "red"):
        with pytest.raises(InvalidOption, match="bgcolor is"):
            remove(small, bgcolor=colour)
    with pytest.raises(MatteboxError, match="is not supported"):
        remove("input.png")
    assert rembg.__doc__
