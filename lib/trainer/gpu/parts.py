"""The gradients of a batch's parts: how long each is, and where they pull against one another."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from .batch import Batch
from .gradient import Terms, accumulate
from .losses.settings import LossSettings
from .policy import Policy


@dataclass(frozen=True)
class PartGradients:
    """The gradient of each part's share of the loss. They sum to the whole batch's."""

    labels: list[int]
    """[P] in ascending order"""
    gradients: list[list[Tensor]]
    """[P], each a list by parameter"""


def _take(parameters: list[nn.Parameter]) -> list[Tensor]:
    """The gradients of the parameters, which are left without any."""
    taken = [torch.zeros_like(weight) if weight.grad is None else weight.grad for weight in parameters]
    for weight in parameters:
        weight.grad = None
    return taken


def accumulate_by_part(
    policy: Policy, batch: Batch, settings: LossSettings, token_budget: int
) -> tuple[list[Terms], int, PartGradients]:
    """As :func:`accumulate` over the whole batch, which it agrees with but for rounding, and the parts' gradients.

    It costs a copy of the gradient a part, and the forward passes of sequences that several parts share.
    """
    parameters = list(policy.parameters.values())
    labels = sorted(set(batch.parts.tolist()))
    terms: list[Terms] = []
    computed = 0
    gradients = []
    for label in labels:
        rows = (batch.parts == label).nonzero().squeeze(1).tolist()
        added, tokens = accumulate(policy, batch, rows, settings, token_budget)
        terms += added
        computed += tokens
        gradients.append(_take(parameters))
    for weight, of_parts in zip(parameters, zip(*gradients, strict=True), strict=True):
        weight.grad = torch.stack(of_parts).sum(dim=0)
    return terms, computed, PartGradients(labels, gradients)


def _products(gradients: list[list[Tensor]]) -> Tensor:
    """Inner products of the parts' gradients, [P, P] float64 on the CPU."""
    total = torch.zeros(len(gradients), len(gradients), dtype=torch.float64)
    for of_parts in zip(*gradients, strict=True):
        flat = torch.stack([gradient.flatten() for gradient in of_parts]).double()
        total += (flat @ flat.T).cpu()
    return total


def report_of(found: PartGradients) -> dict[str, Any]:
    """The labels, the 2-norm of each part's gradient, and the cosine between each two; null if one of them is zero."""
    products = _products(found.gradients)
    norms = products.diagonal().sqrt().tolist()
    cosines = [
        [_cosine(product, left, right) for product, right in zip(of_part, norms, strict=True)]
        for of_part, left in zip(products.tolist(), norms, strict=True)
    ]
    return {"labels": found.labels, "norms": norms, "cosines": cosines}


def _cosine(product: float, left: float, right: float) -> float | None:
    """The product over both norms, held to [−1, 1], which rounding may exceed; None if a norm is 0."""
    if left == 0 or right == 0:
        return None
    return max(-1.0, min(1.0, product / (left * right)))
