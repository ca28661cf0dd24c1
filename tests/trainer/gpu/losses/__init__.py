"""Tests of the losses, each against arithmetic by hand and against the autograd of its formula as written."""
