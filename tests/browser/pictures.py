"""``python -m tests.browser.pictures FOLDER``: the README's pictures of the desk, of the sample of 63 names.

Two clerks have entered bundles of the sample's own ballots; in the second bundle they differ once. The pages are
those people see, at the size of a laptop's screen.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tally.desk import access
from tally.desk.desk import Desk
from tally.desk.requests import EnterAccount, MakeBundles
from tally.desk.roles import Phase, Role
from tally.samples import samples_folder
from tests.browser.conftest import ARGUMENTS, CHROMIUM, answering
from tests.browser.people import People, take_bundle, type_ballot
from tests.tally.desk.evening import CHAIR, FIRST, SECOND, Evening, clock

SAMPLE, CONTEST, PAPERS, BUNDLE = "tinh-2020", "bch", 348, 50


def main() -> None:
    """Take the pictures."""
    (into,) = map(Path, sys.argv[1:])
    into.mkdir(parents=True, exist_ok=True)
    access._COST["n"] = 2  # codes are slow to check on purpose
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        evening = begin(Path(name) / "dai-hoi")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with evening.desk, answering(evening) as address:
            codes = {role: evening.desk.make_code(role) for role in Role}
            people = People(evening=evening, address=address, codes=codes, browser=browser)
            take(people, into)
            people.close()
        browser.close()


def begin(folder: Path) -> Evening:
    """A desk on the sample, without its ballots: two bundles are entered twice, a third by nobody yet."""
    shutil.copytree(samples_folder() / SAMPLE, folder, ignore=shutil.ignore_patterns("ballots-*", "expected"))
    toml = folder / "congress.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(re.sub(r"(?m)^(ballots|rulings) = .*\n", "", text), encoding="utf-8")
    times = clock()
    evening = Evening(Desk.open(folder, clock=lambda: next(times), machine="máy 1"))
    evening.everybody_joins()
    evening.advance(CONTEST, Phase.COUNT, reason="đã tập dượt buổi sáng")
    account = EnterAccount(
        contest=CONTEST,
        summoned=350,
        present=PAPERS,
        excluded={"absent_no_alternate": 1},
        issued=PAPERS,
        returned=PAPERS,
    )
    evening.desk.do(account, CHAIR)
    evening.desk.do(MakeBundles(contest=CONTEST, rehearsal=False, papers=PAPERS), CHAIR)
    for bundle in (1, 2):
        papers = typed(bundle)
        evening.type_bundle(CONTEST, FIRST, papers, bundle)
        if bundle == 2:  # the second clerk leaves out the last name of one ballot
            papers[57] = papers[57][:-2]
        evening.type_bundle(CONTEST, SECOND, papers, bundle)
    return evening


def typed(bundle: int) -> dict[int, str]:
    """A bundle of the sample's ballots as a clerk types them."""
    with (samples_folder() / SAMPLE / "ballots-bch.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))[(bundle - 1) * BUNDLE : bundle * BUNDLE]
    return {int(row["ballot"]): row["struck"].replace(" ", "") for row in rows}


def take(people: People, into: Path) -> None:
    """The page of a clerk in mid-ballot, and the chair's with all bundles."""
    clerk = take_bundle(people.of(Role.CLERK, "Mã Thị Ngân"), people.address, 3)
    papers = list(typed(3).values())
    for number, codes in enumerate(papers[:3], 1):
        type_ballot(clerk, codes, number)
    clerk.keyboard.type(papers[3][:10])
    save(clerk, into / "desk-entry.png")
    chair = people.of(Role.CHAIR, "Hoàng Thị Nhàn")
    chair.goto(f"{people.address}/desk/{CONTEST}")
    save(chair, into / "desk-chair.png")


def save(page: Page, path: Path) -> None:
    """The screen as it is."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)


if __name__ == "__main__":
    main()
