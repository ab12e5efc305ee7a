"""What programs and notebooks import (giao diện Python): the same reading, counting and checking as the commands.

Nothing here prints, asks a clock or writes a file. Whatever is wrong with an input is an ``InputError`` that carries
every fault; where people must decide first it is an ``UndecidedError``, which is one too.

A whole congress, checked before it and counted after; the samples travel with the program:

>>> from tally.api import candidates_frame, check_folder, contests_frame, count_folder, findings_frame, samples_folder
>>> folder = samples_folder() / "huyen-2020"
>>> counted = count_folder(folder)
>>> counted.result.contests[0].account.base, counted.result.contests[0].needed
(249, 125)
>>> candidates_frame(counted.result).loc[("bch", 1), "standing"]
'elected'
>>> int(contests_frame(counted.result).loc["bch", "valid"])
246
>>> findings = findings_frame(check_folder(folder))
>>> findings.loc[findings["code"] == "SZ02", "measured"].tolist()
['5/39']

Ballots of your own, without any file. A strike-out ballot has a letter a name, ``k`` kept and ``s`` struck; both
counters count them, and must agree:

>>> from tally.api import Ballot, BallotForm, Form, count, count_columns, tally_frame, turn
>>> paper = BallotForm(form=Form.STRIKE_OUT, names=4, seats=2)
>>> pile = [Ballot(1, "kkss"), Ballot(2, "ksks"), Ballot(3, "kkks")]
>>> tally = count(pile, paper)
>>> tally.votes, tally.invalid_reasons
((2, 1, 1, 0), {<InvalidReason.OVERVOTE: 'overvote'>: 1})
>>> tally == count_columns(turn(pile, paper.names), paper)
True
>>> tally_frame(tally, ["An", "Bình", "Chi", "Dung"])["votes"].tolist()
[2, 1, 1, 0]
>>> count([Ballot(4, "kk")], paper)
Traceback (most recent call last):
ValueError: ballot 4 has not 4 marks of ksu: 'kk'

A file of another program's cast vote records, every contest of it; ``DECK`` is its path, here of NIST's test deck:

>>> from tally.api import count_deck, deck_frame, open_deck
>>> deck = count_deck(open_deck(DECK, "cvr-gen-01.json"))
>>> deck_frame(deck).loc["cc-county-assessor", "votes"].tolist()
[12, 12, 8, 8, 8, 8, 16, 8]

Hundreds of thousands of branches at once (numpy), for studies: of every contest what the reference would say of it:

>>> import numpy as np
>>> from tally.many import count_many
>>> kept = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0], [0, 1, 0], [1, 0, 0]], np.uint8)  # a row a ballot
>>> counted = count_many(kept, np.array([3, 2]), seats=2, needed=np.array([2, 2]))  # 3 ballots, then 2
>>> counted.votes.tolist(), counted.elected.tolist()
([[3, 2, 1], [1, 1, 0]], [[True, True, False], [False, False, False]])
>>> counted.to_look_at.tolist()
[1]

What is wrong with a folder, as values, and in words of either language:

>>> from tally.api import InputError, Translator
>>> try:
...     count_folder(samples_folder() / "danh-sach-sai")
... except InputError as error:
...     fault = error.faults[0]
>>> fault.name
'congress.no_ballots'
>>> Translator("en").text(fault.message)
'no contest has ballots to count'
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rules.check_run import Said, check_path
from rules.choice import AllDisagree
from rules.engine import CheckResult
from rules.errors import Fault, InputError, UndecidedError
from rules.messages import Translator
from rules.model import Cells, Congress, Contest, Form, Kind, Office
from tally import count as reference
from tally.columns import count_columns, turn
from tally.congress_count import CountedCongress, count_folder, read_folder
from tally.frames import ballots_frame, candidates_frame, contests_frame, deck_frame, findings_frame, tally_frame
from tally.interchange.deck import count_deck
from tally.interchange.decks import open_deck
from tally.model import Ballot, InvalidReason, RawMark, Tally
from tally.result import ContestResult
from tally.result_file import result_json
from tally.rounds import CongressResult
from tally.samples import samples_folder
from tally.validity import BallotForm, verdict

__all__ = [
    "AllDisagree",
    "Ballot",
    "BallotForm",
    "Cells",
    "CheckResult",
    "Congress",
    "CongressResult",
    "Contest",
    "ContestResult",
    "CountedCongress",
    "Fault",
    "Form",
    "InputError",
    "InvalidReason",
    "RawMark",
    "Tally",
    "Translator",
    "UndecidedError",
    "ballots_frame",
    "candidates_frame",
    "check_folder",
    "contests_frame",
    "count",
    "count_columns",
    "count_deck",
    "count_folder",
    "deck_frame",
    "findings_frame",
    "open_deck",
    "read_folder",
    "result_json",
    "samples_folder",
    "tally_frame",
    "turn",
    "verdict",
]


def count(ballots: Sequence[Ballot], paper: BallotForm, all_disagree: AllDisagree | None = None) -> Tally:
    """Count ballots of your own by the reference count (kiểm phiếu); one by one they are held to their paper first.

    Raises ``ValueError`` naming a ballot that has not one mark a name of its form, or one that people must rule on
    first, or, where ``all_disagree`` is left open, one that agrees to nobody of several.
    """
    letters = _LETTERS[paper.form]
    for ballot in ballots:
        if len(ballot.marks) != paper.names or not letters.issuperset(ballot.marks):
            wanted = "".join(sorted(letters))
            raise ValueError(f"ballot {ballot.number} has not {paper.names} marks of {wanted}: {ballot.marks!r}")
    return reference.count(ballots, paper, all_disagree)


_LETTERS = {Form.STRIKE_OUT: frozenset("ksu"), Form.AGREE_DISAGREE: frozenset("adbnu")}


def check_folder(folder: Path | str) -> CheckResult:
    """Check the slates of a congress folder against the regulations in force on its day (kiểm tra danh sách).

    Raises ``InputError`` with the faults of every file.
    """
    nothing = Said(
        seats=None, opens=None, level=None, kind=Kind.DELEGATES, office=Office.EXECUTIVE_COMMITTEE, pack=None
    )
    return check_path(Path(folder), nothing)
