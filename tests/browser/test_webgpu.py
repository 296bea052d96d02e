"""The network on WebGPU gives the native numbers, and a GPU that is lost costs no picture; here on Chromium's software
adapter, so at a tiny size, or for a moment only."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright

import spy
from static_host import StaticHost
from visitor import Visitor, chromium, visiting, wait_until

ARGUMENTS = ("--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan")

SELF_TEST = """async (device) => {
  const { Engine } = await import("./engine/index.js");
  return new Engine({ base: document.baseURI, device }).selfTest(device);
}"""

# Begins a picture on the GPU, and tells where its network runs.
BEGIN = """async () => {
  const { Engine } = await import("./engine/index.js");
  globalThis.runs = [];
  spy.hear = ({ duty, value }) => void (duty === "running" && value && runs.push(value.device));
  const file = await (await fetch("samples/product.jpg")).blob();
  const engine = new Engine({ base: document.baseURI, device: "webgpu" });
  const bytes = async () => {
    const { blob, info } = await engine.cut(file, { mode: "fast" });
    return { info, bytes: new Uint8Array(await blob.arrayBuffer()).join() };
  };
  globalThis.both = bytes().then(async (first) => ({ ...first, same: first.bytes === (await bytes()).bytes }));
}"""


@pytest.fixture(scope="module")
def gpu(playwright: Playwright, static_host: StaticHost, visitors: list[Visitor]) -> Iterator[tuple[Visitor, Page]]:
    with chromium(playwright, *ARGUMENTS) as browser, visiting(browser, static_host, visitors) as visitor:
        page = visitor.open()
        if not page.evaluate("async () => Boolean(await navigator.gpu?.requestAdapter())"):
            pytest.skip("this Chromium offers no WebGPU adapter, not even a software one")
        yield visitor, page


def test_software_adapter(gpu: tuple[Visitor, Page], static_host: StaticHost) -> None:
    _, page = gpu
    # For real work a software adapter is too slow: the page runs on the CPU and says why.
    assert page.locator("#status").get_attribute("title") == "The GPU is not used: the adapter is software"
    assert not [path for path in static_host.asked if "jspi" in path or ".gpu." in path]


@pytest.mark.parametrize("device", ["wasm", "webgpu"])
def test_each_device_gives_the_native_numbers_of_its_graph(
    gpu: tuple[Visitor, Page], static_host: StaticHost, device: str
) -> None:
    _, page = gpu
    static_host.asked.clear()
    test = page.evaluate(SELF_TEST, device)
    assert test["device"] == device
    assert 0 < test["maxDifference"] <= test["tolerance"]
    assert not [path for path in static_host.asked if ".weights." in path], "they serve both devices"


def test_a_lost_gpu_is_given_up_and_the_picture_done_on_the_cpu(
    gpu: tuple[Visitor, Page], static_host: StaticHost
) -> None:
    """The browser's GPU process crashes while the network runs in it."""
    visitor, page = gpu
    visitor.forgive("ort.jspi.bundle")  # the runtime tells of its end
    static_host.asked.clear()
    spy.watch(page)
    page.evaluate(BEGIN)
    wait_until(page, lambda: page.evaluate("runs").count("webgpu") == 1, "a run on the GPU")
    browser = visitor.context.browser
    assert browser
    browser.new_browser_cdp_session().send("Browser.crashGpuProcess")
    result = page.evaluate("both.then(({ info, same }) => ({ info, same }))")
    assert page.evaluate("runs")[:2] == ["webgpu", "wasm"]
    assert result["info"]["device"] == "wasm" and result["info"]["fallback"]
    assert result["same"]
    assert not [path for path in static_host.asked if path.startswith("models/")], "all of it is there"
