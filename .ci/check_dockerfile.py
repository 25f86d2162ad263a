#!/usr/bin/env python3
"""What a Dockerfile of ours must keep to, as hadolint has it. Arguments: Dockerfiles."""
import json
import pathlib
import re
import sys

KNOWN = {"FROM", "RUN", "COPY", "ENV", "VOLUME", "WORKDIR", "USER", "STOPSIGNAL", "ENTRYPOINT", "CMD", "ARG", "LABEL", "EXPOSE"}


def instructions(text):
    """(line, name, rest), continued lines joined."""
    found, joined, begin = [], "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if not joined and (not line.strip() or line.lstrip().startswith("#")):
            continue
        begin = begin or number
        joined += line.rstrip("\\").strip() + " "
        if not line.endswith("\\"):
            name, _, rest = joined.strip().partition(" ")
            found.append((begin, name, rest.strip()))
            joined, begin = "", 0
    return found


def problems(path):
    all_of = instructions(path.read_text())
    users = [rest for _, name, rest in all_of if name == "USER"]
    if not all_of or all_of[0][1] != "FROM":
        yield 1, "the first instruction is FROM"
    if not users or users[-1].split(":")[0] in ("root", "0"):
        yield 1, "the last USER is not root (DL3002)"
    if sum(name == "ENTRYPOINT" for _, name, _ in all_of) != 1:
        yield 1, "there is one ENTRYPOINT (DL4004)"
    for line, name, rest in all_of:
        if name not in KNOWN:
            yield line, f"{name} is not an instruction that we use"
        if name == "FROM" and not re.search(r":[\w.-]*\d[\w.-]*(@sha256:[0-9a-f]{64})?( AS \w+)?$", rest):
            yield line, "the image's tag names a version (DL3006, DL3007)"
        if name == "RUN" and re.search(r"\b(sudo|apt)\b ", rest):
            yield line, "neither sudo nor apt (DL3004, DL3027)"
        if name == "WORKDIR" and not rest.startswith("/"):
            yield line, "WORKDIR is absolute (DL3000)"
        if name in ("ENTRYPOINT", "CMD"):
            try:
                json.loads(rest)
            except ValueError:
                yield line, "arguments are a JSON array, so that signals arrive (DL3025)"
        if name == "COPY":
            source = pathlib.Path(__file__).parent.parent / rest.split()[-2]
            if "target" not in rest and not source.exists():
                yield line, f"{rest.split()[-2]} does not exist"


bad = [(path, *each) for path in map(pathlib.Path, sys.argv[1:]) for each in problems(path)]
for path, line, problem in bad:
    print(f"{path}:{line}: {problem}")
if not sys.argv[1:]:
    sys.exit("name Dockerfiles")
sys.exit(1 if bad else 0)
