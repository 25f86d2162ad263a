#!/usr/bin/env python3
"""Uses a running `./sluice up` through clients that are not ours: boto3 and the AWS CLI.

Argument: the lake's directory, in which up.json tells the stack's names; what `up` printed is beside it in DIRECTORY.log.
"""

import gzip
import json
import os
import pathlib
import re
import subprocess
import sys
import textwrap
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

DEADLINE = time.monotonic() + 240
directory = pathlib.Path(sys.argv[1])


def wait_for(what, probe):
    while True:
        result = probe()
        if result:
            return result
        if time.monotonic() > DEADLINE:
            sys.exit(f"PROBLEM: {what} did not happen in time")
        time.sleep(0.5)


def up_file():
    file = directory / "up.json"
    return json.loads(file.read_text()) if file.exists() else None


def introduction(log):
    printed = log.read_text()
    return re.findall(r"^  export (.*)$", printed, re.MULTILINE) if "Ctrl-C ends it." in printed else None


up = wait_for("the start of the lake", up_file)
stack = up["pipelines"]["windfarm"]
# Exactly what `up` prints, and nothing that this machine may have set before.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]
exports = wait_for("the introduction", lambda: introduction(directory.parent / f"{directory.name}.log"))
os.environ.update(word.split("=", 1) for line in exports for word in line.split())
os.environ["AWS_PAGER"] = ""
config = Config(retries={"max_attempts": 2})


def client(service):
    return boto3.client(service, config=config)


def cli(*words):
    out = subprocess.run(["aws", *words, "--output", "json"], capture_output=True, text=True)
    if out.returncode:
        sys.exit(f"PROBLEM: aws {' '.join(words)} ended with {out.returncode}: {out.stderr.strip()}")
    return json.loads(out.stdout) if out.stdout.strip() else None


def blob(name, content):
    """A binary argument that versions 1 and 2 of the AWS CLI read alike."""
    file = directory / name
    file.write_text(json.dumps(content))
    return f"fileb://{file}"


identity = client("sts").get_caller_identity()
assert identity["Account"], identity

kinesis = client("kinesis")
shards = kinesis.list_shards(StreamName=stack["stream"])["Shards"]
assert len(shards) == 2, shards
record = {
    "id": "from-boto3-1",
    "turbine": "wt-99",
    "type": "temperature",
    "data": 99.5,
    "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
}
answer = kinesis.put_records(
    StreamName=stack["stream"],
    Records=[
        {"Data": json.dumps(record).encode(), "PartitionKey": "wt-99"},
        {"Data": b"this is no JSON", "PartitionKey": "wt-99"},
    ],
)
assert answer["FailedRecordCount"] == 0, answer
put = cli(
    "kinesis", "put-record", "--stream-name", stack["stream"], "--partition-key", "wt-98",
    "--data", blob("from-cli.json", record | {"id": "from-cli-1", "turbine": "wt-98"}),
)
assert put["ShardId"] in {shard["ShardId"] for shard in shards}, put


