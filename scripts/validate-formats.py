#!/usr/bin/env python3
"""Reads every output back, by the tools that it is made for where they are installed, and compares it with the JSON.

    validate-formats.py [--ninjs-schema FILE] [--context FILE] FOLDER…

A folder holds outputs of `dixit run` in all formats, or some. Of each document that has a .json all its other outputs must
give the same text, character for character, and the same mentions and quotations at the same places. Tables
(quotations.csv, speakers.csv, corpus.sqlite) must hold what all the documents hold. `--context` is a copy of
http://www.w3.org/ns/anno.jsonld, without which JSON-LD is only looked at as JSON. Prints a line a format; ends with 1 where
anything is wrong. Tools that are not installed are named, and what they would check is left out: `make validate-formats`
installs them.
"""
import argparse
import collections
import csv
import html.parser
import importlib
import json
import pathlib
import re
import sqlite3
import sys
import xml.etree.ElementTree as ElementTree

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def tool(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


conllu, udapi, spacy, jsonschema, pyld = map(tool, ("conllu", "udapi", "spacy", "jsonschema", "pyld"))


class Reference:
    """A document's JSON."""

    def __init__(self, path):
        self.json = json.loads(path.read_text(encoding="utf-8"))
        self.text = self.json["text"]
        self.entities = {entity["id"]: entity for entity in self.json["entities"]}
        self.mentions = [(m["start"], m["end"], m["entity"]) for m in self.json["mentions"] if m["start"] < m["end"]]
        self.quotations = self.json["quotations"]

    def words(self, span):
        return self.text[span["start"]:span["end"]]

    def content(self, quotation):
        return {i for span in quotation["content"] for i in range(span["start"], span["end"]) if not self.text[i].isspace()}

    def ink(self):
        return [c for c in self.text if not c.isspace()]


def first_difference(expected, found):
    at = next((i for i, (a, b) in enumerate(zip(expected, found)) if a != b), min(len(expected), len(found)))
    return f"at {at}: expected {''.join(expected[at:at + 30])!r}, found {''.join(found[at:at + 30])!r}"


def same_text(expected, found):
    if expected != found:
        yield f"the text differs {first_difference(expected, found)}"


# One function a format: each yields what is wrong.

def check_ndjson(reference, path, options):
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) != 1 or json.loads(lines[0]) != reference.json:
        yield "is not the JSON on one line"


def check_tei(reference, path, options):
    root = ElementTree.parse(path).getroot()
    body = root.find(f"{TEI}text/{TEI}body")
    yield from same_text(reference.ink(), [c for c in "".join(body.itertext()) if not c.isspace()])
    ids = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID)]
    if len(ids) != len(set(ids)):
        yield "an xml:id is given twice"
    for element in root.iter():
        for name in ("who", "toWhom", "next", "prev", "corresp", "target", "from", "to", "ana", "resp"):
            for pointer in element.get(name, "").split():
                if pointer.startswith("#") and pointer[1:] not in ids:
                    yield f"{name}={pointer!r} leads nowhere"


def token_places(body):
    """Where each token stands in the text of a body, in characters that are not white space."""
    places, at = {}, 0

    def take(text):
        nonlocal at
        at += sum(not c.isspace() for c in text or "")

    def walk(element):
        start = at
        take(element.text)
        for child in element:
            walk(child)
            take(child.tail)
        if element.tag in (TEI + "w", TEI + "pc"):
            places[element.get(XML_ID)] = (start, at)

    walk(body)
    return places


def check_tei_tokens(reference, path, options):
    yield from check_tei(reference, path, options)
    root = ElementTree.parse(path).getroot()
    places = token_places(root.find(f"{TEI}text/{TEI}body"))
    ink = [i for i, c in enumerate(reference.text) if not c.isspace()]
    in_tokens = {ink[i] for start, end in places.values() for i in range(start, end)}
    if any(reference.text[i].isalnum() for i in set(ink) - in_tokens):
        yield "a word is in no token"
    for group in root.iter(TEI + "spanGrp"):
        quotation = next(q for q in reference.quotations if q["id"] == group.get(XML_ID))
        pointed = set()
        for span in group.iter(TEI + "span"):
            if span.get("ana") == "#content" and span.get("from"):
                last = max((n for n in places if n.split(".")[0] == span.get("to")[1:]), key=lambda n: places[n])
                pointed |= set(ink[places[span.get("from")[1:]][0]:places[last][1]])
        if pointed and (reference.content(quotation) & in_tokens) - pointed:
            yield f"{quotation['id']}: its tokens lack some of its content"


