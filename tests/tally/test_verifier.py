"""verify.py: short, of the standard library alone, old Pythons included; and it counts as the program counts."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.choice import Choices
from rules.json_form import Json, to_text
from rules.model import About, Congress, Decision, Form, Kind, Level, Vote
from rules.percent import PercentRounding
from rules.regulation import Limit, Rules
from tally import verifier
from tally.ballot_file import Box
from tally.ballot_rows import Layout
from tally.canonical import ballots_canonical, slate_canonical
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark
from tally.outcome import Outcome, State, decide, decide_revote
from tally.record import short_code
from tally.record_forms import sealed_congress, sealed_rules
from tally.result import count_contest
from tally.result_file import result_json
from tally.rounds import CongressResult, as_alternates
from tests.strategies import partial_dates
from tests.tally.builders import provision, rules
from tests.tally.records import OLDEST, VERIFIER, opened, pythons, sealable, sealed, whole
from tests.tally.strategies import Pile, piles
from tests.tally.verifier_cases import NO_LAW, contests

MOST_LINES = 300


def run(python: str, record: Path, *arguments: str, script: Path = VERIFIER) -> subprocess.CompletedProcess[bytes]:
    """Run verify.py as an auditor does."""
    command = [python, "-I", "-B", str(script), str(record), *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, cwd=record.parent)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The record of the sample that has most in it."""
    return written(tmp_path, "huyen-2020")


def written(folder: Path, sample: str) -> Path:
    """A sample's record, papers and all, as a file."""
    path = folder / whole(sample).name
    path.write_bytes(whole(sample).content)
    return path


