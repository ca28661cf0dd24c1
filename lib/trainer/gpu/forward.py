"""The model's hidden states at the positions that predict reply tokens."""

from typing import Any

from torch import Tensor
from transformers import PreTrainedModel

from .batching import MicroBatch
from .gated_delta import LARGEST_CHUNK
from .prefix_forest import Forest
from .qwen_forest import hidden_states

# Architectures that have a forward pass on forests of shared prefixes.
FORESTS = {"qwen3_5_text"}


def takes_forests(model: PreTrainedModel) -> bool:
    """Whether shared prefixes can be computed once."""
    return model.config.model_type in FORESTS


def reply_states(model: PreTrainedModel, batch: MicroBatch) -> Tensor:
    """The states [n, H] that predict the batch's n reply tokens."""
    if isinstance(batch.inputs, Forest):
        return hidden_states(model, batch.inputs).index_select(0, batch.positions)
    options: dict[str, Any] = {}
    if model.device.type == "cpu" and model.config.model_type in FORESTS:
        # Equal chunks of the gated delta rule, so that the last one isn't mostly padding.
        width = batch.inputs.shape[1]
        options["chunk_size"] = -(-width // -(-width // LARGEST_CHUNK))
    output = model.base_model(input_ids=batch.inputs, use_cache=False, **options)
    return output.last_hidden_state.flatten(0, 1).index_select(0, batch.positions)
