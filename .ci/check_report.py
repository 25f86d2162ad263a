#!/usr/bin/env python3
"""Checks a demo's JSON report against what the pipeline must produce, and against the files it names."""

import argparse
import csv
import json
import pathlib
import sys

import yaml

parser = argparse.ArgumentParser()
parser.add_argument("report", type=pathlib.Path)
parser.add_argument("pipeline")
parser.add_argument("--minutes", type=int, default=60)
parser.add_argument("--memory", type=int, default=1024, help="MB that all processes may have together")
parser.add_argument("--proportional-memory", type=int, help="MB, where a page that n processes share counts once")
parser.add_argument("--same-as", type=pathlib.Path, help="a report whose query results have to be the same")
parser.add_argument("--may-miss", help="what may be above 0 in a run with faults: missed, failed, rejected")
options = parser.parse_args()

report = json.loads(options.report.read_text())
pipeline = report["pipelines"][options.pipeline]
lake = options.report.with_suffix("")
problems = []


def expect(holds, text):
    if not holds:
        problems.append(text)


def qualified(name, entry):
    """A table of another database is reported with that."""
    database = entry.get("database") if isinstance(entry, dict) else None
    return f"{database}.{name}" if database else name


definition = yaml.safe_load(open(f"pipelines/{options.pipeline}.yaml"))
# A row that a file gives twice was produced twice; copies are those of a stream's records.
expect(
    pipeline["produced"] - pipeline["repeats"]
    == pipeline["stored"] - pipeline["copies"] + pipeline["rejected"] + pipeline["failed"],
    "produced - repeats != stored - copies + rejected + failed",
)
for count in ("lost", "unsure"):
    expect(pipeline[count] == 0, f"{pipeline[count]} records are {count}")
undelivered = {name: pipeline[name] for name in ("missed", "failed", "rejected")}
verdict = "undelivered" if any(undelivered.values()) else "complete"
expect(pipeline["verdict"] == verdict, f"the verdict is {pipeline['verdict']}, not {verdict}: {undelivered}")
expect(pipeline["reconciled"] is True, "the report does not reconcile")
expect(pipeline["produced"] > 0, "the source gave nothing")
for name, count in undelivered.items():
    causes = pipeline["causes"][name]
    expect(sum(cause["count"] for cause in causes) == count, f"{name} is {count}, its causes are {causes}")
    for cause in causes:
        expect(cause["reason"] and cause["remedy"], f"a cause of {name} lacks its reason or remedy: {cause}")
allowed = options.may_miss.split(",") if options.may_miss else []
for name, count in undelivered.items():
    expect(count == 0 or name in allowed, f"{count} {name}: {pipeline['causes'][name]}")
kept = pipeline["stored"] - pipeline["duplicates"]
kept -= pipeline["replaced"] + pipeline["deleted"] + pipeline["dropped"] + pipeline["quarantined"]
expect(
    kept == pipeline["trusted"],
    "stored - duplicates - replaced - deleted - dropped - quarantined != trusted",
)
expect(
    report["peak_rss_mb"] <= options.memory,
    f"peak memory is {report['peak_rss_mb']} MB, more than {options.memory}",
)
if options.proportional_memory:
    expect(
        0 < report["peak_pss_mb"] <= options.proportional_memory,
        f"peak memory, shared pages counted once, is {report['peak_pss_mb']} MB, more than {options.proportional_memory}",
    )

for section in ("queries", "refined"):
    names = {qualified(name, entry) for name, entry in definition.get(section, {}).items()}
    found = set(pipeline.get(section, {}))
    expect(found == names, f"{section} are {sorted(found)}, not {sorted(names)}")
for name, table in pipeline.get("refined", {}).items():
    expect(table["rows"] > 0, f"the refined table {name} is empty")
if definition.get("trusted"):
    expect(pipeline["trusted"] > 0, "trusted is empty")

if options.pipeline == "windfarm":
    most = 12 * 3 * 6 * options.minutes
    expect(0.97 * most <= pipeline["produced"] <= most, f"produced {pipeline['produced']} of at most {most}")
if options.pipeline == "windfarm" and options.minutes >= 60:
    detection = dict(pipeline["detection"])
    expect(detection.pop("alerts") > 0, "no alert was judged")
    expect(detection.pop("matched") > 0, "no alert was true")
    expect(detection.pop("precision") >= 0.9, f"precision is below 0.9: {pipeline['detection']}")
    for kind, judged in detection.items():
        expect(judged["labels"] == 0 or judged["recall"] >= 0.9, f"recall of {kind} is below 0.9: {judged}")
if options.pipeline == "seattle":
    expect(pipeline["trusted"] == 1461, f"{pipeline['trusted']} of 1461 rows are in trusted")
if options.pipeline == "gpu":
    rows = pipeline["refined"]["wide"]["rows"]
    expect(4 * rows <= pipeline["trusted"] <= 5 * rows, f"wide has {rows} rows for {pipeline['trusted']} readings")

for name, query in pipeline["queries"].items():
    with open(lake / query["csv"], newline="") as file:
        rows = list(csv.reader(file))
    expect(len(rows) - 1 == query["rows"], f"{name}: {len(rows) - 1} rows in the file, {query['rows']} reported")
    if name == "monthly-extremes":
        expect(len(rows) - 1 == 48, f"{name} has {len(rows) - 1} months, not 48")

if options.same_as:
    other = json.loads(options.same_as.read_text())["pipelines"][options.pipeline]
    for name in ("produced", "trusted"):
        expect(pipeline[name] == other[name], f"{name} is {pipeline[name]}, elsewhere {other[name]}")
    for name, query in pipeline["queries"].items():
        # Of Iceberg tables Athena shows times with their zone, of plain ones without.
        here = (lake / query["csv"]).read_text().replace(' UTC"', '"')
        there = (options.same_as.with_suffix("") / other["queries"][name]["csv"]).read_text().replace(' UTC"', '"')
        expect(here == there, f"the result of {name} is another than in {options.same_as}")

print(json.dumps(report, indent=2))
for problem in problems:
    print("PROBLEM:", problem)
sys.exit(1 if problems else 0)
