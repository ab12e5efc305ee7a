"""``python -m tests.mutation [GROUP…]``: changes the pure modules line by line and sees whether the tests notice.

mutmut makes the changes (a comparison turned, a number moved, an argument dropped, a text altered, …) in a copy of the
checkout and runs the tests that reach each of them. A change that mypy refuses is not run and counts for nothing, as
one that does not compile would not. Results are kept in ``results.json``, group by group as they come, ``null`` for a
module that was not run; what survives is to be explained in ``survivors.toml``, or better, killed by a test. The exit
code is 1 where fewer than 95 % of a run's mutants were killed or a survivor is unexplained.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
GROUPS, SURVIVORS, RESULTS = HERE / "groups.toml", HERE / "survivors.toml", HERE / "results.json"
WANTED = 0.95
SURVIVED, UNTESTED = {0}, {5, 33}
"""How mutmut ends the process of a mutant that no test noticed, and of one that no test reaches."""

REFUSED = {37}
"""How it marks one that mypy refuses."""

TYPES = [sys.executable, "-m", "mypy", "--config-file=", "--ignore-missing-imports", "--output=json", "rules", "tally"]
"""The types are judged less strictly than CI does: mutmut's own lines around each mutant have none."""

STOPPED = {-24, 24, 36, 152, 255}
"""How it ends one that took too long: an endless loop or a busy machine, nobody can tell. It counts as not run."""

DIGITS = "1470369258"
"""The last digits of the mutants that are run where only some are."""

Json = Mapping[str, Any]


def main() -> int:
    """Run the groups asked for, all of them unless some are named; then print what stands in the results."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    groups = tomllib.loads(GROUPS.read_text(encoding="utf-8"))
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(groups))
    parser.add_argument("--module", action="append", default=[], help="only this module of the groups")
    parser.add_argument("--tenths", type=int, default=10, help="only so many of ten mutants, spread over functions")
    parser.add_argument("--jobs", type=int, default=2, help="mutants at a time")
    parser.add_argument("--show", action="store_true", help="run nothing, only print the results that are kept")
    asked = parser.parse_args()
    for name, group in groups.items():
        if not asked.show and (not asked.groups or name in asked.groups):
            chosen = [each for each in modules_of(group) if not asked.module or each in asked.module]
            if chosen:
                keep(run_group(chosen, group, asked.jobs, asked.tenths))
    return report(json.loads(RESULTS.read_text(encoding="utf-8")))


def modules_of(group: Json) -> list[str]:
    """The modules of a group; a pattern stands for those there are."""
    every = (".".join(path.relative_to(CHECKOUT).with_suffix("").parts) for path in sorted(CHECKOUT.glob("*/**/*.py")))
    return [name for name in every if any(fnmatch(name, pattern) for pattern in group["modules"])]


def run_group(modules: Sequence[str], group: Json, jobs: int, tenths: int) -> dict[str, Json]:
    """What becomes of every mutant of some modules, or of some of them, by module.

    Mutants are numbered in each function: those whose numbers end in the same digits are spread over all of it.
    """
    with tempfile.TemporaryDirectory(prefix="kiemphieu-mutants-") as name:
        folder = Path(name)
        copy_checkout(folder, modules, group)
        environment = {**os.environ, "CI": "true", "PYTEST_ADDOPTS": "-n0 -p no:cacheprovider"}
        mutmut = [sys.executable, "-m", "mutmut"]
        ran = subprocess.run(
            [*mutmut, "run", "--max-children", str(jobs), *(f"*__mutmut_*{digit}" for digit in DIGITS[:tenths])],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        found = {module: results_of(folder, module, mutmut) for module in modules}
        if not any(each["run"] for each in found.values()):
            sys.exit(ran.stdout.decode("utf-8", "replace")[-4000:])
        return found


def copy_checkout(folder: Path, modules: Sequence[str], group: Json) -> None:
    """Copy what git holds, and tell mutmut what to change and what to run."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, cwd=CHECKOUT, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0")[:-1]:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((CHECKOUT / name).read_bytes())
    settings = {
        "source_paths": ["rules", "tally"],
        "only_mutate": [f"{module.replace('.', '/')}.py" for module in modules],
        "also_copy": ["samples", "README.md", "CHANGELOG.md", "LICENSE", "constraints.txt"],
        "pytest_add_cli_args_test_selection": group["tests"],
        "pytest_add_cli_args": ["-k", f"not ({' or '.join(left_out)})"] if (left_out := group.get("left_out")) else [],
        "type_check_command": TYPES,
    }
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        # A list of plain texts is written alike in JSON and in TOML.
        file.writelines(["\n[tool.mutmut]\n", *(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())])
        file.write("use_git_change_detection = false\ntrack_dependencies = false\n")


