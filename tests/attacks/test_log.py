"""A log entry dropped, reordered, the last one altered; a file named a second time; digests rewritten all the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rules.archive import write_archive
from tally.record import canonical_json
from tests.attacks.forging import SAMPLE, Files, digest, entries, files_of, look, with_digests, with_log, with_sums
from tests.tally.records import sealed

Log = list[Any]


def dropped(log: Log) -> Log:
    """The entry of the slate is gone."""
    return [entry for entry in log if entry["Type"] != "slate_taken" or entry["Details"]["contest"] != "bch"]


def reordered(log: Log) -> Log:
    """Two entries change places."""
    return [log[1], log[0], *log[2:]]


def last_altered(log: Log) -> Log:
    """Another version of the program sealed it."""
    last = log[-1] | {"Details": log[-1]["Details"] | {"program": "9.9"}}
    return [*log[:-1], last]


def unchained(files: Files, log: Log) -> Files:
    """The log as it is written, its numbers and links left as they were; the sums fit."""
    return with_sums(files | {"log.jsonl": b"".join(canonical_json(entry) for entry in log)})


@pytest.mark.parametrize("attack", [dropped, reordered])
def test_a_log_with_an_entry_gone_or_moved_is_broken(attack: Callable[[Log], Log], tmp_path: Path) -> None:
    files = files_of()
    seen = look(tmp_path, write_archive(unchained(files, attack(entries(files)))))
    assert seen.exit_code == 1
    assert "chuỗi nhật ký bị đứt" in seen.said
    assert "log" in seen.failed
    assert "log.jsonl" in seen.named


@pytest.mark.parametrize("attack", [dropped, reordered])
def test_a_log_chained_again_without_an_entry_is_not_what_happens_when_counting(
    attack: Callable[[Log], Log], tmp_path: Path
) -> None:
    files = files_of()
    content = write_archive(with_log(files, attack(entries(files))))
    assert "recount" in look(tmp_path, content).failed
    seen = look(tmp_path, content, sealed(SAMPLE).count_head)
    assert seen.exit_code == 1
    assert "mã trên giấy" in seen.said
    assert "code" in seen.failed


def test_the_last_entry_altered_no_longer_gives_the_seal_head(tmp_path: Path) -> None:
    files = files_of()
    seen = look(tmp_path, write_archive(unchained(files, last_altered(entries(files)))))
    assert seen.exit_code == 1
    assert "SEAL.json" in seen.said
    assert "heads" in seen.failed


def test_the_last_entry_and_the_seal_head_altered_are_told_by_the_seal_slip(tmp_path: Path) -> None:
    files = files_of()
    content = write_archive(with_log(files, last_altered(entries(files))))
    assert look(tmp_path, content, sealed(SAMPLE).count_head).exit_code == 0  # the count itself is untouched
    seen = look(tmp_path, content, sealed(SAMPLE).seal_head)
    assert seen.exit_code == 1
    assert "code" in seen.failed


@pytest.mark.parametrize("name", ["result.json", "congress.json", "contests/bch/ballots.csv"])
def test_a_second_entry_for_a_file_after_the_count_head_takes_nobody_s_place(name: str, tmp_path: Path) -> None:
    """The count head stays as it is on paper; a later entry names another digest for a file that it stands for."""
    files = files_of()
    files[name] = files[name].replace(b"1", b"2", 1)
    later = {"Type": "paper_made", "Details": {"file": name, "sha256": digest(files[name])}}
    log = entries(files)
    content = write_archive(with_log(files, [*log[:-1], later, log[-1]]))
    seen = look(tmp_path, content, sealed(SAMPLE).count_head)
    assert seen.audit.count_head == sealed(SAMPLE).count_head
    assert seen.exit_code == 1
    assert name in seen.said
    assert "files" in seen.failed
    assert name in seen.named


def test_a_file_nobody_logged_is_found(tmp_path: Path) -> None:
    files = with_sums(files_of() | {"papers/minutes-2.pdf": b"%PDF"})
    seen = look(tmp_path, write_archive(files))
    assert seen.exit_code == 1
    assert "papers/minutes-2.pdf" in seen.said
    assert seen.failed == {"files"}


def test_digests_rewritten_consistently_change_the_code(tmp_path: Path) -> None:
    """A file nothing is counted from is changed and everything is rewritten: only paper knows."""
    files = files_of()
    name = "inputs/congress.toml"
    files[name] = files[name] + b"\n# ...\n"
    seen = look(tmp_path, write_archive(with_digests(files)), sealed(SAMPLE).count_head)
    assert seen.exit_code == 1
    assert "mã trên giấy" in seen.said
    assert "code" in seen.failed
