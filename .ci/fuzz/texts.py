"""Odd numbers, texts and times, as JSON or a cell may hold them. All choices come from the generator that is given."""

from __future__ import annotations

import json
import random
import re
import time

JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)

NUMBERS = (
    "0 -0 0.0 -0.0 0e0 1 -1 7.0 21 21.0 21.5 1e3 1E+3 10e-1 70e-1 1e0 100e-2 0.1 1.10 -1.5e-3 2147483647 2147483648"
    " -2147483648 -2147483649 2147483647.0 9007199254740991 9007199254740992 9007199254740993 -9007199254740993"
    " 9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 9223372036854775807.0"
    " 9.223372036854775807e18 92233720368547758070e-1 1e18 1e19 123456789012345678901234567890 1e308 1e309 1e400 -1e400"
    " 1e-400 5e-324 2e-324 3e-324 2.2250738585072014e-308 2.2250738585072011e-308 1.7976931348623157e308"
    " 1.7976931348623158e308 1.7976931348623159e308 3.4028234663852886e38 3.4028235e38 3.4028236e38 3.5e38 1.4e-45 7e-46"
    " 1e-46 1e23 8.41e21 9007199254740993.0 0.30000000000000004 0.1000000000000000055511151231257827021181583404541015625"
    " 1e99999999 1e-99999999 1e99999999999999999999 0e99999999999999999999 1e-99999999999999999999 16777217 16777217.0"
    " 100000000000000000000e-20 0.5e1 1e2147483647 1e2147483648 1e-2147483649"
).split() + ["1" * 999, "1" * 1000, "0." + "3" * 998, "1" + "0" * 900 + "e-900", "1." + "0" * 500]

NO_NUMBERS = (
    "+5|0x10|1_000|1,5|1.|.5|01|-01|00|1e|1e+|--1|NaN|Infinity|-Infinity|n/a|null|nil|None|-|#|٣|１２|1 000|1 | 1|1\u00a0|1d|1f|"
    "5L|TRUE|True|yes|t|1.0.0|1e1.5|0b1|1e5e5|−1|½|∞|true |false\n|True|FALSE|0|1"
).split("|")

TEXTS = (
    "", " ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2028", "\u2029", "\u0085", "\x00", "a\x00b", "\x01\x02\x1f", "\x7f", "\ufeff", "\ufeffa",
    "é", "e\u0301", "ﬁ", "Å", "A\u030a", "İ", "ı", "ß", "😀", "👨‍👩‍👧", "🏳️‍🌈", "\U0010ffff", "\ufffd", "\uffff", "\ufdd0", "null", "NULL",
    "\\N", "true", "-", "''", '"', '""', '"a"', 'a"b', "\\", "\\\\", "\\u0041", "a,b", "a;b", "a\tb", "a\nb", "a\r\nb", "a\rb",
    "'; DROP TABLE records; --", "<script>", "../../etc/passwd", "%00", "${HOME}", "{id}", "=1+1", "שלום", "مرحبا", "日本語",
    "\u202eabc", "a" * 255, "a" * 256, "ж" * 300, "\u200b", "x" * 10_000,
)

HALVES = ("\\ud83d", "\\ude00", "\\ude00\\ud83d", "a\\ud83d", "\\ud83db", "\\ud83d\\ud83d\\ude00", "\\udbff\\u0041")

ZONES = ("Z", "z", "+00:00", "-00:00", "+02:00", "+0200", "+02", "-11:30", "+14:00", "+18:00", "+0000", "-08")
NEAR_ZONES = ("", "+18:01", "+19:00", "+2:00", "+2", "+02:0", "+02:60", " +02:00", " Z", "CET", "[Europe/Berlin]", "Z[UTC]", "+02:00:00", "UTC")

FIXED_TIMES = (
    "2016-12-31T23:59:60Z", "2017-01-01T00:59:60+01:00", "2016-12-31T23:59:60.5Z", "2016-12-31T23:58:60Z", "2016-12-31T12:00:60Z",
    "2026-02-29T00:00:00Z", "2024-02-29T00:00:00Z", "1900-02-29", "2000-02-29", "2026-06-31", "2026-13-01", "2026-00-01", "2026-06-00",
    "0000-01-01", "0001-01-01", "0001-01-01T00:00:00+01:00", "9999-12-31", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59-01:00",
    "10000-01-01", "+2026-06-01", "-0001-01-01", "2026-W22-1", "2026-152", "20260601", "20260601T000000Z", "2026-06", "2026", "26-06-01",
    "2026/06/01", "01.06.2026", "06/01/2026", "2026-6-1", "2026-06-01T", "2026-06-01T0:00:00Z", "2026-06-01T00Z", "2026-06-01T00:00Z",
    "2026-06-01T24:00:00Z", "2026-06-01T24:00Z", "2026-06-01T24:00:01Z", "2026-06-01T24:01Z", "2026-06-01T25:00:00Z", "2026-06-01T00:60:00Z",
    "2026-06-01T24:00:00.000Z", "2026-06-01T24:00:00.001Z", "2026-06-01T00:00:61Z", "2026-06-01T00:00:00.Z", "2026-06-01T00:00:00,5Z",
    "2026-06-01T00:00:00.123456789Z", "2026-06-01T00:00:00.1234567890Z", "2026-06-01T00:00:00.999999999Z", "2026-06-01  00:00:00Z",
    "2026-06-01t00:00:00z", "2026-06-01_00:00:00Z", " 2026-06-01", "2026-06-01 ", "2026-06-01\n", "2026‐06‐01", "２０２６-06-01", "0", "-1",
    "1780272010", "1780272010.5", "1780272010000", "1780272010000000", "1780272010000000000", "99999999999", "100000000000", "-99999999999",
    "-100000000000", "1.780272010e9", "1780272010e0", "253402300799", "253402300800", "-62135596800", "-62135596801", "1e10", "1e11", "1e400",
    "now", "today", "yesterday", "Mon, 01 Jun 2026 00:00:00 GMT", "2026-06-01T00:00:00.000+0000", "12:00:00", "T12:00:00Z",
    "2026-03-29T02:30:00+01:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-03-29T02:30:00", "1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999Z", "1582-10-10", "0099-12-31",
)


