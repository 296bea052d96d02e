"""The network on WebGPU gives the native numbers; here on Chromium's software adapter, so at a tiny size only."""

import pytest
from playwright.sync_api import Playwright

from static_host import StaticHost
from visitor import Visitor, chromium

ARGUMENTS = ("--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan")

SELF_TEST = """async () => {
  const { Engine } = await import("./engine/client.js");
  return new Engine({ base: document.baseURI, device: "webgpu" }).selfTest("webgpu");
}"""


def test_software_adapter(playwright: Playwright, static_host: StaticHost, visitors: list[Visitor]) -> None:
    with chromium(playwright, *ARGUMENTS) as browser:
        visitor = Visitor(browser, static_host)
        visitors.append(visitor)
        page = visitor.open()
        if not page.evaluate("async () => Boolean(await navigator.gpu?.requestAdapter())"):
            visitors.remove(visitor)
            pytest.skip("this Chromium offers no WebGPU adapter, not even a software one")
        # For real work a software adapter is too slow: the page runs on the CPU and says why.
        assert page.locator("#status").get_attribute("title") == "The GPU is not used: the adapter is software"
        test = page.evaluate(SELF_TEST)
        page.wait_for_timeout(0)
        faults = visitor.faults
        visitors.remove(visitor)
    assert test["device"] == "webgpu"
    assert 0 < test["maxDifference"] <= test["tolerance"]
    assert not faults
