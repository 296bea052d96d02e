"""Nothing leaves the page; and whoever looks after that in the other tests is awake."""

from collections.abc import Callable

from playwright.sync_api import Page

from visitor import Cut, Visitor

ELSEWHERE = "https://elsewhere.invalid/"

ASK_ELSEWHERE = """(url) =>
  Promise.all([fetch(url), import(url)].map((asked) => asked.then(() => false, () => true)))"""

INTRUDE = """() => {
  const script = document.createElement("script");
  script.textContent = "globalThis.intruder = 1";
  document.body.append(script);
  setTimeout("globalThis.intruder = 2");
}"""


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


def test_foreign_code_does_not_run(page: Page, regular: Visitor) -> None:
    page.evaluate(INTRUDE)
    page.wait_for_timeout(100)
    assert page.evaluate("globalThis.intruder") is None
    seen = " ".join(regular.faults)
    assert "CSP violation: script-src-elem inline" in seen
    assert "CSP violation: script-src eval" in seen
    regular.faults.clear()
