"""Ballots: every name once, in order, whole; positions agree with the page; nothing tells one ballot from another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from rules.errors import InputError
from rules.json_form import Json
from rules.model import Form
from tally.papers import ballots as making
from tally.papers.ballot_plan import DESIGNS, FOOT, Heights, NameTooLongError, arrange, designs_for, overleaf
from tally.papers.ballots import Ballots
from tally.papers.letters import unprintable
from tally.papers.qr import modules
from tally.papers.typesetting import _FONTS, to_pdf
from tests.strategies import names as person_names
from tests.tally.papers.ballot_cases import LAYOUT, LONGEST, made, pages, some_names
from tests.tally.papers.pictures import DARK, LINE, Picture, pictures

ENDLESS = "Nghiêng" * 12


def squeezed(text: str) -> str:
    """Without blanks: where a name is wrapped says nothing."""
    return re.sub(r"\s", "", text)


def rows_of(page: str) -> str:
    """What stands below the headings of a ballot's table."""
    return page.split("Họ và tên", 1)[1]


@given(data=st.data())
@settings(max_examples=25)
def test_every_name_stands_once_in_order_and_whole(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(Form))
    few = data.draw(st.lists(person_names() | st.sampled_from((LONGEST, ENDLESS)), min_size=1, max_size=9))
    names = few * data.draw(st.sampled_from((1, 1, 4, 10)))
    if form is Form.STRIKE_OUT and len(names) == 1:
        names *= 2
    found = made(names, form)
    text = squeezed("".join(rows_of(page).replace("Số TT", "").replace("Họ và tên", "") for page in pages(found.pdf)))
    for kept in ("Đồngý", "Khôngđồngý"):
        text = text.replace(kept, "") if form is Form.AGREE_DISAGREE else text
    at = 0
    for number, name in enumerate(names, start=1):
        whole = squeezed(f"{number}{name}")
        at = text.find(whole, at)
        assert at >= 0, f"{number} {name} in {text}"
        at += len(whole)
    hold_to_itself(found, names, form)


def hold_to_itself(found: Ballots, names: Sequence[str], form: Form) -> None:
    """The sidecar: each name once and in order, every place on the ballot, none over another."""
    LAYOUT.validate(found.layout)
    told = [(each["number"], each["name"]) for page in found.layout["pages"] for each in page["names"]]
    assert told == list(enumerate(names, start=1))
    width, height = found.layout["ballot"]["width"], found.layout["ballot"]["height"]
    for page in found.layout["pages"]:
        places = list(rectangles(page))
        for place in places:
            assert 0 <= place["x"] <= place["x"] + place["width"] <= width
            assert 0 <= place["y"] <= place["y"] + place["height"] <= height
        for at, place in enumerate(places):
            assert not [other for other in places[at + 1 :] if overlap(place, other)]
        for each in page["names"]:
            assert set(each["boxes"]) == ({"agree", "disagree"} if form is Form.AGREE_DISAGREE else set())
            edge = each["area"]["x"] + each["area"]["width"]
            for kind in ("agree", "disagree"):
                if kind in each["boxes"]:
                    box = each["boxes"][kind]
                    assert box["x"] == pytest.approx(edge, abs=0.01)
                    assert (box["y"], box["height"]) == (each["area"]["y"], each["area"]["height"])
                    edge = box["x"] + box["width"]


def rectangles(page: Json) -> Iterator[Json]:
    yield page["code"]
    yield page["number"]
    yield from page["corners"]
    if page["stamp"] is not None:
        yield page["stamp"]
    for each in page["names"]:
        yield each["area"]
        yield from each["boxes"].values()


def overlap(one: Json, other: Json) -> bool:
    touching = 0.01
    return all(
        one[at] + one[size] > other[at] + touching and other[at] + other[size] > one[at] + touching
        for at, size in (("x", "width"), ("y", "height"))
    )


@pytest.mark.parametrize(
    ("count", "form", "design", "page_count"),
    [
        (1, Form.AGREE_DISAGREE, "4X1", 1),
        (3, Form.STRIKE_OUT, "4X1", 1),
        (9, Form.STRIKE_OUT, "2X1", 1),
        (9, Form.AGREE_DISAGREE, "2X1", 1),
        (30, Form.STRIKE_OUT, "2X2", 1),
        (30, Form.AGREE_DISAGREE, "1X2", 1),
        (90, Form.STRIKE_OUT, "1X3", 1),
        (90, Form.AGREE_DISAGREE, "1X2", 2),
        (300, Form.STRIKE_OUT, "1X2", 6),
    ],
)
def test_the_smallest_ballot_that_holds_the_list(count: int, form: Form, design: str, page_count: int) -> None:
    found = made(some_names(count), form)
    assert (found.design.key, found.pages) == (design, page_count)
    assert [f"Trang {at}/{page_count}" in text for at, text in enumerate(pages(found.pdf), start=1)] == (
        [page_count > 1] * page_count
    )


