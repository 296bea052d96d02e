"""Several pictures at once: each gets its own, whatever becomes of the others."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page

import blockage
import spy
from at_once import Results, at_once, one_by_one, same, when
from blockage import ATTEMPTS, LONGEST_TASK_MS
from pictures import enlarged
from visitor import wait_until

pytestmark = pytest.mark.toys

# Python says that its memory has grown beyond every limit.
SWELL = "() => { spy.hear = ({ value }) => { if (value?.heapBytes) value.heapBytes = 4e9; }; }"


@pytest.fixture(scope="module")
def pictures(photos: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("batch")
    large = enlarged(photos["astronaut"], 1500, 1000, folder / "large.jpg")
    return [photos["coffee"], large, photos["chelsea"], photos["astronaut"]]


@pytest.fixture(scope="module")
def alone(desk: Page) -> Results:
    """What comes of each picture where nothing else is at work."""
    return one_by_one(desk, "fast")


def test_a_quick_picture_does_not_overtake_a_slow_one(
    desk: Page, photos: dict[str, Path], pictures: list[Path], tmp_path: Path
) -> None:
    slow = enlarged(photos["astronaut"], 3000, 3000, tmp_path / "slow.png")
    desk.set_input_files("#several", [slow, photos["coffee"]])
    try:
        first, second = at_once(desk)
    finally:
        desk.set_input_files("#several", pictures)
    assert when(first, "source") < when(second, "source")


@pytest.mark.parametrize("at", ["decode", "draft", "matte", "encode"])
def test_cancelling_the_second_leaves_the_others_whole(desk: Page, alone: Results, at: str) -> None:
    results = at_once(desk, options={1: {"at": at}})
    assert results[1]["code"] == "cancelled"
    assert results[1]["events"][-1][0] == at
    same([results[0], *results[2:]], [alone[0], *alone[2:]])


def test_cancelling_the_run_of_the_main_network(desk: Page, alone: Results) -> None:
    """It ends with its worker; what the next picture had asked of that one is asked again."""
    results = at_once(desk, options={0: {"mode": "standard", "at": "segment"}})
    assert results[0]["code"] == "cancelled"
    same(results[1:], alone[1:])


@pytest.mark.timed
def test_a_batch_does_not_block_the_page(desk: Page, alone: Results) -> None:
    seen = []
    for _ in range(ATTEMPTS):
        blockage.watch(desk)
        same(at_once(desk), alone)
        seen.append(blockage.seen(desk))
        if seen[-1].task <= LONGEST_TASK_MS:
            return
    pytest.fail(f"tasks of more than {LONGEST_TASK_MS} ms each time: {seen}")


def test_cancelling_the_first_before_anything_began(desk: Page, alone: Results) -> None:
    results = desk.evaluate(
        """() => {
          const results = [...several.files].map((file, number) => cutOne(file, number));
          for (const number of [0, 2]) stop[number].abort();
          return Promise.all(results);
        }"""
    )
    assert [result.get("code") for result in results] == ["cancelled", None, "cancelled", None]
    same([results[1], results[3]], [alone[1], alone[3]])


def test_a_broken_file_in_the_middle(desk: Page, alone: Results) -> None:
    results = desk.evaluate(
        """() => {
          const broken = [new File(["Milk, eggs, bread."], "notes.jpg"), new File([], "nothing.png")];
          const [first, second, third, fourth] = several.files;
          return Promise.all([first, broken[0], second, broken[1], third, fourth].map((file, i) => cutOne(file, i)));
        }"""
    )
    assert [result.get("code") for result in results] == [None, "unreadable", None, "empty", None, None]
    same([result for result in results if "sha256" in result], alone)


def test_edges_of_a_finished_picture_while_others_are_at_work(desk: Page, alone: Results) -> None:
    """What was seen in it is used, not looked for again."""
    edited, *others = desk.evaluate(
        """async () => {
          const [first, second, third] = several.files;
          await cutOne(first, 0);
          const edit = cutOne(first, 3, { edges: { decontaminate: 0 } });
          return Promise.all([edit, cutOne(second, 1), cutOne(third, 2)]);
        }"""
    )
    assert "draft_inference" not in edited["timings"] and edited["sha256"] != alone[0]["sha256"]
    same(others, alone[1:3])
    again = desk.evaluate("cutOne(several.files[0], 0, { edges: { decontaminate: 0 } })")
    assert "draft_inference" in again["timings"]  # two others were seen since
    same([again], [edited])


def test_the_same_file_twice_at_once(desk: Page, alone: Results) -> None:
    results = desk.evaluate("Promise.all([0, 1].map((number) => cutOne(several.files[2], number)))")
    same(results, [alone[2], alone[2]])


def test_a_worker_that_dies_takes_nobody_with_it(desk: Page, alone: Results) -> None:
    """Whose fault it was cannot be known: those who were at work are done again, one at a time."""
    worker = [worker for worker in desk.workers if "python-worker" in worker.url][-1]  # the page has one, too
    desk.evaluate(
        "() => { globalThis.all = Promise.all([...several.files].map((file, number) => cutOne(file, number))); }"
    )
    desk.wait_for_timeout(300)
    worker.evaluate("() => self.close()")
    wait_until(desk, lambda: worker not in desk.workers, "the worker's end")
    same(desk.evaluate("all"), alone)


def test_a_worker_that_has_grown_too_large_is_replaced_between_pictures(desk: Page, alone: Results) -> None:
    spy.watch(desk)
    desk.evaluate(SWELL)
    desk.evaluate("engine.dispose()")
    same(at_once(desk), alone)
    assert desk.evaluate("spy.made") >= 3  # the first two workers, and a fresh Python after every second picture


def test_a_worker_that_has_grown_too_large_knows_its_picture_until_another_one_comes(desk: Page) -> None:
    """Whoever edits a large picture should see every stroke, and not wait for the networks."""
    edited, seen, other, made = desk.evaluate(
        """async () => {
          const [first, second] = several.files;
          await cutOne(first, 0);
          const before = spy.made;
          const edited = await cutOne(first, 0, { edges: { decontaminate: 0 } });
          const box = { left: 0, top: 0, right: 64, bottom: 64, width: 64, height: 64 };
          const seen = await engine.peek(first, { mode: "fast", edges: { shift: 1 } }, box);
          const between = spy.made;
          const other = await cutOne(second, 1);
          return [edited, seen !== null, other, [between - before, spy.made - between]];
        }"""
    )
    assert "draft_inference" not in edited["timings"] and seen
    assert "draft_inference" in other["timings"] and made == [0, 1]


def test_digests_are_those_of_the_files(desk: Page, alone: Results) -> None:
    """The test's own measure: what it compares is what is in the files."""
    read = """engine.cut(several.files[2], { mode: "fast" })
      .then(async ({ blob }) => [...new Uint8Array(await blob.arrayBuffer())])"""
    data = bytes(desk.evaluate(read))
    assert hashlib.sha256(data).hexdigest() == alone[2]["sha256"]
    assert data.startswith(b"\x89PNG")
