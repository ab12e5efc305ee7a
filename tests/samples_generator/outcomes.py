"""Samples of what follows a vote and of votes that elect no committee: rounds, delegates, offices, voters, opinions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tests.samples_generator.draws import Draws
from tests.samples_generator.people import Person, people_of
from tests.samples_generator.piles import Paper, boxed_pile, strike_out_pile
from tests.samples_generator.tables import (
    MACINTOSH,
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

Files = Iterator[tuple[str, bytes]]

_BRIEF = ("ethnicity", "religion", "joined", "official", "for_standing", "science")


def outcome_files() -> Files:
    """Every generated file of these samples by its path in ``samples/``."""
    yield from _further_vote()
    yield from _third_ballot()
    yield from _delegates()
    yield from _elected_directly()
    yield from _meeting()
    yield from _voters()
    yield from _opinion()


def _further_vote() -> Files:
    """The shortfall of ``bau-thieu`` with its further vote: 126 papers, one on which nobody is struck."""
    folder, people = "bau-tiep", people_of("benh-vien")
    weakest = sorted(range(1, len(people) + 1), key=lambda number: people[number - 1].votes)[:2]
    first = strike_out_pile(
        [person.votes for person in people],
        valid=127,
        seats=13,
        others=(Paper(struck=frozenset(weakest), invalid="written_on"),),
        draws=Draws("bau-thieu/bch"),
    )
    yield f"{folder}/slate-bch.csv", as_bytes(slate_rows(people, marked_columns(), number="Số TT"), MACINTOSH)
    yield f"{folder}/ballots-bch.csv", as_bytes(wide_rows(first, len(people)))
    left = [person for person in people if person.votes < 66]
    yield f"{folder}/slate-bch-2.csv", as_bytes(slate_rows(left, _later(people), number="number"))
    second = strike_out_pile(
        [24, 30, 71], valid=125, seats=1, others=(Paper(struck=frozenset()),), draws=Draws(f"{folder}/bch-2")
    )
    yield f"{folder}/ballots-bch-2.csv", as_bytes(strike_rows(second, len(left)))


def _third_ballot() -> Files:
    """A branch of twelve: its committee, then three ballots for a secretary that nobody wins."""
    folder, people = "bi-thu-ba-lan-bau", people_of("to-dan-pho")
    columns = without(english_columns(), "for_standing", "science")
    committee = strike_out_pile(_votes(people), valid=12, seats=3, draws=Draws(f"{folder}/chi-uy"))
    yield f"{folder}/slate-chi-uy.csv", as_bytes(slate_rows(people, columns, number="number"))
    yield f"{folder}/ballots-chi-uy.csv", as_bytes(strike_rows(committee, len(people)))
    two = [person for person in people if person.votes >= 10]
    yield f"{folder}/slate-bi-thu.csv", as_bytes(slate_rows(two, columns, number="number"))
    again = (*without(columns, "religion", "joined"), ("number_before", _numbered(two)))
    for at, (votes, invalid) in enumerate((((5, 6), 1), ((6, 6), 0), ((6, 5), 1)), start=1):
        name = "bi-thu" if at == 1 else f"bi-thu-{at}"
        both = (Paper(struck=frozenset({1, 2})),) * invalid
        pile = strike_out_pile(votes, valid=12 - invalid, seats=1, others=both, draws=Draws(f"{folder}/{name}"))
        if at > 1:
            yield f"{folder}/slate-{name}.csv", as_bytes(slate_rows(two, again, number="number"))
        yield f"{folder}/ballots-{name}.csv", as_bytes(strike_rows(pile, len(two)))


def _delegates() -> Files:
    """Thirty papers for four delegates and one alternate; two tie for the alternate's place, then a re-vote."""
    folder, people = "dai-bieu-du-khuyet", people_of("co-quan-so")
    columns = without(vietnamese_columns(), "Dự kiến ban thường vụ", "Khoa học, công nghệ")
    first = strike_out_pile(_votes(people), valid=30, seats=4, draws=Draws(f"{folder}/dai-bieu"))
    yield f"{folder}/slate-dai-bieu.csv", as_bytes(slate_rows(people, columns, number="STT"))
    yield f"{folder}/ballots-dai-bieu.csv", as_bytes(strike_rows(first, len(people)))
    tied = [person for person in people if person.votes == 16]
    yield f"{folder}/slate-dai-bieu-2.csv", as_bytes(slate_rows(tied, _later(people), number="number"))
    second = strike_out_pile([12, 17], valid=29, seats=1, draws=Draws(f"{folder}/dai-bieu-2"))
    yield f"{folder}/ballots-dai-bieu-2.csv", as_bytes(strike_rows(second, len(tied)))


