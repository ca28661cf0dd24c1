import os
import subprocess
import sys
import unittest

import tiny

# A package that has what transformers and the trainer look for, and says when it is used.
KERNELS = "def chunk_gated_delta_rule(q, k, v, g, beta, **options):\n    raise SystemExit('kernels were used')\n"

# Asks for the version and computes the rule once, the packages kept out or not.
SCRIPT = """
import sys
from gpu import fused_kernels
if sys.argv[1] == "out":
    fused_kernels.keep_out()
print(fused_kernels.version(), flush=True)
import torch
from gpu import gated_delta
ones = torch.ones(1, 2, 1, 3)
gated_delta.by_kernels(ones, ones, ones, -ones[..., 0], ones[..., 0], None, keep_state=True)
print("without kernels")
"""


class FusedKernels(unittest.TestCase):
    def ran(self, how):
        path = tiny.folder()
        (path / "fla/ops/gated_delta_rule").mkdir(parents=True)
        for package in ("fla", "fla/ops"):
            (path / package / "__init__.py").write_text("")
        (path / "fla/ops/gated_delta_rule/__init__.py").write_text(KERNELS)
        (path / "fla_core-9.8.7.dist-info").mkdir()
        (path / "fla_core-9.8.7.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: fla-core\nVersion: 9.8.7\n")
        searched = os.pathsep.join([str(path), *filter(None, sys.path)])
        ended = subprocess.run(
            [sys.executable, "-c", SCRIPT, how], env={**os.environ, "PYTHONPATH": searched}, capture_output=True, text=True
        )
        return ended.stdout.split("\n")[:-1], ended.stderr.strip().split("\n")[-1]

    def test_there(self):
        """fused kernels are found where they are installed, with their version, and by_kernels() uses them"""
        self.assertEqual(self.ran("in"), (["9.8.7"], "kernels were used"))

    def test_kept_out(self):
        """keep_out() keeps installed kernels from the processor: they aren't found, and PyTorch computes"""
        said, _ = self.ran("out")
        self.assertEqual(said, ["None", "without kernels"])
