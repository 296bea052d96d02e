"""`mattebox cut`: pictures one after the other, in this process."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rich_click as click

from ..catalogue import names, parts, work
from ..catalogue.batch import Tally, commit
from ..catalogue.cutter import Opener, open_signer
from ..catalogue.inputs import Listing, gather
from ..catalogue.order import Order
from ..catalogue.ours import tell_ours
from ..catalogue.plan import Job, Known, Plan, Wish, plan
from ..errors import MatteboxError
from .settings import order, recipe_options, with_ending
from .show import show, summary
from .targets import PIPE, Way, way
from .words import MODELS


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="IN... [OUT]")
@click.option("--out", "-o", metavar="OUT", help="A file, a folder, or - for the standard output (default: beside IN).")
@click.option("--recursive", "-r", is_flag=True, help="Enter folders in folders.")
@click.option("--overwrite", is_flag=True, help="Replace files that are there.")
@click.option("--name", default=names.TEMPLATE, show_default=True, help="What results are called.")
@click.option("--model", default="standard", metavar=MODELS, help="The networks.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each picture.")
@recipe_options
def cut(
    paths: tuple[str, ...],
    out: str | None,
    recursive: bool,
    overwrite: bool,
    name: str,
    model: str,
    as_json: bool,
    **given: Any,
) -> int:
    """Cut the subject out of pictures.

    IN is a file, a folder, a pattern or - for the standard input; OUT a file, a folder (results/) or -. Without OUT
    shoe.jpg becomes shoe-cutout.png beside it. What is there already is not replaced.
    """
    wanted = order(dict(given))
    ways = way(paths, out, overwrite=overwrite)
    if ways.file is not None and ways.file != PIPE:
        wanted = with_ending(wanted, Path(ways.file), given["format"])
    opener = Opener(None, model, wanted.background)
    if PIPE in (*ways.sources, ways.file):
        return _piped(ways, wanted, opener, overwrite)
    listing, plans = _planned(ways, wanted, recursive, overwrite, name)
    tally = Tally()
    with show(len(plans.jobs), json=as_json) as told:
        for result in _results(plans, listing, wanted, opener):
            tally.ok += result.line.status == "ok"
            tally.failed += result.line.status == "failed"
            told.result(result)
    if len(plans.jobs) != 1 and not as_json:
        click.echo(summary(tally, plans, listing), err=True)
    return 1 if tally.failed else 0


def _planned(ways: Way, wanted: Order, recursive: bool, overwrite: bool, name: str) -> tuple[Listing, Plan]:
    ours = tell_ours(ways.folder, ways.sources, (), name)
    listing = gather(ways.sources, recursive=recursive, ours=ours)
    wish = Wish(wanted.recipe.output.format, wanted.hash, ways.folder, name, overwrite)
    if ways.file is None:
        if not listing.pictures and not listing.unreadable:
            raise click.UsageError(f"{', '.join(ways.sources)}: no pictures there")
        return listing, plan(listing, wish, Known())
    (found,) = listing.pictures
    target = Path(ways.file)
    job = Job(found.key, found.path, target, target.name)
    if target.exists() and not overwrite:
        return listing, Plan(refused=[(job, f"{target} exists; --overwrite replaces it")])
    return listing, Plan(jobs=[job])


def _results(plans: Plan, listing: Listing, wanted: Order, opener: Opener) -> Iterator[work.Result]:
    yield from work.refused(listing, plans, wanted)
    if plans.jobs:
        cutter, sign = opener(), open_signer(wanted)
        for job in plans.jobs:
            yield commit(work.cut_job(cutter, job, wanted, sign), None)


def _piped(ways: Way, wanted: Order, opener: Opener, overwrite: bool) -> int:
    """One picture, from or to a pipe; it is told of on the standard error output only."""
    (source,) = ways.sources
    if ways.file == PIPE and sys.stdout.isatty():
        raise click.UsageError("the standard output is a terminal; send it to a file or a program, or give OUT")
    if ways.folder is not None:
        raise click.UsageError(f"a picture from the standard input has no name; give a file instead of {ways.folder}")
    try:
        data = sys.stdin.buffer.read() if source == PIPE else Path(source).read_bytes()
        encoded, _ = work.made(opener(), data, wanted, open_signer(wanted))
        if ways.file == PIPE:
            sys.stdout.buffer.write(encoded)
            sys.stdout.buffer.flush()
            return 0
        target = Path(ways.file or "")
        if os.path.lexists(target) and not overwrite:
            raise click.UsageError(f"{target} exists; --overwrite replaces it")
        parts.write(target, encoded).replace(target)
    except (MatteboxError, OSError, MemoryError) as error:
        click.echo(f"{source}: {work.trouble(error)}", err=True)
        return 1
    return 0
