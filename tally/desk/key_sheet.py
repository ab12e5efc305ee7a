"""The key sheet (tờ phím nhập phiếu): one page beside the keyboard, with the codes of this very list."""

from __future__ import annotations

from rules.json_form import Json
from rules.model import Congress, Contest
from rules.phrase import phrase
from rules.regulation import Rules
from rules.report_text import Writer
from tally.ballot_rows import ruled_grounds
from tally.desk.key_table import key_table, polarity
from tally.desk.keys import KeyPad
from tally.papers.form import subject_for
from tally.papers.typesetting import to_pdf

MOST_NAMES = 120
"""Names a single page holds beside the keys; of a longer list only the keys are printed."""


def key_sheet(congress: Congress, contest: Contest, rules: Rules, writer: Writer) -> bytes:
    """Set the sheet of a contest: what is typed, every key with an example, every name with its code."""
    text = writer.text
    pad = pad_for(contest, rules)
    what, _ = subject_for(congress, contest)
    people = contest.slate.candidates if len(contest.slate) <= MOST_NAMES else ()
    content: Json = {
        "lang": writer.lang,
        "title": text(phrase("Tờ phím nhập phiếu")),
        "congress": text(congress.name),
        "subject": f"{writer.sentence(what)} («{contest.id}»)",
        "polarity": text(polarity(contest.form)),
        "columns": [text(phrase("Gõ")), text(phrase("Nghĩa là"))],
        "rows": [[row.keys, text(row.said)] for row in key_table(pad)],
        "notes": [
            text(
                phrase(
                    "Mỗi mã {width} chữ số, gõ liền nhau, không cần dấu cách; khoảng trống không có nghĩa gì.",
                    width=pad.width,
                )
            ),
            text(phrase("Chưa gõ gì thì không lưu được: không gạch ai cũng phải gõ «-».")),
            text(phrase("Nhập theo những gì thấy trên giấy, không sửa giúp; thấy lạ thì thêm !0.")),
        ],
        "names": [[f"{person.number:0{pad.width}d}", text(person.name)] for person in people],
    }
    return to_pdf("key-sheet", content)


def pad_for(contest: Contest, rules: Rules) -> KeyPad:
    """The keys of a contest of a folder, as the desk will read them."""
    grounds = ruled_grounds(rules.invalid_reasons_in_order(contest))
    return KeyPad(form=contest.form, names=len(contest.slate), grounds=tuple(grounds))
