"""Odd records for the stream. The same seed gives the same bytes, but for the moments that are counted from now on."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import texts

DECLARED = ("whole32", "whole64", "real32", "real64", "flag", "day_of", "moment", "text")
LOOSE = ("int", "long", "float", "double", "boolean", "date", "timestamp", "string")
SOUND = {
    "whole32": "21", "whole64": "9007199254740993", "real32": "0.5", "real64": "1.1", "flag": "true", "day_of": '"2026-06-01"',
    "moment": '"2026-06-01T00:00:00Z"', "text": '"fine"',
}


@dataclass(frozen=True)
class Record:
    """One payload; its number is its partition key, by which it is found again."""

    number: int
    kind: str
    data: bytes

    @property
    def key(self) -> str:
        return str(self.number)


class RecordGenerator:
    """Makes records of many kinds; each has an id of its own, which no other becomes by a damage, unless it is a copy."""

    def __init__(self, seed: int, now: float) -> None:
        self._seed = seed
        self._now = now
        self._earlier: list[bytes] = []
        self._kinds: list[tuple[int, str, Callable[[random.Random, str], bytes]]] = [
            (20, "declared", self._declared),
            (40, "loose", self._loose),
            (10, "time", self._time),
            (6, "id", self._id),
            (6, "copy", self._copy),
            (6, "structure", self._structure),
            (6, "broken", self._broken),
            (4, "bytes", self._bytes),
            (2, "limits", self._limits),
        ]

    def records(self, count: int) -> Iterator[Record]:
        weights = [weight for weight, _, _ in self._kinds]
        for number in range(count):
            rng = random.Random(f"{self._seed}-{number}")
            _, kind, make = rng.choices(self._kinds, weights)[0]
            data = make(rng, f"{self._seed}-{number}-{rng.randrange(16**6):06x}")
            if kind in ("declared", "loose", "time"):
                self._earlier.append(data)
            yield Record(number, kind, data)

    # ---- kinds ------------------------------------------------------------------------------------

    def _declared(self, rng: random.Random, name: str) -> bytes:
        """One field of the schema has an odd value, which the stream's check judges."""
        fields = self._base(rng, name)
        for field in rng.sample(DECLARED, rng.randrange(1, len(DECLARED))):
            fields[field] = SOUND[field]
        field = rng.choice(DECLARED)
        fields[field] = texts.value(rng, {"day_of": "date", "moment": "timestamp", "text": "string"}.get(field, "number"), self._now)
        return self._written(rng, fields)

    def _loose(self, rng: random.Random, name: str) -> bytes:
        """Values of which the schema says nothing: only the columns' casts judge them."""
        fields = self._base(rng, name)
        loose = {field: texts.value(rng, field, self._now) for field in rng.sample(LOOSE, rng.randrange(1, 5))}
        if rng.randrange(3) == 0:
            loose["list"] = self._list(rng)
        fields["loose"] = self._object(rng, loose)
        return self._written(rng, fields)

    def _time(self, rng: random.Random, name: str) -> bytes:
        fields = self._base(rng, name)
        odd = texts.any_time(rng, self._now)
        fields["timestamp"] = odd if texts.is_number(odd) and rng.randrange(2) else texts.quoted(rng, odd)
        if rng.randrange(6) == 0:
            fields["timestamp"] = rng.choice(("null", "true", "{}", "[]", '""', "[1780272010]"))
        if rng.randrange(8) == 0:
            del fields["timestamp"]
        return self._written(rng, fields)

    def _id(self, rng: random.Random, name: str) -> bytes:
        """Ids and keys that are odd: texts of all kinds behind the name that makes them one's own."""
        fields = self._base(rng, name)
        field = rng.choice(("id", "device"))
        prefix = name if field == "id" else ""
        kind = rng.randrange(4)
        if kind == 0:
            fields[field] = f'"{prefix}{rng.choice(texts.HALVES)}"'
        elif kind == 1 and rng.randrange(2):
            fields[field] = rng.choice(("null", '""', "7", "true", "{}", '[""]', "1e400"))
        else:
            fields[field] = texts.quoted(rng, prefix + texts.text(rng))
        return self._written(rng, fields)

    def _copy(self, rng: random.Random, name: str) -> bytes:
        """The bytes of an earlier record once more, or another record with its id and time."""
        if not self._earlier:
            return self._loose(rng, name)
        earlier = rng.choice(self._earlier[-2000:])
        if rng.randrange(3):
            return earlier
        return earlier.rstrip()[:-1] + f',"text":"copied as {name}"}}'.encode()

    def _structure(self, rng: random.Random, name: str) -> bytes:
        """Names twice, nested values, fields that nobody knows, blanks between all tokens."""
        fields = self._base(rng, name)
        body = ",".join(f'"{field}":{value}' for field, value in fields.items())
        return rng.choice((
            f'{{"id":"other",{body}}}', f'{{{body},"whole32":"no","whole32":5}}', f'{{{body},"whole32":5,"whole32":null}}',
            f'{{{body},"loose":{{"int":1}},"loose":{{"long":2}}}}', f'{{{body},"loose":{{"int":1,"int":"x","int":2}}}}',
            f'{{{body},"loose":{{"int":1}},"loose":null}}', f'{{{body},"loose":[1,2]}}', f'{{{body},"loose":"text"}}',
            f'{{{body},"loose":{{"int":{{"int":1}},"long":[1],"list":{{"a":1}}}}}}', f'{{{body},"":1," ":2,"id ":3}}',
            f'{{{body},"\\u0069d":"{name}-escaped"}}', f'{{{body},"ID":"{name}-upper","whole32\\u0000":"x"}}',
            f'{{"x":{"[" * 50}{"]" * 50},{body}}}', f'{{{body},"x":{json.dumps(list(range(200)))}}}',
            f' \t\n\r{{ \n{body} \r\n}}\n\n', f'\n{{\n  {body}\n}}', f'{{{body},"text":"a\\nb\\r\\n\\u2028"}}',
            f'{{{body},"loose":{{"list":[1,"a",true,null,[2],{{"b":3}},"",1e3,-0.0]}}}}', f'{{{body},"loose":{{"list":[]}}}}',
        )).encode()

    def _broken(self, rng: random.Random, name: str) -> bytes:
        """What is not exactly one JSON object."""
        sound = self._written(rng, self._base(rng, name))
        kind = rng.randrange(7)
        if kind == 0:
            return sound[: rng.randrange(len(sound))]
        if kind == 1:
            return sound + rng.choice((b"}", b",", b"x", b"{}", b"null", b"\x00", sound, b"\n" + sound, b"tru"))
        if kind == 2:
            at = rng.randrange(len(sound))
            return sound[:at] + bytes([rng.randrange(256)]) + sound[at + 1:]
        if kind == 3:
            at = rng.randrange(len(sound))
            return sound[:at] + sound[at + 1:]
        if kind == 4:
            return b"[" + sound + b"]"
        if kind == 5:
            return rng.choice((b"", b" ", b"\n", b"null", b"true", b"1", b'"text"', b"[]", b"{}", b"{", b"}", b"hello", b"//x", b"id=1&b=2",
                               b"<xml/>", b"id,device\n1,2", b"NaN", b"{,}", b"{\"id\"}", b"{id:1}", b"{'id':'a'}"))
        body = sound.decode()[:-1]
        return (body + rng.choice((',}', ',"x":}', ',"x":NaN}', ',"x":-Infinity}', ',"x":01}', ',"x":+1}', ',"x":.5}', ',"x":1.}', ',"x":1e}',
                                   ',"x":\'a\'}', ',"x":"\t"}', ',"x":"\n"}', ',"x":"\\x41"}', ',"x":"\\u12"}', ',"x":True}', ',"x":nul}', ',x:1}',
                                   ',"x":1 /* c */}', ',"x":"a"b}', ',"x":[1,]}', ',"x":[1 2]}', ',"x":{"a"}}', ',"x":0x1}', ',"x":--1}'))).encode()

    def _bytes(self, rng: random.Random, name: str) -> bytes:
        """Other encodings, bytes that are no text, compressed ones."""
        sound = self._written(rng, self._base(rng, name))
        kind = rng.randrange(6)
        if kind == 0:
            return sound.decode().encode(rng.choice(("utf-16", "utf-16le", "utf-16be", "utf-32", "utf-8-sig")))
        if kind == 1:
            odd = rng.choice((b"\xff", b"\xc0\x80", b"\xed\xa0\xbd", b"\xe2\x82", b"\xf4\x90\x80\x80", b"\xe9", b"\x80", b"\xf0\x9f\x98"))
            return sound[:-1] + b',"text":"' + odd + b'"}'
        if kind == 2:
            packed = gzip.compress(sound, mtime=0)
            return packed if rng.randrange(2) else packed[: rng.randrange(2, len(packed))]
        if kind == 3:
            return rng.randbytes(rng.randrange(1, 200))
        if kind == 4:
            return sound + b"\n" + rng.randbytes(3)
        return rng.choice((b"\xef\xbb\xbf", b"\x00", b"\xf3\x89\x9a\xc2", b"\xf3\x89\x9a\xc2" + rng.randbytes(30), b"PK\x03\x04")) + sound

    def _limits(self, rng: random.Random, name: str) -> bytes:
        """On both sides of how deep and large values may be."""
        body = ",".join(f'"{field}":{value}' for field, value in self._base(rng, name).items())
        kind = rng.randrange(12)
        if kind < 3:
            depth = rng.choice((10, 998, 999, 1000, 1001, 5000))
            more = f'"x":{"[" * depth}{"]" * depth}'
        elif kind < 5:
            depth = rng.choice((499, 500, 501))
            inner = '{"a":[' * depth
            more = f'"x":{inner}{"]}" * depth}'
        elif kind < 8:
            more = f'"x":{rng.choice(("", "-", "0.", "1e"))}{"1" * rng.choice((997, 998, 999, 1000, 1001, 1500))}'
        elif kind == 8:
            more = f'"loose":{{"double":{"1" * rng.choice((300, 309, 1000))}}}'
        elif kind == 9:
            more = f'"{"n" * rng.choice((49_999, 50_000, 50_001, 60_000))}":1'
        elif kind == 10:
            more = f'"text":"{"t" * rng.choice((65_535, 65_536, 65_537, 200_000))}"'
        elif rng.randrange(5):
            more = f'"loose":{{"string":"{"ж" * rng.choice((21_846, 32_768, 100_000))}"}}'
        else:
            more = f'"text":"{"t" * 1_000_000}"'
        return f"{{{body},{more}}}".encode()

    # ---- parts ------------------------------------------------------------------------------------

    def _base(self, rng: random.Random, name: str) -> dict[str, str]:
        return {"id": f'"{name}"', "device": f'"d{rng.randrange(5)}"', "timestamp": f'"{texts.iso(rng, self._now - rng.randrange(60, 5 * 86_400), "Z")}"'}

    def _list(self, rng: random.Random) -> str:
        return "[" + ",".join(texts.value(rng, rng.choice(("string", "number")), self._now) for _ in range(rng.randrange(5))) + "]"

    def _object(self, rng: random.Random, fields: dict[str, str]) -> str:
        return "{" + ",".join(f"{texts.quoted(rng, name)}:{value}" for name, value in fields.items()) + "}"

    def _written(self, rng: random.Random, fields: dict[str, str]) -> bytes:
        pairs = list(fields.items())
        if rng.randrange(3) == 0:
            rng.shuffle(pairs)
        return self._object(rng, dict(pairs)).encode()
