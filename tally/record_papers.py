"""The papers in a sealed record (giấy tờ trong hồ sơ): made when it is sealed, made again when it is verified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rules.errors import Fault, InputError, shown_path
from rules.messages import Translator
from rules.phrase import Phrase, phrase
from tally.count_record import CountRecord
from tally.papers.content import unsettled
from tally.papers.issue_file import NONE_MADE, PAPERS_FILE, PAPERS_FOLDER, Versions, read_versions
from tally.papers.making import Papers, make, versions_now
from tally.papers.paper_text import NoTextError, words_of
from tally.record import Entry, LogError, ResultMade, read_log
from tally.record_file import RecordFile
from tally.seal_file import PAPER_LIBRARIES, PAPERS, PROGRAM, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDifference:
    """A paper that is not what comes out when it is made again: the stable name of it, its file, the sentence."""

    name: str
    file: str
    message: Phrase


def versions_in(folder: Path) -> Versions:
    """The versions of the papers that were made of a congress folder; none where none was made yet."""
    path = folder / PAPERS_FOLDER / PAPERS_FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return NONE_MADE
    except OSError as error:
        fault = Fault(
            name="file.unreadable",
            file=shown_path(path),
            message=phrase("không mở được tệp {file}", file=PAPERS_FILE),
            remedy=phrase("kiểm tra quyền đọc tệp và ổ đĩa, đóng chương trình đang mở tệp, rồi chạy lại"),
        )
        raise InputError((fault,)) from error
    return read_versions(content, shown_path(path))


def papers_to_seal(folder: Path, record: CountRecord) -> Mapping[str, bytes]:
    """Every paper of a count as its record holds it, in Vietnamese; none while an account is open.

    Papers that were made before and would now say something else are not passed over: raises ``InputError``.
    """
    if unsettled(record.counted.result):
        return {}
    before = versions_in(folder)
    now = versions_now(record, before)
    outdated = [contest for contest in now.of if contest in before.of and now.of[contest] != before.of[contest]]
    if outdated:
        fault = Fault(
            name="seal.papers_outdated",
            file=shown_path(folder / PAPERS_FOLDER / PAPERS_FILE),
            seen=", ".join(outdated),
            message=phrase("giấy tờ đã làm không còn nói đúng kết quả bây giờ"),
            remedy=phrase("làm lại bằng kiemphieu papers, ký bản mới, rồi niêm phong"),
        )
        raise InputError((fault,))
    return made_again(record, now).with_versions


def made_again(record: CountRecord, versions: Versions) -> Papers:
    """The papers of a count as these versions of them."""
    contests = {each.contest.id for each in record.counted.result.contests}
    return make(
        record, versions, Translator("vi"), contests=[contest for contest in versions.of if contest in contests]
    )


def has_papers(record: RecordFile) -> bool:
    """Whether a record holds papers that this program made; scans that were put beside them are only digested."""
    return f"{PAPERS}{PAPERS_FILE}" in record.files


def earlier_codes(record: RecordFile, head: str | None) -> Mapping[str, str]:
    """By contest, the count head its papers bear where it is not the record's: they were made of an earlier count.

    Whether what that count says of the contest is what the record holds, ``vouched`` says.
    """
    versions = _versions_of(record)
    codes = {contest: versions.issue(contest).code for contest in sorted(versions.of)}
    return {contest: code for contest, code in codes.items() if code != head}


def vouched(record: RecordFile, log: Sequence[Entry]) -> frozenset[str]:
    """The count heads on its papers that a record proves, ``log`` being its own.

    The line that an earlier head is the digest of gives the contest the digest that the record's own log gives it:
    what was signed then is what was counted now.
    """
    now = {contest: digest for entry in log for contest, digest in _contest_digests(entry).items()}
    found: set[str] = set()
    for contest, made in _versions_of(record).of.items():
        try:
            (then,) = read_log(made[-1].line.encode("utf-8"))
        except (LogError, ValueError):  # no line of a log, or not one
            continue
        if then.digest == made[-1].code and contest in now and _contest_digests(then).get(contest) == now[contest]:
            found.add(made[-1].code)
    return frozenset(found)


def _contest_digests(entry: Entry) -> Mapping[str, str]:
    act = entry.happened.act
    return act.contests if isinstance(act, ResultMade) else {}


def _versions_of(record: RecordFile) -> Versions:
    try:
        return read_versions(record.files[f"{PAPERS}{PAPERS_FILE}"], PAPERS_FILE)
    except (KeyError, InputError):
        return NONE_MADE


def paper_differences(record: RecordFile, again: CountRecord) -> Iterator[PaperDifference]:
    """Make every paper of a record again, ``again`` being the count made again from its inputs.

    Under the versions that it was sealed with each is the same byte for byte, else it says the same words.
    """
    name = f"{PAPERS}{PAPERS_FILE}"
    try:
        made_then = read_versions(record.files[name], name)
        if unsettled(again.counted.result):
            yield PaperDifference(
                name="papers.none_may_be",
                file=name,
                message=phrase("số phiếu còn chưa khớp: không giấy tờ nào được làm"),
            )
            return
        now = versions_now(again, made_then)
        for contest in sorted(now.of):
            if now.of[contest] != made_then.of.get(contest):
                message = phrase("giấy tờ của «{contest}» không nói đúng kết quả kiểm lại", contest=contest)
                yield PaperDifference(name="papers.other_result", file=name, message=message)
        papers = made_again(again, now).files
    except InputError as error:
        for fault in error.faults:
            yield PaperDifference(name=fault.name, file=fault.file, message=fault.message)
        return
    proved = vouched(record, again.log)
    for contest in sorted(now.of):
        if now.issue(contest).code not in {again.head, *proved}:
            message = phrase(
                "mã trên giấy tờ của «{contest}» không phải của lần kiểm nào ra kết quả này", contest=contest
            )
            yield PaperDifference(name="papers.other_code", file=name, message=message)
    for file, made in papers.items():
        yield from _compared(record, f"{PAPERS}{file}", made)


def _compared(record: RecordFile, name: str, made: bytes) -> Iterator[PaperDifference]:
    here = record.files.get(name)
    if here is None and _same_program(record):  # another release may make other papers
        yield PaperDifference(name="papers.missing", file=name, message=phrase("hồ sơ thiếu giấy tờ này"))
    elif here is not None and here != made:
        if _same_setting(record):
            yield PaperDifference(name="papers.differ", file=name, message=phrase("làm lại thì không giống từng byte"))
        elif not _same_words(name, here, made):
            yield PaperDifference(name="papers.differ", file=name, message=phrase("làm lại thì ra chữ khác"))


def _same_words(name: str, here: bytes, made: bytes) -> bool:
    try:
        return words_of(name, here) == words_of(name, made)
    except NoTextError:
        return False


def _same_program(record: RecordFile) -> bool:
    return record.seal.get("program") == {PROGRAM: versions()[0]}


def _same_setting(record: RecordFile) -> bool:
    sealed, ours = record.seal.get("dependencies"), versions()[1]
    return (
        _same_program(record)
        and isinstance(sealed, dict)
        and all(sealed.get(name, "") == ours.get(name) for name in PAPER_LIBRARIES)
    )
