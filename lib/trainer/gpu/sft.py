"""Supervised fine-tuning: cross-entropy on the reply tokens, of all weights or of a LoRA adapter that is then merged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from transformers import PreTrainedModel

from . import adapter, batching, clock, data, device, forward, model, optimizer
from .errors import InputError
from .fields import Fields
from .logprobs import reply_log_probs

# Replies are scored in validation with micro-batches of this many tokens.
VALIDATION = batching.Limit(tokens=4096)


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


def _counts(examples: data.Sequences, rows: list[int]) -> dict[int, int]:
    """The distinct examples among ``rows``, and how often each occurs."""
    distinct = data.deduplicate(examples, rows)
    return dict(zip(distinct.first, torch.bincount(distinct.index).tolist(), strict=True))


def _weighted_losses(
    lm: PreTrainedModel, examples: data.Sequences, counts: dict[int, int], limit: batching.Limit, may_share: bool
) -> Iterator[Tensor]:
    """Yields, micro-batch by micro-batch, the sum over reply tokens of −log p, each row counted as often as it occurs."""
    for batch in batching.micro_batches(examples, list(counts), limit, may_share, lm.device):
        weights = torch.tensor([float(counts[row]) for row in batch.rows]).to(lm.device)
        log_probs, _ = reply_log_probs(lm, batch, temperature=1.0)
        yield -(data.to_rows(log_probs, batch.reply_lengths).sum(dim=1) * weights).sum()


def mean_loss(lm: PreTrainedModel, examples: data.Sequences, rows: list[int], precision: str) -> float:
    """Mean −log p over the reply tokens of ``rows``, in nats, dropout off."""
    was_training = lm.training
    lm.eval()
    counts = _counts(examples, rows)
    with torch.no_grad(), device.mixed_precision(lm.device, precision):
        may_share = forward.takes_forests(lm)
        total = sum(float(part) for part in _weighted_losses(lm, examples, counts, VALIDATION, may_share))
    lm.train(was_training)
    return total / int(examples.reply_lengths[rows].sum())


def _accumulate(lm: PreTrainedModel, examples: data.Sequences, rows: list[int], settings: Settings) -> tuple[float, int]:
    """Adds the gradient of the mean loss over the reply tokens of ``rows``; returns that loss and the tokens computed.

    Equal examples are computed once and counted as often as they occur, and equal prompts once, unless dropout makes
    each its own.
    """
    may_share = settings.lora is None or settings.lora.dropout == 0
    counts = _counts(examples, rows) if may_share else dict.fromkeys(rows, 1)
    limit = batching.Limit(rows=settings.batch_size)
    reply_tokens = int(examples.reply_lengths[rows].sum())
    loss = 0.0
    parts = _weighted_losses(lm, examples, counts, limit, may_share and forward.takes_forests(lm))
    while True:
        with device.mixed_precision(lm.device, settings.precision):
            part = next(parts, None)
        if part is None:
            break
        share = part / reply_tokens
        share.backward()
        loss += share.item()
    return loss, int(examples.lengths[list(counts)].sum())


def fine_tune(
    settings: Settings,
    train_path: str,
    valid_path: str | None,
    where: torch.device,
    on_progress: Callable[[dict[str, Any]], None],
) -> dict[str, Any]:
    """Fine-tunes the model and writes it, an adapter merged, as a whole folder; returns losses, tokens and seconds."""
    started = clock.now()
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
    training = clock.now()
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
            speed = clock.rate(tokens, clock.since(training))
            on_progress({"step": step, "steps": steps, "loss": loss, "tokensPerSecond": speed})
    seconds = clock.since(training)
    valid_loss = None if valid is None else mean_loss(lm, valid, valid_rows, settings.precision)
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
        "seconds": clock.since(started),
    }
