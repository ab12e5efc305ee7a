"""One check explained, as people read it and as JSON: its provisions in every pack, our reading, examples, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rules.check import Check
from rules.checks import ALL
from rules.errors import Fault, InputError
from rules.explanation_file import Example, Explanation
from rules.finding import Force
from rules.json_form import Json
from rules.labels import label_of
from rules.law_view import RULES_FORMAT
from rules.messages import Translator
from rules.parameter import PARAMETERS
from rules.percent import Percent
from rules.phrase import Phrase, phrase
from rules.provision_view import content, evidence, provision_form, split_sources, time_form
from rules.regulation import Provision, RulePack
from rules.regulation_file import time_phrase
from rules.report_text import Writer


def check_called(code: str) -> Check:
    """The check of a code, small letters too, or of a dotted name; raises ``InputError`` for any other word."""
    found = next((check for check in ALL if code.upper() == check.code or code.lower() == check.name), None)
    if found is None:
        raise InputError(
            (
                Fault(
                    name="rules.unknown_check",
                    file="kiemphieu",
                    seen=code,
                    message=phrase("không có mã kiểm tra nào là «{code}»", code=code),
                    remedy=phrase("dùng một trong các mã: {known}", known=tuple(check.code for check in ALL)),
                ),
            ),
        )
    return found


def checks_json(translator: Translator) -> Json:
    """Every check there is, in the order of their codes."""
    return {
        "format": RULES_FORMAT,
        "checks": [{"code": check.code, "name": check.name, "title": translator.text(check.title)} for check in ALL],
    }


def print_checks(translator: Translator) -> None:
    """Print a line a check: its code, what it is about, its dotted name."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    titles = {check.code: Writer(translator).sentence(check.title) for check in ALL}
    width = max(map(len, titles.values()))
    for check in ALL:
        console.print(Text(f"{check.code}  {titles[check.code]:{width}}  {check.name}"), soft_wrap=True)


def explain_json(
    check: Check,
    packs: Sequence[RulePack],
    explanation: Explanation,
    translator: Translator,
) -> Json:
    """The explanation as JSON; every pack is there, also one without a provision of this check."""
    lang = translator.lang
    return {
        "format": RULES_FORMAT,
        "check": {
            "code": check.code,
            "name": check.name,
            "title": translator.text(check.title),
            "parameters": _parameters(check),
            "reading": explanation.reading[lang],
            "rejected": explanation.rejected[lang],
            "examples": [
                {"shows": shows, "sentence": example.sentence[lang], **_example_form(example)}
                for shows, example in (("passes", explanation.passes), ("fails", explanation.fails))
            ],
            "packs": [
                {
                    "name": pack.name,
                    "title": pack.title[lang],
                    "in_force": time_form(pack.in_force),
                    "provisions": [provision_form(each, translator) for each in _of(pack, check)],
                }
                for pack in packs
            ],
            "sources": list(_sources(check, packs)),
        },
    }


def print_explanation(
    check: Check,
    packs: Sequence[RulePack],
    explanation: Explanation,
    translator: Translator,
) -> None:
    """Print what the check is, where it stands in each pack, how it is read, and two examples."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    def _indented(text: str, by: int, style: str = "") -> Padding:
        return Padding(Text(text, style=style), (0, 0, 0, by), expand=False)

    console = Console(highlight=False)
    lang, sources = translator.lang, _sources(check, packs)
    console.print(Text(f"{check.code} · {translator.text(check.title)} ({check.name})", style="bold"))
    for pack in packs:
        console.print()
        console.print(Text(translator.text(_heading(pack)), style="bold"))
        provisions = _of(pack, check)
        if not provisions:
            console.print(_indented(translator.text(_nothing(check)), 2))
        for provision in provisions:
            console.print(_indented(translator.text(_instrument(provision)), 2))
            for line in (
                *content(provision, of_state=pack.of_state),
                *evidence(provision, sources, lang),
            ):
                console.print(_indented(translator.text(line), 4, style="" if provision.confirmed else "yellow"))
    for heading, told in _told(explanation, translator):
        console.print()
        console.print(Text(translator.text(heading), style="bold"))
        console.print(_indented(told, 2))
    if sources:
        console.print()
        console.print(Text(translator.text(phrase("Nguồn")), style="bold"))
    for number, source in enumerate(sources, start=1):
        # Not wrapped, so that an address can be copied whole.
        console.print(Text(f"[{number}] {source}"), soft_wrap=True)


def _parameters(check: Check) -> list[str]:
    """The questions of the law that the check asks."""
    return [
        parameter.name
        for parameter in PARAMETERS.values()
        if parameter.code == check.code or check.code in parameter.also
    ]


def _of(pack: RulePack, check: Check) -> tuple[Provision, ...]:
    """A pack's provisions of a check, those of earlier and later times too."""
    asked = _parameters(check)
    return tuple(provision for provision in pack.provisions if provision.parameter in asked)


