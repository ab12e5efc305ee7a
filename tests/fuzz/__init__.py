"""Fuzzing of every reader of ``tally/``: broken and hostile files end in words, soon, and in bounded memory."""
