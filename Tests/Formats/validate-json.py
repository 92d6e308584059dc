#!/usr/bin/env python3
"""Validates JSON documents: validate-json.py SCHEMA FILE…

A file holds one object, or (.jsonl) one a line. Beyond the schema: offsets lie in the text and run forward, and
every identifier that is referred to exists. Prints "N valid, N invalid"; exits 1 where any is invalid.
"""
import json
import sys

import jsonschema


def spans(value):
    """Every object with `start` and `end`, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value["start"], value["end"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from spans(part)


def faults(document):
    size = len(document["text"])
    for start, end in spans(document):
        if not 0 <= start <= end <= size:
            yield f"{start}..{end} does not lie in the text, which has {size} code points"
    ids = {part["id"] for layer in ("entities", "mentions", "quotations") for part in document[layer]}
    names = [role["id"] for mention in document["mentions"] for role in mention.get("roles", [])]
    if len(set(names)) < len(names):
        yield "two roles have one identifier"
    wanted = [mention["entity"] for mention in document["mentions"]]
    for quotation in document["quotations"]:
        wanted += [quotation[key] for key in ("parent", "speaker", "addressee")]
        wanted.append((quotation["source"] or {}).get("mention"))
    for name in wanted:
        if name is not None and name not in ids:
            yield f"{name} does not exist"


def documents(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        if not path.endswith(".jsonl"):
            return [json.load(file)]
        # str.splitlines also breaks at U+0085, U+2028 and U+2029: the writer must have escaped them.
        return [json.loads(line) for line in file.read().splitlines()]


def main(schema_path, paths):
    with open(schema_path, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    valid = invalid = 0
    for path in paths:
        try:
            for document in documents(path):
                errors = [error.message for error in validator.iter_errors(document)] or list(faults(document))
                valid, invalid = valid + (not errors), invalid + bool(errors)
                for error in errors[:3]:
                    print(f"{path}: {error}", file=sys.stderr)
        except ValueError as error:
            invalid += 1
            print(f"{path}: {error}", file=sys.stderr)
    print(f"{valid} valid, {invalid} invalid")
    return 1 if invalid else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
