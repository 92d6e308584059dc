#!/usr/bin/env python3
"""Compares each document's TEI with its JSON: compare-outputs.py FILE.json… (FILE.tei.xml stands beside it)

The body of the TEI must show the JSON's text, but for white space between blocks; and every sentence, mention, role, cue
and quotation must show, at the same place, the words at the JSON's offsets. Where annotations cross, as XML cannot, the TEI
keeps the words in the stand-off, and those must be the same; a quotation's parts may hold its marks and their points.
Prints "N equal, N different"; exits 1 where any differs.
"""
import json
import sys
import xml.etree.ElementTree as ElementTree

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

class Body:
    """The text of a TEI body, and where each element with an id stands in it, in characters that are not white space."""

    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        self.ink, self.spans, self.shown = [], {}, {}
        self.roles = {}
        for group in root.iter(TEI + "spanGrp"):
            for span in group.iter(TEI + "span"):
                targets = [target.lstrip("#") for target in span.get("target", "").split()]
                self.roles[group.get(XML_ID), span.get("ana")] = (targets, span.text or "")
        self.walk(root.find(f"{TEI}text/{TEI}body"))

    def walk(self, element):
        start = len(self.ink)
        self.take(element.text)
        for child in element:
            self.walk(child)
            self.take(child.tail)
        if element.get(XML_ID):
            self.spans[element.get(XML_ID)] = range(start, len(self.ink))
            self.shown[element.get(XML_ID)] = "".join(element.itertext())

    def take(self, text):
        self.ink += [c for c in text or "" if not c.isspace()]


def differences(json_path):
    with open(json_path, encoding="utf-8") as file:
        document = json.load(file)
    text, body = document["text"], Body(json_path.removesuffix(".json") + ".tei.xml")
    ink = [c for c in text if not c.isspace()]
    if ink != body.ink:
        at = next((i for i, (a, b) in enumerate(zip(ink, body.ink)) if a != b), min(len(ink), len(body.ink)))
        yield f"text: JSON has {''.join(ink[at:at + 30])!r}, TEI has {''.join(body.ink[at:at + 30])!r}"
        return
    before = [0]  # How many characters that are not white space stand before each offset.
    for c in text:
        before.append(before[-1] + (not c.isspace()))

    def places(span):
        return range(before[span["start"]], before[span["end"]])

    def words(span):
        return text[span["start"]:span["end"]]

    def compare(what, element, span):
        if not words(span).strip():
            yield f"{what}: is empty"
        elif body.spans[element] != places(span) or body.shown[element] != words(span):
            yield f"{what}: JSON has {words(span)!r}, TEI has {body.shown[element]!r}"

    roles = [role for mention in document["mentions"] for role in mention.get("roles", [])]
    for part in document["sentences"] + document["mentions"] + roles:
        if part["id"] in body.spans or part in document["sentences"] or not words(part):
            yield from compare(part["id"], part["id"], part)
    for quotation in document["quotations"]:
        name = quotation["id"]
        for role in ("cue", "source"):
            targets, aside = body.roles.get((name, f"#{role}"), ([], ""))
            if quotation[role] and targets:
                yield from compare(f"{role} of {name}", targets[0], quotation[role])
            elif quotation[role] and aside != words(quotation[role]):
                yield f"{role} of {name}: JSON has {words(quotation[role])!r}, TEI has {aside!r}"
        targets, aside = body.roles.get((name, "#content"), ([], ""))
        shown = {i for part in targets for i in body.spans[part]}
        content = {i for span in quotation["content"] for i in places(span)}
        if targets and content - shown:
            yield f"{name}: TEI lacks {''.join(ink[i] for i in sorted(content - shown))!r}"
        if any(ink[i].isalnum() for i in shown - content):
            yield f"{name}: TEI adds {''.join(ink[i] for i in sorted(shown - content))!r}"
        if not targets and aside != " ".join(words(span) for span in quotation["content"]):
            yield f"{name}: JSON has {words(quotation['content'][0])!r}, TEI has {aside!r}"


def main(paths):
    different = 0
    for path in paths:
        found = list(differences(path))
        different += bool(found)
        for difference in found[:5]:
            print(f"{path}: {difference}", file=sys.stderr)
    print(f"{len(paths) - different} equal, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
