"""The networks natively: a segmenter on onnxruntime for the command line, the tests and the benchmarks."""

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime

from .arrays import Float
from .pipeline import Pipeline, Segmenter
from .subject import models


def session(path: Path) -> onnxruntime.InferenceSession:
    """Load a network for the CPU, with as many threads as there are cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    # Widen the int8 weights once, at load, instead of in every run.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def segmenter(specs: Mapping[str, models.ModelSpec], directory: Path) -> Segmenter:
    """Runs the networks of a directory, which are given by role."""
    sessions = {role: session(directory / f"{spec.name}.onnx") for role, spec in specs.items()}

    async def segment(role: str, tensor: Float) -> Float:
        (mask,) = sessions[role].run(None, {sessions[role].get_inputs()[0].name: tensor})
        return np.asarray(mask[0, 0], np.float32)

    return segment


def pipeline(directory: Path) -> Pipeline:
    """The pipeline over the built models (``models.json`` and the ONNX files) of a directory."""
    specs = models.read(directory / "models.json")
    return Pipeline(specs, segmenter(specs, directory))
