"""Versions of papers: the next only after a change, with what changed; the same file always; one that reads back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rules.errors import InputError, UndecidedError
from rules.messages import Translator
from tally.count_record import CountRecord, count_head
from tally.papers.issue_file import NONE_MADE, Versions, read_versions, versions_bytes
from tally.papers.making import MINUTES, SLIDES, make, versions_now
from tests.tally.folders import COMMITTEE, HEAD, SECRETARY, write
from tests.tally.papers.reading import docx_lines, pdf_pages
from tests.tally.records import SAMPLES

VI, EN = Translator("vi"), Translator("en")


def counted(folder: Path, change: Callable[[str], str] = str, **files: str) -> CountRecord:
    """A small congress, its file changed, counted."""
    toml = change(HEAD + COMMITTEE + SECRETARY)
    given = {f"{name.replace('_', '-')}.csv": text for name, text in files.items()}
    return count_head(write(folder, toml, dict(given)))


def said(versions: Versions, contest: str = "bch", lang: Translator = VI) -> list[str]:
    """What changed since the version before."""
    return [lang.text(change) for change in versions.issue(contest).changes]


def test_papers_of_the_same_count_are_the_same_version(tmp_path: Path) -> None:
    once = versions_now(counted(tmp_path), NONE_MADE)
    assert versions_now(counted(tmp_path), once) == once
    assert {contest: once.issue(contest).version for contest in once.of} == {"bch": 1, "bi-thu": 1}
    assert said(once) == []


def test_a_later_count_changes_only_the_papers_of_what_changed(tmp_path: Path) -> None:
    first = counted(tmp_path)
    once = versions_now(first, NONE_MADE)
    more = "ballot,agree,disagree\n" + "".join(f"{number},1,-\n" for number in range(1, 9)) + "9,-,1\n10,-,1\n"
    second = counted(tmp_path, ballots_bi_thu=more)
    twice = versions_now(second, once)
    assert second.head != first.head
    assert (twice.issue("bch").version, twice.issue("bch").code) == (1, first.head)
    assert (twice.issue("bi-thu").version, twice.issue("bi-thu").code) == (2, second.head)
    assert said(twice, "bi-thu") == [
        "các lá phiếu đã nhập",
        "Nguyễn Văn An, số phiếu: 9 → 8",
        "Nguyễn Văn An, số phiếu không đồng ý: 1 → 2",
    ]
    assert said(twice, "bi-thu", EN) == [
        "the ballots as entered",
        "Nguyễn Văn An, votes: 9 → 8",
        "Nguyễn Văn An, votes against: 1 → 2",
    ]


CHANGES: dict[str, tuple[Callable[[str], str], list[str]]] = {
    "heading": (
        lambda toml: toml.replace('body = "Chi bộ thôn Đoài"', 'body = "Chi bộ thôn Đông"'),
        ["phần đầu của văn bản"],
    ),
    "people": (
        lambda toml: toml + '[people]\ncounting_committee = ["Vũ Thị Mận"]\n',
        ["đoàn chủ tịch, ban kiểm phiếu"],
    ),
    "summoned": (
        lambda toml: toml.replace("summoned = 11", "summoned = 12"),
        [
            "số được triệu tập: 11 → 12",
            "tổng số để tính quá nửa: 10 → 11",
        ],
    ),
    "excluded": (
        lambda toml: toml.replace("absent_with_reason = 1", "exempt = 1"),
        [
            "số được trừ, vắng mặt suốt đại hội, có lý do chính đáng được đồng ý: 1 → 0",
            "số được trừ, được miễn công tác và sinh hoạt đảng, không có mặt: 0 → 1",
        ],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_said(name: str, tmp_path: Path) -> None:
    change, expected = CHANGES[name]
    once = versions_now(counted(tmp_path), NONE_MADE)
    twice = versions_now(counted(tmp_path, change), once)
    assert twice.issue("bch").version == 2
    assert [line for line in expected if line not in said(twice)] == []
    # The percentages of everybody follow from what is said.
    assert not [line for line in said(twice) if "%" in line]


def test_another_slate_names_who_came_and_who_went(tmp_path: Path) -> None:
    once = versions_now(counted(tmp_path), NONE_MADE)
    listed = (
        "number,name,born\n1,Nguyễn Văn An,20/03/1975\n2,Trần Thị Bính,04/1980\n3,Lê Hữu Cường,1969\n4,Vi Thị Ẻn,1990\n"
    )
    twice = versions_now(counted(tmp_path, slate_bch=listed), once)
    assert said(twice) == ["danh sách bầu cử", "Trần Thị Bình → Trần Thị Bính", "Phạm Thị Dung → Vi Thị Ẻn"]


def test_the_day_is_printed_kept_and_changed(tmp_path: Path) -> None:
    record = counted(tmp_path)
    once = versions_now(record, NONE_MADE, day=date(2020, 3, 15))
    assert once.issue("bch").day == date(2020, 3, 15)
    assert versions_now(record, once) == once
    twice = versions_now(record, once, day=date(2020, 3, 16))
    assert twice.issue("bch").version == 2
    assert said(twice) == ["ngày lập văn bản"]


def test_a_later_version_has_files_of_its_own_and_prints_what_changed(tmp_path: Path) -> None:
    once = versions_now(counted(tmp_path), NONE_MADE)
    record = counted(tmp_path, lambda toml: toml.replace("summoned = 11", "summoned = 12"))
    twice = versions_now(record, once)
    files = make(record, twice, VI, kinds=(MINUTES, SLIDES)).files
    assert set(files) == {
        *(f"{kind}-{contest}.v2.pdf" for kind in ("minutes", "slides") for contest in ("bch", "bi-thu")),
        *(f"minutes-{contest}.v2.docx" for contest in ("bch", "bi-thu")),
    }
    for text in (" ".join(docx_lines(files["minutes-bch.v2.docx"])), " ".join(pdf_pages(files["minutes-bch.v2.pdf"]))):
        assert "Bản thứ 2, thay bản trước. Thay đổi: - số được triệu tập: 11 → 12" in text


def test_the_file_reads_back_and_is_always_the_same(tmp_path: Path) -> None:
    versions = versions_now(counted(tmp_path), NONE_MADE, day=date(2020, 3, 15))
    content = versions_bytes(versions)
    assert read_versions(content, "papers.json") == versions
    assert versions_bytes(read_versions(content, "papers.json")) == content


@pytest.mark.parametrize(
    "change",
    [
        lambda form: form | {"format": "kiemphieu-papers/2"},
        lambda form: form | {"contests": []},
        lambda form: form | {"contests": {"bch": []}},
        lambda form: form | {"contests": {"bch": [{"code": 1, "said": {}, "line": ""}]}},
        lambda form: form | {"contests": {"bch": [{"code": "0" * 64, "said": {"day": "chiều"}, "line": ""}]}},
        lambda form: (
            form
            | {
                "contests": {
                    "bch": [{"code": "0" * 64, "said": {}, "line": ""}] * 2,
                    "x": [{"code": "0" * 64, "said": {}, "line": 1}],
                }
            }
        ),
    ],
)
def test_a_file_that_somebody_changed_is_refused(change: Callable[[dict[str, object]], object], tmp_path: Path) -> None:
    content = versions_bytes(versions_now(counted(tmp_path), NONE_MADE))
    changed = (json.dumps(change(json.loads(content)), ensure_ascii=False, indent=2) + "\n").encode()
    for each in (changed, content[:-2], content + b"\n", b"", b"\xff", b"[" * 100_000):
        with pytest.raises(InputError) as caught:
            read_versions(each, "papers.json")
        assert [fault.name for fault in caught.value.faults] == ["papers.versions"]


def test_no_paper_of_a_congress_is_made_while_one_account_is_open() -> None:
    with pytest.raises(UndecidedError) as caught:
        versions_now(count_head(SAMPLES / "qua-so-phieu"), NONE_MADE)
    (fault,) = caught.value.faults
    assert fault.name == "papers.account_open"
    assert VI.text(fault.remedy) == (
        "tìm chỗ sai và sửa; hoặc khi đại hội đã quyết định thì thêm vào cuối congress.toml một bảng [[decision]], mỗi "
        'khóa một dòng: contest = "bch", about = "over_issued", decision = "annulled", by = ai quyết định, text = '
        "nguyên văn quyết định; rồi làm lại"
    )


def test_a_box_that_was_annulled_has_minutes_that_say_so(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(SAMPLES / "qua-so-phieu", folder)
    decided = (
        '\n[[decision]]\ncontest = "bch"\nabout = "over_issued"\ndecision = "annulled"\n'
        'by = "Đại hội"\ntext = "Bỏ phiếu lại."\n'
    )
    (folder / "congress.toml").write_bytes((folder / "congress.toml").read_bytes() + decided.encode())
    record = count_head(folder)
    lines = docx_lines(make(record, versions_now(record, NONE_MADE), VI).files["minutes-bch.docx"])
    assert "KHÔNG CÓ KẾT QUẢ: phát ra 134, thu về 134, kiểm được 148 phiếu." in lines
    assert "Đã quyết định: hủy toàn bộ số phiếu." in lines
    assert not [line for line in lines if "Họ và tên" in line or "trúng cử" in line.casefold()]
