"""Which moment a text or number means, by the manual (pipelines/README.md, "Times"), with Python's own calendar."""

from __future__ import annotations

import datetime
import re
from decimal import Context, Decimal, InvalidOperation

DAY = 86_400_000
FIRST = -62_135_596_800_000  # 0001-01-01
LAST = 253_402_300_799_999  # 9999-12-31T23:59:59.999
MOST_SECONDS = Decimal(100_000_000_000)
ZERO = re.compile(r"-?[0.]+([eE][+-]?[0-9]+)?")
EXACT = Context(prec=2000)
EPOCH = datetime.date(1970, 1, 1).toordinal()

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
    r"([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)",
    re.ASCII,
)


def decimal(text: str) -> Decimal | None:
    """The number that a text writes; None: its exponent is beyond all use."""
    try:
        return Decimal(0 if ZERO.fullmatch(text) else text)
    except InvalidOperation:
        return None


def millis(text: str) -> int | None:
    """Epoch milliseconds; None: it is not a time."""
    if NUMBER.fullmatch(text):
        return _of_number(text)
    if DATE.fullmatch(text):
        return _of_date(text)
    match = TIME.fullmatch(text)
    return _of_time(match) if match else None


def is_day(text: str) -> bool:
    """Whether it is a date and nothing else."""
    return bool(DATE.fullmatch(text)) and _of_date(text) is not None


def shown(time: int) -> str:
    """As Athena writes a timestamp."""
    day, rest = divmod(time, DAY)
    seconds, milli = divmod(rest, 1000)
    return f"{shown_day(day)} {seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milli:03}"


def shown_day(day: int) -> str:
    """As Athena writes a date; the argument counts days from 1970-01-01 on."""
    return datetime.date.fromordinal(day + EPOCH).isoformat()


def _in_years(time: int) -> int | None:
    return time if FIRST <= time <= LAST else None


def _of_number(text: str) -> int | None:
    number = decimal(text)
    if number is None or (number != 0 and not -100 < number.adjusted() < 18):
        return None
    exact = number.scaleb(3, EXACT) if abs(number) < MOST_SECONDS else number
    return _in_years(int(exact.to_integral_value("ROUND_FLOOR")))


def _of_date(text: str) -> int | None:
    try:
        return (datetime.date.fromisoformat(text).toordinal() - EPOCH) * DAY
    except ValueError:
        return None


def _of_time(match: re.Match[str]) -> int | None:
    day = _of_date(match[1])
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    milli = int((match[5] or "0").ljust(3, "0")[:3])
    offset = _offset(match[6])
    if day is None or offset is None or minute > 59 or second > 60:
        return None
    if hour > 24 or (hour == 24 and (minute or second or int(match[5] or 0))):
        return None
    start = day + (hour * 60 + minute - offset) * 60_000
    if second == 60:
        if start % DAY != DAY - 60_000:  # leap seconds end a day of UTC
            return None
        second = 59
    return _in_years(start + second * 1000 + milli)


def _offset(text: str) -> int | None:
    if text in "Zz":
        return 0
    digits = text[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if minutes > 59 or hours * 60 + minutes > 18 * 60:
        return None
    return (hours * 60 + minutes) * (-1 if text[0] == "-" else 1)
