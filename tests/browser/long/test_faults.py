"""Workers that die and memory that runs out: the engine goes on with less, and nothing that was made is lost.

Workers are ended from outside, without a word, as a browser ends them that has no memory left.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, Playwright, expect

from native_cut import mean_difference
from pictures import enlarged
from static_host import StaticHost
from visitor import Cut, Visitor, choose, chromium, cut, latest, settle, visiting

# Ends workers so many times: Python as it begins to matte, the networks' as their picture is decoded or as they start
# (a run of theirs the browser lets come to its end). Notes what the page says.
KILLER = """
globalThis.killing = { python: 0, inference: 0 };
const latest = {}, living = new Set();
const spoil = (name, worker) => {
  if (killing[name] <= 0 || !living.delete(worker)) return;
  killing[name] -= 1;
  worker.terminate();
};
const Plain = Worker;
globalThis.Worker = class extends Plain {
  constructor(url, options) {
    super(url, options);
    latest[options.name] = this;
    this.addEventListener("message", ({ data: { duty, value } }) => {
      if (duty === "alive") {
        living.add(this);
        setTimeout(() => options.name === "inference" && spoil("inference", this)); // once the page has heard it
      }
      if (duty === "progress" && value.progress.phase === "decode") spoil("inference", latest.inference);
      if (duty === "progress" && value.progress.phase === "matte") spoil("python", this);
    });
  }
};
globalThis.said = [];
document.addEventListener("DOMContentLoaded", () => {
  const note = () => said.push(...["status", "message"].map((id) => document.getElementById(id).textContent));
  for (const id of ["status", "message"])
    new MutationObserver(note).observe(document.getElementById(id), { childList: true, subtree: true });
});
"""

AFRESH = "The browser stopped the work"
# Pages of 64 kB that a WebAssembly memory may have: both networks and 12.5 megapixels fit, eighteen do not.
MOST_PAGES = 5000

SPARING = "Memory ran short, so Mattebox goes on with less"
LIGHTER = "Memory ran short, so a smaller network"


@pytest.fixture(scope="module")
def desk(regular: Visitor) -> Iterator[Page]:
    """A tab whose workers can be ended. What the tests do to it adds up: they go on from each other."""
    page = regular.context.new_page()
    page.add_init_script(KILLER)
    page.goto(regular.host.url)
    page.locator("html[data-ready=true]").wait_for(state="attached")
    yield page
    page.close()


@pytest.fixture(scope="module")
def expected(desk: Page, photos: dict[str, Path]) -> dict[str, Cut]:
    """What comes of a picture in the fast mode where nothing happens."""
    desk.select_option("#mode", "fast")
    return {"usual": cut(desk, photos["chelsea"])}


def kill(page: Page, name: str, times: int) -> None:
    page.evaluate("([name, times]) => { killing[name] = times; said.length = 0; }", [name, times])


def said(page: Page, words: str) -> bool:
    return any(words in text for text in page.evaluate("said"))


def left(page: Page) -> Any:
    return page.evaluate("killing")


@pytest.mark.parametrize("name", ["inference", "python"])
def test_a_worker_that_dies_once_is_replaced_and_the_picture_done_again(
    desk: Page, expected: dict[str, Cut], photos: dict[str, Path], name: str
) -> None:
    kill(desk, name, 1)
    result = cut(desk, photos["chelsea"])
    assert left(desk)[name] == 0
    assert result.png == expected["usual"].png
    assert said(desk, AFRESH) and not said(desk, SPARING)
    assert result.info["threads"] == expected["usual"].info["threads"]
    expect(desk.locator("#message .card")).to_have_count(0)


def test_an_edit_outlives_its_worker(desk: Page) -> None:
    """Edges, a stroke and their history stay; the file is what it would have been."""
    desk.keyboard.press("e")
    desk.click("#tab-edges")
    desk.locator("#shift").fill("-3")
    desk.locator("html[data-state=working]").wait_for(state="attached")
    assert settle(desk) == "done"
    shifted = latest(desk).png
    desk.click("#undo")
    assert settle(desk) == "done"
    kill(desk, "python", 1)
    desk.click("#redo")
    desk.locator("html[data-state=working]").wait_for(state="attached")
    assert settle(desk) == "done"
    assert left(desk)["python"] == 0 and said(desk, AFRESH)
    assert latest(desk).png == shifted
    assert desk.locator("#shift").input_value() == "-3"
    desk.click("#undo")
    assert settle(desk) == "done"
    desk.keyboard.press("Escape")


def test_less_is_tried_before_anything_fails(desk: Page, expected: dict[str, Cut], photos: dict[str, Path]) -> None:
    """One thread of the CPU at first, for the rest of the visit; it says so and finds the same."""
    kill(desk, "inference", 2)
    result = cut(desk, photos["chelsea"])
    assert left(desk)["inference"] == 0
    assert said(desk, SPARING)
    assert mean_difference(np.asarray(result.image)[..., 3], np.asarray(expected["usual"].image)[..., 3]) <= 1
    expected["spared"] = result
    assert (result.info["threads"], result.info["device"]) == (1, "wasm")
    expect(desk.locator("#message .card")).to_contain_text("After a reload it tries everything again")


def test_then_the_smaller_network(desk: Page, expected: dict[str, Cut], photos: dict[str, Path]) -> None:
    """Goes on from the test before. What is edited afterwards goes on from what was found."""
    desk.select_option("#mode", "standard")
    settle(desk)
    kill(desk, "inference", 2)
    result = cut(desk, photos["chelsea"])
    assert [notice["code"] for notice in result.notices] == ["lighter"]
    expect(desk.locator("#message .card")).to_contain_text(LIGHTER)
    assert result.png == expected["spared"].png  # in the fast mode


def test_in_the_end_it_fails_and_what_was_there_stays(
    desk: Page, expected: dict[str, Cut], photos: dict[str, Path]
) -> None:
    """Goes on from the test before."""
    before = latest(desk).png
    kill(desk, "inference", 99)
    choose(desk, photos["coffee"])
    assert settle(desk) == "error"
    tried = 99 - left(desk)["inference"]
    assert tried == 3  # as it was, afresh, and by the small network
    card = desk.locator("#message .card.error")
    expect(card).to_contain_text("The browser stopped the work halfway.")
    expect(card).to_contain_text("The cut-out before it is still here.")
    expect(desk.locator("#filename")).to_have_text("chelsea.png")
    with desk.expect_download() as download:
        desk.click("#save")
    assert Path(download.value.path()).read_bytes() == before
    kill(desk, "inference", 0)
    desk.select_option("#mode", "fast")
    settle(desk)
    card.get_by_role("button", name="Try again").click()
    assert settle(desk) == "done"
    assert latest(desk).image.size == (600, 400)
    expect(desk.locator("#filename")).to_have_text("coffee.png")


def test_python_out_of_memory(
    playwright: Playwright, static_host: StaticHost, visitors: list[Visitor], photos: dict[str, Path], tmp_path: Path
) -> None:
    """The browser refuses Python more memory than this: the picture gets smaller, and the next one is done as well."""
    picture = enlarged(photos["astronaut"], 5200, 3460, tmp_path / "large.jpg")
    flag = f"--js-flags=--wasm-max-mem-pages={MOST_PAGES}"
    with chromium(playwright, flag) as browser, visiting(browser, static_host, visitors) as visitor:
        visitor.context.add_init_script(KILLER)
        page = visitor.open()
        page.select_option("#mode", "fast")
        result = cut(page, picture)
        assert result.notices == [{"code": "scaled", "values": {"from": 18, "to": 13}}]
        assert 12e6 < result.width * result.height <= 12.5e6
        assert said(page, AFRESH) and said(page, SPARING)
        expect(page.locator("#message .card")).to_contain_text("it was scaled to 13 to fit into memory")
        assert cut(page, photos["chelsea"]).image.size == (451, 300)


def test_a_worker_that_is_ended_before_it_lives(regular: Visitor) -> None:
    """Nothing tells of it: after a while it is given up, and another one takes its place."""
    page = regular.context.new_page()
    page.clock.install()
    page.add_init_script(KILLER.replace("latest[options.name] = this;", "living.add(this); spoil(options.name, this);"))
    page.add_init_script("killing.inference = 1;")
    page.goto(regular.host.url)
    page.locator("html[data-booted]").wait_for(state="attached")
    page.wait_for_function("killing.inference === 0")
    page.clock.fast_forward(31_000)
    page.locator("html[data-ready=true]").wait_for(state="attached")
    expect(page.locator("#message .card")).to_contain_text(SPARING)
    page.close()
