"""`mattebox cut` and its kin: what is read, what is written, what is refused, and how it ends."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from catalogues import Run, put_pictures
from mattebox import cli, native
from toy_networks import picture


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    Image.fromarray(picture()).save(path, dpi=(300, 300))
    return path


def kind_of(path: Path) -> str | None:
    with Image.open(path) as image:
        return image.format


def test_a_picture_becomes_one_beside_it(source: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("cut", source) == 0
    assert sorted(path.name for path in source.parent.iterdir()) == ["a-cutout.png", "a.png"]
    assert f"{source} -> {source.parent / 'a-cutout.png'}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "kind"), [("b.jpg", "JPEG"), ("b.JPEG", "JPEG"), ("b.webp", "WEBP"), ("b.tif", "TIFF"), ("b.png", "PNG")]
)
def test_the_ending_says_the_format(source: Path, run: Run, name: str, kind: str) -> None:
    target = source.parent / name
    assert run("cut", source, target) == 0
    assert kind_of(target) == kind


def test_an_ending_that_is_none_or_says_otherwise_is_refused(
    source: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("cut", source, source.parent / "b.xyz") == 2
    assert "its name can end in .png" in capsys.readouterr().err
    assert run("cut", source, source.parent / "b.jpg", "--format", "webp") == 2
    assert "--format is webp" in capsys.readouterr().err
    assert list(source.parent.iterdir()) == [source]


@pytest.mark.parametrize("kind", ["png", "png8", "webp", "jpeg", "mask", "tiff"])
def test_every_format(source: Path, run: Run, kind: str) -> None:
    assert run("cut", source, "--out", f"{source.parent}/out/", "--format", kind) == 0
    (made,) = (source.parent / "out").iterdir()
    assert kind_of(made) == {"jpeg": "JPEG", "webp": "WEBP", "tiff": "TIFF"}.get(kind, "PNG")


def test_resolution_is_kept(source: Path, run: Run) -> None:
    for name in ("b.png", "b.jpg", "b.tif"):
        assert run("cut", source, source.parent / name) == 0
        with Image.open(source.parent / name) as image:
            assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert run("cut", source, source.parent / "c.png", "--dpi", "150") == 0
    with Image.open(source.parent / "c.png") as image:
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)


def test_what_a_format_has_no_room_for_is_told(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif[0x8769] = {0x9286: b"ASCII\0\0\0" + b"x" * 90_000}
    Image.fromarray(picture()).save(tmp_path / "a.png", exif=exif)
    assert run("cut", tmp_path / "a.png", tmp_path / "b.jpg", "--metadata", "camera") == 0
    assert "the longest entries were left out" in capsys.readouterr().out
    with Image.open(tmp_path / "b.jpg") as made:
        assert made.getexif()[0x010F] == "Maker"


def test_a_side_that_a_format_cannot_hold_is_refused_before_the_networks_are_asked(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the others are cut."""
    put_pictures(tmp_path / "in", 1)
    Image.new("RGB", (16_400, 4)).save(tmp_path / "in" / "panorama.png")
    asked: list[str] = []
    segment = native.Networks.segment

    async def noted(self: native.Networks, role: str, tensor: Any) -> Any:
        asked.append(role)
        return await segment(self, role, tensor)

    monkeypatch.setattr(native.Networks, "segment", noted)
    assert run("cut", tmp_path / "in" / "panorama.png", "--out", tmp_path / "x.webp") == 1
    assert "up to 16383 pixels a side" in capsys.readouterr().err and asked == []
    assert run("cut", tmp_path / "in", "--out", f"{tmp_path / 'out'}/", "--format", "webp") == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["000-cutout.webp"] and asked


def test_a_slash_makes_a_folder(source: Path, run: Run) -> None:
    assert run("cut", source, f"{source.parent}/results/") == 0
    assert (source.parent / "results" / "a-cutout.png").is_file()


