"""The canonical form of provisions, of which digests are made: what decides and what is cited, and no prose."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum

from rules.regulation import Amount, Characteristic, Limit, Provision, Scope
from rules.retirement import AgeStep, RetirementAges


def provisions_canonical(provisions: Iterable[Provision]) -> bytes:
    """One line of JSON a provision, keys sorted, in the order given; UTF-8, LF.

    The order stays because it is the order of a regulation's list of grounds. Titles, addresses of sources and
    explanations are left out: a better address must not change the digest of a count. Only a congress's own
    provision has its source, which is its citation.
    """
    lines = (json.dumps(_form(each), ensure_ascii=False, sort_keys=True, separators=(",", ":")) for each in provisions)
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _form(provision: Provision) -> dict[str, object]:
    instrument = provision.instrument
    form: dict[str, object] = {
        "parameter": provision.parameter,
        "number": instrument.number if instrument else None,
        "date": instrument.date.isoformat() if instrument else None,
        "source": None if instrument else provision.source,
        "place": provision.place,
        "confidence": provision.confidence.value,
        "force": provision.force.value if provision.force else None,
        "of": provision.of,
        "reasons": list(provision.reasons) or None,
        "rule": provision.rule,
        "month": provision.month.isoformat()[:7] if provision.month else None,
        "round": provision.round,
        "step": provision.step,
        **_limit_form(provision.limit or Limit()),
        **_scope_form(provision.scope),
    }
    if provision.ages:
        form["ages"] = [provision.ages.at_least, provision.ages.at_most]
    if provision.retirement:
        form["retirement"] = _retirement_form(provision.retirement)
    if provision.characteristic:
        form["characteristic"] = _characteristic_form(provision.characteristic)
    return {key: value for key, value in form.items() if value is not None}


def _characteristic_form(wanted: Characteristic) -> dict[str, object]:
    """Whom it counts, without the words it is called by."""
    form: dict[str, object] = {
        "column": wanted.column,
        "noted": wanted.noted or None,
        "values": list(wanted.values) or None,
        "other_than": list(wanted.other_than) or None,
        "contains": list(wanted.contains) or None,
        "years": [wanted.years.at_least, wanted.years.at_most] if wanted.years else None,
        "empty_is_no": wanted.empty_is_no or None,
        "group": wanted.group.value if wanted.group else None,
    }
    return {key: value for key, value in form.items() if value is not None}


def _retirement_form(ages: RetirementAges) -> dict[str, object]:
    def steps(of_sex: tuple[AgeStep, ...]) -> list[list[object]]:
        return [[step.born_from.isoformat()[:7] if step.born_from else None, step.months] for step in of_sex]

    return {"male": steps(ages.male), "female": steps(ages.female), "female_at_60": ages.female_at_60}


def _limit_form(limit: Limit) -> dict[str, object]:
    return {
        "at_least": _exact(limit.at_least),
        "at_most": _exact(limit.at_most),
        "more_than": _exact(limit.more_than),
        "less_than": _exact(limit.less_than),
    }


def _exact(amount: Amount | None) -> str | int | None:
    """A count as a number, a share as a reduced fraction: a share of all (``"1/1"``) is not one person."""
    return amount if amount is None or isinstance(amount, int) else f"{amount.numerator}/{amount.denominator}"


def _scope_form(scope: Scope) -> dict[str, object]:
    return {
        "offices": _sorted(scope.offices),
        "levels": _sorted(scope.levels),
        "kinds": _sorted(scope.kinds),
        "seats": list(scope.seats) if scope.seats else None,
    }


def _sorted(members: Iterable[StrEnum] | None) -> list[str] | None:
    return None if members is None else sorted(member.value for member in members)