def _elected_directly() -> Files:
    """A congress that elects its committee, then from it the standing committee, the secretary and a deputy."""
    folder, people = "bau-truc-tiep", people_of("xa-muong-khum")
    columns = without(vietnamese_columns(), "Khoa học, công nghệ")
    committee = strike_out_pile(_votes(people), valid=45, seats=7, draws=Draws(f"{folder}/bch"))
    yield f"{folder}/slate-bch.csv", as_bytes(slate_rows(people, columns, number="STT"))
    yield f"{folder}/ballots-bch.csv", as_bytes(strike_rows(committee, len(people)))
    standing = [person for person in people if person.for_standing]
    yield f"{folder}/slate-btv.csv", as_bytes(slate_rows(standing, columns, number="STT"))
    pile = strike_out_pile([43, 42, 41, 9], valid=45, seats=3, draws=Draws(f"{folder}/btv"))
    yield f"{folder}/ballots-btv.csv", as_bytes(strike_rows(pile, len(standing)))
    for office, name, agree in (("bi-thu", "Lò Văn Chựa", 43), ("pho-bi-thu", "Quàng Thị Dươi", 41)):
        boxes = boxed_pile(agree=agree, disagree=45 - agree, draws=Draws(f"{folder}/{office}"))
        yield f"{folder}/slate-{office}.csv", _one_name(people, name, columns, "STT")
        yield f"{folder}/ballots-{office}.csv", as_bytes(boxed_rows(boxes))


def _meeting() -> Files:
    """A committee's first meeting: 27 incumbents, one abroad; the inspection committee, then its chair."""
    folder, people = "hoi-nghi-lan-thu-nhat", people_of("phuong-ban-cat")
    columns = without(english_columns(), *_BRIEF)
    members = strike_out_pile(_votes(people), valid=26, seats=3, draws=Draws(f"{folder}/ubkt"))
    yield f"{folder}/slate-ubkt.csv", as_bytes(slate_rows(people, columns, number="number"))
    yield f"{folder}/ballots-ubkt.csv", as_bytes(strike_rows(members, len(people)))
    chair = boxed_pile(agree=25, disagree=1, draws=Draws(f"{folder}/chu-nhiem"))
    yield f"{folder}/slate-chu-nhiem.csv", _one_name(people, "Hoàng Minh Đăng", columns, "number")
    yield f"{folder}/ballots-chu-nhiem.csv", as_bytes(boxed_rows(chair))


def _voters() -> Files:
    """61 papers of a constituency: 58 valid, one that keeps four names, one that strikes all, one without a stamp."""
    folder, people = "hdnd-xa-2021", people_of("hdnd-xa")
    columns = without(english_columns(), "joined", "official", "planned", "for_standing", "science")
    everybody = frozenset(range(1, len(people) + 1))
    pile = strike_out_pile(
        _votes(people),
        valid=58,
        seats=3,
        others=(
            Paper(struck=frozenset({1})),
            Paper(struck=everybody),
            Paper(struck=frozenset({4, 5}), invalid="no_stamp"),
        ),
        draws=Draws(f"{folder}/hdnd"),
    )
    yield f"{folder}/slate-hdnd.csv", as_bytes(slate_rows(people, columns, number="number"))
    yield f"{folder}/ballots-hdnd.csv", as_bytes(strike_rows(pile, len(people)))


def _opinion() -> Files:
    """46 papers with two boxes a name: each name is agreed to as often as the roster says, row by row."""
    folder, people = "xin-y-kien", people_of("xin-y-kien")
    columns = without(english_columns(), "for_standing", "science")
    yield f"{folder}/slate-xin-y-kien.csv", as_bytes(slate_rows(people, columns, number="number"))
    draws = Draws(f"{folder}/xin-y-kien")
    papers: list[tuple[list[str], list[str]]] = [([], []) for _ in range(46)]
    for number, person in enumerate(people, start=1):
        agreeing = set(draws.shuffled(range(46))[: person.votes])
        for at, (agree, disagree) in enumerate(papers):
            (agree if at in agreeing else disagree).append(str(number))
    rows = [["ballot", "agree", "disagree"]]
    rows += [
        [str(at).zfill(2), " ".join(agree) or "-", " ".join(disagree) or "-"]
        for at, (agree, disagree) in enumerate(papers, start=1)
    ]
    yield f"{folder}/ballots-xin-y-kien.csv", as_bytes(rows)


def _later(people: Sequence[Person]) -> tuple[Column, ...]:
    """The columns of a later round's list, as ``count --next`` names them."""
    return (*without(english_columns(), *_BRIEF, "planned"), ("number_before", _numbered(people)))


def _numbered(people: Sequence[Person]) -> Callable[[Person], str]:
    """What each person was called in the vote before."""
    numbers = {person.name: str(number) for number, person in enumerate(people, start=1)}
    return lambda person: numbers[person.name]


def _votes(people: Sequence[Person]) -> list[int]:
    return [person.votes for person in people]


def _one_name(people: Sequence[Person], name: str, columns: Sequence[Column], number: str) -> bytes:
    """A slate of one: the same person as on the list before, known by the same name and birth."""
    return as_bytes(slate_rows([person for person in people if person.name == name], columns, number=number))
