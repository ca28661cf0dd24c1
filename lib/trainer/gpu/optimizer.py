"""AdamW and its learning rate."""

import math
from collections.abc import Iterable

import torch
from torch import nn


def adamw(parameters: Iterable[nn.Parameter], learning_rate: float, weight_decay: float) -> torch.optim.AdamW:
    """AdamW (Loshchilov & Hutter 2019) with PyTorch's defaults β = (0.9, 0.999), ε = 1e-8.

    Only matrices decay: pulling a norm's gain or a decay rate towards zero is no regularization.
    """
    parameters = list(parameters)
    matrices = [parameter for parameter in parameters if parameter.dim() >= 2]
    others = [parameter for parameter in parameters if parameter.dim() < 2]
    groups = [{"params": matrices, "weight_decay": weight_decay}]
    if others:
        groups.append({"params": others, "weight_decay": 0.0})
    return torch.optim.AdamW(groups, lr=learning_rate, fused=True)


def learning_rate_factor(step: int, steps: int, warmup: float, schedule: str) -> float:
    """The share of the learning rate that step ``step`` (from 0) of ``steps`` takes.

    Rises over the first ``warmup`` (a share of the steps) as 1/W, 2/W, … 1; then stays at 1 ("constant") or follows half
    a cosine towards 0 ("cosine", Loshchilov & Hutter 2017).
    """
    rising = math.ceil(warmup * steps)
    if step < rising:
        return (step + 1) / rising
    if schedule == "constant":
        return 1.0
    return 0.5 * (1 + math.cos(math.pi * (step - rising) / max(1, steps - rising)))


def set_learning_rate(optimizer: torch.optim.Optimizer, learning_rate: float) -> None:
    """Sets the rate of every parameter group."""
    for group in optimizer.param_groups:
        group["lr"] = learning_rate
