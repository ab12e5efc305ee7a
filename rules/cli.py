"""The commands of the slate side: ``check`` and ``rules``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from rules.command_line import (
    FINE,
    Command,
    Group,
    Option,
    Session,
    json_option,
    lang_option,
    output_option,
    write_whole,
)
from rules.phrase import phrase
