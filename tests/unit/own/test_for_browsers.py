"""What browsers will run of own networks needs numpy, Pillow and Python alone."""

import subprocess
import sys

from tools.here import ROOT

ALONE = """
import sys
for name in ("google", "mmap", "onnx", "onnxruntime", "platformdirs"):
    sys.modules[name] = None
sys.path.insert(0, sys.argv[1])
from mattebox.graph import deform, segments, structure
from mattebox.own import arriving, descriptor, known
assert known._known()
"""


def test_nothing_native_is_imported():
    subprocess.run([sys.executable, "-I", "-c", ALONE, ROOT / "py"], check=True)
