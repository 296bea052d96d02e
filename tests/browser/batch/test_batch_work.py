"""Batches go on, whatever befalls single pictures, the tab, the storage or the network."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

import spy
from batches import STORED, cell, choose_format, copied, count, finish, many, opened, rendered, take, zipped
from pictures import enlarged
from static_host import StaticHost
from visitor import Cut, Visitor, cut, wait_until

pytestmark = pytest.mark.toys


def test_pause_and_go_on(desk: Page, folder: Path, tmp_path: Path) -> None:
    """What is at work is finished, then nothing happens until it goes on; every picture is cut once."""
    spy.watch(desk)
    take(desk, many(folder, tmp_path, 8))
    wait_until(desk, lambda: count(desk, "done") >= 1, "the first picture")
    desk.click("#batch-pause")
    expect(desk.locator("#batch-left")).to_have_text("Paused")
    done = count(desk, "done")
    assert done < 8
    desk.wait_for_timeout(1500)
    assert count(desk, "done") == done == len(spy.asked(desk, "cut"))
    desk.click("#batch-pause")
    finish(desk)
    assert count(desk, "done") == 8 == len(spy.asked(desk, "cut"))


def test_cancel_and_retry(desk: Page, folder: Path, tmp_path: Path) -> None:
    """One by itself, then all; what was given up can be done after all."""
    take(desk, many(folder, tmp_path, 8))
    cell(desk, "007.jpg").locator(".cell-action").click()  # it waits: removed
    expect(desk.locator(".cell")).to_have_count(7)
    wait_until(desk, lambda: count(desk, "done") >= 1, "the first picture")
    desk.click("#batch-cancel")
    finish(desk)
    done = count(desk, "done")
    assert done + count(desk, "cancelled") == 7 and done < 7
    desk.wait_for_timeout(500)
    assert count(desk, "done") == done
    last = cell(desk, "006.jpg")
    expect(last.locator(".cell-state")).to_have_text("Cancelled")
    last.locator(".cell-action").click()
    expect(last.locator(".cell-state")).to_have_text("Done")
    wait_until(desk, lambda: count(desk, "done") == done + 1, "the count of those that are done")
    desk.click("#batch-retry")
    finish(desk)
    assert count(desk, "done") == 7
    expect(desk.locator("#batch-retry")).to_be_hidden()


def test_a_killed_tab_loses_nothing_and_nothing_is_done_twice(
    desk: Page, regular: Visitor, folder: Path, tmp_path: Path, singles: dict[str, Cut]
) -> None:
    first = opened(regular)
    take(first, many(folder, tmp_path, 9))
    wait_until(first, lambda: count(first, "done") >= 3, "the third picture")
    first.close(run_before_unload=False)
    second = regular.open()
    second.locator("#stored-batch").wait_for()
    left = int("".join(filter(str.isdigit, second.locator("#stored-go-on").inner_text())))
    assert 0 < left <= 6
    spy.watch(second)
    second.click("#stored-go-on")
    finish(second)
    assert count(second, "done") == 9
    assert len(spy.asked(second, "cut")) == left
    files = zipped(second)
    assert sorted(files) == [f"{i:03}-cutout.png" for i in range(9)]
    assert set(files.values()) == {singles["holiday/sea/a-cutout.png"].png}
    second.close()
    desk.reload()
    expect(desk.locator("#stored-text")).to_have_text("A finished batch of 9 pictures is stored on this device.")
    desk.click("#stored-discard")
    desk.click("#batch-clear-no")
    expect(desk.locator("#stored-batch")).to_be_visible()
    desk.click("#stored-discard")
    desk.click("#batch-clear-yes")
    expect(desk.locator("#stored-batch")).to_be_hidden()
    assert desk.evaluate(STORED) == {"names": [], "records": 0, "marker": "null"}


def test_two_tabs_do_not_work_on_one_batch(desk: Page, regular: Visitor, folder: Path) -> None:
    take(desk, folder)
    other = regular.open()
    other.wait_for_timeout(1500)
    expect(other.locator("#stored-batch")).to_be_hidden()
    other.set_input_files("#folder", folder)
    expect(other.locator("#message")).to_contain_text("Another tab is working on a batch")
    other.close()
    finish(desk)


def test_pictures_that_do_not_fit_are_told_before_anything_is_copied(desk: Page, folder: Path, tmp_path: Path) -> None:
    files = many(folder, tmp_path, 5)
    desk.evaluate(
        "(free) => (navigator.storage.estimate = async () => ({ quota: free, usage: 0 }))",
        3 * 2.5 * files[0].stat().st_size,
    )
    desk.set_input_files("#file", files)
    message = desk.locator("#message")
    expect(message).to_contain_text("5 pictures and their results need about")
    rendered(desk)
    assert count(desk, "all") <= 0
    message.get_by_text("Take the first 2").click()
    finish(desk)
    assert count(desk, "done") == 2


def test_a_full_storage_pauses_and_loses_nothing(
    desk: Page, static_host: StaticHost, photos: dict[str, Path], tmp_path: Path
) -> None:
    """It is full before the first result, so the pictures are some that take a while."""
    pictures = [enlarged(photos["astronaut"], 1500, 1500, tmp_path / f"{number}.jpg") for number in range(3)]
    session = desk.context.new_cdp_session(desk)
    origin = {"origin": static_host.origin}
    take(desk, pictures)
    copied(desk)
    usage = desk.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    session.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": usage + 1000})
    message = desk.locator("#message")
    expect(message).to_contain_text("the batch was paused; nothing is lost")
    assert (count(desk, "waiting"), count(desk, "failed")) == (3, 0)
    session.send("Storage.overrideQuotaForOrigin", origin)
    message.get_by_text("Go on").click()
    finish(desk)
    assert count(desk, "done") == 3


def test_a_picture_that_the_format_cannot_hold_stops_no_other(desk: Page, folder: Path, tmp_path: Path) -> None:
    panorama = tmp_path / "panorama.png"
    Image.new("RGB", (16_400, 40), "#808080").save(panorama)
    cut(desk, folder / "a.png")
    desk.click("#open-output")
    desk.select_option("#format", "webp")
    desk.keyboard.press("Escape")
    desk.click("#start-over")
    try:
        take(desk, [folder / "a.png", panorama, folder / "sea" / "b.webp"])
        finish(desk)
        assert (count(desk, "done"), count(desk, "failed")) == (2, 1)
        refused = cell(desk, "panorama.png")
        expect(refused).to_contain_text("This kind of file cannot hold a picture this wide or high.")
        assert sorted(zipped(desk)) == ["a-cutout.webp", "b-cutout.webp"]
    finally:
        choose_format(desk, "png")
    refused.locator(".cell-action").click()  # again, as a kind that can
    finish(desk)
    assert (count(desk, "done"), count(desk, "failed")) == (3, 0)


def test_clear(desk: Page, folder: Path) -> None:
    take(desk, folder)
    finish(desk)
    assert desk.evaluate(STORED)["names"] == ["batch"]
    desk.click("#batch-clear")
    desk.click("#batch-clear-no")
    assert desk.evaluate(STORED)["records"] > 5
    desk.click("#batch-clear")
    desk.click("#batch-clear-yes")
    expect(desk.locator("#welcome")).to_be_visible()
    wait_until(desk, lambda: desk.evaluate(STORED) == {"names": [], "records": 0, "marker": "null"}, "an empty storage")
    take(desk, folder)  # and there can be another one
    finish(desk)
    assert count(desk, "done") == 4


def test_a_private_window_that_stores_nothing_is_told(regular: Visitor, folder: Path) -> None:
    page = opened(regular)
    page.evaluate("() => { indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); }; }")
    page.evaluate("Object.defineProperty(IDBFactory.prototype, 'open', { value: indexedDB.open })")
    page.set_input_files("#folder", folder)
    expect(page.locator("#message")).to_contain_text("does not let Mattebox store anything")
    page.close()


def test_a_lost_network_pauses_the_batch(new_visitor: Any, own_host: StaticHost, folder: Path, tmp_path: Path) -> None:
    """It would fail every picture: none is marked as failed, and it goes on when the network is back."""
    visitor = new_visitor(own_host, service_workers="block")
    visitor.forgive("ERR_CONNECTION|Failed to load resource|ERR_FAILED|503|404")
    visitor.context.route("**/models/*", lambda route: route.abort())
    page = visitor.open(ready=False)
    page.locator("html[data-booted]").wait_for(state="attached")
    page.select_option("#mode", "fast")
    take(page, many(folder, tmp_path, 3))
    message = page.locator("#message")
    expect(message).to_contain_text("could not be downloaded")
    wait_until(page, lambda: count(page, "waiting") == 3, "all of them waiting")
    expect(page.locator("#batch-left")).to_have_text("Paused")  # those at work have learnt it, too
    visitor.context.unroute("**/models/*")
    page.locator("#batch-pause").click()
    finish(page)
    assert count(page, "done") == 3
