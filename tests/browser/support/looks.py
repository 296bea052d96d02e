"""What must not be seen on a page, or keep anybody from using it."""

from playwright.sync_api import Page

from tools.here import WEB

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"

RUN_AXE = """async () => (await axe.run()).violations
  .filter(({ impact }) => ["serious", "critical"].includes(impact))
  .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)"""

OVERFLOWING = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.checkVisibility() && e.getClientRects().length && !e.closest("svg, #stage"))
  .filter((e) => { const { left, right } = e.getBoundingClientRect(); return left < -1 || right > innerWidth + 1; })
  .map((e) => e.outerHTML.slice(0, 80))"""


def axe_faults(page: Page) -> list[str]:
    """What axe-core finds serious."""
    page.wait_for_timeout(400)  # colours change gently
    page.evaluate(AXE.read_text())
    return page.evaluate(RUN_AXE)


def overflowing(page: Page) -> list[str]:
    """Elements that stick out at the sides."""
    return page.evaluate(OVERFLOWING)
