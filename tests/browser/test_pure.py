"""The engine's bookkeeping, which needs no engine: what is remembered, and what is asked for again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from visitor import Visitor


@pytest.fixture(scope="module")
def blank(regular: Visitor) -> Iterator[Page]:
    """A document of the site without the page."""
    regular.forgive("favicon.ico")  # the browser asks for one where no document names another
    page = regular.context.new_page()
    page.goto(regular.host.url + "manifest.webmanifest")
    yield page
    page.close()


def test_sights_are_two_at_the_most_and_never_those_in_use(blank: Page) -> None:
    dropped = blank.evaluate(
        """async () => {
        const m = await import("./engine/python/sights.js");
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
        return [log, sights.get("1 best") !== undefined, sights.ofPicture(3) ?? null];
        }"""
    )
    log, there, gone = dropped
    assert log == ["", "", "1 standard", "1 fast", "2 standard", "", "3 standard"]
    assert there and gone is None


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
