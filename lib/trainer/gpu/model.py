"""Model folders: random weights into one, weights out of one, each as safetensors beside a config.json."""

import json
import os
import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

import torch
from huggingface_hub.errors import StrictDataclassError
from safetensors import SafetensorError, safe_open
from torch import nn
from transformers import CONFIG_MAPPING, AutoConfig, AutoModelForCausalLM, PreTrainedConfig, PreTrainedModel

from .errors import InputError, is_out_of_memory, writing

# What a model folder holds besides config and weights. Copied as it is, so that a fine-tuned model speaks the same tokens.
TOKENIZER_FILES = (
    "tokenizer.json",
    "tokenizer_config.json",
    "tokenizer.model",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "merges.txt",
    "chat_template.jinja",
    "generation_config.json",
)

# What transformers raises for a config that it can't make a model of.
BAD_CONFIG = (ValueError, TypeError, KeyError, RuntimeError, OSError, ZeroDivisionError, StrictDataclassError)

# Names of a multimodal checkpoint's language model, and what they are in a text-only one.
TEXT_NAMES = {r"^model\.language_model\.": "model."}

# One file, whatever its size: the rollout engine maps weights straight out of it.
ONE_SHARD = "1000GB"


def _whole_floats(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """JSON may have 30 for 30.0, which a strict config refuses in a field that it declares as a float."""
    declared = {field.name: field.type for field in fields(CONFIG_MAPPING[kind])} if kind in CONFIG_MAPPING else {}
    return {
        name: float(value) if type(value) is int and declared.get(name) in (float, float | None) else value
        for name, value in values.items()
    }


def init_model(config: dict[str, Any], seed: int, dtype: torch.dtype, folder: str) -> dict[str, Any]:
    """Writes config.json and model.safetensors with random weights into ``folder``; returns the parameter count.

    Raises :class:`InputError` if transformers doesn't know the architecture or refuses the numbers.
    """
    try:
        values = dict(config)
        kind = values.pop("model_type", "")
        model_config = AutoConfig.for_model(kind, **_whole_floats(kind, values))
        torch.manual_seed(seed)
        model = AutoModelForCausalLM.from_config(model_config, dtype=dtype)
    except BAD_CONFIG as error:
        if is_out_of_memory(error):
            raise
        raise InputError(f"Cannot build a model from its config: {' '.join(str(error).split())}") from error
    with writing(folder):
        _write_new(model, Path(folder))
    return {"parameters": model.num_parameters()}


def _write_new(model: PreTrainedModel, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".partial-{os.getpid()}"
    try:
        model.save_pretrained(aside, max_shard_size=ONE_SHARD)
        for name in ("model.safetensors", "config.json"):  # the config last: with it the folder counts as a model
            os.replace(aside / name, folder / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _check_weights(folder: Path) -> None:
    """Reads every weight file's header, which must account for every byte of the file."""
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise InputError(f'Cannot load model "{folder}": it has no .safetensors file')
    for file in files:
        try:
            with safe_open(file, framework="pt"):
                pass
        except (SafetensorError, OSError) as error:
            raise InputError(
                f'Cannot load model "{folder}": {file.name} is truncated or not a safetensors file ({error})'
            ) from error


def _text_config(folder: Path) -> PreTrainedConfig:
    """The language model's config: the file's own, or of a multimodal model the part about text."""
    config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    text = config.get_text_config(decoder=True)
    written = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if "tie_word_embeddings" in written:  # which decides, whatever the part about text says
        text.tie_word_embeddings = written["tie_word_embeddings"]
    return text


def load_model(folder: str, dtype: torch.dtype, device: torch.device) -> PreTrainedModel:
    """Loads a causal language model for training on ``device``, its weights as ``dtype``, every dropout of its own off.

    Of a multimodal model the language model alone is loaded, under the names of a text-only one.

    Raises :class:`InputError` naming the folder and the first tensor that is missing or of another shape.
    """
    path = Path(folder)
    if not (path / "config.json").is_file():
        raise InputError(f'Cannot load model "{folder}": it has no config.json')
    _check_weights(path)
    try:
        model, info = AutoModelForCausalLM.from_pretrained(
            folder,
            config=_text_config(path),
            key_mapping=TEXT_NAMES,
            dtype=dtype,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            output_loading_info=True,
            ignore_mismatched_sizes=True,  # reported below, in one sentence
        )
    except BAD_CONFIG as error:
        if is_out_of_memory(error):
            raise
        raise InputError(f'Cannot load model "{folder}": {" ".join(str(error).split())}') from error
    if info["mismatched_keys"]:
        name, got, wanted = sorted(info["mismatched_keys"], key=str)[0]
        raise InputError(
            f'Cannot load model "{folder}": tensor "{name}" has shape {list(got)} but config.json wants {list(wanted)}'
        )
    if info["missing_keys"]:
        missing = sorted(info["missing_keys"])
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise InputError(f'Cannot load model "{folder}": tensor "{missing[0]}"{more} is missing from its weights')
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
        if isinstance(getattr(module, "attention_dropout", None), float):
            module.attention_dropout = 0.0
    model.config.use_cache = False
    return model.to(device)


def enable_gradient_checkpointing(model: PreTrainedModel) -> None:
    """Keeps only each layer's input for the backward pass and computes the rest again."""
    model.activation_checkpointing_enable({"use_reentrant": False})
    model.train()  # transformers checkpoints in training mode only; load_model has turned dropout off


def write_model(model: PreTrainedModel, dtype: torch.dtype, tokenizer_from: str, folder: str) -> None:
    """Writes a whole model folder aside and then puts it in place, the tokenizer's files copied from another."""
    with writing(folder):
        _write_model(model, dtype, Path(tokenizer_from), Path(folder))


def _write_model(model: PreTrainedModel, dtype: torch.dtype, tokenizer_from: Path, target: Path) -> None:
    aside = target.with_name(f"{target.name}.partial-{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        model.config.use_cache = True
        model.to(dtype).save_pretrained(aside, max_shard_size=ONE_SHARD)
        for name in TOKENIZER_FILES:
            source = tokenizer_from / name
            if source.is_file():
                shutil.copyfile(source, aside / name)
        replace_folder(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def replace_folder(aside: Path, target: Path) -> None:
    """Renames ``aside`` to ``target``; what was there goes only once the new one can take its place."""
    old = target.with_name(f"{target.name}.old-{os.getpid()}")
    if target.exists():
        os.replace(target, old)
    os.replace(aside, target)
    shutil.rmtree(old, ignore_errors=True)
