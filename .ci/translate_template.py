#!/usr/bin/env python3
"""Runs the SAM translator on the template for every combination of its choice parameters."""

import itertools
import sys

from cfnlint.decode import cfn_yaml
from samtranslator.public.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform


class NoManagedPolicies:
    """The template writes its policies out; a managed one would be a mistake."""

    def load(self):
        return {}


def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


path = sys.argv[1]
template = plain(cfn_yaml.load(path))
choices = {
    name: parameter["AllowedValues"]
    for name, parameter in template["Parameters"].items()
    if "AllowedValues" in parameter
}
done = 0
for values in itertools.product(*choices.values()):
    picked = {
        name: parameter.get("Default", "")
        for name, parameter in template["Parameters"].items()
    } | dict(zip(choices, values))
    document = plain(cfn_yaml.load(path))
    # Local code stands for uploaded code; the translator wants an S3 address.
    for resource in document["Resources"].values():
        for key in ("CodeUri", "ContentUri"):
            if key in resource.get("Properties", {}):
                resource["Properties"][key] = "s3://bucket/key.zip"
    try:
        result = transform(document, picked, NoManagedPolicies())
    except InvalidDocumentException as error:
        print(picked)
        for cause in error.causes:
            print("PROBLEM:", cause.message)
        sys.exit(1)
    kinds = {resource["Type"] for resource in result["Resources"].values()}
    for kind in ("AWS::Lambda::Function", "AWS::Lambda::EventSourceMapping", "AWS::Scheduler::Schedule"):
        if kind not in kinds:
            print(picked, "PROBLEM: no", kind)
            sys.exit(1)
    done += 1
print(f"{done} combinations of {', '.join(choices)} translated")
