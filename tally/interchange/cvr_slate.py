"""Which contest of a cast vote record file is a congress's contest, and whether it is of the same list and polarity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rules.errors import Place
from rules.model import Cells, Form
from rules.names import fold
from rules.phrase import phrase
from rules.text_file import shortened
from tally.ballot_rows import BallotReader
from tally.canonical import digest, slate_canonical
from tally.interchange.cvr_contests import CELLS, CONTEST, SLATE, CvrContest

_AGREE = frozenset({"agree", "đồng ý", "yes"})
_DISAGREE = frozenset({"disagree", "không đồng ý", "no"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateContests:
    """The contests of a file that are a congress's contest.

    ``rows`` are one contest of a strike-out ballot, whose selections are the names in ballot order; of an
    agree/disagree ballot one contest a name in ballot order, its two selections agree and disagree.
    """

    form: Form
    rows: tuple[CvrContest, ...]

    @property
    def ids(self) -> Mapping[str, int]:
        """Where each stands, by its id."""
        return {row.deck.id: at for at, row in enumerate(self.rows)}


def find_contest(contests: Mapping[str, CvrContest], reader: BallotReader) -> SlateContests | None:
    """The contests that are the reader's; None if there are none or they are of another list, noted as faults.

    They are found by the code this program writes or by their id; a file of a single contest needs neither, unless
    several contests of the folder share it.
    """
    before = len(reader.faults.faults)
    if reader.contest.form is Form.STRIKE_OUT:
        rows = _strike_out(contests, reader)
    else:
        rows = _agree_disagree(contests, reader)
    return SlateContests(form=reader.contest.form, rows=rows) if len(reader.faults.faults) == before else None


def _strike_out(contests: Mapping[str, CvrContest], reader: BallotReader) -> tuple[CvrContest, ...]:
    kept = {name: each for name, each in contests.items() if each.kind == "CandidateContest"}
    found = _one(kept, contests, reader)
    if found is None:
        return ()
    names = [selection.name for selection in found.deck.selections]
    _check_names(names, [place.write_in for place in found.deck.selections], found.deck.id, reader)
    _check_slate(found, reader)
    return (_with_polarity(found, reader),)


def _agree_disagree(contests: Mapping[str, CvrContest], reader: BallotReader) -> tuple[CvrContest, ...]:
    kinds = {"RetentionContest", "BallotMeasureContest"}
    asked = {name: each for name, each in contests.items() if each.kind in kinds}
    coded = [each for each in asked.values() if each.codes.get(CONTEST) == reader.contest.id]
    if not coded and reader.names == 1:
        one = _one(asked, contests, reader)
        coded = [] if one is None else [one]
    elif not coded:
        _refuse_missing(contests, reader)
    if not coded:
        return ()
    slate = [fold(person.name) for person in reader.contest.slate.candidates]
    names = [
        each.candidate if each.candidate is not None else (slate[0] if reader.names == 1 else "") for each in coded
    ]
    _check_names(names, [False] * len(names), coded[0].deck.id, reader)
    for each in coded:
        _check_slate(each, reader)
        _check_boxes(each, reader)
    return tuple(coded)


def _one(kept: Mapping[str, CvrContest], contests: Mapping[str, CvrContest], reader: BallotReader) -> CvrContest | None:
    wanted = reader.contest.id
    found = [each for each in kept.values() if wanted in {each.codes.get(CONTEST), each.deck.id}]
    if not found and len(contests) == 1 and not reader.shared:
        found = list(kept.values())
    if len(found) == 1:
        return found[0]
    _refuse_missing(contests, reader)
    return None


def _refuse_missing(contests: Mapping[str, CvrContest], reader: BallotReader) -> None:
    reader.faults.add(
        "cvr.no_contest",
        phrase(
            "tệp không có nội dung bầu «{contest}» theo mẫu phiếu {form}; tệp có: {contests}",
            contest=reader.contest.id,
            form=reader.contest.form,
            contests=tuple(map(shortened, contests)) or (phrase("không có nội dung nào"),),
        ),
        phrase("đặt id của nội dung bầu trong congress.toml giống @id trong tệp, hoặc chọn đúng tệp"),
        place=Place(key="Election[0].Contest"),
        seen=reader.contest.id,
    )


def _check_names(names: list[str], write_ins: list[bool], where: str, reader: BallotReader) -> None:
    slate = [fold(person.name) for person in reader.contest.slate.candidates]
    for at in range(max(len(names), len(slate))):
        theirs, ours = (side[at] if at < len(side) else None for side in (names, slate))
        if theirs != ours or (at < len(write_ins) and write_ins[at]):
            reader.faults.add(
                "cvr.other_name",
                phrase(
                    "lựa chọn thứ {number} trong tệp là «{theirs}», trong danh sách là «{ours}»",
                    number=at + 1,
                    theirs=shortened(theirs) if theirs is not None else phrase("không có"),
                    ours=ours if ours is not None else phrase("không có"),
                ),
                phrase("tệp phiếu và danh sách phải có cùng người, cùng thứ tự, cùng cách viết"),
                place=Place(key=where),
                seen=None if theirs is None else shortened(theirs),
            )


def _check_slate(found: CvrContest, reader: BallotReader) -> None:
    said, ours = found.codes.get(SLATE), digest(slate_canonical(reader.contest.slate))
    if said is not None and said != ours:
        reader.faults.add(
            "ballots.other_slate",
            phrase("tệp phiếu thuộc một danh sách khác"),
            phrase("chọn đúng tệp phiếu, hoặc xuất lại tệp từ danh sách này"),
            place=Place(key=f"{found.deck.id}.Code"),
            seen=shortened(said),
        )


def _check_boxes(each: CvrContest, reader: BallotReader) -> None:
    said = [selection.name.casefold() for selection in each.deck.selections]
    if len(said) != len(_BOXES) or not all(name in box for name, box in zip(said, _BOXES, strict=True)):
        reader.faults.add(
            "cvr.boxes",
            phrase("nội dung «{contest}» phải có đúng hai ô: đồng ý rồi không đồng ý", contest=shortened(each.deck.id)),
            phrase("ghi Selection là «Đồng ý» và «Không đồng ý», theo thứ tự đó"),
            place=Place(key=f"{each.deck.id}.ContestSelection"),
            seen=shortened(" | ".join(said)),
        )


_BOXES = (_AGREE, _DISAGREE)


def _with_polarity(found: CvrContest, reader: BallotReader) -> CvrContest:
    """The contest with what an indication means on it; a file that does not say, nor congress.toml, is refused."""
    said, stated = found.codes.get(CELLS), reader.source.cells
    meaning = said or (stated.value if stated else None)
    if meaning not in set(map(str, Cells)) or (said is not None and stated is not None and said != stated.value):
        reader.faults.add(
            "ballots.missing_polarity",
            phrase("tệp không nói, hoặc nói khác congress.toml, một dấu trên phiếu nghĩa là để lại hay gạch tên"),
            phrase('thêm cells = "kept" (dấu là để lại) hoặc cells = "struck" (dấu là gạch) cạnh tên tệp phiếu'),
            place=Place(key=f"{found.deck.id}.Code"),
            seen=said or "",
        )
        return found
    return replace(found, codes={**found.codes, CELLS: meaning or ""})
