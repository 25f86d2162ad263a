"""What a text becomes in a column of a type, by the manual (pipelines/README.md), and how Athena writes values."""

from __future__ import annotations

import re
import struct

import times

LIMITS = {"int": 2**31, "long": 2**63}
MOST_DIGITS = 1000
HALF = re.compile("[\ud800-\udfff]")


class Failed:
    """The value of a text that the type does not take: null, and counted."""

    def __repr__(self) -> str:
        return "Failed"

FAILED = Failed()
Value = str | int | float | bool | None


def cast(kind: str, text: str, reads_epochs: bool = True) -> Value | Failed:
    """The column's value; digits are an epoch only where they are read so."""
    if kind == "string":
        return HALF.sub("\ufffd", text)
    if kind in LIMITS:
        return _whole(text, LIMITS[kind])
    if kind in ("float", "double"):
        return _real(text, kind)
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, FAILED)
    time = times.millis(text) if reads_epochs or not times.NUMBER.fullmatch(text) else None
    if time is None:
        return FAILED
    return times.shown(time) if kind == "timestamp" else times.shown_day(time // times.DAY)


def is_changed(text: str) -> bool:
    """Whether a text can't be kept as it is."""
    return bool(HALF.search(text))


def _is_number(text: str) -> bool:
    return len(text) <= MOST_DIGITS and bool(times.NUMBER.fullmatch(text))


def _whole(text: str, limit: int) -> int | Failed:
    if not _is_number(text):
        return FAILED
    number = times.decimal(text)
    if number == 0:
        return 0
    if number is None or number.adjusted() > 19 or number != number.to_integral_value():
        return FAILED
    whole = int(number)
    return whole if -limit <= whole < limit else FAILED


def _real(text: str, kind: str) -> float | Failed:
    if not _is_number(text):
        return FAILED
    number = float(text)
    if number in (float("inf"), float("-inf")):
        return FAILED
    if kind == "double":
        return number
    try:
        return struct.unpack("<f", struct.pack("<f", number))[0]
    except OverflowError:
        return FAILED


def read(kind: str, cell: str | None) -> Value:
    """The value that Athena wrote."""
    if cell is not None and kind == "timestamp":
        return cell.removesuffix(" UTC")  # of an Iceberg table; of a plain one without its zone
    if cell is None or kind in ("string", "date"):
        return cell
    if kind in LIMITS:
        return int(cell)
    if kind == "boolean":
        return {"true": True, "false": False}[cell]
    number = float(cell)
    return number if kind == "double" else struct.unpack("<f", struct.pack("<f", number))[0]


def same(a: Value, b: Value) -> bool:
    """Equal, of one type, and numbers bit by bit: -0.0 is another value than 0.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return struct.pack("<d", a) == struct.pack("<d", b)
    return a == b
