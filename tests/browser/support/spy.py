"""What a page and its workers say to each other: counted, looked at, changed on its way."""

from typing import Any

from playwright.sync_api import Page

# `asked`: the page's questions, with the corrections that they are about, of which a worker is told each once. `made`:
# workers. `ask` and `hear` get a message before the other side does, and may change it.
SPY = """{
  const inPlace = globalThis.spy;
  globalThis.spy = { asked: [], made: 0, ask() {}, hear() {} };
  if (!inPlace) {
    const post = Worker.prototype.postMessage;
    const fixes = new Map();
    Worker.prototype.postMessage = function (message, transfer) {
      if (message.duty) {
        spy.ask(message);
        const { numbers = [], added = [] } = message.value?.fixes ?? {};
        for (const [number, fix] of added) fixes.set(number, fix);
        spy.asked.push({ duty: message.duty, fixes: numbers.map((number) => fixes.get(number)) });
      }
      return post.call(this, message, transfer);
    };
    const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
    Object.defineProperty(Worker.prototype, "onmessage", {
      configurable: true,
      set(handle) {
        if (handle) spy.made += 1;
        set.call(this, handle && ((event) => (spy.hear(event.data), handle.call(this, event))));
      },
    });
  }
}"""


def watch(page: Page) -> None:
    """From now on; for a page from its beginning on give it SPY as its first script."""
    page.evaluate(f"() => {SPY}")


def asked(page: Page, *duties: str) -> list[dict[str, Any]]:
    """Of some kinds, or all."""
    return [each for each in page.evaluate("spy.asked") if not duties or each["duty"] in duties]


def duties(page: Page, *which: str) -> list[str]:
    return [each["duty"] for each in asked(page, *which)]


def forget(page: Page) -> None:
    page.evaluate("spy.asked.length = 0")
