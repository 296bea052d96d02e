"""The engine's bookkeeping, which needs no engine: who may work when, what is remembered, how long it will take."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from visitor import Visitor

# Where a promise is settled only when the test says so.
TOOLS = """
const later = () => {
  let settle;
  return { promise: new Promise((resolve) => (settle = resolve)), settle: () => settle() };
};
const pause = () => new Promise((done) => setTimeout(done));
"""


@pytest.fixture(scope="module")
def blank(regular: Visitor) -> Iterator[Page]:
    """A document of the site without the page."""
    regular.forgive("favicon.ico")  # the browser asks for one where no document names another
    page = regular.context.new_page()
    page.goto(regular.host.url + "manifest.webmanifest")
    yield page
    page.close()


def run(page: Page, module: str, code: str) -> Any:
    return page.evaluate(f"async () => {{ {TOOLS} const m = await import('./engine/{module}.js'); {code} }}")


def test_queue_lets_two_in_at_once_and_in_order(blank: Page) -> None:
    begun, then, length = run(
        blank,
        "shared/queue",
        """
        const queue = new m.Queue(2), begun = [], gates = [later(), later(), later(), later()];
        const works = gates.map(({ promise }, i) => queue.run(async () => { begun.push(i); await promise; return i; }));
        await pause();
        const first = [...begun], { length } = queue;
        gates[1].settle();
        await works[1];
        await pause();
        const then = [...begun];
        gates.forEach(({ settle }) => settle());
        if ((await Promise.all(works)).join() !== "0,1,2,3" || queue.length) throw Error("lost");
        return [first, then, length];""",
    )
    assert (begun, then, length) == ([0, 1], [0, 1, 2], 4)


def test_queue_goes_on_after_a_failure(blank: Page) -> None:
    ends = run(
        blank,
        "shared/queue",
        """
        const queue = new m.Queue(1);
        const works = [0, 1, 2].map((i) => queue.run(async () => { if (i === 1) throw Error("no"); return i; }));
        return (await Promise.allSettled(works)).map(({ value, reason }) => value ?? reason.message);""",
    )
    assert ends == [0, "no", 2]


def test_queue_who_wants_to_be_alone_is_alone(blank: Page) -> None:
    """It waits for those at work, keeps others out meanwhile, and goes first if it asks for that."""
    events, accompanied = run(
        blank,
        "shared/queue",
        """
        const queue = new m.Queue(2), events = [], accompanied = {};
        const work = (name, ms) => async (turn) => {
          events.push(`+${name}`);
          await new Promise((done) => setTimeout(done, ms));
          events.push(`-${name}`);
          accompanied[name] = turn.accompanied;
        };
        const all = [queue.run(work("a", 20)), queue.run(work("b", 60)), queue.run(work("c", 10))];
        all.push(queue.run(work("x", 30), { alone: true, first: true }), queue.run(work("d", 10)));
        await Promise.all(all);
        return [events, accompanied];""",
    )
    assert events[:6] == ["+a", "+b", "-a", "-b", "+x", "-x"]
    assert set(events[6:8]) == {"+c", "+d"}
    assert accompanied == {"a": True, "b": True, "c": True, "d": True, "x": False}


def test_room_is_for_so_many_pixels(blank: Page) -> None:
    inside = run(
        blank,
        "python/pixel-budget",
        """
        const room = new m.PixelBudget(50), inside = new Set(), log = [], never = new Promise(() => {});
        const enter = async (name, pixels) => {
          const leave = await room.enter(pixels, never);
          inside.add(name);
          return () => { inside.delete(name); leave(); };
        };
        const note = async () => { await pause(); log.push([...inside].join("")); };
        const a = await enter("a", 30), b = enter("b", 20), c = enter("c", 20), d = enter("d", 70), e = enter("e", 1);
        await note();
        a(); await note();
        (await b)(); (await c)(); await note();
        (await d)(); await note();
        (await e)(); await note();
        return log;""",
    )
    assert inside == ["ab", "bc", "d", "e", ""]


def test_room_is_not_kept_for_who_has_gone(blank: Page) -> None:
    code = run(
        blank,
        "python/pixel-budget",
        """
        const room = new m.PixelBudget(50), never = new Promise(() => {});
        const leave = await room.enter(50, never);
        const gone = room.enter(50, Promise.reject(Error("gone"))).catch(({ message }) => message);
        const next = room.enter(10, never);
        const message = await gone;
        leave();
        (await next)();
        return message;""",
    )
    assert code == "gone"


def test_sights_are_two_at_the_most_and_never_those_in_use(blank: Page) -> None:
    dropped = run(
        blank,
        "python/sights",
        """
        const dropped = [], log = [], sights = new m.Sights((key) => dropped.push(key));
        const look = (id, mode) => {
          sights.makeRoom(id);
          sights.add({ key: m.sightKey(id, mode), id });
          log.push(dropped.splice(0).join(", "));
        };
        look(1, "standard");
        look(1, "best");
        look(1, "fast");      // three of one picture: the oldest goes
        sights.hold("1 best");
        look(2, "standard");  // of another picture what is in use stays
        look(3, "standard");
        sights.letGo("1 best");
        sights.hold("3 standard");
        sights.forget(3);     // held: when it is let go
        log.push(dropped.splice(0).join(", "));
        sights.letGo("3 standard");
        log.push(dropped.splice(0).join(", "));
        return [log, sights.get("1 best") !== undefined, sights.ofPicture(3) ?? null];""",
    )
    log, there, gone = dropped
    assert log == ["", "", "1 standard", "1 fast", "2 standard", "", "3 standard"]
    assert there and gone is None


CALIBRATION = """
const seconds = (calibration, megapixels) => ["fast", "standard", "best"].map((mode) => {
  const ms = calibration.expect(mode, megapixels);
  return ms === null ? null : Math.round(ms) / 1000;
});
const run = (megapixels, draft, main, rest) =>
  ({ width: 1000, height: 1000 * megapixels,
     timings: { decode: 1, draft_inference: draft, ...(main && { inference: main }), total: draft + main + rest } });
