"""``kiemphieu export``: a congress's ballots and result written for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import click

from rules.command_line import Command, OneOf, json_option, lang_option
from rules.errors import Fault, FaultList, InputError, shown_path
from rules.json_form import to_text
from rules.language import help_text
from rules.model import Congress, Contest, Form
from rules.phrase import Phrase, phrase
from rules.session import FINE, Session
from rules.whole_file import write_whole
from tally.ballot_file import Box
from tally.congress_count import ReadCongress, count_folder, read_folder
from tally.interchange.reasons import Reason, Reasons
from tally.model import Ballot, InvalidReason
from tally.progress import Doing, Report, watching

_OFTEN = 1000  # ballots written, after which whoever listens is told how far it has come


class ExportForm(StrEnum):
    """The forms ballots or a result are written in."""

    CSV = "csv"
    PARQUET = "parquet"
    NIST_CVR = "nist-cvr"
    NIST_RESULTS = "nist-results"


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be written, and where."""

    folder: Path
    congress: Congress
    chosen: Sequence[tuple[Contest, Box]]
    output: Path
    made: str
    report: Report | None

    def ballots(self, box: Box) -> Iterator[Ballot]:
        """The ballots of a box; whoever listens is told how many of them were written."""
        for written, ballot in enumerate(box.ballots, start=1):
            yield ballot
            if self.report is not None and written % _OFTEN == 0:
                self.report(written, len(box.ballots))


_BY_ENDING: Mapping[str, ExportForm] = {".csv": ExportForm.CSV, ".parquet": ExportForm.PARQUET}


@click.command(
    "export",
    cls=Command,
    help=help_text("Ghi phiếu hoặc kết quả của một đại hội ra định dạng khác: CSV, Parquet, NIST CVR, NIST results."),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=help_text("tệp sẽ ghi"))
@click.option(
    "--as", "form", type=OneOf(ExportForm), default=None, help=help_text("định dạng; không ghi thì theo đuôi tệp")
)
@click.option("--contest", default=None, help=help_text("chỉ nội dung bầu có id này"))
@click.option(
    "--generated",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]),
    default=None,
    help=help_text("thời điểm ghi trong tệp NIST, ví dụ 2025-06-15T17:30:00+0700; mặc định là 0 giờ ngày khai mạc"),
)
@json_option
@lang_option
@click.pass_obj
def export(  # noqa: PLR0913, PLR0917 - one parameter an option
    session: Session,
    folder: Path,
    output: Path,
    form: ExportForm | None,
    contest: str | None,
    generated: datetime | None,
) -> int:
    """Write one file, and the rulings on marks beside it where CSV cannot hold them; the same input, the same bytes."""
    form = form or _BY_ENDING.get(output.suffix.casefold())
    if form is None:
        raise InputError((_no_form(output),))
    _refuse_idle(form, output, contest, generated)
    if form is ExportForm.NIST_RESULTS:
        from tally.interchange.results_writer import results_json

        with watching(session) as report:
            result = count_folder(folder, report).result
        _spare_inputs(folder, output)
        content = results_json(result, _time(generated, result.congress.opens.isoformat()))
        write_whole(output, to_text(content).encode("utf-8"))
        files = [output]
    else:
        with watching(session) as report:
            read = read_folder(folder, report)
        _spare_inputs(folder, output)
        made = _time(generated, read.congress.opens.isoformat())
        with watching(session, Doing.WRITING) as report:
            job = _Job(folder, read.congress, _chosen(read, contest, output), output, made, report)
            files = _WRITE[form](job)
    if session.json:
        names = [shown_path(file) for file in files]
        click.echo(to_text({"format": "kiemphieu-export/1", "as": form.value, "files": names}), nl=False)
    else:
        for file in files:
            click.echo(shown_path(file))
    return FINE


def _refuse_idle(form: ExportForm, output: Path, contest: str | None, generated: datetime | None) -> None:
    """An option that the form has no use for is refused: whoever gave it would take the file for something else."""
    faults: list[Fault] = []
    if contest is not None and form is ExportForm.NIST_RESULTS:
        message = phrase("kết quả NIST luôn là của cả đại hội, không tách được một nội dung bầu")
        remedy = phrase("bỏ --contest; mỗi nội dung bầu là một Contest trong tệp")
        faults.append(_fault("export.whole_result", output, message, remedy, seen=contest))
    if generated is not None and form in {ExportForm.CSV, ExportForm.PARQUET}:
        message = phrase("tệp {form} không ghi thời điểm", form=form.value)
        faults.append(_fault("export.no_time", output, message, phrase("bỏ --generated"), seen=generated.isoformat()))
    if faults:
        raise InputError(tuple(faults))


def _spare_inputs(folder: Path, output: Path) -> None:
    """Refuse to write over a file the congress is made of: the ballots as they were entered are not rewritten."""
    from tally.count_record import input_names

    if any((folder / name).resolve() == output.resolve() for name in input_names(folder)):
        message = phrase("đây là tệp của chính đại hội: không ghi đè lên dữ liệu gốc")
        raise InputError((_fault("export.over_input", output, message, phrase("chọn tên tệp khác sau -o")),))


