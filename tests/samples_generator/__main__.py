"""The command ``python -m tests.samples_generator``: writes every generated file of ``samples/`` anew."""

from __future__ import annotations

import click

from tests.samples_generator.folders import SAMPLES, generated_files


def main() -> None:
    """Write the files and say which."""
    for name, content in generated_files().items():
        path = SAMPLES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        click.echo(f"{path} ({len(content)} bytes)")


main()
