"""Closing a record (niêm phong): papers and verifier after the count head, sums, heads; one zip, always the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from rules.archive import write_archive
from rules.json_form import Json, to_text
from tally.count_record import CountRecord
from tally.record import Entry, Happened, PaperMade, RecordSealed, chain, log_bytes, short_code

RECORD_FORMAT = "kiemphieu-record/1"
PROGRAM = "kiemphieu"

LOG, SUMS, SEAL, SIGNATURES = "log.jsonl", "SHA256SUMS", "SEAL.json", "signatures.json"
VERIFIER, PAPERS = "verify.py", "papers/"

UNCHAINED = frozenset({LOG, SUMS, SEAL, SIGNATURES})
"""What the log does not name: itself, and what is made of it. Every other file of a record is named there once."""

PAPER_LIBRARIES = ("lxml", "python-docx", "segno", "typst")
"""What the bytes of a paper hang on besides the program itself; lxml writes what python-docx made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRecord:
    """A record as it is written: the name of its file and the bytes of it, and the two heads."""

    name: str
    content: bytes
    files: Mapping[str, bytes]
    log: tuple[Entry, ...]
    count_head: str
    seal_head: str


def seal(record: CountRecord, *, papers: Mapping[str, bytes] | None = None, at: str | None = None) -> SealedRecord:
    """Close a record: the papers made of it (by file name) and the verifier are logged after the count head.

    ``at`` is the time to stamp on these entries; without it they carry none.
    """
    papers = {f"{PAPERS}{name}": content for name, content in (papers or {}).items()}
    verifier = verifier_source()
    program, dependencies = versions()
    acts = [Happened(act=PaperMade(file=name, sha256=_sha256(papers[name])), at=at) for name in sorted(papers)]
    sealed = RecordSealed(file=VERIFIER, sha256=_sha256(verifier), program=program, dependencies=dependencies)
    log = chain((*acts, Happened(act=sealed, at=at)), record.log)
    files = {**record.files, **papers, VERIFIER: verifier, LOG: log_bytes(log), SEAL: seal_bytes(record.head, log[-1])}
    files[SUMS] = sums(files)
    return SealedRecord(
        name=f"record-{record.counted.result.congress.opens.isoformat()}-{record.head[:8]}.zip",
        content=write_archive(files),
        files=files,
        log=log,
        count_head=record.head,
        seal_head=log[-1].digest,
    )


def seal_bytes(head: str, last: Entry) -> bytes:
    """``SEAL.json``: nothing that the log does not say, where people look first; ``head`` is the count head.

    Raises ``TypeError`` if the last entry does not seal a record.
    """
    sealed = last.happened.act
    if not isinstance(sealed, RecordSealed):
        raise TypeError(f"not the end of a record: {sealed!r}")
    form: Json = {
        "format": RECORD_FORMAT,
        "count_head": head,
        "code": short_code(head),
        "seal_head": last.digest,
        "sealed_at": last.happened.at,
        "program": {PROGRAM: sealed.program},
        "dependencies": dict(sealed.dependencies),
    }
    return to_text({name: value for name, value in form.items() if value is not None}).encode("utf-8")


def sums(files: Mapping[str, bytes]) -> bytes:
    """``SHA256SUMS`` as ``sha256sum -c`` reads it; signatures are added later and have none."""
    summed = sorted(set(files) - {SUMS, SIGNATURES})
    return "".join(f"{_sha256(files[name])}  {name}\n" for name in summed).encode("utf-8")


def verifier_source() -> bytes:
    """``verify.py`` as every record of this release carries it; line ends do not depend on how it was checked out."""
    return Path(__file__).with_name("verifier.py").read_bytes().replace(b"\r\n", b"\n")


def versions() -> tuple[str, Mapping[str, str]]:
    """The program's version and those of what it needs to run and sets papers with, by name.

    Extras are left out, they may be missing.
    """
    try:
        program = version(PROGRAM)
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unknown", {}
    needs = (need for need in requires(PROGRAM) or () if "extra ==" not in need)
    names = {found[0].lower() for need in needs if (found := re.match(r"[\w.-]+", need))}
    return program, {name: version(name) for name in sorted(names | set(PAPER_LIBRARIES))}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
