#!/usr/bin/env python3
"""After `./sluice up` has been stopped: everything that its producer made is in raw, each once.

Argument: the lake's directory.
"""

import gzip
import json
import pathlib
import sys

buckets = (pathlib.Path(sys.argv[1]) / "s3").iterdir()
bucket = next(folder for folder in buckets if not folder.name.startswith("."))
produced = json.loads((bucket / "state/windfarm/producer.json").read_text())["produced"]
ids = [
    json.loads(line)["id"]
    for file in (bucket / "raw").rglob("*.json.gz")
    for line in gzip.decompress(file.read_bytes()).splitlines()
]
simulated = [name for name in ids if name.startswith("wt-")]
if len(simulated) != produced or len(set(ids)) != len(ids):
    sys.exit(f"PROBLEM: {produced} produced, {len(simulated)} in raw, {len(set(ids))} different ids of {len(ids)}")
print(f"stopped with nothing lost: {produced} produced, all in raw")
