#!/usr/bin/env python3
"""Makes en/words.tsv and en/readings.tsv: English forms with their word classes, and what each is most often.

Usage: make-english-words.py words|readings infl_lu.csv.gz en-lexicon.txt > en/TABLE.tsv, beside en/function-words.tsv

The inflections are those of LemmInflect, made from the SPECIALIST Lexicon, without closed classes; the readings are those of Brill's tagger, which
also tells which words are usual enough to be kept.
"""

import collections
import gzip
import re
import sys

HEADERS = {
    "words": """\
# Forms of English with their word classes: a full-form lexicon.
# source: LemmInflect 0.2.3 by Brad Jascob (MIT), from the SPECIALIST Lexicon of the U.S. National Library of Medicine; kept where the lexicon of Eric Brill's tagger (MIT) has the word; auxiliaries by hand
# licence: MIT
# date: 2026-11-28
# made: by make-english-words.py
# classes: as in fr/words.tsv, without gender; a base form is infinitive and finite
# columns: form\tclasses""",
    "readings": """\
# What forms of English are most often.
# source: lexicon of Eric Brill's tagger, Copyright 1993 by the Massachusetts Institute of Technology and the University of Pennsylvania, as TextBlob 0.20.1 ships it
# licence: MIT
# date: 2026-11-28
# made: by make-english-words.py; forms that have several classes
# classes: N noun, A adjective, V verb, O any other
# columns: form\tclasses""",
}
WORD = re.compile(r"[a-z](?:[a-z'-]*[a-z])?")
READINGS = {"N": "N", "J": "A", "V": "V"}
BASE, THIRD, PAST = "V123p", "V3s", "V123i"
# do, and the modal verbs with what contractions leave of them.
AUXILIARIES = {
    PAST: "'d 'll ai ca can could did may might must need ought sha shall should will wo would".split(),
    BASE: ["do"], THIRD: ["does"], "Vi": ["do"], "Vp": ["done"], "Vg": ["doing"],
}


def read_tags(path):
    """Returns the commonest Penn tag of each form."""
    rows = (line.split() for line in open(path, encoding="utf-8") if not line.startswith(";;;"))
    return {row[0]: row[1] for row in rows if len(row) > 1}


def function_words(path):
    """Returns the forms of closed classes, which are nothing else."""
    return {line.split("\t")[0] for line in open(path, encoding="utf-8") if not line.startswith("#")}


def inflections(path):
    """Yields forms with their classes."""
    for line in gzip.open(path, "rt", encoding="utf-8"):
        lemma, kind, *cells = line.rstrip("\n").split(",")
        forms = [cell.split("/") for cell in cells]
        if kind == "noun":
            yield lemma, lemma, "Ns"
            for form in forms[0]:
                yield lemma, form, "Np"
        elif kind == "adj":
            for form in [lemma] + [form for cell in forms for form in cell]:
                yield lemma, form, "A"
        elif kind == "adv":
            yield lemma, lemma, "R"
        elif kind == "verb" and lemma not in ("be", "do", "have"):
            past, participle, gerund, third = (forms + [[""]] * 4)[:4]
            yield lemma, lemma, "Vi"
            yield lemma, lemma, BASE
            for classes, column in (PAST, past), ("Vp", participle if participle != [""] else past), ("Vg", gerund), (THIRD, third):
                for form in column:
                    yield lemma, form, classes


def main(table, inflected, lexicon):
    tags = read_tags(lexicon)
    closed = function_words("en/function-words.tsv")
    classes = collections.defaultdict(set)
    for lemma, form, one in inflections(inflected):
        if WORD.fullmatch(form) and form not in closed and (form in tags or lemma in tags):
            classes[form].add(one)
    for one, forms in AUXILIARIES.items():
        for form in forms:
            # A modal is a noun too (can, will): that it seldom is, and nothing else.
            if one == PAST:
                classes[form].clear()
            classes[form].add(one)
    print(HEADERS[table])
    for form in sorted(classes, key=lambda form: form.encode()):
        kinds = {one[0] for one in classes[form]}
        if table == "words":
            print(f"{form}\t{'|'.join(sorted(classes[form]))}")
        elif len(kinds) > 1 and form in tags:
            print(f"{form}\t{READINGS.get(tags[form][0], 'O')}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
