"""The page in Firefox and WebKit, where they are installed: `build.py bench engines` installs them and tells more.

Not part of the whole suite, for the time they take: `python3 build.py test tests/engines`.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import journey
from mattebox.files.decode import open_image
from native_cut import NativeCut
from static_host import StaticHost, serving
from tabs import ENGINES, Tab, wait_for
from tools.browsers import other_engines

# Selenium's driver of WebKit calls a part of Selenium in its old way.
pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")

TRUTHFUL = """async () => {
  const { canvasIsTruthful } = await import(new URL("engine/shared/canvas.js", location.href).href);
  return canvasIsTruthful();
}"""

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


@pytest.mark.skipif("Firefox, resisting" not in other_engines(), reason="Firefox is not installed")
def test_where_a_canvas_returns_noise_the_subject_is_the_files_bit_for_bit(
    host: StaticHost, photos: dict[str, Path], tmp_path: Path
) -> None:
    """With `privacy.resistFingerprinting`, as Tor Browser and LibreWolf have it. AVIF is refused with its sentence.

    Of JPEG the colours are only near: Pyodide's reader (IJG's) enlarges them otherwise than libjpeg-turbo.
    """
    with Image.open(photos["chelsea"]) as photo:
        picture = photo.convert("RGB")
    with ENGINES["Firefox, resisting"](host) as tab:
        journey.opened(tab, host)
        assert not tab.run(TRUTHFUL)
        for ending in ("png", "jpg", "webp"):
            file = tmp_path / f"cat.{ending}"
            picture.save(file)
            made = np.asarray(journey.image(journey.cut(tab, file)["data"]))
            subject = made[..., 3] == 255
            assert subject.mean() > 0.1
            off = np.abs(made[subject].astype(np.int16) - open_image(file.read_bytes())[0][subject])
            assert off.mean() < 2 if ending == "jpg" else not off.any()
        picture.save(tmp_path / "cat.avif")
        tab.choose("#file", [tmp_path / "cat.avif"])
        wait_for(tab, "document.documentElement.dataset.state === 'error'", "the sentence")
        assert "changes the pixels that it lets pages read" in tab.run("() => message.innerText")


def test_only_this_site_is_asked_and_others_would_be_seen(tab: Tab, host: StaticHost) -> None:
    assert any("/models/" in address for address in host.addresses)
    assert not journey.foreign(host)
    tab.go(ELSEWHERE)
    assert ELSEWHERE in journey.foreign(host)
