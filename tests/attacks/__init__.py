"""Attacks on a sealed record: each is found, named, never executed, never written outside."""
