"""Puts a day of the wind farm's records into the raw of a local lake: large_day.py ENDPOINT ROWS.

Objects of 100,000 records each, gzipped; one record in a hundred is there twice.
"""

import gzip
import random
import sys
from concurrent.futures import ProcessPoolExecutor

import boto3

ENDPOINT, ROWS = sys.argv[1], int(sys.argv[2])
OBJECT = 100_000
SENSORS = [("powerfactor", "0"), ("temperature", "22"), ("hydraulicpressure", "70")]


def client():
    return boto3.client("s3", endpoint_url=ENDPOINT, region_name="eu-central-1",
                        aws_access_key_id="local", aws_secret_access_key="local")


def line(number, chance):
    again = number > 1000 and chance.random() < 0.01
    record = number - 1000 if again else number
    second = record * 86400 // ROWS
    sensor, value = SENSORS[record % 3]
    turbine = f"wt-{record // 3 % 12 + 1:02d}"
    return (f'{{"id":"{turbine}-{sensor[0]}-{record}","turbine":"{turbine}","type":"{sensor}",'
            f'"data":{value}.{chance.randrange(91, 99)},"timestamp":"2026-06-01T'
            f'{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}Z"}}\n')


def put(number):
    chance = random.Random(number)
    first = number * OBJECT
    lines = "".join(line(i, chance) for i in range(first, min(ROWS, first + OBJECT)))
    client().put_object(Bucket="sluice-windfarm-lakebucket",
                        Key=f"raw/windfarm/year=2026/month=06/day=01/{number:06d}.json.gz",
                        Body=gzip.compress(lines.encode(), 1))


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as processes:
        list(processes.map(put, range((ROWS + OBJECT - 1) // OBJECT)))
