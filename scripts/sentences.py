#!/usr/bin/env python3
"""Scores sentences and tokens against treebanks, beside other programs, by models that did not see what judges them.

    sentences.py BUILD SHARED WORK [--errors SET] [--only SET]

BUILD holds dixit and dixit-train; SHARED holds eval/ and data/, which are not part of the project: without them nothing can
be scored, and one line says so. Each set is scored flat (all sentences joined by spaces) and with its lines. The other
programs are scored where this Python has them (`pip install PyICU sentence-splitter choppa-srx`): ICU's sentence rules,
Koehn's, and LanguageTool's rules (SRX) as choppa runs them. They get one paragraph at a time. --errors prints where dixit
is wrong on a set, --only leaves the others out.
"""
import json
import os
import shutil
import subprocess
import sys

SEQUOIA, ALTS = ["fr_sequoia-ud-train", "fr_sequoia-ud-dev"], ["fr_alts-ud-train", "fr_alts-ud-dev"]
GSD, WMT = ["fr_gsd-ud-dev"], ["wmt15.fr-en.fr"]
# Name, language, file, and what the model learned from that decides there (French only). WMT's text may be used for
# research alone: a model that learned from it judges here and is never shipped.
SETS = [
    ("GSD", "fr", GSD[0], SEQUOIA + ALTS),
    ("Sequoia", "fr", SEQUOIA[1], SEQUOIA[:1] + GSD + ALTS),
    ("Sequoia, +wmt15", "fr", SEQUOIA[1], SEQUOIA[:1] + GSD + ALTS + WMT),
    ("wmt15", "fr", WMT[0], SEQUOIA + GSD + ALTS),
    ("EWT", "en", "en_ewt-ud-dev", None),
    ("GUM", "en", "en_gum-ud-dev", None),
    ("de GSD", "de", "de_gsd-ud-dev", None),
    ("es GSD", "es", "es_gsd-ud-dev", None),
    ("ISDT", "it", "it_isdt-ud-dev", None),
    ("Bosque", "pt", "pt_bosque-ud-dev", None),
]
SETTINGS = ["lines", "flat"]


def icu():
    from icu import BreakIterator, Locale

    def split(text, language):
        breaks = BreakIterator.createSentenceInstance(Locale(language))
        breaks.setText(text)
        utf16 = text.encode("utf-16-le")
        ends = [0] + list(breaks)
        return [utf16[2 * a:2 * b].decode("utf-16-le") for a, b in zip(ends, ends[1:])]

    return split


def koehn():
    from sentence_splitter import SentenceSplitter

    splitters = {}
    return lambda text, language: splitters.setdefault(language, SentenceSplitter(language=language)).split(text)


def languagetool():
    from choppa import DEFAULT_SRX_RULESET, SrxDocument, SrxTextIterator

    rules = SrxDocument(ruleset=DEFAULT_SRX_RULESET)
    return lambda text, language: SrxTextIterator(rules, f"{language}_two", text)


PEERS = [("ICU", icu), ("Koehn", koehn), ("LanguageTool", languagetool)]


def available():
    for name, peer in PEERS:
        try:
            yield name, peer()
        except ImportError:
            yield name, None


def spans(text, split):
    """Where a peer's sentences stand; it may change white space."""
    at, found = 0, []
    for sentence in (s for paragraph in text.split("\n\n") for s in split(paragraph)):
        letters = [c for c in sentence if not c.isspace()]
        start = None
        for letter in letters:
            while text[at] != letter:
                at += 1
            start = at if start is None else start
            at += 1
        if letters:
            found.append({"start": start, "end": at})
    return found


