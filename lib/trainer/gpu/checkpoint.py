"""A policy in training as a folder: adapter, optimizer and random state, in safetensors and JSON only.

``adapter_model.safetensors`` with ``adapter_config.json`` is an adapter as peft itself saves it; ``optimizer.safetensors``
has AdamW's moments under ``<parameter>/exp_avg`` and so on; ``rng.safetensors`` the generators' states; ``state.json``
what the policy was made of. A policy that is restored goes on bit for bit as if it had never stopped.
"""

import json
import os
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from . import adapter, model
from .errors import InputError, writing
from .policy import Policy

VERSION = 1
ADAPTER, OPTIMIZER, RNG, STATE = "adapter_model.safetensors", "optimizer.safetensors", "rng.safetensors", "state.json"

# A model may lie elsewhere when its policy is restored; its weights are the caller's to keep.
FREE_SETTINGS = ("model",)

# What moments are used with and not what they are of: a policy that forks from a saved one may have others.
OPTIMIZER_SETTINGS = ("learning_rate", "weight_decay", "max_grad_norm")


def _fixed_settings(policy: Policy) -> dict[str, Any]:
    return {name: value for name, value in asdict(policy.settings).items() if name not in FREE_SETTINGS}


def _rng_state() -> dict[str, Tensor]:
    states = {"cpu": torch.get_rng_state()}
    if torch.cuda.is_available():
        states["cuda"] = torch.cuda.get_rng_state()
    return states


def save(policy: Policy, folder: str) -> None:
    """Writes the policy aside and then puts it in place of whatever ``folder`` held."""
    with writing(folder):
        _save(policy, Path(folder))


def _save(policy: Policy, target: Path) -> None:
    aside = target.with_name(f"{target.name}.partial-{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        adapter.export(policy.peft, aside / ADAPTER)
        # Where the model lies is the machine's affair: equal runs write equal checkpoints.
        config = replace(policy.peft.peft_config["default"], base_model_name_or_path=None)
        config.save_pretrained(aside)
        moments = {
            f"{name}/{key}": value.detach().cpu().contiguous()
            for name, weight in policy.parameters.items()
            for key, value in policy.adamw.state.get(weight, {}).items()
        }
        save_file(moments, aside / OPTIMIZER)
        save_file(_rng_state(), aside / RNG)
        state = {"version": VERSION, "steps": policy.steps, "settings": _fixed_settings(policy)}
        (aside / STATE).write_text(json.dumps(state, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        model.replace_folder(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _read_state(folder: Path, policy: Policy, forked: bool) -> int:
    """Returns the saved number of steps; raises if the folder was saved by a policy with other settings."""
    try:
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
        version, steps, settings = state["version"], int(state["steps"]), dict(state["settings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f'Cannot restore "{folder}": {STATE} is missing or broken') from error
    if version != VERSION:
        raise InputError(f'Cannot restore "{folder}": it has version {version}, this trainer reads version {VERSION}')
    for name, value in _fixed_settings(policy).items():
        if settings.get(name) != value and not (forked and name in OPTIMIZER_SETTINGS):
            raise InputError(
                f'Cannot restore "{folder}": it was saved with {name} {settings.get(name)!r}, the policy has {value!r}'
            )
    return steps


def _read_tensors(path: Path) -> dict[str, Tensor]:
    try:
        return load_file(path)
    except (SafetensorError, OSError) as error:
        raise InputError(f'Cannot restore "{path.parent}": {path.name} is missing or broken ({error})') from error


def restore(policy: Policy, folder: str, forked: bool = False) -> None:
    """Puts a saved adapter, optimizer and random state into a policy of equal settings.

    With ``forked`` the optimizer's settings may be others: the policy's own apply from the next step on. Raises :class:`InputError`, the policy unchanged, if the folder is incomplete or of another policy.
    """
    source = Path(folder)
    steps = _read_state(source, policy, forked)
    weights, moments, rng = (_read_tensors(source / name) for name in (ADAPTER, OPTIMIZER, RNG))
    parameters = policy.parameters
    saved_names = {name: name.replace(".default.", ".") for name in parameters}  # peft leaves the adapter's name out
    for name, parameter in parameters.items():
        saved = weights.get(saved_names[name])
        if saved is None or saved.shape != parameter.shape:
            got = "nothing" if saved is None else list(saved.shape)
            raise InputError(
                f'Cannot restore "{folder}": "{saved_names[name]}" should be {list(parameter.shape)}, it has {got}'
            )
        for key in ("exp_avg", "exp_avg_sq", "step") if steps > 0 else ():
            if f"{name}/{key}" not in moments:
                raise InputError(f'Cannot restore "{folder}": {OPTIMIZER} has no "{name}/{key}"')
    if "cpu" not in rng:
        raise InputError(f'Cannot restore "{folder}": {RNG} has no state of the CPU\'s generator')
    with torch.no_grad():
        for name, parameter in parameters.items():
            parameter.copy_(weights[saved_names[name]])
    policy.adamw.state.clear()
    for name, parameter in parameters.items():
        kept = {key: moments[f"{name}/{key}"] for key in ("step", "exp_avg", "exp_avg_sq") if f"{name}/{key}" in moments}
        if kept:
            policy.adamw.state[parameter] = {key: value.to(parameter.device) for key, value in kept.items()}
    policy.steps = steps
    torch.set_rng_state(rng["cpu"])
    if torch.cuda.is_available() and "cuda" in rng:
        torch.cuda.set_rng_state(rng["cuda"])
