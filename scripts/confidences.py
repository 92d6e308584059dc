#!/usr/bin/env python3
"""Counts how often each rule is right and writes lexicons/fr/confidences.tsv.

    confidences.py DIXIT SHARED WORK > lexicons/fr/confidences.tsv

Counted on the train articles of SHARED/eval, on corpus/ and on SHARED/articles with their gold in
lexicons/models/quotations-fr.gold.jsonl, never on dev: a find is right where it shares half of its words
with a gold quotation, a speaker where the scorer calls him the same. What matches an optional gold item counts nowhere.
"""
import glob
import json
import os
import sys

import scores


def scorer(shared):
    """The scorer's own functions, so that both mean the same by right."""
    path = f"{shared}/eval/quotations/score.py"
    source = open(path, encoding="utf-8").read().replace("main(sys.argv[1:])", "")
    space = {"__file__": os.path.abspath(path), "__name__": "scorer"}
    exec(compile(source, path, "exec"), space)
    return space


def count(space, counts, gold_folder, text_folder, predicted_folder):
    for path in sorted(glob.glob(f"{gold_folder}/*.json")):
        name = os.path.basename(path)[:-5]
        text = open(f"{text_folder}/{name}.txt", encoding="utf-8", newline="").read()
        gold = space["json"].load(open(path, encoding="utf-8"))
        found = space["json"].load(open(f"{predicted_folder}/{name}.json", encoding="utf-8"))["quotations"]
        predicted = space["read"].quotations(f"{predicted_folder}/{name}.json")
        words = [[space["words"](q["content"], text) for q in side] for side in (gold, predicted)]
        pairs = {j: i for i, j in space["match"](*words, 0.5)}
        for j, quotation in enumerate(found):
            i = pairs.get(j)
            if i is not None and gold[i].get("status") == "optional":
                continue
            add(counts, "finding", quotation["rule"], i is not None)
            if i is not None and quotation["attribution"]:
                rule = quotation["attribution"]["rule"]
                add(counts, "speaking", rule, space["same_speaker"](gold[i], predicted[j]))


def articles_gold(shared, folder):
    """The gold of SHARED/articles in the scorer's form, a file an article; a speaker's place becomes a name."""
    os.makedirs(folder, exist_ok=True)
    for line in open("lexicons/models/quotations-fr.gold.jsonl", encoding="utf-8"):
        article = json.loads(line)
        text = open(f"{shared}/articles/{article['id']}.txt", encoding="utf-8", newline="").read()
        for quotation in article["quotations"]:
            if isinstance(quotation["speaker"], list):
                quotation["speaker"] = text[slice(*quotation["speaker"])]
        with open(f"{folder}/{article['id']}.json", "w", encoding="utf-8") as file:
            json.dump(article["quotations"], file)
    return folder


def add(counts, what, rule, is_right):
    right, of = counts.get((what, rule), (0, 0))
    counts[what, rule] = (right + is_right, of + 1)


def main(dixit, shared, work):
    os.makedirs(work, exist_ok=True)
    scores.corpus_text(f"{work}/corpus-text")
    space, counts = scorer(shared), {}
    sets = [(name, articles, quotations, text) for name, articles, quotations, _, text in scores.sets(shared, work) if name != "dev"]
    sets.append(("articles", f"{shared}/articles", articles_gold(shared, f"{work}/articles-gold"), f"{shared}/articles"))
    for name, articles, quotations, text in sets:
        scores.annotate(dixit, articles, f"{work}/{name}")
        count(space, counts, quotations, text, f"{work}/{name}")
    print("# How often each rule is right, on articles with gold, none of dev.")
    print("# source: counted against gold")
    print("# licence: CC0-1.0")
    print("# date: 2026-11-28")
    print("# made: by scripts/confidences.py")
    print("# columns: what\trule\tright\tof")
    for (what, rule), (right, of) in sorted(counts.items()):
        print(f"{what}\t{rule}\t{right}\t{of}")


if __name__ == "__main__":
    main(*sys.argv[1:])
