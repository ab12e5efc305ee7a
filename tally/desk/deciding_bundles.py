"""Whether bundles may be made, voided, taken, given back, finished or merged, and the acts that it is."""

from __future__ import annotations

from rules.model import Form
from rules.phrase import phrase
from tally.desk.acts import (
    Act,
    BundleFinished,
    BundleMerged,
    BundleReleased,
    BundlesMade,
    BundleTaken,
    BundleVoided,
)
from tally.desk.bundle_rules import bundle_of, check_rehearsal, entry_of, held_entry, typed_by
from tally.desk.missing import MOST_NUMBERS
from tally.desk.refusal import refuse
from tally.desk.requests import (
    AddBundle,
    FinishBundle,
    MakeBundles,
    MergeBundle,
    ReleaseBundle,
    TakeBundle,
    VoidBundle,
)
from tally.desk.roles import Role
from tally.desk.state import Bundle, BundleEntry, DeskContest, State
from tally.model import RawMark

MOST_PAPERS = 1_000_000
MOST_NUMBER = 10**9

LETTERS = {
    Form.STRIKE_OUT: frozenset({RawMark.KEPT, RawMark.STRUCK, RawMark.UNCLEAR}),
    Form.AGREE_DISAGREE: frozenset({RawMark.AGREE, RawMark.DISAGREE, RawMark.BOTH, RawMark.NEITHER, RawMark.UNCLEAR}),
}


def make(state: State, request: MakeBundles, _person: str) -> tuple[Act, ...]:
    """Make bundles of the planned size."""
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    end = request.first + request.papers - 1
    if not 1 <= request.papers <= MOST_PAPERS or not 1 <= request.first <= end <= MOST_NUMBER:
        raise refuse(
            "bundles.bad_papers",
            phrase("không chia tập được cho {papers} phiếu từ số {first}", papers=request.papers, first=request.first),
            phrase("ghi số phiếu đã đóng số, từ 1 trở lên, và số đầu tiên"),
        )
    size = contest.bundle_size
    firsts = tuple(range(request.first, end + 1, size))
    _check_free(contest, request.first, end, rehearsal=request.rehearsal)
    start = _next_number(contest, rehearsal=request.rehearsal)
    return (
        BundlesMade(
            contest=request.contest,
            rehearsal=request.rehearsal,
            numbers=tuple(range(start, start + len(firsts))),
            firsts=firsts,
            lasts=tuple(min(first + size - 1, end) for first in firsts),
            papers=tuple(min(size, end - first + 1) for first in firsts),
        ),
    )


def add(state: State, request: AddBundle, _person: str) -> tuple[Act, ...]:
    """Make one more bundle."""
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    papers = request.last - request.first + 1 if request.papers is None else request.papers
    _check_range(request.first, request.last, papers)
    _check_free(contest, request.first, request.last, rehearsal=request.rehearsal)
    return (
        BundlesMade(
            contest=request.contest,
            rehearsal=request.rehearsal,
            numbers=(_next_number(contest, rehearsal=request.rehearsal),),
            firsts=(request.first,),
            lasts=(request.last,),
            papers=(papers,),
        ),
    )


def void(state: State, request: VoidBundle, _person: str) -> tuple[Act, ...]:
    """Void a bundle, and put a new one in its place in the same act."""
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    bundle = bundle_of(contest, request.bundle, rehearsal=request.rehearsal)
    if not request.reason.strip():
        raise refuse("bundles.no_reason", phrase("hủy tập mà không ghi lý do"), phrase("ghi lý do hủy tập"))
    first = bundle.first if request.first is None else request.first
    last = bundle.last if request.last is None else request.last
    same = (first, last) == (bundle.first, bundle.last)
    papers = (bundle.papers if same else last - first + 1) if request.papers is None else request.papers
    if request.again:
        _check_range(first, last, papers)
        _check_free(contest, first, last, rehearsal=request.rehearsal, but=bundle.number)
    return (
        BundleVoided(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=request.bundle,
            reason=request.reason.strip(),
            again=_next_number(contest, rehearsal=request.rehearsal) if request.again else 0,
            first=first if request.again else 0,
            last=last if request.again else 0,
            papers=papers if request.again else 0,
        ),
    )


