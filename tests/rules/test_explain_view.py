"""Every check can be explained: in both languages, with its provisions of every pack, examples and sources."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from rules.check import Check
from rules.checks import ALL
from rules.explain_view import check_called, explain_json, print_explanation
from rules.explanation_file import EXAMPLES, load_explanation
from rules.messages import Translator
from rules.parameter import PARAMETERS
from rules.regulation_file import load_packs
from tests.conftest import RunCli

PACKS = load_packs()
LANGUAGES = [Translator("vi"), Translator("en")]
CODES = [check.code for check in ALL]


def explained(check: Check, to: Translator) -> dict[str, Any]:
    """The JSON of one check."""
    return dict(explain_json(check, PACKS, load_explanation(check.code), to)["check"])


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wide enough that no sentence is wrapped."""
    monkeypatch.setenv("COLUMNS", "3000")


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
@pytest.mark.parametrize("to", LANGUAGES, ids=lambda to: to.lang)
def test_json_holds_every_provision_of_the_check_in_every_pack(check: Check, to: Translator) -> None:
    form = explained(check, to)
    asked = {name for name, each in PARAMETERS.items() if check.code in {each.code, *each.also}}
    assert set(form["parameters"]) == asked
    assert [pack["name"] for pack in form["packs"]] == [pack.name for pack in PACKS]
    for told, pack in zip(form["packs"], PACKS, strict=True):
        assert len(told["provisions"]) == sum(each.parameter in asked for each in pack.provisions)
    given = {source for pack in form["packs"] for each in pack["provisions"] for source in each["sources"]}
    assert given == set(form["sources"])
    assert json.loads(json.dumps(form)) == form


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
@pytest.mark.parametrize("to", LANGUAGES, ids=lambda to: to.lang)
def test_print_holds_the_readings_the_examples_and_the_sources(
    check: Check,
    to: Translator,
    capsys: pytest.CaptureFixture[str],
) -> None:
    explanation = load_explanation(check.code)
    print_explanation(check, PACKS, explanation, to)
    printed = capsys.readouterr().out
    assert printed.startswith(f"{check.code} · {to.text(check.title)} ({check.name})\n")
    wanted = [explanation.reading, explanation.rejected, explanation.passes.sentence, explanation.fails.sentence]
    assert all(text[to.lang] in printed for text in wanted)
    for number, source in enumerate(explained(check, to)["sources"], start=1):
        assert f"\n[{number}] {source}\n" in printed
    assert all(pack.name in printed for pack in PACKS)


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_nothing_printed_in_english_is_vietnamese_but_names_of_texts(
    check: Check,
    capsys: pytest.CaptureFixture[str],
) -> None:
    english = LANGUAGES[1]
    print_explanation(check, PACKS, load_explanation(check.code), english)
    headings = [line for line in capsys.readouterr().out.splitlines() if line and not line.startswith((" ", "["))]
    assert [line for line in headings if re.search(r"[ạảãậẩẫắằẳẵặếềểễệịỉĩộổỗớờởỡợụủũứừửữựỳỵỷỹđ]", line)] == []


def test_a_text_of_an_explanation_is_in_both_languages() -> None:
    for code in CODES:
        explanation = load_explanation(code)
        texts = [explanation.reading, explanation.rejected, explanation.passes.sentence, explanation.fails.sentence]
        assert all(set(text) == {"vi", "en"} and all(text.values()) for text in texts)


def test_the_state_s_levels_are_not_the_party_s_and_limits_are_written_for_people(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_explanation(check_called("SZ05"), PACKS, load_explanation("SZ05"), LANGUAGES[0])
    printed = capsys.readouterr().out
    of_state = printed[printed.index("state-2015") :]
    assert "cấp: xã, phường, huyện, tỉnh" in of_state
    assert "cấp: cả nước" in of_state
    assert "đảng bộ" not in of_state
    assert "số lượng cần bầu: 3\n" in of_state
    assert "giới hạn > 0, " in of_state


def test_small_letters_are_read_and_another_word_is_refused_with_the_codes(run_cli: RunCli) -> None:
    assert check_called("sz02").code == check_called("size.surplus_prepared").code == "SZ02"
    refused = run_cli("rules", "explain", "SZ99", "--json")
    assert refused.exit_code == 2
    (fault,) = json.loads(refused.stdout)["faults"]
    assert (fault["name"], fault["seen"]) == ("rules.unknown_check", "SZ99")
    assert all(code in fault["remedy"] for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_command_prints_json_and_words(code: str, run_cli: RunCli) -> None:
    form = json.loads(run_cli("rules", "explain", code, "--json").stdout)
    assert (form["format"], form["check"]["code"]) == ("kiemphieu-rules/1", code)
    shown = run_cli("rules", "explain", code, "--lang", "en")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "Reading of the program" in shown.stdout


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_without_a_code_every_check_is_named(lang: str, run_cli: RunCli) -> None:
    lines = run_cli("rules", "explain", "--lang", lang).stdout.splitlines()
    told = json.loads(run_cli("rules", "explain", "--lang", lang, "--json").stdout)
    assert [line.split()[0] for line in lines] == [each["code"] for each in told["checks"]] == sorted(CODES)
    for line, each in zip(lines, told["checks"], strict=True):
        assert line.endswith(f"  {each['name']}")
        assert each["title"].casefold() in line.casefold()


def test_a_check_without_a_provision_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_explanation(check_called("LS01"), PACKS, load_explanation("LS01"), LANGUAGES[0])
    assert "không thấy quy định nào; chương trình tự hỏi" in capsys.readouterr().out
    print_explanation(check_called("LC01"), PACKS, load_explanation("LC01"), LANGUAGES[0])
    assert "chỉ có khi đại hội thêm vào [[local]]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new"),
    [('shows = "fails"', 'shows = "passes"'), ("reading.en", "reading.fr"), ("[[case]]", "[[example]]")],
)
def test_a_file_that_explains_nothing_is_a_fault_of_ours(old: str, new: str, tmp_path: Path) -> None:
    text = (EXAMPLES / "SZ02.toml").read_text(encoding="utf-8")
    (tmp_path / "SZ02.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=r"SZ02\.toml is no explanation"):
        load_explanation("SZ02", folder=tmp_path)
