"""The frozen slate (chốt danh sách): version after version of each contest's list, with its digest, kept in the folder.

``frozen.json`` names the versions; each stands beside it as ``slate-bch.frozen-1.csv`` in the canonical form, so that
the digest is that of the file itself and any program can compute it. Counting demands the newest version. What follows
from a count, a list of a later round, is not frozen: the count itself holds it to its parent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rules.errors import Fault, InputError, Place
from rules.json_form import to_text
from rules.model import Contest
from rules.phrase import Phrase, phrase
from rules.slate_difference import Difference, Person, Version, difference, people_of
from rules.slate_digest import digest, slate_canonical
from rules.whole_file import write_whole

FROZEN_FILE: Final = "frozen.json"
FROZEN_FORMAT: Final = "kiemphieu-frozen/1"
_MOST_BYTES: Final = 1 << 24
_AGAIN: Final = 'kiemphieu check … --freeze --reason "…"'


def freeze(folder: Path, contests: Iterable[Contest], reason: str = "") -> tuple[Version, ...]:
    """Freeze the list of every contest that was not frozen as it stands; returns the versions that were written.

    Freezing again needs a reason. Raises ``InputError``; then nothing is written.
    """
    known = read_frozen(folder)
    fresh = tuple(
        version for contest in contests if contest.after is None for version in _next(folder, contest, known, reason)
    )
    if fresh and known and not reason.strip():
        raise InputError((_no_reason(fresh),))
    lists = {contest.id: slate_canonical(contest.slate) for contest in contests}
    for version in fresh:
        _write_new(folder / version.file, lists[version.contest])
    if fresh:
        everything = sorted((*known, *fresh), key=lambda version: version.version)
        write_whole(folder / FROZEN_FILE, to_text(_form(everything)).encode("utf-8"))
    return fresh


def frozen_faults(folder: Path, contests: Iterable[Contest]) -> Iterator[Fault]:
    """What of the folder is not as it was frozen; nothing where nothing ever was."""
    try:
        known = read_frozen(folder)
    except InputError as error:
        yield from error.faults
        return
    if not known:
        return
    for contest in contests:
        if contest.after is not None:
            continue
        newest = _newest(contest.id, known)
        content = slate_canonical(contest.slate)
        if newest is None:
            yield _not_frozen(
                contest, phrase("danh sách này chưa chốt, trong khi thư mục đã chốt danh sách khác"), None
            )
        elif newest.digest != digest(content):
            yield _not_frozen(contest, _changed(folder, newest, content), digest(content))


def read_frozen(folder: Path) -> tuple[Version, ...]:
    """Every version of every contest, in the order they were made; none where the folder was never frozen."""
    path = folder / FROZEN_FILE
    try:
        if not path.exists():
            return ()
        return tuple(_version(each) for each in _versions(json.loads(_content(path).decode("utf-8"))))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError((_damaged(FROZEN_FILE, error),)) from error


def _next(folder: Path, contest: Contest, known: Sequence[Version], reason: str) -> Iterator[Version]:
    """The next version of a list; none where it stands as it was frozen."""
    content = slate_canonical(contest.slate)
    newest = _newest(contest.id, known)
    if newest is not None and newest.digest == digest(content):
        return
    number = 1 if newest is None else newest.version + 1
    yield Version(
        contest=contest.id,
        version=number,
        file=f"slate-{contest.id}.frozen-{number}.csv",
        digest=digest(content),
        names=len(contest.slate),
        reason=reason.strip() if known else "",
        difference=Difference() if newest is None else difference(_read_list(folder, newest), people_of(content)),
    )


def _newest(contest: str, known: Sequence[Version]) -> Version | None:
    return max(
        (version for version in known if version.contest == contest), key=lambda each: each.version, default=None
    )


def _read_list(folder: Path, version: Version) -> tuple[Person, ...]:
    """The people of a frozen version; raises ``InputError`` where its file is not what was frozen."""
    try:
        content = _content(folder / version.file)
        if digest(content) == version.digest:
            return people_of(content)
    except (OSError, ValueError) as error:
        raise InputError((_damaged(version.file, error),)) from error
    raise InputError((_damaged(version.file, None),))


def _content(path: Path) -> bytes:
    """A file of ours, if it is not larger than any we write."""
    if path.stat().st_size > _MOST_BYTES:
        raise ValueError(path.name)
    return path.read_bytes()


def _write_new(path: Path, content: bytes) -> None:
    """Write a version; what stands there already, of a run that was stopped, may only be the same."""
    if path.exists() and path.read_bytes() != content:
        raise InputError((_damaged(path.name, None),))
    write_whole(path, content)


def _form(versions: Iterable[Version]) -> dict[str, Any]:
    return {"format": FROZEN_FORMAT, "versions": [_version_form(version) for version in versions]}


def _version_form(version: Version) -> dict[str, Any]:
    found = version.difference
    return {
        "contest": version.contest,
        "version": version.version,
        "file": version.file,
        "digest": version.digest,
        "names": version.names,
        "reason": version.reason,
        "added": [_person_form(person) for person in found.added],
        "removed": [_person_form(person) for person in found.removed],
        "changed": [_person_form(person) for person in found.changed],
        "renumbered": [_person_form(person) for person in found.renumbered],
    }


def _person_form(person: Person) -> dict[str, Any]:
    return {"number": int(person.number), "name": person.name, "born": person.born or None}


def _versions(content: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - whatever stands in a file
    if not isinstance(content, dict) or content.get("format") != FROZEN_FORMAT:
        raise ValueError(FROZEN_FORMAT)
    versions: list[Mapping[str, Any]] = content["versions"]
    return versions


def _version(form: Mapping[str, Any]) -> Version:
    """Read one version; a file outside the folder, or a number that is none, is a fault."""
    version = Version(
        contest=_text(form["contest"]),
        version=_number(form["version"]),
        file=_text(form["file"]),
        digest=_text(form["digest"]),
        names=_number(form["names"]),
        reason=_text(form["reason"]),
        difference=Difference(
            added=_people(form["added"]),
            removed=_people(form["removed"]),
            changed=_people(form["changed"]),
            renumbered=_people(form["renumbered"]),
        ),
    )
    if version.file != f"slate-{version.contest}.frozen-{version.version}.csv" or {"/", "\\"} & set(version.file):
        raise ValueError(version.file)
    return version


def _people(forms: Iterable[Mapping[str, Any]]) -> tuple[Person, ...]:
    return tuple(
        Person(
            number=str(_number(form["number"])),
            name=_text(form["name"]),
            born="" if form["born"] is None else _text(form["born"]),
        )
        for form in forms
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _not_frozen(contest: Contest, message: Phrase, seen: str | None) -> Fault:
    return Fault(
        name="slate.not_frozen",
        file=contest.slate.file,
        place=Place(key=contest.id),
        seen=seen,
        message=message,
        remedy=phrase(
            "kiểm phiếu theo danh sách đã chốt; nếu thay đổi là đúng thì chốt lại: {command}", command=_AGAIN
        ),
    )


def _changed(folder: Path, newest: Version, content: bytes) -> Phrase:
    """What differs from the frozen list, if that still stands beside it."""
    try:
        found = difference(_read_list(folder, newest), people_of(content)).clauses
    except InputError:
        found = ()
    if not found:
        return phrase("danh sách không phải là bản đã chốt, {file}", file=newest.file)
    return phrase("danh sách khác bản đã chốt, {file}: {differences}", file=newest.file, differences=found)


def _no_reason(fresh: Sequence[Version]) -> Fault:
    changes = tuple(
        phrase("{contest}: {differences}", contest=version.contest, differences=version.difference.clauses)
        for version in fresh
        if version.difference.clauses
    )
    return Fault(
        name="freeze.reason_missing",
        file=FROZEN_FILE,
        message=phrase("danh sách đã chốt nay thay đổi mà chưa nêu lý do: {changes}", changes=changes)
        if changes
        else phrase("chốt thêm danh sách mà chưa nêu lý do"),
        remedy=phrase("thêm lý do, ví dụ: {option}", option='--reason "Đại hội đề cử thêm 1 người, 1 người xin rút"'),
    )


def _damaged(file: str, error: Exception | None) -> Fault:
    return Fault(
        name="freeze.damaged",
        file=file,
        seen=getattr(error, "strerror", None),
        message=phrase("tệp chốt danh sách không đọc được, hoặc không còn như lúc chốt"),
        remedy=phrase("lấy lại bản gốc của tệp từ nơi lưu hồ sơ; không sửa tệp này bằng tay"),
    )
