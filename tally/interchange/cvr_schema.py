"""What NIST SP 1500-103 v1.0 allows in a cast vote record file (bản ghi lá phiếu): its own JSON Schema, asked.

The schema is NIST's, shipped as it is (a work of NIST, not subject to copyright in the United States). It uses a small
part of JSON Schema, which is all this module knows: every class is an object whose ``@type`` names it, and no key that
the class lacks is let through. So a document can be no deeper than the schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rules.errors import FaultList, Place
from rules.phrase import Phrase, phrase
from rules.text_file import shortened

SCHEMA = "nist_cast_vote_records_v1.json"

_KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


@dataclass(frozen=True, slots=True)
class _Problem:
    where: str
    seen: object
    message: Phrase


def check(value: object, of: str, where: str, faults: FaultList) -> bool:
    """Whether a value is one of the class ``of`` (``CVR.CVR``); what is not so is noted with its JSON path."""
    problems = list(_check(value, {"$ref": f"#/definitions/{of}"}, where))
    for problem in problems:
        faults.add(
            "cvr.schema",
            problem.message,
            phrase("xuất lại tệp theo chuẩn NIST SP 1500-103 phiên bản 1.0"),
            place=Place(key=problem.where),
            seen=shortened(json.dumps(problem.seen, ensure_ascii=False, default=str)),
        )
    return not problems


@cache
def definitions() -> Mapping[str, Any]:
    """The classes of the schema by name."""
    content = files("tally.interchange").joinpath(SCHEMA).read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(content)["definitions"]
    return found


def _check(value: object, rule: Mapping[str, Any], where: str) -> Iterator[_Problem]:
    while "$ref" in rule:
        rule = definitions()[rule["$ref"].removeprefix("#/definitions/")]
    if "oneOf" in rule:
        yield from _one_of(value, rule["oneOf"], where)
        return
    kind = rule["type"]
    # In Python true is a whole number too; in JSON it is none.
    if not isinstance(value, _KINDS[kind]) or (kind == "integer" and isinstance(value, bool)):
        yield _Problem(where, value, phrase("ở đây phải là {kind}", kind=kind))
    elif isinstance(value, dict):
        yield from _object(value, rule, where)
    elif isinstance(value, list):
        if len(value) < rule.get("minItems", 0):
            yield _Problem(where, value, phrase("danh sách này không được rỗng"))
        for at, item in enumerate(value):
            yield from _check(item, rule["items"], f"{where}[{at}]")
    elif "enum" in rule and value not in rule["enum"]:
        yield _Problem(where, value, phrase("giá trị phải là một trong: {values}", values=tuple(rule["enum"])))
    elif "pattern" in rule and not re.search(rule["pattern"], str(value)):
        yield _Problem(where, value, phrase("giá trị không đúng dạng {pattern}", pattern=rule["pattern"]))


def _one_of(value: object, rules: list[Mapping[str, Any]], where: str) -> Iterator[_Problem]:
    names = tuple(rule["$ref"].removeprefix("#/definitions/") for rule in rules)
    kind = value.get("@type") if isinstance(value, dict) else None
    if kind in names:
        yield from _check(value, {"$ref": f"#/definitions/{kind}"}, where)
    else:
        yield _Problem(f"{where}.@type", kind, phrase("giá trị phải là một trong: {values}", values=names))


def _object(value: Mapping[str, object], rule: Mapping[str, Any], where: str) -> Iterator[_Problem]:
    known = rule["properties"]
    for name, inner in value.items():
        path = f"{where}.{name}" if where else name
        if name in known:
            yield from _check(inner, known[name], path)
        else:
            yield _Problem(shortened(path), inner, phrase("chuẩn không có khóa này ở đây"))
    for name in rule.get("required", ()):
        if name not in value:
            yield _Problem(where, None, phrase("thiếu khóa «{name}»", name=name))
