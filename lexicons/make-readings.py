#!/usr/bin/env python3
"""Prints fr/readings.tsv: which word class a form has most often, and which it has seldom.

Usage: make-readings.py Lexique383.txt > fr/readings.tsv

Lexique counts each reading of a form in subtitles and in books; the mean of both is taken. Forms of one class that are
rarer than one in a million are left out: the table of forms says as much.
"""

import collections
import sys

HEADER = """\
# What forms of French are most often, and what they are seldom.
# source: Lexique 3.83, Boris New and Christophe Pallier, http://www.lexique.org
# licence: CC BY-SA 4.0
# date: 2026-11-24
# made: by make-readings.py from the frequencies of readings in subtitles and books; lower-case single words that have several classes or come once in a million words
# classes: N noun, A adjective, V verb, O any other; first the one that comes most often, then with a minus those that make less than seven in a hundred
# columns: form\tclasses"""

CLASSES = {"NOM": "N", "ADJ": "A", "VER": "V", "AUX": "V"}
SELDOM = 0.07
RARE = 1  # in a million
SMOOTH = 0.01  # a reading that was never met


def number(cell):
    return float(cell.replace(",", "."))


def main(path):
    counts = collections.defaultdict(collections.Counter)
    with open(path, encoding="cp1252", errors="replace") as lines:
        columns = next(lines).rstrip("\n").split("\t")
        form, kind, films, books = (
            columns.index(name) for name in ("1_ortho", "4_cgram", "9_freqfilms2", "10_freqlivres")
        )
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) > books and " " not in cells[form] and cells[form] == cells[form].lower():
                letter = CLASSES.get(cells[kind].split(":")[0], "O")
                counts[cells[form]][letter] += (number(cells[films]) + number(cells[books])) / 2 + SMOOTH
    rows = []
    for word, count in counts.items():
        total = sum(count.values())
        usual = max("NAVO", key=lambda letter: count[letter])
        seldom = [letter for letter in "NAV" if 0 < count[letter] < SELDOM * total]
        if seldom or total >= RARE:
            rows.append(word.encode() + b"\t" + "|".join([usual] + ["-" + letter for letter in seldom]).encode())
    print(HEADER, flush=True)
    sys.stdout.buffer.write(b"\n".join(sorted(rows)) + b"\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
