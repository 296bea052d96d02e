"""`mattebox batch --engine ray`: the same on many machines."""

import rich_click as click

from ..catalogue import on_ray, remote
from ..catalogue.batch import Rules, Stop
from ..catalogue.manifest import Manifest
from ..catalogue.plan import Known, Wish
from ..catalogue.work import failed
from ..catalogue.workers import Outfit
from . import words
from .show import show


def ray_batch(
    places: tuple[str, str],
    recursive: bool,
    wish: Wish,
    manifest: Manifest,
    known: Known,
    outfit: Outfit,
    rules: Rules,
    cluster: on_ray.Cluster,
    as_json: bool,
) -> int:
    """Cut what is in the first place into the second: paths or URLs that fsspec knows."""
    on_ray.library()
    try:
        source, out = (remote.Place.at(place) for place in places)
        plan = remote.plan(source, out, wish, known, recursive=recursive)
    except ImportError as error:
        raise click.UsageError(f"{error}; install what reads such addresses") from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    plan.tidy(out)
    with show(len(plan.jobs), json=as_json) as told, Stop(lambda: told.note("ending; what is done is whole")) as stop:
        for key, reason in plan.refused:
            result = failed(on_ray.job(key, key), outfit.order, reason)
            manifest.append(result.line)
            told.result(result)
        tally = on_ray.run(plan.jobs, outfit, rules, cluster, places, manifest, stop, told.result)
    if not as_json:
        parts = [f"{words.count(tally.ok, 'picture')} cut in {tally.seconds:.1f} s"]
        parts += [f"{tally.failed + len(plan.refused)} failed", f"{plan.done} done before"]
        click.echo(", ".join(parts), err=True)
    if stop.asked:
        return 130
    return 1 if tally.failed or plan.refused else 0
