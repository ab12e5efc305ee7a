"""What every test may use: hypothesis profiles, golden files, and the program in this process or in its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from gettext import NullTranslations
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from rules.errors import Fault, Place
from rules.language import catalog
from rules.phrase import Phrase, Value

GOLDEN = Path(__file__).parent / "golden"
CHECKOUT = Path(__file__).parent.parent
PROGRAM = (sys.executable, "-W", "error", "-c", "import sys; from tally.cli import main; sys.exit(main())")

# Machines differ: neither a deadline nor a slow generation may decide a test. In CI the same examples every time.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, database=None)
settings.register_profile("mutant", settings.get_profile("ci"), max_examples=20)
settings.load_profile("mutant" if os.environ.get("MUTANT_UNDER_TEST") else "ci" if os.environ.get("CI") else "dev")

_PACKAGES = {CHECKOUT / "rules", CHECKOUT / "rules" / "checks", CHECKOUT / "tally"}
_FAULT_NAME = re.compile(r"[a-z_]+\.[a-z0-9_]+")
_PLACE = re.compile(r"\{(\w+)(?::[^}]*)?\}")

Golden = Callable[[str, str], None]
RunCli = Callable[..., Result]
RunProgram = Callable[..., "subprocess.CompletedProcess[str]"]


class _NoEnglish(NullTranslations):
    def gettext(self, message: str) -> str:
        assert not any(letter.isalpha() for letter in _PLACE.sub("", message)), f"no English: {message!r}"
        return message  # nothing but places has nothing to translate


@pytest.fixture(scope="session", autouse=True)
def whole_sentences() -> Iterator[None]:
    """Hold every sentence that our own code makes in any test: it has its English and every value it speaks of."""
    english = catalog("en")
    english.add_fallback(_NoEnglish())
    made = Phrase.__init__

    @cache
    def places(msgid: str) -> frozenset[str]:
        return frozenset(_PLACE.findall(english.gettext(msgid)) + _PLACE.findall(msgid))

    def make(self: Phrase, msgid: str, values: Mapping[str, Value]) -> None:
        made(self, msgid, values)
        maker = sys._getframe(2).f_code.co_filename
        if Path(maker).parent in _PACKAGES:
            assert set(values) == places(msgid), (msgid, values)
            assert None not in values.values(), (msgid, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Phrase, "__init__", make)
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_remembered() -> None:
    """Forget what cached functions found before a mutant was made of what they call: its tests would not see it."""
    if os.environ.get("MUTANT_UNDER_TEST"):
        ours = [module for name, module in sys.modules.items() if name.partition(".")[0] in {"rules", "tally"}]
        for found in [value for module in ours for value in vars(module).values()]:
            if callable(forget := getattr(found, "cache_clear", None)):
                forget()


@pytest.fixture(scope="session", autouse=True)
def whole_faults() -> Iterator[None]:
    """Hold every fault that any test meets: it has a dotted name, a file, a place, and says what to do."""
    made = Fault.__init__

    def make(self: Fault, **values: Any) -> None:  # noqa: ANN401 - whatever it is made with is what is held
        made(self, **values)
        assert _FAULT_NAME.fullmatch(self.name), self.name
        assert self.file, self.name
        assert isinstance(self.place, Place), self.name
        assert isinstance(self.message, Phrase), self.name
        assert isinstance(self.remedy, Phrase), self.name

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fault, "__init__", make)
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew: ``pytest --update-golden``, then read the difference before committing."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew instead of comparing")
    parser.addoption("--run-browser", action="store_true", help="collect tests/browser, which needs Chromium")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the tests in a browser to their own command: ``python -m pytest tests/browser --run-browser``."""
    is_browser = collection_path == Path(__file__).parent / "browser"
    return True if is_browser and not config.getoption("--run-browser") else None


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Hold a text to ``tests/golden/<name>``: ``golden("demo.vi.txt", text)``."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{file} is missing: run pytest with --update-golden and read what it wrote"
        with file.open(encoding="utf-8", newline="") as lines:
            assert text == lines.read(), f"{file} differs: if that is meant, run pytest with --update-golden"

    return compare


@pytest.fixture
def run_cli() -> RunCli:
    """Run the program's commands in this process: ``run_cli("count", folder, "--json").stdout``.

    ``standalone_mode=False`` is not used: what is tested is what a user gets, with the exit code.
    """

    def run(*args: str | os.PathLike[str], stdin: str | None = None) -> Result:
        main = import_module("tally.cli").main
        with pytest.MonkeyPatch.context() as patch:
            # The program sets these for click's own words; they must not reach the next test.
            patch.setenv("LANGUAGE", os.environ.get("LANGUAGE", ""))
            return CliRunner().invoke(main, [os.fspath(arg) for arg in args], input=stdin)

    return run


@pytest.fixture
def run_program(tmp_path: Path) -> RunProgram:
    """Run the program as its own process, in an empty folder unless ``cwd`` says otherwise.

    It gets a plain environment: no language, no colours, no terminal, and UTF-8 as on every supported system.
    """

    def run(
        *args: str | os.PathLike[str],
        cwd: Path = tmp_path,
        stdin: str = "",
        env: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        plain = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "SYSTEMROOT", "TMPDIR"}}
        return subprocess.run(
            [*PROGRAM, *(os.fspath(arg) for arg in args)],
            cwd=cwd,
            input=stdin,
            env=plain | {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"} | (env or {}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run