def take(state: State, request: TakeBundle, person: str) -> tuple[Act, ...]:
    """Take a bundle for one of its entries: one that nobody else has, of a bundle not typed before."""
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    bundle = bundle_of(contest, request.bundle, rehearsal=request.rehearsal)
    entry = _free_entry(bundle, request.entry, person)
    for other in contest.pile(rehearsal=request.rehearsal).counting():
        if other.number != bundle.number and any(each.holder == person for each in other.entries):
            raise refuse(
                "bundles.another_in_hand",
                phrase("«{person}» đang giữ tập {bundle}", person=person, bundle=other.number),
                phrase("nhập xong hoặc trả lại tập đó rồi mới nhận tập khác"),
            )
    if entry.holder == person:
        return ()
    return (
        BundleTaken(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=request.bundle,
            entry=entry.number,
        ),
    )


def release(state: State, request: ReleaseBundle, person: str) -> tuple[Act, ...]:
    """Give a bundle back unfinished, or have it given back as the chair."""
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    bundle = bundle_of(contest, request.bundle, rehearsal=request.rehearsal)
    entry = entry_of(bundle, request.entry)
    if not entry.holder or (entry.holder != person and state.people[person].role is not Role.CHAIR):
        raise refuse(
            "bundles.not_yours",
            phrase("tập {bundle} không ở trong tay «{person}»", bundle=bundle.number, person=person),
            phrase("chỉ người đang giữ tập, hoặc trưởng ban, trả tập lại"),
        )
    return (
        BundleReleased(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=request.bundle,
            entry=request.entry,
            person=entry.holder,
        ),
    )


def finish(state: State, request: FinishBundle, person: str) -> tuple[Act, ...]:
    """Close an entry: what is typed, what was counted by hand and what the slip says are one number."""
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    bundle = bundle_of(contest, request.bundle, rehearsal=request.rehearsal)
    entry = held_entry(bundle, request.entry, person)
    if request.papers != bundle.papers:
        raise refuse(
            "bundles.slip_differs",
            phrase(
                "đếm tay {counted} phiếu, phiếu bìa ghi {papers} phiếu", counted=request.papers, papers=bundle.papers
            ),
            phrase("đếm lại tập; nếu phiếu bìa sai thì trưởng ban hủy tập và lập lại với số đúng"),
        )
    if len(entry.ballots) != bundle.papers:
        lacking = tuple(number for number in range(bundle.first, bundle.last + 1) if number not in entry.ballots)
        raise refuse(
            "bundles.not_all_typed",
            phrase(
                "mới nhập {typed} trong {papers} phiếu; chưa nhập số {numbers}",
                typed=len(entry.ballots),
                papers=bundle.papers,
                numbers=lacking[:MOST_NUMBERS],
            ),
            phrase("nhập các lá còn thiếu, hoặc trả tập lại"),
        )
    return (
        BundleFinished(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=request.bundle,
            entry=request.entry,
            papers=request.papers,
        ),
    )


def merge(state: State, request: MergeBundle, _person: str) -> tuple[Act, ...]:
    """Take in an entry of a bundle that was typed on a laptop without network."""
    contest = state.contests[request.contest]
    check_rehearsal(contest, rehearsal=request.rehearsal)
    if request.slate != contest.declared.sha256:
        raise refuse(
            "stick.other_slate",
            phrase("tệp được nhập trên một danh sách bầu khác"),
            phrase("nhập lại tập đó trên đúng danh sách; không ghép phiếu của hai danh sách"),
        )
    bundle = _same_bundle(contest, request)
    twice = tuple(person for person in request.people if typed_by(bundle, person))
    if twice:
        raise refuse(
            "stick.person_again",
            phrase("«{person}» đã nhập tập {bundle} một lần rồi", person=twice[0], bundle=bundle.number),
            phrase("lần nhập khác phải do người khác nhập; có thể tệp này đã được ghép"),
        )
    entry = next((each for each in bundle.entries if not each.people), None)
    if entry is None:
        raise refuse(
            "stick.no_entry_free",
            phrase("tập {bundle} không còn lần nhập nào trống", bundle=bundle.number),
            phrase("nếu muốn dùng tệp này thì hủy tập và lập lại"),
        )
    _check_papers(contest, bundle, request)
    return (
        BundleMerged(
            contest=request.contest,
            rehearsal=request.rehearsal,
            bundle=bundle.number,
            entry=entry.number,
            people=request.people,
            machine=request.machine,
            sha256=request.sha256,
            head=request.head,
            ballots=request.ballots,
            by=request.by,
            typed=request.typed,
            marks=request.marks,
            grounds=request.grounds,
            doubtful=request.doubtful,
            notes=request.notes,
        ),
    )