def test_over_the_picture_itself_is_refused(source: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    before = source.read_bytes()
    same = source.parent / "." / "sub" / ".." / "a.png"
    (source.parent / "sub").mkdir()
    for words in ([source, source], [source, same], [source, "--out", source], [source, source, "--overwrite"]):
        assert run("cut", *words) == 2
        assert "is the picture itself" in capsys.readouterr().err
        assert source.read_bytes() == before
    (source.parent / "link.png").hardlink_to(source)
    assert run("cut", source, "--out", source.parent / "link.png", "--overwrite") == 2


def test_what_is_there_is_replaced_only_if_that_is_wanted(
    source: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    target = source.parent / "b.png"
    assert run("cut", source, target) == 0
    before = target.read_bytes()
    assert run("cut", source, target) == 2  # two pictures, or one and where it goes?
    assert "b.png exists: to replace it, give --overwrite" in capsys.readouterr().err
    assert run("cut", source, "--out", target) == 1
    assert "exists; --overwrite replaces it" in capsys.readouterr().err
    assert target.read_bytes() == before
    assert run("cut", source, target, "--background", "#00ff00", "--overwrite") == 0
    assert target.read_bytes() != before


def test_a_folder_twice_never_cuts_its_results(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    folder = put_pictures(tmp_path / "in", 2, names=["shoe.jpg", "shoe.png"])
    (folder / "._x.jpg").write_bytes(b"sidecar")
    (folder / "set.jpg").mkdir()
    assert run("cut", folder) == 0
    assert "left out: 1 a folder (--recursive enters them), 1 hidden" in capsys.readouterr().err
    expected = ["._x.jpg", "set.jpg", "shoe-cutout-2.png", "shoe-cutout.png", "shoe.jpg", "shoe.png"]
    assert sorted(path.name for path in folder.iterdir()) == expected
    assert run("cut", folder) == 1  # they exist
    assert sorted(path.name for path in folder.iterdir()) == expected


def test_several_pictures_need_a_folder(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    folder = put_pictures(tmp_path / "in", 3)
    paths = sorted(folder.iterdir())
    assert run("cut", *paths, tmp_path / "out") == 0
    assert len(list((tmp_path / "out").iterdir())) == 3
    (tmp_path / "file.png").write_bytes(b"x")
    assert run("cut", folder, "--out", tmp_path / "file.png") == 2
    assert "several pictures need a folder" in capsys.readouterr().err
    assert run("cut", folder, tmp_path / "new.png") == 2
    assert not (tmp_path / "new.png").exists()
    assert run("cut", paths[0], paths[0], paths[1]) == 2


def test_pipes(source: Path, start: Callable[..., "subprocess.Popen[bytes]"]) -> None:
    process = start("cut", "-", stdin=subprocess.PIPE)
    data, told = process.communicate(source.read_bytes(), timeout=60)
    assert process.returncode == 0 and data.startswith(b"\x89PNG") and told == b""
    process = start("cut", "-", stdin=subprocess.PIPE)
    data, told = process.communicate(b"no picture", timeout=60)
    assert process.returncode == 1 and data == b"" and b"not a picture in a known format" in told


def test_a_terminal_that_knows_few_letters(tmp_path: Path, start: Callable[..., "subprocess.Popen[bytes]"]) -> None:
    folder = put_pictures(tmp_path / "in", 1, names=["\u00e9\u732b\U0001f600 [red].png"])
    process = start("cut", folder, PYTHONIOENCODING="ascii")
    data, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert b"\\xe9\\u732b\\U0001f600 [red].png -> " in data


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--edge", "wavy"], "'wavy' is not one of"),
        (["--shift", "20.5"], "shift is 20.5; it can be -20 to 20"),
        (["--shift", "-21"], "shift is -21.0; it can be -20 to 20"),
        (["--feather", "-1"], "feather is -1.0; it can be 0 to 20"),
        (["--contrast", "1.1"], "contrast is 1.1; it can be 0 to 1"),
        (["--decontaminate", "nan"], "decontaminate is nan; it can be 0 to 1"),
        (["--feather", "much"], "'much' is not a valid float"),
        (["--size", "10"], "it can be 1080x1350"),
        (["--margin", "wide"], "it can be 6 (percent of the subject's longer side) or 40px"),
        (["--background", "sky"], "it can be none, blur, a colour like #ffcc00"),
        (["--quality", "101"], "quality is 101; it can be 1 to 100"),
        (["--recipe", "none.json"], "--recipe none.json cannot be read"),
        (["--turn", "45"], "frame.turn is 45; it can be 0, 90, 180, 270"),
        (["--nonsense"], "No such option"),
    ],
)
def test_wrong_usage_is_told_before_any_work(
    source: Path, run: Run, capsys: pytest.CaptureFixture[str], words: list[str], complaint: str
) -> None:
    assert run("cut", source, *words) == 2
    told = " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert complaint in told
    assert list(source.parent.iterdir()) == [source]


def test_a_recipe_a_preset_and_what_is_said_besides(source: Path, run: Run) -> None:
    recipe = source.parent / "r.json"
    recipe.write_text(json.dumps({"finish": {"background": {"kind": "colour", "colour": "#0000ff"}}}))
    target = source.parent / "b.png"
    assert run("cut", source, target, "--recipe", recipe) == 0
    with Image.open(target) as image:
        assert image.convert("RGB").getpixel((0, 0)) == (0, 0, 255)
    assert run("cut", source, target, "--recipe", recipe, "--background", "none", "--overwrite") == 0
    with Image.open(target) as image:
        assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert run("cut", source, target, "--preset", "square", "--overwrite") == 0
    with Image.open(target) as image:
        assert image.size == (1080, 1080)
    assert run("cut", source, target, "--preset", "square", "--recipe", recipe, "--overwrite") == 2


def test_a_picture_behind_the_subject(source: Path, run: Run) -> None:
    ground = source.parent / "ground.png"
    Image.fromarray(np.full((40, 40, 3), (9, 99, 199), np.uint8)).save(ground)
    assert run("cut", source, source.parent / "b.png", "--background", ground) == 0
    with Image.open(source.parent / "b.png") as image:
        assert image.convert("RGB").getpixel((0, 0)) == (9, 99, 199)


def test_models_doctor_info_and_completion(source: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("models", "--json") == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)["networks"]] == ["toy_main", "toy_draft"]
    assert run("doctor") == 0
    assert "self-test  passed" in capsys.readouterr().out
    assert run("info", source, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["size"], told["subject"], told["credentials"]) == ("PNG", [24, 16], True, None)
    assert told["dpi"] == pytest.approx([300, 300], abs=0.1) and "its short side has 16 pixels" in told["tips"][0]
    for shell in ("bash", "zsh", "fish"):
        assert cli.main(["completion", shell]) == 0
        assert "_MATTEBOX_COMPLETE" in capsys.readouterr().out
