#!/usr/bin/env python3
"""main-text.py DIXIT WORK [--only SET] [--floor F] [--reference PYTHON]: the main text of pages, against gold.

The pages are those of corpus/html. Prints precision, recall and F by words for each page, the means of each set, and how
often title, date, author, outlet, section, URL and language are right. Fails where the mean F of a set is below the floor.

Words are aligned in order (difflib), so that a menu's words do not pass for the article's, nor does a paragraph that moved.
Optional lines of gold (`~`: title, captions, bylines, what was embedded) are neither missed nor wrong. Of Dixit's document
the paragraphs of furniture do not count.

With a Python that has trafilatura, its extraction (as it is, comments off) and its port of Mozilla's Readability are
measured on the same pages.
"""
import argparse
import difflib
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
REFERENCE = r"""
import json, sys
import trafilatura, lxml.html
from trafilatura.readability_lxml import Document
answers = {"version": trafilatura.__version__}
for path in sys.argv[1:]:
    page = open(path, "rb").read()
    summary = Document(trafilatura.load_html(page)).summary()
    tree = lxml.html.fromstring(summary)
    parts = [t for t in tree.itertext()]
    answers[path] = [trafilatura.extract(page, include_comments=False) or "", " ".join(parts)]
json.dump(answers, sys.stdout)
"""


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def gold(path):
    lines, meta = [], {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            meta[key] = value
        elif line:
            lines.append((line.startswith("~ "), line.removeprefix("~ ")))
    return lines, meta


def score(lines, found):
    """Precision, recall and F by words; what aligns with optional lines counts nowhere."""
    expected = [(word, optional) for optional, line in lines for word in words(line)]
    found = words(found)
    matcher = difflib.SequenceMatcher(None, [word for word, _ in expected], found, autojunk=False)
    right = neutral = 0
    for block in matcher.get_matching_blocks():
        optional = sum(flag for _, flag in expected[block.a : block.a + block.size])
        neutral += optional
        right += block.size - optional
    claimed = len(found) - neutral
    wanted = sum(not flag for _, flag in expected)
    precision = right / claimed if claimed else 0.0
    recall = right / wanted if wanted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def annotate(dixit, pages, work):
    """What Dixit reads of each page: its document, or None."""
    work.mkdir(parents=True, exist_ok=True)
    command = [dixit, "run", *map(str, pages), "--output", str(work), "--format", "json", "--force", "--quiet"]
    subprocess.run(command, check=False)
    documents = {}
    for file in work.rglob("*.json"):
        document = json.loads(file.read_text(encoding="utf-8"))
        documents[file.name.removesuffix(".json")] = document
    return [documents.get(page.name) for page in pages]


def main_text(document):
    text, kept = document["text"], []
    for paragraph in document["paragraphs"]:
        if paragraph["kind"] != "furniture":
            kept.append(text[paragraph["start"] : paragraph["end"]])
    return "\n".join(kept)


def in_furniture(document):
    """The quotations that begin in furniture."""
    spans = [(p["start"], p["end"]) for p in document["paragraphs"] if p["kind"] == "furniture"]
    starts = [quotation["content"][0]["start"] for quotation in document["quotations"] if quotation["content"]]
    return sum(any(start <= at < end for start, end in spans) for at in starts)


def reference(python, pages):
    if not python or not pathlib.Path(python).exists():
        return None
    answer = subprocess.run([python, "-c", REFERENCE, *map(str, pages)], capture_output=True, text=True)
    if answer.returncode:
        return None
    return json.loads(answer.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dixit")
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--only", help="one set")
    parser.add_argument("--quiet", action="store_true", help="means alone")
    parser.add_argument("--floor", type=float, default=0.92)
    parser.add_argument("--reference", help="a Python that has trafilatura")
    options = parser.parse_args()
    failed = False
    for folder in sorted((ROOT / "corpus/html").iterdir()):
        if not folder.is_dir() or options.only not in (None, folder.name):
            continue
        pages = sorted(folder.glob("*.html"))
        documents = annotate(options.dixit, pages, options.work / folder.name)
        others = reference(options.reference, pages)
        columns = ["dixit"] + (["trafilatura", "readability"] if others else [])
        print(f"\n{folder.name}, {len(pages)} pages" + "".join(f"{name:>22}" for name in columns))
        print(f"{'':24}" + "        P     R     F" * len(columns))
        sums = [[0.0] * 3 for _ in columns]
        facts, quotations = {}, 0
        for page, document in zip(pages, documents):
            lines, meta = gold(page.with_suffix(".txt"))
            texts = [main_text(document) if document else ""] + (others[str(page)] if others else [])
            row = [score(lines, text) for text in texts]
            for total, values in zip(sums, row):
                total[:] = [a + b for a, b in zip(total, values)]
            if not options.quiet:
                print(f"{page.stem:24}" + "".join("   %.3f %.3f %.3f" % values for values in row))
            found = (document or {}).get("meta", {})
            for key, value in meta.items():
                facts.setdefault(key, []).append((found.get(key) == value, page.stem, value, found.get(key)))
            quotations += in_furniture(document) if document else 0
        means = [[value / len(pages) for value in total] for total in sums]
        print(f"{'mean':24}" + "".join("   %.3f %.3f %.3f" % tuple(values) for values in means))
        counts = (f"{key} {sum(f[0] for f in found)}/{len(found)}" for key, found in facts.items())
        print("metadata right: " + ", ".join(counts))
        if not options.quiet:
            for key, found in facts.items():
                for right, page, value, answer in found:
                    if not right:
                        print(f"  {page}: {key} should be {value!r}, is {answer!r}")
        print(f"quotations in furniture: {quotations}")
        if means[0][2] < options.floor or quotations:
            print(f"FAILED: F should be at least {options.floor}, and no quotation in furniture.")
            failed = True
        if others is None:
            print("trafilatura: skipped, for it is not installed; `make main-text-reference` installs it.")
        elif means[0][2] < means[1][2]:
            print(f"FAILED: F should not be behind trafilatura's ({others['version']}).")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
