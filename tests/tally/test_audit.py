"""What verifying says of an honest record, of one that is not whole, and on a machine that cannot check signatures."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rules.archive import write_archive
from rules.errors import InputError
from rules.messages import Translator
from tally import audit as audit_module
from tally import seal_file, signing
from tally.audit import CHECKS, CODE, KEYS, MADE_PAPERS, SIGNED, Audit, audit
from tally.record_file import record_from
from tally.record_view import audit_form, audit_lines
from tally.seal_file import SIGNATURES, seal
from tally.signing import new_key, sign, signatures_bytes
from tests.attacks.forging import entries, with_digests, with_log
from tests.tally.records import opened, sealable, sealed, whole

VI, EN = Translator("vi"), Translator("en")


def passed(found: Audit) -> dict[str, bool | None]:
    """Every check with its verdict."""
    return {checked.check.name: checked.passed for checked in found.checks}


@pytest.mark.parametrize("sample", sealable())
def test_the_record_of_every_sample_verifies(sample: str) -> None:
    record = whole(sample)
    found = audit(record_from(record.content, shown="record.zip"), code=record.count_head[:32])
    assert found.holds
    assert (found.count_head, found.seal_head) == (record.count_head, record.seal_head)
    papers = set() if sample == "qua-so-phieu" else {MADE_PAPERS.name}  # whose account is open: it has none
    unmade = {SIGNED.name, KEYS.name, MADE_PAPERS.name} - papers
    assert {name for name, verdict in passed(found).items() if verdict is None} == unmade
    assert not any(checked.differences for checked in found.checks)


def test_every_check_is_made_once_in_its_order() -> None:
    assert tuple(checked.check for checked in audit(opened("bang-phieu")).checks) == CHECKS
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def test_without_a_code_it_says_that_paper_was_not_asked() -> None:
    found = audit(opened("bang-phieu"))
    assert passed(found)[CODE.name] is None
    assert found.holds
    assert any("--code" in line for line in audit_lines(found, VI))
    with_code = audit(opened("bang-phieu"), code=sealed("bang-phieu").seal_head)
    assert not any("--code" in line for line in audit_lines(with_code, VI))


@pytest.mark.parametrize(
    "missing",
    [
        "log.jsonl",
        "SHA256SUMS",
        "congress.json",
        "rules.json",
        "result.json",
        "verify.py",
        "contests/bch/ballots.csv",
        "contests/bch/slate.csv",
        "inputs/congress.toml",
        "inputs/ballots-bch.csv",
    ],
)
def test_a_file_that_is_not_there_is_missed(missing: str) -> None:
    files = {name: content for name, content in sealed("bang-phieu").files.items() if name != missing}
    found = audit(record_from(write_archive(files), shown="record.zip"))
    assert not found.holds


def test_a_log_without_its_last_line_has_no_seal() -> None:
    files = dict(sealed("bang-phieu").files)
    files["log.jsonl"] = b"".join(files["log.jsonl"].splitlines(keepends=True)[:-1])
    found = audit(record_from(write_archive(files), shown="record.zip"))
    assert passed(found)["heads"] is False
    assert found.seal_head is None


def test_inputs_that_cannot_be_counted_are_said_with_their_faults() -> None:
    files = dict(sealed("bang-phieu").files)
    files["inputs/ballots-bch.csv"] = b"ballot,struck\n1,99\n"
    found = audit(record_from(write_archive(with_digests(files)), shown="record.zip"))
    names = {each.name for checked in found.checks for each in checked.differences}
    assert "recount.ballots.unknown_code" in names


def test_a_record_of_another_release_says_so_where_it_differs() -> None:
    files = dict(sealed("bang-phieu").files)
    files["congress.json"] = files["congress.json"].replace(b'"elects": true,\n  ', b"")
    assert files["congress.json"] != sealed("bang-phieu").files["congress.json"]
    log = entries(with_digests(files))
    log[-1]["Details"]["program"] = "0.0.1"
    files = with_log(with_digests(files), log)
    form = json.loads(files["SEAL.json"]) | {"program": {"kiemphieu": "0.0.1"}}
    files["SEAL.json"] = (json.dumps(form, ensure_ascii=False, indent=2) + "\n").encode()
    found = audit(record_from(write_archive(files), shown="record.zip"))
    assert found.version == "0.0.1"
    assert "recount.other_version" in {each.name for checked in found.checks for each in checked.differences}


@pytest.mark.parametrize("program", [[], {}, None, "0.1.0"])
def test_a_seal_that_does_not_say_its_program_is_of_no_release(program: object) -> None:
    record = replace(opened("bang-phieu"), seal={"program": program})
    assert audit(record).version in {"", "None"}


@pytest.fixture
def signed() -> bytes:
    """A signed record."""
    record = sealed("bang-phieu")
    phrase = "một câu dễ nhớ"
    signature = sign(record.seal_head, name="Lương Ngọc Bính", key=new_key(phrase), passphrase=phrase)
    return write_archive({**record.files, SIGNATURES: signatures_bytes([signature])})


def test_signatures_nobody_demanded_are_shown_with_what_they_are_worth(signed: bytes) -> None:
    found = audit(record_from(signed, shown="record.zip"))
    assert found.holds
    assert passed(found)[SIGNED.name] is True
    lines = list(audit_lines(found, VI))
    assert any("Lương Ngọc Bính" in line and found.signatures[0].signature.words in line for line in lines)
    assert any("--public-key" in line for line in lines)


def test_where_signatures_cannot_be_checked_they_are_shown_as_unchecked(
    signed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_module, "can_sign", lambda: False)
    found = audit(record_from(signed, shown="record.zip"))
    assert found.holds
    assert [each.valid for each in found.signatures] == [None]
    assert passed(found)[SIGNED.name] is None


def test_demanding_signatures_needs_what_checks_them(signed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "find_spec", lambda _: None)
    with pytest.raises(InputError):
        audit(record_from(signed, shown="record.zip"), public_keys=["ba-ba"])


def test_a_record_with_papers_holds_and_names_them() -> None:
    from tally.count_record import count_head
    from tests.tally.records import SAMPLES

    record = seal(count_head(SAMPLES / "bang-phieu"), papers={"minutes.pdf": b"%PDF"}, at="2020-05-22T17:30:00")
    found = audit(record_from(record.content, shown="record.zip"))
    assert found.holds
    assert found.papers == ("papers/minutes.pdf",)


def test_the_json_says_what_the_lines_say() -> None:
    found = audit(opened("bang-phieu"), code="0" * 32)
    form = audit_form(found, EN)
    assert form["holds"] is False
    assert {check["name"]: check["passed"] for check in form["checks"]} == passed(found)
    assert form["code"] == " ".join(form["count_head"][at : at + 4] for at in range(0, 32, 4))
    assert [each["name"] for check in form["checks"] for each in check["differences"]] == ["code.other"]


def test_the_version_compared_is_the_one_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal_file, "version", lambda _: "9.9")
    files = with_digests({**sealed("bang-phieu").files, "verify.py": b"print()\n"})
    found = audit(record_from(write_archive(files), shown="record.zip"))
    assert passed(found)["verifier"] is None