def check_jsonld(reference, path, options):
    page = json.loads(path.read_text(encoding="utf-8"))
    if options.context and pyld:
        expanded = pyld.jsonld.expand(page, {"documentLoader": options.loader})
        if len(expanded[0]["http://www.w3.org/ns/activitystreams#items"][0]["@list"]) != len(page["items"]):
            yield "annotations are lost in expansion"
    found = {}
    for item in page["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            position, words = target["selector"]
            start, end = position["start"], position["end"]
            if reference.text[start:end] != words["exact"]:
                yield f"{item['id']}: {words['exact']!r} is not at {start}..{end}"
            if not reference.text[:start].endswith(words["prefix"]) or not reference.text[end:].startswith(words["suffix"]):
                yield f"{item['id']}: its surroundings are others"
            found.setdefault(item["id"].split("#")[-1], []).append({"start": start, "end": end})
    for mention in reference.json["mentions"]:
        if found.get(mention["id"]) != [{"start": mention["start"], "end": mention["end"]}]:
            yield f"{mention['id']} is missing or elsewhere"
    for quotation in reference.quotations:
        if found.get(quotation["id"]) != quotation["content"]:
            yield f"{quotation['id']} is missing or elsewhere"


ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "p": "|", "\\": "\\"}


def unescape(text):
    return re.sub(r"\\(u[0-9A-F]{4}|U[0-9A-F]{8}|.)", lambda m: chr(int(m[1][1:], 16)) if m[1][0] in "uU" else ESCAPES[m[1]], text)


def tokens_of(rows, lead=""):
    """Rows of word and space behind it as text, and where each word stands."""
    text, places = [lead], []
    size = len(lead)
    for word, space in rows:
        places.append((size, size + len(word)))
        text += [word, space]
        size += len(word) + len(space)
    return "".join(text), places


def touching(places, start, end):
    return frozenset(i for i, place in enumerate(places) if place[0] < end and place[1] > start)


def check_conllu(reference, path, options):
    if not conllu:
        return
    source = path.read_text(encoding="utf-8")
    sentences = conllu.parse(source)
    lead = re.search(r"^# spaces_before = (.*)$", source, re.M)
    rows, word_tokens, quotes = [], {}, []
    for number, sentence in enumerate(sentences):
        inside = 0
        for token in sentence:
            misc = token["misc"] or {}
            if isinstance(token["id"], tuple) or token["id"] > inside:
                if isinstance(token["id"], tuple):
                    inside = token["id"][2]
                space = "" if misc.get("SpaceAfter") == "No" else unescape(misc.get("SpacesAfter") or "\\s")
                rows.append((token["form"], space))
                quotes.append(set())
            if isinstance(token["id"], int):
                word_tokens[number, token["id"]] = len(rows) - 1
                quotes[-1] |= set((misc.get("Quote") or "").split(",")) - {""}
    text, places = tokens_of(rows, unescape(lead[1]) if lead else "")
    yield from same_text(reference.text, text)
    for quotation in reference.quotations:
        expected = frozenset().union(*(touching(places, s["start"], s["end"]) for s in quotation["content"]))
        if expected != frozenset(i for i, names in enumerate(quotes) if quotation["id"] in names):
            yield f"{quotation['id']} is missing or elsewhere"
    if not udapi or not sentences:
        return
    from udapi.core.document import Document
    document = Document(str(path))
    numbers = {tree.sent_id: number for number, tree in enumerate(document.trees)}
    found = set()
    for entity in document.coref_entities:
        for mention in entity.mentions:
            found.add((entity.eid, frozenset(word_tokens[numbers[w.root.sent_id], w.ord] for w in mention.words)))
    expected = {(entity, touching(places, start, end)) for start, end, entity in reference.mentions}
    if found != expected:
        yield f"udapi reads other mentions: {sorted((e, sorted(t)) for e, t in found ^ expected)[:4]}"


