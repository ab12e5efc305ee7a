"""What people read of a result, sentence by sentence, in both languages: of every sample, and of what none has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from rules.choice import AllDisagree, Choices
from rules.labels import office_of
from rules.messages import Translator
from rules.model import About, Contest, Decision, Form, Kind, Level, Office, Vote
from rules.regulation import Limit
from tally.account_words import account_lines, needed_line
from tally.congress_count import count_folder
from tally.model import Ruled
from tally.papers.following import following
from tally.result import ContestResult, count_contest
from tally.result_words import grounds, heading, outcome_lines, polarity, to_record
from tally.rounds import CongressResult, as_alternates
from tests.conftest import CHECKOUT, Golden
from tests.tally.builders import contest, pile, provision, rules, slate, times

SAMPLES = CHECKOUT / "samples"
COUNTED = sorted(path.parent.parent.name for path in SAMPLES.glob("*/expected/result.json"))
VI = Translator("vi")
RECOUNT = "Trước hết đếm lại phiếu giấy: lá nhập thừa thì xóa, số phát ra hay thu về ghi sai thì sửa."


COPY = (
    "Đã quyết định như vậy thì chép các dòng dưới đây vào cuối congress.toml; thay dấu … bằng người quyết định (by) và "
    "nguyên văn quyết định (text)."
)


def words(result: CongressResult, to: Translator) -> Iterator[str]:
    """Everything that is said of every contest, a sentence a line."""
    for each in result.contests:
        yield f"# {to.text(heading(each, result.congress.level))}"
        is_open = each in result.open_contests
        lines = (*account_lines(each), *outcome_lines(each, is_open=is_open), *grounds(each, result.congress.choices))
        yield from (to.text(line) for line in (polarity(each.contest), *lines))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_sentence_of_every_sample(lang: str, golden: Golden) -> None:
    found = {sample: count_folder(SAMPLES / sample).result for sample in COUNTED}
    told = (line for sample, result in found.items() for line in (f"== {sample}", *words(result, Translator(lang)), ""))
    golden(f"result-words.{lang}.txt", "\n".join(told))


def said(result: ContestResult, *, is_open: bool = False) -> list[str]:
    """What the outcome means, in Vietnamese."""
    return [VI.text(line) for line in outcome_lines(result, is_open=is_open)]


def test_more_papers_than_were_issued_and_more_than_were_returned_are_told_apart() -> None:
    issued = count_contest(contest(4, 3, ballots=8), pile(*times(10, "kkks")), rules(), Choices())
    assert said(issued, is_open=True) == [
        "KHÔNG CÓ KẾT QUẢ: phát ra 8, thu về 8, kiểm được 10 phiếu.",
        "Nhiều phiếu hơn số phát ra: đại hội phải hủy toàn bộ số phiếu trong hòm và bỏ phiếu lại.",
        RECOUNT,
        "CHƯA XONG: cần quyết định của đại hội.",
        COPY,
    ]
    assert to_record(issued) == (
        "[[decision]]",
        'contest = "bch"',
        'about = "over_issued"',
        'decision = "annulled"',
        'by = "…"',
        'text = "…"',
    )
    what = contest(4, 3)
    assert what.ballots is not None
    fewer = replace(what, ballots=replace(what.ballots, returned=9))
    returned = count_contest(fewer, pile(*times(10, "kkks")), rules(), Choices())
    assert said(returned) == [
        "KHÔNG CÓ KẾT QUẢ: phát ra 10, thu về 9, kiểm được 10 phiếu.",
        "Kiểm được nhiều hơn số thu về: không thấy quy định nào, đại hội phải quyết định.",
        RECOUNT,
    ]
    assert [step.step for step in returned.steps] == ["base", "needed"], "no provision was seen, so none is cited"
    unsaid = count_contest(
        contest(4, 3, ballots=8), pile(*times(10, "kkks")), rules(without="count.over_issued"), Choices()
    )
    assert said(unsaid)[1] == "Nhiều phiếu hơn số phát ra: không thấy quy định nào, đại hội phải quyết định."


def later(
    vote: Vote, *, repeats: Vote | None = None, office: Office = Office.EXECUTIVE_COMMITTEE, ballots: int = 10
) -> Contest:
    """A second vote, for two seats among four people."""
    people = slate(4, before=(1, 2, 3, 4))
    return replace(
        contest(4, 2, ballots=ballots),
        id="bch-2",
        after="bch",
        vote=vote,
        repeats=repeats,
        round=2,
        slate=people,
        office=office,
    )


SHORT = times(10, "ksss")
STILL_TIED = "Vẫn bằng phiếu sau khi bầu lại: đại hội quyết định có bầu lại nữa hay không."
FIRST_TIE = "Theo quy định: lập danh sách những người này và bầu lại; chương trình không chọn thay."


@pytest.mark.parametrize(
    ("vote", "repeats", "expected"),
    [
        (Vote.FURTHER, None, FIRST_TIE),
        (Vote.AGAIN, Vote.FIRST, FIRST_TIE),
        (Vote.AGAIN, Vote.FURTHER, FIRST_TIE),
        (Vote.REVOTE, None, STILL_TIED),
        (Vote.AGAIN, Vote.REVOTE, STILL_TIED),
    ],
)
def test_only_a_re_vote_is_tied_again(vote: Vote, repeats: Vote | None, expected: str) -> None:
    """A tie in a further vote, or in a vote again, is the first: the provision names a re-vote, nobody decides yet."""
    ties = pile(*times(4, "kkss"), *times(4, "ksks"), *times(4, "skks"))
    tied = count_contest(later(vote, repeats=repeats, ballots=12), ties, rules(), Choices())
    assert tied.outcome.tied == (1, 2, 3)
    assert said(tied)[1] == expected
    assert expected.startswith("Vẫn") == any(VI.text(line) == STILL_TIED for line in following(tied))


@pytest.mark.parametrize(
    ("vote", "repeats", "expected"),
    [
        (Vote.FURTHER, None, "Kết quả: vẫn thiếu 1 trong 2 người sau lần bầu 2; "),
        (Vote.AGAIN, Vote.FURTHER, "Kết quả: vẫn thiếu 1 trong 2 người sau lần bầu 2; "),
        (Vote.AGAIN, Vote.FIRST, "Kết quả: thiếu 1 trong 2 người; "),
    ],
)
def test_a_vote_again_is_short_for_the_first_time_where_the_annulled_one_was_the_first(
    vote: Vote, repeats: Vote | None, expected: str
) -> None:
    short = count_contest(later(vote, repeats=repeats), pile(*SHORT), rules(), Choices())
    assert said(short)[0].startswith(expected)


def test_a_committee_s_meeting_decides_for_itself() -> None:
    meeting = replace(later(Vote.FURTHER), kind=Kind.COMMITTEE)
    short = count_contest(meeting, pile(*SHORT), rules(), Choices())
    assert (
        said(short)[0] == "Kết quả: vẫn thiếu 1 trong 2 người sau lần bầu 2; hội nghị quyết định có bầu nữa hay không."
    )
    assert said(short, is_open=True)[1:] == [
        (
            'CHƯA XONG: cần kết quả lần bầu sau ([[contest]] có after = "bch-2"; kiemphieu count --next lập sẵn), hoặc '
            "quyết định của hội nghị: không bầu tiếp."
        ),
        COPY,
    ]
    assert to_record(short)[1:4] == ('contest = "bch-2"', 'about = "short"', 'decision = "no_further_vote"')


def test_delegates_are_voted_on_again_before_anybody_decides_to_stop() -> None:
    """The provision that was seen of delegates (RULES 1.15), told apart from the one for everybody."""
    again_first = rules(provision("count.short", rule="vote_again_first"), without="count.short")
    first = replace(contest(4, 2), office=Office.DELEGATES)
    stop = Decision(contest="bch", about=About.SHORT, decision="no_further_vote", by="đại hội", text="Thôi.")
    too_early = "Lưu ý: theo quy định, bầu lần đầu chưa đủ thì bầu tiếp trước khi quyết định như vậy."
    assert said(count_contest(first, pile(*SHORT), again_first, Choices()))[0].startswith(
        "Kết quả: thiếu 1 trong 2 người; theo quy định thì bầu tiếp, nhiều lần vẫn thiếu thì đại hội mới quyết định "
    )
    assert said(count_contest(first, pile(*SHORT), again_first, Choices(), [stop]))[-1] == too_early
    second = later(Vote.FURTHER, office=Office.DELEGATES)
    decided = count_contest(second, pile(*SHORT), again_first, Choices(), [replace(stop, contest="bch-2")])
    assert said(decided)[0].endswith("đại hội quyết định có bầu nữa hay không.")
    assert too_early not in said(decided)


def test_where_no_provision_on_a_shortfall_was_seen_the_congress_decides() -> None:
    short = count_contest(contest(4, 2), pile(*SHORT), rules(without="count.short"), Choices())
    assert said(short)[0] == "Kết quả: thiếu 1 trong 2 người; đại hội quyết định có bầu tiếp hay không."


def test_once_a_box_is_annulled_the_vote_again_is_named() -> None:
    annulled = Decision(contest="bch", about=About.OVER_ISSUED, decision="annulled", by="đại hội", text="Hủy.")
    void = count_contest(contest(4, 3, ballots=8), pile(*times(10, "kkks")), rules(), Choices(), [annulled])
    assert said(void)[-1] == (
        'Tiếp theo là bỏ phiếu lại ([[contest]] có after = "bch"; kiemphieu count --next lập sẵn).'
    )


def test_spoilt_papers_that_were_changed_are_told() -> None:
    what = contest(4, 3)
    assert what.ballots is not None
    spoilt = replace(what, ballots=replace(what.ballots, spoilt=2))
    result = count_contest(spoilt, pile(*times(9, "kkks"), "kkkk"), rules(), Choices())
    lines = [VI.text(line) for line in account_lines(result)]
    assert lines[2:4] == [
        "Hỏng đổi lại 2 phiếu (đã trừ khỏi số phát ra).",
        "Hợp lệ 9, không hợp lệ 1 (bầu nhiều hơn số lượng cần bầu 1).",
    ]


@pytest.mark.parametrize(
    ("ruled", "expected"),
    [
        (Ruled(ballots=3, invalid=1, valid=2, marks=3), "về 3 phiếu: không hợp lệ 1, hợp lệ 2, về dấu ở từng tên 3."),
        (Ruled(ballots=2, invalid=2), "về 2 phiếu: không hợp lệ 2."),
        (Ruled(ballots=1, valid=1), "về 1 phiếu: hợp lệ 1."),
        (Ruled(ballots=1, marks=1), "về 1 phiếu: về dấu ở từng tên 1."),
    ],
)
def test_on_how_many_ballots_people_ruled_is_told_with_the_account(ruled: Ruled, expected: str) -> None:
    result = count_contest(contest(4, 3), pile(*times(10, "kkks")), rules(), Choices())
    lines = [VI.text(line) for line in account_lines(replace(result, ruled=ruled))]
    assert lines[3] == f"Đã có kết luận {expected}"
    assert [*lines[:3], lines[4]] == [VI.text(line) for line in account_lines(result)]
    void = count_contest(contest(4, 3, ballots=8), pile(*times(10, "kkks")), rules(), Choices())
    assert len([*account_lines(replace(void, ruled=ruled))]) == len([*account_lines(void)])


def test_one_ruling_is_one_ballot_in_english() -> None:
    result = count_contest(contest(4, 3), pile(*times(10, "kkks")), rules(), Choices())
    one = [Translator("en").text(line) for line in account_lines(replace(result, ruled=Ruled(ballots=1, marks=1)))]
    assert one[3] == "Ruled on: 1 ballot (1 on marks beside names)."


def test_what_people_confirmed_is_told_with_what_it_is_about_and_by_whom() -> None:
    result = count_contest(contest(4, 3), pile(*times(10, "kkks")), rules(), Choices())
    confirmed = Decision(contest="bch", about=About.SMALL_BRANCH, decision="confirmed", by="Đại hội", text="Đủ người.")
    assert said(replace(result, confirmed=(confirmed,))) == [
        "Kết quả: đủ 3 người.",
        "Quyết định đã ghi, chi bộ ít đảng viên bầu chi ủy: đã xác nhận (Đại hội).",
    ]


def at_the_alternates_cut(*marks: str) -> ContestResult:
    """A re-vote among two delegates of whom one becomes the alternate."""
    people = slate(2, before=(3, 4))
    again = replace(contest(2, 1), id="bch-2", after="bch", vote=Vote.REVOTE, round=2, slate=people)
    revote = count_contest(replace(again, office=Office.DELEGATES), pile(*marks), rules(), Choices())
    return replace(revote, for_alternates=True, outcome=as_alternates(revote.outcome))


def test_a_re_vote_at_the_alternates_cut_makes_alternates() -> None:
    chosen = at_the_alternates_cut(*times(6, "ks"), *times(4, "sk"))
    assert VI.text(needed_line(chosen)) == (
        "Bầu lại ở ranh giới dự khuyết: ai nhiều phiếu hơn là đại biểu dự khuyết, không cần quá nửa."
    )
    assert said(chosen) == ["Kết quả: đủ 1 đại biểu dự khuyết."]
    tied = at_the_alternates_cut(*times(5, "ks"), *times(5, "sk"))
    assert said(tied)[0].startswith("Kết quả: 2 người cùng 5 phiếu ở ranh giới dự khuyết, chỉ còn 1 chỗ: ")
    assert said(tied)[1] == "Vẫn bằng phiếu sau khi bầu lại: đại hội quyết định có bầu lại nữa hay không."


def test_a_threshold_that_is_not_half_is_told_as_it_is() -> None:
    two_thirds = provision("count.needed", limit=Limit(at_least=Fraction(2, 3)), of="base")
    result = count_contest(
        contest(4, 3), pile(*times(10, "kkks")), rules(two_thirds, without="count.needed"), Choices()
    )
    assert VI.text(needed_line(result)) == "Trúng cử cần từ 2/3 trở lên của 10: từ 7 phiếu."


def test_an_annulled_vote_again_says_so_whoever_is_asked() -> None:
    """The heading of a later vote names its round and what it is."""
    again = replace(
        contest(4, 3), id="bch-2", after="bch", vote=Vote.AGAIN, round=2, slate=slate(4, before=(1, 2, 3, 4))
    )
    result = count_contest(again, pile(*times(10, "kkks")), rules(), Choices())
    assert VI.text(heading(result, Level.BRANCH)) == (
        f"bch-2 · bầu {VI.text(office_of(again.office, Level.BRANCH))}: 3 người, danh sách 4 người · lần 2: "
        f"{VI.label(Vote.AGAIN)}"
    )


def test_who_disagrees_with_everybody_is_told_where_a_choice_says_it() -> None:
    boxes = count_contest(contest(1, 1, Form.AGREE_DISAGREE), pile(*times(10, "a")), rules(), Choices())
    struck = count_contest(contest(4, 3), pile(*times(10, "kkks")), rules(), Choices())
    chosen = Choices(all_disagree=AllDisagree.VALID)
    assert [len(list(grounds(each, chosen))) - len(list(grounds(each, Choices()))) for each in (boxes, struck)] == [
        1,
        0,
    ]
    assert [VI.text(line) for line in grounds(boxes, chosen)][-1].startswith("Phiếu không đồng ý với ai: ")


def test_delegates_are_told_with_how_many_alternates_there_are_of_those_wanted() -> None:
    what = replace(contest(5, 3), office=Office.DELEGATES, alternates=3)
    found = count_contest(what, pile(*times(7, "kkkss"), *times(3, "kssks")), rules(), Choices())
    assert "Kết quả: đủ 3 người; dự khuyết 0 trong 3 người." in said(found)


def test_of_an_opinion_by_strike_outs_a_name_left_is_support() -> None:
    asked = replace(contest(4, 3), vote=Vote.OPINION)
    assert VI.text(polarity(asked)) == "Phiếu gạch tên: tên để lại là ủng hộ, tên bị gạch là không ủng hộ."
