import unittest
from unittest import mock

from gpu import allocator


class Allocator(unittest.TestCase):
    def test_configure(self):
        """configure() lets memory grow in pieces, but where the user has settings by either name"""
        settings = {"PATH": "/bin"}
        with mock.patch.object(allocator, "_can_load", return_value=True):
            allocator.configure(settings)
            self.assertEqual(settings, {"PATH": "/bin", "PYTORCH_ALLOC_CONF": "expandable_segments:True"})
            for name in ("PYTORCH_ALLOC_CONF", "PYTORCH_CUDA_ALLOC_CONF"):
                settings = {name: "max_split_size_mb:512"}
                allocator.configure(settings)
                self.assertEqual(settings, {name: "max_split_size_mb:512"})

    def test_without_management(self):
        """configure() leaves PyTorch's default where NVIDIA's management library is missing: pieces that grow would crash there"""
        settings = {}
        with mock.patch.object(allocator, "MANAGEMENT", "libsepo-none.so.1"):
            allocator.configure(settings)
        self.assertEqual(settings, {})