def results_of(folder: Path, module: str, mutmut: Sequence[str]) -> Json:
    """How many mutants a module had and how many died; those that did not, as the lines they changed."""
    kept = folder / "mutants" / f"{module.replace('.', '/')}.py.meta"
    codes: dict[str, int | None] = json.loads(kept.read_text())["exit_code_by_key"] if kept.exists() else {}
    ran = {name: code for name, code in codes.items() if code is not None and code not in STOPPED | REFUSED}
    alive = [name for name, code in ran.items() if code in SURVIVED | UNTESTED]
    return {
        "mutants": len(codes),
        "run": len(ran),
        "killed": len(ran) - len(alive),
        "refused": sum(code in REFUSED for code in codes.values()),
        "stopped": sum(code in STOPPED for code in codes.values()),
        "survivors": [survivor(folder, name, ran[name], mutmut) for name in alive],
    }


def survivor(folder: Path, name: str, code: int, mutmut: Sequence[str]) -> Json:
    """One that was not noticed: the function, what stood there, and what stood there instead."""
    shown = subprocess.run([*mutmut, "show", name], cwd=folder, capture_output=True, text=True, check=False).stdout
    lines = [line for line in shown.splitlines() if line[:1] in {"-", "+"} and line[:3] not in {"---", "+++"}]
    return {
        "function": name.rpartition(".")[2]
        .rpartition("__mutmut_")[0]
        .removeprefix("xǁ")
        .removeprefix("x_")
        .replace("ǁ", "."),
        "was": " ".join(line[1:].strip() for line in lines if line[0] == "-"),
        "now": " ".join(line[1:].strip() for line in lines if line[0] == "+"),
        "reached": code not in UNTESTED,
    }


def keep(found: Mapping[str, Json]) -> None:
    """Write the results of a group beside those of the others; modules that stand in no group any more are dropped."""
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    groups = tomllib.loads(GROUPS.read_text(encoding="utf-8"))
    every = sorted(module for group in groups.values() for module in modules_of(group))
    text = json.dumps({name: found.get(name, kept.get(name)) for name in every}, ensure_ascii=False, indent=1)
    RESULTS.write_text(f"{text}\n", encoding="utf-8")


def explanations() -> Sequence[Json]:
    """What is said of survivors: ``module`` and ``function`` are patterns, ``was`` and ``now`` the lines themselves.

    ``was_like`` and ``now_like`` are regular expressions for whole lines, where several survivors have one reason.
    """
    told: list[Json] = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))["survivor"] if SURVIVORS.exists() else []
    return told


def explains(told: Json, module: str, survivor: Json) -> bool:
    """Whether an explanation is of this survivor."""
    return (
        fnmatch(module, told["module"])
        and fnmatch(survivor["function"], told.get("function", "*"))
        and all(told.get(side, survivor[side]) == survivor[side] for side in ("was", "now"))
        and all(re.fullmatch(told.get(f"{side}_like", ".*"), survivor[side]) for side in ("was", "now"))
    )


def unexplained(results: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """The survivors of which nothing is said in ``survivors.toml``."""
    told = explanations()
    for module, found in results.items():
        for each in found["survivors"]:
            if not any(explains(one, module, each) for one in told):
                yield module, each


def report(kept: Mapping[str, Json | None]) -> int:
    """Print the table, the modules that were not run, and the survivors nobody has explained."""
    results = {module: found for module, found in kept.items() if found is not None}
    counted = ("mutants", "refused", "run", "killed")
    print(f"| module | {' | '.join(counted)} | |\n|---|---|---|---|---|---|")
    for module, found in results.items():
        print(f"| {module} | {' | '.join(str(found[key]) for key in counted)} | {rate([found]):.1%} |")
    sums = [sum(found[key] for found in results.values()) for key in counted]
    print(f"| **all** | {' | '.join(map(str, sums))} | {rate(results.values()):.1%} |\n")
    if stopped := sum(found["stopped"] for found in results.values()):
        print(f"took too long, counted as not run: {stopped}\n")
    if len(results) < len(kept):
        print(f"not run: {', '.join(module for module in kept if module not in results)}\n")
    left = list(unexplained(results))
    for module, each in left:
        print(f"{module} {each['function']}{'' if each['reached'] else ' (no test)'}")
        print(f"  - {each['was']}\n  + {each['now']}")
    return int(bool(left) or rate(results.values()) < WANTED)


def rate(found: Iterable[Json]) -> float:
    """The share of mutants that the tests noticed; of none all."""
    every = list(found)
    mutants, killed = (sum(each[key] for each in every) for key in ("run", "killed"))
    return killed / mutants if mutants else 1.0


if __name__ == "__main__":
    sys.exit(main())
