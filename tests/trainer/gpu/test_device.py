import os
import unittest
from unittest import mock

import torch
from gpu import device

# What macOS knows of them: SC_AVPHYS_PAGES, the free pages, is Linux's.
KNOWN = {"SC_PAGE_SIZE": 16384, "SC_PHYS_PAGES": 1048576}


def _sysconf(name):
    if name not in KNOWN:
        raise ValueError("unrecognized configuration name")
    return KNOWN[name]


class Device(unittest.TestCase):
    def test_memory(self):
        """describe() knows the machine's memory where the system tells the number of its pages alone"""
        with mock.patch.object(os, "sysconf", _sysconf):
            found = device.describe(torch.device("cpu"))["device"]
        self.assertEqual(found["memoryBytes"], 16 * 2**30)
        self.assertEqual(found["kind"], "cpu")
