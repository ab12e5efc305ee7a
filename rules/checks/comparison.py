"""Shares held against those of the outgoing committee (so với nhiệm kỳ trước), from ``[previous_term]``.

Our reading: a share is higher only if more of the whole have the trait than before, in exact fractions, so 8 of 49
after 8 of 51 is higher; the whole is the list or the seats, as the choice ``quota_of`` says. The reading rejected:
comparing numbers of people, or printed percentages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from rules.check import Check, Subject
from rules.checks.groups import Trait, groups, provisions_for
from rules.checks.shares import Against, Asked, share, unreckoned
from rules.checks.wording import force_of, percentage
from rules.finding import Finding, Force, Share
from rules.model import Office
from rules.parameter import LastTermRule
from rules.phrase import Phrase, phrase
from rules.regulation import Limit, Provision


def compared(
    check: Check,
    subject: Subject,
    parameter: str,
    key: str,
    trait_of: Callable[[Provision], Trait | None],
) -> Iterator[Finding]:
    """A finding of every provision that compares; none where the folder does not say what was before.

    The outgoing committee is held against the new committee's list only: of its standing committee nothing is given.
    """
    before = _before(subject, key)
    if before is None:
        return
    for people in groups(subject):
        if people.places and people.office is Office.EXECUTIVE_COMMITTEE:
            for provision in provisions_for(people, subject, parameter):
                trait = trait_of(provision)
                if trait is None:
                    yield unreckoned(check, subject, people, provision)
                    continue
                against = _against(subject, provision, before)
                yield share(
                    Asked(
                        check=check,
                        subject=subject,
                        people=people,
                        provision=provision,
                        trait=trait,
                        against=against,
                    ),
                )


def _before(subject: Subject, key: str) -> Share | None:
    """How many of the outgoing committee's members there were; of a committee without members nothing is known."""
    part, whole = subject.previous_term.get(key), subject.previous_term.get("members")
    return Share(part, whole) if part is not None and whole else None


def _against(subject: Subject, provision: Provision, before: Share) -> Against:
    share_before = Fraction(before.part, before.whole)
    shown = phrase(
        "{part}/{whole} = {percent}",
        part=before.part,
        whole=before.whole,
        percent=percentage(before, subject.choices.percent_rounding),
    )
    if provision.rule == LastTermRule.HIGHER.value:  # «cao hơn» = strictly more
        words = phrase("cao hơn nhiệm kỳ trước ({share})", share=shown)
        return Against(limit=Limit(more_than=share_before), words=_bound(provision, words), text=f">{before}")
    words = phrase("không thấp hơn nhiệm kỳ trước ({share})", share=shown)  # «không thấp hơn» = at least
    return Against(limit=Limit(at_least=share_before), words=_bound(provision, words), text=f"{before}..")


def _bound(provision: Provision, words: Phrase) -> Phrase:
    if force_of(provision) is Force.REQUIRED:
        return phrase("phải {limit}", limit=words)
    return phrase("phấn đấu {limit}", limit=words)
