"""Keeps the translations: ``python -m tests.catalogs update`` writes the catalogs, ``check`` says what is wrong.

Ours is the domain ``kiemphieu``: Vietnamese msgids from every call of ``phrase`` and ``help_text``, and of ``t`` in the
templates of pages, English beside them. The calls are read as syntax, so that a msgid that is no literal, or whose
places differ from the values given, is found.
The other is ``click``: that library's English msgids with the Vietnamese that we show.
Everything is written without dates and line numbers, so that it changes only when a sentence does.
"""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent
LOCALE = Path("rules/locale")
TEMPLATE = LOCALE / "kiemphieu.pot"
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "kiemphieu.po"
CLICK = LOCALE / "vi" / "LC_MESSAGES" / "click.po"

MAKERS = ("phrase", "help_text")
TEMPLATE_MAKER = "t"
"""What a page's template calls to put a sentence into the language."""

_COUNTED = re.compile(r"\{\w+\} (?:ballots|members|names|papers|people|seats|voters|votes)\b")
"""A number before what there may be one of; Vietnamese has one word for one and many."""

Text = str | tuple[str, ...] | list[str] | None


class SteadyCatalog(Catalog):
    """A catalog whose header says only what gettext needs: no dates, no names, no version of a tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the entry with the empty msgid."""
        headers = [("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8")]
        headers.append(("Content-Transfer-Encoding", "8bit"))
        if self.locale:
            headers.append(("Language", str(self.locale)))
            headers.append(("Plural-Forms", self.plural_forms))
        return headers


@dataclass(slots=True)
class Extraction:
    """The msgids of the source, each with the files that use it, and the calls that no catalog can hold."""

    files: dict[str, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def extract(root: Path = ROOT) -> Extraction:
    """Read every call that makes a sentence in the two packages, in the order of files and lines."""
    found = Extraction()
    for package in ("rules", "tally"):
        for path in sorted((root / package).rglob("*.py")):
            file = path.relative_to(root).as_posix()
            calls = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)]
            for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
                if _called(call) in MAKERS:
                    _take_call(call, file, found)
        for path in sorted((root / package).rglob("*.html")):
            _take_template(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix(), found)
    return found


def _take_template(source: str, file: str, found: Extraction) -> None:
    """Read the calls of ``t`` in a page's template, held to the same as those of Python."""
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        if not (isinstance(call.node, nodes.Name) and call.node.name == TEMPLATE_MAKER):
            continue
        where = f"{file}:{call.lineno}"
        match call.args:
            case [nodes.Const(value=str(msgid))]:
                _take(msgid, {keyword.key for keyword in call.kwargs}, file, where, found)
            case _:
                found.problems.append(f"{where}: the first argument of {TEMPLATE_MAKER} must be one literal text")


def _called(call: ast.Call) -> str | None:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return None


def _take_call(call: ast.Call, file: str, found: Extraction) -> None:
    where = f"{file}:{call.lineno}"
    match call.args:
        case [ast.Constant(value=str(msgid))]:
            _take(msgid, {keyword.arg for keyword in call.keywords}, file, where, found)
        case _:
            found.problems.append(f"{where}: the first argument of {_called(call)} must be one literal text")


def _take(msgid: str, given: set[str | None] | set[str], file: str, where: str, found: Extraction) -> None:
    if None not in given and given != places(msgid):
        found.problems.append(f"{where}: places {sorted(places(msgid))} but values {sorted(map(str, given))}")
    if msgid != unicodedata.normalize("NFC", msgid):
        found.problems.append(f"{where}: not in Unicode NFC: {msgid!r}")
    files = found.files.setdefault(msgid, [])
    if file not in files:
        files.append(file)


def places(text: str) -> set[str]:
    """Names in braces: ``{n}``, also those that only choose a word, ``{n:seat|seats}``."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def click_msgids() -> set[tuple[str, ...]]:
    """Every msgid of the click that is installed; a plural one has two parts."""
    spec = find_spec("click")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("click is not installed")
    found = extract_from_dir(str(Path(spec.origin).parent), method_map=[("**.py", "python")])
    return {_parts(message) for _, _, message, _, _ in found}


def _parts(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def build(root: Path = ROOT) -> dict[Path, bytes]:
    """Make every catalog file anew, with the translations that stand in the checkout."""
    sources = extract(root).files
    template, english = SteadyCatalog(fuzzy=False), SteadyCatalog(locale="en", fuzzy=False)
    template.header_comment = "# The Vietnamese sentences of the program: python -m tests.catalogs update"
    english.header_comment = "# English sentences of the program: edit the msgstr, then python -m tests.catalogs update"
    old = {message.id: message.string for message in _read(root / ENGLISH)}
    for msgid, files in sources.items():
        locations = [(file, 1) for file in files]
        template.add(msgid, locations=locations)
        english.add(msgid, old.get(msgid, ""), locations=locations)
    click = SteadyCatalog(locale="vi", fuzzy=False)
    click.header_comment = "# Vietnamese for click's own words: edit the msgstr, then python -m tests.catalogs update"
    for message in _read(root / CLICK):
        click.add(message.id, message.string)
    return {
        TEMPLATE: _po(template),
        ENGLISH: _po(english),
        ENGLISH.with_suffix(".mo"): _mo(english),
        CLICK: _po(click),
        CLICK.with_suffix(".mo"): _mo(click),
    }


def _read(path: Path) -> list[Message]:
    if not path.exists():
        return []
    with path.open("rb") as file:
        return [message for message in read_po(file, abort_invalid=True) if message.id]


def _po(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalog, width=0, include_lineno=False)
    return file.getvalue()


def _mo(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def update(root: Path = ROOT) -> None:
    """Write every catalog file; new sentences come with an empty msgstr, for a person to fill."""
    for path, content in build(root).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def check(root: Path = ROOT) -> list[str]:
    """Say everything that is wrong with the catalogs; nothing if all is well."""
    extraction = extract(root)
    problems = list(extraction.problems)
    for path, content in build(root).items():
        if not (root / path).exists() or (root / path).read_bytes() != content:
            problems.append(f"{path.as_posix()} is stale: python -m tests.catalogs update")
    english = _read(root / ENGLISH)
    problems += _check_messages(ENGLISH, english)
    problems += [
        f"{ENGLISH.as_posix()}: of one it says {found[0]!r}, write {{n:one|many}}: {message.string!r}"
        for message in english
        for found in [_COUNTED.search(" ".join(_parts(message.string)))]
        if found
    ]
    click = _read(root / CLICK)
    problems += _check_messages(CLICK, click)
    known = click_msgids()
    problems += [
        f"{CLICK.as_posix()}: click has no {message.id!r}" for message in click if _parts(message.id) not in known
    ]
    return problems


def _check_messages(path: Path, messages: Iterable[Message]) -> Iterator[str]:
    for message in messages:
        translations = _parts(message.string)
        if message.fuzzy or not translations or not all(translations):
            yield f"{path.as_posix()}: no translation of {message.id!r}"
            continue
        allowed = places(_parts(message.id)[-1])
        for translation in translations:
            if places(translation) != allowed:
                yield f"{path.as_posix()}: places {sorted(allowed)} but {sorted(places(translation))}: {translation!r}"


def main(argv: list[str]) -> int:
    """Run ``update`` or ``check``."""
    match argv:
        case ["update"]:
            update()
        case ["check"]:
            pass
        case _:
            sys.stderr.write("python -m tests.catalogs update|check\n")
            return 2
    problems = check()
    sys.stdout.write(
        "\n".join([*problems, "catalogs: nothing wrong" if not problems else "catalogs: see above"]) + "\n"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
