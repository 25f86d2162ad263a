"""What batch-writer-fn does, as one would write it in Python: the peer of bench/coldstart.

Decodes a Kinesis event, checks each record, groups by the event time's day, and puts one gzip object of NDJSON for
each day. The loop at the end is Lambda's Runtime API, as AWS's own client for Python asks it.
"""

import base64
import gzip
import http.client
import json
import os
import sys
from datetime import datetime

import boto3
from botocore.config import Config

REQUIRED = {"id": str, "turbine": str, "type": str, "data": (int, float), "timestamp": str}
s3 = boto3.client("s3", config=Config(s3={"addressing_style": "path"}))


def handle(event):
    days, rejected = {}, []
    for entry in event["Records"]:
        payload = base64.b64decode(entry["kinesis"]["data"])
        try:
            record = json.loads(payload)
            for name, kind in REQUIRED.items():
                if not isinstance(record.get(name), kind):
                    raise ValueError(f"{name} is {record.get(name)!r}")
            day = datetime.fromisoformat(record["timestamp"].replace("Z", "+00:00")).strftime("year=%Y/month=%m/day=%d")
            days.setdefault(day, []).append(payload)
        except ValueError as reason:
            rejected.append({"reason": str(reason), "payload": payload.decode("utf-8", "replace")})
    records = event["Records"]
    shard = records[0]["eventID"].split(":")[0]
    name = f"{shard}-{records[0]['kinesis']['sequenceNumber']}-{records[-1]['kinesis']['sequenceNumber']}"
    pipeline, bucket = os.environ["SLUICE_PIPELINE"], os.environ["SLUICE_BUCKET"]
    for day, lines in days.items():
        body = gzip.compress(b"\n".join(lines) + b"\n", 1, mtime=0)
        s3.put_object(Bucket=bucket, Key=f"raw/{pipeline}/{day}/{name}.json.gz", Body=body)
    if rejected:
        body = "\n".join(json.dumps(line) for line in rejected).encode()
        s3.put_object(Bucket=bucket, Key=f"rejected/{pipeline}/{name}.json", Body=body)
    return {"batchItemFailures": []}


def main():
    api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        api.request("GET", "/2018-06-01/runtime/invocation/next")
        response = api.getresponse()
        event = json.loads(response.read())
        request = response.headers["Lambda-Runtime-Aws-Request-Id"]
        api.request("POST", f"/2018-06-01/runtime/invocation/{request}/response", json.dumps(handle(event)))
        api.getresponse().read()


if __name__ == "__main__":
    sys.exit(main())
