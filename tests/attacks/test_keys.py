"""A stranger's keys: a forged record signed by somebody else is told by the keys that people read to each other."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rules.archive import write_archive
from tally.audit import Audit, audit
from tally.record_file import record_from
from tally.seal_file import SIGNATURES, SealedRecord
from tally.signing import Signature, new_key, sign, signatures_bytes
from tests.attacks.forging import SAMPLE, resealed
from tests.attacks.test_ballots import typed_otherwise
from tests.tally.records import sealed

PASSPHRASE = "một câu dễ nhớ"  # noqa: S105 - of keys that only these tests make
NAMES = ("Lương Ngọc Bính", "Cầm Thị Doan")


@cache
def key(owner: str) -> bytes:
    """The key of somebody."""
    return new_key(f"{PASSPHRASE} {owner}")


def signature(record: SealedRecord, owner: str, name: str) -> Signature:
    """Somebody signs a record, under the name he says."""
    return sign(record.seal_head, name=name, key=key(owner), passphrase=f"{PASSPHRASE} {owner}")


def signed(record: SealedRecord, *signatures: Signature) -> bytes:
    """A record with signatures."""
    return write_archive({**record.files, SIGNATURES: signatures_bytes(signatures)})


def seen(content: bytes, *public_keys: str) -> Audit:
    """What the package says."""
    return audit(record_from(content, shown="record.zip"), public_keys=public_keys)


def failed(found: Audit) -> set[str]:
    """The checks that failed."""
    return {checked.check.name for checked in found.checks if checked.passed is False}


@pytest.fixture
def committee() -> tuple[Signature, ...]:
    """The signatures of the committee on the honest record."""
    return tuple(signature(sealed(SAMPLE), name, name) for name in NAMES)


def test_the_committee_s_signatures_hold(committee: tuple[Signature, ...]) -> None:
    content = signed(sealed(SAMPLE), *committee)
    found = seen(content, committee[0].public_key, committee[1].words, committee[1].public_key.upper())
    assert found.holds
    assert [each.valid for each in found.signatures] == [True, True]
    assert all(each.demanded for each in found.signatures)


def test_a_stranger_s_signature_under_the_same_name_is_not_the_committee_s(
    committee: tuple[Signature, ...], tmp_path: Path
) -> None:
    """The perfect forgery, signed by the forger in the committee's names: valid signatures, of other keys."""
    forgery = resealed(tmp_path, typed_otherwise)
    content = signed(forgery, *(signature(forgery, "kẻ lạ", name) for name in NAMES))
    assert seen(content).holds  # nobody asked whose keys these are
    found = seen(content, committee[0].words)
    assert failed(found) == {"keys"}
    assert not any(each.demanded for each in found.signatures)


def test_the_committee_s_signatures_moved_to_another_record_are_not_valid(
    committee: tuple[Signature, ...], tmp_path: Path
) -> None:
    content = signed(resealed(tmp_path, typed_otherwise), *committee)
    assert failed(seen(content)) == {"signatures"}
    assert failed(seen(content, committee[0].words)) == {"signatures", "keys"}


def test_signatures_taken_away_are_missed(committee: tuple[Signature, ...]) -> None:
    assert failed(seen(sealed(SAMPLE).content, committee[0].words)) == {"keys"}
    assert failed(seen(signed(sealed(SAMPLE), committee[0]), *(each.words for each in committee))) == {"keys"}


def test_a_signer_s_name_rewritten_makes_the_signature_invalid(committee: tuple[Signature, ...]) -> None:
    other = Signature(name="Người khác", public_key=committee[0].public_key, signature=committee[0].signature)
    assert failed(seen(signed(sealed(SAMPLE), other))) == {"signatures"}


def test_signatures_that_are_none_are_said() -> None:
    content = write_archive({**sealed(SAMPLE).files, SIGNATURES: b'{"signatures": "forged"}'})
    assert failed(seen(content)) == {"signatures"}


@pytest.mark.parametrize("demanded", ["", "ba-ba", "zz" * 32])
def test_words_of_no_key_are_not_met(demanded: str, committee: tuple[Signature, ...]) -> None:
    assert failed(seen(signed(sealed(SAMPLE), *committee), demanded)) == {"keys"}
