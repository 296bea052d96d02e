"""The engine of one site in a frame of another's page, which has no assets of its own."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from guide import SNIPPETS, runnable
from shop import ISOLATION, STRICT
from static_host import StaticHost, serving
from tools.headers import headers
from visitor import Visitor, visiting

pytestmark = pytest.mark.toys

SNIPPET = next(snippet for snippet in SNIPPETS if "mattebox/frame" in snippet)
ADDRESS = "https://mattebox.example/embed.html"
SCRIPT = """
import { createFramedMattebox } from "./mattebox/frame.js";
globalThis.create = createFramedMattebox;
"""


@pytest.fixture(scope="module")
def site(folders: Callable[[bool], Path]) -> Iterator[StaticHost]:
    """Which has Mattebox."""
    with serving(folders(True)) as host:
        yield host


@pytest.fixture(scope="module")
def page(
    site: StaticHost,
    package: Path,
    put_page: Callable[..., str],
    photos: dict[str, Path],
    browser: Browser,
    visitors: list[Visitor],
) -> Iterator[Page]:
    """Of another site, whose policy lets it have frames of the first one."""
    name = put_page("frame", script=SCRIPT)
    for picture in ("coffee", "chelsea"):
        (package / f"{picture}.png").write_bytes(photos[picture].read_bytes())
    with serving(package) as shop, visiting(browser, shop, visitors) as visitor:
        shop.headers = {"Content-Security-Policy": f"{STRICT}; frame-src {site.origin}"}
        policy = headers()["content-security-policy"].replace(
            "frame-ancestors 'self'", f"frame-ancestors {shop.origin}"
        )
        site.headers = headers() | {"content-security-policy": policy} | ISOLATION["document"]
        visitor.forgive(re.escape(f"request to {site.origin}/"))
        page = visitor.context.new_page()
        page.goto(shop.url + name)
        page.wait_for_function("() => globalThis.create")
        yield page


def test_an_origin_that_is_not_named_is_refused(page: Page, site: StaticHost) -> None:
    told = page.evaluate(
        "(address) => create(address).catch(({ code, message }) => [code, message])", f"{site.url}embed.html"
    )
    assert told[0] == "environment" and "embed.json" in told[1]
    assert page.locator("iframe").count() == 0


def test_one_that_is_named_has_all_of_it(page: Page, site: StaticHost, package: Path) -> None:
    """As the guide has it. With threads, though its own page has none: the frame's document is isolated by itself."""
    origin = page.evaluate("location.origin")
    site.changed["embed.json"] = json.dumps({"origins": [origin]}).encode()
    snippet = runnable(SNIPPET).replace(ADDRESS, f"{site.url}embed.html")
    (package / "framed.js").write_text(f"{snippet}\nexport {{ mattebox, result }};")
    told = page.evaluate(
        """async () => {
          const { mattebox, result } = await import("./framed.js");
          const told = [];
          const onProgress = ({ phase }) => told.push(phase);
          const finish = { shadow: { opacity: 0.4 } };
          const first = await mattebox.cut("coffee.png", { mode: "fast", finish, onProgress });
          const mask = await mattebox.refine(first, { finish: { shadow: { opacity: 0 } }, output: { format: "mask" } });
          const said = ({ code, field, message }) => [code, field ?? message];
          const wrong = [
            await mattebox.cut("coffee.png", { finish: { shadow: { opacity: 2 } } }).catch(said),
            await mattebox.refine(first, { fixes: [{ type: "tidy", what: "all" }] }).catch(said),
            await mattebox.cut(new Blob(["no picture"])).catch(({ code }) => code),
          ];
          const stop = new AbortController();
          const listeners = { signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) };
          wrong.push(await mattebox.cut("coffee.png", listeners).catch(({ message }) => message));
          const { data } = await first.alpha();
          const { info, width } = result;
          await mattebox.dispose();
          const frames = document.querySelectorAll("iframe").length;
          const again = "draft_inference" in mask.timings;
          return { told, width, info, wrong, again, frames, own: crossOriginIsolated, pixels: data.length,
            subject: data.some((value) => value === 255) };
        }"""
    )
    assert told["wrong"] == [["option", "finish.shadow.opacity"], ["option", "fixes[0].what"], "unreadable", "enough"]
    assert (told["width"], told["pixels"], told["subject"], told["again"]) == (600, 600 * 400, True, False)
    assert {"decode", "matte", "finish"} <= set(told["told"])
    assert told["info"]["isolated"] and not told["own"]
    assert told["frames"] == 0