def number(rng: random.Random) -> str:
    """A number as JSON writes it."""
    kind = rng.randrange(10)
    if kind < 5:
        return rng.choice(NUMBERS)
    if kind == 5:
        return str(rng.getrandbits(rng.randrange(1, 80)) * rng.choice((1, -1)))
    if kind == 6:
        return json.dumps(rng.uniform(-1, 1) * 10.0 ** rng.randrange(-320, 309))
    if kind == 7:
        return f"{rng.randrange(10**6)}.{rng.randrange(10**6):06}e{rng.randrange(-30, 30)}"
    if kind == 8:
        return f"{rng.randrange(-2**31, 2**31)}.{'0' * rng.randrange(1, 5)}"
    digits = "".join(rng.choice("0123456789") for _ in range(rng.randrange(1, 60)))
    return f"{rng.choice(('', '-'))}{rng.randrange(1, 10)}{digits}e-{rng.randrange(70)}"


def text(rng: random.Random) -> str:
    """A text that is Unicode."""
    if rng.randrange(4):
        return rng.choice(TEXTS)
    planes = ((0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x36F), (0x4E00, 0x4E40), (0x1F600, 0x1F640), (0, 0x1F))
    return "".join(chr(rng.randint(*rng.choice(planes))) for _ in range(rng.randrange(20)))


def when(rng: random.Random, now: float) -> str:
    """A time that is believed when it is read: within a week before now."""
    seconds = now - rng.randrange(60, 5 * 86_400)
    kind = rng.randrange(8)
    if kind == 0:
        return str(int(seconds))
    if kind == 1:
        return str(int(seconds * 1000))
    if kind == 2:
        return f"{seconds:.{rng.randrange(1, 7)}f}"
    if kind == 3:
        return time.strftime("%Y-%m-%d", time.gmtime(seconds))
    return iso(rng, seconds, rng.choice(ZONES) if rng.randrange(8) else rng.choice(NEAR_ZONES))


def iso(rng: random.Random, seconds: float, zone: str) -> str:
    """That moment's digits with any zone behind them."""
    form = rng.choice(("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dt%H:%M:%S", "%Y-%m-%dT%H:%M"))
    fraction = f"{rng.choice('.,')}{rng.randrange(10**9):09}"[: rng.randrange(2, 11)] if form.endswith("%S") else ""
    return time.strftime(form, time.gmtime(seconds)) + (fraction if rng.randrange(2) else "") + zone


def any_time(rng: random.Random, now: float) -> str:
    """A time, or what is nearly one."""
    return rng.choice(FIXED_TIMES) if rng.randrange(3) else when(rng, now)


def quoted(rng: random.Random, content: str) -> str:
    """A text as JSON, with escapes or as it is."""
    return json.dumps(content, ensure_ascii=bool(rng.randrange(2)))


def is_number(content: str) -> bool:
    """Whether it may stand in JSON without quotes."""
    return bool(JSON_NUMBER.fullmatch(content))


def value(rng: random.Random, kind: str, now: float) -> str:
    """A JSON value for a field of a type: mostly for that type, and then of any."""
    if rng.randrange(10) == 0:
        return rng.choice(("null", "true", "false", "{}", "[]", '{"a":1}', "[1]", '""', '" "'))
    if kind == "boolean":
        return rng.choice(("true", "false", '"true"', '"false"', '"TRUE"', '"yes"', "1", "0", '"1"', '"t"'))
    if kind in ("date", "timestamp"):
        moment = any_time(rng, now)
        return moment if is_number(moment) and rng.randrange(2) else quoted(rng, moment)
    if kind == "string":
        return f'"{rng.choice(HALVES)}"' if rng.randrange(8) == 0 else quoted(rng, text(rng))
    odd = number(rng) if rng.randrange(5) else rng.choice(NO_NUMBERS)
    return odd if is_number(odd) and rng.randrange(4) else quoted(rng, odd)
