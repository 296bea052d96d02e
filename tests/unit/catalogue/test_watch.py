"""A folder into which pictures come."""

import io
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from catalogues import put_pictures
from mattebox.catalogue import manifest
from mattebox.catalogue.manifest import Manifest
from mattebox.catalogue.plan import Job, Wish
from mattebox.catalogue.watch import Watched
from toy_networks import picture

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are other there")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, f"still waiting for {what}"
        time.sleep(0.05)


def test_what_comes_is_cut_once_it_is_whole(tmp_path: Path, start: Callable[..., "subprocess.Popen[bytes]"]) -> None:
    inbox, out = put_pictures(tmp_path / "in", 1, names=["a.png"]), tmp_path / "out"
    process = start("batch", inbox, "--out", out, "--watch", "--workers", 1, "--retries", 0)
    until(lambda: names(inbox / "done") == ["a.png"], "the first picture")
    file = io.BytesIO()
    Image.fromarray(picture(seed=5)).save(file, "PNG")
    whole = file.getvalue()
    with (inbox / "b.png").open("wb", buffering=0) as slow:
        for at in range(0, len(whole), len(whole) // 8 + 1):
            slow.write(whole[at : at + len(whole) // 8 + 1])
            time.sleep(0.3)
            assert "b.png" in names(inbox), "it was cut before it was whole"
    (inbox / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    shutil.copy(inbox / "done" / "a.png", inbox / "a.png")
    Image.fromarray(picture(seed=9)).save(inbox / "a.png")  # another of the same name
    until(lambda: len(names(inbox / "done")) == 3 and names(inbox / "failed") == ["bad.png"], "all others")
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1 and b"3 pictures cut, 1 failed" in told
    assert names(inbox / "done") == ["a-2.png", "a.png", "b.png"]
    assert names(out) == ["a-cutout-2.png", "a-cutout.png", "b-cutout.png", "manifest.jsonl"]
    assert len([line for line in manifest.read(out / "manifest.jsonl") if line.status == "ok"]) == 3


def test_two_pictures_of_one_name_have_two_results_though_they_come_one_by_one(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    out.mkdir()
    refused: list[Job] = []
    with Manifest(out / "manifest.jsonl") as kept:
        feed = Watched(inbox, Wish("png", "r", out), kept, lambda job, _: refused.append(job), settled=0)
        outputs = []
        for name in ("a.png", "a.jpg"):
            put_pictures(inbox, 1, names=[name])
            job = feed.next() or feed.next()
            assert job is not None
            outputs.append(job.output)
            kept.append(manifest.Line(job.key, job.output, "ok", "r"))
            job.target.write_bytes(b"result")
            job.source.unlink()
        assert outputs == ["a-cutout.png", "a-cutout-2.png"] and refused == []
