"""Runs a check on what the user names: a congress folder, or one slate file with what he says of its congress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.column_map import ColumnMap, read_column_map
from rules.congress_file import read_congress
from rules.engine import CheckResult, Draft, check_congress, check_draft
from rules.errors import Fault, FaultList, InputError, shown_path
from rules.model import Kind, Level, Office, Slate
from rules.phrase import phrase
from rules.regulation import Rules
from rules.regulation_file import PackShelf, rules_for
from rules.slate_file import SLATE_ENDINGS, read_slate


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the user said of the congress a slate alone is meant for; without level and day no provision is asked.

    ``columns`` are the columns of slates he named by hand (``HEADING=field``).
    """

    seats: int | None
    opens: date | None
    level: Level | None
    kind: Kind
    office: Office
    pack: str | None
    columns: tuple[str, ...] = ()


def check_path(path: Path, said: Said, shelf: PackShelf | None = None) -> CheckResult:
    """Check a folder or a slate; raises ``InputError`` with the faults of every file.

    ``shelf`` keeps the packs between the folders of one run.
    """
    by_hand = read_column_map(said.columns)
    is_slate = path.is_file() or (path.suffix.lower() in SLATE_ENDINGS and not path.exists())  # a slip in a file's name
    return _check_slate(path, said, by_hand) if is_slate else _check_folder(path, said, by_hand, shelf)


def _check_folder(folder: Path, said: Said, by_hand: ColumnMap, shelf: PackShelf | None) -> CheckResult:
    if said.seats or said.opens or said.level or said.pack:
        raise InputError(
            (
                Fault(
                    name="command.usage",
                    file=shown_path(folder),
                    message=phrase("--seats, --opens, --level và --rules chỉ dùng với một tệp danh sách"),
                    remedy=phrase("với một thư mục, ghi những điều này vào congress.toml"),
                ),
            ),
        )
    reading = read_congress(folder, by_hand=by_hand)
    faults = [*reading.faults, *by_hand.faults(shown_path(folder)).faults]
    rules = None
    if reading.congress is not None:
        try:
            rules = rules_for(reading.congress, shelf=shelf)
        except InputError as error:
            faults.extend(error.faults)
    if reading.congress is None or rules is None or faults:
        raise InputError(tuple(faults))
    return check_congress(reading.congress, rules)


def _check_slate(path: Path, said: Said, by_hand: ColumnMap) -> CheckResult:
    draft = Draft(
        slate=_read_alone(path, by_hand),
        office=said.office,
        level=said.level or Level.GRASSROOTS,
        kind=said.kind,
        opens=said.opens or date.min,
        seats=said.seats,
        rules=said.pack,
    )
    if said.opens is None and said.level is None and said.pack is None:
        # Nobody said which congress: the list is judged as a list, under no provision at all.
        return check_draft(draft, Rules(pack="", level=draft.level, provisions=()))
    if said.opens is None or said.level is None:
        raise InputError(
            (
                Fault(
                    name="command.usage",
                    file=shown_path(path),
                    message=phrase("cần cả --opens và --level để biết quy định nào áp dụng"),
                    remedy=phrase("ví dụ: --opens 2025-06-15 --level district --seats 39"),
                ),
            ),
        )
    return check_draft(draft, rules_for(draft.congress))


def _read_alone(path: Path, by_hand: ColumnMap) -> Slate:
    """Read a draft; a heading named by hand that is not there is told with everything else."""
    faults = FaultList(shown_path(path))
    slate = None
    try:
        slate = read_slate(path, shown=faults.file, draft=True, by_hand=by_hand)
    except InputError as error:
        faults.extend(error)
    faults.faults.extend(by_hand.faults(faults.file).faults)
    if slate is None or faults.faults:
        raise InputError(tuple(faults.faults))
    return slate
