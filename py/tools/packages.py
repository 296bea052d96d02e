"""The Python package as it is published: a wheel and a source distribution, the same bytes for the same sources."""

import shutil

from model.assemble import put_networks
from model.fetch import megabytes

from .here import PYTHON, ROOT, holds, key_of, run, say, shipped
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
    key = key_of((*(ROOT / name for name in SOURCES), *shipped(ROOT / "py" / "mattebox")))
    stamp = PACKAGES.with_name("package-stamp")
    if holds(stamp, key) and len(list(PACKAGES.glob("*"))) == 2:
        say("package: up to date")
        return
    shutil.rmtree(PACKAGES, ignore_errors=True)
    run([PYTHON, "-m", "hatchling", "build", "--directory", PACKAGES])
    made = sorted(PACKAGES.iterdir())
    say(f"package: {', '.join(f'{path.name} ({megabytes(path.stat().st_size)})' for path in made)}")
    stamp.write_text(key)
