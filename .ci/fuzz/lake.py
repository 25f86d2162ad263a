"""A local lake of its own for the fuzzer: started from built packages, fed over HTTP as by any client, read from its folder.

The lake runs the pipeline of `pipelines/` beside this file. Its checkout is the real one, seen through links, with another
folder of pipelines.
"""

from __future__ import annotations

import base64
import glob
import gzip
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time
import urllib.parse
from collections.abc import Callable, Iterable, Iterator

ROOT = pathlib.Path(__file__).resolve().parents[2]
PIPELINE = "fuzz"
SHARDS = 8
PARAMETERS = (
    f"ShardCount={SHARDS}",
    "RawWindowSeconds=3",  # a run of the fuzzer shall not last as long as a batch may wait
    "AuditHours=0",  # files are put into old folders of raw by hand, so each run has to list everything
    "EtlSchedule=rate(1 day)",
    "ProducerSchedule=rate(1 day)",
)
MOST_RECORDS_A_CALL = 500
MOST_BYTES_A_CALL = 4_000_000
ENDED = ("SUCCEEDED", "NOTHING_TO_DO", "FAILED")


class LakeProblem(Exception):
    """The lake did not do what everything else here needs."""


class Throttled(LakeProblem):
    """As much is going on already as may."""


def make_checkout(folder: pathlib.Path) -> pathlib.Path:
    """A checkout that is the real one but for its pipelines."""
    folder.mkdir(parents=True)
    (ROOT / ".sluice").mkdir(exist_ok=True)  # where a build says that it was done
    for entry in ROOT.iterdir():
        if entry.name not in ("pipelines", "sluice", ".git"):
            (folder / entry.name).symlink_to(entry)
    shutil.copytree(ROOT / ".ci/fuzz/pipelines", folder / "pipelines")
    shutil.copy2(ROOT / "sluice", folder / "sluice")
    return folder