def check_spacy(reference, path, options):
    if not spacy:
        return
    from spacy.tokens import Doc
    data = json.loads(path.read_text(encoding="utf-8"))
    doc = Doc(options.nlp.vocab).from_json(data, validate=True)
    yield from same_text(reference.text, doc.text)
    places = [(token.idx, token.idx + len(token)) for token in doc]

    def grown(start, end):
        inside = sorted(touching(places, start, end))
        return places[inside[0]][0], places[inside[-1]][1]

    expected = sorted(grown(start, end) for start, end, _ in reference.mentions)
    if sorted((span.start_char, span.end_char) for span in doc.spans["mentions"]) != expected:
        yield "spaCy reads other mentions"
    pieces = [span for q in reference.quotations for span in q["content"] if span["start"] < span["end"]]
    if sorted((s.start_char, s.end_char) for s in doc.spans["quote_content"]) != sorted(grown(s["start"], s["end"]) for s in pieces):
        yield "spaCy reads other quotations"
    for q in data["quotations"]:
        original = next(o for o in reference.quotations if o["id"] == q["id"])
        speaker = reference.entities.get(original["speaker"])
        if (speaker and speaker["name"]) != q["speaker"]:
            yield f"{q['id']} has another speaker"
    if any(not span.text.strip() for span in doc.ents):
        yield "an entity has no words"


def check_brat(reference, path, options):
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    yield from same_text(reference.text, text)
    bound, mentions, contents, events = {}, [], {}, 0
    for line in path.read_bytes().decode("utf-8").split("\n")[:-1]:
        number, what, *words = line.split("\t", 2)
        if number[0] == "T":
            label, places = what.split(" ", 1)
            pieces = [tuple(map(int, piece.split())) for piece in places.split(";")]
            if " ".join(text[a:b] for a, b in pieces) != words[0] or any("\n" in text[a:b] for a, b in pieces):
                yield f"{number}: {words[0]!r} is not at {places}"
            bound[number] = (label, {i for a, b in pieces for i in range(a, b) if not text[i].isspace()})
        elif number[0] == "E":
            roles = [part.split(":") for part in what.split(" ")]
            if any(target not in bound for _, target in roles):
                yield f"{number} points nowhere"
            contents[number] = bound[dict(roles[1:])["Content"]][1]
        elif number[0] == "#":
            event, name = what.split(" ")[1], words[0].split(" ")[1].rstrip(",")
            quotation = next(q for q in reference.quotations if q["id"] == name)
            events += 1
            if contents[event] != reference.content(quotation):
                yield f"{name} has other content"
    labels = {"Content", "Cue", "Source", "Attribution"}
    found = collections.Counter(frozenset(ink) for label, ink in bound.values() if label not in labels)
    inked = lambda a, b: frozenset(i for i in range(a, b) if not text[i].isspace())
    if found != collections.Counter(inked(a, b) for a, b, _ in reference.mentions) or events != len(reference.quotations):
        yield "mentions or quotations are missing"


def check_vrt(reference, path, options):
    rows, open_regions, said = [], {}, collections.defaultdict(set)
    lead = ""
    unescape_xml = lambda s: s.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#9;", "\t").replace("&amp;", "&")
    for line in path.read_bytes().decode("utf-8").split("\n")[:-1]:
        tag = re.fullmatch(r"<(/?)([a-z0-9]+)((?: [a-z0-9]+=\"[^\"<>]*\")*)(/?)>", line)
        if not tag:
            columns = line.split("\t")
            if len(columns) != 6 or "<" in line:
                yield f"a row has {len(columns)} columns: {line!r}"
                return
            space = "" if columns[5] == "_" else unescape(unescape_xml(columns[5]))
            rows.append((unescape_xml(columns[0]), space))
            for region in open_regions.values():
                if region:
                    said[region].add(len(rows) - 1)
        elif tag[2] == "g":
            continue
        elif tag[1]:
            if tag[2] not in open_regions:
                yield f"</{tag[2]}> closes nothing"
            open_regions.pop(tag[2], None)
        else:
            if tag[2] in open_regions:
                yield f"<{tag[2]}> within itself"
            attributes = dict(re.findall(r' ([a-z0-9]+)="([^"]*)"', tag[3]))
            open_regions[tag[2]] = attributes.get("id") if tag[2].startswith("said") else None
            if tag[2] == "doc":
                lead = unescape(unescape_xml(attributes.get("before", "")))
    if open_regions:
        yield f"{open_regions} never close"
    text, places = tokens_of(rows, lead)
    yield from same_text(reference.text, text if rows or lead else reference.text.strip() and text)
    for quotation in reference.quotations:
        expected = frozenset().union(*(touching(places, s["start"], s["end"]) for s in quotation["content"]))
        if expected != said[quotation["id"]]:
            yield f"{quotation['id']} is missing or elsewhere"


