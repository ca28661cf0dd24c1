import unittest
from unittest import mock

from gpu import clock


class Clock(unittest.TestCase):
    def test_since(self):
        """since() is what has passed, and 0 on a clock that goes back"""
        for now, passed in ((105.5, 5.5), (100.0, 0.0), (90.0, 0.0)):
            with mock.patch.object(clock, "now", lambda now=now: now):
                self.assertEqual(clock.since(100.0), passed)

    def test_rate(self):
        """rate() is a number on a clock that stands still, too"""
        self.assertEqual((clock.rate(10, 2.5), clock.rate(10, 0.0)), (4.0, 0.0))