@pytest.mark.parametrize("per_sheet", [1, 2, 4])
def test_as_many_to_a_sheet_as_asked_for(per_sheet: int) -> None:
    assert made(some_names(3), per_sheet=per_sheet).design.per_sheet == per_sheet


def test_a_list_that_does_not_fit_as_asked_for_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        made(some_names(60), per_sheet=4)
    assert [fault.name for fault in refused.value.faults] == ["ballots.does_not_fit"]


def test_a_name_no_page_holds_is_refused_with_its_row() -> None:
    with pytest.raises(InputError) as refused:
        made(["Nguyễn Văn An", "Trần Thị Bình " * 700])
    (fault,) = refused.value.faults
    assert (fault.name, fault.place.row) == ("ballots.name_too_long", 3)
    assert len(fault.seen or "") < 100


@pytest.mark.parametrize(
    "name", ["王小明", "Nguyễn \u202eAn", "Trần\u200bBình", "Lê\x07", "Ива́н", "שלום", "An\u00ad", "😀"]
)
def test_a_name_our_fonts_cannot_print_is_refused(name: str) -> None:
    with pytest.raises(InputError) as refused:
        made(["Nguyễn Văn An", name])
    (fault,) = refused.value.faults
    assert (fault.name, fault.place.row) == ("ballots.unprintable", 3)
    assert (fault.seen or "").isprintable()


