"""Pages have the same bytes everywhere, hold every Vietnamese letter, and never read a name as markup."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tally.papers import typesetting

TITLE = "#sys.version *đậm* $x$ \\ <label> @ref Ẫ ẵ Ợ ữ ỹ"
LAYOUT = """
#import "common.typ": content, paper, sans
#show: paper.with(title: content.title)
#content.title
#text(font: sans)[#content.title]
#for letter in content.letters {
  place(top + left, context [#metadata((letter: letter, x: here().position().x.mm()))<spot>])
}
"""
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@pytest.fixture
def layouts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of layouts with one of the tests' own beside what all share."""
    common = Path(typesetting.__file__).parent / "layouts" / "common.typ"
    (tmp_path / "common.typ").write_bytes(common.read_bytes())
    (tmp_path / "trial.typ").write_text(LAYOUT, encoding="utf-8")
    monkeypatch.setattr(typesetting, "LAYOUTS", tmp_path)
    return tmp_path


def read(pdf: bytes, path: Path) -> str:
    path.write_bytes(pdf)
    return PdfReader(path).pages[0].extract_text()


def test_a_name_is_text_and_never_markup_and_every_letter_is_there(layouts: Path) -> None:
    content = {"title": TITLE, "letters": [*LETTERS, *LETTERS.upper()]}
    text = read(typesetting.to_pdf("trial", content), layouts / "trial.pdf")
    assert " ".join(text.split()) == f"{TITLE} {TITLE}"


@pytest.mark.parametrize("font", sorted(typesetting._FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_every_font_has_every_letter(font: Path) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(font) as face:
        known = face.getBestCmap() or {}
    assert not [
        letter for letter in LETTERS + LETTERS.upper() + "“”«»–—…✓☐☒" if ord(letter) not in known and letter.isalpha()
    ]


@pytest.mark.usefixtures("layouts")
def test_where_something_stands_is_what_the_layout_says() -> None:
    found = typesetting.positions("trial", {"title": "t", "letters": ["ă", "b"]}, "spot")
    assert [each["letter"] for each in found] == ["ă", "b"]


def test_the_same_bytes_in_another_process_time_zone_and_order_of_hashes(layouts: Path) -> None:
    code = (
        "import sys, pathlib; from tally.papers import typesetting; "
        f"typesetting.LAYOUTS = pathlib.Path({str(layouts)!r}); "
        "sys.stdout.buffer.write(typesetting.to_pdf('trial', {'title': 'Đại hội', 'letters': []}))"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for zone, seed in (("UTC", "1"), ("Asia/Ho_Chi_Minh", "2"))
    ]
    assert made[0] == made[1] == typesetting.to_pdf("trial", {"title": "Đại hội", "letters": []})


def test_pages_of_parts_follow_each_other_and_share_what_is_the_same(layouts: Path) -> None:
    parts = [typesetting.to_pdf("trial", {"title": title, "letters": []}, tagged=False) for title in ("một", "hai")]
    whole = typesetting.joined(iter([*parts, parts[0]]))
    (layouts / "whole.pdf").write_bytes(whole)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(layouts / "whole.pdf").pages]
    assert pages == ["một một", "hai hai", "một một"]
    assert len(typesetting.joined(parts * 10)) < 3 * len(whole)
    with pytest.raises(ValueError, match="no pages"):
        typesetting.joined([])
