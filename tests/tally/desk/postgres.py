"""A PostgreSQL of its own for tests: a cluster in a temporary folder, on loopback or a socket, gone when they end."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = tuple(path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb"))
"""Where Debian has the server's programs; its clients stand in such folders too, without this one."""

USER = "postgres"


def binaries() -> Path | None:
    """Where the server's programs are, the newest; None where there is none."""
    if PLACES:
        return max(PLACES, key=lambda path: (len(path.parent.name), path.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Start one; its address with a new database each time it is asked: ``address.format(name)``."""
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    data, password = folder / "data", secrets.token_hex(8)
    folder.chmod(0o755)
    words = folder / "password"
    words.write_text(password, encoding="utf-8")
    if os.name == "posix" and os.geteuid() == 0:  # the server refuses to run as root
        data.mkdir()
        shutil.chown(data, USER)
        shutil.chown(words, USER)
    port = _free_port()
    _run(
        [programs / "initdb", "-D", data, "-U", "desk", "-A", "scram-sha-256", f"--pwfile={words}", "-E", "UTF8", "-N"]
    )
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c shared_buffers=16MB"
    _run([programs / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start"])
    try:
        yield f"postgresql+psycopg://desk:{password}@127.0.0.1:{port}/"
    finally:
        _run([programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"])


def _run(command: list[str | Path]) -> None:
    if os.name == "posix" and os.geteuid() == 0:
        command = ["runuser", "-u", USER, "--", *command]
    # pg_ctl leaves a server behind that would hold a pipe open: what it says goes to its log.
    subprocess.run(
        [str(each) for each in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    )


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
