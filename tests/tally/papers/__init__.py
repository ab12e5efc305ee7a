"""Tests of the papers: what is printed is what was counted, on every page."""
