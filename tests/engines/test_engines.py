"""The page in Firefox and WebKit, where they are installed: `build.py bench engines` installs them and tells more.

Not part of the whole suite, for the time they take: `python3 build.py test tests/engines`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

import journey
from native_cut import NativeCut
from static_host import StaticHost, serving
from tabs import ENGINES, Tab
from tools.browsers import other_engines

# Selenium's driver of WebKit calls a part of Selenium in its old way.
pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")

ELSEWHERE = "http://elsewhere.invalid/"


@pytest.fixture(scope="module")
def host() -> Iterator[StaticHost]:
    with serving() as host:
        yield host


@pytest.fixture(scope="module", params=[name for name in ENGINES if name != "Chromium"])
def tab(request: pytest.FixtureRequest, host: StaticHost) -> Iterator[Tab]:
    if request.param not in other_engines():
        pytest.skip(f"{request.param} is not installed")
    host.addresses.clear()  # what the engine before asked for in the end
    with ENGINES[request.param](host) as tab:
        journey.opened(tab, host)
        yield tab


def test_cut_equals_the_native_one_also_without_network(
    tab: Tab, host: StaticHost, native: NativeCut, photos: dict[str, Path]
) -> None:
    result = journey.cut(tab, photos["chelsea"])
    assert result["info"]["isolated"] and result["info"]["threads"] > 1
    assert journey.difference(result, photos["chelsea"], native) <= 1
    assert journey.without_network(tab, host, photos["chelsea"])["data"] == result["data"]


def test_only_this_site_is_asked_and_others_would_be_seen(tab: Tab, host: StaticHost) -> None:
    assert any("/models/" in address for address in host.addresses)
    assert not journey.foreign(host)
    tab.go(ELSEWHERE)
    assert ELSEWHERE in journey.foreign(host)
