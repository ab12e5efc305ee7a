"""Reading a file of the law: what a good one says, and every way a bad one is refused."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.citation import Confidence
from rules.errors import Fault, InputError
from rules.finding import Force
from rules.instrument_file import InstrumentFile, file_name, read_instrument
from rules.messages import Translator
from rules.model import Kind, Level, Office
from rules.regulation import Ages, InForce, Limit, Provision, Scope
from tests.rules.law_builders import BAD_FILES, INSTRUMENT, INSTRUMENT_FILE

CASES = sorted(BAD_FILES.glob("*.toml"))
HEAD = INSTRUMENT.split("\n\n", maxsplit=1)[0] + "\n"
CITED = 'place = ""\nsource = "https://example.org/a"\nrow = "2.7"\nconfidence = "V"\n'


def expected(path: Path) -> tuple[str, str, str]:
    """A bad file opens with two comments: the fault's name and key (``-`` if none), and words of its message."""
    head = path.read_bytes().decode("utf-8", "replace").splitlines()
    name, key = head[0].removeprefix("# fault: ").split()
    return name, "" if key == "-" else key, head[1].removeprefix("# says: ")


def refused(path: Path, tmp_path: Path) -> tuple[Fault, ...]:
    copy = tmp_path / INSTRUMENT_FILE
    copy.write_bytes(path.read_bytes())
    with pytest.raises(InputError) as caught:
        read_instrument(copy, shown=INSTRUMENT_FILE)
    return caught.value.faults


def read(tmp_path: Path, text: str) -> InstrumentFile:
    path = tmp_path / INSTRUMENT_FILE
    path.write_text(text, encoding="utf-8")
    return read_instrument(path, shown=INSTRUMENT_FILE)


def read_one(tmp_path: Path, answer: str) -> Provision:
    (provision,) = read(tmp_path, f"{HEAD}\n[[provision]]\n{answer}{CITED}").provisions
    return provision


# --- what is refused ---


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_with_its_place_and_remedy(path: Path, tmp_path: Path) -> None:
    name, key, says = expected(path)
    faults = refused(path, tmp_path)
    assert [fault.name for fault in faults] == [name]
    (fault,) = faults
    assert fault.file == INSTRUMENT_FILE
    assert (fault.place.key or "") == key
    text = Translator("vi")
    assert says.casefold() in f"{text.text(fault.message)} {text.text(fault.remedy)}".casefold()
    assert text.text(fault.remedy)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_fault_names_the_line_it_is_on(path: Path, tmp_path: Path) -> None:
    (fault,) = refused(path, tmp_path)
    assert fault.place.row is not None
    line = path.read_bytes().decode("utf-8", "replace").splitlines()[fault.place.row - 1]
    last = (fault.place.key or "").rpartition(".")[2]
    if fault.seen is not None and last and not last.endswith("]"):
        assert re.search(rf"\b{last}\b", line), line


def test_there_are_dozens_of_bad_files() -> None:
    assert len(CASES) > 60


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = (
        HEAD.replace("title", "titel")
        + "\n[[provision]]\n"
        + 'parameter = "surplus.cap"\nat_most = 0.3\nforce = "must"\noffices = ["chair"]\n'
        + CITED.replace('"2.7"', '"seven"')
        + '\n[[provision]]\nparameter = "no.such"\nat_most = 3\n'
        + CITED.replace('"V"', '"P"')
    )
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert sorted((fault.name, fault.place.key) for fault in caught.value.faults) == sorted(
        [
            ("toml.key_missing", "title"),
            ("toml.unknown_key", "titel"),
            ("regulation.wrong_amount", "provision[1].at_most"),
            ("toml.value_unknown", "provision[1].force"),
            ("regulation.unknown_offices", "provision[1].offices"),
            ("regulation.wrong_row", "provision[1].row"),
            ("regulation.unknown_parameter", "provision[2].parameter"),
            ("regulation.unconfirmed_without_confirm", "provision[2].confirm"),
        ],
    )


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_instrument(tmp_path / INSTRUMENT_FILE, shown=INSTRUMENT_FILE)
    assert [fault.name for fault in caught.value.faults] == ["file.missing"]


