"""``kiemphieu desk`` as it is typed: what it tells when it opens, what it refuses, how it ends."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from rules.phrase import phrase
from rules.session import UNUSABLE
from tally.desk.desk import Desk
from tally.desk.requests import HandOver
from tally.desk.store_error import StoreError
from tests.conftest import CHECKOUT, RunCli
from tests.tally.desk.evening import CHAIR, Evening, folder


@contextmanager
def opened(*words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A desk of its own process, on a free port of this machine only; what it said until it was ready."""
    command = [sys.executable, "-c", "import sys; from tally.cli import main; sys.exit(main())", "desk", *words]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        said = ""
        assert running.stdout is not None
        while "Ctrl+C" not in said:
            line = running.stdout.readline()
            assert line, running.communicate()[1]
            said += line
        yield said, running
    finally:
        running.kill()
        running.communicate()


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to a process of its own")
def test_it_tells_address_and_codes_once_answers_and_ends(tmp_path: Path) -> None:
    made = folder(tmp_path / "dai-hoi")
    with opened(str(made)) as (said, running):
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", said)
        codes = re.findall(r"\b\d{4}-\d{4}-\d{4}\b", said)
        assert len(set(codes)) == 4
        assert "▄" in said, "a code to scan"
        with urlopen(address) as answer:  # noqa: S310 - the address it told
            assert "Tham gia" in answer.read().decode()
        running.send_signal(signal.SIGINT)
        ending = running.communicate(timeout=30)[0]
        assert running.returncode == 0
        assert "Đã đóng bàn" in ending
    with opened(str(made)) as (again, _):
        assert re.findall(r"\b\d{4}-\d{4}-\d{4}\b", again) == []
        assert "--new-codes" in again
    with opened(str(made), "--new-codes") as (anew, _):
        assert set(codes).isdisjoint(found := re.findall(r"\b\d{4}-\d{4}-\d{4}\b", anew))
        assert len(found) == 4


def test_tls_with_the_certificate_it_tells(tmp_path: Path) -> None:
    with opened(str(folder(tmp_path / "dai-hoi")), "--tls") as (said, _):
        (port,) = re.findall(r"https://127\.0\.0\.1:(\d+)/", said)
        pem = ssl.get_server_certificate(("127.0.0.1", int(port)))
        context = ssl.create_default_context(cadata=pem)
        with (
            socket.create_connection(("127.0.0.1", int(port))) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1") as secure,
        ):
            digest = secure.getpeercert(binary_form=True)
            assert digest is not None
            assert ":".join(f"{byte:02X}" for byte in hashlib.sha256(digest).digest()) in said
            secure.sendall(f"GET /join HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: secure.recv(4096), b"")).decode()
        assert "; secure" in answer.lower()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--host", "0.0.0.0"), "--beyond"),  # noqa: S104 - it is refused
        (("--host", "8.8.8.8"), "--beyond"),
        (("--host", "may-chu"), "IP"),
        (("--host", "10.99.88.77"), "--port"),
    ],
)
def test_what_it_will_not_listen_at(words: tuple[str, ...], says: str, run_cli: RunCli, tmp_path: Path) -> None:
    found = run_cli("desk", folder(tmp_path / "dai-hoi"), *words)
    assert found.exit_code == UNUSABLE
    assert says in found.output
    assert not (tmp_path / "dai-hoi" / "desk.sqlite").exists()


def test_a_port_that_is_taken_is_told(run_cli: RunCli, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        found = run_cli("desk", folder(tmp_path / "dai-hoi"), "--host", "127.0.0.1", "--port", port)
    assert found.exit_code == UNUSABLE
    assert f"127.0.0.1:{port}" in found.output


def test_without_its_libraries_it_says_what_to_install(
    run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "uvicorn" else object())
    found = run_cli("desk", folder(tmp_path / "dai-hoi"))
    assert found.exit_code == UNUSABLE
    assert "kiemphieu[desk]" in found.output


def test_a_folder_with_faults_is_told_before_anything_listens(run_cli: RunCli, tmp_path: Path) -> None:
    found = run_cli("desk", tmp_path / "khong-co", "--host", "127.0.0.1", "--port", "0")
    assert found.exit_code == UNUSABLE
    assert "Traceback" not in found.output


def test_a_long_log_is_told_of_while_it_is_read(
    run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> None:
        time.sleep(0.3)
        raise StoreError("store.damaged", phrase("tệp kho dữ liệu bị hỏng"), phrase("lấy bản sao gần nhất"))

    monkeypatch.setattr("tally.desk.command.PATIENCE", 0.01)
    monkeypatch.setattr(Desk, "open", slow)
    found = run_cli("desk", folder(tmp_path / "dai-hoi"), "--host", "127.0.0.1", "--port", "0")
    assert "Đang đọc lại nhật ký" in found.output
    assert "bị hỏng" in found.output


def test_after_a_take_over_new_codes_are_told(tmp_path: Path) -> None:
    made = folder(tmp_path / "dai-hoi")
    with opened(str(made)) as (first, _):
        codes = set(re.findall(r"\b\d{4}-\d{4}-\d{4}\b", first))
    with opened(str(made), "--take-over", "máy kia hỏng") as (said, _):
        found = set(re.findall(r"\b\d{4}-\d{4}-\d{4}\b", said))
    assert len(found) == 4
    assert found.isdisjoint(codes)


def test_a_desk_that_was_handed_over_says_so_and_tells_no_code(tmp_path: Path) -> None:
    made = folder(tmp_path / "dai-hoi")
    with Desk.open(made) as desk:
        Evening(desk).everybody_joins()
        desk.do(HandOver(reason="hết pin"), CHAIR)
    with opened(str(made)) as (said, _):
        assert "niêm phong hoặc bàn giao" in said
        assert re.findall(r"\b\d{4}-\d{4}-\d{4}\b", said) == []
