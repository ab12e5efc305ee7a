"""A ballot changed, removed, added, swapped; a ruling rewritten: however far the digests are rewritten with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tally.record import short_code
from tests.attacks.forging import BALLOTS, SAMPLE, Depth, edited_line, files_of, forged, look, resealed
from tests.tally.records import sealed


def changed(content: bytes) -> bytes:
    """Ballot 5 keeps whom it struck."""
    return edited_line(content, 5, lambda row: row.replace("s", "k", 1))


def removed(content: bytes) -> bytes:
    """Ballot 5 is gone."""
    return edited_line(content, 5, lambda _: "")


def added(content: bytes) -> bytes:
    """There is a ballot more."""
    last = content.decode().splitlines()[-1].split(",")
    return content + f"{int(last[0]) + 1},{last[1]},\n".encode()


def swapped(content: bytes) -> bytes:
    """Ballots 1 and 2 have each other's marks: no number of the result changes."""
    rows = [row.split(",") for row in content.decode().splitlines()]
    rows[0][1], rows[1][1] = rows[1][1], rows[0][1]
    return "".join(",".join(row) + "\n" for row in rows).encode()


def ruling_rewritten(content: bytes) -> bytes:
    """The committee ruled ballot 237 invalid; here it did not."""
    assert content.count(b",marked\n") == 1
    return content.replace(b",marked\n", b",\n")


ATTACKS = [changed, removed, added, swapped, ruling_rewritten]
Attack = Callable[[bytes], bytes]


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_pile_that_was_tampered_with_is_found_and_named(attack: Attack, depth: Depth, tmp_path: Path) -> None:
    files = files_of()
    seen = look(tmp_path, forged(files, {BALLOTS: attack(files[BALLOTS])}, depth))
    assert seen.exit_code == 1
    assert "KHÔNG KHỚP" in seen.said
    assert "recount" in seen.failed
    assert BALLOTS in seen.named
    if depth is Depth.CHAIN:  # every digest in the log fits again: only counting tells, and the digest in the result
        assert "digests.ballots" in seen.said
    else:
        assert BALLOTS in seen.said


@pytest.mark.parametrize("depth", Depth)
def test_a_ballot_changed_in_the_inputs_alone_is_found_and_named(depth: Depth, tmp_path: Path) -> None:
    """The file the committee typed is changed, the canonical one is not: verify.py judges what was counted."""
    files = files_of()
    name = "inputs/ballots-bch.csv"
    other = files[name].replace(b"\n001,18 31 34 40 44,", b"\n001,18 31 34 40 43,")
    assert other != files[name]
    seen = look(tmp_path, forged(files, {name: other}, depth))
    assert "recount" in seen.failed
    assert BALLOTS in seen.named
    assert seen.exit_code == (0 if depth is Depth.CHAIN else 1)


def typed_otherwise(folder: Path) -> None:
    """Ballot 1 strikes another person."""
    path = folder / "ballots-bch.csv"
    path.write_bytes(path.read_bytes().replace(b"\n001,18 31 34 40 44,", b"\n001,18 31 34 40 43,"))


def test_a_record_made_again_from_other_ballots_is_told_by_the_code_on_paper(tmp_path: Path) -> None:
    """Every digest fits and every count agrees: the code in the signed minutes is another one."""
    forgery = resealed(tmp_path / "folder", typed_otherwise)
    honest = short_code(sealed(SAMPLE).count_head)
    without = look(tmp_path, forgery.content)
    assert without.exit_code == 0
    assert without.audit.holds

    seen = look(tmp_path, forgery.content, sealed(SAMPLE).count_head[:32])
    assert seen.exit_code == 1
    assert "mã trên giấy" in seen.said
    assert seen.failed == {"code"}
    assert honest not in seen.said
