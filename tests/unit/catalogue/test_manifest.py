"""A line for each picture, whatever happens while it is written."""

import json
import os
import sys
from pathlib import Path

import pytest

from mattebox.catalogue.manifest import Line, Manifest, ManifestError, read

ODD = os.fsdecode(b"\xff.jpg") if sys.platform != "win32" else "\udcff.jpg"


def line(name: str = "a.jpg", **given: object) -> Line:
    return Line(**{"input": name, "output": "a.png", "status": "ok", "recipe": "r", "tips": ("small",), **given})  # type: ignore[arg-type]


def test_lines_come_back_as_they_were(tmp_path: Path) -> None:
    lines = [line(), line(ODD, status="failed", output=None, error="line\nbreak")]
    with Manifest(tmp_path / "m.jsonl") as manifest:
        for each in lines:
            manifest.append(each)
    assert read(tmp_path / "m.jsonl") == lines
    assert (tmp_path / "m.jsonl").read_text("ascii").count("\n") == 2


def test_the_last_line_of_a_picture_counts_and_what_was_made_is_remembered(tmp_path: Path) -> None:
    with Manifest(tmp_path / "m.jsonl") as manifest:
        manifest.append(line())
        manifest.append(line(status="failed", output=None))
    with Manifest(tmp_path / "m.jsonl") as manifest:
        assert manifest.last["a.jpg"].status == "failed"
        assert manifest.made["a.png"].status == "ok"


@pytest.mark.parametrize("kept", range(1, len(line("b.jpg").to_json()), 40))
def test_a_torn_last_line_does_not_count(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text(line().to_json() + "\n" + line("b.jpg").to_json()[:kept])
    assert [each.input for each in read(path)] == ["a.jpg"]
    with Manifest(path) as manifest:
        manifest.append(line("c.jpg"))
    assert [json.loads(row)["input"] for row in path.read_text().splitlines()] == ["a.jpg", "c.jpg"]


def test_a_last_line_that_lacks_only_its_end_counts(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text(line().to_json())
    with Manifest(path) as manifest:
        manifest.append(line("b.jpg"))
    assert [each.input for each in read(path)] == ["a.jpg", "b.jpg"]


def test_another_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes\nmore of them\n")
    with pytest.raises(ManifestError, match=r"line 1 of .*choose another --manifest"):
        Manifest(path)
    assert path.read_text() == "my notes\nmore of them\n"


def test_a_text_of_one_line_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes, which end without a line break")
    with pytest.raises(ManifestError):
        Manifest(path)
    assert path.read_text() == "my notes, which end without a line break"


def test_two_runs_do_not_write_one_manifest(tmp_path: Path) -> None:
    with Manifest(tmp_path / "m.jsonl"), pytest.raises(ManifestError, match="another run"):
        Manifest(tmp_path / "m.jsonl")
    Manifest(tmp_path / "m.jsonl").__exit__(None, None, None)
