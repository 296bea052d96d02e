"""The npm package: what is in it, that it is always the same, and what npm's own checkers say of it."""

import gzip
import json
import re
import subprocess
import tarfile
from pathlib import Path

import pytest

from tools.here import RELEASE, WEB
from tools.npm import package

BIN = WEB / "node_modules" / ".bin"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    with tarfile.open(package.TARBALL) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def test_it_is_byte_for_byte_the_same() -> None:
    assert gzip.decompress(package.TARBALL.read_bytes()) == package.archive(package.contents())


def test_types_come_first_and_every_address_leads_somewhere(unpacked: Path) -> None:
    told = json.loads((unpacked / "package.json").read_text())
    assert told["version"] == RELEASE
    for name, target in told["exports"].items():
        if isinstance(target, dict):
            assert next(iter(target)) == "types", name
            assert all((unpacked / path).is_file() for path in target.values()), name
    assert (unpacked / told["bin"]["mattebox"]).stat().st_mode & 0o111


def test_each_asset_is_listed_and_there_once(unpacked: Path) -> None:
    told = json.loads((unpacked / "assets/assets.json").read_text())
    listed = {file["path"] for file in told["files"]}
    there = {p.relative_to(unpacked / "assets").as_posix() for p in (unpacked / "assets").rglob("*") if p.is_file()}
    assert there == listed | {"assets.json"}
    assert not [name for name in listed if name.startswith(("app/", "samples/")) or name == "sw.js"]
    hashes = [file["sha256"] for file in told["files"] if file["bytes"] > 1000]
    assert len(hashes) == len(set(hashes))
    needed = {part["path"] for model in told["models"].values() for part in model["weights"]["parts"]}
    assert needed <= listed


def test_nothing_in_it_names_another_host_or_patches_the_page(unpacked: Path) -> None:
    for path in unpacked.glob("*.js"):
        text = path.read_text()
        assert not re.search(r"https?://", text), path
        assert not re.search(r"(globalThis|window|self)\.\w+ = |createObjectURL\(new Blob|eval\(|new Function", text), (
            path
        )


def test_types_lead_nowhere_else(unpacked: Path) -> None:
    for path in (unpacked / "types").rglob("*.d.ts"):
        for name in re.findall(r"""(?:from|import\()\s*["']([^"']+)["']""", path.read_text()):
            assert name.startswith("."), (path, name)
            assert (path.parent / name.replace(".js", ".d.ts")).resolve().is_file(), (path, name)


def checked(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(command), capture_output=True, text=True, check=False, cwd=WEB)


def test_publint_is_content(unpacked: Path) -> None:
    ran = checked(BIN / "publint", "--strict", "--pack", "false", unpacked)
    assert ran.returncode == 0 and "All good!" in ran.stdout, ran.stdout + ran.stderr


def test_are_the_types_wrong(unpacked: Path, tmp_path: Path) -> None:
    """Without the assets: the checker holds all of a package in memory. CommonJS is not meant to require it."""
    files = {
        path.relative_to(unpacked).as_posix(): path.read_bytes()
        for path in unpacked.rglob("*")
        if path.is_file() and "assets" not in path.relative_to(unpacked).parts
    }
    small = tmp_path / "small.tgz"
    small.write_bytes(gzip.compress(package.archive(files)))
    ran = checked(
        BIN / "attw", small, "--profile", "esm-only", "--exclude-entrypoints", "./assets/*", "--format", "ascii"
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_typescript_understands_it(unpacked: Path, tmp_path: Path) -> None:
    modules = tmp_path / "node_modules"
    modules.mkdir()
    (modules / "mattebox").symlink_to(unpacked)
    (tmp_path / "use.mts").write_text("""
import { createMattebox, MatteboxError, type MatteboxResult } from "mattebox";
import { MatteBoxElement } from "mattebox/element";
import { createFramedMattebox } from "mattebox/frame";
import removeBackground, { preload, type Configuration } from "mattebox/compat";
await using mattebox = await createMattebox({ base: "/m/", threads: 2 });
const result: MatteboxResult = await mattebox.cut(new Blob(), { finish: { shadow: { opacity: 0.5 } } });
const { left }: { left: number } = (await result.bounds())!;
for await (const { source, result, error } of mattebox.cutAll([new File([], "a")])) {
  console.log(source.name, result?.width, error?.message, left);
}
const config: Configuration = { output: { format: "image/webp" } };
const blob: Blob = await preload(config).then(() => removeBackground("a.png", config));
const framed = await createFramedMattebox("/e.html", { threads: 1 });
console.log(blob, new MatteBoxElement().file, MatteboxError, await framed.info());
// @ts-expect-error there is no such option
await mattebox.cut(new Blob(), { finish: { shadow: { opacty: 1 } } });
""")
    options = [
        "--noEmit",
        "--strict",
        "--module",
        "nodenext",
        "--target",
        "es2023",
        "--lib",
        "es2023,dom,dom.asynciterable,esnext.disposable",
    ]
    ran = checked(
        "node",
        WEB / "node_modules/typescript/bin/tsc",
        *options,
        "--typeRoots",
        tmp_path / "none",
        tmp_path / "use.mts",
    )
    assert ran.returncode == 0, ran.stdout


def test_servers_import_it_and_are_told_on_call(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "mattebox").symlink_to(unpacked)
    (tmp_path / "use.mjs").write_text("""
import { createMattebox } from "mattebox";
import removeBackground from "mattebox/compat";
import { createFramedMattebox } from "mattebox/frame";
import "mattebox/element";
for (const call of [createMattebox, removeBackground, createFramedMattebox]) {
  await call().then(() => process.exit(1), ({ code }) => console.log(code));
}
""")
    ran = checked("node", tmp_path / "use.mjs")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "environment\n" * 3, "")


def test_assets_are_copied(unpacked: Path, tmp_path: Path) -> None:
    script = unpacked / "bin" / "mattebox.mjs"
    ran = checked("node", script, "copy-assets", tmp_path / "public" / "mattebox")
    assert ran.returncode == 0, ran.stderr
    names = {p.relative_to(unpacked / "assets") for p in (unpacked / "assets").rglob("*")}
    assert {p.relative_to(tmp_path / "public/mattebox") for p in (tmp_path / "public/mattebox").rglob("*")} == names
    for wrong in ([], ["copy-assets"], ["fetch", "x"]):
        assert checked("node", script, *wrong).returncode == 2
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert checked("node", script, "copy-assets", blocked / "x").returncode == 1
