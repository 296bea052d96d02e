"""Free photographs: the page's samples, and those that tests use."""

from pathlib import Path

from model.catalog import Source
from model.fetch import fetch_all

from .here import CACHE

# Public domain and CC0, out of scikit-image's wheel, which only tests fetch: `SAMPLES` are two of them as JPEG files.
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


def photos() -> dict[str, Path]:
    """`PHOTOS` as PNG files."""
    sources = {
        name: Source("pypi", *PHOTOS_FROM, f"skimage/data/{name}.png", 13_700_000, 0, sha256)
        for name, sha256 in PHOTOS.items()
    }
    return fetch_all(sources, CACHE)


def photo(name: str) -> Path:
    return photos()[name]


def samples() -> list[dict[str, str]]:
    """What the page tells of its samples."""
    return [{"path": f"samples/{file}", "title": title, "credit": credit} for _, file, title, credit in SAMPLES]