def test_it_is_read_in_ten_minutes() -> None:
    assert len(VERIFIER.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_it_has_no_syntax_newer_than_the_oldest_python_it_is_for() -> None:
    ast.parse(VERIFIER.read_bytes(), feature_version=OLDEST)


def test_it_imports_nothing_but_the_standard_library() -> None:
    imported: set[str] = set()
    for node in ast.walk(ast.parse(VERIFIER.read_bytes())):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add((node.module or "").partition(".")[0])
    assert imported <= set(sys.stdlib_module_names)
    assert not imported & {"os", "subprocess", "socket", "urllib", "importlib", "runpy", "shutil", "tempfile"}


@pytest.mark.parametrize("sample", sealable())
@pytest.mark.parametrize("python", pythons(), ids=lambda path: "-".join(Path(path).parts[-3:]))
def test_the_record_of_every_sample_holds_under_every_python(sample: str, python: str, tmp_path: Path) -> None:
    ran = run(python, written(tmp_path, sample), "--code", short_code(whole(sample).count_head))
    said = ran.stdout.decode("utf-8")
    assert ran.returncode == 0, said + ran.stderr.decode()
    assert short_code(whole(sample).count_head) in said
    assert ran.stderr == b""


def test_the_copy_in_the_record_is_this_file_and_runs_from_where_it_was_unpacked(record: Path, tmp_path: Path) -> None:
    copy = tmp_path / "verify.py"
    copy.write_bytes(opened("huyen-2020").files["verify.py"])
    ran = run(sys.executable, record, script=copy)
    assert ran.returncode == 0
    assert "không phải bản này" not in ran.stdout.decode()
    assert "chưa đối chiếu" in ran.stdout.decode()


def test_it_speaks_on_a_console_that_knows_no_vietnamese(record: Path) -> None:
    command = [sys.executable, "-B", str(VERIFIER), str(record)]
    environment = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    ran = subprocess.run(command, capture_output=True, check=False, env=environment, timeout=60)
    assert ran.returncode == 0
    assert "KHỚP / EVERYTHING HOLDS" in ran.stdout.decode("utf-8")


@pytest.mark.parametrize("head", ["count_head", "seal_head"])
def test_the_code_may_be_of_the_minutes_or_of_the_seal_slip(head: str, capsys: pytest.CaptureFixture[str]) -> None:
    files = opened("bang-phieu").files
    code = getattr(sealed("bang-phieu"), head)
    assert list(verifier.verify(dict(files), code[:32])) == []
    assert list(verifier.verify(dict(files), code)) == []
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("code", ["0" * 32, "9ea8", sealed("bang-phieu").count_head[:31], "z"])
def test_another_code_or_too_little_of_one_is_said(code: str) -> None:
    (line,) = verifier.verify(dict(opened("bang-phieu").files), code)
    assert code in line


def test_the_shell_agrees_with_the_sums(tmp_path: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.fail("sha256sum is not on this machine")
    for name, content in opened("huyen-2020").files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    command = ["sha256sum", "-c", "SHA256SUMS"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert ran.stdout.count(": OK") == len(opened("huyen-2020").files) - 1


@st.composite
def ruled(draw: st.DrawFn, pile: Pile) -> tuple[Ballot, ...]:
    """The ballots of a pile, some with a mark that nobody could read and the committee's ruling on it."""
    ballots = []
    for ballot in pile.ballots:
        if ballot.ruling is None and not draw(st.integers(0, 4)):
            name = draw(st.integers(1, pile.paper.names))
            ruling = MarkRuling(name, RawMark(ballot.marks[name - 1]))
            marks = ballot.marks[: name - 1] + RawMark.UNCLEAR + ballot.marks[name:]
            ballots.append(replace(ballot, marks=marks, mark_rulings=(ruling,)))
        else:
            ballots.append(ballot)
    return tuple(ballots)


def state_rules() -> Rules:
    """The law of the State's elections: of valid ballots, the older of the tied, a turnout, an extra election."""
    more_than_half = Limit(more_than=Fraction(1, 2))
    return Rules(
        pack="state-2015",
        level=Level.COMMUNE,
        provisions=(
            provision("count.base", rule="valid"),
            provision("count.turnout", limit=more_than_half, of="voters"),
            provision("count.needed", limit=more_than_half, of="base"),
            provision("count.order", rule="highest_votes"),
            provision("count.tie", rule="older"),
            provision("count.short", rule="extra_election"),
            provision("count.extra_election", limit=Limit(less_than=Fraction(2, 3)), of="seats"),
            provision("ballot.invalid", reasons=tuple(InvalidReason)),
        ),
    )


def party_rules() -> Rules:
    """The Party's, with what an opinion ballot needs."""
    more_than_half = Limit(more_than=Fraction(1, 2))
    return rules(
        provision("opinion.base", rule="present"),
        provision("opinion.needed", limit=more_than_half, of="base"),
    )


def half_is_enough() -> Rules:
    """The Party's, were exactly half enough."""
    kept = (each for each in rules().provisions if each.parameter != "count.needed")
    needed = provision("count.needed", limit=Limit(at_least=Fraction(1, 2)), of="base")
    return replace(rules(), provisions=(*kept, needed))


@dataclass(frozen=True)
class Election:
    """A counted contest and its ballots."""

    result: CongressResult
    ballots: tuple[Ballot, ...]


@st.composite
def elections(draw: st.DrawFn) -> Election:
    """A contest of either form, of any kind of vote, with or without alternates, now and then a box with too many."""
    law = draw(st.sampled_from((party_rules(), half_is_enough(), state_rules())))
    of_state = law.pack == "state-2015"
    pile = draw(piles(form=Form.STRIKE_OUT if of_state else None, max_names=5))
    ballots = draw(ruled(pile))
    what = draw(contests(pile, votes=_VOTES.get(law.provisions[-1].parameter, (Vote.FIRST,))))
    choices = Choices(
        all_disagree=pile.all_disagree,
        percent_rounding=draw(st.sampled_from(PercentRounding)),
    )
    first = count_contest(what, ballots, law, choices)
    about = _ABOUT.get(first.outcome.state)
    decisions: tuple[Decision, ...] = ()
    if about is not None and draw(st.booleans()):
        answer = {About.TIED: "no_further_revote", About.SHORT: "no_further_vote"}.get(about, "annulled")
        decisions = (Decision(contest=what.id, about=about, decision=answer, by="Đại hội", text="biểu quyết"),)
        first = count_contest(what, ballots, law, choices, decisions)
    congress = Congress(
        name="Đại hội",
        body="Đảng bộ",
        level=law.level,
        kind=Kind.MEMBERS,
        opens=date(2020, 5, 22),
        contests=(what,),
        choices=choices,
        decisions=decisions,
    )
    return Election(CongressResult(congress=congress, rules=law, contests=(first,)), ballots)


_VOTES = {"opinion.needed": (Vote.FIRST, Vote.REVOTE, Vote.OPINION), "count.needed": (Vote.FIRST, Vote.REVOTE)}


_ABOUT = {State.TIED: About.TIED, State.SHORT: About.SHORT, State.VOID: About.OVER_ISSUED}


def made_anew(result: CongressResult, ballots: tuple[Ballot, ...]) -> tuple[Json, Json]:
    """What verify.py makes of a record, and what the record says: the contest, as it stands in result.json."""
    what = result.contests[0].contest
    box = Box(layout=Layout.STRIKES, stamped=True, ballots=ballots)
    files = {
        "contests/bch/slate.csv": slate_canonical(what.slate),
        "contests/bch/ballots.csv": ballots_canonical(ballots, len(what.slate)),
    }
    congress = as_json(sealed_congress(result.congress, {what.id: box}))
    law = as_json(sealed_rules(result))["contests"][0]
    said = as_json(result_json(result, {what.id: box}))["contests"][0]
    return verifier.derive(congress["contests"][0], congress, law, files), said


def as_json(form: Json) -> Json:
    """Written and read again."""
    content: Json = json.loads(to_text(form))
    return content


@given(elections())
def test_it_makes_the_result_that_the_program_makes(election: Election) -> None:
    made, said = made_anew(election.result, election.ballots)
    assert set(said) == set(made)
    assert set(said["outcome"]) - set(made["outcome"]) <= {"ends", "alternates"}
    assert list(verifier.differences("", made, said)) == []


@given(elections(), st.data())
def test_another_mark_on_a_valid_ballot_makes_another_result(election: Election, data: st.DataObject) -> None:
    ballots = election.ballots
    valid = [at for at, ballot in enumerate(ballots) if ballot.ruling is None and "u" not in ballot.marks]
    if election.result.contests[0].tally is None or not valid:
        return
    at = data.draw(st.sampled_from(valid))
    other = dict(zip("ksadbn", "skdaad", strict=True))[ballots[at].marks[0]]
    changed = replace(ballots[at], marks=other + ballots[at].marks[1:])
    _, said = made_anew(election.result, ballots)
    made, _ = made_anew(election.result, (*ballots[:at], changed, *ballots[at + 1 :]))
    assert list(verifier.differences("", made, said))


@given(elections())
def test_a_revote_at_the_alternates_cut_makes_alternates(election: Election) -> None:
    result = election.result.contests[0]
    if result.contest.vote is not Vote.REVOTE:
        return
    settled = replace(result, for_alternates=True, outcome=as_alternates(result.outcome))
    made, said = made_anew(replace(election.result, contests=(settled,)), election.ballots)
    assert list(verifier.differences("", made, said)) == []
    assert made["outcome"]["elected"] == []
    assert made["outcome"].get("alternates") == said["outcome"].get("alternates")


BIRTHS = st.none() | partial_dates(first=1970, last=1970)


@st.composite
def decided(draw: st.DrawFn) -> tuple[Json, list[str], Outcome]:
    """What verify.py makes of a vector of votes, how everybody stands, and what the package makes of it."""
    births = draw(st.lists(BIRTHS, min_size=1, max_size=6))
    votes = draw(st.lists(st.integers(0, 4), min_size=len(births), max_size=len(births)))
    seats, alternates = draw(st.integers(1, 5)), draw(st.integers(0, 3))
    # No law that elects the older has alternates.
    needed, older = draw(st.none() | st.integers(0, 5)), draw(st.booleans()) and not alternates
    if needed is None:
        outcome = decide_revote(votes, seats=seats)
        alternates, older = 0, False
    else:
        by_age = births if older else None
        outcome = decide(votes, seats=seats, needed=needed, alternates=alternates, births=by_age)
    paper = {"vote": "first", "seats": seats, "alternates": alternates}
    law = NO_LAW | {"older": older}
    born = [birth.iso() if birth else "" for birth in births]
    standing = verifier.standings(votes, born, paper, needed, law)
    return verifier.outcome(votes, standing, paper, needed, law), standing, outcome


@settings(max_examples=400)
@given(decided())
def test_any_votes_are_decided_as_the_program_decides_them(case: tuple[Json, list[str], Outcome]) -> None:
    made, standing, outcome = case
    following = outcome.next
    assert standing == [each.value for each in outcome.standings]
    assert made == {
        "state": outcome.state.value,
        "elected": list(outcome.elected),
        "tied": list(outcome.tied),
        "seats_open": outcome.seats_open,
        "next": None
        if following is None
        else {
            "vote": following.vote.value,
            "seats": following.seats,
            "list": list(following.names),
            "needed": following.needed,
        },
    } | ({"alternates": list(outcome.alternates)} if "alternates" in made else {})
