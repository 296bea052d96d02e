"""`mattebox models`: the networks that there are; those of one's own added and removed."""

from pathlib import Path
from typing import Any

import numpy as np
import rich_click as click

from .. import native
from ..catalogue.cutter import networks
from ..own import library, running
from ..own.library import Kept
from ..subject.models import ModelSpec
from .tools import bright_disc, json_option, model_option, tell
from .words import count, printable


@click.group(invoke_without_command=True)
@model_option
@json_option
@click.pass_context
def models(context: click.Context, model: str, as_json: bool) -> int:
    """List the networks; add and remove networks of your own."""
    return 0 if context.invoked_subcommand is not None else _listed(model, as_json)


@models.command("list")
@json_option
def listed(as_json: bool) -> int:
    """List the networks: those that Mattebox brings, and your own."""
    return _listed("standard", as_json)


@models.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--descriptor", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A JSON file.")
@click.option("--name", help="What it will be called (default: as FILE).")
@json_option
def add(file: Path, descriptor: Path | None, name: str | None, as_json: bool) -> int:
    """Add a network of your own, an ONNX FILE, for --model NAME.

    What it wants and gives is told by a descriptor (FILE.json, if it is there), or recognised, or guessed and tried.
    Its external data are copied, too. Deformable convolutions that were taken apart become one node each.
    """
    specs = library.contracts(file, descriptor)
    spec = specs[0] if len(specs) == 1 else _tried(file, specs)
    click.echo(f"licence of {printable(spec.title)}: {_licence(spec)}", err=True)
    if spec.note:
        click.echo(printable(spec.note), err=True)
    kept = running.add(file, spec, library.name_of(file) if name is None else name)
    if kept.rewritten:
        click.echo(f"{count(kept.rewritten, 'deformable convolution')} put together again", err=True)
    tell(_own(kept), as_json)
    return 0


@models.command()
@click.argument("name")
def remove(name: str) -> int:
    """Remove a network of your own."""
    library.remove(name)
    return 0


def _tried(file: Path, specs: tuple[ModelSpec, ...]) -> ModelSpec:
    picture, disc = bright_disc()
    return running.likeliest(file, specs, picture, disc.astype(np.float32))


def _listed(model: str, as_json: bool) -> int:
    where = native.own_networks() if model == "standard" else Path(model)
    own = library.found(model) if model != "standard" and not where.is_dir() else None
    told: dict[str, Any] = {"folder": str(where if own is None else own.path.parent)}
    if own is not None:
        told["networks"] = [_own(own)]
    else:
        told["networks"] = [_ours(where, role, spec) for role, spec in networks(model).items()]
        told["own"] = [_own(library.kept(name)) for name in library.names()]
    tell(told, as_json)
    return 0


def _ours(where: Path, role: str, spec: ModelSpec) -> dict[str, Any]:
    files = [path for path in where.glob(f"{spec.name}.*") if not path.name.endswith(".gpu.onnx")]
    size = sum(path.stat().st_size for path in files)
    return {"role": role, "name": spec.name, "title": spec.title, "input": [spec.width, spec.height], "bytes": size}


def _own(kept: Kept) -> dict[str, Any]:
    spec = kept.spec
    return {
        "name": spec.name,
        "title": spec.title,
        "input": [spec.width, spec.height] if spec.width else f"any, in multiples of {spec.multiple}",
        "bytes": kept.size,
        "licence": _licence(spec),
        "note": spec.note,
    }


def _licence(spec: ModelSpec) -> str:
    return printable(" ".join(each for each in (spec.licence, spec.link) if each) or "not known")