def _sources(check: Check, packs: Sequence[RulePack]) -> tuple[str, ...]:
    """Every address once, in the order of the packs."""
    given = (provision.source for pack in packs for provision in _of(pack, check))
    return tuple(dict.fromkeys(source for each in given for source in split_sources(each)))


def _heading(pack: RulePack) -> Phrase:
    return phrase("{pack} ({time})", pack=pack.name, time=time_phrase(pack.in_force))


def _nothing(check: Check) -> Phrase:
    parameters = [PARAMETERS[name] for name in _parameters(check)]
    if not parameters:
        return phrase("không thấy quy định nào; chương trình tự hỏi")
    if not any(parameter.law for parameter in parameters):
        return phrase("chỉ có khi đại hội thêm vào [[local]]")
    if any(parameter.local for parameter in parameters):
        return phrase("không có quy định nào; đại hội có thể thêm vào [[local]] kèm nguồn")
    return phrase("không có quy định nào")


def _instrument(provision: Provision) -> Phrase:
    """Which question it answers, the instrument's number and date, and when it holds: every one of a pack has these."""
    citation = provision.citation
    time = time_phrase(provision.in_force)
    return phrase(
        "{parameter}: {number} ngày {date} (hiệu lực {time})",
        parameter=label_of(provision.parameter),
        number=citation.number,
        date=citation.date or provision.in_force.start,
        time=time,
    )


def _told(explanation: Explanation, translator: Translator) -> Iterator[tuple[Phrase, str]]:
    lang = translator.lang
    yield phrase("Cách hiểu của chương trình"), explanation.reading[lang]
    yield phrase("Cách hiểu không chọn"), explanation.rejected[lang]
    for heading, example in (
        (phrase("Thí dụ đạt"), explanation.passes),
        (phrase("Thí dụ không đạt"), explanation.fails),
    ):
        found = translator.text(_found(example.found, Writer(translator)))
        yield heading, f"{example.sentence[lang]}\n{found} ({example.rules}, {translator.date(example.opens)})"


def _found(found: Mapping[str, Any], writer: Writer) -> Phrase:
    """The finding's numbers, as the tests hold them."""
    force = Force(found["force"])
    verdict = phrase("đạt") if found["passed"] is True else phrase("không đạt")
    if "limit" not in found:
        return phrase("→ {verdict} ({force})", verdict=verdict, force=force)
    limit = writer.limit(found["limit"])
    if "measured" not in found:
        return phrase("→ giới hạn {limit}, {force}: {verdict}", limit=limit, force=force, verdict=verdict)
    if "percent" not in found:
        return phrase(
            "→ {measured}, giới hạn {limit}, {force}: {verdict}",
            measured=found["measured"],
            limit=limit,
            force=force,
            verdict=verdict,
        )
    return phrase(
        "→ {measured} = {percent} %, giới hạn {limit}, {force}: {verdict}",
        measured=found["measured"],
        percent=Percent(int(found["percent"].replace(".", ""))),
        limit=limit,
        force=force,
        verdict=verdict,
    )


def _example_form(example: Example) -> Json:
    """The case's rules and day, and of its finding what the file says."""
    keys = ("passed", "force", "measured", "percent", "of", "limit", "margin", "group", "people")
    return {
        "rules": example.rules,
        "opens": example.opens.isoformat(),
        **{key: example.found[key] for key in keys if key in example.found},
    }
