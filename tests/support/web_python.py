"""The page's Python (Pyodide) under Node, without a browser."""

import shutil
import subprocess
from pathlib import Path

RUNNER = Path(__file__).with_suffix(".mjs")


def run(script: Path, folder: Path) -> None:
    """Run a script there, with the package's sources and the page's numpy and Pillow; it begins in the folder.

    Raises:
        CalledProcessError: it failed; what it had to say is on stderr.
    """
    subprocess.run([shutil.which("node") or "node", RUNNER, script, folder], check=True)
