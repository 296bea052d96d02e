"""Free photographs, for the tests and as the page's samples."""

import io
from collections.abc import Iterator
from pathlib import Path

from model.catalog import Source
from model.fetch import fetch

from .here import CACHE, DIST, put

# Free photographs (public domain and CC0) that the scikit-image wheel ships: for the tests, and as the page's samples.
PHOTOS = {
    "astronaut": "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
    "chelsea": "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    "coffee": "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
}
PHOTOS_FROM = ("scikit-image", "0.26.0")
SAMPLES = (
    ("astronaut", "portrait.jpg", "Portrait", "Eileen Collins, NASA, public domain"),
    ("coffee", "product.jpg", "Product", "Rachel Michetti, CC0"),
)


def photo(name: str) -> Path:
    """One of `PHOTOS` as a PNG file."""
    member = f"skimage/data/{name}.png"
    return fetch(name, Source("pypi", *PHOTOS_FROM, member, 13_700_000, 0, PHOTOS[name]), CACHE)


def put_samples() -> Iterator[dict[str, str]]:
    from PIL import Image

    for name, file, title, credit in SAMPLES:
        out = io.BytesIO()
        Image.open(photo(name)).convert("RGB").save(out, "JPEG", quality=92, optimize=True)
        put(DIST / "samples" / file, out.getvalue())
        yield {"path": f"samples/{file}", "title": title, "credit": credit}
