"""What is missing before a contest goes on: every reason at once, in words, with the numbers it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tally.desk import requests as ask
from tally.desk.comparing import settle
from tally.desk.missing import gaps, missing, off_deck, unsettled, without_files
from tally.desk.roles import Phase
from tally.desk.state import Bundle, BundleEntry, DeskContest, Pile, Typed
from tests.tally.desk.bench import CHAIR, FIRST, SECOND, Bench, declared
from tests.tally.desk.refusals import Said, said
from tests.tally.desk.requests_of import REAL

ACCOUNT: Said = (
    "missing.account",
    "chưa có số được triệu tập, có mặt, số phiếu phát ra và thu về",
    "trưởng ban nhập các con số theo biên bản mở hòm phiếu",
)
BUNDLES: Said = (
    "missing.bundles",
    "chưa chia phiếu thành tập",
    "đóng số các lá phiếu, chia tập, ghi phiếu bìa rồi tạo các tập",
)
DECK: Said = (
    "missing.deck",
    "chưa có bộ phiếu tập dượt",
    "tạo bộ phiếu tập dượt; hoặc bỏ qua tập dượt và ghi lý do",
)
ZERO: Said = (
    "missing.zero",
    "chưa lập biên bản số không",
    "quay lại giai đoạn trước rồi lập biên bản số không",
)
FILES: Said = ("missing.files", "kết quả chưa được tính từ các lá phiếu như hiện nay", "tính kết quả")
MINUTES: Said = (
    "missing.minutes",
    "biên bản kiểm phiếu chưa được ghi là đã ký",
    "in biên bản, ký, rồi ghi mã kiểm phiếu in trong biên bản",
)
TWENTY = ", ".join(str(number) for number in range(1, 21))


def entry_open(bundle: int, entries: str) -> Said:
    return (
        "missing.entry",
        f"tập {bundle}: chưa xong lần nhập {entries}",
        "giao tập cho người chưa nhập tập này",
    )


def papers(there: int, returned: int) -> Said:
    return (
        "missing.papers",
        f"các tập có {there} phiếu, trong khi thu về {returned} phiếu",
        "tìm tập còn thiếu hoặc thừa, hoặc sửa số thu về theo biên bản mở hòm phiếu",
    )


def differing(bundle: int, count: int, numbers: str) -> Said:
    return (
        "missing.difference",
        f"tập {bundle}: {count} lá phiếu nhập khác nhau, số {numbers}",
        "trưởng ban xem lá phiếu và nhập đúng điều thấy trên phiếu",
    )


def asking(bundle: int, count: int, numbers: str) -> Said:
    return (
        "missing.doubtful",
        f"tập {bundle}: {count} phiếu nghi vấn chưa kết luận, số {numbers}",
        "ban kiểm phiếu xem lá phiếu, biểu quyết và ghi kết luận",
    )


def off(numbers: str) -> Said:
    return (
        "missing.deck_differs",
        f"phiếu tập dượt nhập khác bộ phiếu đã biết trước: số {numbers}",
        "xem lại những lá đó; tập dượt lại hoặc ghi lý do bỏ qua",
    )


def paper(marks: str, ground: str = "", *, doubtful: bool = False) -> Typed:
    return Typed(typed="", marks=marks, ground=ground, doubtful=doubtful, note="", by=FIRST, digest="")


def bundle(number: int, first: int, entries: list[dict[int, Typed]], papers_: int = 0) -> Bundle:
    """A bundle whose entries are finished; as many numbers as papers unless told otherwise."""
    size = papers_ or max(len(each) for each in entries)
    made = tuple(
        BundleEntry(number=place, ballots=ballots, finished=True) for place, ballots in enumerate(entries, start=1)
    )
    return settle(Bundle(number=number, first=first, last=first + size - 1, papers=size, entries=made))


def pile(*bundles: Bundle) -> Pile:
    return Pile(bundles={each.number: each for each in bundles})


def at(phase: Phase, real: Pile | None = None) -> DeskContest:
    """A contest in a phase, with these papers."""
    return replace(DeskContest(declared=declared()), phase=phase, real=real or Pile())


# what each phase asks


def test_the_preparing_and_the_seal_ask_nothing() -> None:
    assert missing(at(Phase.PREPARE)) == missing(at(Phase.SEALED)) == ()


def test_a_rehearsal_asks_for_its_deck_first() -> None:
    assert said(missing(at(Phase.REHEARSE))) == [DECK]


def test_the_count_begins_with_the_zero_report() -> None:
    assert said(missing(at(Phase.ZERO))) == [ZERO]
    bench = Bench.open()
    bench.advance(Phase.ZERO)
    assert missing(bench.contest) == ()


def test_an_empty_count_lacks_its_account_and_its_bundles() -> None:
    for phase in (Phase.COUNT, Phase.RECONCILE):
        assert said(missing(at(phase))) == [ACCOUNT, BUNDLES]
    assert said(missing(at(Phase.DECIDE))) == [ACCOUNT, BUNDLES, FILES]


def test_minutes_are_signed_on_a_result_that_was_computed() -> None:
    signing = at(Phase.SIGN)
    assert said(missing(signing)) == [FILES, MINUTES]
    assert said(missing(replace(signing, written_at=1))) == [MINUTES]
    assert said(missing(replace(signing, signed="0a1b"))) == [FILES]
    assert missing(replace(signing, written_at=1, signed="0a1b")) == ()


def test_a_result_is_of_the_papers_as_they_are_when_it_was_computed_after_the_last_change() -> None:
    changed = replace(at(Phase.DECIDE), changed_at=7)
    assert said(without_files(replace(changed, written_at=7))) == [FILES]
    assert said(without_files(replace(changed, written_at=8))) == []


# papers and bundles


@pytest.mark.parametrize(("returned", "lacks"), [(4, []), (3, [papers(4, 3)]), (5, [papers(4, 5)])])
def test_the_bundles_have_as_many_papers_as_came_back(returned: int, lacks: list[Said]) -> None:
    bench = Bench.counting()
    bench.do(ask.EnterAccount(contest="bch", summoned=9, present=9, issued=9, returned=returned), CHAIR)
    assert said(missing(bench.contest)) == [entry_open(1, "1, 2"), entry_open(2, "1, 2"), *lacks]


def test_an_entry_that_is_unfinished_is_named_with_its_bundle_but_of_no_voided_one() -> None:
    bench = Bench.counting(papers=6)
    bench.enter(FIRST, {1: "4", 2: "4"})
    bench.enter(SECOND, {3: "4"}, 2, finish=False)
    bench.do(ask.VoidBundle(**REAL, bundle=3, reason="vào nhầm hòm", again=False), CHAIR)
    assert said(missing(bench.contest)) == [entry_open(1, "2"), entry_open(2, "1, 2"), papers(4, 6)]


def test_what_the_reconciling_asks_is_not_the_conclusions() -> None:
    """Differences come first; doubtful papers are concluded on in the next phase."""
    kept, struck, unclear = paper("kkkk"), paper("kkks"), paper("kkku")
    real = pile(
        bundle(1, 1, [{1: kept, 2: unclear}, {1: struck, 2: unclear}]),
        bundle(2, 3, [{3: unclear, 4: kept}, {3: unclear, 4: struck}]),
    )
    assert said(missing(at(Phase.RECONCILE, real))) == [ACCOUNT, differing(1, 1, "1"), differing(2, 1, "4")]
    everything = [ACCOUNT, differing(1, 1, "1"), asking(1, 1, "2"), differing(2, 1, "4"), asking(2, 1, "3")]
    assert said(unsettled(at(Phase.RECONCILE, real))) == everything
    assert said(missing(at(Phase.DECIDE, real))) == [*everything, FILES]
    assert said(missing(at(Phase.COUNT, real))) == [ACCOUNT]


@pytest.mark.parametrize(("count", "numbers"), [(20, TWENTY), (21, TWENTY), (60, TWENTY)])
def test_a_sentence_counts_all_papers_and_lists_twenty(count: int, numbers: str) -> None:
    first = {number: paper("kkkk", doubtful=True) for number in range(1, count + 1)}
    second = {number: paper("kkks") for number in range(1, count + 1)}
    assert said(unsettled(at(Phase.DECIDE, pile(bundle(1, 1, [first, second])))))[1:] == [differing(1, count, numbers)]
    assert said(unsettled(at(Phase.DECIDE, pile(bundle(1, 1, [first, first])))))[1:] == [asking(1, count, numbers)]


# the rehearsal


def rehearsed(typed: dict[int, Typed], deck: dict[str, str]) -> DeskContest:
    """A rehearsal entered twice alike: what was typed, and the marks and grounds the deck was made with."""
    contest = at(Phase.REHEARSE)
    rehearsal = pile(bundle(1, 1, [typed, typed], len(deck)))
    return replace(contest, rehearsal=rehearsal, deck=tuple(deck), deck_grounds=tuple(deck.values()))


def test_a_rehearsal_names_the_papers_that_do_not_read_as_they_were_made() -> None:
    """Other marks, another ground, no such paper: each is off, and what reads alike is not."""
    typed = {1: paper("kkkk"), 2: paper("kkks"), 3: paper("kkss", "signed"), 4: paper("ksss")}
    deck = {"kkkk": "", "ssss": "", "kkss": "not_issued", "ksss": "", "skkk": ""}
    contest = rehearsed(typed, deck)
    assert off_deck(contest) == (2, 3, 5)
    assert said(missing(contest)) == [asking(1, 1, "3"), off("2, 3, 5")]


def test_a_rehearsal_lists_twenty_papers_that_are_off() -> None:
    deck = {f"{number:b}".zfill(6).replace("0", "k").replace("1", "s"): "" for number in range(1, 26)}
    typed = {number: paper("k" * 6) for number in range(1, 26)}
    assert said(missing(rehearsed(typed, deck))) == [off(TWENTY)]


def test_a_deck_has_a_ground_or_none_for_each_of_its_papers() -> None:
    with pytest.raises(ValueError, match="shorter"):
        off_deck(replace(at(Phase.REHEARSE), deck=("kkkk", "ssss"), deck_grounds=("",)))


def test_the_deck_is_compared_once_every_entry_is_finished() -> None:
    bench = Bench.open()
    bench.advance(Phase.REHEARSE)
    bench.do(ask.MakeDeck(contest="bch"), CHAIR)
    assert said(missing(bench.contest)) == [entry_open(1, "1, 2")]
    bench.do(ask.AddBundle(contest="bch", rehearsal=True, first=90, last=90), CHAIR)
    bench.enter(FIRST, {90: "4"}, 2, rehearsal=True)
    bench.enter(SECOND, {90: "3"}, 2, rehearsal=True)
    assert said(missing(bench.contest)) == [entry_open(1, "1, 2"), differing(2, 1, "90")]


# numbers that no bundle has


@pytest.mark.parametrize(
    ("ranges", "numbers"),
    [
        ([], ()),
        ([(1, 2)], ()),
        ([(5, 6)], ()),
        ([(1, 2), (3, 4)], ()),
        ([(1, 2), (4, 5)], (3,)),
        ([(10, 11), (1, 2), (5, 6)], (3, 4, 7, 8, 9)),
    ],
)
def test_gaps_are_the_numbers_between_two_bundles(ranges: list[tuple[int, int]], numbers: tuple[int, ...]) -> None:
    """Nothing is a gap before the first bundle or behind the last: stamps may begin anywhere."""
    bundles = [
        Bundle(number=place, first=first, last=last, papers=last - first + 1, entries=())
        for place, (first, last) in enumerate(ranges, start=1)
    ]
    assert gaps(at(Phase.COUNT, pile(*bundles))) == numbers


def test_a_voided_bundle_leaves_a_gap() -> None:
    bundles = [
        Bundle(number=place, first=place, last=place, papers=1, entries=(), void="lẫn phiếu" if place == 2 else "")
        for place in (1, 2, 3)
    ]
    assert gaps(at(Phase.COUNT, pile(*bundles))) == (2,)
