#!/usr/bin/env python3
"""Lays out the texts that `dixit-train languages` learns from.

    pip install wordfreq
    make-language-texts.py TREEBANKS WMT OUT

TREEBANKS: a folder of Universal Dependencies files (*.conllu); WMT: newstest 2015, French, one sentence a line.
OUT gets for each language LANG.train.txt and LANG.held.txt (sentences; the first and the second half of each file) and
LANG.words.tsv (words and how often they stand in a million, from wordfreq 3.1, CC BY-SA 4.0). Texts that may not be
used commercially, WMT's among them, go into the held-out files alone.
"""
import glob
import os
import sys

import wordfreq

TRAINING = ["fr_sequoia", "fr_gsd", "fr_alts", "en_ewt", "de_gsd", "es_gsd"]
OURS = ["fr", "en", "de", "es", "it", "pt"]


def sentences(path):
    return [line[9:].strip() for line in open(path, encoding="utf-8") if line.startswith("# text = ")]


def main(treebanks, wmt, out):
    os.makedirs(out, exist_ok=True)
    train, held = {}, {}
    sources = [(os.path.basename(p).split("-ud")[0], sentences(p)) for p in sorted(glob.glob(treebanks + "/*.conllu"))]
    sources.append(("fr_wmt15", [line.strip() for line in open(wmt, encoding="utf-8")]))
    for name, lines in sources:
        half = len(lines) // 2 if name in TRAINING else 0
        train.setdefault(name[:2], []).extend(lines[:half])
        held.setdefault(name[:2], []).extend(lines[half:])
    for kind, texts in (("train", train), ("held", held)):
        for language, lines in texts.items():
            if lines:
                with open(f"{out}/{language}.{kind}.txt", "w", encoding="utf-8") as file:
                    file.writelines(line + "\n" for line in lines)
    for language in sorted(wordfreq.available_languages("small")):
        size = "best" if language in OURS else "small"
        words = wordfreq.get_frequency_dict(language, size)
        rows = sorted(((w, f * 1e6) for w, f in words.items() if any(c.isalpha() for c in w)), key=lambda r: (-r[1], r[0]))
        with open(f"{out}/{language}.words.tsv", "w", encoding="utf-8") as file:
            file.writelines(f"{word}\t{rate:.3f}\n" for word, rate in rows[:60000])


main(*sys.argv[1:])
