"""Fitting a factored network to its teacher within a given time: Adam, and in the end the mean of the last weights."""

import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from onnx import ModelProto
from PIL import Image

from .loss import at_size, edge_error, loss
from .teacher import Answer, Teacher
from .torch_graph import TorchGraph
from .view import view

VALIDATION = 12  # scenes, from seeds that no fitting comes to
VALIDATION_SEED = 1 << 30
WARM_UP = 60  # steps
LEAST_RATE = 0.02  # of the rate, at the end
GRADIENT_NORM = 1.0
MEAN_OVER = 100  # steps that the weights written in the end are a mean of
EARLY = 20  # steps; the mean is over fewer while there are hardly more than that
NEWS_EVERY = 10  # steps
SAVE_EVERY = 300  # seconds


@dataclass(frozen=True)
class Settings:
    """What decides the fit, but for how long it takes. `sizes` are sides of the input, drawn with `shares`."""

    sizes: tuple[int, ...] = (1024,)
    shares: tuple[float, ...] = (1.0,)
    rate: float = 5e-5  # 3e-4 diverges
    batch: int = 2
    seed: int = 0


class Fit:
    """A network in training, which can be saved and gone on with."""

    def __init__(
        self, start: ModelProto, teacher: Teacher, scene: Callable[[int], Image.Image], settings: Settings
    ) -> None:
        self.teacher, self.scene, self.settings = teacher, scene, settings
        self.network, self.mean = TorchGraph(start, fitted=True), TorchGraph(start)
        self.leaves = list(self.network.weights.values())
        self.optimiser = torch.optim.Adam(self.leaves, lr=settings.rate, betas=(0.9, 0.99), fused=True)
        self.steps = 0
        self.seconds = 0.0
        self._validation: list[tuple[Image.Image, Answer]] = []

    def step(self, done: float) -> dict[str, float]:
        """One step, at the part `done` of the fit; the terms of its loss."""
        falling = LEAST_RATE + (1 - LEAST_RATE) * (1 + math.cos(math.pi * done)) / 2
        for group in self.optimiser.param_groups:
            group["lr"] = self.settings.rate * min(1, (self.steps + 1) / WARM_UP) * falling
        self.optimiser.zero_grad()
        batch = self.settings.batch
        terms: dict[str, float] = {}
        for i in range(batch):
            number = (self.settings.seed << 20) + self.steps * batch + i
            (size,) = Random(number).choices(self.settings.sizes, self.settings.shares)
            for name, term in self.backward(self.scene(number), size).items():
                terms[name] = terms.get(name, 0) + term / batch
        self.steps += 1
        if not torch.nn.utils.clip_grad_norm_(self.leaves, GRADIENT_NORM).isfinite():
            print(f"step {self.steps}: the gradient is not finite, not taken", flush=True)
            return terms
        self.optimiser.step()
        with torch.no_grad():
            for mean, leaf in zip(self.mean.weights.values(), self.leaves, strict=True):
                mean.lerp_(leaf, max(1 / MEAN_OVER, EARLY / (EARLY + self.steps)))
        return terms

    def backward(self, scene: Image.Image, size: int) -> dict[str, float]:
        """Add a scene's part to the gradient."""
        answer = self.teacher.answer(scene, with_stages=True)
        edges = self.look(self.network, scene, size, {self.teacher.landmarks.logits, *answer.stages})
        terms = loss(edges, self.teacher.landmarks, answer)
        torch.autograd.backward(torch.stack(list(terms.values())).sum() / self.settings.batch)
        return {name: term.item() for name, term in terms.items()}

    def look(self, network: TorchGraph, scene: Image.Image, size: int, keep: set[str]) -> dict[str, torch.Tensor]:
        picture = torch.from_numpy(view(scene, self.teacher.main.input, size))
        with torch.autocast("cpu", torch.bfloat16):
            return network.run(picture, keep)

    def validate(self, size: int) -> tuple[float, float]:
        """Mean error of the mask and of its edges, of the mean weights on scenes that are never fitted to."""
        if not self._validation:
            scenes = [self.scene(VALIDATION_SEED + i) for i in range(VALIDATION)]
            self._validation = [(scene, self.teacher.answer(scene, with_stages=False)) for scene in scenes]
        logits = self.teacher.landmarks.logits
        error = edges = 0.0
        with torch.no_grad():
            for scene, answer in self._validation:
                mask = torch.sigmoid(self.look(self.mean, scene, size, {logits})[logits].float())
                mask = at_size(mask, answer.mask)
                error += (mask - answer.mask).abs().mean().item() / VALIDATION
                edges += edge_error(mask, answer.mask).item() / VALIDATION
        return error, edges

    def state(self) -> dict[str, Any]:
        return {
            "settings": repr(asdict(self.settings)),
            "steps": self.steps,
            "seconds": self.seconds,
            "weights": self.network.weights,
            "mean": self.mean.weights,
            "optimiser": self.optimiser.state_dict(),
        }

    def save(self, path: Path) -> None:
        part = path.with_name(path.name + ".part")
        torch.save(self.state(), part)
        part.replace(path)

    def load(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        if state["settings"] != self.state()["settings"]:
            raise ValueError(f"{path} was begun with {state['settings']}: go on with these, or remove it")
        with torch.no_grad():
            for graph, key in ((self.network, "weights"), (self.mean, "mean")):
                for name, weight in graph.weights.items():
                    weight.copy_(state[key][name])
        self.optimiser.load_state_dict(state["optimiser"])
        self.steps, self.seconds = state["steps"], state["seconds"]


def fit(training: Fit, minutes: float, checkpoint: Path) -> ModelProto:
    """Go on until it has taken `minutes` in all, saving at times; the network with its mean weights."""
    if checkpoint.exists():
        training.load(checkpoint)
    before, saved = training.seconds, training.seconds
    start = time.monotonic()
    smooth: dict[str, float] = {}
    while training.seconds < 60 * minutes:
        for name, term in training.step(training.seconds / 60 / minutes).items():
            smooth[name] = term if name not in smooth else 0.98 * smooth[name] + 0.02 * term
        training.seconds = before + time.monotonic() - start
        if training.steps % NEWS_EVERY == 0:
            losses = ", ".join(f"{name} {term:.4f}" for name, term in smooth.items())
            print(f"{training.seconds / 60:5.1f} min, step {training.steps}: {losses}", flush=True)
        if training.seconds - saved > SAVE_EVERY:
            training.save(checkpoint)
            saved = training.seconds
            report(training)
    training.save(checkpoint)
    report(training)
    return training.mean.to_onnx()


def report(training: Fit) -> None:
    for size in training.settings.sizes:
        error, edges = training.validate(size)
        print(f"validation at {size}²: mask off by {error:.4f}, its edges by {edges:.5f}", flush=True)
