"""The account of papers (issued, returned, counted), the base of "more than half", and the identities of a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from rules.errors import FaultList, Place
from rules.model import Attendance, BallotSource
from rules.parameter import Base
from rules.phrase import phrase
from rules.regulation import Limit
from tally.model import Tally
from tally.validity import BallotForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Papers and people of one contest, as whole numbers.

    ``counted`` (kiểm được) is the ballots entered, compared with ``returned`` (thu về: the public count out of
    the box) and ``issued`` (phát ra). ``base`` is what "quá một nửa" is taken of: ``base_rule`` says which number
    that is. ``valid`` is known once the ballots are counted.
    """

    summoned: int
    excluded: Mapping[str, int] = field(hash=False)
    present: int
    issued: int
    returned: int
    counted: int
    spoilt: int | None = None
    not_returned: int | None = None
    base_rule: Base = Base.SUMMONED_LESS_EXCLUDED
    valid: int | None = None

    @property
    def base(self) -> int:
        """Tổng số để tính quá nửa; 0 where it is the valid ballots and they are not known, as of a void box."""
        return self.taken_of(self.base_rule) or 0

    def taken_of(self, base: Base) -> int | None:
        """The number a base is, None where it is not known.

        Of the Party those summoned less those excluded (244-QĐ/TW Điều 32, khoản 2 and 3), of the State the valid
        ballots (Luật 85/2015/QH13 Điều 78), of an opinion ballot those present (190-QĐ/TW Điều 14, khoản 3).
        """
        match base:
            case Base.SUMMONED_LESS_EXCLUDED:
                return self.summoned - sum(self.excluded.values())
            case Base.SUMMONED:
                return self.summoned
            case Base.PRESENT:
                return self.present
            case Base.ISSUED:
                return self.issued
            case Base.RETURNED:
                return self.returned
            case Base.VALID:
                return self.valid

    @property
    def over_issued(self) -> bool:
        """More papers out of the box, or entered, than were handed out: every ballot is to be cancelled."""
        return max(self.returned, self.counted) > self.issued

    @property
    def void(self) -> bool:
        """No result may be made: more than issued, or more entered than the public count of the box.

        The real case: issued 134, returned 134, counted 148; comparing only the first two would have passed it.
        """
        return self.over_issued or self.counted > self.returned


def take_account(
    attendance: Attendance,
    source: BallotSource,
    counted: int,
    base_rule: Base = Base.SUMMONED_LESS_EXCLUDED,
) -> Account:
    """Put the numbers of a contest together."""
    return Account(
        summoned=attendance.summoned,
        excluded=attendance.excluded,
        present=attendance.present,
        issued=source.issued,
        returned=source.returned,
        counted=counted,
        spoilt=source.spoilt,
        not_returned=source.not_returned,
        base_rule=base_rule,
    )


def check_all_entered(account: Account, file: str, faults: FaultList) -> None:
    """Fewer ballots entered than came out of the box: some are still to be entered, nothing may be decided."""
    if account.counted < account.returned:
        own = FaultList(file)
        own.add(
            "account.not_all_entered",
            phrase(
                "mới nhập {counted} phiếu, trong khi thu về {returned} phiếu: còn thiếu {missing} phiếu",
                counted=account.counted,
                returned=account.returned,
                missing=account.returned - account.counted,
            ),
            phrase("nhập tiếp các phiếu còn thiếu, hoặc sửa số phiếu thu về (returned) theo biên bản mở hòm phiếu"),
            seen=account.counted,
        )
        faults.faults.extend(own.faults)


def check_base(account: Account, faults: FaultList) -> None:
    """Nobody in the base: there is nothing to take more than half of. Of ballots a count may find none valid."""
    if account.base_rule is Base.VALID:
        return
    if account.base_rule is not Base.SUMMONED_LESS_EXCLUDED and account.base == 0:
        faults.add(
            "account.empty_base",
            phrase("{base} là 0: không có gì để tính tỷ lệ", base=account.base_rule),
            phrase("xem lại các con số trong [attendance] và ballots"),
            place=Place(key=f"attendance.{account.base_rule.value}"),
            seen=0,
        )
    elif account.base == 0:
        faults.add(
            "account.empty_base",
            phrase("được triệu tập {summoned} người, trừ hết: tổng số để tính quá nửa là 0", summoned=account.summoned),
            phrase("xem lại summoned và excluded trong [attendance]"),
            place=Place(key="attendance.summoned"),
            seen=account.summoned,
        )


def needed(limit: Limit, base: int) -> int:
    """The fewest votes that pass the threshold (số phiếu cần đạt): for "quá một nửa" it is ``base // 2 + 1``."""
    if limit.more_than is not None:  # «quá một nửa» = strictly more than
        return Fraction(limit.more_than) * base // 1 + 1
    if limit.at_least is not None:  # «từ … trở lên» = at least
        return -(-Fraction(limit.at_least) * base // 1)
    raise ValueError(f"a threshold without a lower bound: {limit}")


class IdentityError(Exception):
    """A count contradicts itself: a fault of the program, never of the user."""


def check_identities(account: Account, tally: Tally, paper: BallotForm) -> None:
    """Hold what must be true of every count; raise ``IdentityError`` with both sides otherwise."""
    # That the invalid ballots are those of their reasons is how ``Tally.invalid`` is made.
    held = [("counted = valid + invalid", account.counted, tally.valid + tally.invalid)]
    per_name = zip(tally.votes, tally.against, tally.not_counted, strict=True)
    held += [
        (f"for + against + not counted = valid, name {number}", sum(parts), tally.valid)
        for number, parts in enumerate(per_name, start=1)
    ]
    marks = sum(tally.votes) + sum(tally.against) + sum(tally.not_counted)
    held.append(("all rows = names * valid", marks, paper.names * tally.valid))
    for what, left, right in held:
        if left != right:
            raise IdentityError(f"{what}: {left} != {right}")
    if sum(tally.votes) > tally.valid * paper.seats:
        raise IdentityError(f"votes {sum(tally.votes)} > valid {tally.valid} * seats {paper.seats}")
