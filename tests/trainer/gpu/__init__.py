"""Tests of the bundled Python package; ``run_tests.py`` runs them and gpu_test.ts reports them."""
