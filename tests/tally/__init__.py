"""Tests of ``tally``, a file for each module."""
