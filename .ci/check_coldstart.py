#!/usr/bin/env python3
"""Checks the table of bench/coldstart. Ratios hold on a noisy machine, so the limit in milliseconds is generous here."""

import re
import sys

rows = {}
for line in open(sys.argv[1]):
    match = re.match(r"(native|JVM|JVM, AppCDS|Python 3, boto3)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+(\S+)$", line)
    if match:
        rows[match[1]] = [float(match[2]), float(match[3]), float(match[4])]
problems = []
if "native" not in rows or "JVM" not in rows:
    problems.append(f"rows are missing, there are {sorted(rows)}")
else:
    first, ratio, memory = rows["native"]
    if ratio > 0.1:
        problems.append(f"native takes {ratio} of the JVM's time to the first answer, more than 0.1")
    if first > 300:
        problems.append(f"native takes {first} ms to the first answer")
    if memory > 90:
        problems.append(f"native has {memory} MB after 1,000 batches, more than 90")
for problem in problems:
    print("PROBLEM:", problem)
sys.exit(1 if problems else 0)
