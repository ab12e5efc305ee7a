"""Parquet ballot files (pyarrow, extra ``parquet``): wide columns of booleans or bytes, or 64 names a word.

The file itself says what a mark means and whose it is: its metadata ``kiemphieu.cells`` is ``kept`` or ``struck``,
of an agree/disagree ballot ``agree_disagree``, and ``kiemphieu.slate`` the digest of the slate. pyarrow's own way to
numpy imports pandas, so its buffers are read as they lie in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from rules.errors import FaultList, InputError, Place
from rules.model import Cells, Form
from rules.phrase import phrase
from rules.table_file import Row
from tally.ahead import ahead
from tally.ballot_rows import BallotReader, Layout, read_ruling
from tally.canonical import digest, slate_canonical
from tally.chunk import CHUNK, Chunk, Numbers
from tally.model import Ballot, InvalidReason, RawMark
from tally.streamed import TOLD, told
from tally.words import RULED, WORD, Bytes, Pile, Words, ballots_of, lane, words_of

CELLS, SLATE = "kiemphieu.cells", "kiemphieu.slate"
BOXES = "agree_disagree"
"""``kiemphieu.cells`` of a file of agree/disagree ballots."""

_LARGEST = 10**18
_SHOWN = 1000
_PART = 1 << 22
"""Bytes decoded at a time."""
_AHEAD = 2
"""Parts being read while one is counted."""
_CELL, _OVERHEAD = 64, 1 << 16
"""Bytes a cell may have, the longest ground being 16 letters, and those of a column's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a file: those with marks, by side, and the two that may stand beside them."""

    favour: tuple[str, ...]
    against: tuple[str, ...] = ()
    packed: bool = False
    ballot: bool = False
    invalid: bool = False

    @property
    def all(self) -> list[str]:
        """Every column that is read."""
        beside = [name for name, there in (("ballot", self.ballot), ("invalid", self.invalid)) if there]
        return [*self.favour, *self.against, *beside]


