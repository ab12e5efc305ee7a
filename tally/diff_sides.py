"""What ``kiemphieu diff`` compares: folders, sealed records and ballot files, each read as counts of contests."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rules.congress_file import read_congress
from rules.errors import Fault, InputError, shown_path
from rules.model import CONGRESS_FILE, BallotSource, Congress, Contest
from rules.phrase import Phrase, phrase
from rules.regulation import Rules
from rules.regulation_file import rules_for
from tally.audit import audit
from tally.ballot_file import Box, read_box
from tally.canonical import slate_canonical
from tally.comparison import Comparison, Ending, Judge, Pile, compare
from tally.congress_count import CountedCongress, count_folder
from tally.model import Ballot, InvalidReason
from tally.record_file import counted_record, open_record, unpack_inputs
from tally.result import count_contest
from tally.validity import BallotForm, verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One count: its name for people, the congress it is of, and its ballots by contest.

    ``verified``: whether the record it comes from verifies; None where it comes from no record.
    """

    name: str
    verified: bool | None = None
    congress: Congress
    rules: Rules
    boxes: Mapping[str, Box]

    def contest(self, contest: str) -> Contest:
        """The contest of an id, which is there."""
        return next(each for each in self.congress.contests if each.id == contest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What comparing the sides found of one contest. ``comparison`` None: not the same ballot, or not in all."""

    contest: Contest
    comparison: Comparison | None
    why_not: Phrase | None = None


def read_sides(
    paths: Sequence[Path],
    *,
    congress: Path | None = None,
    contest: str | None = None,
    report: Callable[[int, int], None] | None = None,
) -> tuple[Side, ...]:
    """Read two or three counts. A ballot file needs a congress: ``congress``, or one of the others, or its folder.

    ``report`` is told of a big box how many ballots have gone past, and how many are expected.
    Raises ``InputError`` with every fault of all of them.
    """
    faults: list[Fault] = []
    sides: list[Side] = []
    for path in paths:
        try:
            if path.is_dir():
                sides.append(_side(shown_path(path), count_folder(path, report)))
            elif _is_archive(path):
                sides.append(_of_record(path, report))
            else:
                with _folder_for(path, paths, congress) as folder:
                    sides.append(_of_file(path, folder, contest))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(tuple(faults))
    return tuple(sides)


def compare_sides(sides: Sequence[Side], *, contest: str | None = None) -> tuple[Compared, ...]:
    """Compare contest by contest, in the order of the first side; those only some have are said."""
    found = []
    ids = dict.fromkeys(each for side in sides for each in side.boxes)
    for each in ids if contest is None else (contest,):
        having = [side for side in sides if each in side.boxes]
        if not having:
            raise InputError((_no_contest(each, tuple(ids)),))
        first = having[0].contest(each)
        if len(having) < len(sides):
            missing = tuple(side.name for side in sides if side not in having)
            found.append(Compared(contest=first, comparison=None, why_not=phrase("không có ở {names}", names=missing)))
        elif len({_paper(side.contest(each)) for side in sides}) > 1:
            other = phrase("danh sách, mẫu phiếu hoặc số lượng bầu khác nhau: không phải cùng một loại phiếu")
            found.append(Compared(contest=first, comparison=None, why_not=other))
        else:
            piles = [
                Pile(name=side.name, stamped=side.boxes[each].stamped, ballots=tuple(side.boxes[each].ballots))
                for side in sides
            ]
            found.append(Compared(contest=first, comparison=compare(piles, judge(sides[0], first))))
    return tuple(found)


def judge(side: Side, contest: Contest) -> Judge:
    """How any pile of a contest would end under the rules and the account of one side.

    A pile with fewer papers than came out of the box ends as it is: what the missing ones say nobody knows.
    """
    choices = side.congress.choices
    paper = BallotForm(form=contest.form, names=len(contest.slate), seats=contest.seats)

    def ending(ballots: tuple[Ballot, ...]) -> Ending | None:
        source = contest.ballots
        if contest.attendance is None or source is None:  # nobody said yet how many were summoned
            return None
        as_it_is = replace(contest, ballots=replace(source, returned=min(source.returned, len(ballots))))
        try:
            result = count_contest(as_it_is, ballots, side.rules, choices)
        except InputError:  # a mark is not ruled on, a choice is open: the count itself says which
            return None
        return Ending(
            votes=result.tally.votes if result.tally else None,
            state=result.outcome.state.value,
            elected=result.outcome.elected,
        )

    def why_invalid(ballot: Ballot) -> InvalidReason | None:
        try:
            return verdict(ballot, paper, choices.all_disagree)
        except ValueError:
            return None

    return Judge(ending=ending, verdict=why_invalid)


def _of_record(path: Path, report: Callable[[int, int], None] | None) -> Side:
    """The count that a sealed record holds, made again from its inputs."""
    record = open_record(path)
    return replace(_side(shown_path(path), counted_record(record, report)), verified=audit(record, report=report).holds)


def _side(name: str, counted: CountedCongress) -> Side:
    return Side(name=name, congress=counted.result.congress, rules=counted.result.rules, boxes=counted.boxes)


def _of_file(path: Path, folder: Path, contest: str | None) -> Side:
    """A ballot file alone: the contest says what its codes mean."""
    reading = read_congress(folder)
    if reading.congress is None or reading.faults:
        raise InputError(reading.faults)
    rules = rules_for(reading.congress)
    chosen = _contest_of(path, reading.congress, contest)
    if chosen.ballots is None:
        source = BallotSource(file=path.name, issued=0, returned=0)
    else:
        same = chosen.ballots.file == path.name
        source = replace(chosen.ballots, file=path.name, rulings=chosen.ballots.rulings if same else None)
    box = read_box(path.parent, chosen, source, rules.invalid_reasons_in_order(chosen))
    return Side(name=shown_path(path), congress=reading.congress, rules=rules, boxes={chosen.id: box})


def _contest_of(path: Path, congress: Congress, contest: str | None) -> Contest:
    """The contest asked for, or the one that names the file, or the only one."""
    ids = tuple(each.id for each in congress.contests)
    if contest is not None:
        wanted = [each for each in congress.contests if each.id == contest]
        if not wanted:
            raise InputError((_no_contest(contest, ids),))
        return wanted[0]
    naming = [each for each in congress.contests if each.ballots is not None and each.ballots.file == path.name]
    if naming or len(congress.contests) == 1:
        return (naming or list(congress.contests))[0]
    fault = Fault(
        name="diff.which_contest",
        file=shown_path(path),
        message=phrase("không biết tệp phiếu này của nội dung bầu nào"),
        remedy=phrase("thêm --contest, một trong: {ids}", ids=ids),
    )
    raise InputError((fault,))


@contextmanager
def _folder_for(path: Path, paths: Sequence[Path], congress: Path | None) -> Iterator[Path]:
    """The congress folder that a ballot file is read with."""
    beside = (path.parent,) if (path.parent / CONGRESS_FILE).is_file() else ()
    others = tuple(each for each in paths if each.is_dir() or _is_archive(each))
    known = (*((congress,) if congress is not None else ()), *beside, *others)
    known += tuple(each.parent for each in paths if (each.parent / CONGRESS_FILE).is_file())
    if not known:
        fault = Fault(
            name="diff.no_congress",
            file=shown_path(path),
            message=phrase("một tệp phiếu không tự nói danh sách, mẫu phiếu và số lượng bầu"),
            remedy=phrase("thêm --congress và thư mục đại hội"),
        )
        raise InputError((fault,))
    if known[0].is_dir():
        yield known[0]
    else:
        with _unpacked(known[0]) as folder:
            yield folder


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    record = open_record(path)
    with tempfile.TemporaryDirectory(prefix="kiemphieu-") as folder:
        unpack_inputs(record, Path(folder))
        yield Path(folder)


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def _paper(contest: Contest) -> tuple[bytes, str, int]:
    return slate_canonical(contest.slate), contest.form.value, contest.seats


def _no_contest(contest: str, ids: tuple[str, ...]) -> Fault:
    return Fault(
        name="diff.no_contest",
        file="--contest",
        seen=contest,
        message=phrase("không có nội dung bầu nào có id là «{contest}»", contest=contest),
        remedy=phrase("ghi id của một nội dung bầu; các id đã ghi: {ids}", ids=ids),
    )
