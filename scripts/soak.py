#!/usr/bin/env python3
"""What takes long: kills, full disks, bursts, wrong clocks, hostile files. soak.py DIXIT WORK [--short] [NAME…]

One line a check, `ok` or `FAILED`, with the figure and its target. Without names all checks run; --short does less of
each. What needs root, a mount or a compiler is skipped where that is missing. Random moments come from a seed that is
printed: SOAK_SEED repeats a run.
"""
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

GROUP = 256  # documents that one commit holds at most
failures = []


def say(ok, name, figure):
    if not ok:
        failures.append(name)
    print(f"{'ok    ' if ok else 'FAILED'} {name}: {figure}", flush=True)


def skip(name, why):
    print(f"skip   {name}: {why}", flush=True)


# Articles, all different: the number is in the text.
def article(number, sentences=4):
    lines = [f"La directrice de l’usine numéro {number}, Claire Martin, quitte ses fonctions."]
    lines += [f"« Je pars pour la {i}e fois », a déclaré Paul Morel à propos du dossier {number}." for i in range(sentences)]
    return "\n".join(lines) + "\n"


def articles(folder, count, start=0, sentences=4):
    for number in range(start, start + count):
        path = f"{folder}/{number % 100:02}"
        if number - start < 100:
            os.makedirs(path, exist_ok=True)
        with open(f"{path}/{number:06}.txt", "w") as file:
            file.write(article(number, sentences))


def collection(path, count, sentences=4):
    """A file of many articles."""
    with open(path, "w") as file:
        for number in range(count):
            file.write(json.dumps({"id": f"r{number}", "text": article(1_000_000 + number, sentences)}) + "\n")


def outputs(folder):
    """The outputs below a folder, by name, as hashes; whatever else lies there counts too."""
    found = {}
    for parent, folders, names in os.walk(os.fsencode(folder)):
        if b".dixit" in folders:
            folders.remove(b".dixit")
        for name in names:
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, os.fsencode(folder))] = hashlib.sha256(file.read()).digest()
    return found


def measure(arguments, **options):
    """Status, seconds, memory in MB, and what was said, of one command."""
    start = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    said = process.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.monotonic() - start, usage.ru_maxrss / 1024, said


def background(arguments, log, **options):
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=open(log, "ab"), **options)


