"""How well small networks agree with the full one they were made of, on pictures that nobody tuned to; needs no truth.

    python3 build.py bench agreement --data DIR [--network FILE.onnx …] [--kept DIR] [--step N]

The pictures: those of the evaluation folder DIR, photographs of the packages that model/compress/pictures.toml keeps
for judging, and composites of them with the cut-outs that are kept for it. Counted are those in which the full networks
find a subject. A network is the built main one or any ONNX file with the same contract, computed in floats, exactly on
any processor. The full network's masks take two seconds each and are kept in the folder --kept.

Printed per network: mean and median of the mean |Δmask|, pictures whose masks overlap by less than 0.95 (intersection
over union at 0.5), and grad as in score.py between the two masks.
"""

import argparse
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import onnx
from accuracy import SUBSETS, pictures
from PIL import Image, ImageFilter
from scipy import ndimage

from mattebox import native
from mattebox.files import decode
from mattebox.imaging import resample, rgba
from mattebox.subject import fusion, models
from mattebox.subject.tensor import to_tensor
from model.catalog import load
from model.compress.__main__ import network
from model.compress.pictures import packages, prepare
from model.compress.scenes import crop, paste, recolour
from tools.here import CACHE, ROOT
from tools.site import MODELS

COMPOSITES, SIDE = 150, 1024
SEED = 700_000
SIGMA = 1.4  # of score.py's grad


def everything(data: Path) -> Iterator[tuple[str, Image.Image]]:
    """Names and RGB pictures."""
    folders = [(subset, pictures(data / subset)) for subset in SUBSETS]
    folders.append(("photos", [(path.stem, path) for path in sorted((data / "photos").iterdir()) if path.is_file()]))
    for folder, found in folders:
        for name, path in found:
            image, _ = decode.open_image(path.read_bytes())
            yield f"{folder}/{name}", rgba.flat(image, rgba.is_opaque(image))
    judging = prepare([each for each in packages() if each.judge], CACHE)
    for path in judging.photos:
        yield f"free/{path.stem}", Image.open(path).convert("RGB")
    stamps = prepare([each for each in packages() if each.cutouts], CACHE).cutouts[::2]
    for i in range(COMPOSITES):
        yield f"free/composite-{i:03d}", composite(SEED + i, judging.photos, stamps)


def composite(seed: int, photos: list[Path], cutouts: list[Path]) -> Image.Image:
    """A cut-out before a photograph, SIDE × SIDE."""
    random = Random(seed)
    picture = Image.open(random.choice(photos)).convert("RGB")
    if random.random() < 0.6:
        picture = crop(picture, random)
    picture = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    if random.random() < 0.5:
        picture = picture.filter(ImageFilter.GaussianBlur(random.uniform(1, 9)))
    with Image.open(random.choice(cutouts)) as file:
        paste(file.convert("RGBA"), picture, random)
    return recolour(picture, random)


def gradient(mask: np.ndarray) -> np.ndarray:
    return np.hypot(*(ndimage.gaussian_filter(mask, SIGMA, order=order) for order in ((0, 1), (1, 0))))


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    return fusion.iou(a, b) if (a > 0.5).any() or (b > 0.5).any() else 1.0


class Full:
    """The full networks, and their masks as they were found before."""

    def __init__(self, kept: Path | None) -> None:
        self._kept = kept
        specs = models.read(MODELS / "models.json")
        self._specs, self._sessions = {}, {}
        for name, role in (("isnet", "main"), ("u2netp", "draft")):
            entry = load()[name]
            graph = network(name, entry, CACHE)
            path = ROOT / "build" / f"{name}-full.onnx"
            onnx.save(graph, path)
            self._sessions[role] = native.session(path)
            size = {"width": entry.input.width, "height": entry.input.height}
            self._specs[role] = replace(specs[role], **size)

    def masks(self, name: str, picture: Image.Image) -> tuple[np.ndarray, np.ndarray]:
        found = []
        for role in ("main", "draft"):
            path = self._kept and self._kept / role / f"{name}.npy"
            if path and path.exists():
                found.append(np.load(path))
                continue
            session, spec = self._sessions[role], self._specs[role]
            (mask,) = session.run(None, {session.get_inputs()[0].name: to_tensor(picture, spec)})
            found.append(mask[0, 0])
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                np.save(path, mask[0, 0])
        return found[0], found[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--network", type=Path, nargs="*", help="ONNX files; without any the built main network")
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--step", type=int, default=1, help="every Nth picture only")
    given = parser.parse_args()
    spec = models.read(MODELS / "models.json")["main"]
    files = given.network or [MODELS / f"{spec.name}.onnx"]
    sessions = {path: native.session(path) for path in files}
    rows: dict[Path, list[tuple[str, float, float, float]]] = {path: [] for path in files}
    full, looked = Full(given.kept), 0
    print(f"{os.cpu_count()} cores", flush=True)
    for i, (name, picture) in enumerate(everything(given.data)):
        if i % given.step:
            continue
        looked += 1
        main_mask, draft = full.masks(name, picture)
        if not fusion.fuse([main_mask], fusion.unit_range(draft, True)).found:
            continue
        tensor = to_tensor(picture, spec)
        for path, session in sessions.items():
            (mask,) = session.run(None, {session.get_inputs()[0].name: tensor})
            own = resample.resize_plane(mask[0, 0], main_mask.shape[::-1])
            grad = float(np.square(gradient(own) - gradient(main_mask)).mean()) * 1e6
            rows[path].append((name, float(np.abs(own - main_mask).mean()), overlap(own, main_mask), grad))
    for path, found in rows.items():
        report(path.name, found, looked)


def report(title: str, found: list[tuple[str, float, float, float]], looked: int) -> None:
    print(f"{title}: {len(found)} of {looked} pictures have a subject")
    for kind in ("", "free/", "sod/", "matting"):
        some = [row for row in found if row[0].startswith(kind)]
        change, grad = np.array([row[1] for row in some]), np.mean([row[3] for row in some])
        other = 100 * np.mean([row[2] < 0.95 for row in some])
        print(
            f"  {kind or 'all':8s} {len(some):4d}  |Δmask| mean {change.mean():.4f} median {np.median(change):.4f}"
            f"  overlap under 0.95: {other:.1f} %  grad {grad:.1f}"
        )
    for name, change, share, _ in sorted(found, key=lambda row: row[2])[:8]:
        print(f"    {name}: {change:.4f}, overlap {share:.3f}")


if __name__ == "__main__":
    main()
