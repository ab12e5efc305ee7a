"""Reports of a check: the same bytes everywhere, every finding in each, numbers as in the JSON, nothing misleads."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from docx import Document
from docx.table import Table, _Cell
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from rules.checks import ALL
from rules.concern import NAME
from rules.engine import CheckResult, check_congress
from rules.messages import Translator
from rules.model import Kind
from rules.page_figures import ends_of, gaps_of
from rules.report_content import report_of
from rules.report_file import ReportForm, report_bytes
from rules.report_text import Writer, printable
from rules.session import UNUSABLE
from rules.verdict import TO_DO, Verdict
from tests.conftest import CHECKOUT, Golden, RunCli
from tests.rules.report_builders import HOSTILE, LONGEST_NAME, LONGEST_POST, check_folder, write_folder

FORMS = (ReportForm.WORKBOOK, ReportForm.PAGE, ReportForm.DOCUMENT)
VI, EN = Translator("vi"), Translator("en")
SAMPLES = CHECKOUT / "samples"
TURNED = "Trần \u202eVăn\u202c Út"


class Text(HTMLParser):
    """The words of a page, and what would load or run something."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self.lines: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and its attributes."""
        self.tags.add(tag)
        self._style = tag == "style"
        for name, value in attrs:
            self.attributes.add(name)
            if re.match("https?:|//|data:|javascript:", value or ""):
                self.addresses.append(value or "")

    def handle_data(self, data: str) -> None:
        """Note what is read."""
        if data.strip() and not self._style:
            self.lines.append(" ".join(data.split()))


def page_of(content: bytes) -> Text:
    """Read a page."""
    text = Text()
    text.feed(content.decode("utf-8"))
    text.close()
    return text


def document_lines(content: bytes) -> Iterator[str]:
    """Every paragraph of a document, those in tables where they stand."""
    paper = Document(io.BytesIO(content))
    for block in paper.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                # A cell over several columns is met once for each.
                cells = [_Cell(each, block) for each in dict.fromkeys(cell._tc for cell in row.cells)]
                yield " | ".join(" / ".join(each.text for each in cell.paragraphs) for cell in cells)
        else:
            yield block.text


