"""VoteKit under a Python of its own, since its numba is older than ours: a process that counts a pile when asked.

It imports nothing of ours. It is started with a JSON file, ``[[kept, …], …]`` for each valid ballot, the number of
names and of seats; for every line it gets it counts all over again and answers with the votes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(file: str, names: int, seats: int) -> None:
    """Read the pile, say that it is ready, and count it as often as asked."""
    from votekit import ScoreBallot, ScoreProfile
    from votekit.elections import Approval

    lists = json.loads(Path(file).read_text(encoding="utf-8"))
    candidates = [str(name) for name in range(names)]
    answer([])
    for _ in sys.stdin:
        ballots = tuple(ScoreBallot(scores={candidates[name]: 1 for name in kept}) for kept in lists)
        election = Approval(ScoreProfile(ballots=ballots, candidates=candidates), n_seats=seats, tiebreak="random")
        scores = election.election_states[0].scores
        answer([int(scores[name]) for name in candidates])


def answer(votes: list[int]) -> None:
    """One line of JSON."""
    sys.stdout.write(f"{json.dumps(votes)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
