"""The policy that SEPO trains: a frozen model, its LoRA adapter and the adapter's optimizer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from peft import PeftModel
from torch import Tensor, nn
from transformers import PreTrainedModel

from . import adapter, batching, data, device, forward, model, optimizer
from .fields import Fields
from .logprobs import reply_log_probs


@dataclass(frozen=True)
class Settings:
    """What a policy is made of; a saved policy can be restored only into one of equal settings."""

    model: str
    lora: adapter.LoraSettings
    seed: int
    learning_rate: float
    weight_decay: float
    max_grad_norm: float
    precision: str
    gradient_checkpointing: bool


def read_settings(fields: Fields) -> Settings:
    """Reads a policy's settings out of a request."""
    lora = fields.fields("lora")
    return Settings(
        model=fields.text("model"),
        lora=adapter.read_settings(lora),
        seed=lora.integer("seed", 0),
        learning_rate=fields.number("learningRate", above=True),
        weight_decay=fields.number("weightDecay"),
        max_grad_norm=fields.number("maxGradNorm", above=True),
        precision=fields.choice("precision", "float32", "bfloat16"),
        gradient_checkpointing=fields.flag("gradientCheckpointing"),
    )


@dataclass
class Policy:
    """A policy in training."""

    settings: Settings
    lm: PreTrainedModel
    """The model with the adapter's layers inside it."""
    peft: PeftModel
    """The same model as peft wraps it, which can switch the adapter off."""
    adamw: torch.optim.AdamW
    steps: int
    """Gradient steps taken."""

    @property
    def parameters(self) -> dict[str, nn.Parameter]:
        """What is trained, by name."""
        return {name: weight for name, weight in self.peft.named_parameters() if weight.requires_grad}

    @property
    def vocabulary(self) -> int:
        """Tokens that the model has an embedding for."""
        return self.lm.get_input_embeddings().weight.shape[0]

    def micro_batches(
        self, sequences: data.Sequences, rows: list[int], token_budget: int
    ) -> Iterator[batching.MicroBatch]:
        """Micro-batches of ``rows``, which should be distinct, within the budget."""
        limit = batching.Limit(tokens=token_budget)
        return batching.micro_batches(sequences, rows, limit, forward.takes_forests(self.lm), self.lm.device)

    @contextmanager
    def computing(self, with_adapter: bool = True) -> Iterator[None]:
        """Forward passes in here run in the policy's precision, with its adapter or as the reference."""
        with device.mixed_precision(self.lm.device, self.settings.precision):
            if with_adapter:
                yield
            else:
                with self.peft.disable_adapter():
                    yield


def load(settings: Settings, where: torch.device) -> tuple[Policy, dict[str, Any]]:
    """Loads the model and gives it a new adapter; returns the policy and what there is to say of it.

    There is no dropout: with it, the ratio to the sampler would not be 1 at the first step.
    """
    lm = model.load_model(settings.model, device.dtype_of(settings.precision), where)
    peft = adapter.attach(lm, settings.lora, settings.seed)
    peft.eval()
    if settings.gradient_checkpointing:
        model.enable_gradient_checkpointing(lm)
    trained = [weight for weight in peft.parameters() if weight.requires_grad]
    adamw = optimizer.adamw(trained, settings.learning_rate, settings.weight_decay)
    report = {
        "modules": adapter.matched_modules(peft),
        "trainableParameters": sum(weight.numel() for weight in trained),
        "parameters": lm.num_parameters(),
    }
    return Policy(settings, lm, peft, adamw, 0), report


def log_probs(
    policy: Policy, sequences: data.Sequences, with_adapter: bool, temperature: float, token_budget: int
) -> Tensor:
    """Log-probs of every reply token in order, float32 [n] on the CPU, of the policy or of its reference.

    Micro-batches are those of a gradient step with the same budget, so that the two agree to the bit.
    """
    distinct = data.deduplicate(sequences, list(range(sequences.count)))
    scored: dict[int, Tensor] = {}
    with torch.no_grad(), policy.computing(with_adapter):
        for micro in policy.micro_batches(sequences, distinct.first, token_budget):
            flat, _ = reply_log_probs(policy.lm, micro, temperature)
            scored.update(zip(micro.rows, flat.cpu().split(micro.reply_lengths.tolist()), strict=True))
    return torch.cat([scored[distinct.first[which]] for which in distinct.index.tolist()])
