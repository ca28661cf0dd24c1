import json
import unittest

import tiny
import torch
from gpu import adapter, model, policy, sft
from safetensors.torch import load_file
from test_logprobs import by_transformers
from test_sft import settings, write

# Gemma 4's architecture: a window and all positions in turn, the last two layers reading the first two's keys and values.
CONFIG = {
    "model_type": "gemma4_text",
    "vocab_size": tiny.VOCABULARY,
    "hidden_size": 24,
    "intermediate_size": 32,
    "num_hidden_layers": 4,
    "layer_types": ["sliding_attention", "full_attention"] * 2,
    "sliding_window": 5,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "head_dim": 8,
    "global_head_dim": 16,
    "num_kv_shared_layers": 2,
    "hidden_size_per_layer_input": 6,
    "vocab_size_per_layer_input": tiny.VOCABULARY,
    "final_logit_softcapping": 2,
    "initializer_range": 0.3,
    "pad_token_id": 0,
}


def model_folder():
    path = tiny.folder() / "model"
    model.init_model(CONFIG, 1, torch.float32, str(path))
    return path


class Gemma(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.path = model_folder()

    def test_init(self):
        """init_model() makes a Gemma 4 text model, whatever way JSON writes its numbers"""
        config = json.loads((self.path / "config.json").read_text())
        self.assertEqual(config["architectures"], ["Gemma4ForCausalLM"])
        self.assertEqual(repr(config["final_logit_softcapping"]), "2.0")
        self.assertEqual(repr(config["sliding_window"]), "5")

    def test_log_probs(self):
        """log_probs() agrees with Gemma's logits of each sequence alone: windows, padding and the cap included"""
        current = tiny.loaded(self.path)
        pairs = tiny.random_pairs(6, seed=1)
        found = policy.log_probs(current, tiny.sequences(*pairs), True, 0.8, 10**6)
        with torch.no_grad():
            wanted = torch.cat([by_transformers(current.lm, pair, 0.8)[0] for pair in pairs])
        torch.testing.assert_close(found, wanted, atol=1e-5, rtol=0)

    def test_targets(self):
        """attach() finds Gemma's attention, and no keys and values where a layer has none"""
        for targets in ("paper", "allLinear"):
            lm = model.load_model(str(self.path), torch.float32, tiny.CPU)
            peft = adapter.attach(lm, adapter.LoraSettings(2, 4.0, 0.0, targets), 1)
            own = ["q_proj", "k_proj", "v_proj", "o_proj"]
            wanted = [
                f"model.layers.{layer}.self_attn.{name}"
                for layer in range(4)
                for name in (own if layer < 2 else ["q_proj", "o_proj"])
            ]
            self.assertEqual(sorted(adapter.matched_modules(peft)), sorted(wanted))

    def test_fine_tune(self):
        """fine_tune() lowers Gemma's loss and writes a folder with every tensor of the model, scalars of layers too"""
        folder = tiny.folder() / "tuned"
        losses = []
        sft.fine_tune(
            settings(self.path, folder, learning_rate=1e-2, epochs=6),
            write(tiny.random_pairs(20, seed=1, prompts=4)),
            None,
            tiny.CPU,
            lambda progress: losses.append(progress["loss"]),
        )
        self.assertLess(losses[-1], 0.7 * losses[0])
        before, after = (load_file(path / "model.safetensors") for path in (self.path, folder))
        self.assertEqual(
            {name: tensor.shape for name, tensor in before.items()},
            {name: tensor.shape for name, tensor in after.items()},
        )
        self.assertIn("model.layers.3.layer_scalar", after)