def read_back():
    found = []
    for shard in shards:
        iterator = kinesis.get_shard_iterator(
            StreamName=stack["stream"], ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        found += kinesis.get_records(ShardIterator=iterator)["Records"]
    return [r for r in found if b"from-boto3-1" in r["Data"]]


assert len(wait_for("reading the record back", read_back)) == 1

try:
    kinesis.describe_stream_summary(StreamName="no-such-stream")
    sys.exit("PROBLEM: a stream that is not there was described")
except ClientError as error:
    assert error.response["Error"]["Code"] == "ResourceNotFoundException", error

s3 = client("s3")
bucket = stack["bucket"]


def objects(prefix):
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return [item["Key"] for page in pages for item in page.get("Contents", [])]


def in_raw(record_id):
    for key in objects("raw/windfarm/"):
        body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        if record_id.encode() in gzip.decompress(body):
            return key
    return None


print("raw object:", wait_for("the record in raw", lambda: in_raw("from-boto3-1")))
rejected = wait_for("the bad record in rejected", lambda: objects("rejected/windfarm/"))
line = s3.get_object(Bucket=bucket, Key=rejected[0])["Body"].read().decode()
assert "this is no JSON" in line and "reason" in line, line
print("rejected:", line.strip())
assert len(line.strip().splitlines()) == 1, "more than the bad record was rejected"

print("from the AWS CLI:", wait_for("the AWS CLI's record in raw", lambda: in_raw("from-cli-1")))
mails = wait_for("the alert in the outbox", lambda: list((directory / "outbox" / "email").glob("*wt-99*")) or [
    mail for mail in (directory / "outbox").rglob("*") if mail.is_file() and "wt-99" in mail.read_text()])
print("alert:", mails[0].name)

invoked = cli("lambda", "invoke", "--function-name", stack["functions"]["EtlTriggerFunction"], "--payload",
              blob("event.json", {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}),
              str(directory / "invoke.json"))
assert invoked["StatusCode"] == 200 and "FunctionError" not in invoked, invoked
print("etl answered:", (directory / "invoke.json").read_text()[:300])

glue = client("glue")
table = wait_for("the table in the catalog", lambda: [
    t for t in glue.get_tables(DatabaseName=stack["database"])["TableList"] if t["Name"] == "readings"])[0]
assert table["Parameters"]["table_type"] == "ICEBERG", table
assert s3.get_object(Bucket=bucket, Key=table["Parameters"]["metadata_location"].split(f"s3://{bucket}/", 1)[1]), table

athena = client("athena")


def query(sql):
    run = athena.start_query_execution(
        QueryString=sql, QueryExecutionContext={"Database": stack["database"]}, WorkGroup=stack["workgroup"]
    )["QueryExecutionId"]
    state = wait_for("the query's end", lambda: (
        lambda s: s if s["State"] in ("SUCCEEDED", "FAILED", "CANCELLED") else None
    )(athena.get_query_execution(QueryExecutionId=run)["QueryExecution"]["Status"]))
    assert state["State"] == "SUCCEEDED", state
    rows = athena.get_query_results(QueryExecutionId=run)["ResultSet"]["Rows"]
    return [[cell.get("VarCharValue") for cell in row["Data"]] for row in rows]


def in_trusted():
    rows = query("SELECT reading FROM readings WHERE reading_id = 'from-boto3-1'")
    return rows if len(rows) == 2 else None


assert wait_for("the record in trusted", in_trusted)[1] == ["99.5"]
by_hand = f"s3://{bucket}/by-hand/"
s3.put_object(Bucket=bucket, Key="by-hand/day=1/a.json", Body=b'{"Name": "x", "n": 1}\n{"Name": "y"}\n')
query(f"""CREATE EXTERNAL TABLE by_hand (name string, n int) PARTITIONED BY (day int)
          ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION '{by_hand}'""")
assert query("MSCK REPAIR TABLE by_hand")[1] == ["Repair: Added partition to metastore by_hand:day=1"]
query("CREATE VIEW by_hand_view AS SELECT name, n, day FROM by_hand")
assert query("SELECT * FROM by_hand_view ORDER BY name") == [["name", "n", "day"], ["x", "1", "1"], ["y", None, "1"]]
view = glue.get_table(DatabaseName=stack["database"], Name="by_hand_view")["Table"]
assert view["TableType"] == "VIRTUAL_VIEW" and view["ViewOriginalText"].startswith("/* Presto View: "), view
assert query("DESCRIBE by_hand_view") == [["name\tvarchar"], ["n\tinteger"], ["day\tinteger"]]
found = athena.list_table_metadata(
    CatalogName="AwsDataCatalog", DatabaseName=stack["database"], Expression="by_hand.*")["TableMetadataList"]
assert [(t["Name"], t["TableType"]) for t in found] == [
    ("by_hand", "EXTERNAL_TABLE"), ("by_hand_view", "VIRTUAL_VIEW")], found
pages = athena.get_paginator("list_databases").paginate(CatalogName="AwsDataCatalog")
assert stack["database"] in [d["Name"] for page in pages for d in page["DatabaseList"]]
query("DROP VIEW by_hand_view")
query("DROP TABLE by_hand")
listed = cli("athena", "list-query-executions", "--work-group", stack["workgroup"])
assert listed["QueryExecutionIds"], listed

firehose = client("firehose")
role = f"arn:aws:iam::{identity['Account']}:role/any"
firehose.create_delivery_stream(
    DeliveryStreamName="from-boto3",
    ExtendedS3DestinationConfiguration={
        "RoleARN": role, "BucketARN": f"arn:aws:s3:::{bucket}", "Prefix": "puts/",
        "BufferingHints": {"IntervalInSeconds": 1, "SizeInMBs": 1},
    },
)
batch = firehose.put_record_batch(
    DeliveryStreamName="from-boto3", Records=[{"Data": b'{"n": 1}'}, {"Data": b'{"n": 2}'}])
assert batch["FailedPutCount"] == 0 and all("RecordId" in entry for entry in batch["RequestResponses"]), batch
put_key = wait_for("the object of what was put", lambda: objects("puts/"))[0]
day = time.strftime("%Y/%m/%d/", time.gmtime())
assert put_key.startswith("puts/" + day) and "/from-boto3-1-" in put_key, put_key
delivered = s3.get_object(Bucket=bucket, Key=put_key)["Body"].read()
assert delivered == b'{"n": 1}{"n": 2}', delivered
described = firehose.describe_delivery_stream(DeliveryStreamName="from-boto3")["DeliveryStreamDescription"]
assert described["DeliveryStreamStatus"] == "ACTIVE" and described["DeliveryStreamType"] == "DirectPut", described
try:
    firehose.put_record(DeliveryStreamName="no-such-stream", Record={"Data": b"{}"})
    sys.exit("PROBLEM: a record was put to a delivery stream that is not there")
except ClientError as error:
    assert error.response["Error"]["Code"] == "ResourceNotFoundException", error
print("firehose:", put_key)

# The README's example, as it is, on a stream of its name.
kinesis.create_stream(StreamName="sluice-devices-Stream", ShardCount=1)
readme = pathlib.Path("README.md").read_text()
example = re.search(r"^    import boto3, .*?(?=^\S)", readme, re.MULTILINE | re.DOTALL).group()
tried = {}
exec(textwrap.dedent(example), tried)
assert tried["answer"]["FailedRecordCount"] == 0 and not tried["again"], tried["answer"]
print("README:", tried["answer"]["Records"][0]["SequenceNumber"])

topics = client("sns").list_topics()["Topics"]
assert any(topic["TopicArn"] == stack["topic"] for topic in topics), topics
schedules = cli("scheduler", "list-schedules")["Schedules"]
assert len(schedules) >= 2, schedules

try:
    kinesis.create_stream(StreamName=stack["stream"], ShardCount=1)
    sys.exit("PROBLEM: a stream was created twice")
except ClientError as error:
    assert error.response["Error"]["Code"] == "ResourceInUseException", error
print("boto3 and the AWS CLI: all calls as expected")
