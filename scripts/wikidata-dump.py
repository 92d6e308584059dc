#!/usr/bin/env python3
"""Writes a dump in Wikidata's own JSON format: wikidata-dump.py SIZE [SEED] > dump.json

SIZE is in bytes of JSON (k, M and G are understood). The same size and seed give the same dump. Nothing in it is true. The
mix is Wikidata's, roughly: for each item that matters some twenty that do not (scholarly articles, stars, villages without
an article), labels in many languages, statements with references and qualifiers. All that is odd in the real format comes
along: empty arrays for empty objects, ranks, statements without a value, `mul` labels, escapes, properties and lexemes,
parts that are joined by a comma on its own line, items that come twice or have nothing, a damaged line in ten thousand.
"""
import json
import random
import sys

LANGUAGES = ["fr", "en", "de", "es", "it", "nl", "pt", "ru", "ja", "zh", "ar", "pl", "sv", "uk", "fa", "ceb", "arz", "mul"]
SITES = [f"{language}wiki" for language in LANGUAGES[:-1]] + ["commonswiki", "frwikiquote", "enwikinews", "dewikivoyage"]
CLASSES = [5, 515, 484170, 4830453, 7278, 11424, 571, 7889, 1248784, 40231, 11032, 476028, 3918]
MINOR = [13442814, 523, 7187, 8054, 4167410, 4167836, 16521, 486972, 3305213, 11173]
COUNTRIES = {142: "FR", 30: "US", 183: "DE", 145: "GB", 39: "CH", 31: "BE", 16: "CA", 38: "IT", 29: "ES", 1033: "NG"}
OCCUPATIONS = {82955: "politician", 1930187: "journalist", 36180: "writer", 33999: "actor", 937857: "association football player"}
OFFICES = {191954: "mayor of a town", 83307: "minister", 486839: "member of parliament"}
SYLLABLES = "ba be bo bra ca chan da del do fa fon gar ge la lan le lo ma mar mi mon na no pa per ra ri ro sa sel ta ti va vil".split()


def name(random, words=2):
    """Some capitalized words of syllables, now and then with an accent, a quote or a letter beyond the first plane."""
    parts = ["".join(random.choices(SYLLABLES, k=random.randint(2, 3))).capitalize() for _ in range(words)]
    text = " ".join(parts)
    odd = random.random()
    if odd < 0.2:
        text = text.replace("e", "é", 1)
    if odd < 0.01:
        text += ' "\U0001D49C"'
    return text


def digest(random, digits=40):
    return f"{random.getrandbits(4 * digits):0{digits}x}"


def snak(random, prop, number=None, kind="value", old=False):
    if kind != "value":
        return {"snaktype": kind, "property": prop, "hash": digest(random), "datatype": "wikibase-item"}
    value = {"entity-type": "item", "numeric-id": number}
    if not old:
        value["id"] = f"Q{number}"
    return {
        "snaktype": "value", "property": prop, "hash": digest(random),
        "datavalue": {"value": value, "type": "wikibase-entityid"}, "datatype": "wikibase-item",
    }


def text_snak(random, prop, text):
    return {
        "snaktype": "value", "property": prop, "hash": digest(random),
        "datavalue": {"value": text, "type": "string"}, "datatype": "external-id",
    }


def time_snak(random, prop, year):
    time = {"time": f"+{year}-01-01T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": 9,
            "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    return {
        "snaktype": "value", "property": prop, "hash": digest(random),
        "datavalue": {"value": time, "type": "time"}, "datatype": "time",
    }


def statement(random, item, mainsnak, rank="normal", qualifiers=None, reference=True):
    made = {"mainsnak": mainsnak, "type": "statement"}
    if qualifiers:
        made["qualifiers"] = qualifiers
        made["qualifiers-order"] = list(qualifiers)
    made["id"] = f"Q{item}${digest(random, 8).upper()}-0000-4000-8000-{digest(random, 12).upper()}"
    made["rank"] = rank
    if reference:
        made["references"] = [{
            "hash": digest(random),
            "snaks": {"P248": [snak(random, "P248", 36578)], "P854": [text_snak(random, "P854", f"https://example.org/{item}?a={digest(random)}")],
                      "P813": [time_snak(random, "P813", 2024)]},
            "snaks-order": ["P248", "P854", "P813"],
        }]
    return made


def terms(random, text, languages):
    return {language: {"language": language, "value": text} for language in languages}


def identifiers(random, item, claims, count):
    for number in range(count):
        prop = f"P{2000 + number * 7}"
        claims[prop] = [statement(random, item, text_snak(random, prop, digest(random, 16)))]


def entity(item, labels, claims, sitelinks, descriptions=None, aliases=None, empty=dict):
    """An item; `empty` makes what stands for an empty object."""
    return {
        "type": "item", "id": f"Q{item}", "labels": labels or empty(), "descriptions": descriptions or empty(),
        "aliases": aliases or empty(), "claims": claims or empty(),
        "sitelinks": {site: {"site": site, "title": f"T{item}", "badges": []} for site in sitelinks} or empty(),
        "pageid": item + 100, "ns": 0, "title": f"Q{item}", "lastrevid": item * 31 % 2_000_000_000,
        "modified": "2026-11-01T00:00:00Z",
    }


