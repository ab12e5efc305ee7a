"""``python -m tests.environments``: the records of all samples, papers and all, are the same from any environment.

Makes a fresh environment from the constraints file for every Python from 3.11 on that can be found, twice for this
one, seals every sample in each, in another time zone each time, and compares the bytes. Needs the package index.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from tests.tally.records import pythons, sealable

ROOT = Path(__file__).parent.parent
OLDEST = (3, 11)
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/St_Johns")
SEAL_ALL = """
import hashlib, sys
from pathlib import Path
from tally.count_record import count_head
from tally.record_papers import papers_to_seal
from tally.seal_file import seal
for sample in sys.argv[1:]:
    record = count_head(Path(sample))
    papers = papers_to_seal(Path(sample), record)
    sealed = seal(record, papers=papers, at="2020-07-15T17:30:00+07:00")
    print(hashlib.sha256(sealed.content).hexdigest(), len(papers), Path(sample).name)
"""


def main() -> int:
    """Say what each environment makes; the exit code is 1 if two differ."""
    able = [python for python in pythons() if _version(python) >= OLDEST]
    made: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="kiemphieu-") as name:
        for (at, python), zone in zip(enumerate([sys.executable, *able]), cycle(ZONES)):
            made[f"{python}, {zone}, environment {at + 1}"] = _seal(python, Path(name) / str(at), zone)
    same = len(set(made.values())) == 1
    for where, said in made.items():
        print(f"\n{where}\n{said}" if not same else f"{where}: the same")  # noqa: T201 - the same
    if same:
        print(f"\n{next(iter(made.values()))}")  # noqa: T201 - the same
    return 0 if same else 1


def _seal(python: str, folder: Path, zone: str) -> str:
    subprocess.run([python, "-m", "venv", folder], check=True)
    inside = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    install: list[str | Path] = [inside, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", ROOT]
    subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
    samples = [ROOT / "samples" / sample for sample in sealable()]
    plain = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT", "HOME", "TMPDIR"}}
    environment = plain | {"TZ": zone, "PYTHONHASHSEED": str(len(zone))}
    command: list[str | Path] = [inside, "-c", SEAL_ALL, *samples]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=folder)
    return ran.stdout


def _version(python: str) -> tuple[int, ...]:
    told = subprocess.check_output([python, "-c", "import sys; print(*sys.version_info[:2])"], text=True)
    return tuple(map(int, told.split()))


if __name__ == "__main__":
    sys.exit(main())
