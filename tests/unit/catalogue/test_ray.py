"""Catalogues on Ray: a cluster of two workers on this machine, one of which is killed in the middle."""

import os
import signal
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

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


def test_failures_are_told_and_names_are_unique(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = put_pictures(tmp_path / "in", 2, names=["a.png", "a.jpg"]), tmp_path / "out"
    (source / "bad.jpg").write_bytes(b"\xff\xd8\xff")
    (source / "notes.txt").write_text("no picture")
    assert run("batch", source, "--out", out, "--engine", "ray", "--workers", 1, "--threads", 1) == 1
    assert "2 pictures cut" in (told := capsys.readouterr().err) and "1 failed" in told
    good = [line for line in manifest.read(out / "manifest.jsonl") if line.status == "ok"]
    assert {line.output for line in good} == {"a-cutout.png", "a-cutout-2.png"}


def test_what_was_killed_before_its_renaming_is_finished(tmp_path: Path, run: Run) -> None:
    source, out = put_pictures(tmp_path / "in", 2), tmp_path / "out"
    words = [source, "--out", out, "--engine", "ray", "--workers", 1, "--threads", 1]
    assert run("batch", *words) == 0
    first = manifest.read(out / "manifest.jsonl")[0]
    assert first.output is not None and first.output_sha256 is not None
    (out / first.output).rename(out / remote.part_of(first.output, first.output_sha256))
    (out / remote.part_of(first.output, "0" * 64)).write_bytes(b"half")
    assert run("batch", *words) == 0
    check_manifest(out / "manifest.jsonl", out, source, 2)


def test_addresses_of_other_kinds(tmp_path: Path, toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = put_pictures(tmp_path / "in", 2), tmp_path / "out"
    words = ["batch", "--model", str(toys), f"file://{source}", "--engine", "ray", "--workers", "1", "--threads", "1"]
    assert cli.main([*words, "--out", f"file://{out}"]) == 2
    assert "tell with --manifest FILE" in capsys.readouterr().err
    assert cli.main([*words, "--out", f"file://{out}", "--manifest", str(tmp_path / "m.jsonl")]) == 0
    check_manifest(tmp_path / "m.jsonl", out, source, 2)
    words[3] = "nonsense://bucket/in"
    assert cli.main([*words, "--out", str(out)]) == 2
