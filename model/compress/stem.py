"""ISNet's first convolution, which no Relu follows, merged into the second.

The first one makes 64 channels of 27 numbers, the pixels of a 3×3 window, at a stride of 2. Here it hands these pixels
on as they are, with a constant beside them, and the second one's kernel takes over its weights: the same function, to
the last row of padding, for half of the two's work. What stands between them are the picture's own pixels then, which
eight bits hold without any rounding.
"""

import numpy as np
from onnx import ModelProto

from .factorize import convolution, replaced
from .network import Network, attributes

# The constant's value: the largest that (x − 128) / 256, the picture's own quantiser, can hold.
ONE = 127 / 256


def merge_stem(model: ModelProto) -> ModelProto:
    """A copy of `model` whose first convolution only gathers pixels.

    Raises:
        ValueError: something else than one other convolution reads the first one.
    """
    network = Network(model)
    source = model.graph.input[0].name
    first = next(node for node in network.convolutions() if node.input[0] == source)
    readers = [node for node in model.graph.node if first.output[0] in node.input]
    if len(readers) != 1 or readers[0].op_type != "Conv":
        raise ValueError(f"{first.name}: what it makes is not read by one convolution alone")
    second = readers[0]
    before, after = network.weight(first), network.weight(second)
    taps = before[0].size
    pixels = np.zeros((taps + 1, *before.shape[1:]))
    pixels.reshape(taps + 1, taps)[:taps] = np.eye(taps)
    constant = np.append(np.zeros(taps), ONE)
    of_pixels = np.einsum("ocuv,ck->okuv", after, before.reshape(len(before), taps))
    of_constant = np.einsum("ocuv,c->ouv", after, network.bias(first)) / ONE
    kernel = np.concatenate([of_pixels, of_constant[:, None]], 1)
    (gathered,), (edge,) = first.output, second.output
    return replaced(
        model,
        {
            gathered: [convolution(source, gathered, pixels, constant, attributes(first))],
            edge: [convolution(gathered, edge, kernel, network.bias(second), attributes(second))],
        },
    )
