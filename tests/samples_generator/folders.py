"""Which generated file belongs to which sample, and what its pile of ballots holds besides the valid ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.samples_generator.draws import Draws
from tests.samples_generator.outcomes import outcome_files
from tests.samples_generator.people import Person, people_of
from tests.samples_generator.piles import Paper, boxed_pile, strike_out_pile
from tests.samples_generator.staff_sheet import staff_sheet
from tests.samples_generator.tables import (
    EXCEL,
    MACINTOSH,
    PLAIN,
    Column,
    as_bytes,
    boxed_rows,
    english_columns,
    marked_columns,
    slate_rows,
    strike_rows,
    vietnamese_columns,
    wide_rows,
    without,
)

SAMPLES = Path(__file__).parents[2] / "samples"

Files = Iterator[tuple[str, bytes]]


def generated_files() -> Mapping[str, bytes]:
    """Every generated file by its path in ``samples/``."""
    files: dict[str, bytes] = {}
    for part in (
        _district(),
        _branch(),
        _tie(),
        _shortfall(),
        _stuffed_box(),
        _wrong_list(),
        _staff_office(),
        _province(),
    ):
        files.update(part)
    files.update(outcome_files())
    return files


def _district() -> Files:
    """248 papers: 246 valid, one that keeps 40 names, one with a mark of its own."""
    people = people_of("huyen-2020")
    weakest = _weakest(people, 5)
    pile = strike_out_pile(
        [person.votes for person in people],
        valid=246,
        seats=39,
        others=(Paper(struck=frozenset(weakest[:4])), Paper(struck=frozenset(weakest), invalid="marked")),
        draws=Draws("huyen-2020/bch"),
    )
    columns = vietnamese_columns()
    yield "huyen-2020/slate-bch.csv", as_bytes(slate_rows(people, columns, number="STT"))
    yield "huyen-2020/ballots-bch.csv", as_bytes(strike_rows(pile, len(people)))
    secretary = boxed_pile(agree=241, disagree=5, both=1, neither=1, draws=Draws("huyen-2020/bi-thu"))
    yield "huyen-2020/slate-bi-thu.csv", _one_name(people, "Nguyễn Trọng Khải", columns, number="STT")
    yield "huyen-2020/ballots-bi-thu.csv", as_bytes(boxed_rows(secretary))


def _branch() -> Files:
    """Ten papers of a branch: the committee, then its secretary and deputy."""
    people = people_of("chi-bo")
    pile = strike_out_pile(
        [person.votes for person in people], valid=10, seats=3, draws=Draws("chi-bo-11-dang-vien/chi-uy")
    )
    columns = without(english_columns(), "for_standing", "science")
    folder = "chi-bo-11-dang-vien"
    yield f"{folder}/slate-chi-uy.csv", as_bytes(slate_rows(people, columns, number="number"))
    yield f"{folder}/ballots-chi-uy.csv", as_bytes(strike_rows(pile, len(people)))
    secretary = boxed_pile(agree=9, disagree=1, draws=Draws(f"{folder}/bi-thu"))
    yield f"{folder}/slate-bi-thu.csv", _one_name(people, "Nguyễn Khắc Nhuận", columns, number="number")
    yield f"{folder}/ballots-bi-thu.csv", as_bytes(boxed_rows(secretary))
    deputy = boxed_pile(agree=8, disagree=1, neither=1, draws=Draws(f"{folder}/pho-bi-thu"))
    yield f"{folder}/slate-pho-bi-thu.csv", _one_name(people, "Đặng Thị Lụa", columns, number="number")
    yield f"{folder}/ballots-pho-bi-thu.csv", as_bytes(boxed_rows(deputy))


def _tie() -> Files:
    """92 papers, one that keeps 16 names; two people tie at the cut. The second folder holds the re-vote too."""
    people = people_of("xa-ea-mlang")
    pile = strike_out_pile(
        [person.votes for person in people],
        valid=91,
        seats=15,
        others=(Paper(struck=frozenset(_weakest(people, 1))),),
        draws=Draws("bang-phieu/bch"),
    )
    columns = without(vietnamese_columns(short_dates=True), "Khoa học, công nghệ")
    for folder in ("bang-phieu", "bang-phieu-bau-lai"):
        yield f"{folder}/slate-bch.csv", as_bytes(slate_rows(people, columns, number="STT"), EXCEL)
        yield f"{folder}/ballots-bch.csv", as_bytes(strike_rows(pile, len(people)), EXCEL)
    tied = [person for person in people if person.votes == 66]
    before = {person.name: str(people.index(person) + 1) for person in tied}
    rows = slate_rows(
        tied,
        (*columns[:3], ("Số thứ tự lần bầu trước", lambda person: before[person.name])),
        number="STT",
    )
    revote = strike_out_pile(
        [45, 43],
        valid=88,
        seats=1,
        others=(Paper(struck=frozenset()), Paper(struck=frozenset({1, 2}))),
        draws=Draws("bang-phieu-bau-lai/bch-bau-lai"),
    )
    yield "bang-phieu-bau-lai/slate-bch-bau-lai.csv", as_bytes(rows, EXCEL)
    yield "bang-phieu-bau-lai/ballots-bch-bau-lai.csv", as_bytes(strike_rows(revote, len(tied)), EXCEL)


def _shortfall() -> Files:
    """128 papers in the wide layout, one with writing on it; twelve of thirteen seats are filled."""
    people = people_of("benh-vien")
    pile = strike_out_pile(
        [person.votes for person in people],
        valid=127,
        seats=13,
        others=(Paper(struck=frozenset(_weakest(people, 2)), invalid="written_on"),),
        draws=Draws("bau-thieu/bch"),
    )
    for folder in ("bau-thieu", "bau-thieu-khong-bau-tiep"):
        rows = slate_rows(people, marked_columns(), number="Số TT")
        yield f"{folder}/slate-bch.csv", as_bytes(rows, MACINTOSH)
        yield f"{folder}/ballots-bch.csv", as_bytes(wide_rows(pile, len(people)), PLAIN)


def _stuffed_box() -> Files:
    """134 papers as people fill them in, and fourteen more that are all alike."""
    people = people_of("xa-dong-may")
    pile = strike_out_pile(
        [person.votes for person in people],
        valid=134,
        seats=15,
        others=(Paper(struck=frozenset({3, 14})),) * 14,
        draws=Draws("qua-so-phieu/bch"),
    )
    yield "qua-so-phieu/slate-bch.csv", as_bytes(slate_rows(people, english_columns(), number="number"))
    yield "qua-so-phieu/ballots-bch.csv", as_bytes(strike_rows(pile, len(people)))


def _wrong_list() -> Files:
    """A list in the order of rank, with what is wrong in it; nobody has voted yet."""
    people = people_of("dai-hoc", ordered=False)
    rows = slate_rows(people, vietnamese_columns(), number="STT")
    yield "danh-sach-sai/slate-bch.csv", as_bytes(rows)


def _staff_office() -> Files:
    """149 papers on a list that is an Excel workbook: 148 valid, one that keeps 26 names."""
    people = people_of("cang-song-ngan")
    pile = strike_out_pile(
        [person.votes for person in people],
        valid=148,
        seats=24,
        others=(Paper(struck=frozenset(_weakest(people, 1))),),
        draws=Draws("so-lieu-excel/bch"),
    )
    yield "so-lieu-excel/slate-bch.xlsx", staff_sheet(people, Draws("so-lieu-excel"))
    yield "so-lieu-excel/ballots-bch.csv", as_bytes(strike_rows(pile, len(people)))


def _province() -> Files:
    """348 papers on a long list: 344 valid, one without a strike, one with too few, one with all, one signed."""
    people = people_of("tinh-2020")
    weakest = _weakest(people, 7)
    pile = strike_out_pile(
        [person.votes for person in people],
        valid=344,
        seats=55,
        others=(
            Paper(struck=frozenset()),
            Paper(struck=frozenset(weakest)),
            Paper(struck=frozenset(range(1, len(people) + 1))),
            Paper(struck=frozenset(_weakest(people, 8)), invalid="signed"),
        ),
        draws=Draws("tinh-2020/bch"),
    )
    yield "tinh-2020/slate-bch.csv", as_bytes(slate_rows(people, english_columns(), number="number"))
    yield "tinh-2020/ballots-bch.csv", as_bytes(strike_rows(pile, len(people)))


def _weakest(people: Sequence[Person], count: int) -> list[int]:
    """The numbers of those with the fewest votes, the fewest first."""
    return sorted(range(1, len(people) + 1), key=lambda number: people[number - 1].votes)[:count]


def _one_name(people: Sequence[Person], name: str, columns: Sequence[Column], *, number: str) -> bytes:
    """A slate of one: the same person as on the list before, known by the same name and birth."""
    return as_bytes(slate_rows([person for person in people if person.name == name], columns, number=number))
