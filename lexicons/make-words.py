#!/usr/bin/env python3
"""Prints fr/words.tsv: every lower-case French form with its word classes.

Usage: make-words.py fr.aff fr.dic > fr/words.tsv

Expands the hunspell dictionary of French (Grammalecte, "toutes variantes",
MPL-2.0). It relies on these traits of the two files and stops when one fails:
flags are two characters long, suffixes never carry further suffixes, and the
morphological fields (po: word class, is: gender and number) stand on the entry
and on the affix rule. Prefixes are elisions (l', d', qu'), which make no entry
here, or the SI prefixes of units, which go on bare stems only.
"""

import re
import sys
import unicodedata

HEADER = """\
# Forms of French with their word classes: a full-form lexicon.
# source: hunspell dictionary of French "toutes variantes" 7.0, Dicollecte and Grammalecte, https://grammalecte.net
# licence: MPL-2.0. This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with this file, You can obtain one at http://mozilla.org/MPL/2.0/.
# date: 2026-11-24
# made: by make-words.py from fr.aff and fr.dic; lower-case single words, without names, closed classes and elided prefixes
# classes: N noun, A adjective (gender m f e=both, number s p i=both); Vi infinitive, Vg present participle, Vp past participle (gender, number); V1s..V3p finite verb; R adverb
# columns: form\tclasses"""

NEEDAFFIX = "()"
WORD = re.compile(r"[a-zà-öø-ÿœ](?:[a-zà-öø-ÿœ'’-]*[a-zà-öø-ÿœ])?")
GENDERS = {"mas": "m", "fem": "f", "epi": "e"}
NUMBERS = {"sg": "s", "pl": "p", "inv": "i"}
PERSONS = {"1sg": "1s", "2sg": "2s", "3sg": "3s", "1pl": "1p", "2pl": "2p", "3pl": "3p", "3pl!": "3p"}
TENSES = {"ipre", "iimp", "ifut", "cond", "spre"}  # finite tenses kept for every person
NAMES = {"npr", "prn", "patr"}


class Rule:
    """One line of an affix table: what to strip, what to add, where, and what it means."""

    def __init__(self, fields):
        strip, add, condition = fields[2:5]
        add, _, self.next_flags = add.partition("/")
        self.strip = "" if strip == "0" else strip
        self.add = "" if add == "0" else add
        self.morph = fields[5:]
        self.fits = re.compile(condition).search

    def applied(self, word):
        return word[: len(word) - len(self.strip)] + self.add


def read_affixes(path):
    """Returns the suffix rules and the unit prefixes, both by flag."""
    suffixes, prefixes = {}, {}
    for line in open(path, encoding="utf-8"):
        fields = line.split()
        if len(fields) < 5 or fields[0] not in ("SFX", "PFX"):
            continue
        flag = fields[1]
        if fields[0] == "PFX":
            if "'" not in fields[3]:
                prefixes.setdefault(flag, []).append(fields[3])
            continue
        condition = "" if fields[4] == "." else fields[4]
        rule = Rule(fields[:4] + [condition + "$"] + fields[5:])
        suffixes.setdefault(flag, []).append(rule)
    for rules in suffixes.values():
        for rule in rules:
            assert not set(split_flags(rule.next_flags)) & suffixes.keys(), "suffix upon suffix"
    return suffixes, prefixes


def split_flags(flags):
    assert len(flags) % 2 == 0, flags
    return [flags[i : i + 2] for i in range(0, len(flags), 2)]


def expand(entry, suffixes, prefixes):
    """Yields every form of a dictionary line with its morphological fields."""
    head, *morph = entry.split()
    stem, _, flags = head.partition("/")
    flags = split_flags(flags)
    if NEEDAFFIX not in flags:
        yield stem, morph
    for flag in flags:
        for prefix in prefixes.get(flag, []):
            yield prefix + stem, morph
        for rule in suffixes.get(flag, []):
            if stem.endswith(rule.strip) and rule.fits(stem):
                yield rule.applied(stem), morph + rule.morph


def classes(morph):
    """Returns the tags of a form, and those that count only where it has no other."""
    kinds = {field[3:] for field in morph if field.startswith("po:")}
    traits = [field[3:] for field in morph if field.startswith("is:")]
    if kinds & NAMES or "err" in kinds:
        return set(), set()
    gender = next((GENDERS[trait] for trait in traits if trait in GENDERS), "e")
    number = next((NUMBERS[trait] for trait in reversed(traits) if trait in NUMBERS), "i")
    persons = {PERSONS[kind] for kind in kinds if kind in PERSONS}

    if any(re.match(r"v[0-3]", kind) for kind in kinds):
        tags = set()
        if "infi" in kinds:
            tags.add("Vi")
        if "ppre" in kinds:
            tags.add("Vg")
        if "ppas" in kinds:  # the participle of a verb without object never agrees
            tags.add("Vpms" if gender + number == "ei" else "Vp" + gender + number)
        if kinds & TENSES:
            tags |= {"V" + person for person in persons}
        elif "ipsi" in kinds:
            tags |= {"V" + person for person in persons & {"3s", "3p"}}
        return tags, {"V" + person for person in persons} if "impe" in kinds else set()

    tags = set()
    if kinds & {"nom", "titr"}:
        tags.add("N" + gender + number)
    if kinds & {"adj", "nbro"}:
        tags.add("A" + gender + number)
    if "adv" in kinds:
        tags.add("R")
    return tags, set()


def main(affix_path, dictionary_path):
    suffixes, prefixes = read_affixes(affix_path)
    sure, spare = {}, {}
    with open(dictionary_path, encoding="utf-8") as dictionary:
        next(dictionary)  # the number of entries
        for entry in dictionary:
            if not entry.strip():
                continue
            for form, morph in expand(entry, suffixes, prefixes):
                form = unicodedata.normalize("NFC", form)
                if WORD.fullmatch(form):
                    tags, imperatives = classes(morph)
                    sure.setdefault(form, set()).update(tags)
                    spare.setdefault(form, set()).update(imperatives)

    print(HEADER)
    for form in sorted(sure, key=str.encode):
        tags = sure[form] or spare[form]
        if tags:
            print(form, "|".join(sorted(tags)), sep="\t")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: make-words.py fr.aff fr.dic > fr/words.tsv")
    main(*sys.argv[1:])
