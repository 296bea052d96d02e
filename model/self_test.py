"""A question with a known answer, by which a device shows that it computes a model rightly before it is trusted."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from .quantizers import has_quantizers

SIZE = 64  # the smallest picture that every model takes
GRID = (0, 21, 42, 63)
TOLERANCE = 0.05  # of the largest value: float32 anywhere stays a hundred times below, a wrong kernel does not
# The same where activations are rounded: kernels that round the other way now and then move this undecided mask by a
# tenth. A constant would have to be within two tolerances of all values, which spread over more than that.
ROUNDED_TOLERANCE = 0.2
DIGITS = 3  # of the largest value: coarse enough that every CPU writes the same


def self_test(graph: Path, input_name: str, output_name: str) -> dict[str, Any]:
    """The model's answer to `question`, as an entry of models.json; its weights lie beside the graph.

    Raises:
        ValueError: the model answers with nothing but zeros, which would tell no wrong kernel.
    """
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Quantisers as they are defined: native integer kernels saturate on some processors.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    (answer,) = session.run([output_name], {input_name: question(SIZE, SIZE)})
    points = [[y, x] for y in GRID for x in GRID]
    values = [float(answer[0, 0, y, x]) for y, x in points]
    # A network may find next to nothing in the question: then precision and tolerance are small as well.
    largest = max(values)
    if largest <= 0:
        raise ValueError(f"{graph.name} finds nothing at all in the self-test's question")
    decimals = DIGITS - 1 - math.floor(math.log10(largest))
    rounded = has_quantizers(onnx.load(graph, load_external_data=False))
    return {
        "width": SIZE,
        "height": SIZE,
        "points": points,
        "values": [round(value, decimals) for value in values],
        "tolerance": round((ROUNDED_TOLERANCE if rounded else TOLERANCE) * largest, decimals + 1),
    }


def question(height: int, width: int) -> NDArray[np.float32]:
    """1×3×H×W, t[0, c, y, x] = sin(0.37·(c + 1) + 0.11·y + 0.07·x) / 2."""
    c, y, x = np.ogrid[0:3, 0:height, 0:width]
    return np.asarray(np.sin(0.37 * (c + 1) + 0.11 * y + 0.07 * x) / 2, np.float32)[None]
