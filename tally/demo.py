"""``kiemphieu demo``: a sample congress from the folder to who is elected, each step explained."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.text import Text

from rules.congress_file import read_congress
from rules.engine import check_congress
from rules.errors import shown_path
from rules.messages import Translator
from rules.model import CONGRESS_FILE, BallotSource, Congress, Form
from rules.phrase import Phrase, phrase
from rules.regulation_file import rules_for
from rules.terminal import print_check
from rules.terminal_heading import print_heading
from tally.congress_count import count_folder
from tally.samples import copy_sample
from tally.terminal import print_result

_SHOWN_LINES = 4


def show(sample: str, folder: Path, translator: Translator, console: Console | None = None) -> None:
    """Copy a sample to ``folder``, check its slate, count its ballots, and say at each step what it means."""
    guide = _Guide(translator, console or Console(highlight=False))
    copy_sample(sample, folder)
    congress = _congress(folder)
    _show_folder(guide, sample, folder)
    _show_check(guide, folder, congress)
    if any(contest.ballots for contest in congress.contests):
        _show_ballots(guide, folder, congress)
        _show_count(guide, folder)
    guide.step(phrase("Thử tiếp"))
    guide.tell(
        phrase("Sửa một dòng hay xóa một ô trong {folder} rồi chạy lại các lệnh trên.", folder=shown_path(folder))
    )
    guide.tell(phrase("Mẫu khác: «kiemphieu demo --list». Thư mục của riêng bạn: «kiemphieu new TÊN»."))


def _show_folder(guide: _Guide, sample: str, folder: Path) -> None:
    guide.step(phrase("Một đại hội là một thư mục"))
    guide.tell(phrase("Mẫu «{sample}» đã được chép vào {folder}:", sample=sample, folder=shown_path(folder)))
    for path in sorted(folder.iterdir()):
        guide.show(path.name)
    guide.tell(
        phrase(
            "congress.toml nói bầu gì, bao nhiêu người, ai được triệu tập; slate là danh sách bầu cử; "
            "ballots là các lá phiếu đã nhập. Tất cả đều mở được bằng trình soạn thảo hoặc bảng tính.",
        ),
    )


def _show_check(guide: _Guide, folder: Path, congress: Congress) -> None:
    guide.step(phrase("Trước đại hội: kiểm tra danh sách theo quy định"))
    guide.command("check", folder)
    print_check(check_congress(congress, rules_for(congress)), guide.translator, guide.console)
    guide.tell(
        phrase(
            "Mỗi dòng có phép tính và điều khoản của nó. «phải» mới có thể chặn; «phấn đấu» và «khoảng» chỉ nhắc. "
            "Quy định chưa đối chiếu nguyên văn thì ghi rõ là cần xác nhận.",
        ),
    )


def _show_ballots(guide: _Guide, folder: Path, congress: Congress) -> None:
    guide.step(phrase("Tại đại hội: nhập phiếu"))
    for contest in congress.contests:
        if contest.ballots is None:
            continue
        guide.show(f"{contest.ballots.file}:")
        with (folder / contest.ballots.file).open(encoding="utf-8-sig") as file:
            for line in islice(file, _SHOWN_LINES):
                guide.show(f"    {line.rstrip()}")
        guide.tell(_what_marks_mean(contest.form, contest.ballots))
    guide.tell(
        phrase("Ô trống không bao giờ là một quyết định mà là lỗi: chưa nhập và không gạch ai là hai việc khác nhau.")
    )


def _what_marks_mean(form: Form, source: BallotSource) -> Phrase:
    """Polarity stands with the marks: this is what keeps struck and kept apart."""
    if form is Form.AGREE_DISAGREE:
        return phrase(
            "«agree» là số của người được đồng ý, «disagree» là số của người không được đồng ý; «-» là không ai."
        )
    if source.cells is not None:
        return phrase("Mỗi người một cột; congress.toml ghi {cells}.", cells=source.cells)
    return phrase("«struck» là số của những tên bị gạch; «-» là không gạch ai, «*» là gạch tất cả.")


def _show_count(guide: _Guide, folder: Path) -> None:
    guide.step(phrase("Kiểm phiếu, hai lần độc lập, và xác định người trúng cử"))
    guide.command("count", folder)
    print_result(count_folder(folder).result, guide.translator, guide.console)
    guide.tell(
        phrase(
            "Quá một nửa tính trên số được triệu tập trừ số được trừ, không phải trên số phiếu hợp lệ. "
            "Bằng phiếu ở ranh giới hay bầu thiếu thì chương trình dừng và nói quy định: đại hội quyết định.",
        ),
    )


class _Guide:
    """Speaks to the newcomer between the outputs."""

    def __init__(self, translator: Translator, console: Console) -> None:
        self.translator = translator
        self.console = console
        self._steps = 0

    def step(self, title: Phrase) -> None:
        """Head the next step."""
        self._steps += 1
        self.console.print()
        print_heading(self.console, f"{self._steps}. {self.translator.text(title)}", style="bold cyan")

    def tell(self, sentence: Phrase) -> None:
        """Explain."""
        self.console.print(Text(self.translator.text(sentence), style="cyan"))

    def show(self, line: str) -> None:
        """Show a line of a file, or its name."""
        self.console.print(Text(f"    {line}"))

    def command(self, name: str, folder: Path) -> None:
        """Show what the user would type."""
        self.console.print(Text(f"$ kiemphieu {name} {shown_path(folder)}", style="bold"))


def _congress(folder: Path) -> Congress:
    congress = read_congress(folder).congress
    if congress is None:
        raise ValueError(f"a sample that cannot be read: {folder / CONGRESS_FILE}")
    return congress
