"""The networks in onnxruntime-web under Node: the page's numbers to the last bit, without a browser.

Quantised networks round, and no two kernels alike: who holds the page to the pipeline pixel by pixel takes the networks
from here, and is then as strict as with networks that do not round.
"""

import hashlib
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mattebox.pipeline import Pipeline
from mattebox.subject import models

Float = NDArray[np.float32]

SCRIPT = Path(__file__).with_suffix(".mjs")
THREADS = 2


class WebSegmenter:
    """A `mattebox.pipeline.Segmenter` over a directory of built models; what it is asked again it remembers.

    Use it as a context manager: Node runs until it ends.
    """

    def __init__(self, directory: Path, threads: int = THREADS) -> None:
        command = [shutil.which("node") or "node", SCRIPT, directory, str(threads)]
        self._node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._masks: dict[tuple[str, tuple[int, ...], bytes], Float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._node.__exit__(None, None, None)

    async def __call__(self, role: str, tensor: Float) -> Float:
        return self.run(role, tensor)

    def run(self, role: str, tensor: Float) -> Float:
        """
        Args:
            role: ``main`` or ``draft``.
            tensor: float32 (1, 3, H, W).

        Returns:
            The mask, float32 (H, W).

        Raises:
            RuntimeError: Node has ended; what it had to say is on stderr.
        """
        data = np.ascontiguousarray(tensor, "<f4").tobytes()
        key = role, tensor.shape, hashlib.sha256(data).digest()
        if key not in self._masks:
            self._masks[key] = self._ask(struct.pack("<8sII", role.encode(), *tensor.shape[2:]) + data)
        return self._masks[key].copy()

    def _ask(self, question: bytes) -> Float:
        stdin = self._node.stdin
        assert stdin
        try:
            stdin.write(question)
            stdin.flush()
        except BrokenPipeError as error:
            raise RuntimeError("onnxruntime-web under Node has ended") from error
        height, width = struct.unpack("<II", self._read(8))
        return np.frombuffer(self._read(4 * height * width), "<f4").reshape(height, width)

    def _read(self, count: int) -> bytes:
        stdout = self._node.stdout
        assert stdout
        data = stdout.read(count)
        if len(data) < count:
            raise RuntimeError("onnxruntime-web under Node has ended")
        return data


def pipeline(directory: Path, segmenter: WebSegmenter) -> Pipeline:
    """The pipeline over the same models."""
    return Pipeline(models.read(directory / "models.json"), segmenter)
