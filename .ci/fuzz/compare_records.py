"""Looks for each record of the stream in the place that the oracle says, and for anything else in any place."""

from __future__ import annotations

import base64
import collections
import re
from collections.abc import Iterable
from dataclasses import dataclass

import oracle
import times
import values
from generate_files import File
from generate_records import Record
from lake import PIPELINE, Lake
from packed import unpacked

LATE = 7 * times.DAY
AHEAD = 600_000
MARGIN = 60_000  # nearer to a limit of belief than that nothing is said of the partition
MOST_PORTIONS = 20
BLANKS_BETWEEN = re.compile(rb'("(?:[^"\\]|\\.)*")|[ \t\r\n]+', re.DOTALL)


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it has to be; without an input if nothing that went in explains it."""

    input: Record | File | None
    expected: str
    found: str


class RecordComparison:
    """The expectations of all records, and what is not as they say."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {record.number: record for record in records}
        self._expected = {number: oracle.judge(record.data) for number, record in self._records.items()}
        self._by_id: dict[str, list[int]] = collections.defaultdict(list)
        for number, expected in self._expected.items():
            if isinstance(expected, oracle.Row):
                self._by_id[expected.id].append(number)
        self._quarantined = 0
        self.problems: list[Problem] = []

    def compare(self, lake: Lake, run: dict, arrival: tuple[int, int]) -> list[Problem]:
        """All problems; the records arrived between those two times."""
        self._compare_rejected(lake)
        self._compare_raw(lake)
        flawed = self._compare_trusted(lake, arrival)
        self._compare_counts(run, flawed)
        return self.problems

    def _add(self, number: int | None, expected: object, found: object) -> None:
        record = None if number is None else self._records[number]
        self.problems.append(Problem(record, str(expected), str(found)))

    # ---- rejected/ --------------------------------------------------------------------------------

    def _compare_rejected(self, lake: Lake) -> None:
        found: dict[int, list[dict]] = collections.defaultdict(list)
        for line in lake.lines(f"rejected/{PIPELINE}/year="):
            key = line["partitionKey"]
            if key.isdigit() and int(key) in self._records:
                found[int(key)].append(line)
            else:
                self._add(None, "nothing rejected that was not put", line)
        for number, expected in self._expected.items():
            lines = found[number]
            wants = 1 if isinstance(expected, oracle.Rejected) else 0
            if len(lines) != wants:
                self._add(number, expected, f"rejected {len(lines)} times: {[line['reason'] for line in lines]}")
            for line in lines[:wants]:
                if base64.b64decode(line["payloadBase64"]) != self._records[number].data:
                    self._add(number, "its bytes under rejected/", line["payloadBase64"])
                if not expected.reason.search(line["reason"]):
                    self._add(number, f"a reason with {expected.reason.pattern}", line["reason"])

    # ---- raw/ -------------------------------------------------------------------------------------

    def _compare_raw(self, lake: Lake) -> None:
        wanted: dict[bytes, list[int]] = collections.defaultdict(list)
        for number, expected in self._expected.items():
            if isinstance(expected, oracle.Row):
                wanted[raw_line(self._records[number].data)].append(number)
        found = collections.Counter(raw_lines(lake))
        for line, numbers in wanted.items():
            if found[line] != len(numbers):
                self._add(numbers[0], f"{len(numbers)} times in raw as it came", f"{found[line]} times")
        for line in found.keys() - wanted.keys():
            self._add(None, "nothing in raw that was not put", line[:1000])

    # ---- trusted/ ---------------------------------------------------------------------------------

    def _compare_trusted(self, lake: Lake, arrival: tuple[int, int]) -> collections.Counter[str]:
        """Gives how many values of each column could not be taken."""
        flawed: collections.Counter[str] = collections.Counter()
        rows: dict[str, list[list]] = collections.defaultdict(list)
        for name, more in (("records", []), ("records__quarantine", ["failed_checks"])):
            for cells in table(lake, name, oracle.COLUMNS + more):
                read = [values.read(kind, cell) for kind, cell in zip(oracle.KINDS, cells)]
                partition = "-".join(cell.zfill(2) for cell in cells[-3:])
                rows[str(read[0])].append([read, partition, cells[len(read)] if more else ""])
        for name in rows.keys() - self._by_id.keys():
            self._add(None, "no row that no record explains", rows[name])
        for name, numbers in self._by_id.items():
            if len(rows[name]) != 1:
                self._add(numbers[0], f"once in trusted: {self._expected[numbers[0]]}", f"{len(rows[name])} rows: {rows[name]}")
                continue
            found, partition, failed_checks = rows[name][0]
            copies = [self._expected[number] for number in numbers]
            same = [copy for copy in copies if all(map(values.same, copy.values, found))]
            if not same:
                self._add(numbers[0], differences(copies[0].values, found), differences(found, copies[0].values))
                continue
            self._quarantined += bool(failed_checks)
            if same[0].failed_checks != failed_checks:
                self._add(numbers[0], f"failed checks: '{same[0].failed_checks}'", f"'{failed_checks}'")
            flawed.update(same[0].flawed)
            day = partition_day(same[0].time, arrival)
            if day and partition not in day:
                self._add(numbers[0], f"in the partition {day}", partition)
        return flawed

    # ---- the run ----------------------------------------------------------------------------------

    def _compare_counts(self, run: dict, flawed: collections.Counter[str]) -> None:
        for failure in run["failures"]:
            if not re.search("'raw/fuzz-(csv|json)/", failure["reason"]):  # of a file, and for others to judge
                self._add(None, "a run without failures", failure)
        stored = sum(isinstance(expected, oracle.Row) for expected in self._expected.values())
        ids = len(self._by_id)
        wanted = {"stored": stored, "duplicates": stored - ids, "dropped": 0, "quarantined": self._quarantined,
                  "rows": ids - self._quarantined}
        totals = run["tables"]["records"]
        found = {name: totals[name] for name in wanted}
        if found != wanted:
            self._add(None, f"counts {wanted}", found)
        compare_flaws(totals, flawed, self._add)


