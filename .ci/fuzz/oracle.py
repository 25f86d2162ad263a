"""Says of one payload of the stream where it has to be found, and with which values; by the manual, not by our code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import strict_json
import times
import values
from packed import unpacked
from strict_json import Number, Object
from values import FAILED, Value

SCHEMA = {
    "id": "string", "device": "string", "timestamp": "timestamp", "whole32": "int", "whole64": "long", "real32": "float",
    "real64": "double", "flag": "boolean", "day_of": "date", "moment": "timestamp", "text": "string",
}
LOOSE = ("int", "long", "float", "double", "boolean", "date", "timestamp", "string")
COLUMNS = (
    ["id", "device", "event_time", "whole32", "whole64", "real32", "real64", "flag", "day_of", "moment", "text"]
    + [f"loose_{kind}" for kind in LOOSE]
    + ["loose_joined"]
)
KINDS = [SCHEMA.get("timestamp" if name == "event_time" else name) or name.removeprefix("loose_").replace("joined", "string") for name in COLUMNS]


@dataclass(frozen=True)
class Rejected:
    """It has to lie under rejected/ with its bytes, and with a reason that matches."""

    reason: re.Pattern[str]


@dataclass
class Row:
    """It has to be in trusted, or in quarantine, with these values, of which some are null or changed because they could not be taken."""

    values: list[Value] = field(default_factory=list)
    flawed: list[str] = field(default_factory=list)
    time: int | None = None

    @property
    def failed_checks(self) -> str:
        """The checks for which it is in quarantine, with commas; a null fails none."""
        number, truth = (self.values[COLUMNS.index(name)] for name in ("loose_long", "loose_boolean"))
        failed = [] if number is None or -1_000_000 <= number <= 1_000_000_000_000 else ["long-range"]
        return ",".join(failed + (["only-true"] if truth is False else []))

    @property
    def id(self) -> str:
        return str(self.values[0])


def rejected(*reasons: str) -> Rejected:
    return Rejected(re.compile("|".join(reasons), re.IGNORECASE))


def judge(data: bytes) -> Rejected | Row:
    """Where that payload has to be found."""
    if data[:4] == b"\xf3\x89\x9a\xc2":
        return rejected(".")  # like an aggregate of the Kinesis Producer Library, and none
    content = unpacked(data)
    if content is None:
        return rejected("gzip", "compressed")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content[:4] == b"\x00\x00\xfe\xff":
        return rejected("UTF-16", "UTF-32")
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        return rejected("UTF-8", "UTF-16", "UTF-32", "compressed", "gzip", "zip")
    try:
        value = strict_json.parse(text)
    except strict_json.BeyondLimit as error:
        return rejected(str(error))
    except strict_json.NotJson:
        return rejected("JSON", "empty", "UTF-8", "UTF-16", "UTF-32", "limit", "deeper", "longer")
    if not isinstance(value, Object):
        return rejected("object")
    return _of_object(value)


def _of_object(record: Object) -> Rejected | Row:
    bad = [name for name, value in record if name in SCHEMA and not _fits(name, value)]
    last = dict(record)
    bad += [name for name in ("id", "device") if last.get(name) is None]
    if last.get("id") == "":
        bad.append("id")
    if bad:
        return rejected(*(f"'{re.escape(name)}'" for name in bad))
    row = Row()
    loose = dict(last["loose"]) if isinstance(last.get("loose"), Object) else {}
    for name, kind in zip(COLUMNS, KINDS):
        if not name.startswith("loose_"):
            value = last.get("timestamp" if name == "event_time" else name)
        else:
            value = loose.get(name.removeprefix("loose_").replace("joined", "list"))
        row.values.append(_joined(row, value) if name == "loose_joined" else _cast(row, name, kind, value))
    time = last.get("timestamp")
    row.time = times.millis(time) if isinstance(time, str) else None
    return row


def _fits(name: str, value: strict_json.Json) -> bool:
    """Whether the stream's check lets a field's value pass."""
    if value is None or name == "timestamp":  # a time that can't be read is no reason to reject a record
        return True
    kind = SCHEMA[name]
    if kind == "string":
        return isinstance(value, str) and not isinstance(value, Number) and not (name in ("id", "device") and values.is_changed(value))
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "date":
        return isinstance(value, str) and not isinstance(value, Number) and times.is_day(value)
    if kind == "timestamp":
        return isinstance(value, str) and times.millis(value) is not None
    return isinstance(value, Number) and values.cast(kind, value) is not FAILED


def _text(value: strict_json.Json) -> str | None:
    """The text of a value that has one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None


def _cast(row: Row, name: str, kind: str, value: strict_json.Json) -> Value:
    text = _text(value)
    if text is None:
        if isinstance(value, list):
            row.flawed.append(name)
        return None
    result = values.cast(kind, text, isinstance(value, Number) or name == "event_time")
    if result is FAILED or (kind == "string" and values.is_changed(text)):
        row.flawed.append(name)
    return None if result is FAILED else result


def _joined(row: Row, value: strict_json.Json) -> Value:
    """An array's texts, numbers and truth values as one text; it is counted if others are left out."""
    if not isinstance(value, list) or isinstance(value, Object):
        return _cast(row, "loose_joined", "string", value)
    parts = [text for item in value if (text := _text(item)) is not None]
    if any(isinstance(item, list) for item in value):
        row.flawed.append("loose_joined")
    return _cast(row, "loose_joined", "string", "|".join(parts)) if parts else None
