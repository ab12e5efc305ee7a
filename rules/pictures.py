"""Pictures of a report as inline SVG (hình vẽ): no script, the page's colours, and in words what they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Final

from rules.page_figures import Aged, Gap, Gauge, Years
from rules.phrase import phrase
from rules.report_text import Writer

_SCALES: Final = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
_WIDTH: Final = 400
_SIDE: Final = 12  # space at both sides of the picture of ages
_HEIGHT: Final = 220  # of the highest pile of people
_LARGEST: Final = Fraction(20)  # the largest square


def scale_of(gauges: Sequence[Gauge]) -> Fraction:
    """One scale for all shares of a contest, so that bars compare: a quarter, half, three quarters, or all."""
    ends = [end for gauge in gauges for end in (gauge.share, gauge.low, gauge.high) if end is not None]
    most = max(ends, default=Fraction(0))
    return next((scale for scale in _SCALES if most <= scale), max(most, Fraction(1)))


def gauge_picture(gauge: Gauge, scale: Fraction, words: str) -> str:
    """A bar as long as the share, over a band that is allowed, with a mark at each of its ends."""
    low, high = gauge.low, gauge.high
    parts = ['<rect x="0" y="9" width="100%" height="6" fill="var(--line)" opacity=".5"/>']
    if low is not None or high is not None:
        start, end = low or Fraction(0), min(high or scale, scale)
        parts.append(_rect(start / scale, max(end - start, Fraction(0)) / scale, y=3, height=18, fill="var(--allowed)"))
    parts.append(_rect(Fraction(0), gauge.share / scale, y=8, height=8, fill=f"var(--{_colour(gauge)})"))
    parts += [_mark(end / scale) for end in (low, high) if end is not None and end <= scale]
    return f'<svg role="img" height="24" aria-label="{escape(words)}">{"".join(parts)}</svg>'


def _colour(gauge: Gauge) -> str:
    verdict = gauge.told.verdict.value
    return "bar" if verdict in {"kept", "noted"} else verdict


def _rect(start: Fraction, width: Fraction, *, y: int, height: int, fill: str) -> str:
    return f'<rect x="{_percent(start)}" y="{y}" width="{_percent(width)}" height="{height}" fill="{fill}"/>'


def _mark(at: Fraction) -> str:
    return f'<rect x="{_percent(at)}" y="1" width="2" height="22" transform="translate(-1)" fill="var(--ink)"/>'


def _percent(share: Fraction) -> str:
    """With two decimals, cut off; a picture needs no more."""
    hundredths = int(share * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def gap_picture(gap: Gap, names: int, words: str) -> str:
    """A cell a person in the order of the list: filled where the slate says it, hollow and marked where it does not."""
    step = Fraction(_WIDTH, names)
    cells = []
    for start, end in _runs(gap.places, names):
        missing = start in gap.places
        fill = "var(--broken)" if missing else "var(--allowed)"
        x, width = (start - 1) * step, (end - start + 1) * step
        y, height = (0, 10) if missing else (3, 4)
        cells.append(f'<rect x="{_places(x)}" y="{y}" width="{_places(width)}" height="{height}" fill="{fill}"/>')
    return (
        f'<svg role="img" viewBox="0 0 {_WIDTH} 10" preserveAspectRatio="none" aria-label="{escape(words)}">'
        f"{''.join(cells)}</svg>"
    )


def _runs(places: frozenset[int], names: int) -> Iterator[tuple[int, int]]:
    """Neighbours that are alike, as first and last place."""
    start = 1
    for place in range(2, names + 2):
        if place == names + 1 or (place in places) != (start in places):
            yield start, place - 1
            start = place


def _places(length: Fraction) -> str:
    return f"{int(length * 100) // 100}.{int(length * 100) % 100:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """Where years stand in the picture: the first and the last, the left end, the room of one year, the ground."""

    first: int
    last: int
    left: Fraction
    step: Fraction
    ground: int

    def x(self, years: int) -> Fraction:
        """Where the room of a year begins."""
        return self.left + (years - self.first) * self.step


def ages_picture(years: Years, writer: Writer, words: str) -> str:
    """A square a person over the years, women in another colour and shape, the bands of age below."""
    columns: dict[int, list[Aged]] = {}
    for aged in years.people:
        columns.setdefault(aged.years, []).append(aged)
    first, last = min(columns), max(columns)
    span, highest = last - first + 1, max(map(len, columns.values()))
    step = min(Fraction(_WIDTH - 2 * _SIDE, span), _LARGEST)
    room = min(step, Fraction(_HEIGHT, highest))
    axis = _Axis(first=first, last=last, left=(_WIDTH - step * span) / 2, step=step, ground=int(room * highest) + 6)
    squares = [
        _person(aged, axis.x(age) + step / 2, axis.ground - at * room, room, writer)
        for age, people in sorted(columns.items())
        for at, aged in enumerate(people)
    ]
    ground = f'x="{_places(axis.left)}" y="{axis.ground}" width="{_places(step * span)}" height="1"'
    fives = [age for age in range(first, last + 1) if age % 5 == 0] or [first]
    labels = [_label(axis.x(age) + step / 2, axis.ground + 13, str(age), "soft") for age in fives]
    return (
        f'<svg role="img" viewBox="0 0 {_WIDTH} {axis.ground + 40}" aria-label="{escape(words)}">'
        f'{"".join(squares)}<rect {ground} fill="var(--soft)"/>{"".join(labels)}{"".join(_bands(years, axis))}</svg>'
    )


def _person(aged: Aged, middle: Fraction, bottom: Fraction, room: Fraction, writer: Writer) -> str:
    """Women are round as well as of another colour; who is proposed for the standing committee has a border."""
    title = escape(writer.text(phrase("{person}, {years} tuổi", person=aged.person.words, years=aged.years)))
    size = room * Fraction(9, 10)
    border = ' stroke="var(--ink)" stroke-width="1.2"' if aged.standing else ""
    fill = "woman" if aged.woman else "bar"
    round_off = f' rx="{_places(size / 2)}"' if aged.woman else ""
    place = f'x="{_places(middle - size / 2)}" y="{_places(bottom - size)}"'
    measures = f'width="{_places(size)}" height="{_places(size)}"'
    return f'<rect {place} {measures}{round_off} fill="var(--{fill})"{border}><title>{title}</title></rect>'


def _bands(years: Years, axis: _Axis) -> Iterator[str]:
    """A line over the years of each band, and below it how many are in it; the page's key names the bands."""
    for band in years.bands:
        low = axis.first if band.at_least is None else max(band.at_least, axis.first)
        high = axis.last if band.at_most is None else min(band.at_most, axis.last)
        if low > high:
            continue
        x, width = axis.x(low), axis.x(high + 1) - axis.x(low)
        people = sum(band.holds(aged.years) for aged in years.people)
        line = f'x="{_places(x + 1)}" y="{axis.ground + 19}" width="{_places(width - 2)}" height="4"'
        yield f'<rect {line} fill="var(--soft)"/>'
        yield _label(x + width / 2, axis.ground + 35, str(people), "")


def _label(x: Fraction, y: int, text: str, look: str) -> str:
    return f'<text x="{_places(x)}" y="{y}" font-size="10" text-anchor="middle" class="{look}">{escape(text)}</text>'
