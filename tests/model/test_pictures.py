"""Pictures out of packages: what is taken, what is refused; archives are made up and lie in the cache already."""

import hashlib
import io
import re
import shutil
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from model.catalog import Source
from model.compress import pictures
from model.compress.pictures import Package, hashes_in, is_among, packages, perceptual_hash, prepare
from model.fetch import cached

FREE = r"(MIT|GPL-2\+?|CC-BY-SA-[34]\.0)( and (GPL-2\+?|CC-BY-SA-[34]\.0))?"


def photograph(seed: int, size: tuple[int, int] = (480, 360)) -> Image.Image:
    """Smooth blotches of many colours."""
    small = np.random.default_rng(seed).integers(0, 256, (12, 16, 3), np.uint8)
    return Image.fromarray(small).resize(size, Image.Resampling.BICUBIC)


def disc(size: int = 200) -> Image.Image:
    image = Image.new("RGBA", (size + 40, size + 20))
    ImageDraw.Draw(image).ellipse((30, 10, 30 + size, 10 + size), fill=(200, 80, 40, 255))
    return image


def encoded(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def npm(cache: Path, files: dict[str, bytes], **patterns: tuple[str, ...]) -> Package:
    """An npm package of these files, fetched already."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return kept(cache, Package("npm", "@some/pictures", "1.0", "MIT", 1, "", **patterns), out.getvalue())


def kept(cache: Path, package: Package, data: bytes) -> Package:
    package = replace(package, sha256=hashlib.sha256(data).hexdigest())
    source = Source(package.manager, package.name, package.version, "", 1, 1, package.sha256)
    cache.mkdir(exist_ok=True)
    cached(package.name.lstrip("@").replace("/", "-"), source, cache).write_bytes(data)
    return package


def test_what_is_taken_and_what_not(tmp_path: Path):
    half_clear = photograph(3).convert("RGBA")
    half_clear.putalpha(120)
    files = {
        "img/one.jpg": encoded(photograph(1), "JPEG"),
        "img/deep/two.webp": encoded(photograph(2), "WEBP"),
        "img/again.png": encoded(photograph(1, (900, 675)), "PNG"),
        "img/left.jpg": encoded(photograph(4), "JPEG"),
        "img/icon.png": encoded(photograph(5, (96, 96)), "PNG"),
        "img/flat.png": encoded(Image.new("RGB", (500, 500), "teal"), "PNG"),
        "img/palette.png": encoded(photograph(6).quantize(256), "PNG"),
        "img/clear.png": encoded(half_clear, "PNG"),
        "img/broken.jpg": encoded(photograph(7), "JPEG")[:900],
        "img/read.me": b"no picture",
        "other/three.jpg": encoded(photograph(8), "JPEG"),
        "stamps/disc.png": encoded(disc(), "PNG"),
        "stamps/small.png": encoded(disc(100), "PNG"),
        "stamps/full.png": encoded(photograph(9).convert("RGBA"), "PNG"),
        "stamps/signs/disc.png": encoded(disc(220), "PNG"),
    }
    package = npm(tmp_path, files, photos=("img/*",), cutouts=("stamps/*",), without=("img/left*", "*/signs/*"))
    found = prepare([package], tmp_path)
    (folder,) = {path.parent for path in (*found.photos, *found.cutouts)}
    origins = [line.split("\t") for line in (folder / "origins.tsv").read_text().splitlines()]
    assert [(file.split("-")[0], origin) for file, _, origin in origins] == [
        ("photo", "img/again.png"),  # one.jpg is the same picture, later in order
        ("photo", "img/deep/two.webp"),
        ("cutout", "stamps/disc.png"),
    ]
    assert {file for file, *_ in origins} == {path.name for path in (*found.photos, *found.cutouts)}
    with Image.open(found.cutouts[0]) as cut:
        assert cut.size == (201, 201), "the margin is gone"


def test_large_photographs_are_reduced(tmp_path: Path):
    package = npm(tmp_path, {"a.jpg": encoded(photograph(1, (2000, 1500)), "JPEG")}, photos=("*",))
    with Image.open(prepare([package], tmp_path).photos[0]) as photo:
        assert photo.size == (1280, 960)


def test_evaluation_pictures_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    files = {f"{seed}.jpg": encoded(photograph(seed), "JPEG") for seed in range(4)}
    package = npm(tmp_path / "cache", files, photos=("*",))
    assert len(prepare([package], tmp_path / "cache").photos) == 4
    never = tmp_path / "never"
    (never / "below").mkdir(parents=True)
    # The same pictures, but smaller, paler, in another format.
    photograph(1, (200, 150)).point(lambda value: value // 2 + 90).save(never / "below" / "x.png")
    photograph(3, (333, 250)).save(never / "y.webp")
    (never / "notes.txt").write_text("not a picture")
    capsys.readouterr()
    found = prepare([package], tmp_path / "cache", never)
    origins = (found.photos[0].parent / "origins.tsv").read_text()
    assert re.findall(r"\d\.jpg$", origins, re.MULTILINE) == ["0.jpg", "2.jpg"]
    assert capsys.readouterr().out.count("looks like an evaluation picture") == 2


def test_masks_are_no_pictures_to_look_like(tmp_path: Path):
    mask = Image.new("L", (300, 300))
    ImageDraw.Draw(mask).ellipse((40, 60, 250, 240), fill=255)
    mask.save(tmp_path / "mask.png")
    assert hashes_in(tmp_path) == []
    photograph(1).convert("L").save(tmp_path / "grey.png")
    assert hashes_in(tmp_path) == [perceptual_hash(photograph(1).convert("L"))]


def test_hashes_know_a_picture_again_and_no_other():
    marks = [perceptual_hash(photograph(seed)) for seed in range(50)]
    for i, mark in enumerate(marks):
        assert is_among(perceptual_hash(photograph(i, (123, 91))), [mark])
        assert not is_among(mark, marks[:i] + marks[i + 1 :])


def test_prepared_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = npm(tmp_path, {"a.jpg": encoded(photograph(1), "JPEG")}, photos=("*",))
    first = prepare([package], tmp_path)
    monkeypatch.setattr(pictures, "unpack", None)
    assert prepare([package], tmp_path) == first


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="no dpkg-deb on this machine")
def test_a_debian_package(tmp_path: Path):
    tree = tmp_path / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN" / "control").write_text(
        "Package: some-pictures\nVersion: 1:2-3\nArchitecture: all\nMaintainer: x <x@y>\nDescription: x\n"
    )
    (tree / "usr" / "share").mkdir(parents=True)
    photograph(1).save(tree / "usr" / "share" / "a.jpg")
    (tree / "usr" / "share" / "link.jpg").symlink_to("a.jpg")
    subprocess.run(["dpkg-deb", "--build", tree, tmp_path / "x.deb"], check=True, capture_output=True)
    package = Package("deb", "some-pictures", "1:2-3", "GPL-2+", 1, "", ("usr/share/*",))
    package = kept(tmp_path / "cache", package, (tmp_path / "x.deb").read_bytes())
    assert len(prepare([package], tmp_path / "cache").photos) == 1


def test_the_list_is_pinned_and_free():
    listed = packages()
    assert len({(package.name, package.version) for package in listed}) == len(listed) > 20
    for package in listed:
        assert package.manager in {"npm", "deb"} and package.bytes > 1e5
        assert re.fullmatch(r"[0-9a-f]{64}", package.sha256)
        assert re.fullmatch(FREE, package.licence), package.name
        assert package.photos or package.cutouts
        assert not re.search(r"https?:|\.(org|com|io)\b", " ".join((package.name, *package.photos)))
