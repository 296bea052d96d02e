"""Catalogues from the first picture to the last, by real processes and networks that are toys."""

import json
import os
import shutil
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import hostile_names
from catalogues import Meeting, Run, check_manifest, put_pictures
from mattebox.catalogue import batch, manifest
from mattebox.catalogue.cutter import open_signer
from mattebox.catalogue.inputs import gather
from mattebox.catalogue.manifest import Manifest
from mattebox.catalogue.order import Order
from mattebox.catalogue.plan import Known, Wish, plan
from mattebox.catalogue.workers import Outfit
from mattebox.cli import machine


def test_a_folder_is_cut_told_and_not_cut_again(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = put_pictures(tmp_path / "in", 5), tmp_path / "out"
    assert run("batch", source, "--out", out, "--workers", 2) == 0
    check_manifest(out / "manifest.jsonl", out, source, 5)
    told = capsys.readouterr()
    assert told.out.count(" -> ") == 5 and "5 pictures cut" in told.err
    with Image.open(out / "000-cutout.png") as result:
        alpha = np.asarray(result)[..., 3]
    assert alpha[0, 0] == 0 and alpha[8, 12] == 255
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    assert run("batch", source, "--out", out) == 0
    assert "0 pictures cut" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before


@pytest.mark.parametrize("at_once", [1, 2])
def test_a_process_has_as_many_pictures_as_it_should(tmp_path: Path, at_once: int) -> None:
    source, out = put_pictures(tmp_path / "in", 2 * at_once), tmp_path / "out"
    out.mkdir()
    outfit = Outfit(partial(Meeting, at_once), open_signer, Order(), at_once)
    plans = plan(gather([str(source)]), Wish("png", "r", out), Known())
    with Manifest(out / "manifest.jsonl") as kept, batch.Stop() as stop:
        tally = batch.run(batch.Jobs(plans.jobs), outfit, batch.Rules(1), kept, stop, lambda _: None)
    assert (tally.ok, tally.failed) == (2 * at_once, 0), [line.error for line in manifest.read(out / "manifest.jsonl")]
    check_manifest(out / "manifest.jsonl", out, source, 2 * at_once)


def test_threads_and_memory_say_how_many_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for room, expected in ((None, [1, 2, 2]), (8_000_000_000, [1, 2, 2]), (4_000_000_000, [1, 2, 1])):
        monkeypatch.setattr(machine, "memory", lambda room=room: room)
        assert [machine.at_once(*given) for given in ((2, 1), (1, 2), (2, 2))] == expected


def test_what_fails_stops_nothing_else(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = put_pictures(tmp_path / "in", 3), tmp_path / "out"
    (source / "bad.jpg").write_bytes(b"\xff\xd8\xffnot one")
    (source / "empty.png").write_bytes(b"")
    (source / "._000.png").write_bytes(b"sidecar")
    (source / "notes.txt").write_text("no picture")
    assert run("batch", source, "--out", out, "--workers", 1) == 1
    told = capsys.readouterr().err
    assert "bad.jpg: " in told and "empty.png: the file is empty" in told
    assert "3 pictures cut" in told and "2 failed" in told
    assert "left out: 1 hidden or left by a system, 1 no picture" in told
    failed = [line for line in manifest.read(out / "manifest.jsonl") if line.status == "failed"]
    assert sorted(line.input for line in failed) == ["bad.jpg", "empty.png"]
    Image.fromarray(np.full((9, 9, 3), 200, np.uint8)).save(source / "empty.png")
    (source / "bad.jpg").unlink()
    assert run("batch", source, "--out", out, "--workers", 1) == 0
    check_manifest(out / "manifest.jsonl", out, source, 4)


def test_the_first_failure_ends_it_where_that_is_wanted(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = put_pictures(tmp_path / "in", 4), tmp_path / "out"
    (source / "000.png").write_bytes(b"\x89PNG\r\n damaged")
    assert run("batch", source, "--out", out, "--workers", 1, "--threads", 1, "--fail-fast") == 1
    assert "ended early: a picture has failed" in capsys.readouterr().err
    assert len(manifest.read(out / "manifest.jsonl")) == 1


def test_json_lines_are_the_manifests(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = put_pictures(tmp_path / "in", 2), tmp_path / "out"
    assert run("batch", source, "--out", out, "--workers", 1, "--json") == 0
    lines = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert [json.loads(line.to_json()) for line in manifest.read(out / "manifest.jsonl")] == lines
    first = lines[0]
    assert first["model"] == "toy_main, toy_draft" and first["tips"] == ["small"] and first["found"] is True
    assert len(first["recipe"]) == 64 and first["ms"] > 0


def test_a_dry_run_touches_nothing(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = put_pictures(tmp_path / "in", 2), tmp_path / "out"
    assert run("batch", source, "--out", out, "--dry-run") == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [f"{source / name}.png -> {out / name}-cutout.png" for name in ("000", "001")]
    assert "2 pictures to cut" in told.err
    assert not out.exists()


def test_shards_together_are_the_whole(tmp_path: Path, run: Run) -> None:
    source, out = put_pictures(tmp_path / "in", 6), tmp_path / "out"
    for share in ("1/2", "2/2"):
        assert run("batch", source, "--out", out, "--workers", 1, "--shard", share) == 0
    names = [line.input for path in sorted(out.glob("manifest.*.jsonl")) for line in manifest.read(path)]
    assert sorted(names) == [f"{number:03}.png" for number in range(6)]
    assert len(list(out.glob("manifest.*.jsonl"))) == 2
    assert run("batch", source, "--out", out, "--workers", 1) == 0
    assert manifest.read(out / "manifest.jsonl") == []  # it knows what the shards have done


def test_options_make_the_recipe(tmp_path: Path, run: Run) -> None:
    source, out = put_pictures(tmp_path / "in", 1), tmp_path / "out"
    words = ["--background", "#ff0000", "--format", "webp", "--lossless", "yes", "--crop", "subject", "--margin", "2px"]
    assert run("batch", source, "--out", out, "--workers", 1, *words) == 0
    with Image.open(out / "000-cutout.webp") as result:
        assert result.convert("RGBA").getpixel((0, 0)) == (255, 0, 0, 255)
        assert result.size == (12 + 4, 8 + 4)


def test_another_recipe_makes_its_own_results_anew(tmp_path: Path, run: Run) -> None:
    source, out = put_pictures(tmp_path / "in", 2), tmp_path / "out"
    assert run("batch", source, "--out", out, "--workers", 1) == 0
    assert run("batch", source, "--out", out, "--workers", 1, "--background", "#00ff00") == 0
    assert len(manifest.read(out / "manifest.jsonl")) == 4
    with Image.open(out / "000-cutout.png") as result:
        assert result.convert("RGB").getpixel((0, 0)) == (0, 255, 0)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there, and case twins one file")
def test_a_thousand_pictures_with_hostile_names(
    tmp_path: Path, run: Run, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    names = [os.fsdecode(name) for name in hostile_names.thousand()]
    source, out = put_pictures(tmp_path / "in", 1000, dark=True, names=names), tmp_path / "out"
    words = [source, "--out", out, "--workers", 2, "--mode", "fast"]
    assert run("batch", *words) == 0
    check_manifest(out / "manifest.jsonl", out, source, 1000)
    assert b"\x1b[31m" not in capsysbinary.readouterr().out  # nothing steers the terminal
    assert run("batch", *words) == 0
    assert len(manifest.read(out / "manifest.jsonl")) == 1000


def test_no_pictures_is_wrong_usage(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    assert run("batch", tmp_path / "in", "--out", tmp_path / "out") == 2
    assert "no pictures there" in capsys.readouterr().err
    assert run("batch", tmp_path / "none", "--out", tmp_path / "out") == 2
    assert run("batch", tmp_path / "in", "--out", tmp_path / "out", "--shard", "3/2") == 2
    assert run("batch", tmp_path / "in", "--out", tmp_path / "out", "--name", "x") == 2


def test_in_place_it_never_cuts_its_results(tmp_path: Path, run: Run) -> None:
    source = put_pictures(tmp_path / "in", 2)
    for _ in range(2):
        assert run("batch", source, "--out", source, "--workers", 1) == 0
    expected = ["000-cutout.png", "000.png", "001-cutout.png", "001.png", "manifest.jsonl"]
    assert sorted(path.name for path in source.iterdir()) == expected
    shutil.rmtree(source)
