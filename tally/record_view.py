"""What sealing, signing and verifying say: lines for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rules.errors import shown_path
from rules.json_form import Json
from rules.messages import Translator
from rules.phrase import Phrase, phrase
from tally.audit import CODE, MADE_PAPERS, SIGNED, Audit, Checked
from tally.record import short_code
from tally.seal_file import SealedRecord
from tally.signing import Signature

SEAL_FORMAT = "kiemphieu-seal/1"
AUDIT_FORMAT = "kiemphieu-audit/1"

_MARKS = {True: "✓", False: "✗", None: "·"}


def seal_lines(sealed: SealedRecord, path: Path, still_open: Iterable[str], translator: Translator) -> Iterator[str]:
    """What was sealed, the two codes and where each belongs, and what whoever checks it types."""
    text = translator.text
    code = short_code(sealed.count_head)
    yield text(phrase("Đã niêm phong và tự kiểm lại: {file}", file=shown_path(path)))
    yield text(phrase("{files} tệp, nhật ký {entries} mục", files=len(sealed.files), entries=len(sealed.log)))
    yield ""
    yield text(phrase("Mã kiểm phiếu, ghi trong biên bản:  {code}", code=code))
    yield text(phrase("Mã niêm phong, ghi trên giấy niêm phong:  {code}", code=short_code(sealed.seal_head)))
    for contest in still_open:
        yield text(phrase("CHƯA XONG: «{contest}» còn chờ đại hội quyết định hoặc bầu lần sau.", contest=contest))
    yield ""
    yield text(phrase("Người kiểm tra dùng bản verify.py của mình và mã trong biên bản đã ký:"))
    yield f'    python3 verify.py {path.name} --code "{code}"'
    yield f'    kiemphieu verify {path.name} --code "{code}"'
    yield f"    unzip -q {path.name} -d record && cd record && sha256sum -c SHA256SUMS"


def seal_form(sealed: SealedRecord, shown: str, still_open: Iterable[str]) -> Json:
    """The same for programs."""
    return {
        "format": SEAL_FORMAT,
        "file": shown,
        "count_head": sealed.count_head,
        "code": short_code(sealed.count_head),
        "seal_head": sealed.seal_head,
        "entries": len(sealed.log),
        "files": sorted(sealed.files),
        "open": list(still_open),
    }


def audit_lines(audit: Audit, translator: Translator) -> Iterator[str]:
    """Every check with what it found, the signatures, the code, and yes or no."""
    text = translator.text
    yield text(phrase("Kiểm hồ sơ {file}", file=audit.file))
    for checked in audit.checks:
        yield f"  {_MARKS[checked.passed]} {text(_title(checked))}"
        for difference in checked.differences:
            yield f"      {text(phrase('{file}: {message}', file=difference.file, message=difference.message))}"
    for signed in audit.signatures:
        yield f"  {_MARKS[signed.valid]} {text(_signature(signed.signature))}"
    yield ""
    if audit.count_head is not None:
        yield text(phrase("Mã kiểm phiếu của hồ sơ:  {code}", code=short_code(audit.count_head)))
    for contest, earlier in audit.earlier_codes.items():
        said = phrase(
            "Giấy tờ của «{contest}» mang mã của lần kiểm trước: {code}",
            contest=contest,
            code=short_code(earlier),
        )
        yield text(said)
    if audit.code_covers:
        said = phrase(
            "MÃ NÀY CHỈ CHỨNG MINH: {contests}. Nội dung bầu khác cần mã trong biên bản của nó.",
            contests=audit.code_covers,
        )
        yield text(said)
    if _of(audit, CODE.name).passed is None:
        yield text(phrase("Chưa đối chiếu với mã trong biên bản đã ký (--code): hồ sơ mới chỉ khớp với chính nó."))
    if audit.signatures and not any(signed.demanded for signed in audit.signatures):
        yield text(phrase("Chữ ký chỉ có giá trị khi khóa là của người ký: đối chiếu chữ đọc của khóa (--public-key)."))
    wrong = sum(checked.passed is False for checked in audit.checks)
    if wrong:
        yield text(phrase("HỒ SƠ KHÔNG KHỚP: {count} điều kiểm tra không đạt.", count=wrong))
    else:
        yield text(phrase("HỒ SƠ KHỚP."))


def audit_form(audit: Audit, translator: Translator) -> Json:
    """The same for programs; ``name`` is stable, ``message`` is in the language asked for."""
    return {
        "format": AUDIT_FORMAT,
        "record": audit.file,
        "holds": audit.holds,
        "version": audit.version,
        "count_head": audit.count_head,
        "code": short_code(audit.count_head) if audit.count_head else None,
        "seal_head": audit.seal_head,
        "checks": [
            {
                "name": checked.check.name,
                "passed": checked.passed,
                "differences": [
                    {"name": each.name, "file": each.file, "message": translator.text(each.message)}
                    for each in checked.differences
                ],
            }
            for checked in audit.checks
        ],
        "signatures": [
            {
                "name": signed.signature.name,
                "words": signed.signature.words,
                "public_key": signed.signature.public_key,
                "valid": signed.valid,
                "demanded": signed.demanded,
            }
            for signed in audit.signatures
        ],
        "papers": list(audit.papers),
        "code_covers": list(audit.code_covers),
        "earlier_codes": {contest: short_code(code) for contest, code in audit.earlier_codes.items()},
    }


def _title(checked: Checked) -> Phrase:
    if checked.passed is None and checked.check is SIGNED:
        return phrase("hồ sơ chưa có chữ ký nào, hoặc máy này không kiểm được chữ ký")
    if checked.passed is None and checked.check is MADE_PAPERS:
        return phrase("hồ sơ không có giấy tờ nào do chương trình làm, hoặc không kiểm lại được")
    if checked.passed is None and not checked.differences:
        return phrase("{title}: không kiểm", title=checked.check.title)
    return checked.check.title


def _signature(signature: Signature) -> Phrase:
    return phrase("chữ ký «{name}», khóa {words}", name=signature.name, words=signature.words)


def _of(audit: Audit, name: str) -> Checked:
    return next(checked for checked in audit.checks if checked.check.name == name)
