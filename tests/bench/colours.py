"""Foreground colours under the true alpha: what a viewer sees of the colour estimate alone.

    python3 build.py bench colours --data DIR

For every picture of DIR with NAME_alpha.png and NAME_fg.png (exact composites): the mean |C − C*| in 8-bit levels
inside the edge band, C composited with our colours, C* with the true ones; and the same for the input's. The backdrop
does not matter: both sides hold the same share of it.
"""

import argparse
import statistics
from pathlib import Path

import numpy as np
from accuracy import pictures
from numpy.typing import NDArray
from PIL import Image

from mattebox.imaging import grid, resample
from mattebox.imaging.box_filter import dilate
from mattebox.matte import full
from mattebox.matte.low import low_colours, low_picture

Float = NDArray[np.float32]


def plane(path: Path) -> Float:
    return np.asarray(Image.open(path).convert("L"), np.float32) / 255


def ours(rgb: Image.Image, alpha: Float) -> Float:
    """The foreground's colours by the pipeline's own steps, float32 (H, W, 3) in 0..255."""
    picture = low_picture(rgb)
    low = low_colours(picture, resample.resize_plane(alpha, picture.shape[:0:-1]))
    out = np.asarray(rgb, np.float32).copy()
    at = np.flatnonzero((alpha > 0) & (alpha < 1))
    sampled = grid.sample(low, at, rgb.size)
    own = np.ascontiguousarray(out.reshape(-1, 3)[at].T) / np.float32(255)
    new = full.colours_at(own, alpha.reshape(-1)[at], sampled)
    out.reshape(-1, 3)[at] = np.rint(np.clip(new.T, 0, 1) * 255)
    return out


def seen(colour: Float, true: Float, alpha: Float) -> float:
    """Mean difference of the composites inside the band."""
    band = dilate((alpha > 0.02) & (alpha < 0.98), max(3, max(alpha.shape) // 200))
    return float(np.abs((colour - true)[band] * alpha[band][:, None]).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    figures = []
    for stem, photo in pictures(given.data):
        truth = photo.with_name(f"{stem}_fg.png")
        if not truth.exists():
            continue
        rgb, alpha = Image.open(photo).convert("RGB"), plane(photo.with_name(f"{stem}_alpha.png"))
        true = np.asarray(Image.open(truth).convert("RGB"), np.float32)
        figures.append((seen(ours(rgb, alpha), true, alpha), seen(np.asarray(rgb, np.float32), true, alpha)))
        print(f"{stem:40s} ours {figures[-1][0]:5.2f}  input {figures[-1][1]:5.2f}")
    means = [statistics.fmean(column) for column in zip(*figures, strict=True)]
    print(f"{len(figures)} pictures, mean: ours {means[0]:.3f}, input {means[1]:.3f} levels")


if __name__ == "__main__":
    main()
