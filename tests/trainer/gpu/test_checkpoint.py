import shutil
import unittest
from dataclasses import replace

import tiny
import torch
from gpu import adapter, checkpoint, step
from gpu.errors import InputError


class Checkpoint(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.path = tiny.model_folder()
        cls.saved = tiny.folder() / "saved"
        cls.current = tiny.loaded(cls.path, moved=False)
        cls.batch = tiny.noisy(cls.current, tiny.sequences(*tiny.random_pairs(12, seed=1, prompts=3)), seed=2)
        for _ in range(2):
            step.step(cls.current, cls.batch, tiny.LOSS, 200, False)
        checkpoint.save(cls.current, str(cls.saved))
        cls.draws = torch.rand(3)
        cls.reports = [step.step(cls.current, cls.batch, tiny.LOSS, 200, False) for _ in range(2)]

    def test_identity(self):
        """restore() then two steps equals two steps without stopping, to the bit"""
        fresh = tiny.loaded(self.path, moved=False, seed=99)
        settings = tiny.settings(self.path)
        fresh.settings = settings
        checkpoint.restore(fresh, str(self.saved))
        self.assertEqual(fresh.steps, 2)
        torch.testing.assert_close(torch.rand(3), self.draws, atol=0, rtol=0)
        for expected in self.reports:
            report = step.step(fresh, self.batch, tiny.LOSS, 200, False)
            self.assertEqual({**report, "seconds": 0}, {**expected, "seconds": 0})
        for name, weight in fresh.parameters.items():
            torch.testing.assert_close(weight.detach(), self.current.parameters[name].detach(), atol=0, rtol=0)

    def test_forked(self):
        """a fork with other settings of the optimizer goes on as if they were changed on the way"""
        changed = tiny.loaded(self.path, moved=False)
        checkpoint.restore(changed, str(self.saved))
        changed.settings = replace(changed.settings, learning_rate=3e-3, weight_decay=0.1, max_grad_norm=1e-3)
        for group in changed.adamw.param_groups:
            group["lr"] = 3e-3
            group["weight_decay"] = 0.1
        forked = tiny.loaded(self.path, moved=False, learning_rate=3e-3, weight_decay=0.1, max_grad_norm=1e-3)
        with self.assertRaisesRegex(InputError, "it was saved with learning_rate 0.01, the policy has 0.003"):
            checkpoint.restore(forked, str(self.saved))
        checkpoint.restore(forked, str(self.saved), forked=True)
        for current in (changed, forked):
            for _ in range(2):
                step.step(current, self.batch, tiny.LOSS, 200, False)
        for name, weight in forked.parameters.items():
            torch.testing.assert_close(weight.detach(), changed.parameters[name].detach(), atol=0, rtol=0)
        other = tiny.loaded(self.path, lora=adapter.LoraSettings(2, 8.0, 0.0, "allLinear"))
        with self.assertRaisesRegex(InputError, "it was saved with lora"):
            checkpoint.restore(other, str(self.saved), forked=True)

    def test_before_any_step(self):
        """restore() takes a policy that was saved before its first step"""
        folder = tiny.folder() / "new"
        checkpoint.save(tiny.loaded(self.path), str(folder))
        fresh = tiny.loaded(self.path, moved=False)
        checkpoint.restore(fresh, str(folder))
        self.assertEqual(fresh.steps, 0)
        step.step(fresh, self.batch, tiny.LOSS, 200, False)

    def test_files(self):
        """save() writes safetensors and JSON only, and replaces what was there"""
        checkpoint.save(self.current, str(self.saved.with_name("twice")))
        checkpoint.save(self.current, str(self.saved.with_name("twice")))
        folder = self.saved.with_name("twice")
        self.assertEqual({path.suffix for path in folder.iterdir()}, {".safetensors", ".json"})
        self.assertEqual([path.name for path in folder.parent.iterdir() if "twice" in path.name], ["twice"])

    def test_refuses(self):
        """restore() refuses other settings, missing and truncated files, and leaves the policy as it was"""
        other = tiny.loaded(self.path, lora=adapter.LoraSettings(2, 8.0, 0.0, "allLinear"))
        with self.assertRaisesRegex(InputError, "it was saved with lora"):
            checkpoint.restore(other, str(self.saved))
        current = tiny.loaded(self.path)
        before = {name: weight.detach().clone() for name, weight in current.parameters.items()}
        for name in (checkpoint.ADAPTER, checkpoint.OPTIMIZER, checkpoint.RNG, checkpoint.STATE):
            for broken in ("missing", "truncated"):
                folder = tiny.folder() / "broken"
                shutil.copytree(self.saved, folder)
                content = (folder / name).read_bytes()
                (folder / name).unlink()
                if broken == "truncated":
                    (folder / name).write_bytes(content[: len(content) // 2])
                with self.subTest(name=name, broken=broken), self.assertRaises(InputError) as caught:
                    checkpoint.restore(current, str(folder))
                self.assertIn(f"{name} is missing or broken", str(caught.exception))
        self.assertEqual(current.steps, 0)
        for name, weight in current.parameters.items():
            torch.testing.assert_close(weight.detach(), before[name], atol=0, rtol=0)
