"""The wind farm's trusted Parquet by pandas and pyarrow: the same work as EtlBench's engines do."""

import glob
import os
import sys

import measured

try:
    import pandas
except ImportError:
    print("left out: pandas and pyarrow are not installed")
    sys.exit(0)
try:
    import pyarrow  # noqa: F401, pandas writes Parquet with it
except ImportError:
    print("left out: pyarrow is not installed")
    sys.exit(0)

NAMES = {"id": "reading_id", "type": "sensor", "data": "reading", "timestamp": "event_time"}


def transform(folder, target):
    files = sorted(glob.glob(folder + "/*"))
    frames = [pandas.read_json(name, lines=True, dtype=False, convert_dates=False) for name in files]
    rows = pandas.concat(frames).rename(columns=NAMES)
    rows["reading"] = pandas.to_numeric(rows["reading"], errors="coerce")
    rows["event_time"] = pandas.to_datetime(rows["event_time"], utc=True, errors="coerce")
    rows = rows[["reading_id", "turbine", "sensor", "reading", "event_time"]]
    rows = rows.dropna().drop_duplicates("reading_id", keep="first")
    rows = rows.sort_values(["event_time", "turbine", "sensor", "reading_id"])
    rows["event_time"] = rows["event_time"].dt.tz_localize(None).astype("datetime64[ms]")
    os.makedirs(target, exist_ok=True)
    rows.to_parquet(target + "/part-0.parquet", compression="zstd", index=False)


measured.run(transform)
