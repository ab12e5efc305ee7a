"""One ``[[provision]]`` of an instrument, or one ``[[local]]`` of a congress, from its table to a ``Provision``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rules.answer_table import Answer, ignore_answer, read_answer
from rules.characteristic_table import read_characteristic
from rules.citation import Confidence, Instrument
from rules.law_table import LawTable
from rules.model import Kind, Level, Office
from rules.parameter import PARAMETERS, Parameter
from rules.phrase import phrase
from rules.regulation import Characteristic, InForce, Provision, Scope

_ROW = re.compile(r"(ADDITIONS )?\d{1,2}\.\d{1,2}|CASES \d{1,2}")


def read_provision(table: LawTable, instrument: Instrument, in_force: InForce) -> Provision | None:
    """Read a provision of an instrument; None, with every fault of it noted, where it cannot be used."""
    faults_before = len(table.faults.faults)
    parameter = _parameter(table)
    if parameter is not None and not parameter.law:
        table.refuse(
            "only_local",
            "parameter",
            phrase("{parameter} là quy định riêng của một đại hội, văn bản không có", parameter=parameter.name),
            phrase("ghi vào [[local]] của congress.toml"),
        )
    answer = _answer(table, parameter, any_reason=False)
    scope = _scope(table)
    place = table.maybe_empty("place")
    source, row, confidence = read_evidence(table)
    confirm = table.in_languages("confirm")
    reading = table.in_languages("reading")
    if confidence is not None:
        _check_confirm(table, confidence)
    table.finish()
    if len(table.faults.faults) > faults_before or parameter is None or confidence is None:
        return None
    return Provision(
        parameter=parameter.name,
        instrument=instrument,
        in_force=in_force,
        scope=scope,
        confidence=confidence,
        row=row,
        place=place or None,
        source=source,
        confirm=confirm,
        reading=reading,
        **answer,
    )


def read_local(table: LawTable) -> Provision | None:
    """Read a provision of the congress's own (``[[local]]``): its source stands for instrument and confidence.

    A list of reasons may name reasons that no regulation seen has: who leaves the base of a committee's meeting is
    known to the body, not to us.
    """
    faults_before = len(table.faults.faults)
    parameter = _parameter(table)
    if parameter is not None and not parameter.local:
        table.refuse(
            "not_local",
            "parameter",
            phrase("đại hội không thể đặt quy định riêng về {parameter}", parameter=parameter.name),
            phrase(
                "chỉ đặt quy định riêng về: {known}",
                known=tuple(each.name for each in PARAMETERS.values() if each.local),
            ),
        )
    answer = _answer(table, parameter, any_reason=True)
    characteristic = read_characteristic(table) if parameter is not None and parameter.column else None
    scope = _scope(table)
    if parameter is not None:
        _check_offices(table, parameter, scope)
    source = table.text("source", required=True)
    place = table.text("place")
    table.finish()
    if len(table.faults.faults) > faults_before or parameter is None or source is None:
        return None
    return Provision(
        parameter=parameter.name,
        instrument=None,
        in_force=InForce(start=date.min),
        scope=scope,
        confidence=Confidence.GIVEN_BY_USER,
        row="",
        place=place,
        source=source,
        characteristic=characteristic,
        **answer,
    )


def _check_offices(table: LawTable, parameter: Parameter, scope: Scope) -> None:
    """Refuse what would hold for nobody, or for whom nobody can tell."""
    if not parameter.offices and not table.has("offices"):
        table.refuse(
            "no_offices",
            "offices",
            phrase("quy định {parameter} không nói của ban chấp hành hay ban thường vụ", parameter=parameter.name),
            phrase("thêm khóa offices, ví dụ {example}", example='offices = ["executive_committee"]'),
        )
    elif parameter.outgoing and (scope.offices or frozenset()) - frozenset(parameter.offices):
        table.refuse(
            "not_of_committee",
            "offices",
            phrase("[previous_term] là số liệu của ban chấp hành nhiệm kỳ trước, không so được với chức danh khác"),
            phrase("bỏ khóa offices, hoặc ghi {example}", example='offices = ["executive_committee"]'),
        )


def read_evidence(table: LawTable) -> tuple[str, str, Confidence | None]:
    """Read source, row and confidence: where it was seen, in which row of the law's list, and how sure that is."""
    source = table.maybe_empty("source")
    row = table.text("row", required=True)
    confidence = table.one_of("confidence", Confidence, required=True)
    if row is not None and not all(_ROW.fullmatch(each) for each in row.split(", ")):
        table.refuse(
            "wrong_row",
            "row",
            phrase("«{row}» không phải là số hàng của bảng nguồn", row=row),
            phrase("ghi số hàng, ví dụ {example}", example="2.7, ADDITIONS 4.14"),
        )
    # Only what is recalled may lack a source: no page was found, and its confirm text says what to look for.
    if source == "" and confidence is not None and confidence is not Confidence.RECALLED:
        table.refuse(
            "no_source",
            "source",
            phrase("độ tin cậy {confidence} thì phải có nguồn", confidence=confidence.value),
            phrase("ghi địa chỉ trang đã thấy, hoặc hạ độ tin cậy xuống R"),
        )
    return source or "", row or "", confidence


