#!/usr/bin/env python3
"""Says where the words that report are in use: attestations.py DIXIT SHARED OUTPUT

For each verb and noun of lexicons/fr/reporting-verbs.tsv and reporting-nouns.tsv one place: an article with gold in which
it is a cue; else a sentence of a treebank in which a clause hangs on it; else one in which it stands. Writes a table.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HEAD = """# Where the words that report are in use, for whoever reviews them; the program does not read it.
# source: articles with gold and treebanks named in NOTICE; the places alone, without their text
# licence: CC0-1.0
# date: 2026-11-28
# made: by scripts/attestations.py
# how: cue it reports in an article with gold, clause a clause hangs on it in a sentence of a treebank, stands it stands in one
# columns: kind\tlemma\thow\tplace
"""


def rows(table):
    with open(table, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t")[0] for line in lines if not line.startswith("#")]


def main_word(lemma):
    """The word that a treebank has as a lemma: no *se*, nothing behind the verb."""
    return re.sub(r"^(ne |n'|en |se |s')+", "", lemma).split()[0]


def cues(dixit, shared):
    """The lemmas of cues that are cues in the gold as well, with their article."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for texts, gold in gold_articles(shared):
            for identifier, quotations in gold:
                text = f"{texts}/{identifier}.txt"
                if not os.path.exists(text):
                    continue
                with open(text, "rb") as source:
                    answer = subprocess.run([dixit, "annotate"], stdin=source, capture_output=True, check=True)
                starts = {q["cue"][0] for q in quotations if q["cue"]}
                for quotation in json.loads(answer.stdout)["quotations"]:
                    cue = quotation["cue"]
                    if cue and cue["start"] in starts:
                        found.setdefault(cue["lemma"], identifier)
    return found


def gold_articles(shared):
    folder = f"{shared}/eval/quotations/gold/train"
    yield f"{shared}/eval/text/train", [
        (os.path.basename(path)[:-5], json.load(open(path, encoding="utf-8")))
        for path in sorted(glob.glob(f"{folder}/*.json"))
    ]
    with open("lexicons/models/quotations-fr.gold.jsonl", encoding="utf-8") as lines:
        yield f"{shared}/articles", [(one["id"], one["quotations"]) for one in map(json.loads, lines)]


def treebanks(shared, lemmas):
    """For lemmas the first sentence in which a clause hangs on them, and the first in which they stand."""
    clauses, stands = {}, {}
    for path in sorted(glob.glob(f"{shared}/data/ud/fr_*.conllu")):
        treebank = os.path.basename(path).split("-ud-")[0]
        for sentence in open(path, encoding="utf-8").read().split("\n\n"):
            tokens = [line.split("\t") for line in sentence.split("\n") if line[:1].isdigit()]
            tokens = [token for token in tokens if token[0].isdigit()]
            name = re.search(r"^# sent_id = (.*)$", sentence, re.MULTILINE)
            place = f"{treebank} {name.group(1)}" if name else treebank
            heads = {token[6] for token in tokens if token[7].split(":")[0] in ("ccomp", "parataxis", "acl")}
            for token in tokens:
                key = (token[3], token[2])
                if key in lemmas:
                    stands.setdefault(key, place)
                    if token[0] in heads:
                        clauses.setdefault(key, place)
    return clauses, stands


def main(dixit, shared, output):
    words = [("verb", "VERB", lemma) for lemma in rows("lexicons/fr/reporting-verbs.tsv")]
    words += [("noun", "NOUN", lemma) for lemma in rows("lexicons/fr/reporting-nouns.tsv")]
    found = cues(dixit, shared)
    clauses, stands = treebanks(shared, {(tag, main_word(lemma)) for _, tag, lemma in words})
    lines, counts = [], {}
    for kind, tag, lemma in words:
        key = (tag, main_word(lemma))
        for how, place in ("cue", found.get(lemma)), ("clause", clauses.get(key)), ("stands", stands.get(key)):
            if place:
                lines.append(f"{kind}\t{lemma}\t{how}\t{place}\n")
                counts[kind, how] = counts.get((kind, how), 0) + 1
                break
    with open(output, "w", encoding="utf-8") as table:
        table.write(HEAD + "".join(sorted(lines)))
    for (kind, how), count in sorted(counts.items()):
        print(f"{kind}s {how}: {count} of {sum(word[0] == kind for word in words)}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
