"""`mattebox doctor` and `info`: what this machine can do, what a file tells."""

import asyncio
import importlib.metadata
import io
import json
import platform
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import rich_click as click
from PIL import Image
from rich.console import Console
from rich.table import Table

from .. import __version__, credentials
from ..arrays import Mask
from ..catalogue.cutter import Opener
from ..errors import MatteboxError, UnusableNetwork
from ..files import metadata
from ..files.quiet import quiet
from ..native import cores
from ..own.running import open_networks
from ..recipe import Recipe
from ..subject.tensor import to_mask, to_tensor
from . import machine, words

_LIBRARIES = ("numpy", "pillow", "onnxruntime", "pillow-heif", "c2pa-python", "ray")

# Side of the picture that `doctor` makes up, and how near its disc must come to what is expected, in levels of alpha.
_SIDE, _NEAR = 320, 40

model_option = click.option("--model", default="standard", metavar=words.MODELS, help="The networks.")
json_option = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.command()
@model_option
@json_option
def doctor(model: str, as_json: bool) -> int:
    """Tell what this machine can do, and test the networks."""
    room = machine.memory()
    report: dict[str, Any] = {
        "mattebox": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": cores(),
        "memory": f"{room / 1e9:.1f} GB" if room is not None else "not known",
        "batch": f"{machine.workers()} workers of {words.count(machine.threads(machine.workers()), 'thread')}",
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "terminal": f"{sys.stdout.encoding}, {'a terminal' if sys.stdout.isatty() else 'no terminal'}",
    }
    trouble: str | None = None
    try:
        report["self-test"] = _self_test(model)
    except (MatteboxError, OSError, MemoryError) as error:
        trouble = report["self-test"] = str(error)
    tell(report, as_json)
    return 1 if trouble else 0


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def bright_disc() -> tuple[Image.Image, Mask]:
    """A picture, RGB, of a bright disc before a dark ground, and where the disc is."""
    y, x = np.mgrid[-1 : 1 : _SIDE * 1j, -1 : 1 : _SIDE * 1j].astype(np.float32)
    disc = np.hypot(x, y) < 0.5
    image = np.where(disc[..., None], np.array([240, 200, 90], np.uint8), np.array([20, 40, 90], np.uint8))
    return Image.fromarray(image), disc


def _self_test(model: str) -> str:
    """Cut a bright disc before a dark ground. Raises MatteboxError where something else comes out."""
    picture, disc = bright_disc()
    file = io.BytesIO()
    picture.save(file, "PNG")
    cutter = Opener(None, model)()
    cutter.cut(file.getvalue(), Recipe())
    begun = time.perf_counter()
    cutout = cutter.cut(file.getvalue(), Recipe())
    seconds = time.perf_counter() - begun
    if any(each["code"] == "network-failed" for each in cutout.notices):
        raise MatteboxError(failure(model))
    apart = float(np.abs(cutout.matte.astype(np.int16) - np.where(disc, 255, 0)).mean())
    if not apart <= _NEAR:
        raise MatteboxError(
            f"the networks answer wrongly here (by {apart:.0f} of 255); please report it with all of this"
        )
    return f"passed: {seconds:.2f} s for a small picture"


def failure(model: str) -> str:
    """Why a network of one's own fails."""
    picture, _ = bright_disc()
    networks = open_networks(model)
    try:
        spec = networks.specs["main"]
        to_mask(asyncio.run(networks.segment("main", to_tensor(picture, spec))), spec, picture.size)
    except UnusableNetwork as error:
        return str(error)
    return f"{model} failed, but not when it was tried again"


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@model_option
@json_option
def info(file: Path, model: str, as_json: bool) -> int:
    """Tell of a picture: its size, metadata and Content Credentials, and what would make for a better cut-out."""
    data = file.read_bytes()
    cutout = Opener(None, model)().cut(data, Recipe())
    tags = metadata.read(data)
    with quiet(), Image.open(io.BytesIO(data)) as picture:
        kind, media = picture.format, Image.MIME.get(picture.format or "", "")
    height, width = cutout.matte.shape
    report = {
        "file": words.printable(str(file)),
        "format": kind,
        "size": [width, height],
        "dpi": list(tags.dpi) if tags.dpi is not None else None,
        "camera": bool(tags.camera),
        "place": bool(tags.all) and tags.all != tags.camera,
        "subject": cutout.found,
        "notices": [words.NOTICES[each["code"]] for each in cutout.notices],
        "tips": [words.tip(each["code"], each["values"]) for each in cutout.tips],
        "credentials": _credentials(data, media),
    }
    tell(report, as_json)
    return 0


def _credentials(data: bytes, media: str) -> Any:
    try:
        return credentials.read(data, media)
    except credentials.CredentialsError as error:
        return str(error)


def tell(report: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report, indent=2))
        return
    table = Table.grid("", "", padding=(0, 2))
    for name, value in report.items():
        table.add_row(name, _plain(value))
    Console(soft_wrap=True).print(table, markup=False)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_plain(each)}" for name, each in value.items())
    if isinstance(value, list):
        whole = all(isinstance(each, int | float) for each in value)
        return (" × " if whole else "\n").join(_plain(each) for each in value) or "none"
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    return words.printable(str(value))