# --- what is read ---


def test_the_head_of_a_file(tmp_path: Path) -> None:
    text = HEAD.replace("2020-01-01 }", "2020-02-01, to = 2024-01-01 }")
    text += 'replaces = { number = "9-QĐ/TW", date = 2010-05-05 }\n'
    edition = read(tmp_path, text).edition
    assert (edition.instrument.number, edition.instrument.date) == ("1-QĐ/TW", date(2020, 1, 1))
    assert edition.instrument.title == "Quy chế thử"
    assert edition.in_force == InForce(start=date(2020, 2, 1), end=date(2024, 1, 1))
    assert edition.replaces == ("9-QĐ/TW", date(2010, 5, 5))


def test_an_instrument_may_hold_no_provision_yet(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD).provisions == ()


def test_months_with_and_without_the_month_they_run_from(tmp_path: Path) -> None:
    months = read_one(tmp_path, 'parameter = "eligibility.first_term"\nat_least = 60\nforce = "required"\n')
    assert (months.limit, months.month, months.force) == (Limit(at_least=60), None, Force.REQUIRED)
    post = read_one(
        tmp_path, 'parameter = "eligibility.state_post"\nat_least = 36\nfrom = "2026-03"\nforce = "required"\n'
    )
    assert (post.limit, post.month) == (Limit(at_least=36), date(2026, 3, 1))


def test_a_step_of_a_process(tmp_path: Path) -> None:
    present = read_one(
        tmp_path, 'parameter = "process.present"\nstep = 2\nat_least = "2/3"\nof = "summoned"\nforce = "required"\n'
    )
    assert (present.step, present.limit, present.of) == (2, Limit(at_least=Fraction(2, 3)), "summoned")


def test_two_answers_may_stand_side_by_side_only_where_texts_contradict_each_other(tmp_path: Path) -> None:
    months = 'parameter = "{parameter}"\nat_least = 30\nforce = "required"\n'
    for parameter, clash in (("eligibility.state_post", False), ("eligibility.reelection", True)):
        twice = f"\n[[provision]]\n{months.format(parameter=parameter)}{CITED}" * 2
        if clash:
            with pytest.raises(InputError):
                read(tmp_path, HEAD + twice)
        else:
            assert len(read(tmp_path, HEAD + twice).provisions) == 2


def test_a_limit_with_its_scope(tmp_path: Path) -> None:
    provision = read_one(
        tmp_path,
        'parameter = "surplus.prepared"\nat_least = "10%"\nat_most = "15%"\nof = "seats"\nforce = "required"\n'
        'offices = ["executive_committee", "standing_committee"]\nlevels = ["province"]\nkinds = ["delegates"]\n'
        "seats = { at_least = 6, at_most = 80 }\n",
    )
    assert provision.limit == Limit(at_least=Fraction(1, 10), at_most=Fraction(3, 20))
    assert (provision.of, provision.force) == ("seats", Force.REQUIRED)
    assert provision.scope == Scope(
        offices=frozenset({Office.EXECUTIVE_COMMITTEE, Office.STANDING_COMMITTEE}),
        levels=frozenset({Level.PROVINCE}),
        kinds=frozenset({Kind.DELEGATES}),
        seats=(6, 80),
    )
    assert (provision.place, provision.row, provision.confidence) == (None, "2.7", Confidence.SEEN)
    assert provision.in_force == InForce(start=date(2020, 1, 1))
    assert provision.citation.number == "1-QĐ/TW"


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ('"10%"', Fraction(1, 10)),
        ('"12,5 %"', Fraction(1, 8)),
        ('"33.3333%"', Fraction(333333, 1000000)),
        ('"1/3"', Fraction(1, 3)),
        ('"100%"', Fraction(1)),
        ('"0%"', Fraction(0)),
    ],
)
def test_a_share_is_exact(written: str, amount: Fraction, tmp_path: Path) -> None:
    provision = read_one(tmp_path, f'parameter = "surplus.cap"\nat_most = {written}\nof = "seats"\nforce = "about"\n')
    assert provision.limit == Limit(at_most=amount)
    assert isinstance(provision.limit.at_most, Fraction)


