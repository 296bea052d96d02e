"""What the page means where nothing is said is what Python means."""

from typing import get_args

import pytest

from mattebox.options import finish
from mattebox.options.edges import Edges
from mattebox.options.mode import Mode
from mattebox.options.output import Output
from web_modules import evaluate


@pytest.fixture
def web():
    return evaluate("async () => ({ ...(await import('./engine/shared/defaults.js')) })")


def test_edges(web):
    assert Edges(**web["DEFAULT_EDGES"]) == Edges()


def test_finish(web):
    assert web["DEFAULT_FINISH"]["background"].pop("picture") is None
    assert finish.read(web["DEFAULT_FINISH"]) == finish.Finish()


def test_output(web):
    assert not any(web["DEFAULT_OUTPUT"].pop(name) for name in ("credentials", "smaller"))  # the page's alone
    assert Output(**web["DEFAULT_OUTPUT"]) == Output()


def test_modes(web):
    assert tuple(web["MODES"]) == get_args(Mode)
