"""The program ``kiemphieu``: its commands, where each is, and the order people meet them in."""

from __future__ import annotations

from rules.command_line import Program, lang_option
from rules.language import help_text

main = Program(
    "kiemphieu",
    help=help_text("Kiểm tra danh sách nhân sự trước đại hội, kiểm phiếu bầu cử, và cho ai cũng kiểm lại được."),
)
lang_option(main)
main.add_lazy(
    "demo",
    "tally.commands:demo",
    help_text("Chép một đại hội mẫu và đi hết đường, giải thích từng bước."),
)
main.add_lazy(
    "new",
    "tally.commands:new",
    help_text("Tạo một thư mục đại hội để bắt đầu."),
)
main.add_lazy(
    "check",
    "rules.cli:check",
    help_text("Kiểm tra danh sách theo quy định."),
)
main.add_lazy(
    "rules",
    "rules.cli:rules",
    help_text("Nêu các bộ quy định: điều khoản, nguồn, độ tin cậy."),
)
main.add_lazy(
    "ballots",
    "tally.ballots_command:ballots",
    help_text("In phiếu bầu từ danh sách đã chốt."),
)
main.add_lazy(
    "slips",
    "tally.slips_command:slips",
    help_text("In phiếu theo tập, tờ phím cho người nhập, hoặc giấy niêm phong của một hồ sơ."),
)
main.add_lazy(
    "count",
    "tally.commands:count",
    help_text("Kiểm phiếu và xác định người trúng cử."),
)
main.add_lazy(
    "minutes",
    "tally.papers_command:minutes",
    help_text("Làm biên bản kiểm phiếu."),
)
main.add_lazy(
    "slides",
    "tally.papers_command:slides",
    help_text("Làm trình chiếu kết quả cho hội trường."),
)
main.add_lazy(
    "papers",
    "tally.papers_command:papers",
    help_text("Làm mọi giấy tờ của cuộc kiểm phiếu trong một lần."),
)
main.add_lazy(
    "export",
    "tally.export_command:export",
    help_text("Ghi phiếu hoặc kết quả ra định dạng khác: CSV, Parquet, NIST."),
)
main.add_lazy(
    "seal",
    "tally.seal_command:seal",
    help_text("Niêm phong cuộc kiểm phiếu thành một tệp hồ sơ mà ai cũng kiểm lại được."),
)
main.add_lazy(
    "sign",
    "tally.sign_command:sign",
    help_text("Ký một hồ sơ niêm phong."),
)
main.add_lazy(
    "verify",
    "tally.verify_command:verify",
    help_text("Kiểm một hồ sơ niêm phong và kiểm phiếu lại từ đầu."),
)
main.add_lazy(
    "diff",
    "tally.diff_command:diff",
    help_text("So hai hoặc ba lần kiểm của cùng một chồng phiếu."),
)
main.add_lazy(
    "draw",
    "tally.draw_command:draw",
    help_text("Rút ngẫu nhiên số phiếu để đối chiếu với chồng phiếu đã niêm phong."),
)
main.add_lazy(
    "desk",
    "tally.desk.command:desk",
    help_text("Mở bàn kiểm phiếu trong trình duyệt, không cần internet."),
)
