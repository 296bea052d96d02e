"""A page with an engine of its own, and the module's pictures chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from at_once import PREPARE
from visitor import Visitor


@pytest.fixture(scope="module")
def desk(regular: Visitor, pictures: list[Path]) -> Iterator[Page]:
    page = regular.open()
    page.evaluate(PREPARE)
    page.set_input_files("#several", pictures)
    yield page
    page.close()
