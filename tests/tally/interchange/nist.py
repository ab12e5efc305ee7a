"""What NIST gives: its deck and official result, its schemas, as the tests ask for them."""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, Draft7Validator

NIST = Path(__file__).parents[2] / "nist"
WHOLE_COUNTY = "ru-county-1"


def deck() -> bytes:
    """The 40 cast vote records of gen-01."""
    return gzip.decompress((NIST / "cvr-gen-01.json.gz").read_bytes())


def official() -> dict[str, Any]:
    """The official result of gen-01, by contest."""
    result = json.loads(gzip.decompress((NIST / "err-gen-01.json.gz").read_bytes()))
    return {contest["@id"]: contest for contest in result["Election"][0]["Contest"]}


@cache
def cvr_schema() -> Draft4Validator:
    """Holds a document to SP 1500-103 v1.0, by a library of its own."""
    text = files("tally.interchange").joinpath("nist_cast_vote_records_v1.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


@cache
def results_schema() -> Draft7Validator:
    """Holds a document to SP 1500-100 v2."""
    return Draft7Validator(json.loads((NIST / "NIST_V2_election_results_reporting.json").read_text(encoding="utf-8")))