class ParquetReader:
    """Reads a Parquet file, chunk by chunk. ``columns`` is None while the file has faults, which ``chunks`` raises."""

    def __init__(self, path: Path, reader: BallotReader) -> None:
        """Look at the file's schema and metadata."""
        self._path = path
        self._reader = reader
        self._faults = FaultList(reader.source.file)
        self._flip = False
        self.columns: Columns | None = None
        try:
            with pq.ParquetFile(path) as file:
                self.rows = file.metadata.num_rows
                self._look(file.schema_arrow)
                self._weigh(file.metadata)
        except (pa.ArrowException, OSError, ValueError) as error:
            self._refuse_unreadable(error)
        self._of_schema = tuple(self._faults.faults)

    @property
    def layout(self) -> Layout:
        """Told by the columns."""
        return Layout.AGREE_DISAGREE if self.columns is not None and self.columns.against else Layout.WIDE

    @property
    def stamped(self) -> bool:
        """Whether the ballots have numbers of their own."""
        return self.columns is not None and self.columns.ballot

    def chunks(self) -> Iterator[Chunk]:
        """The ballots in file order; raises ``InputError`` at the end if there were faults."""
        if self.columns is None or self._of_schema:
            raise InputError(self._of_schema)
        self._faults = FaultList(self._reader.source.file)  # each reading has its own
        try:
            with pq.ParquetFile(self._path) as file:
                parts = file.iter_batches(_rows_at_a_time(file.schema_arrow), columns=self.columns.all)
                with closing(ahead(parts, _AHEAD)) as batches:  # before the file is: a part may still be decoded
                    yield from self._chunks_of(batches, self.columns)
        except (pa.ArrowException, OSError) as error:
            self._refuse_unreadable(error)
        if self._faults.faults:
            raise InputError(told(self._faults.faults, self._faults.file))

    def _chunks_of(self, batches: Iterator[pa.RecordBatch], columns: Columns) -> Iterator[Chunk]:
        place = 1
        for batch in batches:
            chunk = self._chunk(batch, columns, place) if batch.num_rows else None
            place += batch.num_rows
            if chunk is not None and not self._faults.faults:
                yield chunk
            if len(self._faults.faults) > TOLD:
                break

    def _look(self, schema: pa.Schema) -> None:
        """Tell the columns and check what the file says of itself; every fault at once."""
        names, form = self._reader.names, self._reader.contest.form
        present = schema.names
        words = range(words_of(names))
        wide = tuple(str(number) for number in range(1, names + 1))
        kept = tuple(f"kept_{word}" for word in words)
        sides = tuple(f"agree_{word}" for word in words), tuple(f"disagree_{word}" for word in words)
        rest = [name for name in present if name not in {"ballot", "invalid"}]
        ballot, invalid = "ballot" in present, "invalid" in present
        found: Columns | None = None
        if sorted(rest) == sorted(wide):
            found = Columns(favour=wide, ballot=ballot, invalid=invalid)
        elif sorted(rest) == sorted(kept):
            found = Columns(favour=kept, packed=True, ballot=ballot, invalid=invalid)
        elif sorted(rest) == sorted((*sides[0], *sides[1])):
            found = Columns(favour=sides[0], against=sides[1], packed=True, ballot=ballot, invalid=invalid)
        if found is None or len(set(present)) != len(present):
            self._faults.add(
                "ballots.wrong_columns",
                phrase("các cột của tệp Parquet không đúng với danh sách có {names} người", names=names),
                phrase(
                    "cần các cột 1 đến {names}, hoặc {packed}; có thể thêm ballot, invalid", names=names, packed=kept
                ),
                seen=",".join(map(str, present))[:_SHOWN],
            )
            return
        self._check_types(schema, found)
        if (form is Form.AGREE_DISAGREE) != bool(found.against):
            self._faults.add(
                "ballots.wrong_form",
                phrase("mẫu phiếu của nội dung bầu này là {form}, tệp phiếu ghi theo mẫu khác", form=form),
                phrase(
                    "phiếu gạch tên: cột 1, 2, … hoặc kept_0 …; phiếu đồng ý / không đồng ý: agree_0 …, disagree_0 …"
                ),
                seen=",".join(map(str, present))[:_SHOWN],
            )
        else:
            self._check_metadata(schema.metadata or {}, found)
        self.columns = found

    def _weigh(self, metadata: pq.FileMetaData) -> None:
        """Refuse columns whose cells are longer than any of ours before they are read: they would fill the memory.

        Whole groups of rows are weighed: pyarrow ends the process when it is asked for a damaged column alone.
        """
        for group in range(metadata.num_row_groups):
            part = metadata.row_group(group)
            if part.total_byte_size > part.num_columns * (part.num_rows * _CELL + _OVERHEAD):
                self._faults.add(
                    "ballots.parquet_too_long",
                    phrase("tệp Parquet có ô dài quá mức"),
                    phrase("sửa tệp ở nơi đã xuất ra nó, rồi xuất lại"),
                    seen=part.total_byte_size,
                )
                return

    def _check_types(self, schema: pa.Schema, columns: Columns) -> None:
        def text(kind: pa.DataType) -> bool:
            plain = kind.value_type if pa.types.is_dictionary(kind) else kind
            return bool(pa.types.is_string(plain) or pa.types.is_large_string(plain) or pa.types.is_null(plain))

        def mark(kind: pa.DataType) -> bool:
            if columns.packed:
                return bool(kind == pa.uint64())
            return bool(pa.types.is_boolean(kind) or kind in {pa.uint8(), pa.int8()})

        for name in columns.all:
            kind = schema.field(name).type
            fits = {"ballot": pa.types.is_integer, "invalid": text}.get(name, mark)
            if not fits(kind):
                self._faults.add(
                    "ballots.wrong_type",
                    phrase("cột «{column}» có kiểu {kind}, không dùng được", column=name, kind=str(kind)),
                    phrase("cột dấu: bool hoặc uint8 (0, 1), dạng nén: uint64; ballot: số nguyên; invalid: chữ"),
                    place=Place(column=name),
                    seen=str(kind),
                )

    def _check_metadata(self, metadata: Mapping[bytes, bytes], columns: Columns) -> None:
        allowed = (BOXES,) if columns.against else (Cells.KEPT.value,) if columns.packed else tuple(map(str, Cells))
        cells = metadata.get(CELLS.encode(), b"").decode("utf-8", "replace")
        stated = self._reader.source.cells
        if cells not in allowed or (stated is not None and stated.value != cells):
            self._faults.add(
                "ballots.missing_polarity",
                phrase("tệp Parquet không nói, hoặc nói khác congress.toml, dấu trong tệp có nghĩa là gì"),
                phrase(
                    "ghi {key} = {allowed} vào metadata của tệp; cells trong congress.toml nếu có phải giống",
                    key=CELLS,
                    allowed=allowed,
                ),
                place=Place(key=CELLS),
                seen=cells,
            )
        slate = digest(slate_canonical(self._reader.contest.slate))
        said = metadata.get(SLATE.encode(), b"").decode("utf-8", "replace")
        if said != slate:
            self._faults.add(
                "ballots.other_slate" if said else "ballots.missing_slate",
                phrase("tệp phiếu thuộc một danh sách khác")
                if said
                else phrase("tệp phiếu không nói nó thuộc danh sách nào"),
                phrase("ghi {key} = {digest} vào metadata của tệp nếu đúng là danh sách này", key=SLATE, digest=slate),
                place=Place(key=SLATE),
                seen=said,
            )
        self._flip = cells == Cells.STRUCK.value

    def _chunk(self, batch: pa.RecordBatch, columns: Columns, place: int) -> Chunk | None:
        names, size = self._reader.names, batch.num_rows
        before = len(self._faults.faults)
        arrays = {name: batch.column(name) for name in columns.all}
        for name, array in arrays.items():
            if name != "invalid" and array.null_count:
                self._at(
                    array.is_null(),
                    name,
                    place,
                    "ballots.empty_cell",
                    phrase("ô để trống: không biết là chưa nhập hay không đánh dấu"),
                )
        if len(self._faults.faults) > before:
            return None
        turned = None
        if columns.packed:
            favour = self._words(arrays, columns.favour, place)
            against = self._words(arrays, columns.against, place) if columns.against else None
        else:
            turned = self._columns(arrays, columns.favour, size, place)
            favour, against = ballots_of(turned, size), None
        numbers = self._numbers(arrays.get("ballot"), size, place)
        ruled = self._ruled(arrays.get("invalid"), size, place)
        if len(self._faults.faults) > before:
            return None
        at = place % size
        sample = {at: self._ballot(batch.slice(at, 1).to_pylist()[0], columns, place + at)}
        return Chunk(
            pile=Pile(names=names, favour=favour, against=against, ruled=ruled, columns=turned),
            numbers=numbers,
            rows=np.arange(place, place + size) if columns.ballot else numbers.view(np.int64),
            sample=sample,
        )

    def _words(self, arrays: Mapping[str, pa.Array], columns: tuple[str, ...], place: int) -> Words:
        names = self._reader.names
        words = np.stack([_values(arrays[column], np.uint64) for column in columns])
        beyond = words[-1] >> np.uint64((names - 1) % WORD) >> np.uint64(1)
        if beyond.any():
            message = phrase("có bit ngoài danh sách {names} người", names=names)
            self._at(beyond != 0, columns[-1], place, "ballots.unknown_code", message)
        return words.astype(lane(names), copy=False)

    def _columns(self, arrays: Mapping[str, pa.Array], columns: tuple[str, ...], size: int, place: int) -> Words:
        width = -(-size // 8)
        found = np.empty((len(columns), -(-size // WORD) * 8), np.uint8)
        found[:, width:] = 0
        for name, column in enumerate(columns):
            array = arrays[column]
            if pa.types.is_boolean(array.type):
                found[name, :width] = _bitmap(array.buffers()[1], array.offset, size)
                continue
            cells = _values(array, np.uint8)
            if cells.max() > 1:
                self._at(cells > 1, column, place, "ballots.bad_cell", phrase("ô phải là 1 hoặc 0"))
            found[name, :width] = np.packbits(cells, bitorder="little")
        if self._flip:
            found[:, :width] ^= 0xFF
        if size % 8:
            found[:, width - 1] &= (1 << size % 8) - 1
        return found.view(np.uint64)

    def _numbers(self, array: pa.Array | None, size: int, place: int) -> Numbers:
        if array is None:
            return np.arange(place, place + size, dtype=np.uint64)
        found = _values(array, array.type.to_pandas_dtype())
        wrong = (found <= 0) | (found >= _LARGEST) if found.itemsize == 8 else found <= 0  # noqa: PLR2004 - bytes
        if wrong.any():
            self._at(wrong, "ballot", place, "ballots.bad_number", phrase("số phiếu phải là chữ số, từ 1 trở lên"))
        return found.astype(np.uint64)

    def _ruled(self, array: pa.Array | None, size: int, place: int) -> Bytes | None:
        if array is None or array.null_count == size:
            return None
        listed = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
        texts = ["", *(text or "" for text in listed.dictionary.to_pylist())]
        index = np.array([-1 if at is None else at for at in listed.indices.to_pylist()], np.int64) + 1
        codes = np.zeros(len(texts), np.uint8)
        for at, text in enumerate(texts):
            if not text or not (index == at).any():
                continue
            for where in np.flatnonzero(index == at).tolist():
                reason = read_ruling(self._reader_of_rulings(), Row(number=place + where, cells=(text,)), 0)
                if reason is None:
                    continue
                codes[at] = RULED.index(reason) + 1
                break
        ruled = codes[index]
        return ruled if ruled.any() else None

    def _reader_of_rulings(self) -> BallotReader:
        reader = self._reader
        return BallotReader(reader.contest, reader.source, reader.reasons, self._faults)

    def _ballot(self, row: Mapping[str, Any], columns: Columns, place: int) -> Ballot:
        """One ballot from plain values, another way than the buffers."""
        names = range(self._reader.names)
        if columns.packed:
            favour = [row[columns.favour[name // WORD]] >> name % WORD & 1 for name in names]
        else:
            favour = [bool(row[column]) != self._flip for column in columns.favour]
        if columns.against:
            against = [row[columns.against[name // WORD]] >> name % WORD & 1 for name in names]
            letters = [_BOXED[bool(one), bool(other)] for one, other in zip(favour, against, strict=True)]
        else:
            letters = [RawMark.KEPT if one else RawMark.STRUCK for one in favour]
        text = row.get("invalid")
        return Ballot(row.get("ballot", place), "".join(letters), InvalidReason(text) if text else None)

    def _at(self, where: Any, column: str, place: int, name: str, message: Any) -> None:  # noqa: ANN401
        """A fault for each row, no more than are told."""
        marked = np.array(where.to_pylist(), np.bool_) if isinstance(where, pa.Array) else where
        for row in np.flatnonzero(marked)[: TOLD + 1].tolist():
            self._faults.add(
                name,
                message,
                phrase("sửa tệp ở nơi đã xuất ra nó, rồi xuất lại"),
                place=Place(row=place + row, column=column),
            )

    def _refuse_unreadable(self, error: Exception) -> None:
        self._faults.add(
            "ballots.parquet_unreadable",
            phrase("không đọc được tệp Parquet này: tệp hỏng, bị cắt ngắn, hoặc không phải Parquet"),
            phrase("xuất lại hoặc chép lại tệp"),
            seen=str(error).splitlines()[0][:200] if str(error) else type(error).__name__,
        )


_BOXED = {
    (True, True): RawMark.BOTH,
    (True, False): RawMark.AGREE,
    (False, True): RawMark.DISAGREE,
    (False, False): RawMark.NEITHER,
}


def _rows_at_a_time(schema: pa.Schema) -> int:
    """Ballots of one part: the wider they are, the fewer; always whole words of them."""
    bits = sum(kind.bit_width if pa.types.is_primitive(kind) else 8 * _CELL for kind in schema.types)
    return int(max(WORD, min(4 * CHUNK, 8 * _PART // max(1, bits) // WORD * WORD)))


def _values(array: pa.Array, kind: Any) -> NDArray[Any]:  # noqa: ANN401 - numpy's own
    """The values of a column of numbers, where they lie."""
    return np.frombuffer(array.buffers()[1], kind)[array.offset : array.offset + len(array)]


def _bitmap(buffer: pa.Buffer, offset: int, size: int) -> Bytes:
    """The bits of a column of booleans, from the first on: lowest bit first, as Arrow has them."""
    held = np.frombuffer(buffer, np.uint8)
    if offset % 8 == 0:
        return held[offset // 8 : offset // 8 + -(-size // 8)]
    bits = np.unpackbits(held, bitorder="little")[offset : offset + size]
    return np.packbits(bits, bitorder="little")
