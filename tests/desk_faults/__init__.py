"""Faults of the desk at full length: killed at any moment, its write-ahead log cut at every byte, flushes traced."""
