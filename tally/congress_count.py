"""Counting a whole congress folder: reads everything, reports the faults of all files at once, counts every contest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rules.choice import Choices
from rules.congress_file import CongressReading, read_congress
from rules.errors import Fault, FaultList, InputError, Place, UndecidedError
from rules.freeze import frozen_faults
from rules.model import CONGRESS_FILE, Congress, Contest, Decision
from rules.phrase import phrase
from rules.regulation import Rules
from rules.regulation_file import rules_for
from tally.ballot_file import Box, read_box
from tally.membership import check_membership
from tally.model import InvalidReason
from tally.result import ContestResult, choices_for, count_contest
from tally.rounds import CongressResult, check_links, settle
from tally.streamed import Passing


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedCongress:
    """The result, and the ballots it was counted from by contest id."""

    result: CongressResult
    boxes: Mapping[str, Box]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCongress:
    """A folder read and not yet counted: its congress, the rules it is under, and its ballots by contest id."""

    congress: Congress
    rules: Rules
    boxes: Mapping[str, Box]


def count_folder(folder: Path | str, report: Callable[[int, int], None] | None = None) -> CountedCongress:
    """Count every contest of the folder that has ballots.

    ``report`` is told of a big box how many ballots have gone past, and how many are expected.

    Raises ``InputError`` with the faults of all its files, or ``UndecidedError`` where people must decide first.
    """
    read = read_folder(folder, report)
    return CountedCongress(result=_count(read.congress, read.rules, read.boxes), boxes=read.boxes)


def read_folder(folder: Path | str, report: Callable[[int, int], None] | None = None) -> ReadCongress:
    """Read the folder and the ballots of every contest that has some; raises ``InputError`` with all faults."""
    folder = Path(folder)
    reading = read_congress(folder)
    faults = [*reading.faults, *frozen_faults(folder, reading.contests)]
    rules = _rules(reading, faults)
    choices = reading.congress.choices if reading.congress else Choices()
    files = Counter(contest.ballots.file for contest in reading.contests if contest.ballots is not None)
    boxes: dict[str, Box] = {}
    for contest in reading.contests:
        if contest.ballots is None:
            continue
        passing = Passing(all_disagree=choices_for(contest, choices).all_disagree, report=_of(contest, report))
        shared = files[contest.ballots.file] > 1
        try:
            boxes[contest.id] = read_box(
                folder, contest, contest.ballots, _grounds(contest, rules), passing, shared=shared
            )
        except InputError as error:  # other files are read all the same, so that all faults are told in one go
            faults.extend(error.faults)
    if reading.congress is None or rules is None or faults:
        raise InputError(tuple(faults))
    if not boxes:
        raise InputError((_no_ballots(),))
    return ReadCongress(congress=reading.congress, rules=rules, boxes=boxes)


def _of(contest: Contest, report: Callable[[int, int], None] | None) -> Callable[[int], None] | None:
    """Tell of this contest's box: so many ballots are expected as came out of it."""
    if report is None or contest.ballots is None:
        return None
    expected = contest.ballots.returned
    return lambda counted: report(counted, expected)


def _rules(reading: CongressReading, faults: list[Fault]) -> Rules | None:
    if reading.congress is None:
        return None
    try:
        return rules_for(reading.congress)
    except InputError as error:
        faults.extend(error.faults)
        return None


def _grounds(contest: Contest, rules: Rules | None) -> tuple[str, ...]:
    """The grounds of invalidity; without rules, which have faults of their own, any may stand."""
    return rules.invalid_reasons_in_order(contest) if rules else tuple(InvalidReason)


def _count(congress: Congress, rules: Rules, boxes: Mapping[str, Box]) -> CongressResult:
    results: list[ContestResult] = []
    faults: list[Fault] = []
    undecided: list[Fault] = []
    for contest in congress.contests:
        if contest.id not in boxes:
            continue
        try:
            box = boxes[contest.id]
            result = count_contest(contest, box.ballots, rules, congress.choices, congress.decisions)
            results.append(replace(result, ruled=box.ruled))
        except UndecidedError as error:
            undecided.extend(error.faults)
        except InputError as error:
            faults.extend(error.faults)
    faults += (_of_no_count(decision) for decision in congress.decisions if decision.contest not in boxes)
    if faults:
        raise InputError(tuple(faults))
    if undecided:
        raise UndecidedError(tuple(undecided))
    return _together(congress, rules, settle(results, rules))


def _together(congress: Congress, rules: Rules, results: Sequence[ContestResult]) -> CongressResult:
    """Hold the counted contests to each other: rounds to what they answer, offices to the bodies they are of."""
    links = FaultList(CONGRESS_FILE)
    check_links(results, links)
    links.raise_if_any()
    members = check_membership(results, rules, congress.decisions)
    if members.refused:
        raise InputError(members.refused)
    if members.undecided:
        raise UndecidedError(members.undecided)
    return CongressResult(congress=congress, rules=rules, contests=members.results)


def _of_no_count(decision: Decision) -> Fault:
    """A decision about the outcome of a contest that has none: nobody may decide it in advance."""
    return Fault(
        name="decision.not_counted",
        file=CONGRESS_FILE,
        place=Place(key=f"decision.{decision.contest}.about"),
        seen=decision.about.value,
        message=phrase(
            "quyết định về kết quả của «{contest}», nhưng nội dung bầu đó chưa có phiếu", contest=decision.contest
        ),
        remedy=phrase("bỏ mục [[decision]] này, hoặc thêm tệp phiếu của nội dung bầu"),
    )


def _no_ballots() -> Fault:
    return Fault(
        name="congress.no_ballots",
        file=CONGRESS_FILE,
        place=Place(key="contest.ballots"),
        message=phrase("chưa có nội dung bầu nào có phiếu để kiểm"),
        remedy=phrase('thêm ballots = {{ file = "…", issued = …, returned = … }} vào [[contest]]'),
    )
