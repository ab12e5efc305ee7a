"""Tests of ``rules.checks``, and what they build their slates and provisions with."""
