"""What the build backend (hatchling) calls before it packs the Python package: the networks come into it.

A checkout makes them of `model/`; a source distribution has them already.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Hatchling finds it by this name."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if (root / "model" / "assemble.py").exists():
            sys.path.insert(0, str(root))
            try:
                from model.assemble import put_networks

                put_networks(root / "py" / "mattebox" / "networks")
            finally:
                sys.path.remove(str(root))
