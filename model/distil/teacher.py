"""What a network in training shall say: the full network's mask, set right by the draft as the engine does it."""

from dataclasses import dataclass
from typing import Self

import onnxruntime
import torch
from onnx import ModelProto
from PIL import Image

from mattebox import fusion
from mattebox.geometry import resize_plane

from ..catalog import Model
from .network import SIZE, Network
from .torch_graph import TorchGraph
from .view import view

COARSE = 8  # stages this many times smaller than the picture are compared inside too: the finer ones cost too much


@dataclass(frozen=True)
class Landmarks:
    """Edges that a network and its factored copy have in common."""

    logits: str  # what the last Resize and Sigmoid make the mask of
    stages: tuple[str, ...]  # what the coarse stages end with, the sums that close their bypass

    @classmethod
    def of(cls, model: ModelProto) -> Self:
        network = Network(model)
        logits = model.graph.output[0].name
        while network.producer[logits].op_type in {"Sigmoid", "Resize"}:
            logits = network.producer[logits].input[0]
        sums = [node.output[0] for node in model.graph.node if node.op_type == "Add"]
        return cls(logits, tuple(edge for edge in sums if network.area(edge) * COARSE**2 <= SIZE**2))


@dataclass(frozen=True)
class Answer:
    """Of a teacher: the mask, 1×1×h×w in 0..1, and what its stages hold, by edge."""

    mask: torch.Tensor
    stages: dict[str, torch.Tensor]


class Teacher:
    """The full network `main` with the second opinion of `draft`; both graphs rewritten, as the catalogue has them."""

    def __init__(self, main: Model, network: ModelProto, draft: Model, draft_network: ModelProto) -> None:
        self.landmarks = Landmarks.of(network)
        self.main, self.draft = main, draft
        self._network = TorchGraph(network)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        data = draft_network.SerializeToString()
        self._draft = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    def answer(self, scene: Image.Image, with_stages: bool) -> Answer:
        logits, stages = self.landmarks.logits, self.landmarks.stages if with_stages else ()
        picture = torch.from_numpy(view(scene, self.main.input))
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            edges = self._network.run(picture, {logits, *stages})
        main = torch.sigmoid(edges.pop(logits).float())[0, 0].numpy()
        (second,) = self._draft.run(None, {self.draft.input.name: view(scene, self.draft.input)})
        draft = fusion.unit_range(second[0, 0], self.draft.output.range == "minmax")
        # What `fuse` does after it, clearing specks away, need not be learnt.
        mask = fusion.blend(main, resize_plane(draft, main.shape[::-1]))
        return Answer(torch.from_numpy(mask)[None, None], edges)
