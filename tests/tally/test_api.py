"""What programs import: its examples are right, the README's block runs, and it costs no more than it must."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tally import api
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


@pytest.mark.parametrize("module", ["pandas", "numpy", "rich", "click", "pyarrow"])
def test_importing_it_loads_nothing_heavy(module: str) -> None:
    program = f"import sys, tally.api; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
