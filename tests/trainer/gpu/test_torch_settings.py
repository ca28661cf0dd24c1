import os
import subprocess
import sys
import unittest
from unittest import mock

from gpu import torch_settings

NO_COMPILER = {"TORCH_DISABLE_NATIVE_JIT": "1"}


class TorchSettings(unittest.TestCase):
    def test_configure(self):
        """configure() asks for no compiler, and lets memory grow in pieces, but where the user has settings"""
        settings = {"PATH": "/bin"}
        with mock.patch.object(torch_settings, "_can_load", return_value=True):
            torch_settings.configure(settings)
            self.assertEqual(settings, {"PATH": "/bin", **NO_COMPILER, "PYTORCH_ALLOC_CONF": "expandable_segments:True"})
            for name in ("PYTORCH_ALLOC_CONF", "PYTORCH_CUDA_ALLOC_CONF"):
                settings = {name: "max_split_size_mb:512", "TORCH_DISABLE_NATIVE_JIT": "0"}
                expected = dict(settings)
                torch_settings.configure(settings)
                self.assertEqual(settings, expected)

    def test_without_management(self):
        """configure() leaves memory to PyTorch where NVIDIA's management library is missing: it would crash there"""
        settings = {}
        with mock.patch.object(torch_settings, "MANAGEMENT", "libsepo-none.so.1"):
            torch_settings.configure(settings)
        self.assertEqual(settings, NO_COMPILER)

    def test_torch_is_not_imported(self):
        """the server settles them before anything imports PyTorch"""
        code = "import sys, gpu.server; print('torch' in sys.modules)"
        path = os.pathsep.join(part for part in sys.path if part)
        printed = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True)
        self.assertEqual(printed.stdout.strip(), b"False", printed.stderr)
