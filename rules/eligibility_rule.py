"""The rules of who may stand (điều kiện ứng cử) that exist as code: a provision chooses among them."""

from __future__ import annotations

from enum import StrEnum


class MembershipRule(StrEnum):
    """Who may stand by his membership."""

    OFFICIAL_MEMBER = "official_member"


class PlannedRule(StrEnum):
    """Who has to be in the confirmed personnel plan (quy hoạch)."""

    EVERYBODY = "everybody"
    FIRST_TERM = "first_term"


class CountingRule(StrEnum):
    """How the counting committee stands to the list."""

    NOT_ON_LIST = "not_on_list"


class NominationRule(StrEnum):
    """How members of the committee that prepares the list may come onto it."""

    ONLY_BY_COMMITTEE = "only_by_committee"
