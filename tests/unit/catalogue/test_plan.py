"""What is done, what is done already, and what must not be written."""

import os
import re
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

import hostile_names
from mattebox.catalogue import manifest, parts
from mattebox.catalogue.inputs import gather
from mattebox.catalogue.manifest import Line
from mattebox.catalogue.ours import tell_ours
from mattebox.catalogue.plan import Job, Known, Plan, Shard, Wish, plan

# By Windows, and what would steer a terminal.
FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f-\x9f]')
WHOLE = Shard()
JPEG = b"\xff\xd8\xff\xe0 picture "


class Catalogue:
    """A folder of files that begin as pictures, and what a run would make of it."""

    def __init__(self, root: Path) -> None:
        self.source, self.out = root / "in", root / "out"
        self.lines: list[Line] = []
        self.source.mkdir()

    def add(self, *names: str, data: bytes = JPEG) -> None:
        for name in names:
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data + os.fsencode(name))

    def plan(self, *, recipe: str = "r", kind: str = "png", shard: Shard = WHOLE, **given: object) -> Plan:
        wish = Wish(kind, recipe, shard=shard, **{"out": self.out, **given})  # type: ignore[arg-type]
        known = Known(*manifest.by_path(self.lines))
        ours = tell_ours(wish.out, [str(self.source)], known.made, wish.template)
        return plan(gather([str(self.source)], recursive=True, ours=ours), wish, known)

    def cut(self, jobs: Sequence[Job], *, recipe: str = "r", rename: bool = True) -> None:
        """As a run does it, with the output's path for its content."""
        for job in jobs:
            job.target.parent.mkdir(parents=True, exist_ok=True)
            data, result = job.source.read_bytes(), b"result of " + os.fsencode(job.key)
            part = parts.write(job.target, result)
            self.lines.append(
                Line(
                    job.key,
                    job.output,
                    "ok",
                    recipe,
                    input_sha256=sha256(data).hexdigest(),
                    input_bytes=len(data),
                    input_mtime_ns=job.source.stat().st_mtime_ns,
                    output_sha256=sha256(result).hexdigest(),
                    output_bytes=len(result),
                )
            )
            if rename:
                part.replace(job.target)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path)


def outputs(jobs: Sequence[Job]) -> list[str]:
    return [job.output for job in jobs]


def test_two_pictures_of_one_name_become_two_files(catalogue: Catalogue) -> None:
    catalogue.add("shoe.jpg", "shoe.png", "sub/shoe.jpg")
    expected = ["shoe-cutout.png", "shoe-cutout-2.png", "sub/shoe-cutout.png"]
    assert outputs(catalogue.plan().jobs) == expected


def test_what_is_done_is_not_done_again(catalogue: Catalogue) -> None:
    catalogue.add("a.jpg", "b.jpg")
    catalogue.cut(catalogue.plan().jobs[:1])
    again = catalogue.plan()
    assert (outputs(again.jobs), again.done) == (["b-cutout.png"], 1)


def test_another_recipe_a_changed_picture_or_a_lost_result_is_done_again(catalogue: Catalogue) -> None:
    catalogue.add("a.jpg", "b.jpg", "c.jpg")
    catalogue.cut(catalogue.plan().jobs)
    assert len(catalogue.plan(recipe="other").jobs) == 3
    catalogue.add("a.jpg", data=JPEG + b"changed")
    (catalogue.out / "b-cutout.png").unlink()
    assert outputs(catalogue.plan().jobs) == ["a-cutout.png", "b-cutout.png"]


def test_a_picture_that_was_only_touched_is_not_done_again(catalogue: Catalogue) -> None:
    catalogue.add("a.jpg")
    catalogue.cut(catalogue.plan().jobs)
    os.utime(catalogue.source / "a.jpg", (1, 1))
    assert catalogue.plan().done == 1


def test_names_stay_whatever_comes_and_goes(catalogue: Catalogue) -> None:
    catalogue.add("b.jpg")
    catalogue.cut(catalogue.plan().jobs)
    catalogue.add("b.avif")
    assert outputs(catalogue.plan().jobs) == ["b-cutout-2.png"]
    (catalogue.source / "b.jpg").unlink()
    assert outputs(catalogue.plan().jobs) == ["b-cutout-2.png"]  # the other's result is still there


