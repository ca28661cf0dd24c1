"""Supervised fine-tuning: cross-entropy on the reply tokens, of all weights or of a LoRA adapter that is then merged."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from transformers import PreTrainedModel

from . import adapter, data, device, model, optimizer
from .errors import InputError
from .fields import Fields
from .logprobs import reply_log_probs

# Replies are scored in evaluation with micro-batches of this many padded tokens.
EVALUATION_TOKENS = 4096


@dataclass(frozen=True)
class Settings:
    """One fine-tuning, every default resolved by the caller."""

    model: str
    folder: str
    lora: adapter.LoraSettings | None
    learning_rate: float
    schedule: str
    warmup: float
    epochs: int
    batch_size: int
    accumulation: int
    max_length: int
    max_grad_norm: float
    weight_decay: float
    precision: str
    gradient_checkpointing: bool
    seed: int


def read_settings(fields: Fields) -> Settings:
    """Reads a fine-tuning's settings out of a request."""
    return Settings(
        model=fields.text("model"),
        folder=fields.text("folder"),
        lora=None if fields.raw("weights") == "all" else adapter.read_settings(fields.fields("weights")),
        learning_rate=fields.number("learningRate", above=True),
        schedule=fields.choice("schedule", "cosine", "constant"),
        warmup=fields.number("warmup"),
        epochs=fields.integer("epochs", 1),
        batch_size=fields.integer("batchSize", 1),
        accumulation=fields.integer("accumulation", 1),
        max_length=fields.integer("maxLength", 2),
        max_grad_norm=fields.number("maxGradNorm", above=True),
        weight_decay=fields.number("weightDecay"),
        precision=fields.choice("precision", "float32", "bfloat16"),
        gradient_checkpointing=fields.flag("gradientCheckpointing"),
        seed=fields.integer("seed", 0),
    )


def read_examples(path: str, vocabulary: int) -> data.Sequences:
    """Reads a file of examples, whose replies are what is learnt."""
    return data.sequences_of(data.read_tensors(path, data.SEQUENCE_TENSORS), vocabulary, path)


def fitting_rows(examples: data.Sequences, max_length: int, path: str) -> list[int]:
    """Rows of at most ``max_length`` tokens. A longer one is left out whole: cut short, it would teach not to stop."""
    rows = [row for row, length in enumerate(examples.lengths.tolist()) if length <= max_length]
    if not rows:
        raise InputError(f'Cannot train on "{path}": each of its {examples.count} examples exceeds {max_length} tokens')
    return rows


def _weighted_nll(
    lm: PreTrainedModel, examples: data.Sequences, rows: list[int], weights: Tensor, device_: torch.device
) -> Tensor:
    """Sum over reply tokens of −log p, each row's counted ``weights`` [R] times."""
    batch = data.pad(examples, rows, device_)
    log_probs, _ = reply_log_probs(lm, batch, temperature=1.0)
    return -(data.to_rows(log_probs, batch.reply_lengths).sum(dim=1) * weights.to(device_)).sum()


def mean_loss(lm: PreTrainedModel, examples: data.Sequences, rows: list[int], settings: Settings) -> float:
    """Mean −log p over the reply tokens of ``rows``, in nats, dropout off."""
    was_training = lm.training
    lm.eval()
    where = lm.device
    distinct = data.deduplicate(examples, rows)
    counts = dict(zip(distinct.first, torch.bincount(distinct.index).tolist(), strict=True))
    total = 0.0
    with torch.no_grad(), device.mixed_precision(where, settings.precision):
        for micro in data.within_budget(examples, distinct.first, EVALUATION_TOKENS):
            weights = torch.tensor([float(counts[row]) for row in micro])
            total += float(_weighted_nll(lm, examples, micro, weights, where))
    lm.train(was_training)
    return total / int(examples.reply_lengths[rows].sum())


