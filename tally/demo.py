"""``kiemphieu demo``: a sample congress from the folder to who is elected, each step explained."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from rules.congress_file import read_congress
from rules.engine import check_congress
from rules.errors import shown_path
from rules.messages import Translator
from rules.model import CONGRESS_FILE, Congress
from rules.phrase import Phrase, phrase
from rules.regulation_file import rules_for
from rules.terminal import print_check
from tally.congress_count import count_folder
from tally.samples import copy_sample
from tally.terminal import print_result

_SHOWN_BALLOTS = 4


def show(sample: str, folder: Path, translator: Translator, console: Console | None = None) -> None:
    """Copy a sample to ``folder``, check its slate, count its ballots, and say at each step what it means."""
    console = console or Console(highlight=False)
    guide = _Guide(translator, console)
    copy_sample(sample, folder)
    congress = _congress(folder)

    guide.step(1, phrase("Một đại hội là một thư mục"))
    guide.tell(phrase("Mẫu «{sample}» đã được chép vào {folder}:", sample=sample, folder=shown_path(folder)))
    for path in sorted(folder.iterdir()):
        guide.show(path.name)
    guide.tell(
        phrase(
            "congress.toml nói bầu gì, bao nhiêu người, ai được triệu tập; slate là danh sách bầu cử; "
            "ballots là các lá phiếu đã nhập. Tất cả đều mở được bằng trình soạn thảo hoặc bảng tính.",
        ),
    )

    guide.step(2, phrase("Trước đại hội: kiểm tra danh sách theo quy định"))
    guide.command("check", folder)
    print_check(check_congress(congress, rules_for(congress)), translator, console)
    guide.tell(
        phrase(
            "Mỗi dòng có phép tính và điều khoản của nó. «phải» mới có thể chặn; «phấn đấu» và «khoảng» chỉ nhắc. "
            "Quy định chưa đối chiếu nguyên văn thì ghi rõ là cần xác nhận.",
        ),
    )

    guide.step(3, phrase("Tại đại hội: nhập phiếu"))
    for contest in congress.contests:
        if contest.ballots is not None:
            with (folder / contest.ballots.file).open(encoding="utf-8-sig") as file:
                guide.show(f"{contest.ballots.file}:")
                for line, _ in zip(file, range(_SHOWN_BALLOTS), strict=False):
                    guide.show(f"    {line.rstrip()}")
    guide.tell(
        phrase(
            "Dòng đầu nói dấu có nghĩa gì: «struck» là số của những tên bị gạch, nên không thể lẫn gạch với để lại. "
            "«-» là không ai, «*» là tất cả; ô trống không bao giờ là một quyết định mà là lỗi.",
        ),
    )

    guide.step(4, phrase("Kiểm phiếu, hai lần độc lập, và xác định người trúng cử"))
    guide.command("count", folder)
    counted = count_folder(folder)
    print_result(counted.result, translator, console)
    guide.tell(
        phrase(
            "Quá một nửa tính trên số được triệu tập trừ số được trừ, không phải trên số phiếu hợp lệ. "
            "Bằng phiếu ở ranh giới hay bầu thiếu thì chương trình dừng và nói quy định: đại hội quyết định.",
        ),
    )

    guide.step(5, phrase("Thử tiếp"))
    guide.tell(phrase("Sửa một lá phiếu hay xóa một ô trong {folder} rồi chạy lại:", folder=shown_path(folder)))
    guide.command("count", folder)
    guide.tell(phrase("Mẫu khác: «kiemphieu demo --sample TÊN». Thư mục của riêng bạn: «kiemphieu new TÊN»."))


class _Guide:
    """Speaks to the newcomer between the outputs."""

    def __init__(self, translator: Translator, console: Console) -> None:
        self._translator = translator
        self._console = console

    def step(self, number: int, title: Phrase) -> None:
        """Head a step."""
        self._console.print()
        self._console.rule(Text(f"{number}. {self._translator.text(title)}", style="bold cyan"), align="left")

    def tell(self, sentence: Phrase) -> None:
        """Explain."""
        self._console.print(Text(self._translator.text(sentence), style="cyan"))

    def show(self, line: str) -> None:
        """Show a line of a file, or its name."""
        self._console.print(Text(f"    {line}"))

    def command(self, name: str, folder: Path) -> None:
        """Show what the user would type."""
        self._console.print(Text(f"$ kiemphieu {name} {shown_path(folder)}", style="bold"))


def _congress(folder: Path) -> Congress:
    congress = read_congress(folder).congress
    if congress is None:
        raise ValueError(f"a sample that cannot be read: {folder / CONGRESS_FILE}")
    return congress