"""


def test_no_time_is_told_before_something_was_measured(blank: Page) -> None:
    nothing, networks, all_ = run(
        blank,
        "page/calibration",
        CALIBRATION
        + """
        const one = new m.Calibration(), log = [seconds(one, 2)];
        one.guess("cpu", { draft: 500, main: 2000 });
        log.push(seconds(one, 2));
        one.guess("cpu", { finish: 100 });
        log.push(seconds(one, 2));
        return log;""",
    )
    assert nothing == networks == [None, None, None]
    assert all_[0] < all_[1] < all_[2]
    assert all_[2] - all_[1] == pytest.approx(2), "one more run"


def test_what_pictures_took_counts_more_than_warm_ups(blank: Page) -> None:
    log = run(
        blank,
        "page/calibration",
        CALIBRATION
        + """
        const one = new m.Calibration(), log = [];
        one.guess("cpu", { draft: 500, main: 2000, finish: 100 });
        one.add("cpu", "standard", run(2, 600, 3000, 900));
        log.push(seconds(one, 2));
        one.add("cpu", "best", run(2, 600, 5000, 900));  // less than twice
        log.push(seconds(one, 2));
        for (let i = 0; i < 4; i++) one.add("cpu", "standard", run(2, 600, 1000, 900));  // a faster day
        one.add("cpu", "standard", run(2, 600, 90000, 900));  // and a stray
        log.push(seconds(one, 2));
        return log;""",
    )
    first, second, third = log
    assert first == [1.5, 4.5, 7.5]
    assert second == [1.5, 4.5, 6.5]
    assert third == [1.5, 2.5, 6.5]


def test_the_rest_grows_with_the_picture(blank: Page) -> None:
    one_size, two_sizes = run(
        blank,
        "page/calibration",
        CALIBRATION
        + """
        const one = new m.Calibration(), log = [];
        one.add("cpu", "fast", run(1, 500, 0, 1000));
        log.push([1, 2, 12].map((megapixels) => seconds(one, megapixels)[0]));
        one.add("cpu", "fast", run(11, 500, 0, 3000));
        one.add("cpu", "fast", run(6, 500, 0, 2000));
        log.push([0, 1, 6, 11, 21].map((megapixels) => seconds(one, megapixels)[0]));
        return log;""",
    )
    assert one_size[0] == 1.5 and one_size[0] < one_size[1] < one_size[2]
    assert two_sizes == [1.3, 1.5, 2.5, 3.5, 5.5]


def test_another_device_or_network_begins_afresh(blank: Page) -> None:
    saved, here, elsewhere, junk = run(
        blank,
        "page/calibration",
        CALIBRATION
        + """
        let saved;
        new m.Calibration(null, (known) => (saved = JSON.stringify(known))).add("cpu", "fast", run(1, 500, 0, 1000));
        const again = () => new m.Calibration(JSON.parse(saved));
        const here = again(), elsewhere = again();
        here.guess("cpu", { draft: 1 });
        elsewhere.guess("gpu", { draft: 1 });
        const junk = [7, "x", [], { way: 1 }].map((value) => new m.Calibration(value).expect("fast", 1));
        return [again(), here, elsewhere].map((each) => seconds(each, 1)[0]).concat([junk]);""",
    )
    assert (saved, here, elsewhere) == (1.5, 1.5, None)
    assert junk == [None] * 4


def test_an_edit_tells_nothing(blank: Page) -> None:
    """Nor does another look at a picture that was decoded already."""
    assert (
        run(
            blank,
            "page/calibration",
            CALIBRATION
            + """
        const one = new m.Calibration();
        one.add("cpu", "fast", { width: 9, height: 9, timings: { total: 3 } });
        one.add("cpu", "fast", { width: 9, height: 9, timings: { draft_inference: 1, total: 3 } });
        return one.expect("fast", 1);""",
        )
        is None
    )


def test_a_file_of_which_no_byte_comes_is_asked_for_again(blank: Page) -> None:
    """As often as it takes, each time with more patience; what has come of it before is not counted twice."""
    seen = blank.evaluate(
        """async () => {
          const { fetch: ownFetch, setTimeout: ownTimeout } = globalThis;
          const waits = [], bytes = new Uint8Array([1, 2, 3]);
          const silent = (_, { signal }) =>
            new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
          const halting = async (_, { signal }) => new Response(new ReadableStream({
            start(stream) {
              stream.enqueue(bytes.subarray(0, 2));
              signal.addEventListener("abort", () => stream.error(signal.reason));
            },
          }));
          const answers = [silent, halting, silent, halting, silent, async () => new Response(bytes)];
          globalThis.fetch = (...request) => answers.shift()(...request);
          globalThis.setTimeout = (run, ms) => (waits.push(ms), ownTimeout(run, ms / 500));
          try {
            const { Files } = await import("./engine/shared/files.js?alone");
            const sha256 = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
              .map((byte) => byte.toString(16).padStart(2, "0")).join("");
            const counted = [];
            const file = { path: "part", bytes: 3, gzip_bytes: 3, sha256, group: "engine" };
            const files = new Files(new URL("./", location.href), [file], ["part"], (loaded) => counted.push(loaded));
            return { got: [...await files.get("part")], waits: [...new Set(waits)], counted, left: answers.length };
          } finally {
            Object.assign(globalThis, { fetch: ownFetch, setTimeout: ownTimeout });
          }
        }"""
    )
    assert seen["got"] == [1, 2, 3] and seen["left"] == 0 and seen["counted"][-1] == 3
    assert max(seen["counted"]) == 3 and min(seen["counted"]) == 0
    assert seen["waits"] == [10_000 * 2**time for time in range(6)]
