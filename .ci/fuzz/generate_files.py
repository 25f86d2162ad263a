"""Odd files: CSV and JSON, for the landing zone and straight into raw."""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

import texts

CSV_COLUMNS = ("id", "as_int", "as_long", "as_float", "as_double", "as_boolean", "as_date", "as_timestamp", "as_string")
JSON_FIELDS = ("int", "long", "float", "double", "boolean", "date", "timestamp", "string")
FIRST_HOUR = 978_307_200  # 2001-01-01T00:00:00Z
NAMES = ("", " with blanks", "+plus", "%41", "-ä", "-e\u0301", "😀", "'quote", "&and", "=is", "(1)", "#hash", ".tar", ",comma", ";", "~")
BROKEN = ('{"id":"b"', '{"id":"b",}', '{"id":"b","x":}', '{"id":"b","x":nul}', '{"id":"b","x":01}', '{"id":"b" "x":1}', '{"id":"b","x":"\t"}',
          '{"id":"b","x":[1,}', '{"id":"b","x":"open}', "hello", '{"id":"b","x":NaN}', "{id:1}", '{"id":"b","x":"\\q"}', "}", '"open', "{", '{"id":"b","x":1]')


@dataclass(frozen=True)
class File:
    """One file; of a JSON file also the parts that it was made of, each with whether it is sound."""

    number: int
    kind: str
    input: str
    name: str
    data: bytes
    parts: tuple[tuple[str, bool], ...] = ()
    lines: bool = False
    straight: bool = False

    @property
    def key(self) -> str:
        """Where it is put."""
        if not self.straight:
            return f"landing/{self.input}/{self.name}"
        hour = time.strftime("year=%Y/month=%m/day=%d/hour=%H", time.gmtime(FIRST_HOUR + 3600 * self.number))
        return f"raw/fuzz-{'csv' if self.input == 'rows' else 'json'}/{hour}/{self.name}"


