"""Log-probs of reply tokens under the sampled distribution: logits ÷ temperature, no truncation.

Logits are computed at reply positions only, a chunk at a time; the backward pass computes them again, so that of a large
vocabulary never more than one chunk of logits is in memory.
"""

import torch
from torch import Tensor
from torch.utils.checkpoint import checkpoint
from transformers import PreTrainedModel

from .batching import MicroBatch
from .forward import reply_states

# Logits in memory at a time: 2^25 float32 values are 128 MiB, and the backward pass needs about three times that.
CHUNK_ELEMENTS = 2**25


def _log_probs_of_chunk(
    model: PreTrainedModel, hidden: Tensor, targets: Tensor, temperature: float
) -> tuple[Tensor, Tensor]:
    """hidden: [c, H]; targets: [c]. Returns log-probs [c] and entropies [c] in nats, the latter without gradient."""
    logits = model.get_output_embeddings()(hidden).float()
    cap = getattr(model.config.get_text_config(), "final_logit_softcapping", None)
    if cap is not None:
        logits = torch.tanh(logits / cap) * cap
    logits = logits / temperature
    log_normalizer = logits.logsumexp(dim=-1)
    log_probs = logits.gather(1, targets[:, None]).squeeze(1) - log_normalizer
    with torch.no_grad():
        entropies = log_normalizer - ((logits - log_normalizer[:, None]).exp() * logits).sum(dim=-1)
    return log_probs, entropies


def reply_log_probs(
    model: PreTrainedModel, batch: MicroBatch, temperature: float, chunk_elements: int = CHUNK_ELEMENTS
) -> tuple[Tensor, Tensor]:
    """Log-prob of each reply token given what precedes it, and the entropy (nats) of the distribution it came from.

    Returns two float32 tensors [n] in the batch's order; only the first has a gradient.
    """
    hidden = reply_states(model, batch)
    size = max(1, chunk_elements // model.get_output_embeddings().weight.shape[0])
    if len(hidden) <= size:
        return _log_probs_of_chunk(model, hidden, batch.targets, temperature)
    chunks = [
        checkpoint(
            _log_probs_of_chunk, model, part, targets, temperature, use_reentrant=False, preserve_rng_state=False
        )
        for part, targets in zip(hidden.split(size), batch.targets.split(size), strict=True)
    ]
    log_probs, entropies = zip(*chunks, strict=True)
    return torch.cat(log_probs), torch.cat(entropies)
