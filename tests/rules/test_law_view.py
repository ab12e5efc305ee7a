"""Rule packs as they are printed and as JSON."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from rules.json_form import to_text
from rules.law_view import pack_json, packs_json, print_pack, print_packs
from rules.messages import Translator
from rules.regulation import RulePack
from rules.regulation_file import load_packs

PACKS = {pack.name: pack for pack in load_packs()}
VI, EN = Translator("vi"), Translator("en")


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wide enough that no sentence of these tests is wrapped."""
    monkeypatch.setenv("COLUMNS", "1200")


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed, without the lines and blanks of the tables."""
    return re.sub(r"[ │┃]+", " ", capsys.readouterr().out)


def provision(pack: str, parameter: str, on: date | None = None) -> dict[str, Any]:
    found = [each for each in pack_json(PACKS[pack], on, VI)["pack"]["provisions"] if each["parameter"] == parameter]
    assert len(found) == 1
    return dict(found[0])


# --- JSON ---


def test_a_provision_in_json_has_its_limit_scope_citation_and_confidence() -> None:
    assert provision("party-2025", "surplus.prepared") == {
        "parameter": "surplus.prepared",
        "force": "required",
        "limit": "10%..15%",
        "of": "seats",
        "ages": None,
        "reasons": None,
        "rule": None,
        "month": None,
        "round": None,
        "step": None,
        "retirement": None,
        "scope": {
            "offices": ["executive_committee", "standing_committee"],
            "levels": None,
            "kinds": None,
            "seats": None,
        },
        "number": "190-QĐ/TW",
        "date": "2024-10-10",
        "place": "Điều 14, khoản 1",
        "in_force": {"from": "2024-10-10", "to": None},
        "confirmed": True,
        "confidence": "V",
        "row": "2.7",
        "sources": [
            "https://baobackan.vn/quy-dinh-ve-so-du-danh-sach-va-phieu-bau-cu-theo-quyet-dinh-moi-ve-quy-che-bau-cu-trong-dang-post66998.html",
        ],
        "confirm": None,
        "reading": None,
    }


def test_an_unconfirmed_provision_in_json_says_what_to_confirm_in_the_language_asked_for() -> None:
    vi, en = (
        next(each for each in pack_json(PACKS["party-2025"], None, to)["pack"]["provisions"] if each["ages"])
        for to in (VI, EN)
    )
    assert vi["ages"] == en["ages"] == {"at_least": None, "at_most": 41}
    assert (vi["confirmed"], vi["sources"], vi["place"]) == (False, [], None)
    assert "dưới 42 tuổi" in vi["confirm"]
    assert "under 42" in en["confirm"]


def test_a_day_leaves_what_was_in_force_on_it() -> None:
    before = pack_json(PACKS["party-2025"], date(2024, 10, 9), VI)
    later = pack_json(PACKS["party-2025"], date(2024, 10, 10), VI)
    assert {each["number"] for each in before["pack"]["provisions"]} == {"135/2020/NĐ-CP"}
    assert (before["on"], later["on"]) == ("2024-10-09", "2024-10-10")
    assert {each["number"] for each in later["pack"]["provisions"]} == {"190-QĐ/TW", "135/2020/NĐ-CP"}


def test_the_list_in_json_counts_what_is_unconfirmed() -> None:
    listed = packs_json(tuple(PACKS.values()), None, VI)
    assert listed["format"] == "kiemphieu-rules/1"
    assert [pack["name"] for pack in listed["packs"]] == ["party-2015", "party-2020", "party-2025", "state-2015"]
    for pack in listed["packs"]:
        provisions = PACKS[pack["name"]].provisions
        unconfirmed = sum(not each.confirmed for each in provisions)
        assert pack["counts"] == {"provisions": len(provisions), "unconfirmed": unconfirmed}
    assert listed["packs"][1]["in_force"] == {"from": "2019-05-30", "to": "2024-10-10"}
    assert listed["packs"][2]["title"] == "Quy định của Đảng cho đại hội nhiệm kỳ 2025 - 2030"


def test_a_pack_in_json_says_why_it_is_not_for_a_national_congress() -> None:
    (refused,) = pack_json(PACKS["party-2020"], None, EN)["pack"]["refused"]
    assert (refused["level"], refused["row"], refused["confidence"]) == ("central", "0.7", "V")
    assert "national congress" in refused["why"]


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.name)
def test_json_is_json_and_holds_every_provision(pack: RulePack) -> None:
    form = pack_json(pack, None, VI)
    assert json.loads(to_text(form)) == form
    assert len(form["pack"]["provisions"]) == len(pack.provisions)


# --- print ---


def test_a_printed_pack_names_every_provision_with_its_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    print_pack(PACKS["party-2025"], None, VI)
    text = printed(capsys)
    for each in PACKS["party-2025"].provisions:
        assert each.parameter in text
        assert f"hàng {each.row}" in text
        assert all(source in text for source in each.source.split(" ; "))
    assert "phải từ 10 % đến 15 %, tính trên số lượng cần bầu" in text
    assert "Điều 14, khoản 1 · đã đối chiếu nguyên văn" in text
    assert "phải quá một nửa tổng số để tính kết quả" in text
    assert "chưa rõ điều, khoản" in text
    assert "số lượng cần bầu: 3 đến 5" in text
    assert "tháng 06/2025" in text
    assert "Chưa tìm thấy nguồn, hàng 4.9" in text
    assert "Không dùng cho Trung ương: Đại hội toàn quốc tự quyết định" in text
    assert "còn từ 48 tháng công tác trở lên, tính từ tháng mốc của cấp" in text
    assert "còn từ 36 tháng công tác trở lên, tính từ 03/2026" in text
    assert "60 tuổi, sinh từ 01/1961 60 tuổi 3 tháng," in text


def test_a_step_and_both_months_of_a_conflict_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_pack(PACKS["party-2020"], None, VI)
    text = printed(capsys)
    assert "bước 2: phải từ 2/3 trở lên, tính trên số người được triệu tập" in text
    assert "tính từ 03/2021" in text
    assert "tính từ 05/2021" in text


def test_ages_at_retirement_in_json() -> None:
    provisions = pack_json(PACKS["party-2025"], None, VI)["pack"]["provisions"]
    (ages,) = [each["retirement"] for each in provisions if each["retirement"]]
    assert ages["male"][:2] == [{"born_from": None, "months": 720}, {"born_from": "1961-01", "months": 723}]
    assert (len(ages["male"]), len(ages["female"]), ages["female_at_60"]) == (9, 16, 720)


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.name)
@pytest.mark.parametrize(("to", "words"), [(VI, "Cần người dùng xác nhận: "), (EN, "")])
def test_every_unconfirmed_provision_says_what_to_confirm(
    pack: RulePack,
    to: Translator,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_pack(pack, None, to)
    text = printed(capsys)
    for each in pack.provisions:
        if not each.confirmed:
            assert f"{words}{each.confirm[to.lang]}" in text


def test_a_printed_address_is_whole_however_narrow_the_screen(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_pack(PACKS["party-2020"], None, VI)
    lines = capsys.readouterr().out.splitlines()
    addresses = {source for each in PACKS["party-2020"].provisions for source in each.source.split(" ; ") if source}
    assert addresses <= {line.partition("] ")[2] for line in lines if line.startswith("[")}


def test_a_pack_as_it_stood_on_a_day_says_what_was_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    print_pack(PACKS["party-2020"], date(2025, 1, 1), VI)
    text = printed(capsys)
    assert "Như vào ngày 01/01/2025:" in text
    assert "hiệu lực từ 09/06/2014 đến trước 10/10/2024: đã hết hiệu lực" in text
    assert "surplus.prepared" in text
    assert "surplus.cap" not in text


def test_before_an_instrument_its_time_has_not_come(capsys: pytest.CaptureFixture[str]) -> None:
    print_pack(PACKS["party-2025"], date(2025, 1, 1), VI)
    assert "hiệu lực từ 14/04/2025: chưa có hiệu lực" in printed(capsys)


def test_the_printed_list_names_each_pack_with_its_time_and_instruments(capsys: pytest.CaptureFixture[str]) -> None:
    print_packs(tuple(PACKS.values()), date(2020, 7, 15), VI)
    text = printed(capsys)
    assert "Như vào ngày 15/07/2020:" in text
    assert "party-2020 từ 30/05/2019 đến trước 10/10/2024 244-QĐ/TW ngày 09/06/2014 53 26" in text
    assert "party-2025 từ 10/10/2024: chưa có hiệu lực 190-QĐ/TW ngày 10/10/2024 0 0" in text


def test_json_of_a_pack_imports_no_rich() -> None:
    source = (
        "import sys\n"
        "from rules.law_view import pack_json\n"
        "from rules.messages import Translator\n"
        "from rules.regulation_file import load_pack\n"
        "pack_json(load_pack('party-2020'), None, Translator('vi'))\n"
        "sys.exit(sorted({'rich', 'numpy', 'pandas', 'click'} & set(sys.modules)) or 0)\n"
    )
    ended = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