class FileGenerator:
    """Makes files of many kinds; their rows and items have ids of their own."""

    def __init__(self, seed: int, now: float) -> None:
        self._seed = seed
        self._now = now

    def files(self, first: int, count: int) -> Iterator[File]:
        for number in range(first, first + count):
            rng = random.Random(f"{self._seed}-file-{number}")
            make = rng.choice((self._sound_csv, self._sound_csv, self._flawed_csv, self._odd_csv, self._json, self._json, self._odd_json))
            yield make(rng, number)

    # ---- CSV --------------------------------------------------------------------------------------

    def _sound_csv(self, rng: random.Random, number: int) -> File:
        return self._csv_file(rng, number, "sound csv", self._table(rng, number, rng.randrange(1, 12)))

    def _flawed_csv(self, rng: random.Random, number: int) -> File:
        """Among sound rows, some that are none."""
        header, *rows = self._table(rng, number, rng.randrange(3, 10))
        for _ in range(rng.randrange(1, 3)):
            at = rng.randrange(len(rows) + 1)
            width = len(header)
            x = [f"x{number}-{cell}-{rng.randrange(10**6)}" for cell in range(width + 1)]
            rows.insert(at, rng.choice((
                x, x[2:], x[:1], [""] * (width + 1), ['"x"y', *x[2:]], ['"x" ', *x[2:]], ['"open', *x[2:]], [*x[2:], '"open'],
                ['"x""', *x[2:]], ['""x"', *x[2:]], [*x[2:], '"Swing it" magistern'], ['"a\nb"c', *x[2:]],
            )))
        return self._csv_file(rng, number, "flawed csv", [header, *rows])

    def _odd_csv(self, rng: random.Random, number: int) -> File:
        """Files that are odd as a whole."""
        header, *rows = self._table(rng, number, rng.randrange(1, 5))
        text = "\n".join(",".join(row) for row in [header, *rows]) + "\n"
        choice = rng.randrange(14)
        data = text.encode()
        if choice == 0:
            data = rng.choice((b"", b"\n", b"\n\n\r\n", b"\xef\xbb\xbf", b" ", b"\x00", b'"', b",", b'""'))
        elif choice == 1:
            data = ",".join(header).encode() + rng.choice((b"", b"\n", b"\r\n\r\n"))
        elif choice == 2:
            data = text.replace("as_int", "As_Int").encode()
        elif choice == 3:
            data = text.replace("as_long", "as_int").encode()
        elif choice == 4:
            data = text.encode(rng.choice(("utf-16", "utf-16le", "utf-32", "iso-8859-1", "cp1252")), "replace")
        elif choice == 5:
            packed = gzip.compress(data, mtime=0)
            data = packed[: rng.randrange(3, len(packed))]
        elif choice == 6:
            packed = bytearray(gzip.compress(data, mtime=0))
            packed[rng.randrange(10, len(packed))] ^= 0xFF
            data = bytes(packed)
        elif choice == 7:
            data = gzip.compress(data[:20], mtime=0) + gzip.compress(data[20:], mtime=0)
        elif choice == 8:
            data = data + rng.choice((b"\xff", b"\xe9,1", b"\xc3", b"a\x00b", b"\xed\xa0\xbd"))
        elif choice == 9:
            data = text.replace(",", rng.choice((";", "\t", "|"))).encode()
        elif choice == 10:
            data = rng.choice((b"<html><body>404</body></html>", b"PK\x03\x04" + rng.randbytes(50), rng.randbytes(100), b'{"id":"a"}\n', b"%PDF-1.4"))
        elif choice == 11:
            data = (",".join(header) + ",,\n" + "".join(",".join(row) + rng.choice((",,", "", ",", ",,x")) + "\n" for row in rows)).encode()
        elif choice == 12:
            data = b"\xef\xbb\xbf" * rng.randrange(1, 3) + data
        else:
            data = text.replace("id,", rng.choice((" id ,", "\u00a0id,", '"id",', "id\u200b,", "ID,"))).encode()
        return self._file(rng, number, "odd csv", "rows", data)

    def _table(self, rng: random.Random, number: int, count: int) -> list[list[str]]:
        """Header and rows, quoted as they need to be."""
        columns = list(CSV_COLUMNS)
        if rng.randrange(3) == 0:
            columns += [f"more_{extra}" for extra in range(rng.randrange(3))]
            rng.shuffle(columns)
        table = [columns]
        for row in range(count):
            cells = {column: self._cell(rng, column.removeprefix("as_")) for column in columns}
            cells["id"] = f"c{self._seed}-{number}-{row - (rng.randrange(8) == 0)}"
            if rng.randrange(10) == 0:
                cells["id"] += texts.text(rng)
            if rng.randrange(15) == 0:
                cells["id"] = ""
            table.append([_csv_cell(rng, cells[column]) for column in columns])
        return table

    def _cell(self, rng: random.Random, kind: str) -> str:
        if rng.randrange(6) == 0:
            return ""
        if kind in ("date", "timestamp"):
            return texts.any_time(rng, self._now)
        if kind == "boolean":
            return rng.choice(("true", "false", "TRUE", "1", " true"))
        if kind in ("int", "long", "float", "double") and rng.randrange(5):
            return texts.number(rng) if rng.randrange(4) else rng.choice(texts.NO_NUMBERS)
        return texts.text(rng)

    def _csv_file(self, rng: random.Random, number: int, kind: str, table: list[list[str]]) -> File:
        ends = rng.choice((["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"], ["\n", "\n\n", "\r\n\r\n"]))
        text = "".join(",".join(row) + rng.choice(ends) for row in table)
        if rng.randrange(3) == 0:
            text = text.rstrip("\r\n")
        data = rng.choice((b"", b"", b"\xef\xbb\xbf")) + text.encode()
        return self._file(rng, number, kind, "rows", gzip.compress(data, mtime=0) if rng.randrange(5) == 0 else data)

    # ---- JSON -------------------------------------------------------------------------------------

    def _json(self, rng: random.Random, number: int) -> File:
        """Items on lines, without anything between or in an array, mostly with something broken among them."""
        parts = [(self._item(rng, number, index), True) for index in range(rng.randrange(1, 9))]
        if len(parts) > 3 and rng.randrange(2):
            parts.insert(rng.randrange(len(parts) + 1), (rng.choice(BROKEN), False))
        kind = rng.randrange(5)
        if kind == 0:
            text = "\n".join(part for part, _ in parts) + rng.choice(("", "\n"))
        elif kind == 1:
            text = "\r\n".join(part for part, _ in parts)
        elif kind == 2:
            text = "".join(part for part, _ in parts)
        elif kind == 3:
            text = "[" + ",".join(part for part, _ in parts) + "]"
        else:
            text = " [\n " + " ,\n  ".join(part for part, _ in parts) + "\n]\n"
        data = text.encode()
        data = gzip.compress(data, mtime=0) if rng.randrange(5) == 0 else data
        return self._file(rng, number, ("lines", "lines", "one behind the other", "array", "array")[kind] + " of json", "items", data, tuple(parts), kind < 2)

    def _odd_json(self, rng: random.Random, number: int) -> File:
        """Files that are odd as a whole."""
        items = [self._item(rng, number, index) for index in range(4)]
        text = "\n".join(items)
        parts = tuple((item, True) for item in items)
        choice = rng.randrange(9)
        data = text.encode()
        if choice == 0:
            return self._file(rng, number, "empty json", "items", rng.choice((b"", b"\n", b"[]", b"[]\n[]", b"\xef\xbb\xbf", b" ")))
        if choice == 1:
            return self._file(rng, number, "byte order mark", "items", b"\xef\xbb\xbf" + data, parts, True)
        if choice == 2:
            packed = gzip.compress(data, mtime=0)
            return self._file(rng, number, "gzip cut short", "items", packed[: rng.randrange(3, len(packed))])
        if choice == 3:
            broken = [each for each in BROKEN if each != "}"]  # which would mend the line before it
            return self._file(rng, number, "all broken", "items", "\n".join(rng.choice(broken) for _ in range(3)).encode())
        if choice == 4:
            members = gzip.compress(data[:30], mtime=0) + gzip.compress(data[30:], mtime=0)
            return self._file(rng, number, "two gzip members", "items", members, parts, True)
        if choice == 5:
            text = rng.choice(("[{}]\n[{}]\n{}\n{}", "[{}][{}]{}{}", "{} \n\n {}\n[{},{}]", "[[{}],{}] {} {}")).replace("{}", "%s") % tuple(items)
            kept = parts if "[[" not in text else parts[1:]
            return self._file(rng, number, "mixture", "items", text.encode(), kept)
        if choice == 6:
            return self._file(rng, number, "no objects", "items", f'{items[0]}\n5\nnull\n"x"\n{items[1]}\n{items[2]}\n{items[3]}'.encode(), parts, True)
        if choice == 7:
            deep = '{"id":"deep","x":' + "[" * 1001 + "]" * 1001 + "}"
            long = '{"id":"long","x":' + "1" * 1001 + "}"
            name = '{"id":"name","' + "n" * 50_001 + '":1}'
            odd = rng.choice((deep, long, name))
            all_parts = (parts[0], (odd, False), *parts[1:])
            between = rng.choice(("\n", ""))
            return self._file(rng, number, "beyond a limit", "items", between.join(part for part, _ in all_parts).encode(), all_parts, between == "\n")
        spaced = "\n".join(f" {{\n  {item[1:-1]}\n}}\n" for item in items)
        return self._file(rng, number, "over several lines", "items", spaced.encode(), parts)

    def _item(self, rng: random.Random, number: int, index: int) -> str:
        fields = {field: texts.value(rng, field, self._now) for field in rng.sample(JSON_FIELDS, rng.randrange(5))}
        name = f"j{self._seed}-{number}-{index}"
        pairs = [f'"id":{texts.quoted(rng, name + (texts.text(rng) if rng.randrange(15) == 0 else ""))}']
        pairs += [f'"{field}":{value}' for field, value in fields.items()]
        return "{" + ",".join(pairs) + "}"

    # ---- both -------------------------------------------------------------------------------------

    def _file(self, rng: random.Random, number: int, kind: str, source: str, data: bytes, parts: tuple = (), lines: bool = False) -> File:
        ending = ".csv" if source == "rows" else ".json"
        name = f"f{number}{rng.choice(NAMES) if rng.randrange(4) == 0 else ''}{ending}"
        return File(number, kind, source, name, data, parts, lines, bool(rng.randrange(2)))


def _csv_cell(rng: random.Random, text: str) -> str:
    needs = any(char in text for char in ',"\r\n')
    return '"' + text.replace('"', '""') + '"' if needs or rng.randrange(6) == 0 else text