def _free_entry(bundle: Bundle, number: int | None, person: str) -> BundleEntry:
    held = next((each for each in bundle.entries if each.holder == person), None)
    if held is not None and number in {None, held.number}:
        return held
    # Whoever gave the bundle back may go on where he was, and nowhere else.
    own = [each for each in bundle.entries if person in each.people and not each.finished and not each.holder]
    if own and number in {None, own[0].number}:
        return own[0]
    if typed_by(bundle, person):
        raise refuse(
            "bundles.entered_before",
            phrase("«{person}» đã nhập tập {bundle}", person=person, bundle=bundle.number),
            phrase("mỗi lần nhập phải do một người khác; chọn tập khác"),
        )
    if number is None:
        free = next((each for each in bundle.entries if not each.finished and not each.holder), None)
    else:
        entry = entry_of(bundle, number)
        free = None if entry.finished or entry.holder else entry
    if free is None:
        raise refuse(
            "bundles.taken",
            phrase("tập {bundle} đã có người nhận hoặc đã nhập xong", bundle=bundle.number),
            phrase("chọn tập khác"),
        )
    return free


def _same_bundle(contest: DeskContest, request: MergeBundle) -> Bundle:
    wanted = (request.first, request.last, request.papers)
    for bundle in contest.pile(rehearsal=request.rehearsal).counting():
        if (bundle.first, bundle.last, bundle.papers) == wanted:
            return bundle
    raise refuse(
        "stick.unknown_bundle",
        phrase(
            "bàn này không có tập nào gồm {papers} phiếu từ số {first} đến {last}",
            papers=request.papers,
            first=request.first,
            last=request.last,
        ),
        phrase("tạo đúng tập đó trước (hoặc xem lại phiếu bìa), rồi ghép lại"),
    )


def _check_papers(contest: DeskContest, bundle: Bundle, request: MergeBundle) -> None:
    letters = LETTERS[Form(contest.declared.form)]
    sound = (
        len(set(request.ballots)) == len(request.ballots) == bundle.papers
        and all(bundle.first <= number <= bundle.last for number in request.ballots)
        and all(len(marks) == contest.names and set(marks) <= letters for marks in request.marks)
        and all(not ground or ground in contest.declared.grounds for ground in request.grounds)
        and bool(request.people)
        and set(request.by) <= set(request.people)
    )
    if not sound:
        raise refuse(
            "stick.not_whole",
            phrase("các lá phiếu trong tệp không khớp với tập: thiếu, thừa, trùng số hoặc dấu không đúng mẫu phiếu"),
            phrase("xuất lại tệp từ máy đã nhập, sau khi nhập xong tập"),
        )


def _next_number(contest: DeskContest, *, rehearsal: bool) -> int:
    return max(contest.pile(rehearsal=rehearsal).bundles, default=0) + 1


def _check_range(first: int, last: int, papers: int) -> None:
    if not (1 <= first <= last <= MOST_NUMBER and 1 <= papers <= last - first + 1 <= MOST_PAPERS):
        raise refuse(
            "bundles.bad_range",
            phrase("tập {papers} phiếu từ số {first} đến {last} không lập được", papers=papers, first=first, last=last),
            phrase("số đầu không lớn hơn số cuối; phiếu bìa không ghi nhiều phiếu hơn số lá có thể có"),
        )


def _check_free(contest: DeskContest, first: int, last: int, *, rehearsal: bool, but: int = 0) -> None:
    for bundle in contest.pile(rehearsal=rehearsal).counting():
        if bundle.number != but and bundle.first <= last and first <= bundle.last:
            raise refuse(
                "bundles.overlap",
                phrase(
                    "số {first} đến {last} trùng với tập {bundle} (số {its_first} đến {its_last})",
                    first=first,
                    last=last,
                    bundle=bundle.number,
                    its_first=bundle.first,
                    its_last=bundle.last,
                ),
                phrase("mỗi số chỉ thuộc một tập: xem lại số đóng trên phiếu"),
            )
