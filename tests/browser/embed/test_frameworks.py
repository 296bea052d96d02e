"""Every recipe of docs/frameworks.md is built as its framework's users would, and cuts a picture out."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from shop import PAGE, STRICT
from static_host import serving
from tools.here import ROOT, WEB
from visitor import Visitor, visiting, wait_until

pytestmark = pytest.mark.toys

RECIPES = (ROOT / "docs" / "frameworks.md").read_text()
HERE = 'new URL("mattebox/assets/", location.href)'
PACKAGES = ("@sveltejs", "@vitejs", "react", "react-dom", "svelte", "vue")
# What the frameworks call their policies.
POLICY = STRICT + " vue svelte-trusted-html"

CONFIG = """
import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
// Next.js's "use client" says nothing to Vite.
const onwarn = (told, warn) => void (/"use client"|sourcemap for reporting/.test(told.message) || warn(told));
const build = { rollupOptions: { onwarn } };
const plugins = [vue(), svelte()];
export default { base: "./", logLevel: "warn", plugins, esbuild: { jsx: "automatic" }, build };
"""
MAIN = """
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { createApp } from "vue";
import { mount } from "svelte";
import Page from "./page.jsx";
import Vue from "./cut-out.vue";
import Svelte from "./cut-out.svelte";

createRoot(document.querySelector("#react")).render(createElement(Page));
createApp(Vue).mount("#vue");
mount(Svelte, { target: document.querySelector("#svelte") });
"""
SERVER = """
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { createMattebox } from "mattebox";
import Page from "./page.jsx";

const refused = await createMattebox().catch(({ code }) => code);
console.log(JSON.stringify([renderToString(createElement(Page)), refused]));
"""
BODY = (
    '<div id="react"></div><div id="vue"></div><div id="svelte"></div><script type="module" src="./main.js"></script>'
)
NAMES = ["react", "vue", "svelte"]


def snippets(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", RECIPES, re.DOTALL | re.MULTILINE)


def build(site: Path, *options: str | Path) -> None:
    built = subprocess.run(
        [WEB / "node_modules/.bin/vite", "build", *options], cwd=site, capture_output=True, text=True, check=False
    )
    assert (built.returncode, built.stderr) == (0, "")


@pytest.fixture(scope="module")
def site(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recipes in a project of their own."""
    site = tmp_path_factory.mktemp("site")
    modules = site / "node_modules"
    modules.mkdir()
    shutil.copytree(package / "mattebox", modules / "mattebox", ignore=shutil.ignore_patterns("assets"))
    for name in PACKAGES:
        (modules / name).symlink_to(WEB / "node_modules" / name)
    react, next_page = snippets("jsx")
    (vue,), (svelte,) = snippets("vue"), snippets("svelte")
    files = {"cut-out.jsx": react, "page.jsx": next_page, "cut-out.vue": vue, "cut-out.svelte": svelte}
    assert all('"/mattebox/"' in text for name, text in files.items() if name != "page.jsx")
    files |= {"vite.config.js": CONFIG, "main.js": MAIN, "server.js": SERVER, "index.html": PAGE + BODY}
    files["package.json"] = '{"type": "module", "private": true}'
    for name, text in files.items():
        (site / name).write_text(text.replace('"/mattebox/"', HERE))
    return site


@pytest.fixture(scope="module")
def visitor(package: Path, browser: Browser, visitors: list[Visitor]) -> Iterator[Visitor]:
    with serving(package) as host:
        host.headers = {"Content-Security-Policy": POLICY}
        with visiting(browser, host, visitors) as visitor:
            yield visitor


@pytest.fixture(scope="module")
def bundle(site: Path, package: Path, visitor: Visitor) -> Page:
    out = package / "frameworks"
    build(site, "--outDir", out, "--emptyOutDir")
    (out / "mattebox").symlink_to(package / "mattebox")
    page = visitor.context.new_page()
    page.goto(visitor.host.url + "frameworks/index.html")
    return page


@pytest.mark.parametrize("name", NAMES)
def test_a_component_cuts_a_picture_out(bundle: Page, name: str, photos: dict[str, Path]) -> None:
    bundle.locator(f"#{name}").get_by_label("Picture").set_input_files(photos["coffee"])
    shown = bundle.locator(f"#{name} img")
    shown.wait_for()
    assert shown.evaluate("async (image) => (await image.decode(), image.naturalWidth)") == 600
    assert bundle.locator(f"#{name} [role=status]").inner_text() == "Done"


def test_a_server_renders_it(site: Path) -> None:
    """As Next.js does: the page with its component, and an import of the package, in Node."""
    build(site, "--ssr", "server.js", "--outDir", "server")
    ran = subprocess.run(["node", "server/server.js"], cwd=site, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert '<input type="file"' in ran.stdout.replace("\\", "")
    assert ran.stdout.rstrip().endswith('"environment"]')


@pytest.mark.parametrize("number", [0, 1])
def test_markup_cuts_a_picture_out(package: Path, visitor: Visitor, number: int, photos: dict[str, Path]) -> None:
    """Plain HTML, and WordPress."""
    assert len(snippets("html")) == 2
    body = re.sub(r'src="[^"]*mattebox/', 'src="mattebox/', snippets("html")[number])
    (package / f"markup{number}.html").write_text(PAGE + body)
    page = visitor.context.new_page()
    page.goto(f"{visitor.host.url}markup{number}.html")
    page.set_input_files("matte-box input[type=file]", photos["coffee"])
    wait_until(page, lambda: page.evaluate("document.querySelector('matte-box').file?.size > 1000"), "the file")
    page.close()
