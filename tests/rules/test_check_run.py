"""What a check is run on: a folder, a slate, or something that is not there."""

from __future__ import annotations

import pytest

from tests.conftest import RunCli


@pytest.mark.parametrize("ending", [".xlsx", ".XLS", ".ods", ".csv"])
def test_a_slip_in_a_slate_s_name_is_told_as_a_missing_file(run_cli: RunCli, ending: str) -> None:
    told = run_cli("check", f"danh-sach{ending}", "--seats", "3")
    assert told.exit_code == 2
    assert f"không có tệp danh-sach{ending}" in told.output


def test_a_slip_in_a_folder_s_name_is_told_as_a_missing_folder(run_cli: RunCli) -> None:
    told = run_cli("check", "dai-hoi")
    assert told.exit_code == 2
    assert "không có thư mục dai-hoi" in told.output