def _accumulate(lm: PreTrainedModel, examples: data.Sequences, rows: list[int], settings: Settings) -> tuple[float, int]:
    """Adds the gradient of the mean loss over the reply tokens of ``rows``; returns that loss and the tokens computed.

    Equal examples are computed once and counted as often as they occur, unless dropout makes each its own.
    """
    shares = settings.lora is None or settings.lora.dropout == 0
    if shares:
        distinct = data.deduplicate(examples, rows)
        counts = dict(zip(distinct.first, torch.bincount(distinct.index).tolist(), strict=True))
    else:
        counts = dict.fromkeys(rows, 1)
    ordered = data.by_length(examples, list(counts))
    reply_tokens = int(examples.reply_lengths[rows].sum())
    loss = 0.0
    for at in range(0, len(ordered), settings.batch_size):
        micro = ordered[at : at + settings.batch_size]
        weights = torch.tensor([float(counts[row]) for row in micro])
        with device.mixed_precision(lm.device, settings.precision):
            part = _weighted_nll(lm, examples, micro, weights, lm.device) / reply_tokens
        part.backward()
        loss += part.item()
    return loss, int(examples.lengths[ordered].sum())


def fine_tune(
    settings: Settings,
    train_path: str,
    valid_path: str | None,
    where: torch.device,
    on_progress: Callable[[dict[str, Any]], None],
) -> dict[str, Any]:
    """Fine-tunes the model and writes it, an adapter merged, as a whole folder; returns losses, tokens and seconds."""
    started = time.perf_counter()
    # All weights train in float32 and only compute in bfloat16; a frozen base can be kept in bfloat16.
    stored = torch.float32 if settings.lora is None else device.dtype_of(settings.precision)
    lm = model.load_model(settings.model, stored, where)
    vocabulary = lm.get_input_embeddings().weight.shape[0]
    train = read_examples(train_path, vocabulary)
    rows = fitting_rows(train, settings.max_length, train_path)
    valid = read_examples(valid_path, vocabulary) if valid_path is not None else None
    valid_rows = fitting_rows(valid, settings.max_length, str(valid_path)) if valid is not None else []

    tuned: nn.Module = lm if settings.lora is None else adapter.attach(lm, settings.lora, settings.seed)
    torch.manual_seed(settings.seed)
    tuned.train()
    if settings.gradient_checkpointing:
        model.enable_gradient_checkpointing(lm)
    parameters = [parameter for parameter in tuned.parameters() if parameter.requires_grad]
    adamw = optimizer.adamw(parameters, settings.learning_rate, settings.weight_decay)
    order = torch.Generator().manual_seed(settings.seed)

    per_step = settings.batch_size * settings.accumulation
    steps = settings.epochs * -(-len(rows) // per_step)
    step, tokens, computed = 0, 0, 0
    epoch_loss = 0.0
    training = time.perf_counter()
    for _ in range(settings.epochs):
        epoch_loss = 0.0
        shuffled = [rows[at] for at in torch.randperm(len(rows), generator=order).tolist()]
        for at in range(0, len(shuffled), per_step):
            batch = shuffled[at : at + per_step]
            loss, tokens_computed = _accumulate(lm, train, batch, settings)
            norm = nn.utils.clip_grad_norm_(parameters, settings.max_grad_norm)
            if not torch.isfinite(norm):
                raise InputError(f"Cannot go on: the gradient at step {step + 1} is not finite; lower the learning rate")
            factor = optimizer.learning_rate_factor(step, steps, settings.warmup, settings.schedule)
            optimizer.set_learning_rate(adamw, settings.learning_rate * factor)
            adamw.step()
            adamw.zero_grad()
            step += 1
            tokens += int(train.lengths[batch].sum())
            computed += tokens_computed
            epoch_loss += loss * int(train.reply_lengths[batch].sum())
            seconds = time.perf_counter() - training
            on_progress({"step": step, "steps": steps, "loss": loss, "tokensPerSecond": tokens / seconds})
    seconds = time.perf_counter() - training
    valid_loss = None if valid is None else mean_loss(lm, valid, valid_rows, settings)
    modules = [] if settings.lora is None else adapter.matched_modules(tuned)
    merged = lm if settings.lora is None else tuned.merge_and_unload()
    model.write_model(merged, device.dtype_of(settings.precision), settings.model, settings.folder)
    return {
        "trainLoss": epoch_loss / int(train.reply_lengths[rows].sum()),
        "validLoss": valid_loss,
        "steps": steps,
        "tokens": tokens,
        "computedTokens": computed,
        "leftOut": train.count - len(rows) + (0 if valid is None else valid.count - len(valid_rows)),
        "modules": modules,
        "trainingSeconds": seconds,
        "seconds": time.perf_counter() - started,
    }
