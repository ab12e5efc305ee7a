"""A report as a file (tệp báo cáo), its form told by its ending; each form is imported only when it is asked for."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from rules.engine import CheckResult
from rules.errors import Fault, InputError, shown_path
from rules.messages import Translator
from rules.phrase import phrase


class ReportForm(StrEnum):
    """The forms a report can be written in, by the ending of the file."""

    JSON = ".json"
    WORKBOOK = ".xlsx"
    PAGE = ".html"
    DOCUMENT = ".docx"


def form_of(path: Path, known: tuple[ReportForm, ...] = tuple(ReportForm)) -> ReportForm:
    """Tell the form from the ending; raises ``InputError``. Asked before anything is checked: a slip costs no time."""
    ending = path.suffix.lower()
    if ending in {form.value for form in known}:
        return ReportForm(ending)
    raise InputError(
        (
            Fault(
                name="output.unknown_ending",
                file=shown_path(path),
                seen=path.suffix or path.name,
                message=phrase("không biết ghi báo cáo theo đuôi tệp này"),
                remedy=phrase("đặt tên tệp có một trong các đuôi: {known}", known=tuple(form.value for form in known)),
            ),
        ),
    )


def report_bytes(form: ReportForm, result: CheckResult, translator: Translator) -> bytes:
    """Make the report; the same result gives the same bytes."""
    if form is ReportForm.JSON:
        from rules.check_json import to_json
        from rules.json_form import to_text

        return to_text(to_json(result, translator.text)).encode("utf-8")
    from rules.report_content import report_of

    report = report_of(result)
    match form:
        case ReportForm.WORKBOOK:
            from rules.sheets import to_workbook

            return to_workbook(report, translator)
        case ReportForm.PAGE:
            from rules.page import to_page

            return to_page(report, translator)
        case ReportForm.DOCUMENT:
            from rules.document import to_document

            return to_document(report, translator)
