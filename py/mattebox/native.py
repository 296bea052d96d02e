"""The networks natively, in onnxruntime."""

import json
import os
import threading
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import onnxruntime

from .arrays import Float
from .errors import NoNetworks
from .options import checks
from .pipeline import Pipeline, Segmenter
from .subject import models

CPU = "CPUExecutionProvider"

# `exact`: in floats, each quantiser as it is defined. `integer`: between quantisers in integers, several times as fast.
Kernels = Literal["integer", "exact"]

# Share of the largest value by which integer kernels may miss a self-test's answers. Measured with ISNet in eight bits:
# right ones (VNNI; AVX2 with unsigned weights) 0.002, those that saturate (AVX2 with signed weights) 0.13.
TOLERANCE = 0.04


def available() -> list[str]:
    """Names of the providers that this onnxruntime has."""
    return list(onnxruntime.get_available_providers())


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def session(
    path: Path, threads: int | None = None, provider: str = CPU, kernels: Kernels = "exact"
) -> onnxruntime.InferenceSession:
    """Load a network.

    Args:
        threads: of its kernels; as many as there are cores if None.
        provider: onnxruntime's name of what runs it; what that cannot do the CPU does.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or cores()
    options.log_severity_level = 3
    # A thread that waits leaves its core to other pictures' work: with the machine full that is faster, too.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if kernels == "exact":
        # Widen the int8 weights once, at load, instead of in every run.
        options.add_session_config_entry("session.disable_quant_qdq", "1")
    else:
        # Without VNNI, AVX2 and AVX-512 add pairs of u8×s8 in 16 bits, which saturates; u8×u8 does not. Else no cost.
        options.add_session_config_entry("session.x64quantprecision", "1")
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
        kernels: by role, of those that are loaded: which ones are used.
    """

    def __init__(self, directory: Path, threads: int | None = None, provider: str | None = None) -> None:
        """Args are `session`'s.

        Raises:
            NoNetworks: the directory has no readable models.json.
            InvalidOption: there are no such threads, or there is no such provider here.
        """
        if threads is not None:
            checks.whole("threads", threads, 1, 1024)
        if provider is not None:
            checks.choice("provider", provider, available())
        try:
            entries = json.loads((directory / "models.json").read_text("utf-8"))
            self.specs = models.by_role(entries)
            device = "wasm" if provider in (None, CPU) else "webgpu"  # GPUs have no kernels for quantisers
            self._graphs = {entry["role"]: entry["graphs"][device] for entry in entries.values()}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NoNetworks(f"{directory} is no folder of networks: {error}") from error
        self.kernels: dict[str, Kernels] = {}
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
                self._sessions[key] = self._loaded(role)
            return self._sessions[key]

    def _loaded(self, role: str) -> onnxruntime.InferenceSession:
        graph = self._graphs[role]
        for kernels in get_args(Kernels):
            loaded = session(self._directory / graph["file"], self._threads, self._provider, kernels)
            if is_right(loaded, graph["self_test"]):
                self.kernels[role] = kernels
                return loaded
        raise NoNetworks(
            f"the {role} network's answers are wrong on this machine ({self._provider}); use another provider, or "
            "another version of onnxruntime"
        )


def is_right(network: onnxruntime.InferenceSession, test: Mapping[str, Any]) -> bool:
    """Whether a network answers a question as it should.

    Args:
        test: of models.json: ``width`` and ``height`` of the question, ``points`` (row, column), the ``values`` there.
    """
    rows, columns = np.array(test["points"]).T
    wanted = np.array(test["values"], np.float32)
    found = _run(network, question(test["height"], test["width"]))[rows, columns]
    return bool(np.abs(found - wanted).max() <= TOLERANCE * wanted.max())


def question(height: int, width: int) -> Float:
    """float32 (1, 3, H, W), t[0, c, y, x] = sin(0.37·(c + 1) + 0.11·y + 0.07·x) / 2, as in model/self_test.py."""
    c, y, x = np.ogrid[0:3, 0:height, 0:width]
    return np.asarray(np.sin(0.37 * (c + 1) + 0.11 * y + 0.07 * x) / 2, np.float32)[None]
