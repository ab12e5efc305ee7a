"""A check as one page of HTML: no network, no script; pictures where people would rather look; prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from rules.messages import Translator
from rules.page_figures import Years, gaps_of, gauges_of, years_of
from rules.percent import Percent
from rules.phrase import Phrase, phrase
from rules.pictures import ages_picture, gap_picture, gauge_picture, scale_of
from rules.report_content import TITLE, ContestReport, Report, Told
from rules.report_text import Writer, columns_of, gravest, share_of
from rules.structure import band_words
from rules.verdict import Verdict

_STYLE: Final = Path(__file__).parent / "templates" / "page.css"


def to_page(report: Report, translator: Translator) -> bytes:
    """Make the page; everything people wrote is escaped."""
    return "\n".join((*_Page(report, translator).lines(), "")).encode("utf-8")


class _Page:
    """The page while it is written, line by line."""

    def __init__(self, report: Report, translator: Translator) -> None:
        self._report = report
        self._translator = translator
        self._write = Writer(translator)

    def lines(self) -> Iterator[str]:
        """All of it."""
        yield "<!DOCTYPE html>"
        yield f'<html lang="{self._write.lang}">'
        yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        # Nothing is loaded from anywhere, and no script could run even if one stood here.
        yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        yield f"<title>{self._text(TITLE)} · {self._text(self._report.congress.name)}</title>"
        yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style></head><body>"
        yield from self._head()
        for contest in self._report.contests:
            yield from self._contest(contest)
        yield "</body></html>"

    def _text(self, said: Phrase | str) -> str:
        return escape(self._write.text(said))

    def _sentence(self, said: Phrase | str) -> str:
        return escape(self._write.sentence(said))

    def _percent(self, share: Percent) -> str:
        return f"{self._translator.percent(share)}&nbsp;%"

    def _head(self) -> Iterator[str]:
        report = self._report
        yield f'<header><p class="soft">{self._text(TITLE)}</p><h1>{self._text(report.congress.name)}</h1>'
        for line in report.opening:
            yield f'<p class="soft">{self._text(line)}</p>'
        yield f'<p class="soft">{self._text(report.choices)}</p>'
        yield '<ul class="verdicts">'
        for closing in report.closing:
            yield f'<li class="{closing.verdict.value}">{self._text(closing.text)}</li>'
        for verdict in (Verdict.KEPT, Verdict.NOTED):
            if count := report.count(verdict):
                words = phrase("{count} {verdict}", count=count, verdict=verdict.words)
                yield f'<li class="{verdict.value}">{verdict.sign} {self._text(words)}</li>'
        yield "</ul></header>"

    def _contest(self, contest: ContestReport) -> Iterator[str]:
        yield f"<section><h2>{self._sentence(contest.heading)}</h2>"
        yield from self._findings(phrase("Việc cần xem"), contest.to_do)
        yield from self._gauges(contest)
        if contest.has_structure:
            yield from self._ages(contest)
        yield from self._gaps(contest)
        if contest.has_structure:
            yield from self._structure(contest)
        yield from self._people(contest)
        yield from self._findings(phrase("Đạt, và nêu để biết"), contest.others)
        yield "</section>"

    def _findings(self, heading: Phrase, findings: Sequence[Told]) -> Iterator[str]:
        if not findings:
            return
        yield f"<h3>{self._text(heading)}</h3>"
        yield '<ol class="findings">'
        for told in findings:
            yield from self._finding(told)
        yield "</ol>"

    def _finding(self, told: Told) -> Iterator[str]:
        look = told.verdict.value
        yield f'<li><span class="sign {look}" title="{self._text(told.verdict.words)}">{told.verdict.sign}</span>'
        yield f'<span class="code {look}">{told.finding.code}</span>'
        yield f'<div class="said"><b>{self._sentence(told.title)}</b>'
        yield from self._message(told.finding.message)
        if told.concerned is not None:
            yield f"<p>{self._text(told.concerned)}</p>"
        if told.citation is not None:
            yield f'<p class="soft">{self._text(told.citation)}</p>'
        yield "</div></li>"

    def _message(self, message: Phrase) -> Iterator[str]:
        """A paragraph, and a list where it names several people or steps."""
        for listed, lines in groupby(self._write.lines(message), key=lambda line: line.listed):
            texts = [escape(line.text) for line in lines]
            if listed:
                yield f'<ul class="each">{"".join(f"<li>{text}</li>" for text in texts)}</ul>'
            else:
                yield from (f"<p>{text}</p>" for text in texts)

    def _gauges(self, contest: ContestReport) -> Iterator[str]:
        gauges = gauges_of(contest)
        if not gauges:
            return
        scale = scale_of(gauges)
        caption = phrase("Tỷ lệ so với giới hạn (thang từ 0 đến {scale} %)", scale=int(scale * 100))
        yield f"<figure><figcaption>{self._text(caption)}</figcaption>"
        yield f'<p class="soft">{self._key("allowed", phrase("phần được phép hoặc phấn đấu"))}'
        yield f"{self._key('bar', phrase('tỷ lệ của danh sách'))}"
        yield f"{self._key('broken', phrase('vi phạm'))}{self._key('missed', phrase('chưa đạt, cần hỏi'))}</p>"
        for gauge in gauges:
            title = self._sentence(gauge.title)
            printed = self._percent(gauge.told.percent) if gauge.told.percent else ""
            words = phrase(
                "{title}: {measured}, giới hạn {limit}",
                title=gauge.title,
                measured=str(gauge.told.finding.measured),
                limit=self._write.limit(gauge.told.finding.limit) or "–",
            )
            picture = gauge_picture(gauge, scale, self._write.sentence(words))
            yield f'<div class="gauge"><span>{gauge.told.verdict.sign} {title}</span>{picture}'
            yield f'<span class="number">{printed}</span></div>'
        yield "</figure>"

    def _key(self, colour: str, words: Phrase) -> str:
        shape = "key round" if colour == "woman" else "key"
        return f'<span class="{shape}" style="background:var(--{colour})"></span>{self._text(words)}'

    def _ages(self, contest: ContestReport) -> Iterator[str]:
        years = years_of(contest)
        if not years.people:
            return
        caption = phrase("Tuổi của từng người (tuổi tròn, tính đến {day})", day=years.day or "")
        yield f'<figure class="ages"><figcaption>{self._text(caption)}</figcaption>'
        yield f'<p class="soft">{self._key("bar", phrase("Nam"))}{self._key("woman", phrase("Nữ (hình tròn)"))}'
        if any(aged.standing for aged in years.people):
            yield f"&emsp;▣ {self._text(phrase('viền đậm: dự kiến ban thường vụ'))}"
        yield "</p>"
        words = ", ".join(self._write.text(line) for line in _band_lines(years))
        yield ages_picture(years, self._write, words)
        yield f'<p class="soft">{escape(words)}</p>'
        if years.unknown:
            unknown = phrase("Chưa rõ tuổi tròn: {names}", names=tuple(person.words for person in years.unknown))
            yield f'<p class="soft">{self._text(unknown)}</p>'
        yield "</figure>"

    def _gaps(self, contest: ContestReport) -> Iterator[str]:
        names = len(contest.contest.slate)
        if not names:
            return
        yield f"<figure><figcaption>{self._text(phrase('Thông tin còn thiếu trong danh sách'))}</figcaption>"
        gaps = gaps_of(contest)
        whole = tuple(self._write.heading(gap.column) for gap in gaps if gap.has_column and not gap.places)
        if len(whole) < len(gaps):
            yield f'<p class="soft">{self._key("broken", phrase("thiếu"))}{self._key("allowed", phrase("có"))}</p>'
        for gap in gaps:
            if gap.has_column and not gap.places:
                continue
            if gap.has_column:
                said = phrase("thiếu {missing}/{names}", missing=len(gap.places), names=names)
            else:
                said = phrase("không có cột này")
            heading = self._write.heading(gap.column)
            picture = gap_picture(gap, names, f"{heading}: {self._write.text(said)}")
            yield f'<div class="gap"><span>{escape(heading)}</span>{picture}<span>{self._text(said)}</span></div>'
        if whole:
            yield f'<p class="soft">{self._text(phrase("Đủ ở mọi người: {columns}.", columns=whole))}</p>'
        yield "</figure>"

    def _structure(self, contest: ContestReport) -> Iterator[str]:
        structure = contest.structure
        rounding = self._report.congress.choices.percent_rounding
        yield f"<h3>{self._text(phrase('Biểu tổng hợp cơ cấu'))}</h3>"
        yield '<div class="wide"><table class="structure"><thead><tr><th></th>'
        for column in structure.columns:
            size = phrase("{group}: {people} người", group=column.words, people=len(column.places))
            yield f'<th colspan="2">{self._text(size)}</th>'
        yield "</tr></thead><tbody>"
        part: Phrase | None = None
        for row in structure.rows:
            if row.part != part:
                part = row.part
                yield f'<tr><th class="part" colspan="{1 + 2 * len(structure.columns)}">{self._text(part)}</th></tr>'
            within = ' class="within"' if row.within else ""
            yield f'<tr{within}><th scope="row">{self._sentence(row.words)}</th>'
            for share in row.shares:
                printed = share_of(share, rounding)
                yield f'<td class="count">{share.part}</td>'
                yield f'<td class="count">{self._percent(printed) if printed else "–"}</td>'
            yield "</tr>"
        yield "</tbody></table></div>"

    def _people(self, contest: ContestReport) -> Iterator[str]:
        columns = columns_of(contest)
        yield f'<div class="people"><h3>{self._text(phrase("Danh sách, ô tô màu là ô mà một phát hiện nhắc tới"))}</h3>'
        headings = "".join(f"<th>{escape(self._write.heading(column))}</th>" for column in columns)
        yield f'<div class="wide"><table><thead><tr>{headings}</tr></thead><tbody>'
        cells = contest.cells()
        for place in range(1, len(contest.contest.slate) + 1):
            yield f"<tr>{''.join(self._cell(contest, place, column, cells) for column in columns)}</tr>"
        yield "</tbody></table></div></div>"

    def _cell(
        self, contest: ContestReport, place: int, column: str, cells: Mapping[tuple[int, str], tuple[Told, ...]]
    ) -> str:
        person = contest.contest.slate.candidates[place - 1]
        text = str(contest.numbers[place - 1]) if column == "number" else self._write.cell(person, column)
        found = cells.get((place, column), ())
        looks = [column] if column in {"name", "post"} else ["note"] if column in contest.contest.slate.notes else []
        if not found:
            return f"<td{_classes(looks)}><bdi>{escape(text)}</bdi></td>"
        verdict = gravest(found)
        title = "\n".join(f"{told.finding.code}: {self._write.text(told.message_of(person.name))}" for told in found)
        codes = " ".join(dict.fromkeys(f"{told.verdict.sign}{told.finding.code}" for told in found))
        return (
            f'<td{_classes([*looks, verdict.value])} title="{escape(title)}">'
            f'<bdi>{escape(text)}</bdi> <span class="codes">{codes}</span></td>'
        )


def _classes(looks: Iterable[str]) -> str:
    joined = " ".join(looks)
    return f' class="{joined}"' if joined else ""


def _band_lines(years: Years) -> Iterator[Phrase]:
    for band in years.bands:
        people = sum(band.holds(aged.years) for aged in years.people)
        yield phrase("{band}: {people} người", band=band_words(band), people=people)
