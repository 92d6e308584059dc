#!/usr/bin/env python3
"""Prints fr/words.tsv: every lower-case French form with its word classes.

Usage: make-words.py fr.aff fr.dic > fr/words.tsv

Expands the hunspell dictionary of French (Grammalecte, "toutes variantes",
MPL-2.0). It relies on these traits of the two files and stops when one fails:
flags are two characters long, suffixes never carry further suffixes, and the
morphological fields (po: word class, is: gender and number) stand on the entry
and on the affix rule. Prefixes are elisions (l', d', qu'), which make no entry
here, or the SI prefixes of units, which may carry a plural.
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

    def __init__(self, line):
        kind, self.flag, strip, add, condition, *self.morph = line.split()
        add, _, next_flags = add.partition("/")
        self.is_prefix = kind == "PFX"
        self.strip = "" if strip == "0" else strip
        self.add = "" if add == "0" else add
        self.next_flags = split_flags(next_flags)
        self.fits = re.compile(f"^{condition}" if self.is_prefix else f"{condition}$").search
        if self.is_prefix and self.next_flags and not self.add:
            self.next_flags.append(NEEDAFFIX)  # the suffixes it hands on make the bare form too

    def forms(self, word, rules, morph):
        if self.is_prefix and self.fits(word) and not self.strip:
            yield from inflect(self.add + word, self.next_flags, rules, morph + self.morph)
        if not self.is_prefix and self.fits(word) and word.endswith(self.strip):
            yield word[: len(word) - len(self.strip)] + self.add, morph + self.morph


def split_flags(flags):
    assert len(flags) % 2 == 0, flags
    return [flags[i : i + 2] for i in range(0, len(flags), 2)]


def read_rules(path):
    """Returns the rules of the affix file by flag, without the elisions."""
    rules = {}
    for line in open(path, encoding="utf-8"):
        if re.match(r"SFX( \S+){4}|PFX \S+ \S+ [^\s']+(/\S+)? \S", line):
            rule = Rule(line)
            rules.setdefault(rule.flag, []).append(rule)
    for rule in (rule for of_flag in rules.values() for rule in of_flag if not rule.is_prefix):
        assert not any(flag in rules for flag in rule.next_flags), "an affix upon a suffix"
    return rules


def inflect(word, flags, rules, morph):
    """Yields a word and what its flags make of it, each form with its morphological fields."""
    if NEEDAFFIX not in flags:
        yield word, morph
    for flag in flags:
        for rule in rules.get(flag, []):
            yield from rule.forms(word, rules, morph)


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
    rules = read_rules(affix_path)
    sure, spare = {}, {}
    with open(dictionary_path, encoding="utf-8") as dictionary:
        next(dictionary)  # the number of entries
        for entry in dictionary:
            if not entry.strip():
                continue
            head, *morph = entry.split()
            word, _, flags = head.partition("/")
            for form, morph in inflect(word, split_flags(flags), rules, morph):
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