def major(random, item):
    kind = random.choice(CLASSES)
    claims = {"P31": [statement(random, item, snak(random, "P31", kind, old=random.random() < 0.01))]}
    country = random.choice(list(COUNTRIES))
    if kind == 5:
        claims["P21"] = [statement(random, item, snak(random, "P21", random.choice([6581097, 6581072])))]
        claims["P27"] = [statement(random, item, snak(random, "P27", country))]
        claims["P106"] = [statement(random, item, snak(random, "P106", occupation))
                          for occupation in random.sample(list(OCCUPATIONS), random.randint(1, 3))]
        if random.random() < 0.3:
            ended = {"P580": [time_snak(random, "P580", 2010)], "P582": [time_snak(random, "P582", 2015)]}
            claims["P39"] = [statement(random, item, snak(random, "P39", office), random.choice(["normal", "preferred", "deprecated"]),
                                       random.choice([None, ended])) for office in random.sample(list(OFFICES), 2)]
    else:
        claims["P17"] = [statement(random, item, snak(random, "P17", country), "preferred"),
                         statement(random, item, snak(random, "P17", kind="somevalue"))]
        claims["P112"] = [statement(random, item, snak(random, "P112", random.randint(1, item)))]
    identifiers(random, item, claims, random.randint(8, 40))
    text = name(random)
    labels = terms(random, text, random.sample(LANGUAGES[:-1], random.randint(6, 17)))
    labels.update(terms(random, text, random.choice([["fr"], ["en"], ["mul"], ["fr", "en"]])))
    aliases = {language: [{"language": language, "value": name(random, 1)} for _ in range(random.randint(1, 4))]
               for language in random.sample(LANGUAGES, 5)}
    return entity(item, labels, claims, random.sample(SITES, random.randint(5, len(SITES))),
                  terms(random, f"{name(random, 1).lower()} of something", random.sample(LANGUAGES, 12)), aliases)


def minor(random, item):
    kind = random.choice(MINOR)
    claims = {"P31": [statement(random, item, snak(random, "P31", kind))]}
    if kind == 13442814:
        claims["P2093"] = [statement(random, item, text_snak(random, "P2093", name(random))) for _ in range(random.randint(2, 12))]
        claims["P2860"] = [statement(random, item, snak(random, "P2860", random.randint(1, item))) for _ in range(random.randint(2, 20))]
    identifiers(random, item, claims, random.randint(2, 10))
    labels = terms(random, name(random, 4), random.sample(LANGUAGES, random.randint(1, 6)))
    return entity(item, labels, claims, random.sample(SITES, random.choice([0, 0, 0, 1, 2])),
                  terms(random, "something small", random.sample(LANGUAGES, random.randint(1, 10))),
                  empty=random.choice([dict, list]))


def fixed(random):
    """Countries, occupations, offices, a class with its class above it, properties, lexemes, and what is no item any more."""
    for number, code in COUNTRIES.items():
        claims = {"P31": [statement(random, number, snak(random, "P31", 6256))],
                  "P297": [statement(random, number, text_snak(random, "P297", code))]}
        yield entity(number, terms(random, f"Pays {code}", ["fr", "en"]), claims, SITES)
    for number, label in (OCCUPATIONS | OFFICES).items():
        claims = {"P279": [statement(random, number, snak(random, "P279", 28640))]}
        yield entity(number, terms(random, label, ["en"]), claims, SITES[:2])
    yield {"type": "property", "datatype": "wikibase-item", "id": "P31", "labels": terms(random, "nature de l’élément", ["fr"]), "claims": []}
    yield {"type": "lexeme", "id": "L99", "lemmas": {"fr": {"language": "fr", "value": "dire"}}, "lexicalCategory": "Q24905",
           "language": "Q150", "claims": [], "forms": [{"id": "L99-F1", "representations": [], "claims": []}], "senses": []}
    yield {"id": "Q98", "missing": ""}
    yield entity(97, {}, {}, [], empty=list)


def lines(size, seed):
    """Lines of the dump, until they hold `size` bytes: an entity and a comma each, but for the joints of parts."""
    source = random.Random(seed)
    total = 0
    pool = list(fixed(source))
    item = 1_000_000
    while total < size:
        if pool:
            made = pool.pop(0)
        else:
            item += source.randint(1, 9)
            made = (major if source.random() < 0.05 else minor)(source, item)
        line = json.dumps(made, ensure_ascii=source.random() < 0.5, separators=(",", ":")).encode()
        odd = source.random()
        if odd < 0.0001:
            line = line[: len(line) // 2]
        total += len(line) + 2
        yield line
        if 0.5 < odd < 0.5001:
            yield line


def main(size, seed):
    units = {"k": 10**3, "M": 10**6, "G": 10**9}
    size = int(size[:-1]) * units[size[-1]] if size[-1] in units else int(size)
    out = sys.stdout.buffer
    out.write(b"[\n")
    for index, line in enumerate(lines(size, seed)):
        if index:
            # Wikidata's dumps are made in parts, which end without a comma.
            out.write(b"\n,\n" if index % 100_000 == 0 else b",\n")
        out.write(line)
    out.write(b"\n]\n")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1)
