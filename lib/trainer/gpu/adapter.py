"""LoRA adapters (Hu et al. 2021) by peft: where they go, and their weights as a file."""

from dataclasses import dataclass
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model, get_peft_model_state_dict
from safetensors.torch import save_file
from transformers import PreTrainedModel

from .errors import InputError, writing
from .fields import Fields

ATTENTION = r"self_attn\.(q_proj|k_proj|v_proj|o_proj)"
LINEAR_ATTENTION = r"linear_attn\.(in_proj_qkv|in_proj_z|in_proj_a|in_proj_b|out_proj)"

# Towers for images and sound have layers of the same names; the policy reads text.
LANGUAGE_LAYER = r"(?!.*(vision|visual|audio)).*layers\.\d+\."

TARGETS = {
    "paper": f"{LANGUAGE_LAYER}{ATTENTION}",
    "allLinear": f"{LANGUAGE_LAYER}({ATTENTION}|{LINEAR_ATTENTION})",
}


@dataclass(frozen=True)
class LoraSettings:
    """An adapter's shape. The update to a weight is (alpha / rank)·B·A."""

    rank: int
    alpha: float
    dropout: float
    targets: str


def read_settings(fields: Fields) -> LoraSettings:
    """Reads an adapter's settings out of a request."""
    return LoraSettings(
        rank=fields.integer("rank", 1),
        alpha=fields.number("alpha", above=True),
        dropout=fields.number("dropout"),
        targets=fields.choice("targets", *TARGETS),
    )


def attach(model: PreTrainedModel, settings: LoraSettings, seed: int) -> PeftModel:
    """Freezes the model and adds a new adapter in float32 that changes nothing yet (A random, B zero).

    Raises :class:`InputError` if no module of the model matches the targets.
    """
    torch.manual_seed(seed)
    config = LoraConfig(
        r=settings.rank,
        lora_alpha=settings.alpha,
        lora_dropout=settings.dropout,
        target_modules=TARGETS[settings.targets],
        task_type="CAUSAL_LM",
    )
    try:
        return get_peft_model(model, config)
    except ValueError as error:
        raise InputError(
            f'Cannot add a LoRA adapter: targets "{settings.targets}" match no module of {type(model).__name__}'
        ) from error


def matched_modules(model: PeftModel) -> list[str]:
    """Names of the modules that carry the adapter, in the model's order."""
    return list(model.targeted_module_names)


def export(model: PeftModel, path: Path) -> None:
    """Writes the adapter's weights as peft names them (``base_model.model.….lora_A.weight``), float32, CPU.

    lora_A: [rank, in]; lora_B: [out, rank].
    """
    weights = get_peft_model_state_dict(model, save_embedding_layers=False)
    with writing(path):
        save_file({name: weight.detach().cpu().contiguous() for name, weight in weights.items()}, path)