def clashes(provisions: Sequence[Provision]) -> Iterator[tuple[int, int]]:
    """Pairs, by place, of which some contest on some day would have two answers to a question that has one.

    Lists of reasons add up: they clash only where both give the same reason. Of a question on which the texts
    contradict each other both answers are kept, and whoever asks it is told so.
    """
    of_question: dict[tuple[str, Characteristic | None, int | None], list[int]] = {}
    for later, provision in enumerate(provisions):
        same = of_question.setdefault((provision.parameter, provision.characteristic, provision.step), [])
        if not PARAMETERS[provision.parameter].several:
            for earlier in same:
                other = provisions[earlier]
                if (
                    provision.scope.meets(other.scope)
                    and provision.in_force.overlaps(other.in_force)
                    and (not provision.reasons or set(provision.reasons) & set(other.reasons))
                ):
                    yield earlier, later
        same.append(later)


def _parameter(table: LawTable) -> Parameter | None:
    name = table.text("parameter", required=True)
    if name is None:
        return None
    if name not in PARAMETERS:
        table.refuse(
            "unknown_parameter",
            "parameter",
            phrase("chương trình không biết quy định nào tên là «{parameter}»", parameter=name),
            phrase("dùng một trong các tên: {known}", known=tuple(PARAMETERS)),
        )
    return PARAMETERS.get(name)


def _answer(table: LawTable, parameter: Parameter | None, *, any_reason: bool) -> Answer:
    if parameter is None:
        ignore_answer(table)
        return Answer()
    return read_answer(table, parameter, any_reason=any_reason)


def _scope(table: LawTable) -> Scope:
    """Offices, levels, kinds and seats; what is left out is all."""
    return Scope(
        offices=table.members("offices", Office),
        levels=table.members("levels", Level),
        kinds=table.members("kinds", Kind),
        seats=_seats(table),
    )


def _seats(table: LawTable) -> tuple[int, int | None] | None:
    """Both ends included; ``at_most`` left out is open."""
    band = table.table("seats")
    if band is None:
        return None
    fewest, most = band.count("at_least", required=True), band.count("at_most")
    open_ended = not band.has("at_most")
    band.finish()
    if fewest is None or (most is None and not open_ended):
        return None
    if fewest < 1 or (most is not None and most < fewest):
        table.refuse(
            "wrong_seats",
            "seats",
            phrase("số lượng cần bầu không thể từ {fewest} đến {most}", fewest=fewest, most=most or "…"),
            phrase("ghi đầu dưới từ 1 trở lên và không lớn hơn đầu trên"),
        )
    return fewest, most


def _check_confirm(table: LawTable, confidence: Confidence) -> None:
    """What is unconfirmed says in words what the user has to confirm; what is confirmed leaves nothing to confirm."""
    if confidence.confirmed and table.has("confirm"):
        table.refuse(
            "confirmed_with_confirm",
            "confirm",
            phrase("độ tin cậy {confidence} là đã xác nhận, không còn gì phải xác nhận", confidence=confidence.value),
            phrase("bỏ khóa confirm, hoặc sửa độ tin cậy"),
        )
    if not confidence.confirmed and not table.has("confirm"):
        table.refuse(
            "unconfirmed_without_confirm",
            "confirm",
            phrase(
                "độ tin cậy {confidence} là chưa xác nhận mà không nói phải xác nhận gì", confidence=confidence.value
            ),
            phrase("ghi vào confirm.vi và confirm.en người dùng phải xác nhận điều gì"),
        )
