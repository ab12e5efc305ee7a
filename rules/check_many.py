"""Checks many congress folders in one go (cả tỉnh): finds them, checks each on every core, adds up what came of it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rules.check_json import finding_form
from rules.check_run import Said, check_path
from rules.engine import CheckResult, Summary
from rules.errors import InputError, shown_path
from rules.json_form import Json, faults_form
from rules.messages import Translator
from rules.model import CONGRESS_FILE
from rules.pack_file import PackShelf
from rules.session import FINE, NO, UNDECIDED, UNUSABLE
from rules.verdict import TO_DO, verdict_of

CHECKS_FORMAT: Final = "kiemphieu-checks/1"
_GRAVEST: Final = (UNUSABLE, NO, UNDECIDED, FINE)  # over several folders 2 beats 1 beats 3 beats 0
_ENOUGH_FOR_MORE_CORES: Final = 200  # folders; fewer are done before other processes have started
_CHUNK: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of one folder. ``findings`` are those that somebody has to see to; ``faults`` why it was not read."""

    folder: str
    name: str | None
    exit_code: int
    slates: int
    names: int
    summary: Summary
    findings: tuple[Json, ...] = ()
    faults: tuple[Json, ...] = ()


def folders_of(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The congress folders at or below the paths, each once, in the order given and then of their names.

    A path that holds none, or is a file, stands for itself: checking it says what is wrong.
    """
    return tuple(dict.fromkeys(folder for path in paths for folder in _below(path)))


def _below(path: Path) -> Sequence[Path]:
    if not path.is_dir() or (path / CONGRESS_FILE).exists():
        return (path,)
    found: list[Path] = []
    for root, below, files in os.walk(path):
        below.sort()
        if CONGRESS_FILE in files:
            found.append(Path(root))
            below.clear()
    return found or (path,)


def check_each(folders: Sequence[Path], said: Said, lang: str, *, cores: int | None = None) -> Iterator[Checked]:
    """Check every folder, in order; many on every core. Nothing is raised for what stands in a folder."""
    cores = cores or os.cpu_count() or 1
    if len(folders) < _ENOUGH_FOR_MORE_CORES or cores == 1:
        yield from _Checker(said, lang).check(folders)
        return
    chunks = [folders[at : at + _CHUNK] for at in range(0, len(folders), _CHUNK)]
    # The same start on every system, and none that copies the threads of a progress bar.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=context, initializer=_start, initargs=(said, lang)) as pool:
        for checked in pool.map(_check_chunk, chunks):
            yield from checked


def gravest(codes: Iterable[int]) -> int:
    """The exit code of several folders together."""
    found = set(codes)
    return next((code for code in _GRAVEST if code in found), FINE)


def checks_json(checked: Sequence[Checked]) -> Json:
    """The ``kiemphieu-checks/1`` object: every folder, and of each what somebody has to see to."""
    return {
        "format": CHECKS_FORMAT,
        "summary": {
            "folders": len(checked),
            "slates": sum(each.slates for each in checked),
            "names": sum(each.names for each in checked),
            "required_failed": sum(each.summary.required_failed for each in checked),
            "targets_missed": sum(each.summary.targets_missed for each in checked),
            "asks": sum(each.summary.asks for each in checked),
            "unusable": sum(bool(each.faults) for each in checked),
        },
        "checks": [_form(each) for each in checked],
    }


class _Checker:
    """Checks folder after folder; the law is read once."""

    def __init__(self, said: Said, lang: str) -> None:
        self._said = said
        self._translator = Translator(lang)
        self._shelf = PackShelf()

    def check(self, folders: Iterable[Path]) -> Iterator[Checked]:
        for folder in folders:
            try:
                yield self._checked(folder, check_path(folder, self._said, self._shelf))
            except InputError as error:
                faults = faults_form(error.faults, self._translator.text)["faults"]
                yield Checked(
                    folder=shown_path(folder),
                    name=None,
                    exit_code=UNUSABLE,
                    slates=0,
                    names=0,
                    summary=Summary(required_failed=0, targets_missed=0, asks=0),
                    faults=tuple(faults),
                )

    def _checked(self, folder: Path, result: CheckResult) -> Checked:
        contests = {contest.id: contest for contest in result.congress.contests}
        rounding = result.congress.choices.percent_rounding
        return Checked(
            folder=shown_path(folder),
            name=result.congress.name,
            exit_code=result.exit_code,
            slates=len(contests),
            names=sum(len(contest.slate) for contest in contests.values()),
            summary=result.summary,
            findings=tuple(
                finding_form(finding, contests[finding.contest], rounding, self._translator.text)
                for finding in result.findings
                if verdict_of(finding) in TO_DO
            ),
        )


class _Worker:
    """What a process of the pool keeps between its chunks."""

    checker: _Checker


def _start(said: Said, lang: str) -> None:
    _Worker.checker = _Checker(said, lang)


def _check_chunk(folders: Sequence[Path]) -> list[Checked]:
    return list(_Worker.checker.check(folders))


def _form(checked: Checked) -> Json:
    return {
        "folder": checked.folder,
        "name": checked.name,
        "exit_code": checked.exit_code,
        "slates": checked.slates,
        "names": checked.names,
        "summary": {
            "required_failed": checked.summary.required_failed,
            "targets_missed": checked.summary.targets_missed,
            "asks": checked.summary.asks,
        },
        "findings": list(checked.findings),
        "faults": list(checked.faults),
    }
