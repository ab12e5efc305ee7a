"""From ``kiemphieu new`` to the first ballot by pages alone: declaring, the list, freezing; and until when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tally.desk.desk import Desk
from tally.desk.roles import Phase, Role
from tally.new_folder import Known, make_folder
from tests.tally import folders
from tests.tally.desk.evening import CHAIR, FIRST, SECOND, STRIKES, Evening
from tests.tally.desk.web.asking import Browser, Pages, words

NAMED = {
    "name": "Đại hội Đảng bộ xã Ea Mlang",
    "body": "Đảng bộ xã Ea Mlang",
    "level": "grassroots",
    "kind": "members",
    "opens": "2020-05-22",
}
BCH = {"contest": "bch", "office": "executive_committee", "seats": "3", "form": "strike_out"}


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Pages]:
    """A desk on what ``kiemphieu new`` makes, with a chair and clerks."""
    make_folder(tmp_path / "dai-hoi", Known(), "vi")
    evening = Evening(Desk.open(tmp_path / "dai-hoi", machine="máy 1"))
    with evening.desk:
        evening.everybody_joins()
        yield Pages(evening, {role: evening.desk.make_code(role) for role in Role})


def send(browser: Browser, path: str, content: bytes, /, name: str = "ds.csv", **fields: str) -> str:
    """Send a form with a list; the page that follows."""
    values = {"token": browser.token, **fields}
    answer = browser.client.post(path, data=values, files={"list": (name, content)}, follow_redirects=True)
    return words(answer.text)


def test_a_new_folder_becomes_a_count_by_pages_alone(new: Pages) -> None:
    chair = new.of(CHAIR)
    assert 'href="/congress"' in chair.read("/desk")
    empty = words(chair.read("/congress"))
    assert "Còn thiếu trong khai báo" in empty
    assert "congress.name" in empty
    assert "Danh sách không có tên ai" in words(chair.read("/slate"))
    chair.done("/congress", **NAMED)
    assert "Khóa name" not in (still := words(chair.read("/congress")))
    assert "chưa khai báo đủ" in still
    tried = send(chair, "/slate", folders.SLATE.encode(), contest="bch", do="check")
    assert "Tệp vừa thả vào" in tried
    assert new.evening.desk.state.contests == {}
    send(chair, "/congress/contest", folders.SLATE.encode(), **BCH)
    assert "Khai báo đủ" in words(chair.read("/congress"))
    assert NAMED["name"] in chair.read("/desk/bch")
    assert "Danh sách chưa chốt" in words(chair.read("/desk/bch"))
    chair.done("/slate/freeze")
    assert "Danh sách chưa chốt" not in words(chair.read("/desk/bch"))
    new.evening.open_box("bch")
    for person in (FIRST, SECOND):
        new.evening.type_bundle("bch", person, STRIKES)
    new.evening.advance("bch", Phase.DECIDE)
    chair.done("/desk/bch/result/compute")
    assert "Trúng cử 3/3" in words(chair.read("/desk/bch/result")), "the empty sheet of ballots was no hindrance"


def test_a_contest_is_added_with_its_list_or_not_at_all(new: Pages) -> None:
    chair = new.of(CHAIR)
    chair.done("/congress", **NAMED)
    send(chair, "/congress/contest", folders.SLATE.encode(), **BCH)
    secretary = {"office": "secretary", "seats": "1", "form": "agree_disagree"}
    for content, name in ((b"", ""), (b"no list", "ds.csv"), (folders.ONE_NAME.encode(), "ds.pdf")):
        assert "→" in send(chair, "/congress/contest", content, name, **secretary)
        assert list(new.evening.desk.state.contests) == ["bch"]
    assert "Đã ghi nội dung bầu «bi-thu»" in send(chair, "/congress/contest", folders.ONE_NAME.encode(), **secretary)
    assert new.evening.desk.state.contests["bi-thu"].names == 1


def test_seats_stay_as_they_are_once_rehearsed(new: Pages) -> None:
    chair = new.of(CHAIR)
    chair.done("/congress", **NAMED)
    send(chair, "/congress/contest", folders.SLATE.encode(), **BCH)
    chair.done("/prepare/bch/plan", entries="3", bundle_size="25")
    chair.done("/congress/contest", **BCH | {"seats": "2"})
    there = new.evening.desk.state.contests["bch"]
    assert (there.declared.seats, there.entries, there.bundle_size) == (2, 3, 25), "the plan stays with the contest"
    new.evening.advance("bch", Phase.REHEARSE)
    before = (new.evening.desk.folder / "congress.toml").read_bytes()
    assert chair.post("/congress/contest", **BCH | {"seats": "1"}).status_code == 409
    assert chair.post("/congress", **NAMED | {"name": "Đại hội khác"}).status_code == 409
    assert chair.post("/congress/contest", **BCH | {"contest": "../../etc"}).status_code == 409
    assert (new.evening.desk.folder / "congress.toml").read_bytes() == before
    assert "Không sửa được nữa" in words(chair.read("/congress"))


def test_what_a_part_of_a_page_fetches_leaves_the_words_for_the_page(new: Pages) -> None:
    chair = new.of(CHAIR)
    chair.done("/congress", **NAMED)
    assert "Đã ghi khai báo" not in chair.get("/congress", **{"hx-request": "true"}).text
    assert "Đã ghi khai báo" in chair.read("/congress")


@pytest.mark.parametrize("name", ["Đại hội\x00", "\u202eĐại hội", "x" * 5000])
def test_a_name_that_hides_something_is_refused_and_changes_nothing(new: Pages, name: str) -> None:
    chair, file = new.of(CHAIR), new.evening.desk.folder / "congress.toml"
    chair.done("/congress", **NAMED)
    before = file.read_bytes()
    assert chair.post("/congress", **NAMED | {"name": name}).status_code == 409
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["]]\n[[contest]]", '"""', "<script>alert(1)</script>", "=1+1"])
def test_a_name_is_a_name_whatever_it_says(new: Pages, name: str) -> None:
    chair = new.of(CHAIR)
    chair.done("/congress", **NAMED | {"name": name})
    send(chair, "/congress/contest", folders.SLATE.encode(), **BCH)
    assert list(new.evening.desk.state.contests) == ["bch"]
    assert " ".join(new.evening.desk.state.congress.split()) == " ".join(name.split())
    assert "<script>alert" not in chair.read("/desk")


def test_a_file_that_somebody_broke_is_told_on_every_page_of_it(new: Pages) -> None:
    chair = new.of(CHAIR)
    (new.evening.desk.folder / "congress.toml").write_text("format = ", encoding="utf-8")
    for answer in (chair.get("/congress"), chair.get("/slate"), chair.post("/congress", **NAMED)):
        assert answer.status_code in {409, 503}
        assert "congress.toml" in answer.text
    assert chair.get("/desk").status_code == 200


def test_the_name_a_list_came_under_means_nothing(new: Pages) -> None:
    chair = new.of(CHAIR)
    chair.done("/congress", **NAMED)
    send(chair, "/congress/contest", folders.SLATE.encode(), "../../etc/passwd.csv", **BCH)
    assert {path.name for path in new.evening.desk.folder.parent.iterdir()} == {"dai-hoi"}
    assert all(path.name.startswith("slate-bch") for path in new.evening.desk.folder.glob("slate-*"))
