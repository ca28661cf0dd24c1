"""What transformers and peft compute, as files, for the emitted graphs to be compared with.

    reference.py make JOB FOLDER     random models of the job's cases, and their logits
    reference.py score MODEL ROWS OUT  log-probabilities of a model's own rows

JOB is JSON, ``[{name, config, seed, rows, layout, lora}]``: ``rows`` are token ids, ``layout`` is how the checkpoint is
laid out (``text``, ``multimodal`` or ``sharded``), ``lora`` is ``{rank, alpha, modules}`` or absent. A case's folder gets
config.json and its weights, adapter.safetensors, and expected.safetensors with ``plain.i`` and ``adapted.i``, the logits
[length, vocabulary] of row i.
"""

import json
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM

torch.set_num_threads(1)  # the models are too small for more


@torch.no_grad()
def randomize(model: torch.nn.Module) -> None:
    """Weights under which every part matters: the default ones leave the logits nearly flat."""
    zero_centred = model.config.model_type.startswith("qwen")  # norms scale by 1 + weight, but for the gated one
    for name, parameter in model.named_parameters():
        if not zero_centred and name.endswith(("q_norm.weight", "k_norm.weight")):
            # Scores are not scaled: these norms have to, or float32 itself is too coarse for what the softmax makes of them.
            torch.nn.init.normal_(parameter, 1.0, 0.3).mul_(parameter.shape[0] ** -0.25)
        elif "norm" in name:
            torch.nn.init.normal_(parameter, 0.0 if zero_centred and "linear_attn" not in name else 1.0, 0.3)
        elif name.endswith("bias"):
            torch.nn.init.normal_(parameter, 0.0, 0.5)
        elif name.endswith("A_log"):
            torch.nn.init.uniform_(parameter, -3.0, 1.0)
        elif "conv1d" in name:
            torch.nn.init.normal_(parameter, 0.0, 0.5)
        else:
            torch.nn.init.normal_(parameter, 0.0, 1.2 * parameter.shape[-1] ** -0.5)
    for name, buffer in model.named_buffers():
        if name.endswith("layer_scalar"):
            torch.nn.init.uniform_(buffer, 0.5, 1.5)


def save(model: torch.nn.Module, config: dict, layout: str, folder: Path) -> None:
    """Writes the checkpoint as the hub has it."""
    if layout != "multimodal":
        model.save_pretrained(folder, max_shard_size="60KB" if layout == "sharded" else "1GB")
        return
    model.save_pretrained(folder)
    tied = model.config.tie_word_embeddings
    tensors = load_file(folder / "model.safetensors")
    renamed = {name.replace("model.", "model.language_model.", 1): tensor for name, tensor in tensors.items()}
    save_file(renamed, folder / "model.safetensors")
    text = json.loads((folder / "config.json").read_text())
    text.pop("tie_word_embeddings")
    outer = {
        "model_type": text["model_type"].removesuffix("_text"),
        "tie_word_embeddings": tied,
        "text_config": text,
        "vision_config": {"depth": 1},
    }
    (folder / "config.json").write_text(json.dumps(outer))


def logits_of(model: torch.nn.Module, rows: list) -> list:
    """Each row alone, so that nothing is padded."""
    with torch.no_grad():
        return [model(input_ids=torch.tensor([row]), use_cache=False).logits[0].float().contiguous() for row in rows]


def fields_of(config: dict) -> dict:
    """Arguments of a config class, from a config.json that was written by JavaScript: 30.0 comes as 30."""
    fields = {key: value for key, value in config.items() if key != "architectures"}
    if cap := fields.get("final_logit_softcapping"):
        fields["final_logit_softcapping"] = float(cap)
    return fields


def make(case: dict, folder: Path) -> dict:
    torch.manual_seed(case["seed"])
    config = AutoConfig.for_model(**fields_of(case["config"]))
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32).eval()
    randomize(model)
    parameters = sum(parameter.numel() for parameter in model.parameters())
    save(model, case["config"], case["layout"], folder)
    expected = {f"plain.{i}": logits for i, logits in enumerate(logits_of(model, case["rows"]))}
    if lora := case.get("lora"):
        settings = LoraConfig(r=lora["rank"], lora_alpha=lora["alpha"], target_modules=lora["modules"])
        adapted = get_peft_model(model, settings).eval()
        for name, parameter in adapted.named_parameters():
            if "lora_" in name:
                torch.nn.init.normal_(parameter, 0.0, 0.1)
        save_file(get_peft_model_state_dict(adapted), folder / "adapter.safetensors")
        expected |= {f"adapted.{i}": logits for i, logits in enumerate(logits_of(adapted, case["rows"]))}
    save_file(expected, folder / "expected.safetensors")
    return {"name": case["name"], "parameters": parameters}


def score(model_folder: str, rows: dict, out: str) -> None:
    """Log-probability of each token of ``rows.tokens`` after ``rows.prompts``, under softmax(logits / temperature)."""
    model = AutoModelForCausalLM.from_pretrained(model_folder, dtype=torch.float32).eval()
    scores = {}
    for i, (prompt, tokens) in enumerate(zip(rows["prompts"], rows["tokens"], strict=True)):
        [logits] = logits_of(model, [prompt + tokens])
        said = torch.log_softmax(logits[len(prompt) - 1 : -1] / rows["temperature"], dim=-1)
        scores[f"row.{i}"] = said.gather(1, torch.tensor(tokens)[:, None])[:, 0].contiguous()
    save_file(scores, out)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        cases = json.loads(Path(sys.argv[2]).read_text())
        print(json.dumps([make(case, Path(sys.argv[3]) / case["name"]) for case in cases]))
    else:
        score(sys.argv[2], json.loads(Path(sys.argv[3]).read_text()), sys.argv[4])