def sheets_of(content: bytes) -> dict[str, list[list[Any]]]:
    """The cells of every sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def text_of(form: ReportForm, content: bytes) -> str:
    """Everything a report says, with single spaces."""
    match form:
        case ReportForm.PAGE:
            said = page_of(content).lines
        case ReportForm.DOCUMENT:
            said = list(document_lines(content))
        case _:
            said = [str(cell) for rows in sheets_of(content).values() for row in rows for cell in row]
    return " ".join(" ".join(said).split())


@pytest.fixture(scope="module", params=[9, 44, 90])
def result(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    """Lists of three lengths, with gaps, a very long name and a very long post."""
    return check_folder(write_folder(tmp_path_factory.mktemp("slate"), request.param))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    """A list of names made to mislead; the last of them no slate file may hold, so it is put in afterwards."""
    result = check_folder(write_folder(tmp_path_factory.mktemp("hostile"), 12, hostile=True, complete=True))
    (contest,) = result.congress.contests
    turned = replace(contest.slate.candidates[-1], name=TURNED, post="\x01\ud800")
    slate = replace(contest.slate, candidates=(*contest.slate.candidates[:-1], turned))
    congress = replace(result.congress, name=f"{TURNED} & <b>", contests=(replace(contest, slate=slate),))
    return check_congress(congress, result.rules)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("translator", [VI, EN], ids=["vi", "en"])
def test_every_finding_stands_in_every_report(result: CheckResult, form: ReportForm, translator: Translator) -> None:
    text = text_of(form, report_bytes(form, result, translator)).casefold()
    report = report_of(result)
    for contest in report.contests:
        for told in contest.findings:
            assert told.finding.code.casefold() in text
            for line in Writer(translator).lines(told.finding.message):
                assert " ".join(line.text.casefold().split()) in text
            for person in told.people:
                assert person.name.casefold() in text
            if told.citation is not None:
                assert translator.text(told.citation).casefold() in text
    for closing in report.closing:
        assert translator.text(closing.text).casefold() in text


def test_the_longest_name_and_post_are_whole(result: CheckResult) -> None:
    for form in (ReportForm.WORKBOOK, ReportForm.PAGE):
        text = text_of(form, report_bytes(form, result, VI))
        assert LONGEST_NAME in text
        assert LONGEST_POST in text


def test_the_numbers_of_the_workbook_are_those_of_the_json(result: CheckResult) -> None:
    content = json.loads(report_bytes(ReportForm.JSON, result, VI))
    rows = sheets_of(report_bytes(ReportForm.WORKBOOK, result, VI))["Kết luận"]
    found = [row for row in rows if re.fullmatch("[A-Z]{2}[0-9]{2}", str(row[2]))]
    order = [told.finding for contest in report_of(result).contests for told in (*contest.to_do, *contest.others)]
    places = [result.findings.index(finding) for finding in order]
    assert sorted(places) == list(range(len(content["findings"])))
    for row, finding in zip(found, (content["findings"][place] for place in places), strict=True):
        assert (row[0], row[2]) == (finding["contest"], finding["code"])
        assert row[6] == (finding["measured"] or "")
        assert row[7] == ("" if finding["percent"] is None else pytest.approx(float(finding["percent"]) / 100))
        assert row[8] == Writer(VI).limit(finding["limit"])
        assert row[9] == ("" if finding["margin"] is None else finding["margin"])


def test_the_annex_is_the_same_in_all_reports(result: CheckResult) -> None:
    (contest,) = report_of(result).contests
    rows = sheets_of(report_bytes(ReportForm.WORKBOOK, result, VI))["Cơ cấu"][5:]
    lines = [line.split(" | ") for line in document_lines(report_bytes(ReportForm.DOCUMENT, result, VI))]
    page = page_of(report_bytes(ReportForm.PAGE, result, VI)).lines
    for row, structure in zip(rows, contest.structure.rows, strict=True):
        counts = [share.part for share in structure.shares]
        assert row[2::2] == counts
        words = VI.value(structure.words)
        words = words[0].upper() + words[1:]
        assert row[1] == words
        assert any(line[0] == words and line[1::2] == [str(count) for count in counts] for line in lines)
        at = page.index(words)
        assert str(counts[0]) in page[at : at + 2] or page.count(words) > 1


@pytest.mark.parametrize("form", FORMS)
def test_the_same_check_gives_the_same_bytes(result: CheckResult, form: ReportForm) -> None:
    assert report_bytes(form, result, VI) == report_bytes(form, result, VI)


def test_bytes_do_not_depend_on_the_machine(tmp_path: Path) -> None:
    """Another time zone, another seed of hashing, another language of the system: three processes, all reports."""
    folder = write_folder(tmp_path / "slate", 30)
    code = (
        "import sys, hashlib; from pathlib import Path; from tests.rules.report_builders import check_folder; "
        "from rules.messages import Translator; from rules.report_file import ReportForm, report_bytes; "
        "result = check_folder(Path(sys.argv[1])); "
        "print(*(hashlib.sha256(report_bytes(form, result, Translator('vi'))).hexdigest() for form in ReportForm))"
    )
    environments = (
        {"TZ": "UTC", "PYTHONHASHSEED": "0"},
        {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "4242"},
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-W", "error", "-c", code, folder],
            env=os.environ | each,
            cwd=CHECKOUT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for each in environments
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("form", [ReportForm.WORKBOOK, ReportForm.DOCUMENT])
def test_office_files_hold_no_time_and_are_not_compressed(result: CheckResult, form: ReportForm) -> None:
    with ZipFile(io.BytesIO(report_bytes(form, result, VI))) as archive:
        infos = archive.infolist()
        assert infos[0].filename == "[Content_Types].xml"
        assert {(info.date_time, info.compress_type) for info in infos} == {((1980, 1, 1, 0, 0, 0), ZIP_STORED)}
        core = archive.read("docProps/core.xml").decode()
    assert not re.search("20[0-9][0-9]-", core)


def test_a_name_is_never_a_formula_a_number_or_a_link(hostile: CheckResult) -> None:
    content = report_bytes(ReportForm.WORKBOOK, hostile, VI)
    with ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not any(re.search("<f[ >]|<hyperlink", sheet) for sheet in sheets)
    names = {row[1] for row in sheets_of(content)["Nhân sự bch"]}
    assert {printable(name) for name in HOSTILE} <= names


def test_a_name_is_never_a_tag_of_the_page(hostile: CheckResult) -> None:
    page = page_of(report_bytes(ReportForm.PAGE, hostile, VI))
    assert "script" not in page.tags
    assert not any(name.startswith("on") for name in page.attributes)
    assert page.addresses == []
    assert page.tags & {"link", "img", "iframe", "object", "embed", "form", "base"} == set()
    assert {printable(name) for name in HOSTILE} <= set(page.lines)


@pytest.mark.parametrize("form", FORMS)
def test_no_mark_turns_the_direction_of_what_is_read(hostile: CheckResult, form: ReportForm) -> None:
    text = text_of(form, report_bytes(form, hostile, VI))
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert "Trần [U+202E]Văn[U+202C] Út" in text


def test_coloured_cells_carry_a_comment_that_names_the_finding(result: CheckResult) -> None:
    (contest,) = report_of(result).contests
    content = report_bytes(ReportForm.WORKBOOK, result, VI)
    with ZipFile(io.BytesIO(content)) as archive:
        comments = archive.read("xl/comments1.xml").decode()
    cells = contest.cells()
    assert len(cells) == comments.count("<comment ref=")
    for told in {told.finding.code: told for found in cells.values() for told in found}.values():
        assert f"{told.verdict.sign} {told.finding.code}: " in comments


def test_every_cell_that_is_concerned_stands_in_the_list(result: CheckResult) -> None:
    """Whoever a finding names has a coloured cell, in a column the slate has."""
    for contest in report_of(result).contests:
        cells = contest.cells()
        for told in contest.findings:
            if told.verdict is Verdict.KEPT:
                continue
            for place in told.finding.people:
                columns = [column for at, column in cells if at == place and told in cells[at, column]]
                assert columns
                assert set(columns) <= {*contest.contest.slate.columns, *contest.contest.slate.notes, NAME}


def test_tiles_and_summary_agree(result: CheckResult) -> None:
    report, summary = report_of(result), result.summary
    counts = tuple(report.count(verdict) for verdict in TO_DO)
    assert counts == (summary.required_failed, summary.asks, summary.targets_missed)
    assert sum(map(report.count, Verdict)) == len(result.findings)


def test_every_check_has_a_title() -> None:
    assert all(VI.text(check.title) for check in ALL)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("sample", ["huyen-2020", "danh-sach-sai"])
@pytest.mark.parametrize("form", [ReportForm.PAGE, ReportForm.DOCUMENT])
def test_what_people_read(sample: str, form: ReportForm, lang: str, golden: Golden) -> None:
    content = report_bytes(form, check_folder(SAMPLES / sample), Translator(lang))
    lines = page_of(content).lines if form is ReportForm.PAGE else document_lines(content)
    golden(f"report-{sample}{form.value}.{lang}.txt", "".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize(
    ("limit", "ends"),
    [
        ("10%..15%", (10, 15)),
        ("15%..", (15, None)),
        ("..30%", (None, 30)),
        (">5%", (5, None)),
        ("<5%", (None, 5)),
        ("5%", (5, 5)),
        (">1/4..<1/2", (25, 50)),
        ("1..", (None, None)),
        (">0", (None, None)),
        ("", (None, None)),
    ],
)
def test_ends_of_limits(limit: str, ends: tuple[int | None, int | None]) -> None:
    assert tuple(None if end is None else end * 100 for end in ends_of(limit)) == ends


@given(st.text())
def test_printable_text_can_stand_in_any_file(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", shown)
    shown.encode("utf-8")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cn"])))
def test_text_without_controls_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_an_unknown_ending_is_refused_before_anything_is_written(run_cli: RunCli, tmp_path: Path) -> None:
    for name in ("a.pdf", "bao-cao", "a.xls"):
        found = run_cli("check", SAMPLES / "huyen-2020", "-o", tmp_path / name, "--json")
        assert found.exit_code == UNUSABLE
        assert [fault["name"] for fault in json.loads(found.stdout)["faults"]] == ["output.unknown_ending"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ReportForm)
def test_the_command_writes_the_report_of_the_ending(form: ReportForm, run_cli: RunCli, tmp_path: Path) -> None:
    file = tmp_path / f"report{form.value.upper()}"
    found = run_cli("check", SAMPLES / "huyen-2020", "-o", file)
    assert found.exit_code == 0
    assert file.read_bytes() == report_bytes(form, check_folder(SAMPLES / "huyen-2020"), VI)


def test_libraries_of_reports_are_imported_only_when_asked_for() -> None:
    code = (
        "import sys; sys.argv = ['kiemphieu', 'check', sys.argv[1], '--json']\nfrom tally.cli import main\n"
        "try: main()\nfinally: assert not {'xlsxwriter', 'docx', 'pandas', 'numpy', 'rich'} & set(sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, SAMPLES / "huyen-2020"], cwd=CHECKOUT, capture_output=True, check=False
    )
    assert found.returncode == 0, found.stderr


@pytest.mark.parametrize(
    ("kind", "letterhead", "right", "number"),
    [
        (Kind.DELEGATES, {}, ["ĐẢNG CỘNG SẢN VIỆT NAM"], "Số … -BC/…"),
        (Kind.VOTERS, {}, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"], "Số: …/BC-…"),
        (Kind.DELEGATES, {"letterhead": "youth_union"}, ["ĐOÀN TNCS HỒ CHÍ MINH"], "Số … -BC/…"),
    ],
)
def test_the_head_of_a_document_is_that_of_the_body(
    result: CheckResult, kind: Kind, letterhead: dict[str, str], right: list[str], number: str
) -> None:
    asked = replace(result, congress=replace(result.congress, kind=kind, heading=letterhead))
    head = next(document_lines(report_bytes(ReportForm.DOCUMENT, asked, VI)))
    left, at_right = (cell.split(" / ") for cell in head.split(" | "))
    assert at_right == [*right, "…, ngày … tháng … năm …"]
    assert left[-1] == number
    assert ("*" in left) is (kind is not Kind.VOTERS)


def test_whoever_signs_never_stands_alone_on_a_page(result: CheckResult) -> None:
    *_, last = Document(io.BytesIO(report_bytes(ReportForm.DOCUMENT, result, VI))).paragraphs
    assert last.text.startswith("Lựa chọn đang dùng")
    assert last.paragraph_format.keep_with_next


def test_columns_in_which_nobody_lacks_anything_are_told_in_one_sentence(result: CheckResult) -> None:
    lines = page_of(report_bytes(ReportForm.PAGE, result, VI)).lines
    (whole,) = [line for line in lines if line.startswith("Đủ ở mọi người: ")]
    missing = [line for line in lines if re.fullmatch(r"thiếu \d+/\d+|không có cột này", line)]
    assert len(whole.split(", ")) + len(missing) == len(gaps_of(report_of(result).contests[0]))


def test_a_report_of_a_slate_alone(run_cli: RunCli, tmp_path: Path) -> None:
    """Without a congress there is no heading and no provision; every form still says what was found."""
    folder = write_folder(tmp_path / "slate", 9)
    for form in FORMS:
        assert run_cli("check", folder / "slate-bch.csv", "-o", tmp_path / f"a{form.value}").exit_code in {0, 1, 3}
        assert "LS01" in text_of(form, (tmp_path / f"a{form.value}").read_bytes())
