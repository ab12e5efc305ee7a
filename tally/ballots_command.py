"""``kiemphieu ballots``: the ballots of a congress, ready to be printed, each kind with its sidecar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from rules.command_line import Command, json_option, lang_option
from rules.errors import Fault, FaultList, InputError, shown_path
from rules.json_form import Json
from rules.language import help_text
from rules.model import CONGRESS_FILE, Congress, Contest
from rules.phrase import phrase
from rules.regulation import Rules
from rules.session import FINE, Session
from tally.papers.ballots import Ballots

BALLOTS_FORMAT = "kiemphieu-ballots/1"
FOLDER = "papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The ballots of one contest, where they were written, and which frozen version of the list they show."""

    contest: Contest
    ballots: Ballots
    pdf: Path
    layout: Path
    frozen: int | None


@click.command(
    "ballots",
    cls=Command,
    help=help_text("In phiếu bầu từ danh sách, kèm tệp JSON nói từng tên, từng ô nằm ở đâu trên phiếu."),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--contest", "wanted", multiple=True, help=help_text("chỉ nội dung bầu có id này; dùng được nhiều lần"))
@click.option(
    "--copies",
    type=click.IntRange(min=1, max=100_000),
    default=None,
    help=help_text("in đúng bao nhiêu lá phiếu; mặc định một tờ để nhân bản"),
)
@click.option(
    "--per-sheet",
    type=click.Choice(("1", "2", "4")),
    default=None,
    help=help_text("mấy lá phiếu một tờ A4; mặc định nhiều nhất mà vừa"),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help=help_text("ghi vào thư mục này, hoặc vào tệp .pdf này; mặc định thư mục papers của đại hội"),
)
@json_option
@lang_option
@click.pass_obj
def ballots(  # noqa: PLR0913, PLR0917 - one parameter an option
    session: Session,
    folder: Path,
    wanted: tuple[str, ...],
    copies: int | None,
    per_sheet: str | None,
    output: Path | None,
) -> int:
    """Make the ballots of the contests asked for; all of them or, where one has a fault, none."""
    from rules.freeze import read_frozen
    from rules.json_form import to_text
    from rules.whole_file import write_whole
    from tally.papers.ballots import make_ballots

    congress, rules, contests = ready_contests(folder, wanted)
    if output is not None and output.suffix.lower() == ".pdf" and len(contests) > 1:
        raise InputError((_one_file(output, contests),))
    frozen = {each.contest: each.version for each in read_frozen(folder)}
    made: list[Printed] = []
    faults: list[Fault] = []
    for contest in contests:
        try:
            printed = make_ballots(
                congress, contest, rules, copies=copies, per_sheet=int(per_sheet) if per_sheet else None
            )
        except InputError as error:
            faults.extend(error.faults)
            continue
        pdf = _path(folder, output, contest)
        made.append(
            Printed(
                contest=contest,
                ballots=printed,
                pdf=pdf,
                layout=pdf.with_suffix(".json"),
                frozen=frozen.get(contest.id),
            )
        )
    if faults:
        raise InputError(tuple(faults))
    for each in made:
        _make_folder(each.pdf.parent)
        write_whole(each.pdf, each.ballots.pdf)
        write_whole(each.layout, to_text(each.ballots.layout).encode("utf-8"))
    if session.json:
        click.echo(to_text(_form(made)), nl=False)
    else:
        for line in _lines(made, session):
            click.echo(line)
    return FINE


def ready_contests(folder: Path, wanted: Sequence[str] = ()) -> tuple[Congress, Rules, tuple[Contest, ...]]:
    """The contests whose ballots may be printed, with what they are printed under; ``wanted`` are ids, none is all.

    A list is printed as it was frozen; a later round only as what was counted makes it. Raises ``InputError``.
    """
    from rules.congress_file import read_congress
    from rules.freeze import frozen_faults
    from rules.regulation_file import rules_for
    from tally.result import check_form

    reading = read_congress(folder)
    if reading.congress is None or reading.faults:
        raise InputError(reading.faults)
    congress = reading.congress
    contests = _chosen(congress, wanted)
    faults = list(frozen_faults(folder, contests))
    try:
        rules = rules_for(congress)
    except InputError as error:
        raise InputError((*faults, *error.faults)) from error
    forms = FaultList(CONGRESS_FILE)
    for contest in contests:
        check_form(contest, forms)
    faults += forms.faults
    if faults:
        raise InputError(tuple(faults))
    _check_rounds(folder, contests)
    return congress, rules, contests


def _check_rounds(folder: Path, contests: Iterable[Contest]) -> None:
    """Hold later rounds against the count; those that were counted were held to it by the count itself."""
    coming = [contest for contest in contests if contest.after is not None]
    if not coming:
        return
    from tally.congress_count import count_folder
    from tally.rounds import check_coming

    results = count_folder(folder).result.contests
    faults = FaultList(CONGRESS_FILE)
    for contest in coming:
        if contest.id not in {result.contest.id for result in results}:
            check_coming(contest, results, faults)
    faults.raise_if_any()


def _chosen(congress: Congress, wanted: Sequence[str]) -> tuple[Contest, ...]:
    unknown = [each for each in wanted if each not in {contest.id for contest in congress.contests}]
    if unknown or not congress.contests:
        ids = tuple(contest.id for contest in congress.contests)
        faults = tuple(
            Fault(
                name="ballots.unknown_contest",
                file=CONGRESS_FILE,
                seen=each,
                message=phrase("không có nội dung bầu nào như vậy"),
                remedy=phrase("ghi một trong: {ids}", ids=ids),
            )
            for each in unknown or [""]
        )
        raise InputError(faults)
    return tuple(contest for contest in congress.contests if not wanted or contest.id in wanted)


def _path(folder: Path, output: Path | None, contest: Contest) -> Path:
    if output is not None and output.suffix.lower() == ".pdf":
        return output
    return (output or folder / FOLDER) / f"ballot-{contest.id}.pdf"


def _make_folder(path: Path) -> None:
    from rules.whole_file import cannot_write

    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError((cannot_write(path, error),)) from error


def _one_file(output: Path, contests: Sequence[Contest]) -> Fault:
    return Fault(
        name="ballots.one_file",
        file="-o",
        seen=shown_path(output),
        message=phrase("mỗi nội dung bầu là một tệp phiếu riêng"),
        remedy=phrase(
            "ghi vào một thư mục, hoặc thêm --contest, một trong: {ids}", ids=tuple(each.id for each in contests)
        ),
    )


def _lines(made: Iterable[Printed], session: Session) -> Iterator[str]:
    """What was made, of which list, marked by which provisions."""
    from rules.citation import citation_phrase
    from tally.papers.ballots import grouped_code

    text = session.translator.text
    for each in made:
        ballots = each.ballots
        yield text(
            phrase(
                "{contest}: {names} người, {form}",
                contest=each.contest.id,
                names=len(each.contest.slate),
                form=each.contest.form,
            )
        )
        yield "  " + text(
            phrase(
                "{copies} lá phiếu trên {sheets} tờ A4, {count} lá một tờ, {pages} trang một lá",
                copies=ballots.copies,
                sheets=ballots.sheets,
                count=ballots.design.per_sheet,
                pages=ballots.pages,
            )
        )
        yield (
            "  "
            + text(phrase("mã danh sách {code}", code=grouped_code(each.contest)))
            + (text(phrase(", bản chốt lần {version}", version=each.frozen)) if each.frozen else "")
        )
        if each.frozen is None and each.contest.after is None:
            yield "  " + text(phrase("Danh sách chưa chốt: chốt bằng kiemphieu check … --freeze rồi hãy in để phát."))
        for citation in ballots.words.citations:
            yield "  " + text(phrase("căn cứ: {citation}", citation=citation_phrase(citation)))
        yield f"  {shown_path(each.pdf)}"
        yield f"  {shown_path(each.layout)}"
    yield text(phrase("In đúng cỡ 100 %, không chọn «vừa trang»: tệp JSON nói vị trí bằng milimét."))


def _form(made: Iterable[Printed]) -> Json:
    from rules.json_form import citation_form

    return {
        "format": BALLOTS_FORMAT,
        "contests": [
            {
                "id": each.contest.id,
                "pdf": shown_path(each.pdf),
                "layout": shown_path(each.layout),
                "digest": each.ballots.layout["slate"]["digest"],
                "frozen": each.frozen,
                "design": each.ballots.design.key,
                "copies": each.ballots.copies,
                "pages": each.ballots.pages,
                "sheets": each.ballots.sheets,
                "citations": [citation_form(citation) for citation in each.ballots.words.citations],
            }
            for each in made
        ],
    }
