"""Writes the slates and ballots of ``samples/``: invented people, ballots that give the votes of the rosters.

``python -m tests.samples_generator`` writes them; ``tests/test_samples.py`` holds the committed files to it.
"""
