"""Verifying a sealed record with the package (kiểm tra hồ sơ): every digest, then everything made again and compared.

The count is repeated from the inputs in the record, under this program's own regulation files, so a record that
carries other provisions, other rulings or another result than its inputs give is found however well its digests
were rewritten. What no program can find is a record rewritten from the inputs on: the code on paper or a signature
tells that one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.archive import write_archive
from rules.phrase import Phrase, phrase
from tally.key_words import same_words
from tally.record import Entry, LogError, broken_links, count_head, named_files, read_log, seal_head
from tally.record_file import RecordFile
from tally.record_papers import earlier_codes, vouched
from tally.remake import Difference, remake
from tally.seal_file import (
    LOG,
    PAPERS,
    PROGRAM,
    SEAL,
    SIGNATURES,
    SUMS,
    UNCHAINED,
    VERIFIER,
    seal_bytes,
    sums,
    verifier_source,
    versions,
)
from tally.signing import Signature, can_sign, is_valid, read_signatures, require_signing


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is checked: its stable name, and what it says when it holds."""

    name: str
    title: Phrase


CONTAINER = Check("container", phrase("tệp zip đúng từng byte như lúc niêm phong"))
DIGESTS = Check("sums", phrase("mọi tệp khớp SHA256SUMS"))
CHAIN = Check("log", phrase("các dòng nhật ký nối liền nhau"))
FILES = Check("files", phrase("mọi tệp đúng như nhật ký đã ghi"))
HEADS = Check("heads", phrase("mã kiểm phiếu và mã niêm phong khớp nhật ký"))
CODE = Check("code", phrase("mã trên giấy là mã của hồ sơ này"))
OWN_VERIFIER = Check("verifier", phrase("verify.py trong hồ sơ là bản đi kèm chương trình này"))
RECOUNT = Check("recount", phrase("kiểm lại từ dữ liệu gốc theo quy định của chương trình này: từng byte như nhau"))
MADE_PAPERS = Check("papers", phrase("giấy tờ làm lại từ kết quả kiểm lại: như nhau"))
SIGNED = Check("signatures", phrase("mọi chữ ký đúng cho hồ sơ này"))
KEYS = Check("keys", phrase("có chữ ký của mọi khóa được yêu cầu"))

