"""Production builds by bundlers: no asset in them, and they run."""

import functools
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from shop import PAGE, OpenShop
from tools.here import WEB
from visitor import wait_until

pytestmark = pytest.mark.toys

MAIN = """
import "mattebox/element";
import { createMattebox } from "mattebox";
const mattebox = await createMattebox({ base: new URL("mattebox/assets/", location.href) });
const { width, info } = await mattebox.cut("coffee.png", { mode: "fast" });
await mattebox.dispose();
globalThis.ran = [width, info.isolated, info.threads, document.querySelector("matte-box").constructor.formAssociated];
"""
WEBPACK = """
import webpack from "webpack";
const [context, path] = process.argv.slice(1);
const output = { path, filename: "main.js", module: true };
const build = { mode: "production", context, entry: "./main.js", output, experiments: { outputModule: true } };
webpack(build, (error, stats) => {
  const said = error ?? (stats.hasErrors() || stats.hasWarnings() ? stats.toString("errors-warnings") : "");
  process.stderr.write(String(said));
  process.exitCode = said ? 1 : 0;
});
"""
CAPABILITIES = "./mattebox/assets/engine/shared/capabilities.js"
MOST_BYTES = 100_000


def by_vite(site: Path, out: Path) -> subprocess.CompletedProcess[str]:
    options = ["--base", "./", "--outDir", out, "--emptyOutDir", "--logLevel", "warn"]
    return run([WEB / "node_modules/.bin/vite", "build", *options], cwd=site)


def by_webpack(site: Path, out: Path) -> subprocess.CompletedProcess[str]:
    built = run(["node", "--input-type=module", "-e", WEBPACK, site, out], cwd=WEB)
    shutil.copy(site / "index.html", out)
    return built


run = functools.partial(subprocess.run, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("build", "isolation"), [(by_vite, "none"), (by_webpack, "document")])
def test_a_production_build(
    shop: OpenShop,
    package: Path,
    photos: dict[str, Path],
    tmp_path: Path,
    build: Callable[[Path, Path], subprocess.CompletedProcess[str]],
    isolation: str,
) -> None:
    """Element and module, bundled: each asset stays where `base` is, once, and no part of the engine is in a bundle."""
    site, out = tmp_path / "site", package / build.__name__
    (site / "node_modules").mkdir(parents=True)
    shutil.copytree(package / "mattebox", site / "node_modules" / "mattebox", ignore=shutil.ignore_patterns("assets"))
    (site / "node_modules" / "mattebox" / "assets").symlink_to(package / "mattebox" / "assets")
    (site / "package.json").write_text('{"type": "module", "private": true}')
    (site / "main.js").write_text(MAIN)
    (site / "index.html").write_text(f'{PAGE}<matte-box></matte-box><script type="module" src="./main.js"></script>')
    built = build(site, out)
    assert (built.returncode, built.stderr) == (0, "")
    files = [path for path in out.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    assert {path.suffix for path in files} == {".html", ".js"}
    (out / "mattebox").symlink_to(package / "mattebox")
    shutil.copy(photos["coffee"], out / "coffee.png")
    page = shop(f"{build.__name__}/index.html", isolation=isolation)
    wait_until(page, lambda: page.evaluate("globalThis.ran"), "the bundle's cut-out")
    threads = page.evaluate(f"import('{CAPABILITIES}').then((its) => its.networkThreads())")
    assert page.evaluate("globalThis.ran") == [600, isolation != "none", threads, True]
