"""Catalogues on Ray: a cluster of two workers on this machine, one of which is killed in the middle."""

import contextlib
import io
import os
import shutil
import signal
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from catalogues import Run, check_manifest, put_pictures
from mattebox import cli
from mattebox.catalogue import manifest, on_ray, remote
from mattebox.catalogue.work import Result
from mattebox.cli import ray_batch
from tools.here import ROOT

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    ray = pytest.importorskip("ray", reason="Ray is not installed")
    pytest.importorskip("ray.data", reason="Ray Data is not installed")

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Ray's processes are found through /proc"),
    pytest.mark.filterwarnings("ignore"),  # Ray warns of much that is its own
]

COUNT = 60


class Made(NamedTuple):
    """A folder with `in`, `out` and the manifest `m.jsonl`; the command's status and what it said."""

    root: Path
    status: int
    told: str


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """Two workers for all tests: a cluster takes seconds to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "py"), str(ROOT / "tests" / "support")]))
        for tries in (2, 1, 0):  # Ray gives itself 30 s, which is little on a machine that other tests keep busy
            try:
                ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
                break
            except Exception:
                ray.shutdown()
                if not tries:
                    raise
        yield
        ray.shutdown()


def actors() -> list[int]:
    """Processes of this process's cluster that cut."""
    found, waiting = [], [os.getpid()]
    while waiting:
        here = Path("/proc") / str(waiting.pop())
        try:
            if b"MapWorker" in (here / "cmdline").read_bytes():
                found.append(int(here.name))
            for task in (here / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:  # it has just ended
            continue
    return found


def test_one_worker_is_killed_in_the_middle(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = put_pictures(tmp_path / "in", COUNT), tmp_path / "out"
    told: list[Result] = []
    killed: list[int] = []
    usual = on_ray.run

    def killing(*given: object) -> object:
        *others, tell = given

        def tell_and_kill(result: Result) -> None:
            told.append(result)
            if len(told) == 5:
                killed.append(actors()[0])
                os.kill(killed[0], signal.SIGKILL)
            tell(result)  # type: ignore[operator]

        return usual(*others, tell_and_kill)  # type: ignore[arg-type]

    monkeypatch.setattr(ray_batch.on_ray, "run", killing)
    words = [source, "--out", out, "--engine", "ray", "--workers", 2, "--threads", 1]
    assert run("batch", *words) == 0
    assert len(killed) == 1
    check_manifest(out / "manifest.jsonl", out, source, COUNT)
    monkeypatch.undo()
    assert run("batch", *words) == 0
    assert len(manifest.read(out / "manifest.jsonl")) == COUNT, "nothing was done again"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, toys: Path) -> Made:
    """A small catalogue, cut once for the tests that follow: to start what cuts takes seconds."""
    root = tmp_path_factory.mktemp("made")
    source = put_pictures(root / "in", 2, names=["a.png", "a.jpg"])
    (source / "bad.jpg").write_bytes(b"\xff\xd8\xff")
    (source / "notes.txt").write_text("no picture")
    told = io.StringIO()
    with contextlib.redirect_stderr(told):
        status = cli.main(words(toys, f"file://{source}", f"file://{root / 'out'}", root / "m.jsonl"))
    return Made(root, status, told.getvalue())


def words(toys: Path, source: object, out: object, manifest: Path | None = None) -> list[str]:
    """The command's."""
    kept = ["--manifest", str(manifest)] if manifest is not None else []
    ray = ["--engine", "ray", "--workers", "1", "--threads", "1"]
    return ["batch", "--model", str(toys), str(source), "--out", str(out), *kept, *ray]


def test_failures_are_told_and_names_are_unique(made: Made) -> None:
    assert made.status == 1
    assert "2 pictures cut" in made.told and "1 failed" in made.told
    good = [line for line in manifest.read(made.root / "m.jsonl") if line.status == "ok"]
    assert {line.output for line in good} == {"a-cutout.png", "a-cutout-2.png"}


def test_what_was_killed_before_its_renaming_is_finished(tmp_path: Path, toys: Path, made: Made) -> None:
    source, out = (shutil.copytree(made.root / name, tmp_path / name) for name in ("in", "out"))
    (source / "bad.jpg").unlink()
    shutil.copyfile(made.root / "m.jsonl", kept := out / "manifest.jsonl")
    first = next(line for line in manifest.read(kept) if line.status == "ok")
    assert first.output is not None and first.output_sha256 is not None
    (out / first.output).rename(out / remote.part_of(first.output, first.output_sha256))
    (out / remote.part_of(first.output, "0" * 64)).write_bytes(b"half")
    assert cli.main(words(toys, source, out)) == 0
    check_manifest(kept, out, source, 2)


def test_addresses_of_other_kinds(tmp_path: Path, toys: Path, made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    check_manifest(made.root / "m.jsonl", made.root / "out", made.root / "in", 2)
    source = f"file://{made.root / 'in'}"
    assert cli.main(words(toys, source, f"file://{tmp_path / 'out'}")) == 2
    assert "tell with --manifest FILE" in capsys.readouterr().err
    assert cli.main(words(toys, "nonsense://bucket/in", tmp_path / "out", tmp_path / "m.jsonl")) == 2
