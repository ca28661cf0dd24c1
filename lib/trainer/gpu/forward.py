"""The model's hidden states at the positions that predict reply tokens."""

from typing import Any

import torch
from torch import Tensor
from transformers import DynamicCache, PreTrainedModel

from .batching import MicroBatch

# Architectures whose cache is known to carry gradients from a prompt to its replies.
SHARE_PROMPTS = {"qwen3_5_text"}

# Positions that the gated delta rule's reference implementation takes at a time, at most.
LARGEST_CHUNK = 64


def may_share_prompts(model: PreTrainedModel) -> bool:
    """Whether replies can go on from a prompt's state. Gradient checkpointing can't: it runs the layers twice."""
    return model.config.model_type in SHARE_PROMPTS and not model.is_activation_checkpointing


class PromptCache(DynamicCache):
    """What a prompt leaves behind in each layer; once ``complete``, the linear-attention states are read and not written.

    transformers updates them in place, which would change values that the backward pass still needs.
    """

    complete = False

    def update_conv_state(self, conv_states: Tensor, layer_idx: int, *args: Any, **kwargs: Any) -> Tensor:
        if not self.complete:
            return super().update_conv_state(conv_states, layer_idx, *args, **kwargs)
        return torch.cat([self.layers[layer_idx].conv_states[0], conv_states], dim=-1)

    def update_recurrent_state(self, recurrent_states: Tensor, layer_idx: int, *args: Any, **kwargs: Any) -> Tensor:
        if not self.complete:
            return super().update_recurrent_state(recurrent_states, layer_idx, *args, **kwargs)
        return recurrent_states


def _run(model: PreTrainedModel, input_ids: Tensor, cache: PromptCache | None) -> Tensor:
    """Hidden states [R, T, H] of input_ids [R, T] that follow what the cache holds."""
    options: dict[str, Any] = {}
    if model.device.type == "cpu" and model.config.model_type in SHARE_PROMPTS:
        # Equal chunks, so that the last one isn't mostly padding.
        width = input_ids.shape[1]
        options["chunk_size"] = -(-width // -(-width // LARGEST_CHUNK))
    return model.base_model(
        input_ids=input_ids, past_key_values=cache, use_cache=cache is not None, **options
    ).last_hidden_state


def reply_states(model: PreTrainedModel, batch: MicroBatch) -> Tensor:
    """The states [n, H] that predict the batch's n reply tokens."""
    if batch.prompt_ids is None or batch.prompt_of_row is None:
        hidden = _run(model, batch.input_ids, None)
    else:
        cache = PromptCache(config=model.config)
        hidden = _run(model, batch.prompt_ids, cache)[:, -1:].index_select(0, batch.prompt_of_row)
        if batch.input_ids.shape[1] > 0:
            cache.reorder_cache(batch.prompt_of_row)
            cache.complete = True
            inputs = batch.input_ids
            if inputs.shape[1] == 1:  # a single token would take the decoding path, which works in place
                inputs = torch.nn.functional.pad(inputs, (0, 1))
            replies = _run(model, inputs, cache)[:, : batch.input_ids.shape[1]]
            hidden = torch.cat([hidden, replies], dim=1)
    return hidden.flatten(0, 1).index_select(0, batch.positions)
