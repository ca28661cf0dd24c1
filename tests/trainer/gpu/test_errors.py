import unittest

import torch
from gpu import errors
from gpu.fields import Fields
from safetensors import SafetensorError


class Errors(unittest.TestCase):
    def test_memory(self):
        """describe() names the setting to lower when the host's or the GPU's memory runs out"""
        cases = [
            (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB"), "Out of GPU memory: lower tokenBudget"),
            (MemoryError(), "Out of memory: lower tokenBudget"),
            (
                RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes"),
                "Out of memory: lower tokenBudget",
            ),
        ]
        for error, message in cases:
            self.assertEqual(errors.describe(error, "step", "lower tokenBudget"), {"kind": "memory", "message": message})

    def test_kinds(self):
        """describe() tells what the caller can mend from what it can't, in one line"""
        self.assertEqual(errors.describe(errors.InputError("no"), "step", ""), {"kind": "input", "message": "no"})
        internal = {"kind": "internal", "message": "RuntimeError: shapes differ"}
        self.assertEqual(errors.describe(RuntimeError("shapes differ\nat line 3"), "step", ""), internal)


    def test_system(self):
        """describe() says in one sentence what the operating system refused, of which file"""
        cases = [
            (FileNotFoundError(2, "No such file or directory", "a/b"), 'no such file or directory for "a/b"'),
            (OSError(28, "No space left on device"), "no space left on device"),
            (
                SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)"),
                "no space left on device",
            ),
        ]
        for error, reason in cases:
            wanted = {"kind": "input", "message": f'Cannot serve "save": {reason}'}
            self.assertEqual(errors.describe(error, "save", ""), wanted)
        self.assertEqual(errors.describe(OSError("it can't be loaded"), "load", "")["kind"], "internal")

    def test_writing(self):
        """writing() names the place that could not be written, whoever tried, and lets other errors through"""
        refused = [
            OSError(28, "No space left on device", "results/1/adapter.safetensors"),
            SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)"),
        ]
        for error in refused:
            with self.assertRaises(errors.InputError) as caught, errors.writing("results/1"):
                raise error
            self.assertEqual(str(caught.exception), 'Cannot write "results/1": no space left on device')
        for error in (errors.InputError("no"), RuntimeError("shapes differ"), MemoryError()):
            with self.assertRaises(type(error)) as caught, errors.writing("results/1"):
                raise error
            self.assertIs(caught.exception, error)


class FieldsOfARequest(unittest.TestCase):
    def test_refuses(self):
        """Fields refuses values of the wrong type or out of range, quoting them"""
        fields = Fields({"a": "x", "b": True, "c": -1, "d": 0, "e": None}, '"step"')
        cases = [
            (lambda: fields.integer("a", 0), "expected a whole number of at least 0, got 'x'"),
            (lambda: fields.integer("b", 0), "got True"),
            (lambda: fields.number("c"), "expected a number of at least 0, got -1"),
            (lambda: fields.number("d", above=True), "expected a number above 0, got 0"),
            (lambda: fields.text("missing"), 'Cannot read "missing" of "step": expected a string, got nothing'),
            (lambda: fields.choice("a", "on", "off"), "expected one of on, off, got 'x'"),
            (lambda: fields.flag("c"), "expected true or false, got -1"),
            (lambda: fields.fields("a"), "expected an object, got 'x'"),
        ]
        for read, message in cases:
            with self.subTest(message), self.assertRaises(errors.InputError) as caught:
                read()
            self.assertIn(message, str(caught.exception))
        self.assertFalse(fields.has("e"))
