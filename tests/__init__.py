"""Tests: the folders mirror the packages; ``tests.catalogs`` is the command that keeps the translations."""
