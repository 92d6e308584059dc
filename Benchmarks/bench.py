#!/usr/bin/env python3
"""Measures the release build, one figure a line: bench.py BIN SHARED WORK [--large]

The articles of SHARED (of corpus/, without it), repeated to 2 MB and 20 MB (with --large also 200 MB), from files to TEI
and JSON files. Speed is the median of three runs; words a second and core are words over the processor time of the whole
process, start included. Ratios (of two jobs to one, of large to small) mean more than figures: machines differ.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

RUNS = 3
# A disk that others use too would be all that is measured: files live in memory where that has room.
MEMORY = "/dev/shm"
NEEDED = 2_000_000_000


def run(arguments):
    """Seconds, processor seconds, and the largest memory in MB of one command; also what it said."""
    start = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}:\n{output}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def median(values):
    return sorted(values)[len(values) // 2]


def room(work):
    """A folder for inputs and outputs."""
    if os.path.isdir(MEMORY) and shutil.disk_usage(MEMORY).free > NEEDED:
        return tempfile.mkdtemp(prefix="dixit-bench-", dir=MEMORY)
    os.makedirs(work, exist_ok=True)
    return work


def repeat(articles, size, folder):
    """Copies of the articles, one folder a round, until they hold `size` bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    total = copies = 0
    while total < size:
        os.makedirs(f"{folder}/{copies:03}")
        for path in articles:
            if total < size:
                total += os.path.getsize(shutil.copy(path, f"{folder}/{copies:03}"))
        copies += 1
    return total


def annotate(dixit, folder, work, jobs):
    """One run: seconds, processor seconds, MB, what it said."""
    shutil.rmtree(f"{work}/out", ignore_errors=True)
    return run([dixit, "run", folder, "--output", f"{work}/out", "--jobs", str(jobs), "--stats"])


def middle(runs, column):
    return median([r[column] for r in runs])


def speed(dixit, work, name):
    """One job and two in turn, so that what else the machine does weighs on both."""
    one, two = zip(*[(annotate(dixit, f"{work}/in", work, 1), annotate(dixit, f"{work}/in", work, 2)) for _ in range(RUNS)])
    words = int(re.sub(r"\D", "", re.search(r"([^\n]*?) words,", one[0][3]).group(1)))
    seconds, processor, two_seconds = middle(one, 0), middle(one, 1), middle(two, 0)
    print(f"{name}: words: {words}")
    print(f"{name}: words a second and core: {words / processor:.0f} (target 150000)")
    print(f"{name}: words a second, one job: {words / seconds:.0f}")
    print(f"{name}: words a second, two jobs: {words / two_seconds:.0f}")
    print(f"{name}: gain of two jobs: {seconds / two_seconds:.2f} times")
    print(f"{name}: processors busy: {processor / seconds:.2f} with one job, {middle(two, 1) / two_seconds:.2f} with two")
    print(f"{name}: memory, two jobs: {middle(two, 2):.0f} MB (target 400)")
    print("\n".join(line for line in one[-1][3].splitlines() if not line.startswith("documents")), flush=True)
    return middle(one, 2)


def main(binaries, shared, work, *flags):
    dixit = os.path.abspath(f"{binaries}/dixit")
    folder = f"{shared}/articles" if os.path.isdir(f"{shared}/articles") else "corpus/articles"
    articles = sorted(glob.glob(f"{folder}/*.txt"))
    work = room(work)
    print(f"files in {'memory' if work.startswith(MEMORY) else 'the build folder'}")

    starts = [run([dixit, "--version"])[0] * 1e3 for _ in range(20)]
    print(f"dixit --version: {median(starts):.1f} ms (target 30)")

    sizes = [("2 MB", 2_000_000), ("20 MB", 20_000_000)] + ([("200 MB", 200_000_000)] if "--large" in flags else [])
    memories = {}
    for name, size in sizes:
        repeat(articles, size, f"{work}/in")
        memories[name] = speed(dixit, work, name) if name == "20 MB" else annotate(dixit, f"{work}/in", work, 1)[2]
        print(f"{name}: memory: {memories[name]:.0f} MB (target 400)", flush=True)
        if name == "20 MB" and os.path.exists(f"{binaries}/dixit-bench"):
            for line in run([f"{binaries}/dixit-bench", f"{work}/in"])[3].splitlines():
                print("{}: {} {}".format(*line.split("\t")), flush=True)
    names = [name for name, _ in sizes]
    for small, large in zip(names, names[1:]):
        print(f"memory, {large} to {small}: {memories[large] / memories[small]:.2f} times")
    shutil.rmtree(work)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
