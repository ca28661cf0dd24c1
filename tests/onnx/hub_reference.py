"""Multimodal checkpoints as the hub's library keeps them, and what transformers says of text.

    hub_reference.py JOB FOLDER

JOB is JSON, ``[{name, config, dtype, seed, rows}]``: ``config`` describes the language model, ``rows`` are token ids. In
FOLDER, ``models--test--<name>/snapshots/<revision>`` gets links to files of ``blobs`` that are named by their content, the
weights as ``dtype`` in several of them; ``<name>.safetensors`` gets ``float32.i`` and ``stored.i``, the logits [length,
vocabulary] of row i with those weights, computed in float32 and in ``dtype``.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import torch
from reference import fields_of, logits_of, randomize
from safetensors.torch import save_file
from transformers import (
    Gemma4Config,
    Gemma4ForConditionalGeneration,
    Qwen3_5Config,
    Qwen3_5ForConditionalGeneration,
)

GEMMA_TOWERS = {
    "vision_config": {
        "hidden_size": 16,
        "intermediate_size": 8,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "head_dim": 8,
        "patch_size": 4,
        "position_embedding_size": 16,
    },
    "audio_config": {
        "hidden_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "subsampling_conv_channels": [4, 4],
        "output_proj_dims": 8,
    },
}

QWEN_TOWERS = {
    "vision_config": {
        "depth": 1,
        "hidden_size": 16,
        "intermediate_size": 8,
        "num_heads": 2,
        "patch_size": 4,
        "out_hidden_size": 24,
        "num_position_embeddings": 16,
    },
}

CLASSES = {
    "gemma4_text": (Gemma4Config, Gemma4ForConditionalGeneration, GEMMA_TOWERS),
    "qwen3_5_text": (Qwen3_5Config, Qwen3_5ForConditionalGeneration, QWEN_TOWERS),
}

REVISION = "0123456789abcdef0123456789abcdef01234567"


def put_into_cache(folder: Path, repository: Path) -> Path:
    """Moves a folder's files to where the hub's library puts them; returns the snapshot."""
    snapshot, blobs = repository / "snapshots" / REVISION, repository / "blobs"
    snapshot.mkdir(parents=True)
    blobs.mkdir()
    for file in folder.iterdir():
        blob = blobs / hashlib.sha256(file.read_bytes()).hexdigest()
        shutil.move(file, blob)
        (snapshot / file.name).symlink_to(f"../../blobs/{blob.name}")
    return snapshot


def make(case: dict, folder: Path) -> None:
    torch.manual_seed(case["seed"])
    dtype = getattr(torch, case["dtype"])
    text = fields_of(case["config"])
    config_class, model_class, towers = CLASSES[text.pop("model_type")]
    config = config_class(text_config=text, tie_word_embeddings=text["tie_word_embeddings"], **towers)
    model = model_class(config).eval()
    randomize(model)
    model = model.to(dtype)
    for name, parameter in model.named_parameters():
        if name.endswith("A_log"):  # kept in float32 among weights of 16 bits
            parameter.data = parameter.data.float()
    plain = folder / "plain"
    model.save_pretrained(plain, max_shard_size="60KB")
    snapshot = put_into_cache(plain, folder / f"models--test--{case['name']}")
    expected = {}
    for kind, computed in (("float32", torch.float32), ("stored", dtype)):
        loaded = model_class.from_pretrained(snapshot, dtype=computed).eval()
        expected |= {f"{kind}.{i}": logits for i, logits in enumerate(logits_of(loaded, case["rows"]))}
    save_file(expected, folder / f"{case['name']}.safetensors")


for each in json.loads(Path(sys.argv[1]).read_text()):
    make(each, Path(sys.argv[2]))
