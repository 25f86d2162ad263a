#!/usr/bin/env python3
"""Runs the SAM translator on the template for every combination of its choices, and judges what comes out.

Takes the template and a file, into which a translation is written for cfn-lint. (The translator leaves conditions to
CloudFormation, so all combinations give the same document; what each makes of it is worked out here.)
"""

import itertools
import json
import pathlib
import re
import sys

from cfnlint.decode import cfn_yaml
from samtranslator.public.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform

NOTHING = object()

# What can be left out, and a value for it.
EXTRAS = {
    "AlertEmail": "alerts@example.com",
    "AlertPhone": "+4915112345678",
    "OperationsEmail": "operations@example.com",
    "DigestSchedule": "cron(0 7 * * ? *)",
    "SecretName": "sluice/weather",
    "SecretParameter": "/sluice/weather",
    "NoDataMinutes": 30,
    "StaleTablesHours": 3,
    "RawArchiveDays": 90,
    "RawExpiryDays": 400,
    "Database": "dados_sensores",
    "IotSql": "SELECT * FROM 'devices/+/data'",
    "LogGroup": "/aws/lambda/checkout",
    "StreamName": "Stream2",
    "BucketName": "sensor-readings",
    "DeliveryStreamName": "KDS-S3-n4hDk",
    "SecondDatabase": "refined",
    "EndpointUrl": "http://host.docker.internal:4566",
    "MaskSecretName": "sluice/mask",
}
WITHOUT = {"NoDataMinutes": 0, "StaleTablesHours": 0, "RawArchiveDays": 0, "RawExpiryDays": 0}


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


def translated(path, picked):
    document = plain(cfn_yaml.load(path))
    # Local code stands for uploaded code; the translator wants an S3 address.
    for resource in document["Resources"].values():
        for key in ("CodeUri", "ContentUri"):
            if key in resource.get("Properties", {}):
                resource["Properties"][key] = "s3://bucket/key.zip"
    return transform(document, picked, NoManagedPolicies())


def truth(condition, conditions, picked):
    (function, arguments), = condition.items()
    if function == "Condition":
        return truth(conditions[arguments], conditions, picked)
    if function == "Fn::Not":
        return not truth(arguments[0], conditions, picked)
    if function == "Fn::And":
        return all(truth(argument, conditions, picked) for argument in arguments)
    if function == "Fn::Equals":
        left, right = (str(picked[a["Ref"]] if isinstance(a, dict) else a) for a in arguments)
        return left == right
    raise ValueError(f"the condition {function} is not known here")


def resolved(value, holds):
    """A value with each Fn::If replaced by what it chooses."""
    if isinstance(value, list):
        return [item for item in (resolved(each, holds) for each in value) if item is not NOTHING]
    if not isinstance(value, dict):
        return value
    if value == {"Ref": "AWS::NoValue"}:
        return NOTHING
    if set(value) == {"Fn::If"}:
        name, yes, no = value["Fn::If"]
        return resolved(yes if holds[name] else no, holds)
    items = {key: resolved(item, holds) for key, item in value.items()}
    return {key: item for key, item in items.items() if item is not NOTHING}


def references(value):
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "Ref":
                yield item
            elif key == "Fn::GetAtt":
                yield item[0] if isinstance(item, list) else item.split(".")[0]
            elif key == "Fn::Sub":
                text, own = (item, {}) if isinstance(item, str) else item
                names = {part.split("}")[0].split(".")[0] for part in text.split("${")[1:]}
                yield from names - set(own)
                yield from references(own)
            else:
                yield from references(item)


def substituted(value):
    """A text with its variables replaced: by what they are made of, or by a word."""
    if not isinstance(value, dict):
        return value
    if "Fn::Sub" not in value:
        return "word"
    text, own = (value["Fn::Sub"], {}) if isinstance(value["Fn::Sub"], str) else value["Fn::Sub"]
    texts = {name: substituted(item) for name, item in own.items()}
    return re.sub(r"\$\{([^!}]+)\}", lambda found: texts.get(found[1], "word"), text)


def statements(role):
    for policy in role["Properties"].get("Policies", []):
        yield from policy["PolicyDocument"]["Statement"]


def on_everything(statement):
    """Metrics have no ARN: what may put them is bound by their namespace."""
    return statement["Resource"] == "*" and "cloudwatch:namespace" not in str(statement.get("Condition"))