def test_strangers_files_are_not_replaced(catalogue: Catalogue) -> None:
    catalogue.add("a.jpg")
    catalogue.out.mkdir()
    (catalogue.out / "a-cutout.png").write_bytes(b"somebody's own")
    ((job, reason),) = catalogue.plan().refused
    assert "exists and no manifest knows it; --overwrite replaces it" in reason
    assert outputs(catalogue.plan(overwrite=True).jobs) == [job.output]


def test_a_result_that_somebody_has_worked_on_is_not_replaced(catalogue: Catalogue) -> None:
    catalogue.add("a.jpg")
    catalogue.cut(catalogue.plan().jobs)
    (catalogue.out / "a-cutout.png").write_bytes(b"retouched")
    ((_, reason),) = catalogue.plan(recipe="other").refused
    assert "it was changed since it was made" in reason


def test_no_result_over_a_picture(catalogue: Catalogue) -> None:
    catalogue.add("a.jpg", "a.png")
    made = catalogue.plan(out=catalogue.source, template="{name}", overwrite=True)
    assert outputs(made.jobs) == ["a-2.png", "a-3.png"]
    assert outputs(catalogue.plan(out=catalogue.source, template="{name}", kind="jpeg", overwrite=True).jobs) == [
        *["a-2.jpg", "a-3.jpg"]
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_result_over_a_picture_that_is_reached_by_a_link(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.add("a.jpg", "a.png")
    (tmp_path / "link").symlink_to(catalogue.source, target_is_directory=True)
    jobs = catalogue.plan(out=tmp_path / "link", template="{name}", overwrite=True).jobs
    assert outputs(jobs) == ["a-2.png", "a-3.png"]


def test_results_are_no_pictures_for_the_next_run(catalogue: Catalogue) -> None:
    catalogue.add("a.jpg", "sub/b.jpg")
    for out in (catalogue.source, catalogue.source / "results", None):
        jobs = catalogue.plan(out=out).jobs
        catalogue.cut(jobs)
        assert {job.key for job in catalogue.plan(out=out).jobs} <= {"a.jpg", "sub/b.jpg"}
        for job in jobs:
            job.target.unlink()


def test_results_in_the_folder_are_known_without_any_manifest(catalogue: Catalogue) -> None:
    catalogue.add("a.jpg")
    catalogue.cut(catalogue.plan(out=catalogue.source).jobs)
    catalogue.lines.clear()
    again = catalogue.plan(out=catalogue.source)
    assert again.jobs == [] and [job.key for job, _ in again.refused] == ["a.jpg"]


def test_what_was_killed_before_its_renaming_is_finished(catalogue: Catalogue) -> None:
    catalogue.add("a.jpg", "b.jpg")
    catalogue.cut(catalogue.plan().jobs, rename=False)
    parts.write(catalogue.out / "b-cutout.png", b"half")
    (catalogue.out / "unlike.mattebox-part").write_bytes(b"another's")
    made = catalogue.plan()
    made.tidy()
    assert (made.jobs, made.done) == ([], 2)
    assert (catalogue.out / "b-cutout.png").read_bytes() == b"result of b.jpg"
    assert sorted(path.name for path in catalogue.out.iterdir()) == [
        *["a-cutout.png", "b-cutout.png", "unlike.mattebox-part"]
    ]


def test_shards_share_everything_and_nothing_twice(catalogue: Catalogue) -> None:
    catalogue.add(*(f"{number}.jpg" for number in range(40)), *(f"{number}.png" for number in range(40)))
    whole = outputs(catalogue.plan().jobs)
    shares = [catalogue.plan(shard=Shard(index, 3)) for index in (1, 2, 3)]
    assert sorted(output for share in shares for output in outputs(share.jobs)) == sorted(whole)
    assert all(len(share.jobs) > 10 and len(share.jobs) + share.elsewhere == 80 for share in shares)


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/2"])
def test_shards_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="it can be 1/4 to 4/4"):
        Shard.parse(text)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there, and case twins one file")
def test_a_thousand_hostile_names_have_a_thousand_results(catalogue: Catalogue) -> None:
    names = hostile_names.thousand()
    assert len(names) == 1000
    for name in names:
        (catalogue.source / os.fsdecode(name)).write_bytes(JPEG + name)
    made = catalogue.plan()
    names_made = {job.output for job in made.jobs}
    assert len(made.jobs) == 1000 and made.refused == []
    assert len({output.casefold() for output in names_made}) == 1000
    assert all(len(output.encode()) <= 255 and not FORBIDDEN.search(output) for output in names_made)
