"""The command line: cut one picture, or every picture of a folder."""

import argparse
import asyncio
import contextlib
import sys
from dataclasses import fields
from pathlib import Path
from typing import get_args

from . import native
from .errors import MatteboxError
from .files import decode, png
from .options.edges import MAX_FEATHER, MAX_SHIFT, Edge, Edges

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif"}

# What was noticed, by the codes of `decode` and `Cutout`.
REMARKS = {
    "first-frame": "it is animated: its first frame was cut out",
    "one-of-many": "it holds several pictures: the first was cut out",
    "raw-preview": "it is a camera's raw file: its preview was cut out; export it as JPEG or TIFF for the full size",
    "hdr": "its brightest parts were toned down: no cut-out holds as much as a picture of high dynamic range",
    "scaled": f"it was scaled down to {decode.MAX_PIXELS // 1_000_000} megapixels to fit into memory",
    "no-subject": "no subject was found, so it was left as it was; if there is a small one, crop closer to it",
    "has-credentials": "it has Content Credentials, which the cut-out does not; the page can carry them along",
    "made-by-ai": "it says that it was made or edited by generative AI, which the cut-out does not say",
    "already-transparent": "it had transparent parts already, which were kept",
    "already-cut": "it is cut out already, so nothing else was taken away",
}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, or 1 when a picture could not be cut."""
    parser = argparse.ArgumentParser(prog="mattebox", description="Cut the subject out of pictures.")
    parser.add_argument("source", type=Path, metavar="IN", help="a picture or a folder of pictures")
    parser.add_argument("target", type=Path, metavar="OUT", help="the PNG to write, or a folder")
    parser.add_argument("--models", type=Path, required=True, help="folder of the built models")
    _add_edges(parser)
    given = parser.parse_args(arguments)
    try:
        edges = Edges(**{field.name: getattr(given, field.name) for field in fields(Edges)})
    except ValueError as error:
        parser.error(str(error))
    if not given.source.exists():
        parser.error(f"{given.source} does not exist")
    jobs = list(_jobs(given.source, given.target))
    if not jobs:
        parser.error(f"{given.source} holds no pictures")
    with contextlib.suppress(ImportError):  # without it HEIC pictures are told to need it
        import pillow_heif

        pillow_heif.register_heif_opener()
    pipeline = native.pipeline(given.models)
    failures = 0
    for source, target in jobs:
        try:
            image, notices = decode.open_image(source.read_bytes())
            cutout = asyncio.run(pipeline.cut(image, edges))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(png.encode(cutout.rgba))
        except (MatteboxError, OSError, MemoryError) as error:
            print(f"{source}: {_trouble(error)}", file=sys.stderr)
            failures += 1
            continue
        remarks = "; ".join(REMARKS[code] for code in (*notices, *cutout.warnings))
        print(f"{source} -> {target}  {sum(cutout.timings.values()):.1f} s{f'  ({remarks})' if remarks else ''}")
    return 1 if failures else 0


def _trouble(error: Exception) -> str:
    """What went wrong and what to do, in one sentence."""
    if isinstance(error, MemoryError):
        return "there was not enough memory; close other programs and try again, or use a smaller copy of the picture"
    if isinstance(error, OSError):
        return f"{error.filename} could not be read or written: {error.strerror}; check its permissions and the disk"
    return str(error)


def _add_edges(parser: argparse.ArgumentParser) -> None:
    group, usual = parser.add_argument_group("edges"), Edges()
    group.add_argument("--edge", choices=get_args(Edge), default=usual.edge, help=f"its kind (default {usual.edge})")
    for name, unit, text in (
        ("shift", "PX", f"move the edge outwards, or inwards if negative; {-MAX_SHIFT:g} to {MAX_SHIFT:g}"),
        ("feather", "PX", f"standard deviation of a blur of the edge; 0 to {MAX_FEATHER:g}"),
        ("contrast", "SHARE", "1 makes the edge as hard as antialiasing allows; 0 to 1"),
        ("decontaminate", "SHARE", "of the old background's colour that is taken out; 0 to 1"),
    ):
        value = getattr(usual, name)
        group.add_argument(f"--{name}", type=float, default=value, metavar=unit, help=f"{text} (default {value:g})")


def _jobs(source: Path, target: Path) -> list[tuple[Path, Path]]:
    if source.is_dir():
        found = sorted(p for p in source.rglob("*") if p.suffix.lower() in SUFFIXES)
        return [(p, (target / p.relative_to(source)).with_name(f"{p.stem}-cutout.png")) for p in found]
    return [(source, target / f"{source.stem}-cutout.png" if target.is_dir() else target)]


if __name__ == "__main__":
    sys.exit(main())
