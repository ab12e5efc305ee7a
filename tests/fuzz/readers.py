"""Every reader of files in ``tally/``, each with sound files to start from; what it may say is an ``InputError``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rules.errors import InputError
from rules.model import BallotSource, Cells, Contest, Form
from tally import ballot_file
from tally.ballot_file import Box, read_box
from tally.interchange.cvr_writer import CvrBox, write_cvr
from tally.interchange.deck import count_deck
from tally.interchange.decks import open_deck
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark
from tally.parquet_writer import write_packed
from tally.record_file import record_from
from tally.ruling_file import read_rulings
from tally.signing import Signature, read_signatures, signatures_bytes
from tests.tally import ballot_writer
from tests.tally.builders import contest, rules
from tests.tally.interchange import test_text_decks
from tests.tally.interchange.nist import NIST
from tests.tally.interchange.test_cvr_ballots import congress
from tests.tally.records import sealed
from tests.workbooks import grid, ods, xlsx

GROUNDS = rules().invalid_reasons_in_order(contest())
STRIKE_OUT = contest(12, 9)
BOXES = contest(3, 3, Form.AGREE_DISAGREE)
STRUCK = tuple(Ballot(number, f"{'ks' * 6}"[number % 2 :] + "s" * (number % 2)) for number in range(1, 9))
AGREED = tuple(Ballot(number, marks) for number, marks in enumerate(("aaa", "adn", "bdd", "nna"), start=1))
_SIGNED = signatures_bytes([Signature(name="An", public_key="0" * 64, signature="0" * 128)])
_RULINGS = (
    "ballot,code,ruling,reason,in_favour,of\n1,03,struck,mờ,3,5\n2,,signed,ký tên,5,5\n3,,valid,rõ,5,5\n".encode()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One reader: sound files by their ending, and how one is read. ``big`` reads it as a box too large to be held.

    ``refuses`` is what it may raise; its caller makes words of it.
    """

    name: str
    read: Callable[[Path], object]
    seeds: tuple[tuple[str, bytes], ...]
    big: bool = False
    refuses: type[Exception] = InputError

    def survives(self, content: bytes, ending: str) -> str | None:
        """What went wrong while a file with these bytes was read; None where it was read or refused in words."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"file{ending}"
            path.write_bytes(content)
            small, ballot_file.SMALL = ballot_file.SMALL, 1 if self.big else ballot_file.SMALL
            try:
                self.read(path)
            except self.refuses as error:
                return "no fault in it" if isinstance(error, InputError) and not error.faults else None
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                return f"{type(error).__name__}: {error}"
            finally:
                ballot_file.SMALL = small
        return None


def _ballots(what: Contest, cells: Cells | None = None) -> Callable[[Path], Box]:
    def read(path: Path) -> Box:
        source = BallotSource(file=path.name, issued=10, returned=10, cells=cells)
        box = read_box(path.parent, replace(what, ballots=source), source, GROUNDS)
        list(box.ballots)
        return box

    return read


def _rulings(path: Path) -> object:
    return read_rulings(path, path.name, STRIKE_OUT, GROUNDS)


def _deck(path: Path) -> object:
    return count_deck(open_deck(path, path.name))


def _record(path: Path) -> object:
    return record_from(path.read_bytes(), shown=path.name)


def _signatures(path: Path) -> object:
    return read_signatures(path.read_bytes())


def _written(write: Callable[[Path], None]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        write(path)
        return path.read_bytes()


def _records(what: Contest, ballots: tuple[Ballot, ...]) -> bytes:
    box = CvrBox(contest=what, ballots=ballots, stamped=True)
    return _written(lambda path: write_cvr(path, congress(what), [box], "2020-03-15T00:00:00+07:00"))


def parquet(what: Contest = STRIKE_OUT, ballots: tuple[Ballot, ...] = STRUCK) -> bytes:
    """A small packed Parquet file."""
    return _written(lambda path: write_packed(path, what, ballots))


def short_deck() -> bytes:
    """The first two records of gen-01 under the contests of all."""
    report = json.loads(gzip.decompress((NIST / "cvr-gen-01.json.gz").read_bytes()))
    return json.dumps(report | {"CVR": report["CVR"][:2]}).encode()


@cache
def readers() -> Mapping[str, Reader]:
    """All of them, by name."""
    names = len(STRIKE_OUT.slate)
    strikes = ballot_writer.strikes(STRUCK, names)
    wide = ballot_writer.wide(STRUCK, names, Cells.KEPT)
    agreed = ballot_writer.agree_disagree(AGREED, len(BOXES.slate))
    sheet = grid(*(line.split(",") for line in strikes.decode().splitlines()))
    ruled = (*STRUCK, Ballot(99, "u" + "k" * 11, InvalidReason.SIGNED, (MarkRuling(1, RawMark.STRUCK),)))
    deck = short_deck()
    text = test_text_decks
    many = _records(STRIKE_OUT, ruled)
    workbooks = ((".xlsx", xlsx({"S": sheet})), (".ods", ods({"S": sheet})))
    decks = ((".json", deck), (".json", _records(BOXES, AGREED)))
    found = (
        Reader(name="strikes", read=_ballots(STRIKE_OUT), seeds=((".csv", strikes),)),
        Reader(name="agreed", read=_ballots(BOXES), seeds=((".csv", agreed),)),
        Reader(name="wide", read=_ballots(STRIKE_OUT, Cells.KEPT), seeds=((".csv", wide),)),
        Reader(name="big strikes", read=_ballots(STRIKE_OUT), seeds=((".csv", strikes),), big=True),
        Reader(name="big wide", read=_ballots(STRIKE_OUT, Cells.KEPT), seeds=((".csv", wide),), big=True),
        Reader(name="sheets", read=_ballots(STRIKE_OUT), seeds=workbooks),
        Reader(name="parquet", read=_ballots(STRIKE_OUT), seeds=((".parquet", parquet()),)),
        Reader(name="records", read=_ballots(STRIKE_OUT), seeds=((".json", many),)),
        Reader(name="boxed records", read=_ballots(BOXES), seeds=((".json", _records(BOXES, AGREED)),)),
        Reader(name="big records", read=_ballots(STRIKE_OUT), seeds=((".json", many),), big=True),
        Reader(name="rulings", read=_rulings, seeds=((".csv", _RULINGS),)),
        Reader(name="nist deck", read=_deck, seeds=decks),
        Reader(name="dominion", read=_deck, seeds=((".csv", text.DOMINION.encode()),)),
        Reader(name="preflib", read=_deck, seeds=((".cat", text.CAT.encode()),)),
        Reader(name="pabulib", read=_deck, seeds=((".pb", text.PB.encode()),)),
        Reader(name="sealed record", read=_record, seeds=((".zip", sealed("bau-thieu").content),)),
        Reader(name="signatures", read=_signatures, seeds=((".json", _SIGNED),), refuses=ValueError),
    )
    return {reader.name: reader for reader in found}
