"""Cut every picture that has a truth, natively, into the layout that score.py reads.

    python3 build.py bench accuracy --data DIR --out DIR [--subset NAME …] [--limit N] [--mode MODE] [--json FILE]
                                      [option=value …]

Writes one RGBA PNG per picture as OUT/<subset>/<name>.png. Options are the fields of mattebox.options.edges.Edges.
"""

import argparse
import asyncio
import dataclasses
import json
import os
import statistics
import time
from pathlib import Path
from typing import get_args

from mattebox import native
from mattebox.files import decode, png
from mattebox.options.edges import Edges
from mattebox.options.mode import Mode
from tools.site import MODELS

SUBSETS = ("matting", "matting_silver", "matting_synth", "sod/ecssd", "sod/ccp")


def pictures(folder: Path) -> list[tuple[str, Path]]:
    """(name, photo) for every photo of a folder that has a truth beside it."""
    found = []
    for truth in sorted([*folder.glob("*_alpha.png"), *folder.glob("*_mask.png")]):
        stem = truth.stem.rsplit("_", 1)[0]
        photo = next((p for e in (".jpg", ".png", ".jpeg") if (p := truth.with_name(stem + e)).exists()), None)
        if photo:
            found.append((stem, photo))
    return found


def parse_options(pairs: list[str]) -> Edges:
    """Edges from name=value pairs: numbers, or words for the edge."""
    known = {field.name for field in dataclasses.fields(Edges)}
    values = dict(pair.split("=", 1) for pair in pairs)
    if unknown := set(values) - known:
        raise SystemExit(f"unknown option {', '.join(unknown)}; there are: {', '.join(sorted(known))}")
    return Edges(**{name: value if name == "edge" else float(value) for name, value in values.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--subset", nargs="*", default=SUBSETS)
    parser.add_argument("--limit", type=int, help="at most so many pictures of each subset")
    parser.add_argument("--mode", choices=get_args(Mode), default="standard")
    parser.add_argument("--json", type=Path)
    parser.add_argument("options", nargs="*", metavar="option=value")
    given = parser.parse_args()
    options = parse_options(given.options)
    pipeline = native.pipeline(MODELS)
    figures: dict[str, float | int] = {"cores": os.cpu_count() or 1}
    stages: dict[str, list[float]] = {}
    print(f"{os.cpu_count()} cores, {given.mode}, {options}")
    for subset in given.subset:
        jobs, start, nothing = pictures(given.data / subset)[: given.limit], time.perf_counter(), 0
        for name, photo in jobs:
            image, _ = decode.open_image(photo.read_bytes())
            result = asyncio.run(pipeline.cut(image, options, mode=given.mode))
            nothing += not result.found
            for stage, seconds in result.timings.items():
                stages.setdefault(stage, []).append(seconds)
            target = given.out / subset / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(png.encode(result.rgba))
        seconds = time.perf_counter() - start
        print(f"{subset:15s} {len(jobs):4d} pictures  {nothing:2d} without a subject  {seconds:6.1f} s", flush=True)
        figures[f"{subset}_pictures"], figures[f"{subset}_s"] = len(jobs), seconds
    for stage, times in stages.items():
        figures[f"{stage}_median_s"] = statistics.median(times)
        print(f"  {stage:12s} median {statistics.median(times) * 1000:7.0f} ms")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
