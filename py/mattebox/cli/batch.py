"""`mattebox batch`: a catalogue, by several processes, with a manifest."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import rich_click as click

from ..catalogue import manifest as manifests
from ..catalogue import names, on_ray, work
from ..catalogue.batch import Jobs, Rules, Stop, Tally, run
from ..catalogue.cutter import Opener, open_signer
from ..catalogue.inputs import Listing, gather
from ..catalogue.manifest import Manifest
from ..catalogue.order import Order
from ..catalogue.ours import tell_ours
from ..catalogue.plan import Job, Known, Plan, Shard, Wish, plan
from ..catalogue.watch import Watched
from ..catalogue.workers import Outfit
from . import machine, words
from .ray_batch import ray_batch
from .settings import order, recipe_options
from .show import Show, show, summary


class _Share(click.ParamType[Shard]):
    name = "I/N"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Shard:
        try:
            return value if isinstance(value, Shard) else Shard.parse(value)
        except ValueError as error:
            self.fail(str(error))


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="IN...")
@click.option("--out", "-o", required=True, metavar="FOLDER", help="Where results go.")
@click.option("--recursive", "-r", is_flag=True, help="Enter folders in folders.")
@click.option(
    "--resume/--overwrite", default=True, help="Go on where an earlier run ended (default), or make all anew."
)
@click.option("--workers", type=click.IntRange(1), help="Processes (default by cores and memory).")
@click.option("--threads", type=click.IntRange(1), help="Of each process (default cores / workers).")
@click.option("--shard", type=_Share(), default=Shard(), help="This machine's share, such as 2/4.")
@click.option(
    "--manifest", "path", type=click.Path(dir_okay=False, path_type=Path), help="Default: OUT/manifest.jsonl."
)
@click.option("--retries", type=click.IntRange(0), default=1, show_default=True, help="Tries after one that failed.")
@click.option("--fail-fast", is_flag=True, help="End with the first picture that fails.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
@click.option("--watch", is_flag=True, help="Cut what comes into IN until Ctrl-C; it moves to IN/done or IN/failed.")
@click.option("--name", default=names.TEMPLATE, show_default=True, help="What results are called.")
@click.option("--model", default="standard", metavar=words.MODELS, help="The networks.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each picture.")
@click.option("--engine", type=click.Choice(("local", "ray")), default="local", help="What runs the processes.")
@click.option("--address", metavar="ADDRESS", help="Of a Ray cluster, or auto (default: one on this machine).")
@recipe_options
def batch(
    sources: tuple[str, ...],
    out: str,
    recursive: bool,
    resume: bool,
    workers: int | None,
    threads: int | None,
    shard: Shard,
    path: Path | None,
    retries: int,
    fail_fast: bool,
    dry_run: bool,
    watch: bool,
    name: str,
    model: str,
    as_json: bool,
    engine: str,
    address: str | None,
    **given: Any,
) -> int:
    """Cut catalogues: folders of any size, resumed where they ended.

    OUT/manifest.jsonl has a line for each picture. A first Ctrl-C finishes what is at work, the next drops it.
    """
    wanted = order(given)
    if "{name}" not in name:
        raise click.UsageError(f"--name is {name!r}; it must hold {{name}}")
    wish = Wish(wanted.recipe.output.format, wanted.hash, Path(out), name, not resume, shard)
    path = path or _beside(out, shard)
    count = workers or machine.workers()
    threads = threads or machine.threads(count)
    at_once = machine.at_once(count, threads)
    outfit = Outfit(Opener(threads, model, wanted.background), open_signer, wanted, at_once)
    rules = Rules(count, retries, fail_fast)
    if engine == "ray":
        if watch or dry_run or len(sources) != 1:
            raise click.UsageError("--engine ray takes one folder, and neither --watch nor --dry-run")
        with _open(path) as manifest:
            ray = on_ray.Cluster(address, count, threads)
            return ray_batch(
                (sources[0], out), recursive, wish, manifest, _known(path, manifest), outfit, rules, ray, as_json
            )
    if dry_run:
        return _dry(sources, recursive, wish, path)
    with _open(path, Path(out)) as manifest:
        if watch:
            return _watch(sources, wish, manifest, outfit, rules, as_json)
        return _batch(sources, recursive, wish, manifest, outfit, rules, as_json)


def _beside(out: str, shard: Shard) -> Path:
    """Where the manifest lies if nobody says."""
    if "://" in out:
        raise click.UsageError(f"{out} is not on this machine; tell with --manifest FILE where the manifest goes")
    return Path(out) / ("manifest.jsonl" if shard.count == 1 else f"manifest.{shard.index}-of-{shard.count}.jsonl")


def _open(path: Path, out: Path | None = None) -> Manifest:
    try:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        return Manifest(path)
    except OSError as error:
        raise click.UsageError(work.trouble(error)) from error


def _known(path: Path, manifest: Manifest | None) -> Known:
    """What this run's manifest tells, and those of other shards that lie beside it."""
    lines = [
        line for other in sorted(path.parent.glob("manifest*.jsonl")) if other != path for line in manifests.read(other)
    ]
    last, made = manifests.by_path(lines)
    if manifest is not None:
        return Known(last | manifest.last, made | manifest.made)
    own = manifests.read(path) if path.exists() else []
    return Known(*manifests.by_path([*lines, *own]))


