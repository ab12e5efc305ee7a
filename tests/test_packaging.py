"""The wheel holds everything the program reads, and the constraints file pins everything that is installed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = [Requirement(text) for text in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]]
LINES = [line.partition("#")[0].strip() for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()]
PINNED = dict(line.split("==") for line in LINES if line)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    """The wheel, built from this checkout without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    with ZipFile(path) as file:
        yield file


def files_of(folder: str) -> set[str]:
    """Every file of a folder of the checkout, without what Python compiles."""
    paths = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_packages_and_the_samples_and_nothing_else(wheel: ZipFile) -> None:
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    samples = {f"tally/{name}" for name in files_of("samples")}
    assert held == files_of("rules") | files_of("tally") | samples


@pytest.mark.parametrize(
    "kind",
    [
        "rules/regulations/*.toml",
        "rules/examples/*.toml",
        "rules/schemas/*.json",
        "rules/locale/*/LC_MESSAGES/*.mo",
        "tally/interchange/*.json",
        "tally/samples/*/*.toml",
        "tally/desk/web/templates/*.html",
        "tally/desk/web/static/*.js",
        "tally/desk/web/static/htmx.LICENSE.txt",
    ],
)
def test_the_wheel_holds_what_is_no_code(wheel: ZipFile, kind: str) -> None:
    assert any(Path(name).match(kind) for name in wheel.namelist())


def test_the_wheel_starts_the_program(wheel: ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "kiemphieu = tally.cli:main" in wheel.read(name).decode()


def test_the_constraints_hold_exact_versions_and_no_addresses() -> None:
    for line in filter(None, LINES):
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line), line


@pytest.mark.parametrize("requirement", WANTED, ids=lambda requirement: requirement.name)
def test_what_is_pinned_satisfies_the_lower_bound(requirement: Requirement) -> None:
    assert requirement.specifier.contains(PINNED[requirement.name])


def installed_by(requirement: Requirement, seen: set[str]) -> None:
    """Collect the names a requirement brings, those it brings in turn included."""
    name = canonicalize_name(requirement.name)
    if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
        return
    seen.add(name)
    try:
        needs = distribution(name).requires or []
    except PackageNotFoundError:
        pytest.fail(f"{name} is not installed")
    for text in needs:
        installed_by(Requirement(text), seen)


def test_everything_that_is_installed_is_pinned() -> None:
    seen: set[str] = set()
    for requirement in WANTED:
        installed_by(requirement, seen)
    assert seen - {canonicalize_name(name) for name in PINNED} == set()


def test_the_readme_holds_the_two_lines_that_ci_runs() -> None:
    """``.ci/run`` reads them from there."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("python3 -m venv")] == [
        "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt . && .venv/bin/kiemphieu demo",
        "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e '.[test]' && .venv/bin/python -m pytest",
    ]


def test_the_readme_shows_pictures_that_are_there_and_small() -> None:
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown
    assert [name for name in shown if not 0 < (ROOT / name).stat().st_size < 120_000] == []
