"""Looks for each file, and for each of its rows and items, in the places that the oracle says."""

from __future__ import annotations

import base64
import collections
import json
from collections.abc import Iterable

import oracle_files
import values
from compare_records import Problem, compare_flaws, table
from generate_files import File
from lake import PIPELINE, Lake

TABLES = {"rows": "cells", "items": "items"}


def ledger(lake: Lake) -> dict[str, dict]:
    """What was done with each file that landed, by its key."""
    entries = (json.loads(lake.read(key)) for key in lake.files(f"state/{PIPELINE}/landing"))
    return {entry["from"]: entry for entry in entries}


class FileComparison:
    """The expectations of all files of one input, and what is not as they say."""

    def __init__(self, source: str, files: Iterable[File]) -> None:
        self._source = source
        self._files = [file for file in files if file.input == source]
        self._expected = {file.number: oracle_files.judge(file) for file in self._files}
        self._flawed: collections.Counter[str] = collections.Counter()
        self.problems: list[Problem] = []

    def compare(self, lake: Lake, run: dict) -> list[Problem]:
        taken = ledger(lake)
        failures = "\n".join(failure["reason"] for failure in run["failures"])
        raw_keys = {file.number: self._raw_key(file, lake, taken, failures) for file in self._files}
        rows: dict[str, list[list]] = collections.defaultdict(list)
        for cells in table(lake, TABLES[self._source], oracle_files.COLUMNS, "year, month, day, hour"):
            read = [values.read(kind, cell) for kind, cell in zip(oracle_files.KINDS, cells)]
            rows[str(read[0])].append(read)
        kept: dict[str, list[bytes]] = collections.defaultdict(list)
        for line in lake.lines(f"rejected/{PIPELINE}/etl/{TABLES[self._source]}"):
            kept[line["object"]].append(base64.b64decode(line["base64"]).removesuffix(b"\r"))
        for file in self._files:
            key = raw_keys[file.number]
            if key:
                self._compare_parts(file, rows, kept.pop(key, []))
        for name, found in rows.items():
            self._add(None, "no row that no file explains", found)
        for key, found in kept.items():
            self._add(None, "nothing kept of a file that no file explains", f"{key}: {found}")
        self._compare_counts(run["tables"][TABLES[self._source]])
        return self.problems

    def _add(self, file: File | None, expected: object, found: object) -> None:
        self.problems.append(Problem(file, str(expected), str(found)))

    # ---- the file ---------------------------------------------------------------------------------

    def _raw_key(self, file: File, lake: Lake, taken: dict[str, dict], failures: str) -> str:
        """Its key in raw; empty: none of it is in the table. Compares its outcome."""
        outcomes = self._expected[file.number].outcomes
        key = file.key
        if not file.straight:
            entry = taken.get(file.key)
            if entry is None:
                self._add(file, f"{outcomes} when it landed", "nothing became of it")
                return ""
            if not lake.exists(entry["to"]) or lake.stored(entry["to"]) != file.data:
                self._add(file, f"its bytes at {entry['to']}", "others, or none")
            if "rejected" in entry:
                if "rejected" not in outcomes:
                    self._add(file, outcomes, f"rejected: {entry['rejected']}")
                return ""
            key = entry["to"]
        found = "failed" if f"'{key}'" in failures else "stored"
        if found not in outcomes:
            self._add(file, outcomes, f"{found} {[line for line in failures.splitlines() if key in line]}")
        return key if found == "stored" else ""

    # ---- its rows ---------------------------------------------------------------------------------

    def _compare_parts(self, file: File, rows: dict[str, list[list]], kept: list[bytes]) -> None:
        expected = self._expected[file.number]
        wanted: dict[str, oracle_files.Row] = {}
        for row in expected.rows:
            is_kept = row.doubtful is not None and any(row.doubtful in each for each in kept)
            if row.id is not None and not is_kept:
                wanted.setdefault(row.id, row)
        for name, row in wanted.items():
            found = rows.pop(name, [])
            if len(found) != 1 or not all(map(values.same, row.values, found[0])):
                self._add(file, f"once in the table: {row.values}", found or f"nothing; kept: {kept}")
            else:
                self._flawed.update(row.flawed)
        self._compare_kept(file, expected, kept)

    def _compare_kept(self, file: File, expected: oracle_files.Expectation, kept: list[bytes]) -> None:
        for data in expected.kept:
            if not any(data.strip() in each for each in kept):
                self._add(file, f"kept under rejected/: {data!r}", kept)
        if self._source == "rows" or file.lines:
            allowed = collections.Counter(expected.kept) + collections.Counter(expected.doubtful)
            for data in collections.Counter(kept) - allowed:
                self._add(file, f"kept under rejected/ only {list(allowed)}", data)
        elif len(kept) > len(expected.kept) + len(expected.doubtful):
            self._add(file, f"{len(expected.kept)} parts kept under rejected/", kept)

    # ---- the run ----------------------------------------------------------------------------------

    def _compare_counts(self, totals: dict) -> None:
        left = totals["stored"] - totals["duplicates"] - totals["dropped"] - totals.get("quarantined", 0)
        if left != totals["rows"]:
            self._add(None, "stored - duplicates - dropped - quarantined = rows", totals)
        compare_flaws(totals, self._flawed, lambda _, expected, found: self._add(None, expected, found))
