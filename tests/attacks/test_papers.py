"""Papers in a record altered, taken out, made to say another result; and papers that nobody should open."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rules.archive import unpack, write_archive
from rules.messages import Translator
from rules.report_text import Writer
from tally.audit import audit
from tally.count_record import count_head
from tally.papers.content import minutes_of
from tally.papers.issue_file import NONE_MADE, Versions, read_versions, rulings_of
from tally.papers.making import versions_now
from tally.papers.pile_list import pile_list
from tally.papers.pile_list_pdf import to_list
from tally.record import canonical_json, short_code
from tally.record_file import record_from
from tally.record_papers import made_again
from tally.record_view import audit_lines
from tally.seal_file import seal
from tests.attacks.forging import Depth, Files, digest, forged, look, with_digests, with_log
from tests.attacks.forging import entries as log_entries
from tests.tally.records import SAMPLES, whole

SAMPLE = "bang-phieu"
MINUTES, DOCUMENT, SLIDES = "papers/minutes-bch.pdf", "papers/minutes-bch.docx", "papers/slides-bch.pdf"
LIST = "papers/list-bch.pdf"
VERSIONS = "papers/papers.json"


def log_name() -> str:
    """The log as a paper is named by the count head."""
    (name,) = (name for name in files_of() if name.startswith("papers/log-"))
    return name


def files_of() -> Files:
    """The files of an honest record with its papers."""
    return dict(whole(SAMPLE).files)


def with_other_votes(docx: bytes) -> bytes:
    """A document in which one number of votes is another."""
    files = dict(unpack(docx, shown="minutes.docx"))
    assert files["word/document.xml"].count(b">88</w:t>") == 2
    files["word/document.xml"] = files["word/document.xml"].replace(b">88</w:t>", b">89</w:t>")
    return write_archive(files, first=("[Content_Types].xml",))


def rewritten(docx: bytes) -> bytes:
    """The same words in other bytes, as another version of a library writes them."""
    files = dict(unpack(docx, shown="minutes.docx"))
    files["docProps/core.xml"] += b"\n"
    return write_archive(files, first=("[Content_Types].xml",))


def of_other_version(files: Files) -> Files:
    """A record that says a newer program sealed it, with every digest as it must be."""
    log = log_entries(files)
    log[-1]["Details"]["program"] = "9.9.9"
    form = json.loads(files["SEAL.json"])
    form["program"]["kiemphieu"] = "9.9.9"
    return with_log(files | {"SEAL.json": (json.dumps(form, ensure_ascii=False, indent=2) + "\n").encode()}, log)


def failed(files: Files) -> set[str]:
    """The checks of the package that fail."""
    found = audit(record_from(write_archive(files), shown="record.zip"))
    return {checked.check.name for checked in found.checks if checked.passed is False}


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("name", [MINUTES, DOCUMENT, SLIDES, LIST, ""])
def test_a_paper_that_was_altered_is_found_and_named(name: str, depth: Depth, tmp_path: Path) -> None:
    files = files_of()
    name = name or log_name()
    altered = with_other_votes(files[name]) if name == DOCUMENT else files[name].replace(b"%PDF-1", b"%PDF-2", 1)
    seen = look(tmp_path, forged(files, {name: altered}, depth))
    assert "papers" in seen.failed
    assert name in seen.named
    if depth is not Depth.CHAIN:  # the chain itself is held to the code of the seal slip
        assert seen.exit_code == 1
        assert name in seen.said


def test_of_another_version_a_paper_is_held_to_its_words() -> None:
    files = files_of()
    honest = of_other_version(with_digests(files | {DOCUMENT: rewritten(files[DOCUMENT])}))
    assert failed(honest) == set()
    assert "papers" in failed(with_digests(files | {DOCUMENT: rewritten(files[DOCUMENT])}))
    forged_words = of_other_version(with_digests(files | {DOCUMENT: with_other_votes(files[DOCUMENT])}))
    assert failed(forged_words) == {"papers"}
    other_pages = of_other_version(with_digests(files | {MINUTES: files[SLIDES]}))
    assert failed(other_pages) == {"papers"}


def test_a_list_of_ballots_with_two_of_them_exchanged_is_found() -> None:
    """No total of it is another, and it is sealed as by another version: its words tell."""
    record = count_head(SAMPLES / SAMPLE)
    (each,) = record.counted.result.contests
    first, second, *others = record.counted.boxes[each.contest.id].ballots
    assert first.marks != second.marks
    exchanged = (replace(first, marks=second.marks), replace(second, marks=first.marks), *others)
    issue = read_versions(files_of()[VERSIONS], VERSIONS).issue(each.contest.id)
    minutes = minutes_of(record.counted.result, each, issue, rulings_of(record, each.contest.id))
    writer = Writer(Translator("vi"))
    honest, forgery = (
        to_list(pile_list(minutes, ballots, stamped=True), writer) for ballots in ((first, second, *others), exchanged)
    )
    assert honest == files_of()[LIST]
    assert failed(of_other_version(with_digests(files_of() | {LIST: forgery}))) == {"papers"}


BOMB = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><w>&b;</w>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (DOCUMENT, b""),
        (DOCUMENT, b"PK\x05\x06" + b"\0" * 18),
        (DOCUMENT, write_archive({"word/document.xml": BOMB})),
        (DOCUMENT, write_archive({"word/document.xml": b"<w:t"})),
        (MINUTES, b"%PDF-1.7"),
        (MINUTES, b"\0" * 1000),
        (SLIDES, b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
    ],
    ids=["empty", "empty zip", "bomb", "cut", "no pages", "nothing", "ring"],
)
def test_what_nobody_should_open_is_only_found_to_differ(name: str, content: bytes) -> None:
    assert failed(of_other_version(with_digests(files_of() | {name: content}))) == {"papers"}


@pytest.mark.parametrize("name", [MINUTES, DOCUMENT, SLIDES, LIST, ""])
def test_a_paper_taken_out_with_its_entry_is_missed(name: str) -> None:
    name = name or log_name()
    files = {other: content for other, content in files_of().items() if other != name}
    log = [entry for entry in log_entries(files) if entry["Details"].get("file") != name]
    found = audit(record_from(write_archive(with_log(files, log)), shown="record.zip"))
    (checked,) = [checked for checked in found.checks if checked.passed is False]
    assert [(each.name, each.file) for each in checked.differences] == [("papers.missing", name)]


def versions_with(change: dict[str, Any]) -> bytes:
    """The versions of the papers with the last one changed, written as the program writes."""
    form = json.loads(files_of()[VERSIONS])
    form["contests"]["bch"][-1] |= change
    return (json.dumps(form, ensure_ascii=False, indent=2) + "\n").encode()


def test_papers_that_say_another_result_are_found() -> None:
    said = json.loads(files_of()[VERSIONS])["contests"]["bch"][-1]["said"]
    said["result"]["candidates"][0]["votes"] += 1
    assert failed(with_digests(files_of() | {VERSIONS: versions_with({"said": said})})) == {"papers"}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"format": "kiemphieu-papers/1", "contests": {"bch": []}}', b"\xff"]
)
def test_versions_that_cannot_be_read_are_found(content: bytes) -> None:
    assert failed(with_digests(files_of() | {VERSIONS: content})) == {"papers"}


@pytest.mark.parametrize("code", ["", "0" * 63, "\x1b[2J" + "0" * 60])
def test_a_code_that_is_none_is_never_shown(code: str) -> None:
    assert failed(with_digests(files_of() | {VERSIONS: versions_with({"code": code})})) == {"papers"}


def test_papers_that_bear_another_code_never_vouch_for_it() -> None:
    code = "12" * 32
    found = audit(
        record_from(write_archive(with_digests(files_of() | {VERSIONS: versions_with({"code": code})})), shown="r"),
        code=code,
    )
    assert {checked.check.name for checked in found.checks if checked.passed is False} == {"papers", "code"}
    assert any(short_code(code) in line and "lần kiểm trước" in line for line in audit_lines(found, Translator("vi")))


def test_an_earlier_line_that_does_not_prove_its_code_vouches_for_nothing(tmp_path: Path) -> None:
    line = json.loads(files_of()[VERSIONS])["contests"]["bch"][-1]["line"]
    entry = json.loads(line)
    earlier = canonical_json(entry | {"Sequence": 9, "Previous": "ab" * 32}).decode()
    other = canonical_json(entry | {"Details": entry["Details"] | {"contests": {"bch": "0" * 64}}}).decode()
    lines = files_of()["log.jsonl"].decode().splitlines(keepends=True)
    for text, holds in ((earlier, True), (other, False), (lines[0], False), ("", False), (line + "x", False)):
        head = digest(text.encode())
        changed = of_other_version(with_digests(files_of() | {VERSIONS: versions_with({"line": text, "code": head})}))
        found = audit(record_from(write_archive(changed), shown="record.zip"), code=head)
        verdicts = {checked.check.name: checked.passed for checked in found.checks}
        assert verdicts["code"] is holds
        assert not found.holds  # the papers themselves bear the code they were made with
        seen = look(tmp_path, write_archive(changed), head)
        assert (seen.exit_code == 0) is holds


@pytest.mark.parametrize(
    ("sample", "signed_for", "other_words"),
    [
        ("bang-phieu", "summoned = 96 ", "summoned = 97 "),
        ("bau-thieu-khong-bau-tiep", "Đại hội thống nhất không bầu tiếp; ban", "Đại hội không bầu tiếp; ban"),
    ],
)
def test_a_code_is_for_all_that_was_found_and_decided(
    sample: str, signed_for: str, other_words: str, tmp_path: Path
) -> None:
    """The same ballots, the same people elected: still not the count that was signed for."""
    folder = shutil.copytree(SAMPLES / sample, tmp_path / sample)
    signed = count_head(folder)
    toml = (folder / "congress.toml").read_text(encoding="utf-8")
    assert toml.count(signed_for) == 1
    (folder / "congress.toml").write_text(toml.replace(signed_for, other_words), encoding="utf-8", newline="\n")
    other = count_head(folder)
    assert other.counted.result.contests[0].outcome == signed.counted.result.contests[0].outcome
    (then,), (now,) = (versions_now(record, NONE_MADE).of["bch"] for record in (signed, other))
    lie = Versions(of={"bch": (replace(then, said=now.said),)})
    content = seal(other, papers=made_again(other, lie).with_versions).content
    seen = look(tmp_path, content, signed.head)
    assert seen.failed == {"code", "papers"}
    assert seen.exit_code == 1
    assert "not this record's" in seen.said
    assert look(tmp_path, content, other.head).exit_code == 0
