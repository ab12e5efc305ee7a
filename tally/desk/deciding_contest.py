"""Whether a contest may be planned, go on, come back, get its account or be signed, and the acts that it is."""

from __future__ import annotations

from collections.abc import Iterator

from rules.labels import label_of
from rules.model import DECISIONS, Form
from rules.phrase import Phrase, phrase
from tally.desk.acts import (
    AccountEntered,
    Act,
    BundlesMade,
    CongressDecided,
    EntryPlanned,
    FilesWritten,
    MinutesSigned,
    PhaseEntered,
    RehearsalDeckMade,
    VotesReleased,
    ZeroReported,
)
from tally.desk.missing import missing, without_files
from tally.desk.refusal import Refusal, RefusedError, refuse
from tally.desk.rehearsal import deck
from tally.desk.requests import (
    Advance,
    EnterAccount,
    GoBack,
    MakeDeck,
    NoteFiles,
    PlanEntry,
    RecordDecision,
    ReleaseVotes,
    SignMinutes,
)
from tally.desk.roles import Phase, next_phase, phase_before
from tally.desk.state import DeskContest, State
from tally.record import read_code, short_code

ENTRIES = (2, 3)
MOST_A_BUNDLE = 200


def plan(_state: State, request: PlanEntry, _person: str) -> tuple[Act, ...]:
    """Plan the entry of a contest."""
    if request.entries not in ENTRIES or not 1 <= request.bundle_size <= MOST_A_BUNDLE:
        raise refuse(
            "contest.bad_plan",
            phrase(
                "không nhập {entries} lần với tập {size} phiếu được", entries=request.entries, size=request.bundle_size
            ),
            phrase("nhập độc lập 2 hoặc 3 lần, mỗi tập từ 1 đến {most} phiếu", most=MOST_A_BUNDLE),
        )
    return (EntryPlanned(contest=request.contest, entries=request.entries, bundle_size=request.bundle_size),)


def advance(state: State, request: Advance, _person: str) -> tuple[Act, ...]:
    """Go on to the next phase if nothing is missing; a rehearsal may be left with a reason."""
    contest = state.contests[request.contest]
    to = next_phase(contest.phase)
    if to is None or request.to != to:
        raise refuse(
            "contest.other_phase",
            phrase("nội dung bầu đang ở giai đoạn «{phase}»", phase=contest.phase),
            phrase("tải lại trang rồi làm tiếp"),
        )
    if to is Phase.SEALED:
        raise refuse(
            "contest.seal_instead",
            phrase("giai đoạn niêm phong đến bằng việc niêm phong hồ sơ"),
            phrase("niêm phong hồ sơ khi biên bản của mọi nội dung bầu đã ký"),
        )
    lacking = missing(contest)
    if lacking and not (contest.phase is Phase.REHEARSE and request.reason.strip()):
        raise RefusedError(lacking)
    entered = PhaseEntered(contest=request.contest, phase=to.value, reason=request.reason.strip())
    if to is Phase.ZERO:
        return (entered, _zero(state, contest))
    return (entered,)


def go_back(state: State, request: GoBack, _person: str) -> tuple[Act, ...]:
    """Return to the phase before; never behind the first real paper."""
    contest = state.contests[request.contest]
    to = phase_before(contest.phase)
    if to is None or request.to != to:
        raise refuse(
            "contest.other_phase",
            phrase("nội dung bầu đang ở giai đoạn «{phase}»", phase=contest.phase),
            phrase("tải lại trang rồi làm tiếp"),
        )
    if contest.phase is Phase.COUNT and not contest.real.empty:
        raise refuse(
            "contest.papers_there",
            phrase("đã có tập phiếu thật, không quay lại trước khi kiểm phiếu được"),
            phrase("tập sai thì hủy và lập lại"),
        )
    if not request.reason.strip():
        raise refuse("contest.no_reason", phrase("quay lại mà không ghi lý do"), phrase("ghi lý do"))
    return (PhaseEntered(contest=request.contest, phase=to.value, reason=request.reason.strip()),)


def make_deck(state: State, request: MakeDeck, _person: str) -> tuple[Act, ...]:
    """Put the test deck on the desk, in one bundle."""
    contest = state.contests[request.contest]
    declared = contest.declared
    papers = deck(Form(declared.form), declared.names, declared.seats, declared.grounds)
    return (
        RehearsalDeckMade(
            contest=request.contest,
            marks=tuple(paper.marks for paper in papers),
            grounds=tuple(paper.ground for paper in papers),
        ),
        BundlesMade(
            contest=request.contest,
            rehearsal=True,
            numbers=(1,),
            firsts=(1,),
            lasts=(len(papers),),
            papers=(len(papers),),
        ),
    )


def enter_account(_state: State, request: EnterAccount, _person: str) -> tuple[Act, ...]:
    """Enter people and papers; what cannot be is refused, all of it at once."""
    faults = tuple(_of_account(request))
    if faults:
        raise RefusedError(faults)
    return (
        AccountEntered(
            contest=request.contest,
            summoned=request.summoned,
            excluded=dict(request.excluded),
            present=request.present,
            issued=request.issued,
            returned=request.returned,
            spoilt=-1 if request.spoilt is None else request.spoilt,
            not_returned=-1 if request.not_returned is None else request.not_returned,
        ),
    )