def test_a_whole_number_is_people(tmp_path: Path) -> None:
    provision = read_one(tmp_path, 'parameter = "surplus.small"\nat_most = 1\nforce = "required"\n')
    assert provision.limit == Limit(at_most=1)
    assert provision.limit.at_most is not True
    assert provision.of is None


def test_a_number_of_people_may_be_asked_where_a_share_may(tmp_path: Path) -> None:
    provision = read_one(tmp_path, 'parameter = "composition.women"\nat_least = 7\nforce = "target"\n')
    assert provision.limit == Limit(at_least=7)


def test_ages_are_completed_years_and_the_rest_may_have_no_number(tmp_path: Path) -> None:
    provision = read_one(tmp_path, 'parameter = "composition.age_senior"\nages = { at_least = 51 }\nforce = "about"\n')
    assert (provision.ages, provision.limit) == (Ages(at_least=51), None)


def test_a_rule_a_month_and_reasons(tmp_path: Path) -> None:
    rule = read_one(tmp_path, 'parameter = "count.tie"\nrule = "revote_among_tied"\nforce = "required"\n')
    month = read_one(tmp_path, 'parameter = "reference_month"\nmonth = "2025-06"\n')
    reasons = read_one(tmp_path, 'parameter = "ballot.invalid"\nreasons = ["signed", "overvote"]\n')
    assert (rule.rule, rule.force) == ("revote_among_tied", Force.REQUIRED)
    assert month.month == date(2025, 6, 1)
    assert reasons.reasons == ("signed", "overvote")


def test_one_question_may_be_answered_for_each_kind(tmp_path: Path) -> None:
    answer = '\n[[provision]]\nparameter = "count.base"\nrule = "summoned_less_excluded"\nforce = "required"\n'
    text = HEAD + "".join(f'{answer}kinds = ["{kind}"]\n{CITED}' for kind in ("members", "delegates"))
    assert len(read(tmp_path, text).provisions) == 2


def test_what_is_recalled_may_have_no_source_if_it_says_what_to_confirm(tmp_path: Path) -> None:
    cited = CITED.replace('"https://example.org/a"', '""').replace('"V"', '"R"')
    confirm = 'confirm.vi = "Điều gì"\nconfirm.en = "What"\n'
    answer = '\n[[provision]]\nparameter = "reference_month"\nmonth = "2025-06"\n'
    (provision,) = read(tmp_path, HEAD + answer + cited + confirm).provisions
    assert not provision.confirmed
    assert provision.confirm == {"vi": "Điều gì", "en": "What"}


@pytest.mark.parametrize(
    ("number", "day", "name"),
    [
        ("190-QĐ/TW", date(2024, 10, 10), "190-qd-tw-2024-10-10.toml"),
        ("03-HD/TW", date(2020, 3, 20), "03-hd-tw-2020-03-20.toml"),
        ("26-HD/BTCTW", date(2019, 10, 18), "26-hd-btctw-2019-10-18.toml"),
    ],
)
def test_a_file_is_named_after_number_and_date(number: str, day: date, name: str) -> None:
    assert file_name(number, day) == name


@given(st.text(), st.dates())
def test_a_file_name_is_plain_whatever_the_number(number: str, day: date) -> None:
    assert re.fullmatch(r"[a-z0-9-]+\.toml", file_name(number, day))
