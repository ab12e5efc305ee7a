"""The papers in a sealed record (giấy tờ trong hồ sơ): made when it is sealed, made again when it is verified."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rules.errors import Fault, InputError, shown_path
from rules.messages import Translator
from rules.phrase import phrase
from tally.count_record import CountRecord
from tally.papers.content import unsettled
from tally.papers.issue_file import NONE_MADE, PAPERS_FILE, PAPERS_FOLDER, Versions, read_versions
from tally.papers.making import Papers, make, versions_now


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
