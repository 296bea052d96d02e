"""Which pictures are found, and what is left out and told."""

import os
import sys
from pathlib import Path

import pytest

from mattebox.catalogue.inputs import Listing, NoSuchInput, gather

JPEG = b"\xff\xd8\xff\xe0"

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def keys(listing: Listing) -> list[str]:
    return [found.key for found in listing.pictures]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.jpg",
        "a.jfif",
        "c.hif",
        "d.jpe",
        "IMG_1",
        "._b.jpg",
        "notes.txt",
        "Thumbs.db",
        "sub/e.png",
        "set.jpg/f.png",
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"text" if name in {"notes.txt", "Thumbs.db"} else JPEG)
    return tmp_path / "in"


def test_pictures_by_what_they_are(folder: Path) -> None:
    listing = gather([str(folder)])
    assert keys(listing) == ["IMG_1", "a.jfif", "b.jpg", "c.hif", "d.jpe"]
    assert listing.skipped == {"hidden": 2, "no picture": 1, "folder": 2}
    assert listing.unreadable == []


def test_folders_in_folders_even_if_they_are_called_like_pictures(folder: Path) -> None:
    assert {"sub/e.png", "set.jpg/f.png"} <= set(keys(gather([str(folder)], recursive=True)))


def test_patterns_that_no_shell_has_expanded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert keys(gather(["*.j*"], recursive=True)) == ["a.jfif", "b.jpg", "d.jpe", "set.jpg/f.png"]
    assert keys(gather(["**/*.png"])) == ["set.jpg/f.png", "sub/e.png"]


def test_a_name_that_looks_like_a_pattern_is_a_name(tmp_path: Path) -> None:
    (tmp_path / "a[1].jpg").write_bytes(JPEG)
    (tmp_path / "a1.jpg").write_bytes(JPEG)
    assert [found.path.name for found in gather([str(tmp_path / "a[1].jpg")]).pictures] == ["a[1].jpg"]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSuchInput, match=r"none\.jpg does not exist"):
        gather([str(tmp_path / "none.jpg")])
    with pytest.raises(NoSuchInput):
        gather([str(tmp_path / "*.jpg")])


def test_several_sources_are_told_apart_and_none_is_taken_twice(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "e.png").write_bytes(JPEG)
    sub, more = folder / "sub", folder / "more"
    assert keys(gather([str(sub), str(more), str(sub / "e.png")])) == ["more/e.png", "sub/e.png"]


@links
def test_links_that_lead_in_a_circle_end(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "sub" / "again").symlink_to(folder / "sub", target_is_directory=True)
    (folder / "self.jpg").symlink_to(folder / "self.jpg")
    (folder / "gone.jpg").symlink_to(folder / "nowhere.jpg")
    listing = gather([str(folder)], recursive=True)
    assert sorted(path.name for path, _ in listing.unreadable) == ["gone.jpg", "self.jpg"]
    assert keys(listing).count("sub/e.png") == 1
    assert len(keys(listing)) == 7


@links
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.jpg")
    assert gather([str(folder)]).skipped["special"] == 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_names_of_any_bytes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff\n\x1b[31m.jpg")).write_bytes(JPEG)
    (found,) = gather([str(tmp_path)]).pictures
    assert os.fsencode(found.key) == b"\xff\n\x1b[31m.jpg"


def test_what_a_run_has_made_is_left_out(folder: Path) -> None:
    listing = gather([str(folder)], ours=lambda path: path.name == "b.jpg")
    assert "b.jpg" not in keys(listing)
    assert listing.skipped["result"] == 1
