"""The desk in a real browser: their own command, ``python -m pytest tests/browser --run-browser -n0``."""
