"""The desk's log in words (nhật ký bằng lời): one sentence an act, with all that somebody could ask about it."""

from __future__ import annotations

from rules.labels import label_of
from rules.phrase import Phrase, phrase
from tally.desk.acts import Act
from tally.desk.contest_acts import (
    AccountEntered,
    CongressDecided,
    ContestDeclared,
    EntryPlanned,
    FilesWritten,
    MinutesSigned,
    PhaseEntered,
    RehearsalDeckMade,
    VotesReleased,
    ZeroReported,
)
from tally.desk.desk_acts import (
    ClockSetBack,
    CodeMade,
    CodeRevoked,
    CongressDeclared,
    DeskHandedOver,
    DeskOpened,
    DeskSealed,
    DeskTakenOver,
    PersonJoined,
    PersonRemoved,
)
from tally.desk.paper_acts import (
    BallotCorrected,
    BallotEntered,
    BallotUndone,
    BundleFinished,
    BundleMerged,
    BundleReleased,
    BundlesMade,
    BundleTaken,
    BundleVoided,
    DifferenceRuled,
    DoubtfulRuled,
    RulingsWithdrawn,
)
from tally.desk.roles import Phase, Role
from tally.record import short_code
from tally.ruling_words import ruling_phrase

DeskAct = (
    DeskOpened
    | CongressDeclared
    | DeskTakenOver
    | DeskHandedOver
    | ClockSetBack
    | PersonJoined
    | PersonRemoved
    | CodeMade
    | CodeRevoked
    | DeskSealed
)
ContestAct = (
    ContestDeclared
    | EntryPlanned
    | PhaseEntered
    | RehearsalDeckMade
    | ZeroReported
    | AccountEntered
    | CongressDecided
    | FilesWritten
    | VotesReleased
    | MinutesSigned
)
BundleAct = BundlesMade | BundleVoided | BundleTaken | BundleReleased | BundleFinished | BundleMerged
PaperAct = BallotEntered | BallotCorrected | BallotUndone | DifferenceRuled | DoubtfulRuled | RulingsWithdrawn


def act_words(act: Act) -> Phrase:
    """Say what an act did; what belongs to a contest begins with its id, what is rehearsed says so."""
    if isinstance(act, DeskAct):
        return _of_desk(act)
    if isinstance(act, ContestAct):
        said = _of_contest(act)
    elif act.rehearsal:
        said = phrase("(tập dượt) {said}", said=_of_papers(act))
    else:
        said = _of_papers(act)
    return phrase("«{contest}»: {said}", contest=act.contest, said=said)


def _of_desk(act: DeskAct) -> Phrase:
    match act:
        case PersonJoined() | PersonRemoved() | CodeMade() | CodeRevoked():
            return _of_people(act)
        case DeskOpened():
            return phrase("mở bàn kiểm phiếu")
        case CongressDeclared():
            return phrase("khai báo đại hội: {congress}", congress=act.congress)
        case DeskTakenOver():
            return phrase("máy «{machine}» tiếp quản: {reason}", machine=act.machine, reason=act.reason)
        case DeskHandedOver():
            return _with_reason(phrase("máy «{machine}» bàn giao cho máy khác", machine=act.machine), act.reason)
        case ClockSetBack():
            return phrase("đồng hồ của máy lùi lại: từ {before} về {now}", before=act.before, now=act.now)
        case DeskSealed():
            return phrase(
                "niêm phong hồ sơ {file}, mã niêm phong {code}", file=act.file, code=short_code(act.seal_head)
            )


def _of_people(act: PersonJoined | PersonRemoved | CodeMade | CodeRevoked) -> Phrase:
    match act:
        case PersonJoined():
            return phrase("{person} tham gia: {role}", person=act.person, role=Role(act.role))
        case PersonRemoved():
            return phrase(
                "{person} rời bàn: {reason}", person=act.person, reason=act.reason or phrase("không nêu lý do")
            )
        case CodeMade():
            return phrase("cấp mã tham gia mới: {role}", role=Role(act.role))
        case CodeRevoked():
            return phrase("thu mã tham gia: {role}", role=Role(act.role))


def _of_contest(act: ContestAct) -> Phrase:  # noqa: C901 - one case an act
    match act:
        case ContestDeclared():
            return phrase(
                "khai báo: {names} người trong danh sách, cần bầu {seats}", names=len(act.names), seats=act.seats
            )
        case EntryPlanned():
            return phrase("nhập {entries} lần độc lập, mỗi tập {size} lá", entries=act.entries, size=act.bundle_size)
        case PhaseEntered():
            return _with_reason(phrase("sang giai đoạn {phase}", phase=Phase(act.phase)), act.reason)
        case RehearsalDeckMade():
            return phrase("tạo bộ phiếu tập dượt {papers} lá", papers=len(act.marks))
        case ZeroReported():
            return phrase(
                "biên bản số không: {bundles} tập, {ballots} lá phiếu", bundles=act.bundles, ballots=act.ballots
            )
        case AccountEntered():
            return _account(act)
        case CongressDecided():
            return phrase(
                "đại hội quyết định về {about}: {decision} ({by}). {text}",
                about=label_of(act.about),
                decision=label_of(act.decision),
                by=act.decided_by,
                text=act.text,
            )
        case FilesWritten():
            return phrase("ghi {ballots} lá phiếu vào tệp để kiểm", ballots=act.ballots)
        case VotesReleased():
            return phrase("cho hội trường xem kết quả")
        case MinutesSigned():
            return phrase("biên bản đã ký, mã kiểm phiếu {code}", code=act.count_head)


