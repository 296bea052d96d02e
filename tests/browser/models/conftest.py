"""What these tests bring is gone before another module comes to the same profile."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

REMOVE = """async () => {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry("models", { recursive: true }).catch(({ name }) => {
    if (name !== "NotFoundError") throw Error(name);
  });
}"""


@pytest.fixture(scope="module", autouse=True)
def tidied(page: Page) -> Iterator[None]:
    yield
    page.reload()  # ends whoever holds one of the files
    page.locator("html[data-booted]").wait_for(state="attached")
    page.select_option("#mode", "standard")
    page.evaluate(REMOVE)
