"""What is said of the mutation testing: every pure module has its tests, and the results are of what there is."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from typing import Any

from tests.mutation import __main__ as mutation

Json = dict[str, Any]


def of_groups() -> list[str]:
    """Every module of every group."""
    groups = tomllib.loads(mutation.GROUPS.read_text(encoding="utf-8"))
    return [module for group in groups.values() for module in mutation.modules_of(group)]


def results() -> dict[str, Json | None]:
    """What was run, by module; of a module that was not, nothing."""
    kept: dict[str, Json | None] = json.loads(mutation.RESULTS.read_text(encoding="utf-8"))
    return kept


def test_every_pure_module_stands_in_one_group() -> None:
    project = tomllib.loads((mutation.CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [
        each
        for each in project["tool"]["importlinter"]["contracts"]
        if "rules.engine" in each.get("source_modules", ())
    ]
    pure = [
        name for each in contract["source_modules"] for name in mutation.modules_of({"modules": [each, f"{each}.*"]})
    ]
    assert {module for module, times in Counter(of_groups()).items() if times > 1} == set()
    assert set(pure) == set(of_groups())


def test_every_test_of_a_group_is_there() -> None:
    groups = tomllib.loads(mutation.GROUPS.read_text(encoding="utf-8"))
    for group in groups.values():
        files = [mutation.CHECKOUT / name for name in group["tests"]]
        assert all(file.exists() for file in files)
        texts = [
            each.read_text(encoding="utf-8")
            for file in files
            for each in ([file] if file.is_file() else file.glob("*.py"))
        ]
        assert all(any(f"def {test.partition('[')[0]}" in text for text in texts) for test in group.get("left_out", ()))


def test_the_results_name_the_modules_there_are_and_add_up() -> None:
    assert list(results()) == sorted(of_groups())
    for module, found in results().items():
        if found is not None:
            assert found["mutants"] >= found["run"] == found["killed"] + len(found["survivors"]), module


def test_what_is_explained_survived_and_says_why() -> None:
    told = mutation.explanations()
    for each in told:
        assert len(each["reason"].split()) > 3, each
        assert any(
            mutation.explains(each, module, survivor)
            for module, found in results().items()
            for survivor in (found["survivors"] if found else ())
        ), f"explains nothing that survived: {each}"
