"""Whom a congress's own provision is for where it does not say: whom the pack's provision of that question is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from rules.finding import Group
from rules.model import Level, Office
from rules.parameter import PARAMETERS, Parameter
from rules.regulation import Provision, Scope

_Member = TypeVar("_Member")


def own_scope(own: Provision, law: Sequence[Provision], *, level: Level, offices: frozenset[Office]) -> Provision:
    """Give a provision of the congress (``[[local]]``) the offices, kinds and seats it leaves out.

    ``law`` is the pack, ``offices`` those it rules. Reading: who sets a cap on the surplus and names no office means
    the bodies that the regulation's own cap is for, not also the secretary, who is elected without surplus. Levels are
    left alone: a congress has one, and a level the regulation leaves to others (the commune's age bands) is just where
    a congress has a provision of its own. The reading rejected: what is left out is all, as in a file of the law.
    """
    parameter = PARAMETERS[own.parameter]
    if parameter.code is None:
        return own  # counting asks: who leaves the base is the body's own matter, whatever is elected
    same = [each for each in law if each.parameter == own.parameter]
    of_level = [each for each in same if each.scope.levels is None or level in each.scope.levels]
    scopes = [each.scope for each in of_level or same]
    meant = _union(scopes, lambda scope: scope.offices) if scopes else _where_no_law(own, parameter) & offices or None
    return replace(
        own,
        scope=Scope(
            offices=own.scope.offices or meant,
            levels=own.scope.levels,
            kinds=own.scope.kinds or _union(scopes, lambda scope: scope.kinds),
            seats=own.scope.seats or _hull(scopes),
        ),
    )


def _where_no_law(own: Provision, parameter: Parameter) -> frozenset[Office]:
    """The offices a question is about by itself."""
    if own.characteristic is not None and own.characteristic.group is Group.STANDING:
        return frozenset({Office.STANDING_COMMITTEE})
    return frozenset(parameter.offices)


def _union(
    scopes: Sequence[Scope],
    part: Callable[[Scope], frozenset[_Member] | None],
) -> frozenset[_Member] | None:
    """All members that any of them names; None, which is all, where one names none."""
    parts = [part(scope) for scope in scopes]
    named = [members for members in parts if members is not None]
    return frozenset().union(*named) if named and len(named) == len(parts) else None


def _hull(scopes: Sequence[Scope]) -> tuple[int, int | None] | None:
    """From the fewest seats to the most that any of them is for."""
    bands = [scope.seats for scope in scopes]
    known = [band for band in bands if band is not None]
    if not known or len(known) < len(bands):
        return None
    ends = [most for _, most in known if most is not None]
    return min(fewest for fewest, _ in known), max(ends) if len(ends) == len(known) else None
