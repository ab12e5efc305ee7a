"""The result edited; the regulations swapped; the people who elected made fewer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.forging import Depth, Files, files_of, forged, look
from tests.tally.records import sealed


def edited(content: bytes, change: Callable[[Any], None]) -> bytes:
    """A JSON file with something changed in it, written as the program writes."""
    form = json.loads(content)
    change(form)
    return (json.dumps(form, ensure_ascii=False, indent=2) + "\n").encode()


def votes(form: Any) -> None:  # noqa: ANN401 - JSON as it is
    """One more vote for the first person."""
    form["contests"][0]["candidates"][0]["votes"] += 1


def elected(form: Any) -> None:  # noqa: ANN401 - JSON as it is
    """Somebody else is elected."""
    form["contests"][0]["outcome"]["elected"][-1] = 44


def share(form: Any) -> None:  # noqa: ANN401 - JSON as it is
    """A prettier percentage."""
    form["contests"][0]["candidates"][0]["percent"] = "99.99"


def needed(form: Any) -> None:  # noqa: ANN401 - JSON as it is
    """Fewer votes are needed."""
    form["contests"][0]["needed"] = 100


def invalid(form: Any) -> None:  # noqa: ANN401 - JSON as it is
    """Another reason for an invalid ballot."""
    account = form["contests"][0]["account"]
    account["invalid_reasons"]["signed"] = account["invalid_reasons"].pop("marked")


def cited(form: Any) -> None:  # noqa: ANN401 - JSON as it is
    """An unconfirmed provision is passed off as confirmed."""
    for each in form["contests"][0]["provisions"]:
        each["citation"]["confirmed"] = True


def gone(form: Any) -> None:  # noqa: ANN401 - JSON as it is
    """The second contest is gone."""
    form["contests"].pop()


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("change", [votes, elected, share, needed, invalid, cited, gone])
def test_a_result_that_was_edited_is_found_and_named(
    change: Callable[[Any], None], depth: Depth, tmp_path: Path
) -> None:
    files = files_of()
    seen = look(tmp_path, forged(files, {"result.json": edited(files["result.json"], change)}, depth))
    assert seen.exit_code == 1
    assert "result.json" in seen.said
    assert "recount" in seen.failed
    assert "result.json" in seen.named


def lower_bar(files: Files) -> dict[str, bytes]:
    """A third is enough."""
    text = files["rules.json"].decode()
    assert '"more_than": "1/2"' in text
    return {"rules.json": text.replace('"more_than": "1/2"', '"more_than": "1/3"').encode()}


def other_pack(files: Files) -> dict[str, bytes]:
    """Those of another time."""
    return {"rules.json": files["rules.json"].replace(b'"party-2020"', b'"party-2025"')}


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("attack", [lower_bar, other_pack])
def test_regulations_that_were_swapped_are_found_and_named(
    attack: Callable[[Files], dict[str, bytes]], depth: Depth, tmp_path: Path
) -> None:
    """However well the digests fit: the program holds them against its own files of the law."""
    files = files_of()
    seen = look(tmp_path, forged(files, attack(files), depth))
    assert seen.exit_code == 1
    assert "recount" in seen.failed
    assert "rules.json" in seen.named


def test_regulations_and_result_swapped_together_pass_nobody_with_the_program_or_the_code(tmp_path: Path) -> None:
    """A lower bar, and the result that follows from it: verify.py alone agrees, the program and the paper do not."""
    files = files_of("bau-thieu-khong-bau-tiep")
    from tally import verifier

    changes = lower_bar(files)
    congress, rules = json.loads(files["congress.json"]), json.loads(changes["rules.json"])
    result = json.loads(files["result.json"])
    made = verifier.derive(congress["contests"][0], congress, rules["contests"][0], files)
    assert made["needed"] < result["contests"][0]["needed"]
    result["contests"][0] |= made
    changes["result.json"] = (json.dumps(result, ensure_ascii=False, indent=2) + "\n").encode()
    content = forged(files, changes, Depth.CHAIN)
    assert look(tmp_path, content).exit_code == 0
    seen = look(tmp_path, content, sealed("bau-thieu-khong-bau-tiep").count_head)
    assert seen.exit_code == 1
    assert {"recount", "code"} <= seen.failed
    assert {"rules.json", "result.json"} <= seen.named


@pytest.mark.parametrize("depth", Depth)
def test_fewer_people_in_the_base_are_found(depth: Depth, tmp_path: Path) -> None:
    files = files_of()

    def fewer(form: Any) -> None:  # noqa: ANN401 - JSON as it is
        form["contests"][0]["attendance"]["summoned"] = 248

    seen = look(tmp_path, forged(files, {"congress.json": edited(files["congress.json"], fewer)}, depth))
    assert seen.exit_code == 1
    assert "recount" in seen.failed
    assert "congress.json" in seen.named
