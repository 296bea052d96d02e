"""An engine of a test's own, beside the page's, that is handed several pictures: one by one, or all at once."""

from typing import Any

from playwright.sync_api import Page

# Of every picture it is noted what came when.
PREPARE = """async () => {
  const { Engine } = await import("./engine/index.js");
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "several" });
  document.body.append(input);
  globalThis.engine = new Engine({ base: new URL("./", location.href) });
  globalThis.hex = async (blob) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  globalThis.stop = [];
  globalThis.cutOne = async (file, number, { at, mode = "fast", ...options } = {}) => {
    const events = [], controller = (stop[number] = new AbortController());
    const note = (name) => {
      events.push([name, performance.now()]);
      if (at === name) controller.abort();
    };
    try {
      const { blob, ...result } = await engine.cut(file, {
        ...options,
        mode,
        signal: controller.signal,
        onProgress: ({ phase }) => note(phase),
        onPreview: ({ stage, bitmap, width, height }) => { note(`${stage} ${width}x${height}`); bitmap.close(); },
      });
      note("done");
      return { ...result, events, sha256: await hex(blob) };
    } catch ({ code }) {
      return { code, events };
    }
  };
}"""

ONE_BY_ONE = """async (mode) => {
  const results = [];
  for (const [number, file] of [...several.files].entries()) results.push(await cutOne(file, number, { mode }));
  return results;
}"""

AT_ONCE = (
    """(options) => Promise.all([...several.files].map((file, number) => cutOne(file, number, options[number])))"""
)

Results = list[dict[str, Any]]


def one_by_one(page: Page, mode: str) -> Results:
    results: Results = page.evaluate(ONE_BY_ONE, mode)
    assert all(result["found"] for result in results)
    return results


def at_once(page: Page, mode: str = "fast", options: dict[int, Any] | None = None) -> Results:
    """All pictures; options by their numbers."""
    given = [
        {"mode": mode, **(options or {}).get(number, {})} for number in range(page.evaluate("several.files.length"))
    ]
    results: Results = page.evaluate(AT_ONCE, given)
    return results


def same(results: Results, expected: Results) -> None:
    made, wanted = ([result.get("sha256", result.get("code")) for result in some] for some in (results, expected))
    assert made == wanted, f"{made} instead of {wanted}"


def when(result: dict[str, Any], name: str) -> float:
    return next(time for event, time in result["events"] if event.split()[0] == name)
