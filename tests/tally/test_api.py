"""What programs import: its examples are right, the README's block runs, and it costs no more than it must."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rules.model import Form
from tally import api
from tally.model import Ballot, MarkRuling, RawMark
from tally.validity import BallotForm
from tests.conftest import CHECKOUT, RunProgram
from tests.tally.interchange.nist import deck

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def test_every_example_of_the_api_is_right(tmp_path: Path) -> None:
    path = tmp_path / "cvr-gen-01.json"
    path.write_bytes(deck())
    found = doctest.testmod(api, extraglobs={"DECK": path})
    assert found.attempted > 15
    assert found.failed == 0


def test_everything_named_is_there_and_documented() -> None:
    for name in api.__all__:
        assert getattr(api, name).__doc__, name
    assert api.__all__ == sorted(api.__all__)


def test_the_readmes_block_runs_beside_the_demo(run_program: RunProgram, tmp_path: Path) -> None:
    run_program("demo")
    (block,) = re.findall(r"^```python\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    command = [sys.executable, "-W", "error", "-X", "utf8", "-c", block]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert found.returncode == 0, found.stderr
    assert "SZ02" in found.stdout


@pytest.mark.parametrize(
    ("form", "names", "marks"),
    [
        (Form.STRIKE_OUT, 3, "ks"),
        (Form.STRIKE_OUT, 3, "kskk"),
        (Form.STRIKE_OUT, 3, "ksz"),
        (Form.STRIKE_OUT, 3, "ksa"),
        (Form.AGREE_DISAGREE, 1, ""),
        (Form.AGREE_DISAGREE, 1, "k"),
    ],
)
def test_a_ballot_of_another_paper_is_named_and_not_counted(form: Form, names: int, marks: str) -> None:
    paper = BallotForm(form=form, names=names, seats=1)
    right = Ballot(1, "kss" if form is Form.STRIKE_OUT else "a")
    assert api.count([right], paper).votes[0] == 1
    with pytest.raises(ValueError, match=f"ballot 7 has not {names} marks of .*: {marks!r}"):
        api.count([right, Ballot(7, marks)], paper)


def test_every_mark_of_a_form_is_one_and_an_unclear_one_waits_for_a_ruling() -> None:
    of_one = BallotForm(form=Form.AGREE_DISAGREE, names=1, seats=1)
    assert api.count([Ballot(at, mark) for at, mark in enumerate("adbn", start=1)], of_one).counted == 4
    ruled = Ballot(5, "u", mark_rulings=(MarkRuling(1, RawMark.AGREE),))
    assert api.count([ruled], of_one).votes == (1,)
    with pytest.raises(ValueError, match="ballot 6 has a mark nobody has ruled on"):
        api.count([Ballot(6, "u")], of_one)


def test_a_folder_and_a_file_may_be_named_by_text(tmp_path: Path) -> None:
    folder = api.samples_folder() / "huyen-2020"
    assert api.count_folder(str(folder)) == api.count_folder(folder)
    assert api.check_folder(str(folder)) == api.check_folder(folder)
    path = tmp_path / "gen-01.json"
    path.write_bytes(deck())
    assert api.count_deck(api.open_deck(str(path), "gen-01.json")).records == 40


@pytest.mark.parametrize("module", ["pandas", "numpy", "rich", "click", "pyarrow"])
def test_importing_it_loads_nothing_heavy(module: str) -> None:
    program = f"import sys, tally.api; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
