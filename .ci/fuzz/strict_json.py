"""JSON by RFC 8259, with Python's own parser: numbers as they are written, objects with all their names in order."""

from __future__ import annotations

import json
import re
import sys

DEPTH = 1_000
NUMBER = 1_000
NAME = 50_000
TEXT = 20_000_000
BLANKS = " \t\n\r"

# Deep enough for everything within the limit; what is deeper is not parsed here.
sys.setrecursionlimit(20_000)


class Number(str):
    """A number as it is written."""


class Object(list):
    """The pairs of an object in their order; a name may come twice."""


class NotJson(ValueError):
    """The text is not JSON."""


class BeyondLimit(ValueError):
    """It is or may be JSON, but larger in one of its parts than is read. The text names the limit."""


Json = str | bool | None | Number | Object | list


def _no_constant(text: str) -> None:
    raise NotJson(text)


_DECODER = json.JSONDecoder(object_pairs_hook=Object, parse_float=Number, parse_int=Number, parse_constant=_no_constant)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)


def parse(text: str) -> Json:
    """The only value of the text."""
    if not text.strip(BLANKS):
        raise NotJson("empty")
    if text.count("[") + text.count("{") > DEPTH and depth(text) > DEPTH:
        raise BeyondLimit("nested deeper")
    try:
        value, end = _DECODER.raw_decode(text, len(text) - len(text.lstrip(BLANKS)))
    except ValueError as error:
        raise NotJson(str(error)) from None
    if text[end:].strip(BLANKS):
        raise NotJson("more than one value")
    if len(text) > NUMBER:
        check_limits(value)
    return value


def depth(text: str) -> int:
    """How deep brackets are in one another, whether it is JSON or not."""
    deepest = open_now = 0
    for char in re.sub(r"[^\[\]{}]", "", _STRING.sub("", text)):
        open_now += 1 if char in "[{" else -1
        deepest = max(deepest, open_now)
    return deepest


def check_limits(value: Json) -> None:
    """Raises if a part is too large."""
    open_values = [value]
    while open_values:
        each = open_values.pop()
        if isinstance(each, Number) and sum(map(str.isdigit, each)) > NUMBER:
            raise BeyondLimit("a number is longer")
        if isinstance(each, str) and len(each) > TEXT:
            raise BeyondLimit("a text is longer")
        if isinstance(each, Object):
            for name, part in each:
                if len(name.encode("utf-8", "surrogatepass")) > NAME:
                    raise BeyondLimit("a field's name is longer")
                open_values.append(part)
        elif isinstance(each, list):
            open_values.extend(each)
