"""Why a file is not read as a workbook: each reason a fault with what to do about it."""

from __future__ import annotations

from rules.errors import Fault, InputError, Place
from rules.phrase import Phrase, phrase
from rules.text_file import shortened
from rules.workbook_sheet import cell_name

_MEGABYTE = 2**20


def save_as_xlsx() -> Phrase:
    """The remedy of every workbook that another program can still open, in the words of Excel's menu."""
    return phrase("mở tệp bằng Excel hoặc LibreOffice rồi lưu lại, chọn loại «Excel Workbook (*.xlsx)»")


def copy_the_list() -> Phrase:
    """The remedy of every workbook that holds far more than a slate."""
    return phrase("chép riêng bảng danh sách sang một sổ tính mới rồi lưu lại")


def not_a_workbook(file: str, content: bytes) -> InputError:
    """Tell what the file is instead: nothing, a web page, a renamed text."""
    start = content.lstrip()[:200].lower()
    if not content:
        name, message = "file.empty", phrase("tệp {file} rỗng", file=file)
        remedy = phrase("kiểm tra lại tệp đã lưu; có thể đã chọn nhầm tệp")
    elif start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<style")):
        # What many web pages call "export to Excel".
        name = "workbook.web_page"
        message = phrase("tệp là một trang web (HTML) mang đuôi của sổ tính, không phải sổ tính")
        remedy = save_as_xlsx()
    else:
        name = "workbook.not_a_workbook"
        message = phrase("tệp không phải là sổ tính .xlsx, .xls hay .ods, dù tên có đuôi như vậy")
        remedy = phrase("kiểm tra có chọn nhầm tệp không; tệp văn bản thì đặt lại đuôi .csv")
    seen = shortened(content[:20].decode("utf-8", "backslashreplace")) if content else None
    return _error(Fault(name=name, file=file, message=message, remedy=remedy, seen=seen))


def binary_workbook(file: str) -> InputError:
    """An ``.xlsb``: the same tables in a form that is not read."""
    message = phrase("tệp là sổ tính Excel dạng nhị phân (.xlsb), chương trình không đọc dạng này")
    return _error(Fault(name="workbook.binary", file=file, message=message, remedy=save_as_xlsx()))


def damaged(file: str, why: str, *, sheet: str | None = None) -> InputError:
    """A workbook that breaks off or contradicts itself; ``why`` is what the reader said."""
    return _error(
        Fault(
            name="workbook.damaged",
            file=file,
            place=_in(sheet),
            message=phrase("sổ tính bị hỏng hoặc chưa chép xong: {why}", why=shortened(why)),
            remedy=phrase("chép lại tệp gốc; nếu Excel vẫn mở được thì lưu lại thành tệp .xlsx mới"),
        ),
    )


def locked(file: str) -> InputError:
    """A workbook that opens only with a password, which the program never asks for."""
    return _error(
        Fault(
            name="workbook.password",
            file=file,
            message=phrase("sổ tính có mật khẩu mở tệp nên không đọc được"),
            remedy=phrase(
                "mở bằng Excel, vào File → Info → Protect Workbook → Encrypt with Password, xóa mật khẩu rồi lưu lại",
            ),
        ),
    )


def too_large(file: str, limit: int) -> InputError:
    """More bytes than any slate has, as they lie in the file or once unpacked."""
    message = phrase(
        "sổ tính có quá {limit} MB dữ liệu hoặc quá nhiều ô; danh sách vài trăm người chưa đến 2 MB",
        limit=limit // _MEGABYTE,
    )
    return _error(Fault(name="workbook.too_large", file=file, message=message, remedy=copy_the_list()))


def too_many_parts(file: str, count: int, limit: int) -> InputError:
    """A workbook of thousands of parts or hundreds of sheets."""
    message = phrase("sổ tính có {count} phần hoặc trang tính, quá {limit}", count=count, limit=limit)
    return _error(Fault(name="workbook.too_many_parts", file=file, message=message, remedy=copy_the_list()))


def too_far(file: str, row: int, column: int, *, sheet: str | None = None) -> InputError:
    """A filled cell so far down or right that the sheet would not fit."""
    cell = cell_name(row, column)
    return _error(
        Fault(
            name="workbook.too_far",
            file=file,
            place=Place(sheet=sheet and shortened(sheet), row=row + 1),
            seen=cell,
            message=phrase("trang tính trải rộng đến ô {cell}, quá khổ của một danh sách", cell=cell),
            remedy=phrase(
                "xóa hẳn các dòng thừa dưới bảng, các cột thừa bên phải bảng (chọn cả dòng, cả cột rồi xóa), lưu lại",
            ),
        ),
    )


def too_much_text(file: str, *, sheet: str | None = None) -> InputError:
    """Cells that hold more text than all the careers of a province."""
    message = phrase("chữ trong các ô quá nhiều, không thể là một danh sách")
    fault = Fault(name="workbook.too_much_text", file=file, place=_in(sheet), message=message, remedy=copy_the_list())
    return _error(fault)


def no_sheets(file: str) -> InputError:
    """A workbook in which no sheet can hold a table."""
    message = phrase("sổ tính không có trang tính nào đọc được")
    return _error(Fault(name="workbook.no_sheets", file=file, message=message, remedy=save_as_xlsx()))


def _in(sheet: str | None) -> Place:
    return Place(sheet=sheet and shortened(sheet))


def _error(fault: Fault) -> InputError:
    return InputError((fault,))
