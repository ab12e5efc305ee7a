"""What ``kiemphieu check`` does once it knows what was asked: one folder or slate, or many folders together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from rules.check_run import Said, check_path
from rules.errors import Fault, InputError, shown_path
from rules.freeze import freeze
from rules.json_form import to_text
from rules.model import Contest
from rules.phrase import Phrase, phrase
from rules.report_file import ReportForm, form_of, report_bytes
from rules.session import Session
from rules.slate_difference import Version
from rules.whole_file import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the user wants checked, where the report goes, and whether the lists are frozen."""

    paths: tuple[Path, ...]
    said: Said
    output: Path | None
    freezes: bool
    reason: str

    @property
    def several(self) -> bool:
        """Whether it is about many folders: several named, or one that only holds congress folders."""
        from rules.check_many import folders_of

        return len(self.paths) > 1 or folders_of(self.paths) != self.paths


def check_one(asked: Asked, session: Session) -> int:
    """Check a folder or a slate, freeze if asked, write the report, tell what was found."""
    (path,) = asked.paths
    form = None if asked.output is None else form_of(asked.output)
    _refuse_odd(asked, is_folder=not path.is_file())
    result = check_path(path, asked.said)
    frozen = _freeze(path, result.congress.contests, asked.reason) if asked.freezes else ()
    if asked.output is not None and form is not None:
        write_whole(asked.output, report_bytes(form, result, session.translator))
    if session.json:
        click.echo(report_bytes(ReportForm.JSON, result, session.translator).decode("utf-8"), nl=False)
        return result.exit_code
    from rules.terminal import print_check

    print_check(result, session.translator)
    for line in frozen:
        click.echo(session.translator.text(line))
    return result.exit_code


def check_several(asked: Asked, session: Session) -> int:
    """Check every folder; what is wrong in one says nothing of the others."""
    from rules.check_many import check_each, checks_json, folders_of, gravest
    from rules.many_view import print_many, with_progress

    if asked.output is not None:
        form_of(asked.output, (ReportForm.JSON,))
    _refuse_odd(asked, is_folder=False)
    folders = folders_of(asked.paths)
    checked = with_progress(check_each(folders, asked.said, session.lang), len(folders), session.translator)
    if asked.output is not None or session.json:
        content = to_text(checks_json(checked))
        if asked.output is not None:
            write_whole(asked.output, content.encode("utf-8"))
        if session.json:
            click.echo(content, nl=False)
    if not session.json:
        print_many(checked, session.translator)
    return gravest(each.exit_code for each in checked)


def _freeze(folder: Path, contests: tuple[Contest, ...], reason: str) -> tuple[Phrase, ...]:
    """Freeze, and say of every list what was written."""
    versions = freeze(folder, contests, reason)
    if not versions:
        return (phrase("Danh sách vẫn như bản đã chốt, không ghi bản mới."),)
    return tuple(_told(version) for version in versions)


def _told(version: Version) -> Phrase:
    if not version.difference.clauses:
        return phrase(
            "Đã chốt danh sách «{contest}», bản {version}: {names} người, {file}, {digest}",
            contest=version.contest,
            version=version.version,
            names=version.names,
            file=version.file,
            digest=version.digest,
        )
    return phrase(
        "Đã chốt danh sách «{contest}», bản {version}: {names} người, {file}, {digest}; "
        "so với bản trước: {differences}",
        contest=version.contest,
        version=version.version,
        names=version.names,
        file=version.file,
        digest=version.digest,
        differences=version.difference.clauses,
    )


def _refuse_odd(asked: Asked, *, is_folder: bool) -> None:
    """Options that say nothing here are slips."""
    if asked.freezes and not is_folder:
        raise _usage(
            asked,
            phrase("--freeze chỉ dùng với một thư mục đại hội"),
            phrase("chốt từng thư mục một: kiemphieu check THƯ_MỤC --freeze"),
        )
    if asked.reason and not asked.freezes:
        raise _usage(asked, phrase("--reason chỉ dùng cùng --freeze"), phrase("thêm --freeze, hoặc bỏ --reason"))


def _usage(asked: Asked, message: Phrase, remedy: Phrase) -> InputError:
    fault = Fault(name="command.usage", file=shown_path(asked.paths[0]), message=message, remedy=remedy)
    return InputError((fault,))
