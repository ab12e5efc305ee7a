"""Measurements: ratios of one run, never times asserted. ``python -m tests.benchmarks`` writes the table."""
