"""Peak memory of a gradient step's forward and backward pass, counted without doing the arithmetic: on PyTorch's meta device.

    step_memory.py CONFIG TOKENS PROMPT_LENGTH REPLY_LENGTH REPLIES CHECKPOINTING

of the language model that CONFIG, a config.json, describes, in bfloat16 with the paper's adapter, for a micro-batch of at most
TOKENS tokens. REPLIES is a list of numbers with commas between: how many there are to each prompt. Prints bytes beside weights as JSON: {"tokens": …, "bytes": …}.
"""

import contextlib
import json
import sys
import weakref
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "lib" / "trainer"))

import torch
from gpu import adapter, batching, data, forward, model
from gpu.logprobs import reply_log_probs
from torch.utils._python_dispatch import TorchDispatchMode
from transformers import AutoConfig, AutoModelForCausalLM, masking_utils

META = torch.device("meta")


class LiveBytes(TorchDispatchMode):
    """Counts the bytes of tensors that operations make, for as long as something holds them."""

    def __init__(self, known: list[torch.Tensor]) -> None:
        super().__init__()
        self.peak = 0
        self._live = 0
        self._sizes = {tensor.untyped_storage()._cdata: 0 for tensor in known}

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        made = func(*args, **(kwargs or {}))
        for tensor in made if isinstance(made, (tuple, list)) else (made,):
            if isinstance(tensor, torch.Tensor) and tensor.device == META:
                self._add(tensor.untyped_storage())
        return made

    def _add(self, storage: torch.UntypedStorage) -> None:
        key = storage._cdata
        if key not in self._sizes:
            self._sizes[key] = storage.nbytes()
            self._live += storage.nbytes()
            self.peak = max(self.peak, self._live)
            weakref.finalize(storage, self._drop, key)

    def _drop(self, key: int) -> None:
        self._live -= self._sizes.pop(key)


def sequences(prompt_length: int, reply_length: int, replies: list[int]) -> data.Sequences:
    """Random tokens; prompts differ from the first one on."""
    generator = torch.Generator().manual_seed(0)

    def draw(count: int) -> torch.Tensor:
        return torch.randint(1, 1000, (count,), generator=generator)

    prompts = [draw(prompt_length) for _ in replies]
    rows = [torch.cat([prompt, draw(reply_length)]) for prompt, count in zip(prompts, replies) for _ in range(count)]
    lengths = torch.tensor([len(row) for row in rows])
    return data.Sequences(
        tokens=torch.cat(rows),
        offsets=torch.cat([torch.zeros(1, dtype=torch.int64), lengths.cumsum(0)]),
        prompt_lengths=torch.full((len(rows),), prompt_length),
    )


def main() -> None:
    path, tokens, prompt_length, reply_length, replies, checkpointing = sys.argv[1:]
    values = json.loads(Path(path).read_text(encoding="utf-8"))
    kind = values.pop("model_type")
    with META:
        lm = AutoModelForCausalLM.from_config(AutoConfig.for_model(kind, **model._whole_floats(kind, values)), dtype=torch.bfloat16)
    lm.config.use_cache = False
    lora = adapter.LoraSettings(rank=16, alpha=32.0, dropout=0.0, targets="paper")
    peft = adapter.attach(lm, lora, seed=0).eval()
    if checkpointing == "true":
        model.enable_gradient_checkpointing(lm)
    # Numbers on this device have no values and no autocast. What looks at values finds nothing packed; the adapter's matrices
    # are in 16 bits, as autocast would have them.
    peft.to(torch.bfloat16).to(META)
    torch.autocast = lambda *_, **__: contextlib.nullcontext()  # type: ignore[assignment,misc]
    masking_utils.find_packed_sequence_indices = lambda _: None
    rows = sequences(int(prompt_length), int(reply_length), [int(count) for count in replies.split(",")])
    shared = kind in forward.FORESTS
    micro = next(batching.micro_batches(rows, list(range(rows.count)), batching.Limit(tokens=int(tokens)), shared, META))
    live = LiveBytes([*lm.parameters(), *lm.buffers()])
    with live:
        log_probs, _ = reply_log_probs(lm, micro, temperature=1.0)
        log_probs.sum().backward()
    print(json.dumps({"tokens": micro.tokens, "bytes": live.peak}))


main()
