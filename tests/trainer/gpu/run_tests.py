"""Runs the Python tests and prints one JSON line for each: its claim, its seconds and, if it failed, why."""

import json
import sys
import unittest
from pathlib import Path

from gpu import fused_kernels


class JsonResult(unittest.TestResult):
    def _print(self, test, failure=None):
        print(json.dumps({"name": test.shortDescription() or test.id(), "failure": failure}), flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._print(test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._print(test, self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self._print(test, self.errors[-1][1])

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._print(subtest, (self.failures + self.errors)[-1][1])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._print(test, f"skipped: {reason}")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._print(test, "it was expected to fail and did not")


if __name__ == "__main__":
    fused_kernels.keep_out()  # the tests are a processor's
    here = Path(__file__).resolve().parent
    sys.path.insert(0, str(here))
    result = JsonResult()
    unittest.defaultTestLoader.discover(str(here)).run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
