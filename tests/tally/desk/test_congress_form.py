"""Declaring the congress from a form: an empty folder filled in, remarks kept, nothing kept that makes it worse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rules.congress_file import read_congress
from rules.errors import InputError
from rules.model import Form, Level, Office
from tally.desk.congress_form import (
    HEAD,
    HEADING,
    PEOPLE,
    DraftContest,
    SlateUpload,
    drafted,
    put_contest,
    put_head,
    put_slate,
)
from tally.desk.desk import Desk
from tally.new_folder import Known, make_folder
from tests.tally import folders

LIST = SlateUpload(content=folders.SLATE.encode(), ending=".csv")
NAMED = dict.fromkeys((*HEAD, *HEADING, *PEOPLE), "") | {
    "name": "Đại hội Đảng bộ xã Ea Mlang",
    "body": "Đảng bộ xã Ea Mlang",
    "level": "grassroots",
    "kind": "members",
    "opens": "2020-05-22",
    "counting_committee": "Trần Đức Nghiêm\n\n Ksor Y Phơi \n",
}


def contest(**said: str) -> DraftContest:
    """The contest of a new folder, with what a form says of it."""
    values = {"id": "bch", "office": "executive_committee", "seats": "3", "form": "strike_out", "slate": ""}
    return DraftContest(**values | said, follows=False)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """What ``kiemphieu new`` makes, with nothing filled in."""
    make_folder(tmp_path / "dai-hoi", Known(), "vi")
    return tmp_path / "dai-hoi"


def test_a_new_folder_is_filled_in_line_by_line(new: Path) -> None:
    before = (new / "congress.toml").read_text(encoding="utf-8")
    put_head(new, NAMED)
    put_contest(new, contest(), LIST)
    reading = read_congress(new)
    assert reading.faults == ()
    assert reading.congress is not None
    assert (reading.congress.name, reading.congress.level) == (NAMED["name"], Level.GRASSROOTS)
    assert reading.congress.opens == date(2020, 5, 22)
    assert reading.congress.people == {"counting_committee": ("Trần Đức Nghiêm", "Ksor Y Phơi")}
    (bch,) = reading.contests
    assert (bch.seats, bch.form, len(bch.slate)) == (3, Form.STRIKE_OUT, 4)
    text = (new / "congress.toml").read_text(encoding="utf-8")
    remarks = [line.split("#")[1].split("opens")[0] for line in before.splitlines() if "#" in line]
    assert [each for each in remarks if each not in text] == [], "no remark is lost"
    assert {name: drafted(new).head[name] for name in HEAD} == {name: NAMED[name] for name in HEAD}


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ({"name": " "}, "name"),
        ({"level": "huyện"}, "huyện"),
        ({"opens": "22/5/2020"}, "22/5/2020"),
        ({"kind": ""}, "kind"),
    ],
)
def test_what_makes_the_folder_worse_is_refused_and_leaves_it_as_it_was(
    new: Path, said: dict[str, str], seen: str
) -> None:
    put_head(new, NAMED)
    before = {path.name: path.read_bytes() for path in new.iterdir()}
    with pytest.raises(InputError) as caught:
        put_head(new, NAMED | said)
    assert seen in str([(each.place, each.seen, each.message.values) for each in caught.value.faults])
    assert {path.name: path.read_bytes() for path in new.iterdir()} == before


@pytest.mark.parametrize(
    ("said", "slate"),
    [
        (contest(seats="không"), LIST),
        (contest(seats="0"), LIST),
        (contest(form="gạch"), LIST),
        (contest(office="vua"), LIST),
        (contest(id="", office="secretary", form="agree_disagree", seats="1"), None),
        (contest(), SlateUpload(content=b"\xff\xfe\x00", ending=".csv")),
        (contest(), SlateUpload(content=b"not a workbook", ending=".xlsx")),
    ],
)
def test_a_contest_that_cannot_be_is_refused(new: Path, said: DraftContest, slate: SlateUpload | None) -> None:
    put_head(new, NAMED)
    put_contest(new, contest(), LIST)
    before = {path.name: path.read_bytes() for path in new.iterdir()}
    with pytest.raises(InputError):
        put_contest(new, said, slate)
    assert {path.name: path.read_bytes() for path in new.iterdir()} == before


def test_further_contests_get_short_names_of_their_own(new: Path) -> None:
    put_head(new, NAMED)
    put_contest(new, contest(), LIST)
    one = SlateUpload(content=folders.ONE_NAME.encode(), ending=".csv")
    secretary = contest(id="", office="secretary", seats="1", form="agree_disagree")
    assert put_contest(new, secretary, one) == "bi-thu"
    assert put_contest(new, secretary, one) == "bi-thu-2"
    assert [each.office for each in read_congress(new).contests][1:] == [Office.SECRETARY] * 2
    assert read_congress(new).faults == ()


def test_a_list_is_put_beside_the_old_one(new: Path) -> None:
    name = put_slate(new, "bch", LIST)
    assert (new / name).read_bytes() == LIST.content
    assert (new / "slate-bch.csv").exists()
    assert drafted(new).contests[0].slate == name
    assert put_slate(new, "bch", LIST) == name, "the same list again is the same file"


def test_lines_end_as_they_did(new: Path) -> None:
    path = new / "congress.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    put_head(new, NAMED)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_the_desk_opens_on_a_new_folder_and_is_declared_later(new: Path) -> None:
    with Desk.open(new) as desk:
        assert (desk.state.congress, dict(desk.state.contests)) == ("", {})
        put_head(new, NAMED)
        put_contest(new, contest(), LIST)
        desk.declare()
        assert desk.state.congress == NAMED["name"]
        assert desk.state.contests["bch"].names == 4
        before = desk.state.head
        desk.declare()
        assert desk.state.head == before, "what is known is not said twice"
    with Desk.open(new) as desk:
        assert desk.state.congress == NAMED["name"]


@pytest.mark.parametrize("text", [None, "format = ", "\x00"])
def test_a_folder_that_no_page_can_fill_in_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "congress.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        Desk.open(tmp_path)
    assert not (tmp_path / "desk.sqlite").exists()
