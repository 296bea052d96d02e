"""The Python package as it is published: a wheel and a source distribution, the same bytes for the same sources."""

import shutil

from model.fetch import megabytes

from .here import PYTHON, ROOT, run, say

PACKAGES = ROOT / "build" / "package"


def put_packages() -> None:
    """Make `PACKAGES` hold both, and nothing else."""
    shutil.rmtree(PACKAGES, ignore_errors=True)
    run([PYTHON, "-m", "hatchling", "build", "--directory", PACKAGES])
    made = sorted(PACKAGES.iterdir())
    say(f"package: {', '.join(f'{path.name} ({megabytes(path.stat().st_size)})' for path in made)}")
