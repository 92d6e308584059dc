#!/usr/bin/env python3
"""Measures how a dump of Wikidata is read, one figure a line: wikidata.py DIXIT WORK [SIZE]

Makes a dump of SIZE (2200M) in Wikidata's format, reads it as plain JSON, gzip in many members and, a fifth of it, bzip2 in
many streams, each by the whole command with a new state. Building from a finished state is measured on its own and taken
off: what is left is reading. MB/s are those of JSON over processor time. At last a run is killed and gone on with: the
file must be the same.
"""
import bz2
import filecmp
import gzip
import os
import shutil
import signal
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# A member or stream holds as much JSON: bzip2's largest block.
PART = 900_000


def command(dixit, dump, work, name):
    return [dixit, "knowledge", "build", "--wikidata", dump, "--corrections", f"{ROOT}/lexicons/knowledge/corrections.tsv",
            "--date", "2026-11-28", "--output", f"{work}/{name}.dixit", "--state", f"{work}/{name}.state"]


def run(arguments):
    """Processor seconds, and the largest memory in MB."""
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    # The dump holds damaged lines, as real ones do: the build leaves them out and says so.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}:\n{output}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def pack(source, target, compress, size):
    """Packs the first `size` bytes; never holds more than a part, since a process is measured with what it was forked from."""
    with open(source, "rb") as json, open(target, "wb") as packed:
        while part := json.read(min(PART, size)):
            size -= len(part)
            packed.write(compress(part))


def generate(path, size):
    with open(path, "wb") as out:
        subprocess.run([sys.executable, f"{ROOT}/scripts/wikidata-dump.py", size], stdout=out, check=True)


def measure(dixit, work, name, dump, json_bytes):
    whole, memory = run(command(dixit, dump, work, name))
    build, build_memory = run(command(dixit, dump, work, name))
    print(f"{name}: MB/s of JSON a core: {json_bytes / 1e6 / (whole - build):.0f} (target 20)")
    print(f"{name}: memory: {memory:.0f} MB, of which building from the finished state takes {build_memory:.0f} MB", flush=True)
    return whole


def kill_and_go_on(dixit, work, dump, seconds):
    """Ends a run by SIGKILL when a part is read, then runs it again."""
    arguments = command(dixit, dump, work, "killed")
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # Not before a checkpoint, or there is nothing to go on from.
    deadline = time.monotonic() + 10 * seconds + 60
    while not os.path.exists(f"{work}/killed.state/checkpoint") and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(seconds / 20)
    process.send_signal(signal.SIGKILL)
    status = process.wait()
    run(arguments)
    same = filecmp.cmp(f"{work}/killed.dixit", f"{work}/plain.dixit", shallow=False)
    print(f"killed ({status}) and gone on with: {'the same bytes' if same else 'OTHER BYTES'}")
    return same


def main(dixit, work, size="2200M"):
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    json = f"{work}/dump.json"
    generate(json, size)
    total = os.path.getsize(json)
    print(f"dump: {total / 1e9:.2f} GB of JSON, longest line {max(len(line) for line in open(json, 'rb'))} bytes", flush=True)
    seconds = measure(dixit, work, "plain", json, total)
    pack(json, f"{json}.gz", lambda part: gzip.compress(part, 6), total)
    measure(dixit, work, "gzip", f"{json}.gz", total)
    pack(json, f"{work}/fifth.json.bz2", bz2.compress, total // 5)
    measure(dixit, work, "bzip2", f"{work}/fifth.json.bz2", total // 5)
    if not filecmp.cmp(f"{work}/gzip.dixit", f"{work}/plain.dixit", shallow=False):
        sys.exit("The gzip dump gave another file than the plain one.")
    same = kill_and_go_on(dixit, work, json, seconds)
    shutil.rmtree(work)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
