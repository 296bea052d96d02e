"""What the command says of pictures, in sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..files.decode import MAX_PIXELS

# What --model can be.
MODELS = "standard|NAME|FILE|FOLDER"

# By the codes of `decode` and `Cutout`.
NOTICES = {
    "first-frame": "it is animated: its first frame was cut out",
    "one-of-many": "it holds several pictures: the first was cut out",
    "raw-preview": "it is a camera's raw file: its preview was cut out; export it as JPEG or TIFF for the full size",
    "hdr": "its brightest parts were toned down: no cut-out holds as much as a picture of high dynamic range",
    "scaled": f"it was scaled down to {MAX_PIXELS // 1_000_000} megapixels to fit into memory",
    "no-subject": "no subject was found, so nothing was taken away; if there is a small one, crop closer to it",
    "has-credentials": "it has Content Credentials, which the cut-out does not; the page can carry them along",
    "made-by-ai": "it says that it was made or edited by generative AI, which the cut-out does not say",
    "already-transparent": "it had transparent parts already, which were kept",
    "network-failed": "the network that was asked for failed, so ours was taken; `mattebox doctor --model` tells why",
    "already-cut": "it is cut out already, so nothing else was taken away",
    "metadata-shortened": "JPEG cannot hold all of its EXIF: the longest entries were left out; PNG, WebP and TIFF can",
}

# By `advice.Tip`.
TIPS = {
    "small": "its short side has {side} pixels; below {least} fine edges as of hair come out coarse: use the original",
    "jpeg-blocks": "it was strongly compressed, and blocks show along the edge: use the original",
    "low-contrast": "along part of the edge subject and background look alike: check it closely",
    "cut-by-frame": "the subject is cut off at its {sides}: use a picture with room around the subject",
}

SKIPPED = {
    "hidden": "hidden or left by a system",
    "no picture": "no picture",
    "folder": "a folder (--recursive enters them)",
    "result": "a result",
    "special": "no plain file",
}


def tip(code: str, values: Mapping[str, Any]) -> str:
    """What could be better about a picture."""
    sides = " and ".join(values.get("sides", ()))
    return TIPS[code].format(**{**values, "sides": sides})


def notices(codes: Iterable[str]) -> str:
    """All in one sentence."""
    return "; ".join(NOTICES[code] for code in codes)


def count(number: int, one: str, many: str = "") -> str:
    """1 picture, 1 200 pictures"""
    return f"{number:,} {one if number == 1 else many or one + 's'}".replace(",", " ")


def printable(text: str) -> str:
    """A name as any terminal can show it: bytes that are no text, and what would steer the terminal, as escapes."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
