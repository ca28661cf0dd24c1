"""The peer of the rollout engine: transformers' generate() on the same weights, prompts and lengths.

Reads a job as a JSON line, then generates once for every further line and answers with the seconds that it took.
"""

import json
import sys
import time

import torch
from transformers import AutoModelForCausalLM


def main() -> None:
    job = json.loads(sys.stdin.readline())
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_pretrained(job["model"], dtype=torch.float32, use_safetensors=True)
    model.eval()
    # generate() wants left padding; the rows are the engine's, prompt by prompt.
    width = max(len(prompt) for prompt in job["prompts"])
    tokens = torch.tensor([[0] * (width - len(prompt)) + prompt for prompt in job["prompts"]])
    mask = torch.tensor([[0] * (width - len(prompt)) + [1] * len(prompt) for prompt in job["prompts"]])
    steps = job["steps"]
    for _ in sys.stdin:
        started = time.perf_counter()
        with torch.inference_mode():
            model.generate(
                input_ids=tokens,
                attention_mask=mask,
                do_sample=True,
                temperature=job["temperature"],
                top_k=0,
                min_new_tokens=steps,
                max_new_tokens=steps,
                pad_token_id=0,
            )
        print(json.dumps(time.perf_counter() - started), flush=True)


main()
