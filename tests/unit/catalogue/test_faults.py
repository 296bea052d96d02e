"""What happens to a catalogue when something dies, fills up or is forbidden: nothing is lost, nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from catalogues import Run, check_manifest, put_pictures
from mattebox.catalogue import batch, manifest
from mattebox.catalogue.cutter import Opener, open_signer
from mattebox.catalogue.inputs import gather
from mattebox.catalogue.manifest import Manifest
from mattebox.catalogue.order import Order
from mattebox.catalogue.plan import Known, Wish, plan
from mattebox.catalogue.work import Result
from mattebox.catalogue.workers import Outfit, Workers

Start = Callable[..., "subprocess.Popen[bytes]"]

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are other there")


def until(true: Callable[[], bool], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"still waiting for {what}"
        time.sleep(0.02)


def lines_in(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


@posix
def test_killed_in_the_middle_and_resumed(tmp_path: Path, run: Run, start: Start) -> None:
    count = 40
    source, out = put_pictures(tmp_path / "in", count), tmp_path / "out"
    for wanted in (3, 8, 15):
        process = start("batch", source, "--out", out, "--workers", 2)
        until(lambda wanted=wanted: lines_in(out / "manifest.jsonl") >= wanted, f"{wanted} lines")
        process.kill()
        process.wait()
    assert 15 <= len(manifest.read(out / "manifest.jsonl")) < count
    until(lambda: run("batch", source, "--out", out, "--workers", 2) == 0, "the lock of the one that was killed")
    check_manifest(out / "manifest.jsonl", out, source, count)
    assert lines_in(out / "manifest.jsonl") == count, "nothing was done twice"


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_interruption_finishes_what_is_at_work(
    tmp_path: Path, run: Run, start: Start, number: signal.Signals
) -> None:
    source, out = put_pictures(tmp_path / "in", 30), tmp_path / "out"
    process = start("batch", source, "--out", out, "--workers", 2)
    until(lambda: lines_in(out / "manifest.jsonl") >= 2, "two lines")
    os.killpg(process.pid, number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"finishing what is at work" in told and b"Traceback" not in told
    done = manifest.read(out / "manifest.jsonl")
    assert all(line.status == "ok" for line in done) and len(done) < 30
    check_manifest(out / "manifest.jsonl", out, source, len(done))
    assert run("batch", source, "--out", out, "--workers", 2) == 0
    check_manifest(out / "manifest.jsonl", out, source, 30)


@posix
def test_a_second_interruption_drops_what_is_at_work_and_leaves_nothing(tmp_path: Path, start: Start) -> None:
    source, out = put_pictures(tmp_path / "in", 30), tmp_path / "out"
    process = start("batch", source, "--out", out, "--workers", 2)
    until(lambda: lines_in(out / "manifest.jsonl") >= 2, "two lines")
    process.send_signal(signal.SIGINT)
    time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130 and b"Traceback" not in told
    check_manifest(out / "manifest.jsonl", out, source, len(manifest.read(out / "manifest.jsonl")))


@posix
@pytest.mark.parametrize("at_once", [1, 2])
def test_a_worker_that_dies_costs_one_try(tmp_path: Path, toys: Path, at_once: int) -> None:
    source, out = put_pictures(tmp_path / "in", 12), tmp_path / "out"
    out.mkdir()
    order = Order()
    outfit = Outfit(Opener(1, str(toys)), open_signer, order, at_once)
    plans = plan(gather([str(source)]), Wish("png", order.hash, out), Known())
    killed: list[int] = []
    told: list[Result] = []

    def tell(result: Result) -> None:
        told.append(result)
        if len(told) == 3:
            killed.append(Watching.latest[-1].pids[0])
            os.kill(killed[0], signal.SIGKILL)

    with Manifest(out / "manifest.jsonl") as kept, batch.Stop() as stop, pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "Workers", Watching)
        tally = batch.run(batch.Jobs(plans.jobs), outfit, batch.Rules(2, retries=1), kept, stop, tell)
    assert killed and (tally.ok, tally.failed) == (12, 0)
    check_manifest(out / "manifest.jsonl", out, source, 12)


class Watching(Workers):
    """Workers whose processes a test can find."""

    latest: ClassVar[list["Watching"]] = []

    def __init__(self, count: int, outfit: Outfit) -> None:
        super().__init__(count, outfit)
        self.latest.append(self)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kilobytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        made = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("no rights to mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_ends_it_and_room_lets_it_go_on(
    tmp_path: Path, small_disk: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = put_pictures(tmp_path / "in", 12), small_disk / "out"
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 40_000)
    assert run("batch", source, "--out", out, "--workers", 2) == 1
    told = capsys.readouterr().err
    assert "free space on the disk and run it again" in told and "ended early" in told
    done = [line for line in manifest.read(out / "manifest.jsonl") if line.status == "ok"]
    assert 0 < len(done) < 12
    check_manifest(out / "manifest.jsonl", out, source, len(done))
    ballast.unlink()
    assert run("batch", source, "--out", out, "--workers", 2) == 0
    check_manifest(out / "manifest.jsonl", out, source, 12)


def test_a_target_that_is_read_only_is_told(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = put_pictures(tmp_path / "in", 1), tmp_path / "out"
    out.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(out)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0 if os.geteuid() == 0 else False
    if not mounted:
        if os.geteuid() == 0:
            pytest.skip("no rights to mount a file system")
        out.chmod(0o500)
    try:
        assert run("batch", source, "--out", out) == 2
        assert "could not be read or written" in capsys.readouterr().err
        assert run("cut", source / "000.png", out / "x.png") == 1
        assert "could not be read or written" in capsys.readouterr().err
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(out)], check=True)
        else:
            out.chmod(0o700)


def test_a_target_that_is_a_file_is_told(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    source = put_pictures(tmp_path / "in", 1)
    (tmp_path / "out").write_text("a file")
    assert run("batch", source, "--out", tmp_path / "out") == 2
    assert run("batch", source, "--out", tmp_path / "out" / "sub") == 2
    assert (tmp_path / "out").read_text() == "a file"


def test_two_runs_at_once_are_kept_apart(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = put_pictures(tmp_path / "in", 1), tmp_path / "out"
    out.mkdir()
    with Manifest(out / "manifest.jsonl"):
        assert run("batch", source, "--out", out) == 2
    assert "another run is writing" in capsys.readouterr().err


def test_without_ray_it_is_told_how_to_get_it(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = put_pictures(tmp_path / "in", 1)
    monkeypatch.setitem(sys.modules, "ray", None)
    assert run("batch", source, "--out", tmp_path / "out", "--engine", "ray") == 1
    assert 'pip install "mattebox[ray]"' in capsys.readouterr().err


def test_networks_that_are_not_there_are_told_once(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = put_pictures(tmp_path / "in", 3), tmp_path / "out"
    assert run("batch", source, "--out", out, "--model", tmp_path / "none", "--workers", 2) == 1
    told = capsys.readouterr().err
    assert told.count("is no folder of networks") == 1 and "Traceback" not in told
