#!/usr/bin/env python3
"""Writes pieces of articles in every encoding, has them read, and prints how many came back, one encoding a line.

    encodings.py DIXIT SHARED WORK

The articles are those of corpus/ and, where they are, of SHARED; pieces are single paragraphs and whole articles. A piece
that an encoding can't write is left out. Nothing is declared: plain text says nothing about itself.
"""
import glob
import html
import json
import os
import shutil
import subprocess
import sys
import unicodedata

ENCODINGS = {
    "UTF-8": lambda t: t.encode("utf-8"),
    "UTF-8 with mark": lambda t: t.encode("utf-8-sig"),
    "UTF-16LE with mark": lambda t: b"\xff\xfe" + t.encode("utf-16-le"),
    "UTF-16BE with mark": lambda t: b"\xfe\xff" + t.encode("utf-16-be"),
    "UTF-16LE": lambda t: t.encode("utf-16-le"),
    "UTF-16BE": lambda t: t.encode("utf-16-be"),
    "windows-1252": lambda t: t.encode("cp1252"),
    "ISO-8859-1": lambda t: t.encode("latin-1"),
    "ISO-8859-15": lambda t: t.encode("iso-8859-15"),
    "MacRoman": lambda t: t.encode("mac_roman"),
    "UTF-8 read as windows-1252": lambda t: t.encode("utf-8").decode("cp1252").encode("utf-8"),
    "UTF-8 read as MacRoman": lambda t: t.encode("utf-8").decode("mac_roman").encode("utf-8"),
}
# HTML that says what it is, what it is not, or ISO-8859-1 for what is windows-1252.
DECLARED = [("windows-1252", "windows-1252"), ("windows-1252", "iso-8859-1"), ("ISO-8859-15", "iso-8859-15"),
            ("MacRoman", "macintosh"), ("UTF-8", "utf-8"), ("UTF-8", "iso-8859-1"), ("windows-1252", "utf-8")]
SMALLEST = 80
PIECES = 400


def pieces(shared):
    paths = sorted(glob.glob("corpus/articles/*.txt") + glob.glob(f"{shared}/eval/text/*/*.txt"))
    texts = []
    for path in paths:
        try:
            text = open(path, encoding="utf-8").read().strip()
        except UnicodeDecodeError:
            continue
        texts.append(text)
        texts += [p for p in text.split("\n") if len(p) >= SMALLEST and not p.isascii()]
    return texts[:: max(1, len(texts) // PIECES)][:PIECES]


def plain(text):
    """Without what normalization drops: white space, soft hyphens, marks of direction and width."""
    kept = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in ("Cf", "Cc"))
    return "".join("".join(kept).split())


def read(dixit, files, work):
    """The texts of the files, by name."""
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(f"{work}/in")
    for name, data in files.items():
        with open(f"{work}/in/{name}", "wb") as file:
            file.write(data)
    subprocess.run([dixit, "run", f"{work}/in", "--output", f"{work}/out", "--format", "json", "--quiet"])
    texts = {}
    for name in files:
        path = f"{work}/out/{name}.json"
        texts[name] = json.load(open(path, encoding="utf-8"))["text"] if os.path.exists(path) else ""
    return texts


def measure(dixit, work, label, encode, wanted, ending):
    files, gold = {}, {}
    for number, text in enumerate(wanted):
        try:
            files[f"{number:04}.{ending}"] = encode(text)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        gold[f"{number:04}.{ending}"] = text
    found = read(dixit, files, work)
    wrong = [name for name in files if plain(found[name]) != plain(gold[name])]
    print(f"{label}: {len(files) - len(wrong)} of {len(files)}", flush=True)
    if os.environ.get("DIXIT_SHOW"):
        for name in wrong[:10]:
            print("   ", repr(gold[name][:100]), "→", repr(found[name][:100]))


def main(dixit, shared, work):
    wanted = pieces(shared)
    for name, encode in ENCODINGS.items():
        measure(dixit, work, name, encode, wanted, "txt")
    for name, charset in DECLARED:
        page = lambda t: ENCODINGS[name](
            f'<html><head><meta charset="{charset}"></head><body><p>{html.escape(t, False)}</p></body></html>')
        measure(dixit, work, f"HTML in {name} that says {charset}", page, [" ".join(t.split()) for t in wanted], "html")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