class Scorer:
    def __init__(self, build, shared, work):
        self.build, self.work = build, work
        self.data, self.eval = f"{shared}/data", f"{shared}/eval/sentences"

    def path(self, name):
        return f"{self.data}/ud/{name}.conllu" if "-ud-" in name else f"{self.data}/{name}"

    def run(self, *command):
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def lexicons(self, learned):
        """A folder of our own for dixit with a model that learned from these files; no option at all for other languages."""
        if learned is None:
            return []
        folder = f"{self.work}/{'+'.join(learned)}"
        if not os.path.exists(folder):
            os.makedirs(f"{folder}/models")
            sources = [self.path(name) for name in learned]
            self.run(f"{self.build}/dixit-train", "sentences", "--output", f"{folder}/models/sentences-fr.dixit", *sources)
        return ["--lexicons", folder]

    def annotate(self, articles, output, options):
        self.run(f"{self.build}/dixit", "run", articles, "--output", output, "--format", "json", "--tokens", "--quiet", *options)

    def score(self, gold, annotated, setting, *flags):
        return self.run(sys.executable, f"{self.eval}/score.py", "score", gold, annotated, "--setting", setting, *flags)

    def figures(self, gold, annotated, setting):
        return json.loads(self.score(gold, annotated, setting, "--json"))

    def judge(self, entry, setting, peers, errors):
        """F1 of sentences and tokens by dixit, and of sentences by each peer."""
        name, language, file, learned = entry
        gold, folder = self.path(file), f"{self.work}/{name}-{setting}".replace(" ", "-")
        os.makedirs(f"{folder}/in")
        text = self.run(sys.executable, f"{self.eval}/score.py", "text", gold, "--setting", setting)
        with open(f"{folder}/in/text.txt", "w", encoding="utf-8") as article:
            article.write(text)
        self.annotate(f"{folder}/in", f"{folder}/out", self.lexicons(learned))
        annotated = f"{folder}/out/text.txt.json"
        if errors:
            print(f"{name}, {setting}:\n" + self.score(gold, annotated, setting, "--errors", "9999"))
        ours = self.figures(gold, annotated, setting)
        others = []
        for peer, split in peers:
            if split:
                with open(f"{folder}/{peer}.json", "w", encoding="utf-8") as out:
                    json.dump({"sentences": spans(text, lambda paragraph: split(paragraph, language))}, out)
            others.append(self.figures(gold, f"{folder}/{peer}.json", setting)["sentences"]["f1"] if split else None)
        return ours["sentences"]["f1"], ours.get("tokens", {}).get("f1"), others

    def cases(self):
        """The small cases of typography, by the model that ships."""
        cases, folder = f"{self.eval}/cases.fr.json", f"{self.work}/cases"
        self.run(sys.executable, f"{self.eval}/score.py", "cases", cases, f"{folder}/in")
        self.annotate(f"{folder}/in", f"{folder}/out", [])
        for output in os.listdir(f"{folder}/out"):
            if output.endswith(".txt.json"):
                os.rename(f"{folder}/out/{output}", f"{folder}/out/{output[:-len('.txt.json')]}.json")
        return self.run(sys.executable, f"{self.eval}/score.py", "check", cases, f"{folder}/out")


def cell(value):
    return f"{100 * value:6.2f}" if value is not None else "     –"


def main(build, shared, work, *flags):
    if not os.path.exists(f"{shared}/eval/sentences/score.py"):
        print(f"sentences-scores: skipped, because {shared}/eval is not there")
        return
    option = lambda name: flags[flags.index(name) + 1] if name in flags else None
    only = option("--only") or option("--errors")
    shutil.rmtree(work, ignore_errors=True)
    scorer, peers = Scorer(build, shared, work), list(available())
    for name, split in peers:
        if not split:
            print(f"{name}: not installed")
    print(f"{'F1 of sentences':24}{'dixit':>9}" + "".join(f"{name:>14}" for name, _ in peers) + f"{'ahead by':>10}{'tokens':>9}")
    for entry in SETS:
        if only and entry[0] != only:
            continue
        for setting in SETTINGS:
            ours, tokens, others = scorer.judge(entry, setting, peers, "--errors" in flags)
            best = max((other for other in others if other is not None), default=None)
            ahead = f"{100 * (ours - best):+10.2f}" if best is not None else f"{'–':>10}"
            row = "".join(f"{cell(other):>14}" for other in others)
            print(f"{entry[0] + ', ' + setting:24}{cell(ours):>9}{row}{ahead}{cell(tokens):>9}", flush=True)
    if not only:
        print("cases: " + scorer.cases(), end="")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
