import json
import os
import shutil
import unittest

import tiny
import torch
from gpu import adapter, model
from gpu.errors import InputError
from safetensors.torch import load_file, save_file

NAME = "model.layers.0.mlp.up_proj.weight"


class Model(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.good = tiny.model_folder()

    def copy(self):
        path = tiny.folder() / "model"
        shutil.copytree(self.good, path)
        return path

    def refuses(self, path, *wanted):
        with self.assertRaises(InputError) as caught:
            model.load_model(str(path), torch.float32, tiny.CPU)
        message = str(caught.exception)
        for part in (str(path), *wanted):
            self.assertIn(part, message)
        self.assertNotIn("\n", message)

    def test_init(self):
        """init_model() writes the same bytes for the same seed and others for another"""
        weights = [(tiny.model_folder(seed=seed) / "model.safetensors").read_bytes() for seed in (1, 1, 2)]
        self.assertEqual(weights[0], weights[1])
        self.assertNotEqual(weights[0], weights[2])

    def test_init_files(self):
        """init_model() writes float32 weights and a config that names the architecture, beside files already there"""
        path = tiny.folder()
        (path / "tokenizer.json").write_text("{}")
        model.init_model(tiny.CONFIG, 1, torch.float32, str(path))
        self.assertEqual(sorted(os.listdir(path)), ["config.json", "model.safetensors", "tokenizer.json"])
        config = json.loads((path / "config.json").read_text())
        self.assertEqual(config["architectures"], ["Qwen3_5ForCausalLM"])
        self.assertEqual({value.dtype for value in load_file(path / "model.safetensors").values()}, {torch.float32})

    def test_init_refuses(self):
        """init_model() refuses an unknown architecture and impossible numbers in one sentence"""
        for changes in ({"model_type": "no_such"}, {"hidden_size": "wide"}, {"num_attention_heads": 0}):
            with self.assertRaises(InputError) as caught:
                tiny.model_folder(**changes)
            self.assertNotIn("\n", str(caught.exception))

    def test_missing(self):
        """load_model() names a tensor that is missing"""
        path = self.copy()
        weights = load_file(path / "model.safetensors")
        del weights[NAME]
        save_file(weights, path / "model.safetensors", {"format": "pt"})
        self.refuses(path, NAME, "is missing")

    def test_shape(self):
        """load_model() names a tensor of the wrong shape and both shapes"""
        path = self.copy()
        weights = load_file(path / "model.safetensors")
        weights[NAME] = torch.zeros(5, 24)
        save_file(weights, path / "model.safetensors", {"format": "pt"})
        self.refuses(path, NAME, "[5, 24]", "[32, 24]")

    def test_truncated(self):
        """load_model() names a file that is truncated, in its header or in its data"""
        for keep in (4, 100, -10):
            path = self.copy()
            content = (path / "model.safetensors").read_bytes()
            (path / "model.safetensors").write_bytes(content[:keep])
            self.refuses(path, "model.safetensors is truncated")

    def test_absent(self):
        """load_model() says which file a folder lacks, and reads no pickle"""
        path = self.copy()
        os.rename(path / "model.safetensors", path / "pytorch_model.bin")
        self.refuses(path, "it has no .safetensors file")
        os.remove(path / "config.json")
        self.refuses(path, "it has no config.json")
        self.refuses("/nowhere", "it has no config.json")

    def test_remote_code(self):
        """load_model() runs no code of a model's repository"""
        path = self.copy()
        config = json.loads((path / "config.json").read_text())
        config.update(model_type="custom", auto_map={"AutoConfig": "evil.Config", "AutoModelForCausalLM": "evil.Model"})
        (path / "config.json").write_text(json.dumps(config))
        (path / "evil.py").write_text(f"open({str(path / 'ran')!r}, 'w')")
        self.refuses(path)
        self.assertFalse((path / "ran").exists())

    def test_merge(self):
        """write_model() of a merged adapter gives the adapter's logits within 1e-5"""
        ids = torch.randint(0, tiny.VOCABULARY, (2, 20), generator=torch.Generator().manual_seed(1))
        current = tiny.loaded(self.good)
        base = model.load_model(str(self.good), torch.float32, tiny.CPU)
        with torch.no_grad():
            expected = current.lm(input_ids=ids).logits
            self.assertGreater(float((expected - base(input_ids=ids).logits).abs().max()), 0.1)
        path = tiny.folder() / "merged"
        model.write_model(current.peft.merge_and_unload(), torch.float32, str(self.good), str(path))
        with torch.no_grad():
            merged = model.load_model(str(path), torch.float32, tiny.CPU)(input_ids=ids).logits
        torch.testing.assert_close(merged, expected, atol=1e-5, rtol=0)

    def test_export(self):
        """export() writes float32 A and B under peft's names"""
        current = tiny.loaded(self.good, lora=adapter.LoraSettings(4, 8.0, 0.0, "paper"))
        path = tiny.folder() / "adapter.safetensors"
        adapter.export(current.peft, path)
        shapes = {name: list(value.shape) for name, value in load_file(path).items()}
        layer = "base_model.model.model.layers.3.self_attn"
        self.assertEqual(shapes[f"{layer}.q_proj.lora_A.weight"], [4, 24])
        self.assertEqual(shapes[f"{layer}.q_proj.lora_B.weight"], [64, 4])
        self.assertEqual(len(shapes), 8)
