"""What nobody plans for: a fault of the program, a store that fails, a long log, another's page, after the seal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.phrase import phrase
from tally.desk.requests import SignMinutes
from tally.desk.roles import Phase, Role
from tally.desk.store_error import StoreError
from tests.tally.desk.evening import AGREED, CHAIR, FIRST, SECOND, STRIKES
from tests.tally.desk.web.asking import Pages, pages, words
from tests.tally.papers.reading import pdf_pages


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Pages]:
    """An evening with one contest before its count."""
    with pages(tmp_path / "dai-hoi") as made:
        yield made


def test_a_fault_of_the_program_is_told_in_words_with_a_file_of_details(
    there: Pages, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("tally.desk.web.log_pages.act_words", lambda _: 1 // 0)
    answer = there.of(CHAIR).get("/log")
    assert answer.status_code == 500
    assert "Lỗi của chương trình" in answer.text
    assert "Traceback" not in answer.text
    (details,) = tmp_path.glob("kiemphieu-*.txt")
    assert details.name in answer.text
    assert "ZeroDivisionError" in details.read_text(encoding="utf-8")
    assert 'href="/desk"' in answer.text
    assert there.of(CHAIR).get("/desk").status_code == 200


def test_a_store_that_fails_is_told_in_words(there: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise StoreError("store.disk_failed", phrase("đĩa báo lỗi khi đọc hoặc ghi"), phrase("kiểm tra đĩa"))

    monkeypatch.setattr(there.evening.desk, "log", fails)
    answer = there.of(CHAIR).get("/log")
    assert answer.status_code == 503
    assert "Đĩa báo lỗi" in answer.text


def test_a_page_of_another_role_keeps_the_menu_of_ones_own(there: Pages) -> None:
    answer = there.of(FIRST).get("/desk")
    assert answer.status_code == 403
    assert 'href="/entry"' in answer.text
    assert 'href="/log"' not in answer.text


def test_a_long_log_is_read_page_by_page(there: Pages) -> None:
    for _ in range(210):
        there.evening.desk.make_code(Role.CLERK)
    last = there.evening.desk.state.sequence
    chair = there.of(CHAIR)
    assert f">{last}</th>" in chair.read("/log")
    assert f">{last - 199}</th>" in chair.read("/log")
    assert ">1</th>" not in chair.read("/log")
    assert ">1</th>" in chair.read("/log?from=1")
    second = chair.read("/log?from=2")
    assert ">2</th>" in second
    assert ">201</th>" in second


def test_after_the_seal_the_record_is_at_hand_and_nothing_is_declared(there: Pages) -> None:
    evening, chair = there.evening, there.of(CHAIR)
    assert chair.get("/record.zip").status_code == 404
    for contest, papers in (("bch", STRIKES), ("bi-thu", AGREED)):
        evening.open_box(contest)
        for person in (FIRST, SECOND):
            evening.type_bundle(contest, person, papers)
        evening.advance(contest, Phase.DECIDE)
        evening.desk.compute(contest)
        evening.advance(contest, Phase.SIGN)
        evening.desk.do(SignMinutes(contest=contest, count_head=evening.desk.code()), CHAIR)
    hall = there.of(FIRST)
    assert hall.get("/hall/bch/slides.pdf").status_code == 404, "not released"
    chair.done("/desk/bch/result/release")
    assert "Trúng cử" in " ".join(pdf_pages(hall.get("/hall/bch/slides.pdf").content)).replace("TRÚNG CỬ", "Trúng cử")
    chair.done("/desk/bch/result/seal")
    (record,) = evening.desk.folder.glob("record-*.zip")
    assert chair.get("/record.zip").content == record.read_bytes()
    page = words(chair.read("/desk"))
    code = page.split("giấy niêm phong: ")[1][:39]
    assert code in " ".join(pdf_pages(chair.get("/record.pdf").content))
    before = {path.name: path.read_bytes() for path in evening.desk.folder.glob("*.toml")}
    secretary = {"office": "secretary", "seats": "1", "form": "agree_disagree"}
    assert chair.post("/congress/contest", **secretary).status_code == 409
    assert chair.post("/congress", name="Khác").status_code == 409
    assert chair.post("/slate", contest="bch", do="take").status_code == 409
    assert {path.name: path.read_bytes() for path in evening.desk.folder.glob("*.toml")} == before
    assert "Thêm một nội dung bầu" not in chair.read("/congress")
