import json
import unittest

import test_gemma
import tiny
import torch
from gpu import adapter, model
from safetensors.torch import load_file
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


def without(fields, *names):
    return {name: value for name, value in fields.items() if name not in names}


class Multimodal(unittest.TestCase):
    def check(self, whole, own_class):
        """Saves a multimodal model in shards and compares what load_model() makes of it."""
        path = tiny.folder() / "model"
        whole.eval().save_pretrained(path, max_shard_size="40KB")
        self.assertGreater(len(list(path.glob("*.safetensors"))), 1)
        lm = model.load_model(str(path), torch.float32, tiny.CPU)
        self.assertEqual(type(lm).__name__, own_class)
        ids = torch.randint(1, tiny.VOCABULARY, (2, 20), generator=torch.Generator().manual_seed(1))
        with torch.no_grad():
            torch.testing.assert_close(lm(input_ids=ids).logits, whole(input_ids=ids).logits, atol=1e-6, rtol=0)
        return path, lm

    def test_gemma(self):
        """load_model() takes the language model alone out of a multimodal Gemma 4, with the same logits"""
        text = without(test_gemma.CONFIG, "model_type") | {"final_logit_softcapping": 2.0}
        torch.manual_seed(3)
        whole = Gemma4ForConditionalGeneration(Gemma4Config(text_config=text, **GEMMA_TOWERS))
        path, lm = self.check(whole, "Gemma4ForCausalLM")
        peft = adapter.attach(lm, adapter.LoraSettings(2, 4.0, 0.0, "paper"), 1)
        modules = adapter.matched_modules(peft)
        self.assertEqual(len(modules), 2 * 4 + 2 * 2)
        self.assertTrue(all(name.startswith("model.layers.") for name in modules))
        merged = tiny.folder() / "merged"
        model.write_model(peft.merge_and_unload(), torch.float32, str(path), str(merged))
        self.assertEqual(json.loads((merged / "config.json").read_text())["model_type"], "gemma4_text")
        self.assertFalse([name for name in load_file(merged / "model.safetensors") if "tower" in name])

    def test_qwen(self):
        """load_model() takes the language model alone out of a multimodal Qwen 3.5, its output tied or not"""
        for tied in (True, False):
            torch.manual_seed(3)
            text = without(tiny.CONFIG, "model_type", "tie_word_embeddings")
            config = Qwen3_5Config(text_config=text, tie_word_embeddings=tied, **QWEN_TOWERS)
            _, lm = self.check(Qwen3_5ForConditionalGeneration(config), "Qwen3_5ForCausalLM")
            own = lm.get_output_embeddings().weight is not lm.get_input_embeddings().weight
            self.assertEqual(own, not tied)
