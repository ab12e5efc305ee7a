"""Tests of ``rules``, a file for each module."""
