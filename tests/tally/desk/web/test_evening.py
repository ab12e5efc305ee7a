"""The whole evening by plain forms, without any script: what the desk seals is what the same ballots give as files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

from rules.messages import Translator
from tally.audit import audit
from tally.congress_count import count_folder
from tally.desk.roles import Phase, Role
from tally.desk.state import DeskContest
from tally.record_file import record_from
from tally.result_file import result_json
from tally.ruling_words import ruling_phrase
from tests.tally import folders
from tests.tally.desk.evening import CHAIR, FIRST, SECOND, STRIKES
from tests.tally.desk.web.asking import Browser, Pages, pages, words
from tests.tally.papers.reading import pdf_pages

VI = Translator("vi")
ACCOUNT = {"summoned": "11", "present": "10", "issued": "10", "returned": "10", "excluded-absent_with_reason": "1"}
ONE_CONTEST = (folders.HEAD + '[[contest]]\nid = "bch"\noffice = "executive_committee"\nseats = 3\n') + (
    'slate = "slate-bch.csv"\nform = "strike_out"\n'
)


def type_all(clerk: Browser, contest: str, pile: str, papers: dict[int, str]) -> None:
    """Take the bundle, type every paper, count by hand, finish."""
    where = clerk.done("/entry/take", contest=contest, pile=pile, bundle="1")
    for number, typed in papers.items():
        assert clerk.done(where, ballot=str(number), typed=typed) == where
    assert f"{len(papers)} lá" in words(clerk.read(clerk.done(f"{where}/finish", papers=str(len(papers)))))


def rule_all(chair: Browser, contest: str, made: Pages) -> None:
    """Look at every paper that waits, and say what it shows."""
    while waiting := re.findall(r'href="(/desk/[^"]+/(?:difference|doubtful)/\d+)"', waiting_list(chair, contest)):
        path = waiting[0]
        if "/difference/" in path:
            number = int(path.rsplit("/", 1)[1])
            chair.done(path, typed=typed_of(made, contest, number))
        else:
            page = chair.read(path)
            unclear = re.findall(r'name="(mark-\d+)" value="struck"', page)
            ground = re.findall(r'name="whole" value="(\w+)" checked', page)
            fields = dict.fromkeys(unclear, "struck") or {"whole": next(iter(ground), "valid")}
            chair.done(path, reason="dấu còn đọc được", in_favour="4", of="5", **fields)
            told = VI.text(ruling_phrase(next(iter(fields.values()))))
            assert f"{told} (4/5) dấu còn đọc được" in words(chair.read(f"/desk/{contest}/open"))
            assert f"{told}, 4/5: dấu còn đọc được" in words(chair.read(path))


def waiting_list(chair: Browser, contest: str) -> str:
    """The part of the page that lists what still waits."""
    return chair.read(f"/desk/{contest}/open").partition('id="done-title"')[0]


def typed_of(made: Pages, contest: str, number: int) -> str:
    """What the first entry has of a paper."""
    there = made.evening.desk.state.contests[contest]
    pile = there.pile(rehearsal=there.phase is Phase.REHEARSE)
    return pile.bundles[1].entries[0].ballots[number].typed


def look_at_sums(chair: Browser, deck: tuple[str, ...]) -> None:
    """What the test deck must come to, and what it came to, name by name."""
    sums = words(chair.read("/desk/bch/deck")).partition("Biết trước")[2]
    for number in range(1, 5):
        struck = sum(marks[number - 1] == "s" for marks in deck)
        assert re.search(rf"\b{number} \S.*? {struck} ✓ {struck}\b", sums), (number, sums)
    assert "✗" not in sums


def look_at_papers(chair: Browser) -> None:
    """What the desk prints of its own: slips of its bundles, the key sheet, the log."""
    (slip,) = pdf_pages(chair.get("/desk/bch/bundles.pdf").content)
    assert "Phiếu số 01 đến 10: 10 lá" in slip
    assert "GÕ SỐ NGƯỜI BỊ GẠCH TÊN" in pdf_pages(chair.get("/desk/bch/keys.pdf").content)[0]
    log = " ".join(pdf_pages(chair.get("/desk/bch/log.pdf").content))
    assert "cho hội trường xem kết quả" in log
    assert "(tập dượt)" in log


def test_the_whole_evening_by_forms(tmp_path: Path, db: str | None) -> None:
    with pages(tmp_path / "dai-hoi", ONE_CONTEST, db) as made:
        chair, first, second = made.of(CHAIR), made.of(FIRST), made.of(SECOND)
        hall = made.joined(Role.OBSERVER, "Sa Thị Yên")
        desk = made.evening.desk
        chair.done("/desk/bch/plan", entries="2", bundle_size="25")
        chair.done("/desk/bch/advance", to="rehearse")
        chair.done("/desk/bch/deck")
        deck = desk.state.contests["bch"].deck
        known = deck_keys(desk.state.contests["bch"])
        type_all(first, "bch", "rehearsal", known)
        assert chair.post("/desk/bch/advance", to="zero").status_code == 409, "the second entry is missing"
        assert "✓" not in words(chair.read("/desk/bch/deck")), "nothing is told of entries before all are finished"
        type_all(second, "bch", "rehearsal", known | {1: "1"})
        rule_all(chair, "bch", made)
        look_at_sums(chair, deck)
        chair.done("/desk/bch/advance", to="zero")
        assert "Tập phiếu 0 Lá phiếu 0" in words(chair.read("/desk/bch"))
        chair.done("/desk/bch/advance", to="count")
        chair.done("/desk/bch/account", **ACCOUNT)
        assert "chưa có tập phiếu nào" in words(chair.get("/desk/bch/bundles.pdf").text)
        chair.done("/desk/bch/bundles", papers="10")
        type_all(first, "bch", "count", STRIKES)
        assert "50 %" in words(hall.read("/hall"))
        type_all(second, "bch", "count", STRIKES | {7: "4", 8: "2-4!0"})
        rule_all(chair, "bch", made)
        chair.done("/desk/bch/advance", to="reconcile")
        chair.done("/desk/bch/advance", to="decide")
        chair.done("/desk/bch/result/compute")
        chair.done("/desk/bch/advance", to="sign")
        assert "Trúng cử" not in words(hall.read("/hall"))
        chair.done("/desk/bch/result/release")
        assert "Trúng cử 3/3" in words(hall.read("/hall"))
        chair.done("/desk/bch/papers")
        papers = re.findall(r'href="(/desk/bch/papers/[^"]+)"', chair.read("/desk/bch/papers"))
        assert any(path.endswith("minutes-bch.pdf") for path in papers)
        assert all(chair.get(path).status_code == 200 for path in papers)
        assert chair.get("/desk/bch/ballots.pdf?copies=2").content.startswith(b"%PDF")
        look_at_papers(chair)
        assert "không phải mã in trong biên bản" in chair.post("/desk/bch/result/sign", count_head="0" * 32).text
        assert not desk.state.contests["bch"].signed
        chair.done("/desk/bch/result/sign", count_head=desk.code())
        chair.done("/desk/bch/result/seal")
        assert "đã niêm phong" in words(chair.read("/desk/bch"))
        assert chair.post("/people/code", role="clerk").status_code == 409, "nothing is written after the seal"
        (record,) = desk.folder.glob("record-*.zip")
        assert audit(record_from(record.read_bytes(), shown=record.name)).holds
        with ZipFile(record) as file:
            sealed = json.loads(file.read("result.json"))
    counted = count_folder(made.evening.desk.folder)
    assert sealed["contests"][0]["digests"] == result_json(counted.result, counted.boxes)["contests"][0]["digests"]


def deck_keys(contest: DeskContest) -> dict[int, str]:
    """What a clerk types for every paper of the test deck."""
    listed = contest.declared.grounds
    return {
        number: keys(marks) + (f"!{listed.index(ground) + 1}" if ground else "")
        for number, (marks, ground) in enumerate(zip(contest.deck, contest.deck_grounds, strict=True), start=1)
    }


def keys(marks: str) -> str:
    """What a clerk types for the marks of a strike-out paper of fewer than ten names."""
    struck = "".join(str(number) for number, mark in enumerate(marks, start=1) if mark == "s")
    unclear = "".join(f"{number}?" for number, mark in enumerate(marks, start=1) if mark == "u")
    return "*" if set(marks) == {"s"} else struck + unclear or "-"


def test_a_tie_is_two_clicks_from_its_ballots(tmp_path: Path, db: str | None) -> None:
    """From the tied result: one button makes the list of the re-vote, the next hands out its ballots."""
    toml = ONE_CONTEST.replace("seats = 3", "seats = 2")
    tied = dict.fromkeys(range(1, 5), "34") | dict.fromkeys(range(5, 9), "24") | {9: "14", 10: "14"}
    with pages(tmp_path / "dai-hoi", toml, db) as made:
        chair = made.of(CHAIR)
        made.evening.open_box("bch")
        for person in (FIRST, SECOND):
            made.evening.type_bundle("bch", person, tied)
        made.evening.advance("bch", Phase.DECIDE)
        chair.done("/desk/bch/result/compute")
        page = words(chair.read("/desk/bch/result"))
        assert "Lập danh sách cho lần bầu sau" in page, page
        following = chair.done("/desk/bch/result/next")
        assert chair.get(f"{following}/ballots.pdf").content.startswith(b"%PDF")
