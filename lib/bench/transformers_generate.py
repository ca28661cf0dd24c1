"""The peer of the rollout engine: transformers' generate() on the same weights, prompts and lengths.

The first line of standard input is a JSON object that names the model, the device and the type; each further line asks for
one thing and is answered with a line: ``{"seconds": …}``, ``{"bytesPerSecond": …}`` or ``{"failure": …}``.
"""

import json
import sys
import time

import torch
from transformers import AutoModelForCausalLM

COPIED = {"cuda": 2**31, "cpu": 2**27}
COPIES = 20


def synchronize(device):
    """Waits for what was launched."""
    if device == "cuda":
        torch.cuda.synchronize()


def generate(model, ask, device):
    """Seconds of one call, every row ``steps`` tokens long."""
    # generate() wants left padding; the rows are the engine's, prompt by prompt.
    width = max(len(prompt) for prompt in ask["prompts"])
    tokens = torch.tensor([[0] * (width - len(prompt)) + prompt for prompt in ask["prompts"]], device=device)
    mask = torch.tensor([[0] * (width - len(prompt)) + [1] * len(prompt) for prompt in ask["prompts"]], device=device)
    synchronize(device)
    started = time.perf_counter()
    with torch.inference_mode():
        model.generate(
            input_ids=tokens,
            attention_mask=mask,
            do_sample=True,
            temperature=ask["temperature"],
            top_k=0,
            min_new_tokens=ask["steps"],
            max_new_tokens=ask["steps"],
            pad_token_id=0,
        )
    synchronize(device)
    return {"seconds": time.perf_counter() - started}


def copy(device):
    """Bytes that a copy inside the device's memory reads and writes a second: the best of several."""
    source = torch.zeros(COPIED[device], dtype=torch.uint8, device=device)
    target = torch.empty_like(source)
    best = float("inf")
    for _ in range(COPIES):
        synchronize(device)
        started = time.perf_counter()
        target.copy_(source)
        synchronize(device)
        best = min(best, time.perf_counter() - started)
    return {"bytesPerSecond": 2 * COPIED[device] / best}


def main():
    """Answers until standard input ends."""
    job = json.loads(sys.stdin.readline())
    device = job["device"]
    torch.manual_seed(0)
    dtype = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}[job["precision"]]
    model = AutoModelForCausalLM.from_pretrained(job["model"], dtype=dtype, use_safetensors=True).to(device)
    model.eval()
    for line in sys.stdin:
        ask = json.loads(line)
        try:
            answer = copy(device) if ask["op"] == "copy" else generate(model, ask, device)
        except Exception as error:  # the next one may do
            answer = {"failure": str(error).split("\n")[0]}
        print(json.dumps(answer), flush=True)


main()