def _time(generated: datetime | None, day: str) -> str:
    """When a file of NIST says it was made: as asked, else the midnight the congress opened on."""
    return f"{day}T00:00:00+07:00" if generated is None else generated.isoformat(timespec="seconds")


def _chosen(read: ReadCongress, contest: str | None, output: Path) -> Sequence[tuple[Contest, Box]]:
    found = [(each, read.boxes[each.id]) for each in read.congress.contests if each.id in read.boxes]
    kept = [(each, box) for each, box in found if contest in {None, each.id}]
    if not kept:
        message = phrase("không có nội dung bầu nào có phiếu và có id này")
        remedy = phrase("chọn một trong: {ids}", ids=tuple(each.id for each, _ in found))
        raise InputError((_fault("export.no_contest", output, message, remedy, seen=contest),))
    return kept


def _one(job: _Job) -> tuple[Contest, Box]:
    """The only contest; formats that hold one need to be told which."""
    if len(job.chosen) > 1:
        ids = tuple(each.id for each, _ in job.chosen)
        message = phrase("định dạng này chỉ chứa được một nội dung bầu, thư mục có {count}", count=len(ids))
        remedy = phrase("thêm --contest với một trong: {ids}", ids=ids)
        raise InputError((_fault("export.which_contest", job.output, message, remedy),))
    return job.chosen[0]


def _csv(job: _Job) -> list[Path]:
    from rules.messages import Translator
    from tally.interchange.csv_writer import is_ruled_apart, write_ballots, write_rulings

    contest, box = _one(job)
    if not box.stamped and contest.form is Form.AGREE_DISAGREE:
        message = phrase("các lá phiếu này không có số, mà tệp CSV đồng ý / không đồng ý phải có cột ballot")
        remedy = phrase("dùng --as parquet hoặc --as nist-cvr")
        raise InputError((_fault("export.no_numbers", job.output, message, remedy, seen=contest.id),))
    reasons = _reasons(job.folder, contest)
    rulings = job.output.with_name(f"{job.output.stem}-rulings.csv")
    ruled_apart = any(is_ruled_apart(ballot, reasons) for ballot in box.ballots)
    if ruled_apart:
        _spare_inputs(job.folder, rulings)
    write_ballots(job.output, contest, job.ballots(box), reasons, stamped=box.stamped)
    if not ruled_apart:
        return [job.output]
    unsaid = Translator("vi").text(phrase("tệp gốc không ghi lý do"))
    write_rulings(rulings, contest, box.ballots, reasons, unsaid)
    return [job.output, rulings]


def _parquet(job: _Job) -> list[Path]:
    from tally.big_box import no_pyarrow

    try:
        from tally.parquet_writer import UnclearBallotError, write_packed
    except ImportError:
        raise no_pyarrow(shown_path(job.output)) from None
    contest, box = _one(job)
    try:
        write_packed(job.output, contest, job.ballots(box), stamped=box.stamped)
    except UnclearBallotError as error:
        message = phrase(
            "phiếu số {number} có dấu không rõ hoặc có kết luận về dấu: Parquet nén không chứa được",
            number=error.args[0],
        )
        csv_holds = box.stamped or contest.form is Form.STRIKE_OUT
        remedy = phrase("dùng --as nist-cvr hoặc --as csv") if csv_holds else phrase("dùng --as nist-cvr")
        raise InputError((_fault("export.unclear", job.output, message, remedy, seen=str(error.args[0])),)) from None
    return [job.output]


def _nist_cvr(job: _Job) -> list[Path]:
    from tally.interchange.cvr_writer import CvrBox, write_cvr

    boxes = [
        CvrBox(contest=contest, ballots=job.ballots(box), stamped=box.stamped, reasons=_reasons(job.folder, contest))
        for contest, box in job.chosen
    ]
    write_cvr(job.output, job.congress, boxes, job.made)
    return [job.output]


def _reasons(folder: Path, contest: Contest) -> Reasons:
    """What the committee said of its rulings: in a file of rulings, or beside cast vote records."""
    from tally.ballot_rows import BallotReader
    from tally.count_record import told_rulings
    from tally.interchange.cvr_ballots import CvrBallots

    found: dict[tuple[int, int], Reason] = {}
    source = contest.ballots
    if source is not None and Path(source.file).suffix.casefold() == ".json":
        reader = BallotReader(contest, source, tuple(InvalidReason), FaultList(source.file))
        found |= CvrBallots(folder / source.file, reader).reasons()
    told = told_rulings(folder, contest).items()
    return found | {at: Reason(why.reason, why.in_favour, why.of) for at, why in told}


_WRITE: Mapping[ExportForm, Callable[[_Job], list[Path]]] = {
    ExportForm.CSV: _csv,
    ExportForm.PARQUET: _parquet,
    ExportForm.NIST_CVR: _nist_cvr,
}


def _no_form(output: Path) -> Fault:
    message = phrase("đuôi tệp không nói phải ghi theo định dạng nào")
    remedy = phrase("thêm --as với một trong: {forms}", forms=tuple(map(str, ExportForm)))
    return _fault("export.no_form", output, message, remedy, seen=output.suffix)


def _fault(name: str, output: Path, message: Phrase, remedy: Phrase, *, seen: str | None = None) -> Fault:
    return Fault(name=name, file=shown_path(output), seen=seen, message=message, remedy=remedy)