CHECKS = (CONTAINER, DIGESTS, CHAIN, FILES, HEADS, CODE, OWN_VERIFIER, RECOUNT, MADE_PAPERS, SIGNED, KEYS)
"""Every check, in the order they are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A check that was made; ``passed`` None where it could not be, or where nobody asked for it."""

    check: Check
    passed: bool | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature in the record: valid or not (None: not checked on this machine), and whether its key was demanded."""

    signature: Signature
    valid: bool | None
    demanded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What verifying a record found; ``earlier_codes`` are on papers of contests that were not made again since.

    ``code_covers`` are the contests that the code asked for proves, where it is one of those: of the others it says
    nothing. Empty where the code is the record's own, or none was given.
    """

    file: str
    version: str
    count_head: str | None
    seal_head: str | None
    checks: tuple[Checked, ...]
    signatures: tuple[Signed, ...]
    papers: tuple[str, ...]
    earlier_codes: Mapping[str, str]
    code_covers: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the record verifies: no check failed."""
        return all(checked.passed is not False for checked in self.checks)


def audit(
    record: RecordFile,
    *,
    code: str | None = None,
    public_keys: Iterable[str] = (),
    report: Callable[[int, int], None] | None = None,
) -> Audit:
    """Check a record in every way; ``code`` is from the signed papers (``record.read_code`` made it).

    ``report`` is told of a big box how many ballots were counted again, and how many there are.

    ``public_keys`` are demanded: hexadecimal digits, or the words of a key. Raises ``InputError`` only where
    signatures are demanded that this machine cannot check.
    """
    demanded = tuple(public_keys)
    if demanded:
        require_signing()
    log, log_check = _check_log(record.files.get(LOG, b""))
    heads = (count_head(log), seal_head(log))
    signed, signature_check = _check_signatures(record.files.get(SIGNATURES), heads[1], demanded)
    version = _program_version(record.seal)
    remade = remake(record, log, version, report)
    earlier, proved = earlier_codes(record, heads[0]), vouched(record, log)
    own = code is None or any(head is not None and head.startswith(code) for head in heads)
    return Audit(
        file=record.shown,
        version=version,
        count_head=heads[0],
        seal_head=heads[1],
        checks=(
            _checked(CONTAINER, _container(record)),
            _checked(DIGESTS, _sums(record.files)),
            log_check,
            _checked(FILES, _named(record.files, log)),
            _checked(HEADS, _heads(record, log, heads)),
            _checked(CODE, _code(code, (*heads, *proved)), made=code is not None),
            _check_verifier(record.files.get(VERIFIER, b""), version),
            _checked(RECOUNT, remade.count),
            _checked(MADE_PAPERS, remade.papers or (), made=remade.papers is not None),
            signature_check,
            _checked(KEYS, _keys(signed, demanded), made=bool(demanded)),
        ),
        signatures=signed,
        papers=tuple(sorted(name for name in record.files if name.startswith(PAPERS))),
        earlier_codes=earlier,
        code_covers=()
        if own
        else tuple(each for each, of in earlier.items() if of in proved and of.startswith(code or "")),
    )


def _checked(check: Check, differences: Iterable[Difference], *, made: bool = True) -> Checked:
    found = tuple(differences)
    return Checked(check=check, passed=not found if made else None, differences=found)


def _container(record: RecordFile) -> Iterator[Difference]:
    if write_archive(record.files) != record.content:
        yield Difference(
            name="container.rewritten",
            file=record.shown,
            message=phrase("tệp zip không đúng từng byte như lúc niêm phong: đã bị nén lại hoặc thêm bớt"),
        )


def _sums(files: Mapping[str, bytes]) -> Iterator[Difference]:
    if files.get(SUMS) == sums(files):
        return
    said = dict(
        line.split("  ", 1)[::-1]
        for line in files.get(SUMS, b"").decode("utf-8", "replace").splitlines()
        if "  " in line
    )
    here = dict(line.split("  ", 1)[::-1] for line in sums(files).decode("utf-8").splitlines())
    differing = sorted(name for name in {*said, *here} if said.get(name) != here.get(name)) or [SUMS]
    for name in differing:
        yield Difference(name="sums.differ", file=name, message=phrase("không khớp SHA256SUMS"))


def _check_log(content: bytes) -> tuple[tuple[Entry, ...], Checked]:
    try:
        log = read_log(content)
    except LogError as error:
        unreadable = Difference(
            name="log.unreadable", file=LOG, message=phrase("dòng {row} không phải là mục nhật ký", row=error.row)
        )
        return (), Checked(check=CHAIN, passed=False, differences=(unreadable,))
    broken = (
        Difference(name="log.broken", file=LOG, message=phrase("dòng {row} không nối với dòng trước nó", row=row))
        for row in broken_links(log)
    )
    return log, _checked(CHAIN, broken)


def _named(files: Mapping[str, bytes], log: Iterable[Entry]) -> Iterator[Difference]:
    """Every file stands in the log once, with its digest; a second entry could put another in its place."""
    named: dict[str, str] = {}
    for name, digest in named_files(log):
        if name in named:
            yield Difference(name="files.named_twice", file=name, message=phrase("nhật ký nêu tệp này hai lần"))
        elif name not in files:
            yield Difference(name="files.missing", file=name, message=phrase("nhật ký nêu nhưng hồ sơ không có"))
        elif hashlib.sha256(files[name]).hexdigest() != digest:
            yield Difference(name="files.altered", file=name, message=phrase("không phải tệp mà nhật ký đã ghi"))
        named.setdefault(name, digest)
    for name in sorted(set(files) - set(named) - UNCHAINED):
        yield Difference(name="files.added", file=name, message=phrase("nhật ký không nêu tệp này"))


def _heads(record: RecordFile, log: Sequence[Entry], heads: tuple[str | None, str | None]) -> Iterator[Difference]:
    for name, head in zip(("count_head", "seal_head"), heads, strict=True):
        if head is None:
            yield Difference(
                name=f"heads.{name}",
                file=LOG,
                message=phrase("nhật ký thiếu mục kết quả hoặc mục niêm phong, hoặc có hơn một"),
            )
        elif record.seal.get(name) != head:
            yield Difference(name=f"heads.{name}", file=SEAL, message=phrase("{name} không khớp nhật ký", name=name))
    counted, sealed = heads
    if counted is not None and sealed is not None and record.files[SEAL] != seal_bytes(counted, log[-1]):
        yield Difference(name="heads.seal", file=SEAL, message=phrase("không nói đúng như nhật ký"))


def _code(code: str | None, heads: Iterable[str | None]) -> Iterator[Difference]:
    """The code may be of the minutes (count head), of earlier minutes that hold, or of the seal slip (seal head)."""
    if code is not None and not any(head is not None and head.startswith(code) for head in heads):
        yield Difference(
            name="code.other",
            file=LOG,
            message=phrase("mã trên giấy {code} không phải mã của hồ sơ này", code=code),
        )


def _check_verifier(content: bytes, version: str) -> Checked:
    if content == verifier_source():
        return Checked(check=OWN_VERIFIER, passed=True)
    same_release = version == versions()[0]
    other = Difference(
        name="verifier.other",
        file=VERIFIER,
        message=phrase("verify.py không phải bản đi kèm chương trình này: đừng chạy nó, dùng bản của mình"),
    )
    return Checked(check=OWN_VERIFIER, passed=False if same_release else None, differences=(other,))


def _check_signatures(
    content: bytes | None, head: str | None, demanded: tuple[str, ...]
) -> tuple[tuple[Signed, ...], Checked]:
    if content is None:
        return (), Checked(check=SIGNED, passed=None)
    try:
        signatures = read_signatures(content)
    except ValueError:
        unreadable = Difference(
            name="signatures.unreadable", file=SIGNATURES, message=phrase("không đọc được các chữ ký")
        )
        return (), Checked(check=SIGNED, passed=False, differences=(unreadable,))
    checkable = can_sign()
    signed = tuple(
        Signed(
            signature=each,
            valid=is_valid(each, head or "") if checkable else None,
            demanded=any(_is_key(each.public_key, key) for key in demanded),
        )
        for each in signatures
    )
    wrong = (
        Difference(
            name="signatures.invalid",
            file=SIGNATURES,
            message=phrase("chữ ký của {name} không phải cho hồ sơ này", name=each.signature.name),
        )
        for each in signed
        if each.valid is False
    )
    return signed, _checked(SIGNED, wrong, made=checkable)


def _keys(signed: Iterable[Signed], demanded: Iterable[str]) -> Iterator[Difference]:
    valid = tuple(each.signature.public_key for each in signed if each.valid)
    for key in demanded:
        if not any(_is_key(public_key, key) for public_key in valid):
            yield Difference(
                name="keys.missing",
                file=SIGNATURES,
                message=phrase("không có chữ ký đúng của khóa {key}", key=key),
            )


def _is_key(public_key: str, demanded: str) -> bool:
    return public_key == demanded.strip().lower() or same_words(public_key, demanded)


def _program_version(seal: Mapping[str, object]) -> str:
    program = seal.get("program")
    return str(program.get(PROGRAM)) if isinstance(program, dict) else ""
