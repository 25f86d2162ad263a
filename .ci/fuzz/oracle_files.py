"""Says of a file what has to become of it, of its rows and of its items; by the manual, not by our code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import strict_json
import values
from generate_files import CSV_COLUMNS, JSON_FIELDS, File
from packed import unpacked
from strict_json import Number, Object
from values import FAILED, Value

COLUMNS = list(CSV_COLUMNS)
KINDS = ["string"] + [column.removeprefix("as_") for column in COLUMNS[1:]]
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
LINE_END = re.compile("\r\n|\n|\r")
ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


@dataclass
class Row:
    """A row of the table, and which of its columns could not take their values; with bytes, it may be kept as these instead."""

    values: list[Value] = field(default_factory=list)
    flawed: list[str] = field(default_factory=list)
    doubtful: bytes | None = None

    @property
    def id(self) -> str | None:
        return self.values[0]


@dataclass
class Expectation:
    """What has to become of a file.

    Its outcome is one of: 'stored' (its rows count), 'rejected' (as a whole, when it landed), 'failed' (its partition is not
    made, and the run names it). What is kept lies under rejected/.
    """

    outcomes: set[str] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)

    @property
    def doubtful(self) -> list[bytes]:
        return [row.doubtful for row in self.rows if row.doubtful is not None]


def judge(file: File) -> Expectation:
    """What has to become of the file."""
    expected = Expectation()
    data = unpacked(file.data)
    if data is None:
        expected.outcomes = {"failed" if file.straight else "rejected"}
    elif file.input == "rows":
        _judge_csv(data, file.straight, expected)
    else:
        _judge_json(file, expected)
    return expected


# ---- CSV ------------------------------------------------------------------------------------------


@dataclass
class Line:
    """What was cut from the text as one row: its cells, or none if it is flawed."""

    text: str
    cells: list[str] | None
    doubtful: bool = False


def _judge_csv(data: bytes, straight: bool, expected: Expectation) -> None:
    as_a_whole = "failed" if straight else "rejected"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] == b"\x00\x00\xfe\xff":
        expected.outcomes = {as_a_whole}
        return
    lines = list(cut(data.decode(errors="surrogateescape").removeprefix("\ufeff")))
    if not lines:
        expected.outcomes = {"stored"} if straight else {"rejected"}
        return
    header, rows = lines[0], lines[1:]
    names = [] if header.cells is None or ESCAPED_BYTE.search(header.text) else [_bare(name) for name in header.cells]
    known = [name for name in names if name in COLUMNS]
    expected.outcomes = {"stored"}
    if not known or len(known) != len(set(known)):
        expected.outcomes = {as_a_whole}
        return
    if len(known) < len(COLUMNS):
        near = {name.lower() for name in names} & (set(COLUMNS) - set(known))
        expected.outcomes = {as_a_whole} if near or not straight else {"stored"}
    if not rows and not straight:
        expected.outcomes = {"rejected"}
    for row in rows:
        _judge_row(names, row, expected)
    if not straight and "stored" in expected.outcomes:
        if 2 * len(expected.kept) > len(rows):  # more is flawed than not
            expected.outcomes = {"rejected"}
        elif 2 * (len(expected.kept) + len(expected.doubtful)) > len(rows):
            expected.outcomes.add("rejected")


def _judge_row(names: list[str], line: Line, expected: Expectation) -> None:
    data = line.text.encode(errors="surrogateescape")
    named = len(names)
    while not names[named - 1]:
        named -= 1
    cells = line.cells
    if cells is None or ESCAPED_BYTE.search(line.text) or not named <= len(cells) <= len(names) or any(cells[named:]):
        expected.kept.append(data)
        return
    row = Row()
    for column, kind in zip(COLUMNS, KINDS):
        text = cells[names.index(column)] if column in names else ""
        value = values.cast(kind, text, False) if text else None
        row.values.append(None if value is FAILED else value)
        if value is FAILED:
            row.flawed.append(column)
    row.doubtful = data if line.doubtful else None
    expected.rows.append(row)


def _bare(name: str) -> str:
    """Without what can't be seen around it."""
    while name and (name[0].isspace() or name[0] in INVISIBLE):
        name = name[1:]
    while name and (name[-1].isspace() or name[-1] in INVISIBLE):
        name = name[:-1]
    return name


def cut(text: str) -> Iterator[Line]:
    """The rows of a text by RFC 4180, lines ending with LF, CRLF or CR; empty lines are none.

    Behind a flaw reading goes on with the line after the one on which the flawed cell begins. What lies between that and the
    place where the flaw was noticed may be the rest of the flawed row, if there is a quote in one of its cells.
    """
    at = doubtful = 0
    while at < len(text):
        start = at
        cells: list[str] | None = []
        while cells is not None:
            cell, end, flawed_until = _cell(text, at)
            if cell is None:
                doubtful = max(doubtful, flawed_until)
                match = LINE_END.search(text, at)
                end, cells = (match.start() if match else len(text)), None
            else:
                cells.append(cell)
                if text[end:end + 1] == ",":
                    at = end + 1
                    continue
            break
        match = LINE_END.match(text, end)
        at = match.end() if match else len(text)
        if end > start:
            line = Line(text[start:end], cells)
            line.doubtful = start < doubtful and cells is not None and '"' in "".join(cells)
            yield line


def _cell(text: str, at: int) -> tuple[str | None, int, int]:
    """A cell's text and its end; None and where it was noticed, if it is flawed."""
    if text[at:at + 1] != '"':
        match = re.compile("[,\r\n]").search(text, at)
        end = match.start() if match else len(text)
        return text[at:end], end, 0
    content = re.compile('"((?:[^"]|"")*)"').match(text, at)
    if not content:
        return None, at, len(text)
    end = content.end()
    if text[end:end + 1] not in (",", "\r", "\n", ""):
        return None, at, end + 1
    return content[1].replace('""', '"'), end, 0


# ---- JSON -----------------------------------------------------------------------------------------


def _judge_json(file: File, expected: Expectation) -> None:
    as_a_whole = "failed" if file.straight else "rejected"
    broken = sum(not sound for _, sound in file.parts)
    if file.kind == "empty json":
        expected.outcomes = {"stored"} if file.straight else {"rejected"}
        return
    if not file.parts:
        expected.outcomes = {as_a_whole}
        return
    expected.outcomes = {"stored", "rejected"} if broken and not file.straight else {"stored"}
    if broken and not file.lines:  # it may not be told where the next element begins
        expected.outcomes.add(as_a_whole)
    for index, (text, sound) in enumerate(file.parts):
        if not sound:
            expected.kept.append(text.encode())
            continue
        row = _item(text)
        beside = any(not near for _, near in file.parts[max(0, index - 1):index + 2])
        if beside and not file.lines:  # where it begins may be hidden by what is broken
            row.doubtful = text.encode()
        expected.rows.append(row)


def _item(text: str) -> Row:
    record = strict_json.parse(text)
    assert isinstance(record, Object)
    fields = dict(record)
    row = Row()
    for column, kind in zip(COLUMNS, KINDS):
        value = fields.get(column.removeprefix("as_"))
        content = ("true" if value else "false") if isinstance(value, bool) else value if isinstance(value, str) else None
        result = None if content is None else values.cast(kind, content, isinstance(value, Number))
        row.values.append(None if result is FAILED else result)
        if result is FAILED or isinstance(value, list) or (kind == "string" and content is not None and values.is_changed(content)):
            row.flawed.append(column)
    return row


assert set(JSON_FIELDS) == set(KINDS) - {"id"}