def problems(result, picked):
    conditions = result.get("Conditions", {})
    holds = {name: truth(condition, conditions, picked) for name, condition in conditions.items()}
    made = {
        name: resolved(resource, holds)
        for name, resource in result["Resources"].items()
        if holds.get(resource.get("Condition"), True)
    }
    outputs = {
        name: resolved(output, holds)
        for name, output in result["Outputs"].items()
        if holds.get(output.get("Condition"), True)
    }
    known = set(made) | set(picked)
    for name, part in (made | outputs).items():
        for reference in references(part):
            if reference not in known and not reference.startswith("AWS::") and not reference.startswith("!"):
                yield f"{name} refers to {reference}, which is not made"
    for name, resource in made.items():
        kind, own = resource["Type"], resource.get("Properties", {})
        if kind == "AWS::Scheduler::Schedule" and "Name" in own:
            yield f"{name} has a fixed name: a second stack could not be made"
        if kind == "AWS::Scheduler::Schedule" and "DeadLetterConfig" not in own["Target"]:
            yield f"{name} has no dead-letter queue"
        if kind == "AWS::IAM::Role" and own.get("ManagedPolicyArns"):
            yield f"{name} has managed policies, which allow more than it needs"
        if kind == "AWS::IAM::Role":
            for statement in own["AssumeRolePolicyDocument"]["Statement"]:
                service = statement["Principal"]["Service"]
                accounts = statement.get("Condition", {}).get("StringEquals", {}).get("aws:SourceAccount")
                # Lambda assumes a role for a function that was given it, which takes iam:PassRole in this account.
                if service != "lambda.amazonaws.com" and accounts != {"Ref": "AWS::AccountId"}:
                    yield f"{name} may be assumed by {service} for other accounts"
        if kind == "AWS::IAM::Role" and any(on_everything(s) for s in statements(resource)):
            yield f"{name} allows something on all resources"
        if kind == "AWS::Lambda::Function":
            for key in {"Timeout", "MemorySize", "LoggingConfig"} - set(own):
                yield f"{name} has no {key}"
            variables = own["Environment"]["Variables"]
            for key, value in variables.items():
                # A secret's name is none.
                named = isinstance(value, dict) and str(value.get("Ref")).endswith("SecretName")
                if not named and any(word in key for word in ("PASSWORD", "TOKEN", "SECRET", "KEY")):
                    yield f"{name} has {key} in its environment"
        if kind == "AWS::CloudWatch::Dashboard":
            try:
                json.loads(substituted(own["DashboardBody"]))
            except ValueError as error:
                yield f"{name} is not JSON: {error}"
    kinds = [resource["Type"] for resource in made.values()]
    producer, stream = picked["Producer"] == "enabled", picked["Streaming"] == "enabled"
    firehose = stream and picked["RawDelivery"] == "firehose"
    writer = stream and not firehose
    for kind, count in {
        "AWS::Kinesis::Stream": stream,
        "AWS::Lambda::Function": 1 + producer + stream + writer,
        "AWS::Lambda::EventSourceMapping": stream + writer,
        "AWS::KinesisFirehose::DeliveryStream": firehose,
        "AWS::Scheduler::Schedule": 2 + producer + stream,
        "AWS::Events::Rule": 3 + producer,
        "AWS::Lambda::LayerVersion": 2 if picked["Engine"] == "glue" else 1,
        "AWS::Glue::Job": 1 if picked["Engine"] == "glue" else 0,
        "AWS::IoT::TopicRule": stream and picked["IotSql"] != "",
        "AWS::Logs::SubscriptionFilter": stream and picked["LogGroup"] != "",
        "AWS::ApiGateway::RestApi": stream and picked["ApiAccess"] != "none",
        "AWS::ApiGateway::ApiKey": stream and picked["ApiAccess"] == "key",
        "AWS::Glue::Crawler": 0 if picked["Catalog"] == "declared" else 2,
    }.items():
        if kinds.count(kind) != count:
            yield f"{kinds.count(kind)} of {kind} are made, not {count}"


def main(path, target):
    template = plain(cfn_yaml.load(path))
    parameters = template["Parameters"]
    # Those that decide on something, and are not only passed on.
    decided = set(references(template["Conditions"]))
    choices = {
        name: parameter["AllowedValues"]
        for name, parameter in parameters.items()
        if "AllowedValues" in parameter and parameter["Type"] == "String" and name in decided
    }
    combinations = [dict(zip(choices, values)) for values in itertools.product(*choices.values())]
    # Every combination without and with all extras; each extra by itself.
    chosen = [combination | extra for combination in combinations for extra in ({}, EXTRAS)]
    chosen += [{name: value} for name, value in EXTRAS.items()]
    usual = {name: parameter.get("Default", "") for name, parameter in parameters.items()}
    # What is translated depends on no parameter's value but those that the translator looks at: each choice by itself.
    documents = {}
    for choice in [{}, EXTRAS] + [{name: value} for name in choices for value in choices[name]]:
        try:
            result = translated(path, usual | WITHOUT | choice)
        except InvalidDocumentException as error:
            sys.exit("\n".join([str(choice)] + [f"PROBLEM: {cause.message}" for cause in error.causes]))
        # The API is deployed anew by each translation, so its deployment has another name each time.
        text = re.sub(r"(RecordsApiDeployment|deployment id: )[0-9a-f]+", r"\1", json.dumps(result, sort_keys=True))
        documents[text] = result
    if len(documents) != 1:
        sys.exit("PROBLEM: the translator does not leave all conditions to CloudFormation")
    for choice in chosen:
        picked = usual | WITHOUT | choice
        if picked["RawDelivery"] == "firehose":
            picked["MaskSecretName"] = ""  # a rule of the template refuses both together
        found = list(problems(result, picked))
        if found:
            sys.exit("\n".join([str(picked)] + [f"PROBLEM: {problem}" for problem in found]))
    pathlib.Path(target).write_text(json.dumps(result, indent=1))
    print(f"{len(chosen)} combinations of {', '.join(choices)}, with and without {', '.join(EXTRAS)}: translated")


main(*sys.argv[1:])
