#!/usr/bin/env python3
"""Annotates articles that have gold and prints how right the annotations are, one figure a line.

    scores.py DIXIT SHARED WORK [--dev-targets]

SHARED holds eval/ (scorers, articles and gold, which are not part of the project); the gold of corpus/ is scored with the
same scorers. Without SHARED nothing can be scored, and one line says so. With --dev-targets the exit status is 1 where a
figure on the dev articles misses its target.
"""
import glob
import json
import os
import shutil
import subprocess
import sys

# What is printed: (measure's key, its name, the figure to reach on dev or None).
QUOTATIONS = [("content", "content F1", 92), ("attribution", "attribution F1", 81), ("exact", "exact content F1", None),
              ("source", "source F1", None), ("cue", "cue F1", None)]
ENTITIES = [("spans", "spans F1", 92), ("linked", "linked F1", 90), ("names", "spans and types F1", 86)]


def annotate(dixit, articles, folder):
    """Runs dixit on the articles and names each output after its article without ending, as the scorers want it."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([dixit, "run", articles, "--output", f"{folder}/run", "--format", "json", "--quiet"], check=True)
    for path in glob.glob(f"{folder}/run/*.json"):
        os.rename(path, f"{folder}/{os.path.basename(path).split('.')[0]}.json")


def score(scorer, gold, predicted, text):
    result = subprocess.run([sys.executable, scorer, gold, predicted, text, "--json"], check=True, capture_output=True)
    return json.loads(result.stdout)


def corpus_text(folder):
    """The texts that the offsets of corpus/gold count in."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for path in glob.glob("corpus/articles/*.txt") + glob.glob("corpus/gold/text/*.txt"):
        shutil.copy(path, folder)


def sets(shared, work):
    """(name, folder of articles, gold of quotations, gold of entities or None, folder of texts)"""
    yield "corpus", "corpus/articles", "corpus/gold/quotations", "corpus/gold/entities", f"{work}/corpus-text"
    yield "english", "corpus/en/articles", "corpus/en/gold", None, "corpus/en/articles"
    for name in ("train", "dev"):
        text = f"{shared}/eval/text/{name}"
        yield name, text, f"{shared}/eval/quotations/gold/{name}", f"{shared}/eval/entities/gold/{name}", text


def main(dixit, shared, work, *flags):
    if not os.path.exists(f"{shared}/eval/quotations/score.py"):
        print(f"scores: skipped, because {shared}/eval is not there")
        return 0
    os.makedirs(work, exist_ok=True)
    corpus_text(f"{work}/corpus-text")
    missed = 0
    for name, articles, quotations, entities, text in sets(shared, work):
        annotate(dixit, articles, f"{work}/{name}")
        for kind, gold, measures in (("quotations", quotations, QUOTATIONS), ("entities", entities, ENTITIES)):
            if not gold:
                continue
            result = score(f"{shared}/eval/{kind}/score.py", gold, f"{work}/{name}", text)
            for key, label, target in measures:
                value = 100 * result[key]["f1"]
                wanted = f" (target {target})" if target and name == "dev" else ""
                missed += bool(wanted) and value < target
                print(f"{name}: {kind} {label}: {value:.1f}{wanted}")
            if kind == "quotations" and result["gender"]["of"]:
                print(f"{name}: quotations speaker's gender: {100 * result['gender']['right'] / result['gender']['of']:.1f} %")
    return 1 if missed and "--dev-targets" in flags else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