def _planned(sources: Sequence[str], recursive: bool, wish: Wish, known: Known) -> tuple[Listing, Plan]:
    ours = tell_ours(wish.out, sources, known.made, wish.template)
    listing = gather(sources, recursive=recursive, ours=ours)
    if not listing.pictures and not listing.unreadable:
        raise click.UsageError(f"{', '.join(sources)}: no pictures there")
    return listing, plan(listing, wish, known)


def _dry(sources: Sequence[str], recursive: bool, wish: Wish, path: Path) -> int:
    listing, plans = _planned(sources, recursive, wish, _known(path, None))
    for job in plans.jobs:
        click.echo(f"{words.printable(os.fspath(job.source))} -> {words.printable(os.fspath(job.target))}")
    for job, reason in plans.refused:
        click.echo(f"{words.printable(os.fspath(job.source))}: {words.printable(reason)}", err=True)
    for source, reason in listing.unreadable:
        click.echo(f"{words.printable(os.fspath(source))}: {words.printable(reason)}", err=True)
    click.echo(f"{words.count(len(plans.jobs), 'picture')} to cut, {plans.done} done before", err=True)
    return 1 if plans.refused or listing.unreadable else 0


def _batch(
    sources: Sequence[str],
    recursive: bool,
    wish: Wish,
    manifest: Manifest,
    outfit: Outfit,
    rules: Rules,
    as_json: bool,
) -> int:
    listing, plans = _planned(sources, recursive, wish, _known(manifest.path, manifest))
    plans.tidy()
    with show(len(plans.jobs), json=as_json) as told, _stop(told) as stop:
        before = _refused(plans, listing, manifest, outfit.order, told)
        tally = run(Jobs(plans.jobs), outfit, rules, manifest, stop, told.result) if plans.jobs else Tally()
        tally.failed += before
    if not as_json:
        click.echo(summary(tally, plans, listing), err=True)
    if stop.asked:
        return 130
    return 1 if tally.failed or tally.stopped else 0


def _refused(plans: Plan, listing: Listing, manifest: Manifest, order: Order, told: Show) -> int:
    """What fails before any work."""
    results = list(work.refused(listing, plans, order))
    for result in results:
        manifest.append(result.line)
        told.result(result)
    return len(results)


def _watch(sources: Sequence[str], wish: Wish, manifest: Manifest, outfit: Outfit, rules: Rules, as_json: bool) -> int:
    if len(sources) != 1 or not Path(sources[0]).is_dir():
        raise click.UsageError("--watch takes one folder")
    with show(None, json=as_json) as told:

        def refuse(job: Job, reason: str) -> None:
            result = work.failed(job, outfit.order, reason)
            manifest.append(result.line)
            told.result(result)

        def done(result: work.Result) -> None:
            told.result(result)
            feed.put_away(result)

        feed = Watched(Path(sources[0]), wish, manifest, refuse)

        def asked() -> None:
            feed.ended = True

        with Stop(asked) as stop:
            tally = run(feed, outfit, rules, manifest, stop, done)
    if not as_json:
        click.echo(f"{words.count(tally.ok, 'picture')} cut, {tally.failed} failed", err=True)
    return 1 if tally.failed else 0


def _stop(told: Show) -> Stop:
    return Stop(lambda: told.note("finishing what is at work; Ctrl-C again drops it"))