class Lake:
    """A running `./sluice up fuzz`."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: http.client.HTTPConnection | None = None

    def start(self) -> None:
        """Starts the lake and waits until it answers. Builds packages first if they are missing or old."""
        checkout = make_checkout(self.folder / "checkout")
        command = [str(checkout / "sluice"), "up", PIPELINE, "--port", "0", "--ui", "0", "--dir", str(self.directory)]
        for parameter in PARAMETERS:
            command += ["--parameter", parameter]
        environment = {"SLUICE_HEAP": "768m"} | os.environ
        self._process = subprocess.Popen(command, stdout=self.log.open("wb"), stderr=subprocess.STDOUT, env=environment)
        self.wait("the start of the lake", 900, lambda: "Ctrl-C ends it." in self.log.read_text())
        up = json.loads((self.directory / "up.json").read_text())
        self._key = up["accessKey"]
        self._endpoint = urllib.parse.urlsplit(up["endpoint"])
        self._names = up["pipelines"][PIPELINE]

    def stop(self) -> None:
        """Ends the lake; what it keeps stays in its folder."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()

    @property
    def directory(self) -> pathlib.Path:
        return self.folder / "lake"

    @property
    def log(self) -> pathlib.Path:
        return self.folder / "up.log"

    @property
    def bucket(self) -> pathlib.Path:
        return self.directory / "s3" / self._names["bucket"]

    def wait(self, what: str, seconds: float, probe: Callable[[], bool]) -> None:
        """Waits until the probe holds."""
        end = time.monotonic() + seconds
        while not probe():
            if self._process and self._process.poll() is not None:
                raise LakeProblem(f"the lake ended while {what} was waited for:\n{self.log.read_text()[-3000:]}")
            if time.monotonic() > end:
                raise LakeProblem(f"{what} did not happen within {seconds:.0f} s; the lake said:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.2)

    def settle(self, seconds: float, count: Callable[[], int], wanted: int) -> None:
        """Waits until the count is as wanted. Stops waiting, without a word, when it has not changed for so long."""
        last, since = -1, time.monotonic()
        while (now := count()) < wanted and time.monotonic() - since < seconds:
            if now != last:
                last, since = now, time.monotonic()
            time.sleep(0.5)

    # ---- what goes in -----------------------------------------------------------------------------

    def put_records(self, records: Iterable[tuple[str, bytes]]) -> None:
        """Puts (partition key, data) into the stream; what is throttled is put again."""
        for call in _calls(records):
            waiting = call
            while waiting:
                entries = [{"PartitionKey": key, "Data": base64.b64encode(data).decode()} for key, data in waiting]
                answer = self._json("kinesis", "Kinesis_20131202.PutRecords",
                                    {"StreamName": self._names["stream"], "Records": entries})
                waiting = [record for record, result in zip(waiting, answer["Records"]) if result.get("ErrorCode")]
                if waiting:
                    time.sleep(0.1)

    def put_object(self, key: str, content: bytes) -> None:
        """Puts an object into the lake's bucket."""
        path = f"/{self._names['bucket']}/{urllib.parse.quote(key)}"
        self._request("PUT", path, content, {"Authorization": self._authorization("s3")})

    def etl(self) -> dict:
        """Runs the ETL from start to end; gives the run's state as it is stored."""
        self.wait("the end of an earlier run", 300, lambda: self.run_state().get("step", "FAILED") in ENDED)
        answers: list[dict] = []
        self.wait("the start of an ETL run", 300, lambda: self._starts_run(answers))
        run = answers[-1]["runId"]
        self.wait("the end of the ETL run", 900,
                  lambda: self.run_state().get("id") == run and self.run_state()["step"] in ENDED)
        return self.run_state()

    def _starts_run(self, answers: list[dict]) -> bool:
        """Invokes the function, unless it is at work for a schedule."""
        event = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        function = self._names["functions"]["EtlTriggerFunction"]
        headers = {"Authorization": self._authorization("lambda"), "Content-Type": "application/json"}
        try:
            content = self._request("POST", f"/2015-03-31/functions/{function}/invocations", json.dumps(event).encode(), headers)
        except Throttled:
            return False
        answers.append(json.loads(content))
        return bool(answers[-1].get("runId")) and answers[-1]["state"] != "BUSY"

    def run_state(self) -> dict:
        """The last run as it is stored, with its id."""
        file = self.bucket / f"state/{PIPELINE}/run.json"
        if not file.exists():
            return {}
        run = json.loads(file.read_text())["run"]
        return run | {"id": f"{run['number']}-{run['startedAt']}"}

    # ---- what is there ----------------------------------------------------------------------------

    def files(self, prefix: str) -> list[str]:
        """The keys of all objects whose folders begin so; the prefix ends where a name in a folder begins or ends."""
        parent, _, begin = prefix.rpartition("/")
        found = []
        for entry in (self.bucket / parent).glob("*"):
            if entry.name == begin or (begin.endswith("=") and entry.name.startswith(begin)):
                found += [str(file.relative_to(self.bucket)) for file in entry.rglob("*") if file.is_file()]
        return sorted(found)

    def exists(self, key: str) -> bool:
        return (self.bucket / key).is_file()

    def stored(self, key: str) -> bytes:
        """An object's content as it is."""
        return (self.bucket / key).read_bytes()

    def read(self, key: str) -> bytes:
        """An object's content, unpacked."""
        content = (self.bucket / key).read_bytes()
        return gzip.decompress(content) if key.endswith(".gz") else content

    def count_lines(self, key: str) -> int:
        return self.read(key).count(b"\n")

    def lines(self, prefix: str) -> Iterator[dict]:
        """The JSON objects of all NDJSON objects under a prefix."""
        for key in self.files(prefix):
            yield from (json.loads(line) for line in self.read(key).split(b"\n") if line)

    def query(self, sql: str) -> list[list[str | None]]:
        """Runs a statement on the lake's Athena; gives its rows as texts, with nulls, without the header."""
        started = self._json("athena", "AmazonAthena.StartQueryExecution",
                             {"QueryString": sql, "WorkGroup": self._names["workgroup"],
                              "QueryExecutionContext": {"Database": self._names["database"]}})
        execution: dict = {}

        def has_ended() -> bool:
            answer = self._json("athena", "AmazonAthena.GetQueryExecution",
                                {"QueryExecutionId": started["QueryExecutionId"]})
            execution.update(answer["QueryExecution"])
            return execution["Status"]["State"] in ("SUCCEEDED", "FAILED", "CANCELLED")

        self.wait("the end of a query", 300, has_ended)
        if execution["Status"]["State"] != "SUCCEEDED":
            raise LakeProblem(f"{sql}: {execution['Status']}")
        location = urllib.parse.urlsplit(execution["ResultConfiguration"]["OutputLocation"])
        content = (self.bucket.parent / location.netloc / location.path.lstrip("/")).read_bytes()
        return list(_result_rows(content.decode()))[1:]

    def has_entry(self, name: str) -> bool:
        """Whether something became of the file of that name that landed."""
        # with all folders as wildcards the name alone is looked up, however many files there are
        return any((self.bucket / f"state/{PIPELINE}/landing").glob(f"raw/*/*/*/*/*/{glob.escape(name)}.json"))

    # ---- HTTP -------------------------------------------------------------------------------------

    def _authorization(self, service: str) -> str:
        return f"AWS4-HMAC-SHA256 Credential={self._key}/20260101/eu-central-1/{service}/aws4_request, SignedHeaders=host, Signature=0"

    def _json(self, service: str, target: str, body: dict) -> dict:
        headers = {"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.1",
                   "Authorization": self._authorization(service)}
        return json.loads(self._request("POST", "/", json.dumps(body).encode(), headers))

    def _request(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        for attempt in (1, 2):
            if self._connection is None:
                self._connection = http.client.HTTPConnection(self._endpoint.hostname, self._endpoint.port, timeout=700)
            try:
                self._connection.request(method, path, body, headers)
                answer = self._connection.getresponse()
                content = answer.read()
                break
            except (ConnectionError, http.client.HTTPException):  # kept open for too long
                self._connection = None
                if attempt == 2:
                    raise
        if answer.status == 429:
            raise Throttled(content.decode())
        if answer.status >= 300:
            raise LakeProblem(f"{method} {path}: {answer.status} {content[:1000]!r}")
        return content


def _calls(records: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    call: list[tuple[str, bytes]] = []
    size = 0
    for record in records:
        if call and (len(call) == MOST_RECORDS_A_CALL or size + len(record[1]) > MOST_BYTES_A_CALL):
            yield call
            call, size = [], 0
        call.append(record)
        size += len(record[1])
    if call:
        yield call


def _result_rows(text: str) -> Iterator[list[str | None]]:
    """Athena's CSV, in which a null is nothing and an empty text is two quotes; Python's reader can't tell them apart."""
    row: list[str | None] = []
    at = 0
    while at < len(text):
        if text[at] == '"':
            parts = []
            while True:
                end = text.index('"', at + 1)
                parts.append(text[at + 1:end])
                at = end + 1
                if text[at] != '"':
                    break
            row.append('"'.join(parts))
        else:
            row.append(None)
        if text[at] == "\n":
            yield row
            row = []
        elif text[at] == "," and text[at + 1] == "\n":
            row.append(None)
            yield row
            row = []
            at += 1
        at += 1
