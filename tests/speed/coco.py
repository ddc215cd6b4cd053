#!/usr/bin/env python3
"""Reads a large COCO file with vidimus and says how fast and with how much memory.

    cargo build --release --bin vidimus
    tests/speed/coco.py [MEGABYTES] [--make FILE]

Makes a file of that size (1,000 by default) in a temporary directory, shaped as the original
instances files are: polygons of 4 to 45 points, a mask in fifty, pictures that are not there. Prints
seconds until the first items can be listed in the screen, MB/s of reading it whole without one,
peak memory over what is kept once all is read, beside a plain pass over the same bytes.
With --make the file is made and nothing is measured.
"""

import argparse
import os
import pty
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"


def make(path, size):
    rng = random.Random(7)
    # Annotations are repeated with other ids: making each anew would take minutes.
    shapes = []
    for number in range(2_000):
        if number % 50 == 49:
            counts = [rng.randrange(1, 3000) for _ in range(60)]
            shape = '{"counts": %s, "size": [480, 640]}, "iscrowd": 1' % counts
        else:
            points = rng.choice([4, 8, 12, 20, 30, 45]) * 2
            numbers = ", ".join("%.2f" % rng.uniform(0, 480) for _ in range(points))
            shape = '[[%s]], "iscrowd": 0' % numbers
        box = ", ".join("%.2f" % rng.uniform(1, 200) for _ in range(4))
        shapes.append(
            '{"segmentation": %s, "area": %.13f, "bbox": [%s], "category_id": %d'
            % (shape, rng.uniform(1, 90_000), box, rng.randrange(1, 80))
        )
    images = size // 3_200
    with open(path, "w") as out:
        out.write('{"info": {}, "licenses": [], "images": [')
        for n in range(images):
            out.write(
                '%s{"license": 4, "file_name": "%012d.jpg", "height": 480, "width": 640, "id": %d}'
                % ("," if n else "", n, n)
            )
        out.write('], "categories": [')
        out.write(",".join('{"id": %d, "name": "class %d"}' % (n, n) for n in range(1, 80)))
        out.write('], "annotations": [')
        number, made = 0, out.tell()
        while made < size:
            block = []
            for _ in range(5_000):
                shape = shapes[number * 7 % len(shapes)]
                comma = "," if number else ""
                block.append('%s%s, "image_id": %d, "id": %d}' % (comma, shape, number // 7 % images, number))
                number += 1
            text = "".join(block)
            made += len(text)
            out.write(text)
        out.write("]}")


def passed(path):
    """Seconds of a plain pass over the bytes."""
    start = time.monotonic()
    with open(path, "rb", buffering=0) as file:
        while chunk := file.read(1 << 20):
            chunk.count(b"\n")
    return time.monotonic() - start


def whole(program, folder, state):
    """Seconds of reading everything."""
    command = [program, "item", "list", "--limit", "1", "--dir", folder, "--state", state]
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def memory(child):
    """Peak and present bytes of a process."""
    status = Path(f"/proc/{child}/status").read_text()
    size = lambda name: int(status.split(name + ":")[1].split()[0]) * 1024
    return size("VmHWM"), size("VmRSS")


def worked(child):
    """Clock ticks that a process has worked (proc_pid_stat(5))."""
    fields = Path(f"/proc/{child}/stat").read_text().rsplit(")")[-1].split()
    return int(fields[11]) + int(fields[12])


def first(program, folder, state):
    """Seconds until the screen shows items, which it does on the way to the first picture; then,
    once everything is read, peak bytes and those that are kept."""
    start = time.monotonic()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="36")
        os.execv(program, [program, "open", folder, "--state", state, "--graphics", "off"])
    seen = b""
    keys = time.monotonic()
    try:
        while b"0000000.jpg" not in seen:
            if time.monotonic() - start > 60:
                sys.exit("no item in a minute")
            if select.select([terminal], [], [], 0.01)[0]:
                seen += os.read(terminal, 65_536)
            if time.monotonic() - keys > 0.05:
                os.write(terminal, b"l")
                keys = time.monotonic()
        shown, before = time.monotonic() - start, -1
        while (now := worked(child)) != before:
            before, until = now, time.monotonic() + 1
            while time.monotonic() < until:
                if select.select([terminal], [], [], 0.05)[0]:
                    os.read(terminal, 65_536)
        return shown, *memory(child)
    finally:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("megabytes", nargs="?", type=int, default=1_000)
    parser.add_argument("--make", metavar="FILE")
    args = parser.parse_args()
    if args.make:
        make(args.make, args.megabytes * 1_000_000)
        return
    program = str(TARGET / "vidimus")
    with tempfile.TemporaryDirectory() as work:
        path = Path(work, "set", "annotations", "instances_train.json")
        path.parent.mkdir(parents=True)
        make(path, args.megabytes * 1_000_000)
        size = path.stat().st_size / 1e6
        passed(path)
        floor = passed(path)
        seconds = whole(program, str(path.parents[1]), str(Path(work, "state")))
        shown, peak, kept = first(program, str(path.parents[1]), str(Path(work, "state")))
    print(f"{size:.0f} MB: first items {shown:.2f} s (bar 2)")
    print(f"read whole {seconds:.2f} s, {size / seconds:.0f} MB/s (bar 200)")
    print(f"peak {peak / 1e6:.0f} MB, {peak / kept:.2f} times the {kept / 1e6:.0f} MB kept (bar 2.5)")
    print(f"plain pass {size / floor:.0f} MB/s")
    sys.exit(shown > 2 or size / seconds < 200 or peak > 2.5 * kept)


if __name__ == "__main__":
    main()
