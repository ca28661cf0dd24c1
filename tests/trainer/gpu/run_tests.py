"""Runs the Python tests and prints one JSON line for each: its claim, its seconds and, if it failed, why."""

import json
import sys
import unittest
from pathlib import Path


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


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    sys.path.insert(0, str(here))
    unittest.defaultTestLoader.discover(str(here)).run(JsonResult())
