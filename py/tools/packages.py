"""The Python package as it is published: a wheel and a source distribution, the same bytes for the same sources."""

import hashlib
import shutil

from model.assemble import put_networks
from model.fetch import megabytes, sha256

from .here import PYTHON, ROOT, run, say, shipped
from .site import MODELS

PACKAGES = ROOT / "build" / "package"
# Besides py/mattebox itself.
SOURCES = (
    *("CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"),
    *("model/LICENSE-Apache-2.0.txt", "py/tools/networks_hook.py"),
)


def put_packages() -> None:
    """Make `PACKAGES` hold both, and nothing else."""
    put_networks(MODELS)
    digest = hashlib.sha256()
    for path in (*(ROOT / name for name in SOURCES), *shipped(ROOT / "py" / "mattebox")):
        digest.update(f"{path.relative_to(ROOT)} {sha256(path.read_bytes())}\n".encode())
    stamp = PACKAGES.with_name("package-stamp")
    if stamp.exists() and stamp.read_text() == digest.hexdigest() and len(list(PACKAGES.glob("*"))) == 2:
        say("package: up to date")
        return
    shutil.rmtree(PACKAGES, ignore_errors=True)
    run([PYTHON, "-m", "hatchling", "build", "--directory", PACKAGES])
    made = sorted(PACKAGES.iterdir())
    say(f"package: {', '.join(f'{path.name} ({megabytes(path.stat().st_size)})' for path in made)}")
    stamp.write_text(digest.hexdigest())
