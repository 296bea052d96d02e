"""How far a network is from its teacher: mask, edges of the mask, and what the coarse stages hold."""

import torch
import torch.nn.functional as F

from .teacher import Answer, Landmarks

EDGES = 3.0  # the gradient's weight: it is a hundredth of the pixels
STAGES = 0.3


def loss(edges: dict[str, torch.Tensor], landmarks: Landmarks, answer: Answer) -> dict[str, torch.Tensor]:
    """The terms, weighted, whose sum is to fall."""
    logits = edges[landmarks.logits].float()
    wanted = at_size(answer.mask, logits).clamp(0, 1)
    mask = torch.sigmoid(logits)
    terms = {
        "cross entropy": F.binary_cross_entropy_with_logits(logits, wanted) - entropy(wanted),
        "mask": (mask - wanted).abs().mean(),
        "edges": EDGES * edge_error(mask, wanted),
    }
    if answer.stages:
        errors = [stage_error(edges[edge].float(), wanted.float()) for edge, wanted in answer.stages.items()]
        terms["stages"] = STAGES * torch.stack(errors).mean()
    return terms


def entropy(mask: torch.Tensor) -> torch.Tensor:
    """What cross entropy cannot fall below, so that a perfect answer costs nothing."""
    return F.binary_cross_entropy(mask.clamp(1e-4, 1 - 1e-4), mask)


def edge_error(mask: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Mean error of the differences between neighbours, to the right and downwards."""
    across = (mask - wanted).diff(dim=-1).abs().mean()
    return across + (mask - wanted).diff(dim=-2).abs().mean()


def stage_error(values: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Squared error as a part of what there is."""
    wanted = at_size(wanted, values)
    return ((values - wanted) ** 2).mean() / (wanted**2).mean()


def at_size(values: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    """Planes at another's height and width."""
    if values.shape[2:] == like.shape[2:]:
        return values
    return F.interpolate(values, size=like.shape[2:], mode="bilinear", antialias=True)
