"""How long the page's thread was busy at a stretch."""

from dataclasses import dataclass

from playwright.sync_api import Page

LONGEST_TASK_MS = 50

# Another program may take the core away from the page for a moment. What the page itself does, it does every time.
ATTEMPTS = 3

START = """() => {
  const seen = (globalThis.blockage = { task: 0, tasks: 0, timer: 0, frame: 0, on: true });
  seen.observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.task = Math.max(seen.task, duration);
      seen.tasks += 1;
    }
  });
  seen.observer.observe({ type: "longtask" });
  let timer = performance.now();
  const tick = () => {
    const now = performance.now();
    seen.timer = Math.max(seen.timer, now - timer - 4);
    timer = now;
    if (seen.on) setTimeout(tick, 4);
  };
  let frame = performance.now();
  const paint = () => {
    const now = performance.now();
    seen.frame = Math.max(seen.frame, now - frame);
    frame = now;
    if (seen.on) requestAnimationFrame(paint);
  };
  setTimeout(tick, 4);
  requestAnimationFrame(paint);
}"""

STOP = """() => {
  const { observer, ...seen } = globalThis.blockage;
  globalThis.blockage.on = false;
  observer.disconnect();
  return seen;
}"""


@dataclass(frozen=True)
class Blockage:
    """Milliseconds.

    Attributes:
        task: the longest task of 50 ms or more, 0 if there was none, as the browser tells.
        tasks: how many there were of those.
        timer: the latest that a timer came after its time.
        frame: the longest from one animation frame to the next.
    """

    task: float
    tasks: int
    timer: float
    frame: float


def watch(page: Page) -> None:
    page.evaluate(START)


def seen(page: Page) -> Blockage:
    """What has been seen since `watch`, and the end of it."""
    result = page.evaluate(STOP)
    return Blockage(result["task"], result["tasks"], result["timer"], result["frame"])
