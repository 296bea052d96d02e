"""The networks natively, in onnxruntime."""

import os
import threading
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime

from .arrays import Float
from .errors import InvalidOption, NoNetworks
from .pipeline import Pipeline, Segmenter
from .subject import models

CPU = "CPUExecutionProvider"


def session(path: Path, threads: int | None = None, provider: str = CPU) -> onnxruntime.InferenceSession:
    """Load a network, whose quantisers are computed as they are defined, in floats.

    Args:
        threads: of its kernels; as many as there are cores if None.
        provider: onnxruntime's name of what runs it; what that cannot do the CPU does.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or os.cpu_count() or 1
    options.log_severity_level = 3
    # Widen the int8 weights once, at load, instead of in every run.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(path, options, providers=list(dict.fromkeys((provider, CPU))))


def segmenter(specs: Mapping[str, models.ModelSpec], directory: Path) -> Segmenter:
    """Runs the networks of a directory, which are given by role."""
    sessions = {role: session(directory / f"{spec.name}.onnx") for role, spec in specs.items()}

    async def segment(role: str, tensor: Float) -> Float:
        return _run(sessions[role], tensor)

    return segment


def _run(session: onnxruntime.InferenceSession, tensor: Float) -> Float:
    (mask,) = session.run(None, {session.get_inputs()[0].name: tensor})
    return np.asarray(mask[0, 0], np.float32)


def pipeline(directory: Path) -> Pipeline:
    """The pipeline over the built models (``models.json`` and the ONNX files) of a directory."""
    specs = models.read(directory / "models.json")
    return Pipeline(specs, segmenter(specs, directory))


def own_networks() -> Path:
    """The folder of the networks that the package brings. Raises NoNetworks where it has none."""
    folder = Path(str(files("mattebox") / "networks"))
    if not (folder / "models.json").is_file():
        raise NoNetworks(
            f"there are no networks in {folder}; install the package's wheel, or in a checkout run "
            "`python3 build.py build` first"
        )
    return folder


class Networks:
    """The networks of a directory, each loaded when it is first asked; several threads may ask at once.

    Attributes:
        specs: by role, ``main`` and ``draft``.
    """

    def __init__(self, directory: Path, threads: int | None = None, provider: str | None = None) -> None:
        """Args are `session`'s.

        Raises:
            NoNetworks: the directory has no readable models.json.
            InvalidOption: there are no such threads, or there is no such provider here.
        """
        if threads is not None and (isinstance(threads, bool) or not isinstance(threads, int) or threads < 1):
            raise InvalidOption(f"threads is {threads!r}; it can be a whole number from 1")
        available = onnxruntime.get_available_providers()
        if provider is not None and provider not in available:
            raise InvalidOption(f"provider is {provider!r}; it can be {', '.join(available)}")
        try:
            self.specs = models.read(directory / "models.json")
        except (OSError, ValueError, KeyError) as error:
            raise NoNetworks(f"{directory} is no folder of networks: {error}") from error
        self._directory, self._threads, self._provider = directory, threads, provider or CPU
        self._sessions: dict[tuple[int, str], onnxruntime.InferenceSession] = {}
        self._loading = threading.Lock()
        self._closed = False

    async def segment(self, role: str, tensor: Float) -> Float:
        """A `pipeline.Segmenter`."""
        return _run(self._session(role), tensor)

    def close(self) -> None:
        """Let go of them; what runs now ends as usual."""
        with self._loading:
            self._closed = True
            self._sessions.clear()

    def _session(self, role: str) -> onnxruntime.InferenceSession:
        key = os.getpid(), role  # a process that was forked off has none of its parent's threads
        with self._loading:
            if self._closed:
                raise NoNetworks("the session is closed; make a new one")
            if key not in self._sessions:
                path = self._directory / f"{self.specs[role].name}.onnx"
                self._sessions[key] = session(path, self._threads, self._provider)
            return self._sessions[key]
