#!/usr/bin/env python3
"""Scores names on copies of the dev articles as hurried people and machines write them, beside the articles themselves.

    robustness.py DIXIT SHARED WORK

  capitals   the first line in capitals, as some papers set their headlines
  accents    no letter has an accent
  machine    as machine translation leaves text: spaces behind apostrophes and before commas, straight quotation marks,
             and only the first letter of a name's first word with a capital in names that mix them (Openai)
"""
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata

import scores


def capitals(text):
    end = text.find("\n") % (len(text) + 1)
    return [c.upper() if i < end and len(c.upper()) == 1 else c for i, c in enumerate(text)]


def accents(text):
    return [unicodedata.normalize("NFD", c)[0] if 0xC0 <= ord(c) < 0x180 else c for c in text]


def machine(text):
    characters = list(text)
    for found in re.finditer(r"(?<=\b[dljmnstcDLJMNSTC])['’](?=\w)", text):
        characters[found.start()] = "' "
    for found in re.finditer(r"(?<=\w),(?=\s)", text):
        characters[found.start()] = " ,"
    for found in re.finditer(r"«\s?|\s?»|[“”]", text):
        for place in range(*found.span()):
            characters[place] = ""
        characters[found.start()] = '"'
    for found in re.finditer(r"\b[A-Z][a-z]+([A-Z])(?=[a-z])", text):
        characters[found.start(1)] = found.group(1).lower()
    return characters


def copy(name, write, text, gold, work):
    """The articles and their gold, with each character replaced by what `write` makes of it."""
    folders = f"{work}/{name}/text", f"{work}/{name}/gold"
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
    for file in sorted(os.listdir(gold)):
        article = open(f"{text}/{file[:-5]}.txt", encoding="utf-8", newline="").read()
        pieces = write(article)
        places = [0]
        for piece in pieces:
            places.append(places[-1] + len(piece))
        mentions = json.load(open(f"{gold}/{file}", encoding="utf-8"))
        for mention in mentions:
            mention["start"], mention["end"] = places[mention["start"]], places[mention["end"]]
        with open(f"{folders[0]}/{file[:-5]}.txt", "w", encoding="utf-8", newline="") as out:
            out.write("".join(pieces))
        with open(f"{folders[1]}/{file}", "w", encoding="utf-8") as out:
            json.dump(mentions, out)
    return folders


def main(dixit, shared, work):
    text, gold = f"{shared}/eval/text/dev", f"{shared}/eval/entities/gold/dev"
    if not os.path.exists(gold):
        return print(f"robustness: skipped, because {gold} is not there")
    clean = None
    for name, write in (("clean", list), ("capitals", capitals), ("accents", accents), ("machine", machine)):
        articles, mentions = copy(name, write, text, gold, work)
        scores.annotate(dixit, articles, f"{work}/{name}/out")
        result = scores.score(f"{shared}/eval/entities/score.py", mentions, f"{work}/{name}/out", articles)
        spans, names = (100 * result[key]["f1"] for key in ("spans", "names"))
        clean = spans if clean is None else clean
        print(f"dev, {name}: spans F1 {spans:.1f} ({spans - clean:+.1f}), names F1 {names:.1f}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