def decide_congress(_state: State, request: RecordDecision, _person: str) -> tuple[Act, ...]:
    """Record what the congress decided."""
    faults: list[Refusal] = []
    allowed = {about.value: decisions for about, decisions in DECISIONS.items()}
    if request.decision not in allowed.get(request.about, ()):
        faults.append(
            Refusal(
                name="decision.unknown",
                message=phrase(
                    "không có quyết định «{decision}» về «{about}»", decision=request.decision, about=request.about
                ),
                remedy=phrase(
                    "dùng một trong: {values}",
                    values=tuple(f"{about}: {', '.join(decisions)}" for about, decisions in allowed.items()),
                ),
            )
        )
    if not request.decided_by.strip() or not request.text.strip():
        faults.append(
            Refusal(
                name="decision.no_words",
                message=phrase("chưa ghi ai quyết định, quyết định thế nào"),
                remedy=phrase("ghi người hoặc tập thể quyết định và nguyên văn quyết định"),
            )
        )
    if faults:
        raise RefusedError(tuple(faults))
    return (
        CongressDecided(
            contest=request.contest,
            about=request.about,
            decision=request.decision,
            decided_by=request.decided_by.strip(),
            text=request.text.strip(),
        ),
    )


def note_files(state: State, request: NoteFiles, _person: str) -> tuple[Act, ...]:
    """Note that the files stand there, if nothing changed while they were written."""
    contest = state.contests[request.contest]
    if contest.changed_at > request.upto:
        raise refuse(
            "files.changed_meanwhile",
            phrase("trong lúc tính kết quả đã có thay đổi"),
            phrase("tính kết quả lại"),
        )
    return (FilesWritten(contest=request.contest, ballots=request.ballots, files=dict(request.files)),)


def release_votes(state: State, request: ReleaseVotes, _person: str) -> tuple[Act, ...]:
    """Show the votes to the hall."""
    if state.contests[request.contest].released:
        return ()
    return (VotesReleased(contest=request.contest),)


def sign(state: State, request: SignMinutes, _person: str) -> tuple[Act, ...]:
    """Note that the minutes are signed; the code is compared with the count when the record is sealed."""
    contest = state.contests[request.contest]
    if lacking := tuple(without_files(contest)):
        raise RefusedError(lacking)
    try:
        code = read_code(request.count_head)
    except ValueError:
        raise refuse(
            "sign.bad_code",
            phrase("«{code}» không phải mã kiểm phiếu", code=request.count_head),
            phrase("gõ mã in trong biên bản, 32 chữ số thập lục phân"),
        ) from None
    return (MinutesSigned(contest=request.contest, count_head=short_code(code)),)


def _zero(state: State, contest: DeskContest) -> ZeroReported:
    ballots = sum(bundle.typed for bundle in contest.real.bundles.values())
    if ballots or not contest.real.empty:
        raise refuse(
            "contest.papers_there",
            phrase("đã có tập phiếu thật trước biên bản số không"),
            phrase("hồ sơ này không dùng được cho việc kiểm phiếu; lập bàn mới"),
        )
    return ZeroReported(contest=contest.id, bundles=len(contest.real.bundles), ballots=ballots, head=state.head)


def _of_account(request: EnterAccount) -> Iterator[Refusal]:
    numbers = {
        "summoned": request.summoned,
        "present": request.present,
        "issued": request.issued,
        "returned": request.returned,
        "spoilt": request.spoilt,
        "not_returned": request.not_returned,
        **request.excluded,
    }
    for name, number in numbers.items():
        if number is not None and not 0 <= number < 10**9:
            yield _account("account.negative", phrase("{name} là {number}", name=label_of(name), number=number))
    excluded = sum(request.excluded.values())
    if request.present > request.summoned:
        yield _account(
            "account.present_over_summoned",
            phrase(
                "có mặt {present}, nhưng chỉ triệu tập {summoned}", present=request.present, summoned=request.summoned
            ),
        )
    elif excluded > request.summoned - request.present:
        yield _account(
            "account.excluded_over_absent",
            phrase(
                "trừ {excluded} người, nhưng chỉ vắng {absent} người",
                excluded=excluded,
                absent=request.summoned - request.present,
            ),
        )
    if request.issued > request.present:
        yield _account(
            "account.issued_over_present",
            phrase(
                "phát ra {issued} phiếu, nhưng chỉ có {present} người có mặt",
                issued=request.issued,
                present=request.present,
            ),
        )
    if request.not_returned is not None and request.issued != request.returned + request.not_returned:
        yield _account(
            "account.papers_do_not_add_up",
            phrase(
                "phát ra {issued}, nhưng thu về {returned} và không thu về {not_returned} cộng lại là {sum}",
                issued=request.issued,
                returned=request.returned,
                not_returned=request.not_returned,
                sum=request.returned + request.not_returned,
            ),
        )


def _account(name: str, message: Phrase) -> Refusal:
    return Refusal(name=name, message=message, remedy=phrase("đếm lại rồi ghi đúng các con số"))
