"""Runs the checks on every contest of a congress, or on a slate alone, and says what comes of them together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rules.check import Check, Subject
from rules.checks import ALL
from rules.choice import Choices
from rules.finding import Finding, Force, Group
from rules.model import Congress, Contest, Form, Kind, Level, Office, Slate
from rules.regulation import Rules

_DRAFT = "draft"
_GROUPS = tuple(Group)
_OF_FULL_LISTS = frozenset({"SZ", "CP", "LC"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How many findings refuse, how many targets are missed, how many people must answer first."""

    required_failed: int
    targets_missed: int
    asks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What was checked under which rules, and every finding: by contest, then code, then group."""

    congress: Congress
    rules: Rules
    findings: tuple[Finding, ...]

    @property
    def summary(self) -> Summary:
        """Only ``required`` refuses or asks; ``about`` is counted nowhere."""
        return Summary(
            required_failed=sum(finding.refuses for finding in self.findings),
            targets_missed=sum(finding.force is Force.TARGET and finding.passed is False for finding in self.findings),
            asks=sum(finding.asks for finding in self.findings),
        )

    @property
    def exit_code(self) -> int:
        """1 a confirmed required provision is broken, 3 people must answer first, 0 neither; 1 beats 3."""
        summary = self.summary
        if summary.required_failed:
            return 1
        return 3 if summary.asks else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A slate given alone (dự thảo danh sách), and what the user said of the congress it is meant for.

    ``seats`` None: not said; then nothing about the surplus can be asked and shares are of the list.
    """

    slate: Slate
    office: Office
    level: Level
    kind: Kind
    opens: date
    seats: int | None = None
    rules: str | None = None
    choices: Choices = field(default_factory=Choices)

    def __post_init__(self) -> None:
        """Refuse a number of seats nobody can elect."""
        if self.seats is not None and self.seats < 1:
            raise ValueError(f"seats must be 1 or more: {self.seats}")

    @property
    def congress(self) -> Congress:
        """The congress of this one contest, named after the file: what ``rules_for`` and the checks need.

        A contest of a congress has at least one seat, so 0 is a number nobody gave (``Subject.seats`` is None).
        """
        contest = Contest(
            id=_DRAFT,
            office=self.office,
            kind=self.kind,
            seats=self.seats or 0,
            form=Form.STRIKE_OUT,
            slate=self.slate,
        )
        return Congress(
            name=self.slate.file,
            body="",
            level=self.level,
            kind=self.kind,
            opens=self.opens,
            contests=(contest,),
            choices=self.choices,
            rules=self.rules,
        )


def check_congress(congress: Congress, rules: Rules) -> CheckResult:
    """Ask every check of every contest; an unmet provision is a finding, never an exception."""
    return _check(congress, rules, draft=False)


def check_draft(draft: Draft, rules: Rules) -> CheckResult:
    """The same for a slate alone, whose numbers are checked too."""
    return _check(draft.congress, rules, draft=True)


def _check(congress: Congress, rules: Rules, *, draft: bool) -> CheckResult:
    findings: list[Finding] = []
    for contest in congress.contests:
        subject = Subject(
            contest=contest,
            contests=congress.contests,
            rules=rules,
            choices=congress.choices,
            opens=congress.opens,
            previous_term=congress.previous_term,
            people=congress.people,
            draft=draft,
            elects=congress.elects,
        )
        # The sort is stable: of one code and group the pack's finding stays before the congress's own.
        findings += sorted(
            (finding for check in ALL if _asks(check, contest) for finding in check.run(subject)),
            key=lambda finding: (finding.code, _GROUPS.index(finding.group)),
        )
    return CheckResult(congress=congress, rules=rules, findings=tuple(findings))


def _asks(check: Check, contest: Contest) -> bool:
    """Whether a contest is asked a check: the list and each person always are, numbers and shares of a full list only.

    How many names there are and who they are is prepared once, for the whole body, and judged on the list of its first
    vote. Of a list people are only asked their opinion of, or of one that is voted on again (``after``: the two of a
    re-vote, those for the seats left over), no provision says anything. The reading rejected: asking a re-vote of two
    for 15 % women, which nobody could change any more.
    """
    return (contest.vote.elects and contest.after is None) or check.code[:2] not in _OF_FULL_LISTS