def compare_flaws(totals: dict, flawed: collections.Counter[str], add) -> None:
    """The casts that the run tells; those that it sums up under 'others' are of any column."""
    casts = [flaw for flaw in totals.get("flaws", ()) if flaw["kind"] == "CAST"]
    if sum(flaw["count"] for flaw in casts) != flawed.total():
        add(None, f"{flawed.total()} values that could not be taken: {dict(flawed)}", casts)
    told = collections.Counter()
    for flaw in casts:
        told[flaw["subject"]] += flaw["count"]
    if not told[""]:
        for column in flawed.keys() | told.keys():
            if told[column] != flawed[column]:
                add(None, f"{flawed[column]} values of {column} that could not be taken", [flaw for flaw in casts if flaw["subject"] == column])


def raw_line(data: bytes) -> bytes:
    """A record as it has to be in raw: unpacked, as it came, or on one line without the blanks between its tokens."""
    data = (unpacked(data) or b"").removeprefix(b"\xef\xbb\xbf")
    if b"\n" not in data and b"\r" not in data:
        return data
    return BLANKS_BETWEEN.sub(lambda match: match[1] or b"", data)


def raw_lines(lake: Lake) -> Iterable[bytes]:
    """All records in the stream's raw objects."""
    for key in lake.files(f"raw/{PIPELINE}"):
        yield from (line for line in lake.read(key).split(b"\n") if line)


def partition_day(time: int | None, arrival: tuple[int, int]) -> tuple[str, ...]:
    """The partitions in which a record of that event time may be; none: any."""
    first, last = arrival
    if time is None or not last - LATE + MARGIN < time < first + AHEAD - MARGIN:
        return ()
    return (times.shown_day(time // times.DAY),)


def table(lake: Lake, name: str, columns: list[str], more: str = "year, month, day") -> Iterable[list[str | None]]:
    """A table's rows, in portions that the lake's Athena can hold."""
    fields = ", ".join(columns)
    partitions = lake.query(f"SELECT DISTINCT {more} FROM {name}")
    if len(partitions) > MOST_PORTIONS:  # one for each file, and thus small
        yield from lake.query(f"SELECT {fields}, {more} FROM {name}")
        return
    for partition in partitions:
        where = " AND ".join(f"{field} = '{value}'" for field, value in zip(more.split(", "), partition))
        yield from lake.query(f"SELECT {fields}, {more} FROM {name} WHERE {where}")


def differences(shown: list, other: list) -> str:
    """The values that differ, by column."""
    return ", ".join(f"{name}={a!r}" for name, a, b in zip(oracle.COLUMNS, shown, other) if not values.same(a, b))[:2000]