def check_ninjs(reference, path, options):
    news = json.loads(path.read_text(encoding="utf-8"))
    body = news["bodies"][0]
    yield from same_text(reference.text, body["value"])
    if body["charCount"] != len(reference.text):
        yield "charCount is wrong"
    if options.ninjs:
        for error in options.ninjs.iter_errors(news):
            yield f"the schema: {error.message[:200]}"


class Page(html.parser.HTMLParser):
    """The text of `main`, and what each quotation's marks hold of it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.ink, self.marks, self.open, self.depth, self.wrong = [], collections.defaultdict(set), [], 0, []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        for name in ("src", "srcset", "data", "poster", "action"):
            if name in attributes:
                self.wrong.append(f"<{tag} {name}> loads something")
        target = attributes.get("href", "#")
        if tag == "link" or not target.startswith(("#", "http://", "https://")):
            self.wrong.append(f"<{tag}> leads to {attributes.get('href')!r}")
        if tag == "meta":
            return
        if tag == "a" and "a" in [name for name, _ in self.open]:
            self.wrong.append("a link within a link")
        self.depth += tag == "main"
        self.open.append((tag, attributes.get("data-q") if tag == "mark" else None))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.wrong.append(f"</{tag}> where {self.open[-1:]} is open")
            return
        self.open.pop()
        self.depth -= tag == "main"

    def handle_data(self, data):
        for c in data:
            if self.depth and not c.isspace():
                for _, quotation in self.open:
                    if quotation:
                        self.marks[quotation].add(len(self.ink))
                self.ink.append(c)


def check_html(reference, path, options):
    page = Page()
    source = path.read_text(encoding="utf-8")
    page.feed(source)
    page.close()
    yield from page.wrong
    if re.search(r"@import|url\(", source.split("</style>")[0]):
        yield "its style loads something"
    yield from same_text(reference.ink(), page.ink)
    ink = [i for i, c in enumerate(reference.text) if not c.isspace()]
    for quotation in reference.quotations:
        shown = {ink[i] for i in page.marks[quotation["id"]]}
        if shown and any(reference.text[i].isalnum() for i in reference.content(quotation) ^ shown):
            lost = "".join(reference.text[i] for i in sorted(reference.content(quotation) - shown))
            if lost and any(c.isalnum() for c in lost):
                yield f"{quotation['id']}: the page lacks {lost!r}"


CHECKS = {
    ".ndjson": check_ndjson, ".tei.xml": check_tei, ".tokens.tei.xml": check_tei_tokens, ".jsonld": check_jsonld,
    ".conllu": check_conllu, ".spacy.json": check_spacy, ".ann": check_brat, ".vrt": check_vrt,
    ".ninjs.json": check_ninjs, ".html": check_html,
}


def check_tables(folder, references):
    """The tables over all documents: rows as the documents have them, and a full-text search that finds them."""
    expected = []
    for name, reference in sorted(references.items(), key=lambda item: item[0].encode()):
        for q in reference.quotations:
            speaker = reference.entities.get(q["speaker"]) or {}
            cue = reference.words(q["cue"]) if q["cue"] else ""
            expected.append((name, q["id"], q["type"], speaker.get("name") or "", speaker.get("qid") or "", cue,
                             " ".join(map(reference.words, q["content"])), str(q["words"])))
    keys = ("document", "quotation", "type", "speaker", "qid", "cue", "text", "words")
    if (folder / "quotations.csv").exists():
        with open(folder / "quotations.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
        if [tuple(row[key] for key in keys) for row in rows] != expected:
            yield f"quotations.csv has {len(rows)} rows, expected {len(expected)}, or others"
        with open(folder / "speakers.csv", encoding="utf-8", newline="") as file:
            speakers = list(csv.DictReader(file, strict=True))
        counts = collections.Counter(row["speaker_key"] for row in rows if row["speaker_key"])
        if {row["key"]: int(row["quotations"]) for row in speakers} != counts or len(speakers) != len(counts):
            yield "speakers.csv counts otherwise"
    if (folder / "corpus.sqlite").exists():
        database = sqlite3.connect(f"file:{folder / 'corpus.sqlite'}?mode=ro", uri=True)
        found = database.execute(
            "SELECT name, number, type, ifnull(speaker, ''), ifnull(qid, ''), ifnull(cue, ''), text, CAST(quotations.words AS TEXT)"
            " FROM quotations JOIN documents ON documents.id = document ORDER BY quotations.id").fetchall()
        if found != expected:
            yield f"corpus.sqlite has {len(found)} quotations, expected {len(expected)}, or others"
        words = collections.Counter(w.lower() for row in expected for w in set(re.findall(r"[a-zA-Z]{6,}", row[6])))
        for word, _ in words.most_common(3):
            hits = {row[0] for row in database.execute("SELECT text FROM search WHERE search MATCH ?", (f'"{word}"',))}
            if not hits or not {row[6] for row in expected if re.search(rf"\b{word}\b", row[6], re.I | re.A)} & hits:
                yield f"a search for {word!r} finds nothing"
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            yield "corpus.sqlite is damaged"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--ninjs-schema", type=pathlib.Path)
    parser.add_argument("--context", type=pathlib.Path)
    options = parser.parse_args()
    for name, module in [("conllu", conllu), ("udapi", udapi), ("spacy", spacy), ("jsonschema", jsonschema), ("PyLD", pyld)]:
        if not module:
            print(f"skipped: what {name} would check, which is not installed")
    options.nlp = spacy.blank("fr") if spacy else None
    options.ninjs = None
    if jsonschema and options.ninjs_schema:
        schema = json.loads(options.ninjs_schema.read_text())
        schema["$defs"]["ninjsType"]["properties"]["places"]["items"]["properties"].pop("geoJSON", None)
        options.ninjs = jsonschema.Draft202012Validator(schema)
    else:
        print("skipped: ninjs against its schema, which was not given")
    if options.context:
        context = json.loads(options.context.read_text())
        options.loader = lambda url, _: {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}
    else:
        print("skipped: JSON-LD's expansion, whose context was not given")

    right, wrong = collections.Counter(), collections.Counter()
    for folder in options.folders:
        references = {}
        for path in sorted(folder.rglob("*.json")):
            if path.name.endswith((".spacy.json", ".ninjs.json")) or ".dixit" in path.parts:
                continue
            reference = references[str(path.relative_to(folder))[:-5]] = Reference(path)
            for ending, check in CHECKS.items():
                output = path.with_name(path.name[:-5] + ending)
                if not output.exists():
                    continue
                try:
                    faults = list(check(reference, output, options))
                except Exception as error:  # A tool that cannot read it is what we look for.
                    faults = [f"{type(error).__name__}: {error}"]
                (wrong if faults else right)[ending] += 1
                for fault in faults[:3]:
                    print(f"{output}: {fault}", file=sys.stderr)
        if (folder / "quotations.csv").exists() or (folder / "corpus.sqlite").exists():
            faults = list(check_tables(folder, references))
            (wrong if faults else right)["tables"] += 1
            for fault in faults:
                print(f"{folder}: {fault}", file=sys.stderr)
    for ending in [*CHECKS, "tables"]:
        if right[ending] or wrong[ending]:
            print(f"{ending}: {right[ending]} right, {wrong[ending]} wrong")
    return 1 if wrong or not right else 0


if __name__ == "__main__":
    sys.exit(main())