@pytest.mark.parametrize("font", sorted(_FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_what_passes_for_printable_is_in_every_font(font: Path) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(font) as face:
        known = face.getBestCmap() or {}
    assert not [chr(code) for code in range(0x3000) if not unprintable(chr(code)) and code not in known]


@pytest.mark.parametrize("name", ["Y Ƀlô Niê", "Ksor Y Phơi", "H'Liên Kbuôr Ayŭn", "Đỗ-Ưng (Tư)"])
def test_names_of_every_people_are_printed(name: str) -> None:
    assert squeezed(name) in squeezed(pages(made([name, "Nguyễn Văn An"]).pdf)[0])


def test_letters_that_exist_only_with_a_mark_of_its_own_are_printed() -> None:
    """A letter of the Ê-đê has no form with its breve; readers of PDF differ in what they make of the mark."""
    (text,) = pages(made(["Y Blơ̆ Niê", "Nguyễn Văn An"]).pdf)
    assert re.search("Y Blơ\u0306?=? Niê", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("count", "form"),
    [(5, Form.STRIKE_OUT), (6, Form.AGREE_DISAGREE), (64, Form.STRIKE_OUT), (70, Form.AGREE_DISAGREE)],
)
def test_positions_agree_with_the_page(count: int, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Json] = []

    def kept(layout: str, content: Json, *, tagged: bool) -> bytes:
        drawn.append(content)
        return to_pdf(layout, content, tagged=tagged)

    monkeypatch.setattr(making, "to_pdf", kept)
    found = made([*some_names(count - 1), LONGEST], form)
    (content,) = drawn
    slots = found.layout["sheet"]["ballots"]
    shown = pictures("ballot", content | {"copies": len(slots)})
    assert len(shown) == len(found.layout["pages"])
    for page, told in zip(shown, found.layout["pages"], strict=True):
        for slot in slots:
            hold_to_picture(page, told, slot["x"], slot["y"])


def hold_to_picture(shown: Picture, page: Json, left: float, top: float) -> None:
    """Corner marks, the code, and every cell with its frame and its name, of one ballot that lies there on a sheet."""
    for corner in page["corners"]:
        x, y = corner["x"] + left, corner["y"] + top
        assert shown.part(x + 0.3, y + 0.3, 3.4, 3.4).max() < DARK
        assert shown.part(x - 0.8, y - 0.8, 5.6, 0.6).min() > DARK
        assert shown.part(x - 0.8, y - 0.8, 0.6, 5.6).min() > DARK
    code, matrix = page["code"], modules(page["code"]["text"])
    each = code["width"] / len(matrix)
    centres = [(at + 0.5) * each for at in range(len(matrix))]
    seen = [[shown.at(code["x"] + left + x, code["y"] + top + y) < DARK for x in centres] for y in centres]
    assert seen == [list(row) for row in matrix]
    for person in page["names"]:
        x, y, width, height = (person["area"][side] for side in ("x", "y", "width", "height"))
        x, y = x + left, y + top
        assert shown.part(x + 1, y + 0.6, width - 2, height - 1.2).min() < DARK  # the name
        # Nothing of it reaches the edges of its cell: there it would be cut, or struck with another.
        assert shown.part(x + 0.4, y + 0.4, 0.6, height - 0.8).min() > DARK
        assert shown.part(x + width - 1, y + 0.4, 0.6, height - 0.8).min() > DARK
        assert is_framed(shown, person["area"], left, top)
        for box in person["boxes"].values():
            assert is_framed(shown, box, left, top)
            assert (
                shown.part(box["x"] + left + 0.4, box["y"] + top + 0.4, box["width"] - 0.8, box["height"] - 0.8).min()
                > DARK
            )


def is_framed(shown: Picture, box: Json, left: float, top: float) -> bool:
    """Whether a line stands on each edge of a box, within three tenths of a millimetre, and none beside it."""
    x, y, width, height = box["x"] + left, box["y"] + top, box["width"], box["height"]
    on = (
        shown.part(x + width / 2, y - 0.3, 0.4, 0.6),
        shown.part(x + width / 2, y + height - 0.3, 0.4, 0.6),
        shown.part(x - 0.3, y + height / 2, 0.6, 0.4),
        shown.part(x + width - 0.3, y + height / 2, 0.6, 0.4),
    )
    return all(int(line.min()) < LINE for line in on)


@pytest.mark.parametrize("form", Form)
def test_the_text_of_each_name_lies_in_its_own_cell(form: Form) -> None:
    found = made([*some_names(90), LONGEST], form)
    for page, told in zip(PdfReader(BytesIO(found.pdf)).pages, found.layout["pages"], strict=True):
        height = float(page.mediabox.height)
        spots: list[tuple[str, float, float]] = []

        def note(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, _size: object) -> None:
            if text.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                spots.append((text.strip(), x / 72 * 25.4, (height - y) / 72 * 25.4))  # noqa: B023 - used at once

        page.extract_text(visitor_text=note)
        for person in told["names"]:
            area = person["area"]
            first_word = person["name"].split()[0]
            inside = [
                text
                for text, x, y in spots
                if area["x"] <= x <= area["x"] + area["width"] and area["y"] <= y <= area["y"] + area["height"]
            ]
            assert squeezed("".join(inside)).startswith(first_word), person
            assert squeezed(person["name"]) == squeezed("".join(inside)), person


def test_nothing_tells_one_ballot_of_a_contest_from_another() -> None:
    found = made(some_names(3), copies=11)
    sheets = PdfReader(BytesIO(found.pdf)).pages
    texts = [page.extract_text() for page in sheets]
    assert [text.count("Mã danh sách:") for text in texts] == [4, 4, 3]
    assert texts[0] == texts[1]
    assert sheets[0].get_contents().get_data() == sheets[1].get_contents().get_data()  # type: ignore[union-attr]
    assert found.sheets == 3


@pytest.mark.parametrize("copies", [1, 2, 4])
def test_no_ballot_begins_on_the_back_of_another(copies: int) -> None:
    found = made(some_names(120), Form.AGREE_DISAGREE, copies=copies)
    turned = [re.search(r"Trang (\d)/3", text) for text in pages(found.pdf)]
    assert [each[1] if each else None for each in turned] == ["1", "2", "3", None] * copies
    assert found.sheets == 2 * copies
    sizes = {tuple(page.mediabox) for page in PdfReader(BytesIO(found.pdf)).pages}
    assert len(sizes) == 1


def test_many_ballots_are_as_small_a_file_as_few() -> None:
    few, many = (made(some_names(3), copies=copies) for copies in (8, 4003))
    assert len(many.pdf) < 10 * len(few.pdf)
    sheets = PdfReader(BytesIO(many.pdf)).pages
    assert len(sheets) == many.sheets == 1001
    assert [sheets[at].extract_text().count("Mã danh sách:") for at in (0, 999, 1000)] == [4, 4, 3]
    assert made(some_names(3), copies=4003).pdf == many.pdf


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_a_ballot_of_several_pages_is_printed_page_after_page(copies: int) -> None:
    found = made(some_names(90), Form.AGREE_DISAGREE, copies=copies)
    turned = [re.search(r"Trang (\d)/2", text) for text in pages(found.pdf)]
    assert [each[1] if each else None for each in turned] == ["1", "2"] * copies
    assert found.sheets == copies


heights = st.floats(3.0, 60.0)


@given(
    st.sampled_from(Form),
    st.lists(heights, min_size=1, max_size=120),
    st.floats(40.0, 110.0),
    st.sampled_from((None, 1, 2, 4)),
)
def test_a_plan_places_every_name_once_and_overfills_no_column(
    form: Form, names: list[float], first: float, per_sheet: int | None
) -> None:
    designs = designs_for(form, per_sheet)
    measured = {
        each.key: Heights(first=min(first, each.height / 2), later=20.0, names=tuple(names)) for each in designs
    }
    plan = arrange(designs, measured)
    if plan is None:
        try:
            plan = overleaf(designs, measured)
        except NameTooLongError as error:
            refused = names[error.place]
            assert all(refused > each.height / 2 - 2 * each.top - FOOT - 10 for each in designs)
            return
    placed = [row.place for page in plan.pages for column in page for row in column]
    assert placed == list(range(len(names)))
    for at, page in enumerate(plan.pages):
        head = measured[plan.design.key].later if at else measured[plan.design.key].first
        room = plan.design.height - 2 * plan.design.top - head - FOOT
        assert len(page) <= plan.design.columns
        for column in page:
            assert sum(row.height for row in column) <= room
            assert all(row.height >= max(plan.design.row, names[row.place]) for row in column)


def test_designs_lie_on_their_sheet() -> None:
    for design in DESIGNS:
        assert (design.across * design.width, design.down * design.height) == design.sheet
        assert design.points >= 11
