"""A catalogue on Ray: Ray Data hands the pictures to actors that hold a session each, repeats what a dead one had, and
makes no more than is taken; this process keeps the manifest and gives results their names."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import MatteboxError
from .batch import Rules, Stop, Tally
from .manifest import Line, Manifest
from .plan import Job
from .remote import Place
from .work import Result, done, failed, made, since
from .workers import Outfit

# Pictures that a dead actor may have to repeat.
_TOGETHER = 4


class NoRay(MatteboxError):
    """Ray is not installed, or does not start."""


class Actor:
    """Cuts pictures of one place into another, as long as Ray lets it live."""

    def __init__(self, outfit: Outfit, source: str, out: str, retries: int) -> None:
        self._outfit, self._retries = outfit, retries
        self._source, self._out = Place.at(source), Place.at(out)
        self._cutter = outfit.open_cutter()
        self._sign = outfit.open_signer(outfit.order)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """row: ``key`` and ``output`` as JSON. Returns ``line``, a manifest's."""
        key, output = json.loads(row["key"]), json.loads(row["output"])
        result = self._cut(key, output)
        for _ in range(self._retries):
            if result.again:
                result = self._cut(key, output)
        return {"line": result.line.to_json()}

    def _cut(self, key: str, output: str) -> Result:
        task, order, begun = job(key, output), self._outfit.order, time.perf_counter()
        try:
            data = self._source.files.cat_file(self._source.path(key))
            encoded, cutout = made(self._cutter, data, order, self._sign)
            self._out.write_part(output, encoded)
        except Exception as error:  # whatever one picture brings about, the others are cut
            return failed(task, order, error, since(begun))
        line = done(key, output, order, self._cutter.model, data, encoded, cutout)
        return Result(task, replace(line, ms=since(begun)))


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where it runs.

    Attributes:
        address: None: a cluster on this machine, for this run.
        workers: actors, of so many threads each.
    """

    address: str | None = None
    workers: int = 1
    threads: int = 1


def job(key: str, output: str) -> Job:
    """As others tell of pictures."""
    return Job(key, Path(key), Path(output), output)


def run(
    jobs: Sequence[tuple[str, str]],
    outfit: Outfit,
    rules: Rules,
    cluster: Cluster,
    places: tuple[str, str],
    manifest: Manifest,
    stop: Stop,
    tell: Callable[[Result], None],
) -> Tally:
    """Cut all of it.

    Args:
        jobs: keys and outputs.
        places: where pictures are and where results go: paths or URLs that every machine of the cluster reaches.

    Raises:
        NoRay: it is not installed, or there is no cluster.
    """
    ray = library()
    if not jobs:
        return Tally()
    begun, tally, out = time.perf_counter(), Tally(), Place.at(places[1])
    ours = not ray.is_initialized()
    if ours:
        _start(ray, cluster)
    try:
        items = [{"key": json.dumps(key), "output": json.dumps(output)} for key, output in jobs]
        pictures = ray.data.from_items(items, override_num_blocks=max(1, len(items) // _TOGETHER))
        lines = pictures.map(
            Actor,
            fn_constructor_args=(outfit, *places, rules.retries),
            num_cpus=cluster.threads,
            compute=ray.data.ActorPoolStrategy(size=cluster.workers),
        )
        for row in lines.iter_rows():
            result = _commit(Line.from_dict(json.loads(row["line"])), out, manifest)
            tell(result)
            tally.ok += result.line.status == "ok"
            tally.failed += result.line.status == "failed"
            if stop.asked:
                tally.stopped = "it was interrupted; run it again, and it goes on where it ended"
            elif rules.fail_fast and tally.failed:
                tally.stopped = "a picture has failed, and --fail-fast was given"
            if tally.stopped:
                break
    finally:
        if ours:
            ray.shutdown()
    tally.seconds = time.perf_counter() - begun
    return tally


def library() -> Any:
    """Ray. Raises NoRay."""
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise NoRay('--engine ray needs Ray; install it: pip install "mattebox[ray]"') from error
    ray.data.DataContext.get_current().enable_progress_bars = False
    return ray


def _start(ray: Any, cluster: Cluster) -> None:
    try:
        ray.init(address=cluster.address, log_to_driver=False, logging_level="error")
    except Exception as error:  # Ray raises plain ones, too
        ray.shutdown()
        reason = " ".join(str(error).split())
        raise NoRay(
            f"Ray has not started ({reason}); try again, or give the --address of a cluster that runs"
        ) from error


def _commit(line: Line, out: Place, manifest: Manifest) -> Result:
    """The manifest first, then the name, as `batch.commit` has it."""
    task = job(line.input, line.output or line.input)
    manifest.append(line)
    if line.status == "ok":
        try:
            out.commit(line)
        except OSError as error:
            line = Line(
                line.input, None, "failed", line.recipe, f"{out.path(task.output)} could not be written: {error}"
            )
            manifest.append(line)
    return Result(task, line)