def wait_until(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def stop(process, number=signal.SIGTERM):
    process.send_signal(number)
    return process.wait(timeout=120)


def is_root():
    return os.getuid() == 0


class Mount:
    """A small disk in memory; it is gone when the block ends."""

    def __init__(self, path, size):
        self.path, self.size = path, size

    def __enter__(self):
        os.makedirs(self.path, exist_ok=True)
        options = ["mount", "-t", "tmpfs", "-o", f"size={self.size}", "tmpfs", self.path]
        self.ok = is_root() and subprocess.run(options, stderr=subprocess.DEVNULL).returncode == 0
        return self

    def resize(self, size):
        subprocess.run(["mount", "-o", f"remount,size={size}", self.path], check=True)

    def __exit__(self, *_):
        if self.ok:
            subprocess.run(["umount", "-l", self.path])


def done_rows(output):
    """The documents that the ledger calls done."""
    path = f"{output}/.dixit/ledger.sqlite"
    if not os.path.exists(path):
        return set()
    database = sqlite3.connect(path)
    try:
        return {bytes(name) for name, in database.execute("SELECT name FROM documents WHERE outcome = 'done'")}
    except sqlite3.OperationalError:
        return set()
    finally:
        database.close()


class Soak:
    def __init__(self, dixit, work, short):
        self.dixit, self.work, self.short = dixit, work, short

    def folder(self, name):
        path = f"{self.work}/{name}"
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        return path

    def run(self, source, output, *more):
        return [self.dixit, "run", source, "--output", output, "--format", "json", *more]

    def clean(self, source, output, *more):
        status, _, _, said = measure(self.run(source, output, "--quiet", *more))
        if status != 0:
            sys.exit(f"the clean run ended with {status}: {said}")
        return outputs(output)

    def start_seconds(self):
        return min(measure([self.dixit, "run", "/dev/null", "--output", f"{self.work}/none"])[1] for _ in range(3))

    def kills(self):
        """kill -9 at random moments of a batch."""
        kills, count = (12, 300) if self.short else (250, 400)
        work = self.folder("kills")
        articles(f"{work}/in", count // 2)
        collection(f"{work}/in/50.jsonl", count // 2)
        wanted = self.clean(f"{work}/in", f"{work}/clean")
        duration = measure(self.run(f"{work}/in", f"{work}/timed", "--quiet"))[1]
        number = rounds = most = 0
        wrong = []
        while number < kills:
            output = f"{work}/out{rounds}"
            rounds += 1
            while True:
                process = background(self.run(f"{work}/in", output, "--quiet"), f"{work}/log")
                try:
                    process.wait(timeout=random.uniform(0, duration))
                    break
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    number += 1
                found, done = (outputs(output), done_rows(output)) if os.path.isdir(output) else ({}, set())
                wrong += [name for name, digest in found.items() if wanted.get(name) != digest]
                wrong += [name for name in done if name + b".json" not in found]
                most = max(most, len(found) - len(done))
            wrong += [] if outputs(output) == wanted else [f"round {rounds} differs"]
            shutil.rmtree(output)
        say(not wrong, "kills of a batch", f"{number} kills, {rounds} runs to the end, {len(wrong)} lost, partial or different")
        say(most <= GROUP, "documents redone after a kill", f"{most} at most (target {GROUP}, one group)")

    def watch_kills(self):
        """kill -9 at random moments of a watch whose inbox fills meanwhile and whose files move away."""
        kills, count = (8, 200) if self.short else (250, 2500)
        work = self.folder("watch-kills")
        articles(f"{work}/in", count)
        collection(f"{work}/in/many.jsonl", count // 10)
        wanted = self.clean(f"{work}/in", f"{work}/clean")
        os.makedirs(f"{work}/inbox")
        files = sorted(os.path.join(p, n) for p, _, names in os.walk(f"{work}/in") for n in names)
        watch = [self.dixit, "watch", f"{work}/inbox", "--output", f"{work}/out", "--format", "json", "--settle", "0.1",
                 "--rescan", "1", "--on-success", "move", "--quiet"]
        begin, given = self.start_seconds(), 0
        for number in range(kills):
            process = background(watch, f"{work}/log")
            end = time.monotonic() + begin + random.uniform(0, 1)
            while time.monotonic() < end:
                if given < len(files) * (number + 1) // kills:
                    target = f"{work}/inbox/{os.path.relpath(files[given], f'{work}/in')}"
                    os.makedirs(os.path.dirname(target), exist_ok=True)
                    shutil.copy(files[given], target)
                    given += 1
                time.sleep(0.002)
            process.kill()
            process.wait()
        for path in files[given:]:
            target = f"{work}/inbox/{os.path.relpath(path, f'{work}/in')}"
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy(path, target)
        status, *_ = measure([*watch, "--once"])
        found = outputs(f"{work}/out")
        moved = {name[5:]: digest for name, digest in found.items() if name.startswith(b"done/")}
        found = {name: digest for name, digest in found.items() if not name.startswith(b"done/")}
        lost = len(wanted.keys() - found.keys())
        say(found == wanted, "kills of a watch", f"{kills} kills, {lost} of {count} lost, equal to a clean run: {found == wanted}")
        # A kill between a file's second name and the end of its first moves it twice: never not at all.
        kept = set(moved.values()) == set(outputs(f"{work}/in").values())
        say(kept and not outputs(f"{work}/inbox") and status == 0, "moved files", f"{len(moved)} of {count}, none lost: {kept}")

    def disk_full(self):
        work = self.folder("disk")
        articles(f"{work}/in", 200)
        wanted = self.clean(f"{work}/in", f"{work}/clean")
        with Mount(f"{work}/out", "300k") as disk:
            if not disk.ok:
                return skip("disk full", "needs the right to mount")
            statuses = []
            for size in ("300k", "700k", "1m"):
                disk.resize(size)
                statuses.append(measure(self.run(f"{work}/in", f"{work}/out", "--quiet"))[0])
                found = outputs(f"{work}/out")
                if any(wanted.get(name) != digest for name, digest in found.items()):
                    return say(False, "disk full", "a partial output")
            disk.resize("50m")
            statuses.append(measure(self.run(f"{work}/in", f"{work}/out", "--quiet"))[0])
            same = outputs(f"{work}/out") == wanted
            say(same and statuses == [74, 74, 74, 0], "disk full", f"exit {statuses} (target 74 until there is room), 0 partial, then equal to a clean run: {same}")

    def scale(self):
        count = 5_000 if self.short else 100_000
        work = self.folder("scale")
        articles(f"{work}/in", count, sentences=0)
        summary = f"{work}/summary.json"
        status, seconds, memory, said = measure(self.run(f"{work}/in", f"{work}/out", "--quiet", "--summary", summary))
        first = json.load(open(summary))
        say(status == 0 and first["done"] == count, "many files", f"{count} in {seconds:.0f} s, exit {status}")
        say(first["scanSeconds"] < 3, "scan", f"{first['scanSeconds']:.2f} s of {count} files (target 3)")
        say(memory < 500, "memory", f"{memory:.0f} MB (target 500)")
        time.sleep(2)
        for name, target in (("second run", 10), ("third run", 10)):
            status, seconds, memory, _ = measure(self.run(f"{work}/in", f"{work}/out", "--quiet", "--summary", summary))
            again = json.load(open(summary))
            say(seconds < target and again["skipped"] == count and memory < 500, f"{name} with nothing to do", f"{seconds:.2f} s (target {target}), {again['skipped']} skipped, {memory:.0f} MB")

    def collections(self):
        """One file of many articles: memory holds the file and what is on its way."""
        few, many = (1_000, 5_000) if self.short else (10_000, 100_000)
        work = self.folder("collections")
        summary, used = f"{work}/summary.json", []
        for count in (few, many):
            path = f"{work}/{count}.jsonl"
            collection(path, count, sentences=3)
            status, seconds, memory, _ = measure(self.run(path, f"{work}/out", "--quiet", "--summary", summary, "--max-size", "500"))
            done = json.load(open(summary))["done"]
            used.append(memory - os.path.getsize(path) / 2**20)
            say(status == 0 and done == count, "articles of one file", f"{count} in {seconds:.0f} s, {memory:.0f} MB, of which the file {os.path.getsize(path) / 2**20:.0f}")
        say(used[1] < used[0] + 60, "memory beside the file", f"{used[0]:.0f} MB for {few}, {used[1]:.0f} MB for {many} (target: 60 more at most)")
        time.sleep(2)
        for _ in range(2):
            status, seconds, memory, _ = measure(self.run(f"{work}/{many}.jsonl", f"{work}/out", "--quiet", "--summary", summary, "--max-size", "500"))
        skipped = json.load(open(summary))["skipped"]
        say(seconds < 10 and skipped == many, "a file with nothing to do", f"{seconds:.2f} s (target 10), {skipped} skipped, {memory:.0f} MB")

    def ledger_cost(self):
        count, rounds = (2_000, 1) if self.short else (20_000, 7)
        work = self.folder("ledger")
        articles(f"{work}/in", count, sentences=12)
        times = {"on": [], "off": []}
        for round in range(rounds):
            for name, more in (("off", ["--no-ledger"]), ("on", [])):
                # A folder of its own each: ext4 is slow to make files for minutes after many were deleted there.
                os.sync()
                times[name].append(measure(self.run(f"{work}/in", f"{work}/{name}{round}", "--quiet", *more))[1])
        on, off = (sorted(times[name])[rounds // 2] for name in ("on", "off"))
        cost = 100 * (on - off) / off
        each = ", ".join(f"{100 * (a - b) / b:+.1f}" for a, b in zip(times["on"], times["off"]))
        # One short run says nothing where others use the disk too.
        say(self.short or cost <= 10, "cost of the ledger", f"{count} articles: {on:.1f} s with, {off:.1f} s without: {cost:+.1f} % (target 10; by round {each})")

    def large(self):
        work = self.folder("large")
        size = (100 if self.short else 1024) << 20
        os.makedirs(f"{work}/in")
        with open(f"{work}/in/huge.txt", "w") as file:
            line = article(1)
            while file.tell() < size:
                file.write(line * 1000)
        status, seconds, memory, said = measure(self.run(f"{work}/in", f"{work}/out", "--quiet"))
        say(status == 1 and "--max-size" in said and memory < 1024, "one huge file", f"{size >> 20} MB: exit {status}, refused in {seconds:.1f} s and {memory:.0f} MB (target 1024)")

    def bombs(self):
        work = self.folder("bombs")
        os.makedirs(f"{work}/in")
        entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
        bombs = {
            "laughs.xhtml": f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "ha">{entities}]><html><body><p>&a11;</p></body></html>',
            "external.xhtml": '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body><p>&e; et un article assez long.</p></body></html>',
            "external.html": '<!DOCTYPE html SYSTEM "file:///etc/passwd"><html><body><p>Un article assez long pour être lu.</p></body></html>',
        }
        for name, text in bombs.items():
            open(f"{work}/in/{name}", "w").write(text)
        subprocess.run(f"head -c 200000000 /dev/zero | gzip > {work}/in/zeros.txt", shell=True, check=True)
        for name in sorted(os.listdir(f"{work}/in")):
            trace = ["strace", "-f", "-o", f"{work}/trace", "-e", "trace=open,openat"] if shutil.which("strace") else []
            _, seconds, memory, _ = measure(self.run(f"{work}/in/{name}", f"{work}/out", "--quiet", "--force"))
            subprocess.run([*trace, *self.run(f"{work}/in/{name}", f"{work}/out", "--quiet", "--force")], stderr=subprocess.DEVNULL)
            read = bool(trace) and "/etc/passwd" in open(f"{work}/trace").read()
            written = b"root:" in b"".join(open(f"{p}/{n}", "rb").read() for p, _, ns in os.walk(f"{work}/out") for n in ns if n.endswith(".json"))
            say(seconds < 1 and memory < 200 and not read and not written, f"bomb {name}", f"{seconds:.2f} s, {memory:.0f} MB (targets 1, 200), file read: {read or written}")

    def clock(self):
        work = self.folder("clock")
        articles(f"{work}/in", 50)
        wanted = self.clean(f"{work}/in", f"{work}/clean")
        source = """#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <sys/time.h>
static long shift(void) { return atol(getenv("CLOCK_SHIFT")); }
int clock_gettime(clockid_t id, struct timespec *t) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(id, t);
  if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) t->tv_sec += shift();
  return result;
}
int gettimeofday(struct timeval *t, void *z) {
  struct timespec s; clock_gettime(CLOCK_REALTIME, &s); t->tv_sec = s.tv_sec; t->tv_usec = s.tv_nsec / 1000; return 0;
}
time_t time(time_t *t) { struct timespec s; clock_gettime(CLOCK_REALTIME, &s); if (t) *t = s.tv_sec; return s.tv_sec; }
"""
        open(f"{work}/clock.c", "w").write(source)
        compiler = shutil.which("cc") or shutil.which("clang") or shutil.which("gcc")
        if not compiler or subprocess.run([compiler, "-shared", "-fPIC", "-o", f"{work}/clock.so", f"{work}/clock.c", "-ldl"]).returncode:
            return skip("wrong clock", "needs a C compiler")
        for years in (-10, 10):
            environment = {**os.environ, "LD_PRELOAD": f"{work}/clock.so", "CLOCK_SHIFT": str(years * 31_557_600)}
            shutil.rmtree(f"{work}/out", ignore_errors=True)
            first = measure(self.run(f"{work}/in", f"{work}/out", "--quiet"), env=environment)[0]
            with open(f"{work}/in/00/000000.txt", "a") as file:
                file.write(f"Encore {years}.\n")
            summary = f"{work}/summary.json"
            # The clock is right again, or has jumped: what changed is done, and nothing else.
            second = measure(self.run(f"{work}/in", f"{work}/out", "--quiet", "--summary", summary))[0]
            counts = json.load(open(summary))
            changed = self.clean(f"{work}/in", f"{work}/clean{years}")
            same = outputs(f"{work}/out") == changed and (first, second) == (0, 0)
            watched = [self.dixit, "watch", f"{work}/in", "--output", f"{work}/watched{years}", "--format", "json", "--settle", "0.2", "--once", "--quiet"]
            measure(watched, env=environment)
            same_watched = outputs(f"{work}/watched{years}") == changed
            say(same and same_watched and counts["done"] == 1, f"clock off by {years} years", f"results equal: {same}, of a watch: {same_watched}; redone {counts['done']} (target 1)")

    def burst(self):
        """Events overflow while the watch sleeps; every file is done all the same."""
        count = 20_000 if self.short else 100_000
        work = self.folder("burst")
        os.makedirs(f"{work}/in/deep")
        watch = [self.dixit, "watch", f"{work}/in", "--output", f"{work}/out", "--format", "json", "--settle", "1", "--log-format", "json", "--rescan", "3600"]
        process = background(watch, f"{work}/log")
        ready = wait_until(lambda: '"ready"' in open(f"{work}/log").read(), 60)
        process.send_signal(signal.SIGSTOP)
        start = time.monotonic()
        for number in range(count):
            with open(f"{work}/in/deep/{number}.txt", "w") as file:
                file.write(article(number, 0))
        process.send_signal(signal.SIGCONT)
        created = time.monotonic() - start

        def found():
            try:
                return len(os.listdir(f"{work}/out/deep"))
            except FileNotFoundError:
                return 0

        complete = wait_until(lambda: found() >= count, 900)
        seconds = time.monotonic() - start
        memory = max(int(line.split()[1]) for line in open(f"/proc/{process.pid}/status") if line.startswith("VmHWM")) / 1024
        status = stop(process)
        lost = '"lostEvents"' in open(f"{work}/log").read()
        say(ready and complete and lost, "burst with overflow", f"{found()} outputs of {count} files ({created:.0f} s to create, {seconds:.0f} s in all), events lost: {lost}, {memory:.0f} MB, exit {status}")

    def user(self):
        """Permissions, as somebody who is not root."""
        if not is_root() or not shutil.which("setpriv"):
            return skip("permissions", "needs root and setpriv")
        work = tempfile.mkdtemp(prefix="dixit-soak-")
        os.chmod(work, 0o755)
        try:
            binary = shutil.copy(self.dixit, f"{work}/dixit")
            articles(f"{work}/in", 3)
            os.makedirs(f"{work}/in/closed")
            open(f"{work}/in/closed/a.txt", "w").write(article(90))
            open(f"{work}/in/secret.txt", "w").write(article(91))
            os.mkdir(f"{work}/out")
            os.chown(f"{work}/out", 65534, 65534)
            os.chmod(f"{work}/in/closed", 0)
            os.chmod(f"{work}/in/secret.txt", 0)
            watch = ["setpriv", "--reuid=65534", "--clear-groups", binary, "watch", f"{work}/in", "--output", f"{work}/out", "--format", "json", "--settle", "0.2", "--back-off", "0.1", "--rescan", "2", "--log-format", "json"]
            process = background(watch, f"{work}/log")
            recorded = wait_until(lambda: "secret.txt.error.json" in " ".join(n for _, _, ns in os.walk(f"{work}/out") for n in ns), 30)
            before = len([n for n in outputs(f"{work}/out") if n.endswith(b".txt.json")])
            os.chmod(f"{work}/in/secret.txt", 0o644)
            os.chmod(f"{work}/in/closed", 0o755)
            opened = wait_until(lambda: os.path.exists(f"{work}/out/secret.txt.json") and os.path.exists(f"{work}/out/closed/a.txt.json"), 30)
            say(recorded and opened and before == 3, "permissions", f"3 readable done: {before == 3}, unreadable recorded: {recorded}, done once opened: {opened}, exit {stop(process)}")
        finally:
            shutil.rmtree(work)

    def mounts(self):
        """An inbox that is unmounted and comes back, beside a folder on another mount."""
        work = self.folder("mounts")
        articles(f"{work}/in", 2)
        with Mount(f"{work}/in/disk", "10m") as disk:
            if not disk.ok:
                return skip("mounts", "needs the right to mount")
            open(f"{work}/in/disk/a.txt", "w").write(article(50))
            watch = [self.dixit, "watch", f"{work}/in/disk", "--output", f"{work}/out", "--format", "json", "--settle", "0.2", "--log-format", "json", "--rescan", "2"]
            process = background(watch, f"{work}/log")
            first = wait_until(lambda: os.path.exists(f"{work}/out/a.txt.json"), 30)
            unmounted = subprocess.run(["umount", f"{work}/in/disk"]).returncode == 0
            time.sleep(3)
            kept = os.path.exists(f"{work}/out/a.txt.json") and process.poll() is None
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", f"{work}/in/disk"], check=True)
            open(f"{work}/in/disk/b.txt", "w").write(article(51))
            back = wait_until(lambda: os.path.exists(f"{work}/out/b.txt.json"), 30)
            say(first and unmounted and kept and back, "an inbox unmounted and mounted again", f"unmounts while watched: {unmounted}, outputs kept: {kept}, goes on: {back}, exit {stop(process)}")

    def watch_limit(self):
        """Fewer watches than folders, in a namespace whose limit is its own."""
        work = self.folder("limit")
        articles(f"{work}/in", 100)
        shell = 'echo 10 > /proc/sys/user/max_inotify_watches && exec "$@"'
        watch = [self.dixit, "watch", f"{work}/in", "--output", f"{work}/out", "--format", "json", "--settle", "0.2", "--rescan", "3600", "--log-format", "json"]
        process = background(["unshare", "--user", "--map-root-user", "sh", "-c", shell, "sh", *watch], f"{work}/log")
        if not wait_until(lambda: '"ready"' in open(f"{work}/log").read(), 60):
            process.kill()
            return skip("watch limit", "needs user namespaces")
        open(f"{work}/in/99/late.txt", "w").write(article(1000))
        done = wait_until(lambda: os.path.exists(f"{work}/out/99/late.txt.json"), 60)
        lines = open(f"{work}/log").read().count('"watchLimit"')
        say(done and lines == 1, "watch limit", f"a file beyond the limit is done: {done}; said {lines} times; exit {stop(process)}")

    def workers(self):
        """Workers that crash and hang at random, under --isolate."""
        count = 300 if self.short else 2000
        work = self.folder("workers")
        articles(f"{work}/in", count)
        wanted = self.clean(f"{work}/in", f"{work}/clean")
        process = background(self.run(f"{work}/in", f"{work}/out", "--isolate", "--time-limit", "3", "--quiet"), f"{work}/log")
        hits = 0
        while process.poll() is None:
            time.sleep(random.uniform(0.2, 0.8))
            children = open(f"/proc/{process.pid}/task/{process.pid}/children").read().split() if process.poll() is None else []
            for task in os.listdir(f"/proc/{process.pid}/task") if process.poll() is None else []:
                try:
                    children += open(f"/proc/{process.pid}/task/{task}/children").read().split()
                except OSError:
                    pass
            if children:
                try:
                    os.kill(int(random.choice(children)), random.choice([signal.SIGSEGV, signal.SIGKILL, signal.SIGSTOP]))
                    hits += 1
                except ProcessLookupError:
                    pass
        found = outputs(f"{work}/out")
        partial = [name for name, digest in found.items() if wanted.get(name) != digest]
        missing = count - len(found)
        status = measure([self.dixit, "retry", f"{work}/out", "--format", "json", "--quiet"])[0]
        same = outputs(f"{work}/out") == wanted
        say(not partial and missing <= hits and process.returncode == (1 if missing else 0) and same, "workers that crash and hang", f"{hits} hit, {missing} of {count} documents failed (at most one each), {len(partial)} partial; after a retry equal to a clean run: {same}, exit {status}")


CHECKS = ["ledger_cost", "kills", "watch_kills", "disk_full", "scale", "collections", "large", "bombs", "clock", "burst", "user", "mounts", "watch_limit", "workers"]


def main(dixit, work, *more):
    seed = int(os.environ.get("SOAK_SEED", random.randrange(1 << 30)))
    random.seed(seed)
    print(f"seed {seed}", flush=True)
    os.makedirs(work, exist_ok=True)
    soak = Soak(os.path.abspath(dixit), os.path.abspath(work), "--short" in more)
    for name in [name for name in more if not name.startswith("--")] or CHECKS:
        getattr(soak, name)()
        shutil.rmtree(work, ignore_errors=True)
    print(f"soak: {len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
