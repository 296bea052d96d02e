"""Catalogues of small pictures, and what must be true of one that is finished."""

import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image

from mattebox import Cutout, Recipe
from mattebox.catalogue import manifest
from toy_networks import picture

Run = Callable[..., int]


class Meeting:
    """A cutter that goes on once so many pictures are in its process, and fails where more are."""

    model = "meeting"

    def __init__(self, count: int) -> None:
        self._count, self._inside, self._barrier = count, 0, threading.Barrier(count)

    def cut(self, source: bytes, recipe: Recipe) -> Cutout:
        self._inside += 1
        self._barrier.wait(30)
        assert self._inside <= self._count
        self._barrier.wait(30)
        self._inside -= 1
        rgba = np.frombuffer(source[-64:], np.uint8).reshape(4, 4, 4)
        return Cutout(rgba, rgba[..., 3], True)


def put_pictures(folder: Path, count: int, *, dark: bool = False, names: list[str] | None = None) -> Path:
    """So many pictures, no two alike; in dark ones there is no subject, which is done sooner."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        image = picture(seed=number)
        name = names[number] if names else f"{number:03}.png"
        with (folder / name).open("wb") as file:
            Image.fromarray(image // 8 if dark else image).save(file, "PNG")
    return folder


def check_manifest(path: Path, out: Path, source: Path, count: int) -> None:
    """What a finished catalogue's manifest says is so: each picture once, as it is, with its result as it is."""
    lines = manifest.read(path)
    good = [line for line in lines if line.status == "ok"]
    assert len({line.input for line in good}) == len(good) == count, "each picture is done once"
    assert len({line.output for line in good}) == count, "each has a result of its own"
    for line in good:
        assert line.output is not None
        assert sha256((source / line.input).read_bytes()).hexdigest() == line.input_sha256, line.input
        assert sha256((out / line.output).read_bytes()).hexdigest() == line.output_sha256, line.output
    files = {file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file() and file != path}
    assert files - {line.output for line in good} == set(), "there is nothing else"
