"""What the import linter cannot see: every pure module is listed, none uses a clock or a float, none grows too long."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
HIGHEST_PURE = {"rules": "report_content", "tally": "for_check", "tally.desk": "deciding", "tally.papers": "slides"}
FOLDERS = ("rules", "tally", "tests")
LONGEST = 400
"""Lines of a module, of tests too."""

(PURE_CONTRACT,) = [contract for contract in CONTRACTS if contract["type"] == "forbidden"]
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def files_of(module: str) -> list[Path]:
    """The file of a module, or the files of a package."""
    path = ROOT / module.replace(".", "/")
    return sorted(path.glob("*.py")) if path.is_dir() else [path.with_suffix(".py")]


PURE_FILES = [path for module in PURE_CONTRACT["source_modules"] for path in files_of(module)]


def shown(path: Path) -> str:
    """The name of a test's case."""
    return path.relative_to(ROOT).as_posix()


def layers_of(package: str) -> list[set[str]]:
    """The layers of a package, highest first, each a set of full names."""
    (contract,) = [contract for contract in CONTRACTS if contract.get("containers") == [package]]
    return [{f"{package}.{name.strip(' ()')}" for name in layer.split("|")} for layer in contract["layers"]]


@pytest.mark.parametrize("package", HIGHEST_PURE)
def test_every_layer_up_to_the_engine_is_pure_and_none_above(package: str) -> None:
    layers = layers_of(package)
    highest = next(at for at, layer in enumerate(layers) if f"{package}.{HIGHEST_PURE[package]}" in layer)
    listed = {name for name in PURE_CONTRACT["source_modules"] if name.rpartition(".")[0] == package}
    assert listed == set().union(*layers[highest:])


def impure_uses(tree: ast.AST) -> list[str]:
    """Calls that ask a clock, a file, a keyboard or a screen, paths that are not pure, numbers that are not exact."""
    found: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="now" | "today" | "utcnow" as name)):
                found.append(f"line {node.lineno}: {name}")
            case ast.Call(func=ast.Name(id="open" | "print" | "input" | "hash" | "id" as name)):
                found.append(f"line {node.lineno}: {name}")
            case ast.Constant(value=float()) | ast.Name(id="float"):
                found.append(f"line {node.lineno}: float")
            case ast.Import(names=names) if any(alias.name.startswith("pathlib") for alias in names):
                found.append(f"line {node.lineno}: pathlib")
            case ast.ImportFrom(module="pathlib", names=names) if {alias.name for alias in names} != {"PurePath"}:
                found.append(f"line {node.lineno}: pathlib")
    return found


@pytest.mark.parametrize("path", PURE_FILES, ids=shown)
def test_a_pure_module_asks_no_clock_and_no_file_and_has_no_float(path: Path) -> None:
    assert impure_uses(ast.parse(path.read_bytes())) == []


@pytest.mark.parametrize(
    "source",
    [
        "date.today()",
        "datetime.now(UTC)",
        "open('x')",
        "print(1)",
        "import pathlib",
        "from pathlib import Path, PurePath",
    ],
)
def test_what_is_impure_is_found(source: str) -> None:
    assert impure_uses(ast.parse(source)) != []


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_no_module_is_too_long_to_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST, "split it"


@pytest.mark.parametrize("package", ["rules", "tally"])
def test_the_map_of_a_package_names_every_module(package: str) -> None:
    """A newcomer finds each by reading the README.md of its folder."""
    named = set(re.findall(r"`(\w+)`", (ROOT / package / "README.md").read_text(encoding="utf-8")))
    assert {path.stem for path in (ROOT / package).glob("*.py")} - {"__init__"} <= named