def _of_papers(act: BundleAct | PaperAct) -> Phrase:
    return _of_bundle(act) if isinstance(act, BundleAct) else _of_paper(act)


def _of_bundle(act: BundleAct) -> Phrase:
    match act:
        case BundlesMade():
            return phrase(
                "lập {bundles} tập, {papers} lá, từ số {first} đến số {last}",
                bundles=len(act.numbers),
                papers=sum(act.papers),
                first=min(act.firsts, default=0),
                last=max(act.lasts, default=0),
            )
        case BundleVoided():
            return phrase("hủy tập {bundle}: {reason}", bundle=act.bundle, reason=act.reason)
        case BundleTaken():
            return phrase("nhận tập {bundle}, lần nhập {entry}", bundle=act.bundle, entry=act.entry)
        case BundleReleased():
            return phrase("trả tập {bundle}, lần nhập {entry}", bundle=act.bundle, entry=act.entry)
        case BundleFinished():
            return phrase(
                "xong tập {bundle}, lần nhập {entry}: {papers} lá",
                bundle=act.bundle,
                entry=act.entry,
                papers=act.papers,
            )
        case BundleMerged():
            return phrase(
                "ghép tập {bundle}, lần nhập {entry}, do {person} nhập ở máy «{machine}»: {papers} lá",
                bundle=act.bundle,
                entry=act.entry,
                person=act.people,
                machine=act.machine,
                papers=len(act.ballots),
            )


def _of_paper(act: PaperAct) -> Phrase:
    match act:
        case BallotEntered():
            return _with_reason(_typed(phrase("nhập"), act), act.note)
        case BallotCorrected():
            return _with_reason(_typed(phrase("sửa"), act), act.note)
        case BallotUndone():
            return phrase(
                "tập {bundle}, lần nhập {entry}, phiếu {ballot}: bỏ lần nhập này",
                bundle=act.bundle,
                entry=act.entry,
                ballot=act.ballot,
            )
        case DifferenceRuled():
            seen = phrase("gõ {typed}", typed=act.typed) if act.present else phrase("không có lá phiếu này")
            said = phrase(
                "tập {bundle}, phiếu {ballot}: các lần nhập khác nhau, trên giấy: {seen}",
                bundle=act.bundle,
                ballot=act.ballot,
                seen=seen,
            )
            return _with_reason(said, act.note)
        case DoubtfulRuled():
            return _ruled(act)
        case RulingsWithdrawn():
            return phrase("phiếu {ballot}: rút kết luận để xét lại: {reason}", ballot=act.ballot, reason=act.reason)


def _typed(what: Phrase, act: BallotEntered | BallotCorrected) -> Phrase:
    """What was typed for a paper, as it was typed."""
    said = phrase(
        "tập {bundle}, lần nhập {entry}, phiếu {ballot}: {what} {typed}",
        bundle=act.bundle,
        entry=act.entry,
        ballot=act.ballot,
        what=what,
        typed=act.typed,
    )
    if act.ground:
        said = phrase("{said}; đề nghị không hợp lệ: {ground}", said=said, ground=label_of(act.ground))
    return phrase("{said}; nghi vấn", said=said) if act.doubtful else said


def _ruled(act: DoubtfulRuled) -> Phrase:
    ruling = ruling_phrase(act.ruling)
    said = (
        phrase("phiếu {ballot}, người số {name}: kết luận {ruling}", ballot=act.ballot, name=act.name, ruling=ruling)
        if act.name
        else phrase("phiếu {ballot}: kết luận {ruling}", ballot=act.ballot, ruling=ruling)
    )
    return phrase(
        "{said} ({reason}, {in_favour}/{of})", said=said, reason=act.reason, in_favour=act.in_favour, of=act.of
    )


def _with_reason(said: Phrase, reason: str) -> Phrase:
    return phrase("{said} ({reason})", said=said, reason=reason) if reason else said


def _account(act: AccountEntered) -> Phrase:
    """Every number that was given; -1 is one that was not."""
    said = phrase(
        "ghi: triệu tập {summoned}, có mặt {present}, phát ra {issued}, thu về {returned}",
        summoned=act.summoned,
        present=act.present,
        issued=act.issued,
        returned=act.returned,
    )
    for name, number in {**act.excluded, "spoilt": act.spoilt, "not_returned": act.not_returned}.items():
        if number >= 0:
            said = phrase("{said}; {name}: {number}", said=said, name=label_of(name), number=number)
    return said
