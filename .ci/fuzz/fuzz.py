#!/usr/bin/env python3
"""Plays odd inputs through the packaged functions of a local lake; an oracle says of each where it has to be found.

    python3 .ci/fuzz/fuzz.py                                 10,000 inputs of a new seed
    python3 .ci/fuzz/fuzz.py --seed 7 --day 2026-06-01       the inputs of that seed once more
    python3 .ci/fuzz/fuzz.py --seed 7 --day 2026-06-01 --only 815
    python3 .ci/fuzz/fuzz.py --seed 7 --day 2026-06-01 --only 815 --keep "a time cut in its fraction"

Inputs that once failed are in kept.json and are played first. Ends with 1 if anything is not as it has to be.
"""

from __future__ import annotations

import argparse
import base64
import calendar
import json
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

from compare_files import TABLES, FileComparison
from compare_records import Problem, RecordComparison
from generate_files import File, FileGenerator
from generate_records import Record, RecordGenerator
from lake import PIPELINE, Lake

KEPT = pathlib.Path(__file__).with_name("kept.json")
FILES = 40  # each so many inputs, one is a file
MOST_FILES = 500  # those that land are taken one after the other, a third of a second each
MOST_SHOWN = 30


def kept(first: int) -> tuple[list[Record], list[File]]:
    """The inputs of earlier failures, numbered from there on."""
    records, files = [], []
    for number, each in enumerate(json.loads(KEPT.read_text()), first):
        data = base64.b64decode(each["base64"])
        if "input" in each:
            parts = tuple((text, sound) for text, sound in each["parts"])
            files.append(File(number, each["name"], each["input"], f"kept-{number}", data, parts, each["lines"], each["straight"]))
        else:
            records.append(Record(number, each["name"], data))
    return records, files


def keep(name: str, inputs: list[Record | File]) -> None:
    """Adds inputs to those that are played first each time."""
    all_kept = json.loads(KEPT.read_text())
    for each in inputs:
        entry: dict = {"name": name, "text": repr(each.data)[:200], "base64": base64.b64encode(each.data).decode()}
        if isinstance(each, File):
            entry |= {"input": each.input, "parts": each.parts, "lines": each.lines, "straight": each.straight}
        all_kept.append(entry)
    KEPT.write_text("[\n" + ",\n".join(json.dumps(entry) for entry in all_kept) + "\n]\n")


class Progress:
    """Says what is going on, and how long it took."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def say(self, text: str) -> None:
        print(f"{time.monotonic() - self._start:6.1f} s  {text}", flush=True)


def arrived(lake: Lake, seen: dict[str, int]) -> int:
    """How many records are in raw or rejected."""
    for prefix in (f"raw/{PIPELINE}", f"rejected/{PIPELINE}/year="):
        for file in lake.files(prefix):
            if file not in seen:
                seen[file] = lake.count_lines(file)
    return sum(seen.values())


def put_files(lake: Lake, files: list[File]) -> None:
    """Those that land one after the other: the function that takes them runs once at a time, and who is throttled waits long."""
    for file in files:
        lake.put_object(file.key, file.data)
        if not file.straight:
            end = time.monotonic() + 3
            while not lake.has_entry(file.name) and time.monotonic() < end:
                time.sleep(0.02)


def play(lake: Lake, records: list[Record], files: list[File], progress: Progress) -> list[Problem]:
    """Puts everything in, runs the ETL and compares."""
    start = int(time.time() * 1000)
    put_files(lake, files)
    progress.say(f"{len(files)} files put")
    lake.put_records((record.key, record.data) for record in records)
    progress.say(f"{len(records)} records put")
    seen: dict[str, int] = {}
    lake.settle(180, lambda: arrived(lake, seen), len(records))
    end = int(time.time() * 1000)
    progress.say(f"{sum(seen.values())} records in raw or rejected")
    landed = sum(not file.straight for file in files)
    lake.settle(60, lambda: len(lake.files(f"state/{PIPELINE}/landing")), landed)
    progress.say(f"{landed} files landed")
    run = lake.etl()
    progress.say(f"the ETL run ended: {run['step']}")
    problems = RecordComparison(records).compare(lake, run, (start, end))
    for source in TABLES:
        problems += FileComparison(source, files).compare(lake, run)
    progress.say("compared")
    return problems


def show(problems: list[Problem], options: argparse.Namespace) -> None:
    for problem in problems[:MOST_SHOWN]:
        number = "" if problem.input is None else f" --only {problem.input.number}"
        print(f"\nPROBLEM: --seed {options.seed} --day {options.day}{number}")
        if problem.input is not None:
            print(f"  input    {problem.input.kind}: {shortened(repr(problem.input.data))}")
        print(f"  expected {shortened(problem.expected)}\n  found    {shortened(problem.found)}")
    if len(problems) > MOST_SHOWN:
        print(f"\n... and {len(problems) - MOST_SHOWN} more")


def shortened(text: str) -> str:
    return text if len(text) <= 1500 else f"{text[:1000]} ... {text[-400:]}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--day", default=time.strftime("%Y-%m-%d", time.gmtime()), help="from which times are counted")
    parser.add_argument("--only", type=int, help="the number of the one input to play, with its copies")
    parser.add_argument("--keep", metavar="NAME", help="with --only: keep the input under that name as a test")
    parser.add_argument("--dir", type=pathlib.Path, help="where the lake is made and left; default: a folder that is removed")
    options = parser.parse_args()
    if options.keep and options.only is None:
        parser.error("--keep needs --only")
    return options


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the lake ends too
    print(f"--seed {options.seed} --day {options.day} --inputs {options.inputs}", flush=True)
    day = calendar.timegm(time.strptime(options.day, "%Y-%m-%d"))
    of_files = min(options.inputs // FILES, MOST_FILES)
    records = list(RecordGenerator(options.seed, day).records(options.inputs - of_files))
    files = list(FileGenerator(options.seed, day).files(options.inputs - of_files, of_files))
    if options.only is None:
        old_records, old_files = kept(options.inputs)
        records, files = old_records + records, old_files + files
    else:
        records, files = only(records, options.only), [file for file in files if file.number == options.only]
    if options.keep:
        keep(options.keep, records + files)
    progress = Progress()
    folder = options.dir or pathlib.Path(tempfile.mkdtemp(prefix="sluice-fuzz-"))
    lake = Lake(folder)
    try:
        lake.start()
        progress.say("the lake is up")
        problems = play(lake, records, files, progress)
    finally:
        lake.stop()
    show(problems, options)
    if not options.dir and not problems:
        shutil.rmtree(folder)
    print(f"{len(records) + len(files)} inputs, {len(problems)} problems" + (f"; the lake is in {folder}" if problems else ""))
    return 1 if problems else 0


def only(records: list[Record], number: int) -> list[Record]:
    """That record and those of the same id."""
    names = [record.data[:60] for record in records if record.number == number]
    return [record for record in records if record.data[:60] in names]


if __name__ == "__main__":
    sys.exit(main())
