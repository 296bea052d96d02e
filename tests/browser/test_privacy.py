"""Nothing leaves the page; and whoever looks after that in the other tests is awake."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from static_host import StaticHost
from visitor import Cut, Visitor, wait_until

ELSEWHERE = "https://elsewhere.invalid/"

ASK_ELSEWHERE = """(url) =>
  Promise.all([fetch(url), import(url)].map((asked) => asked.then(() => false, () => true)))"""

# As if somebody had got it into the page on its way.
INTRUDERS = b"""<script>globalThis.intruder = 1</script>
<button id="bait" onclick="globalThis.intruder = 2">no</button>
<script src="https://elsewhere.invalid/intruder.js"></script></body>"""


def test_only_this_site_is_asked(regular: Visitor, finished: tuple[Page, Cut]) -> None:
    assert any(url.endswith("/sw.js") for url in regular.requests)
    assert any("/models/" in url for url in regular.requests)
    assert any(url.endswith("/library.bin") for url in regular.requests)
    assert all(url.startswith((regular.host.url, f"blob:{regular.host.origin}/")) for url in regular.requests)


def test_others_cannot_be_asked(page: Page, regular: Visitor) -> None:
    refuse_elsewhere(page, regular)


def test_others_cannot_be_asked_without_the_service_worker(new_visitor: Callable[..., Visitor]) -> None:
    visitor = new_visitor(service_workers="block")
    refuse_elsewhere(visitor.open(ready=False), visitor)


def refuse_elsewhere(page: Page, visitor: Visitor) -> None:
    assert page.evaluate(ASK_ELSEWHERE, ELSEWHERE) == [True, True]
    page.wait_for_timeout(100)
    seen = " ".join(visitor.faults)
    assert f"CSP violation: connect-src {ELSEWHERE}" in seen
    assert f"CSP violation: script-src-elem {ELSEWHERE}" in seen
    visitor.faults.clear()


# Each of these is a way from text to code; what a page or worker is refused, by the names of its errors. After a pause,
# for what developer tools run at once may do more.
TEXT_TO_CODE = """async () => {
  await new Promise((resolve) => setTimeout(resolve));
  const refused = (attempt) => { try { attempt(); return "done"; } catch (error) { return error.name; } };
  const ways = {
    eval: () => (0, eval)("globalThis.intruder = 3"),
    Function: () => new Function("globalThis.intruder = 4")(),
    Worker: () => new Worker("app/start.js"),
    blob: () => new Worker(URL.createObjectURL(new Blob(["1"]))),
    policy: () => trustedTypes.createPolicy("other", { createScriptURL: String }),
    timeout: () => setTimeout("globalThis.intruder = 2"),
  };
  if (globalThis.document) Object.assign(ways, {
    again: () => trustedTypes.createPolicy("mattebox", { createScriptURL: String }),
    innerHTML: () => (document.body.innerHTML = "<b>no</b>"),
    insertAdjacentHTML: () => document.body.insertAdjacentHTML("beforeend", "<b>no</b>"),
    srcdoc: () => (document.createElement("iframe").srcdoc = "<b>no</b>"),
    source: () => (document.createElement("script").src = "app/start.js"),
    register: () => navigator.serviceWorker.register("sw.js"),
  });
  return Object.fromEntries(Object.entries(ways).map(([name, way]) => [name, refused(way)]));
}"""

ALLOWED = """() => document.featurePolicy.allowedFeatures()"""
OFF = {"camera", "microphone", "geolocation", "usb", "serial", "hid", "display-capture", "payment"}


def test_text_becomes_no_code_on_the_page(page: Page, regular: Visitor) -> None:
    refused = page.evaluate(TEXT_TO_CODE)
    assert refused.pop("eval") == refused.pop("Function") == "EvalError"
    assert refused.pop("register") == "done"  # a promise, which is refused below
    assert set(refused.values()) == {"TypeError"}, refused
    assert page.evaluate("navigator.serviceWorker.register('sw.js').catch((error) => error.name)") == "TypeError"
    assert page.evaluate("globalThis.intruder") is None
    tells_of_each(page, regular)


@pytest.mark.parametrize("name", ["python", "inference"])
def test_text_becomes_no_code_in_workers_and_they_ask_nobody_else(page: Page, regular: Visitor, name: str) -> None:
    worker = next(worker for worker in page.workers if f"{name}-worker" in worker.url)
    refused = worker.evaluate(TEXT_TO_CODE)
    assert refused.pop("eval") == refused.pop("Function") == "EvalError"
    assert set(refused.values()) == {"TypeError"}, refused
    assert worker.evaluate("(url) => fetch(url).catch((error) => error.name)", ELSEWHERE) == "TypeError"
    assert worker.evaluate("globalThis.intruder") is None
    tells_of_each(page, regular)


def tells_of_each(page: Page, visitor: Visitor) -> None:
    """What was refused has been noticed; it was meant."""
    kinds = ("trusted-types trusted-types-policy", "require-trusted-types-for trusted-types-sink")
    seen = lambda: all(f"CSP violation: {kind}" in " ".join(visitor.faults) for kind in kinds)  # noqa: E731
    wait_until(page, seen, "what was refused to be noticed")
    page.wait_for_timeout(300)  # for the last of it
    visitor.faults.clear()


def test_the_device_cannot_be_asked_for(page: Page) -> None:
    assert not OFF & set(page.evaluate(ALLOWED))
    assert "clipboard-write" in page.evaluate(ALLOWED)


def test_foreign_code_in_the_page_does_not_run(new_visitor: Callable[..., Visitor], own_host: StaticHost) -> None:
    own_host.changed["index.html"] = (own_host.folder / "index.html").read_bytes().replace(b"</body>", INTRUDERS)
    visitor = new_visitor(own_host, service_workers="block")
    page = visitor.open(ready=False)
    page.evaluate("document.getElementById('bait').click()")
    page.wait_for_timeout(100)
    assert page.evaluate("globalThis.intruder") is None
    seen = " ".join(visitor.faults)
    assert "CSP violation: script-src-elem inline" in seen
    assert "CSP violation: script-src-attr inline" in seen
    assert f"CSP violation: script-src-elem {ELSEWHERE}" in seen
    visitor.faults.clear()
