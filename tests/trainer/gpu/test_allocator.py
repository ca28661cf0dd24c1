import unittest

from gpu import allocator


class Allocator(unittest.TestCase):
    def test_configure(self):
        """configure() lets memory grow in pieces, but where the user has settings by either name"""
        settings = {"PATH": "/bin"}
        allocator.configure(settings)
        self.assertEqual(settings, {"PATH": "/bin", "PYTORCH_ALLOC_CONF": "expandable_segments:True"})
        for name in ("PYTORCH_ALLOC_CONF", "PYTORCH_CUDA_ALLOC_CONF"):
            settings = {name: "max_split_size_mb:512"}
            allocator.configure(settings)
            self.assertEqual(settings, {name: "max_split_size_mb:512"})
