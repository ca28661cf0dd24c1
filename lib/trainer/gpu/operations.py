"""What can be asked for, each operation as one method that takes the request's fields and returns the reply's."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from . import adapter, batch, checkpoint, data, device, hub, model, policy, sft, step, tokenizer
from .errors import InputError, writing
from .fields import Fields
from .losses.settings import read_loss

Progress = Callable[[dict[str, Any]], None]

NO_POLICY = 'Cannot {op}: no policy is loaded; ask for "load" first'


class Operations:
    """The state of the subprocess: its device and the policy in training."""

    def __init__(self, scratch: str, kind: str, threads: int | None) -> None:
        self._scratch = Path(scratch)
        self._device = device.set_up(kind, threads)
        self._policy: policy.Policy | None = None
        self._exported: Path | None = None
        self.closed = False
        self.memory_hint = "choose a smaller model"
        self._served: dict[str, Callable[[Fields, Progress], dict[str, Any]]] = {
            "hello": self._hello,
            "trainTokenizer": self._train_tokenizer,
            "initModel": self._init_model,
            "download": self._download,
            "sft": self._sft,
            "load": self._load,
            "step": self._step,
            "logProbs": self._log_probs,
            "save": self._save,
            "restore": self._restore,
            "adapter": self._adapter,
            "close": self._close,
        }

    def run(self, op: str, request: dict[str, Any], progress: Progress) -> dict[str, Any]:
        """Serves one request."""
        if op not in self._served:
            raise InputError(f'Cannot serve "{op}": the operations are {", ".join(self._served)}')
        return self._served[op](Fields(request, f'"{op}"'), progress)

    def after_failure(self) -> None:
        """Lets go of what a failed operation left in memory."""
        if self._policy is not None:
            self._policy.adamw.zero_grad()
        self._let_go()

    def _let_go(self) -> None:
        """Gives memory that nothing uses back to the device, which the rollouts share."""
        gc.collect()
        if self._device.type == "cuda":
            torch.cuda.empty_cache()

    def _loaded(self, op: str) -> policy.Policy:
        if self._policy is None:
            raise InputError(NO_POLICY.format(op=op))
        return self._policy

    def _token_budget(self, fields: Fields) -> int:
        budget = fields.integer("tokenBudget", 1)
        self.memory_hint = f"lower --train-tokens, now {budget}"
        return budget

    def _hello(self, _fields: Fields, _progress: Progress) -> dict[str, Any]:
        return device.describe(self._device)

    def _train_tokenizer(self, fields: Fields, _progress: Progress) -> dict[str, Any]:
        return tokenizer.train_tokenizer(
            fields.text("textFile"), fields.integer("vocabularySize", 1), fields.text("folder")
        )

    def _init_model(self, fields: Fields, _progress: Progress) -> dict[str, Any]:
        self.memory_hint = "choose a smaller model"
        config = fields.raw("config")
        if not isinstance(config, dict):
            raise InputError(f"Cannot build a model: its config is {config!r}, not an object")
        dtype = device.dtype_of(fields.choice("precision", "float32", "bfloat16"))
        return model.init_model(config, fields.integer("seed", 0), dtype, fields.text("folder"))

    def _download(self, fields: Fields, progress: Progress) -> dict[str, Any]:
        return hub.download(
            hub.Wish(fields.text("repository"), fields.text("revision"), fields.flag("offline")), progress
        )

    def _sft(self, fields: Fields, progress: Progress) -> dict[str, Any]:
        self._policy = None  # its memory is needed; a policy is loaded again from the weights that this writes
        self._let_go()
        settings = sft.read_settings(fields)
        self.memory_hint = (
            f"lower sft.batchSize, now {settings.batch_size}, and raise sft.accumulation, now {settings.accumulation}"
        )
        files = fields.fields("data")
        valid = files.text("valid") if files.has("valid") else None
        report = sft.fine_tune(settings, files.text("train"), valid, self._device, progress)
        self._let_go()
        return report

    def _load(self, fields: Fields, _progress: Progress) -> dict[str, Any]:
        self._policy = None
        self._let_go()
        self.memory_hint = 'choose precision "bfloat16" or a smaller model'
        self._policy, report = policy.load(policy.read_settings(fields), self._device)
        return report

    def _step(self, fields: Fields, _progress: Progress) -> dict[str, Any]:
        current = self._loaded("step")
        rows = batch.read_batch(fields.text("batch"), current.vocabulary)
        settings = read_loss(fields.fields("loss"))
        report = step.step(current, rows, settings, self._token_budget(fields), fields.flag("measureParts"))
        path = self._scratch / f"adapter-{current.steps}.safetensors"
        adapter.export(current.peft, path)
        if self._exported is not None and self._exported != path:
            self._exported.unlink(missing_ok=True)
        self._exported = path
        return {**report, "adapter": str(path)}

    def _log_probs(self, fields: Fields, _progress: Progress) -> dict[str, Any]:
        current = self._loaded("compute log-probs")
        path = fields.text("batch")
        sequences = data.sequences_of(data.read_tensors(path, data.SEQUENCE_TENSORS), current.vocabulary, path)
        temperature = fields.number("temperature", above=True)
        with_adapter = fields.choice("adapter", "on", "off") == "on"
        budget = self._token_budget(fields)
        output = Path(fields.text("output"))
        log_probs = policy.log_probs(current, sequences, with_adapter, temperature, budget)
        with writing(output):
            save_file({"logProbs": log_probs}, output)
        return {"replyTokens": int(sequences.reply_lengths.sum())}

    def _save(self, fields: Fields, _progress: Progress) -> dict[str, Any]:
        checkpoint.save(self._loaded("save"), fields.text("folder"))
        return {}

    def _restore(self, fields: Fields, _progress: Progress) -> dict[str, Any]:
        current = self._loaded("restore")
        checkpoint.restore(current, fields.text("folder"), fields.flag("forked"))
        return {"steps": current.steps}

    def _adapter(self, fields: Fields, _progress: Progress) -> dict[str, Any]:
        adapter.export(self._loaded("export the adapter").peft, Path(fields.text("path")))
        return {}

    def _close(self, _fields: Fields, _progress: Progress) -> dict[str, Any]:
        self.closed = True
        return {}
