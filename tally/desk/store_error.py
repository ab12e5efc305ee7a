"""Faults of the store in words (lỗi của kho): what SQLite, PostgreSQL and the disk say, as people can use it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from rules.phrase import Phrase, phrase


class StoreError(Exception):
    """The store cannot do it: a stable name, what happened and what to do. Nothing was written."""

    def __init__(self, name: str, message: Phrase, remedy: Phrase) -> None:
        """Take all three, so that the exception pickles."""
        super().__init__(name, message, remedy)
        self.name = name
        self.message = message
        self.remedy = remedy


class in_words:  # noqa: N801 - used as a statement
    """Whatever the database says inside comes out as a ``StoreError``."""

    def __enter__(self) -> None:
        """Nothing to begin."""
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Say it in words."""
        if isinstance(error, DBAPIError) and error.orig is not None:
            raise told_in_words(error.orig) from error
        if isinstance(error, SQLAlchemyError):
            raise told_in_words(error) from error


def told_in_words(error: BaseException) -> StoreError:
    """What a database's error means, in words."""
    name = getattr(error, "sqlite_errorname", "") or _STATES.get(getattr(error, "sqlstate", None) or "", "")
    if not name and type(error).__module__.startswith("psycopg"):
        name = "SERVER"
    for beginning, told in WORDS.items():
        if name.startswith(beginning):
            return StoreError(*told)
    return StoreError(
        "store.failed",
        phrase("kho dữ liệu báo lỗi: {problem}", problem=str(error)),
        phrase("điều vừa gửi chưa được lưu; thử lại, nếu vẫn lỗi thì tắt bàn kiểm phiếu và xem đĩa"),
    )


IN_USE = (
    "store.in_use",
    phrase("đã có một bàn kiểm phiếu chạy trên kho dữ liệu này"),
    phrase("dùng bàn đang chạy; hoặc tắt nó rồi mở lại"),
)

_STATES = {
    "53100": "SQLITE_FULL",
    "55P03": "SQLITE_BUSY",
    "25006": "SQLITE_READONLY",
    "42501": "SQLITE_READONLY",
    "58030": "SQLITE_IOERR",
    "XX001": "SQLITE_CORRUPT",
}
"""What PostgreSQL calls the same."""

WORDS: Mapping[str, tuple[str, Phrase, Phrase]] = {
    "SQLITE_FULL": (
        "store.disk_full",
        phrase("đĩa đã đầy"),
        phrase("điều vừa gửi chưa được lưu; xóa bớt tệp khác trên đĩa rồi gửi lại"),
    ),
    "SQLITE_BUSY": (
        "store.locked",
        phrase("kho dữ liệu đang bị chương trình khác giữ"),
        phrase("điều vừa gửi chưa được lưu; đóng chương trình đang mở tệp kho rồi gửi lại"),
    ),
    "SQLITE_LOCKED": (
        "store.locked",
        phrase("kho dữ liệu đang bị chương trình khác giữ"),
        phrase("điều vừa gửi chưa được lưu; đóng chương trình đang mở tệp kho rồi gửi lại"),
    ),
    "SQLITE_READONLY": (
        "store.read_only",
        phrase("không được ghi vào kho dữ liệu"),
        phrase("điều vừa gửi chưa được lưu; cho quyền ghi vào thư mục đại hội rồi mở lại bàn kiểm phiếu"),
    ),
    "SQLITE_CANTOPEN": (
        "store.cannot_open",
        phrase("không mở được tệp kho dữ liệu"),
        phrase("xem lại thư mục và quyền ghi"),
    ),
    "SQLITE_CORRUPT": (
        "store.damaged",
        phrase("tệp kho dữ liệu bị hỏng"),
        phrase("tắt bàn kiểm phiếu, lấy bản sao gần nhất; điều chưa báo là đã lưu thì chưa lưu"),
    ),
    "SQLITE_NOTADB": (
        "store.damaged",
        phrase("tệp kho dữ liệu bị hỏng"),
        phrase("tắt bàn kiểm phiếu, lấy bản sao gần nhất; điều chưa báo là đã lưu thì chưa lưu"),
    ),
    "SERVER": (
        "store.unreachable",
        phrase("không nói chuyện được với máy chủ PostgreSQL"),
        phrase("điều vừa gửi chưa chắc đã lưu; xem máy chủ còn chạy không, rồi gửi lại: không có gì bị lưu hai lần"),
    ),
    "SQLITE_IOERR": (
        "store.disk_failed",
        phrase("đĩa báo lỗi khi đọc hoặc ghi"),
        phrase("điều vừa gửi chưa được lưu; kiểm tra đĩa, rồi mở lại bàn kiểm phiếu"),
    ),
}
