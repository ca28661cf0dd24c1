"""Small models, sequences and policies for the tests, made from seeds."""

import atexit
import shutil
import tempfile
from pathlib import Path

import torch
from gpu import adapter, batch, data, device, gradient, model, policy
from gpu.losses.settings import LossSettings

CPU = device.set_up("cpu", threads=2)

VOCABULARY = 48

# Qwen 3.5's architecture: three layers of linear attention, then one of full attention.
CONFIG = {
    "model_type": "qwen3_5_text",
    "vocab_size": VOCABULARY,
    "hidden_size": 24,
    "intermediate_size": 32,
    "num_hidden_layers": 4,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "head_dim": 16,
    "linear_key_head_dim": 8,
    "linear_value_head_dim": 8,
    "linear_num_key_heads": 2,
    "linear_num_value_heads": 4,
    "tie_word_embeddings": True,
    "initializer_range": 0.1,
}


def folder():
    """A temporary folder that goes when the tests end."""
    path = tempfile.mkdtemp(prefix="sepo-test-")
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return Path(path)


def model_folder(seed=1, **changes):
    """A folder with a random model."""
    path = folder() / "model"
    model.init_model({**CONFIG, **changes}, seed, torch.float32, str(path))
    return path


def sequences(*pairs):
    """Sequences of (prompt, reply) pairs of token lists."""
    lengths = torch.tensor([len(prompt) + len(reply) for prompt, reply in pairs])
    return data.Sequences(
        tokens=torch.tensor([token for prompt, reply in pairs for token in [*prompt, *reply]]),
        offsets=torch.cat([torch.zeros(1, dtype=torch.int64), lengths.cumsum(0)]),
        prompt_lengths=torch.tensor([len(prompt) for prompt, _ in pairs]),
    )


def random_pairs(count, seed, prompts=None):
    """Pairs of unequal lengths; drawn from a few ``prompts`` of two lengths if that is a number."""
    generator = torch.Generator().manual_seed(seed)

    def tokens(least, most):
        length = int(torch.randint(least, most + 1, (1,), generator=generator))
        return torch.randint(1, VOCABULARY, (length,), generator=generator).tolist()

    pool = [tokens(9, 9) if at % 2 else tokens(14, 14) for at in range(prompts or 0)]
    pairs = []
    for at in range(count):
        prompt = pool[at % len(pool)] if pool else tokens(3, 20)
        pairs.append((prompt, tokens(1, 6)))
    return pairs


def settings(path, **changes):
    """Settings of a policy."""
    values = {
        "model": str(path),
        "lora": adapter.LoraSettings(rank=4, alpha=8.0, dropout=0.0, targets="allLinear"),
        "seed": 3,
        "learning_rate": 1e-2,
        "weight_decay": 0.01,
        "max_grad_norm": 1.0,
        "precision": "float32",
        "gradient_checkpointing": False,
    }
    return policy.Settings(**{**values, **changes})


def loaded(path, moved=True, **changes):
    """A policy; ``moved`` gives its adapter's B random values, as after some training."""
    current, _ = policy.load(settings(path, **changes), CPU)
    if moved:
        torch.manual_seed(11)
        for name, weight in current.parameters.items():
            if "lora_B" in name:
                torch.nn.init.normal_(weight, std=0.1)
    return current


def loss(**changes):
    """Settings of a loss, the paper's but for ``changes``."""
    values = {
        "loss_type": "decision",
        "level": "decision",
        "epsilon": 0.2,
        "epsilon_high": 0.2,
        "beta": 0.1,
        "kl": "one-sided",
        "normalizer": 7.0,
        "max_completion_length": 6.0,
        "temperature": 0.8,
        "correction": "none",
        "cap": 1.0,
    }
    return LossSettings(**{**values, **changes})


LOSS = loss()


def decisions(rows, advantages, sampler_log_probs, parts=None):
    """A batch; all rows in part 0 unless ``parts`` says otherwise."""
    labels = torch.zeros(rows.count) if parts is None else torch.tensor(parts)
    return batch.Batch(rows, advantages, sampler_log_probs, labels.int())


def noisy(current, rows, seed, noise=0.15, advantages=None, parts=None):
    """A batch whose sampler log-probs are the policy's own plus noise, so that some ratios are clipped and some not."""
    generator = torch.Generator().manual_seed(seed)
    own = policy.log_probs(current, rows, True, LOSS.temperature, 10**6)
    if advantages is None:
        advantages = torch.randn(rows.count, generator=generator)
    return decisions(rows, advantages, own + noise * torch.randn(len(own), generator=generator), parts)


def gradients(current, of_batch, settings=LOSS, budget=10**6):
    """The gradient of the loss by parameter name, and the terms it came with."""
    current.adamw.zero_grad()
    terms, _ = gradient.accumulate(current, of_batch, list(range(of_batch.sequences.count)), settings, budget)
    found = taken(current)
    return found, terms


def taken(current):
    """The policy's gradient by parameter name, which it loses."""
    found = {
        name: torch.zeros_like(weight) if weight.grad is None else weight.grad.clone()
        for name, weight in current.parameters.items()
    }
    current.adamw.zero_grad()
    return found


def relative_difference(left, right):
    """‖left − right‖ / ‖right‖ over all tensors of two dicts."""
    difference = sum(float((left[name] - right[name]).square().sum()) for name in right)
    return (difference / sum(float(value.square().sum()) for value in right.values())) ** 0.5
