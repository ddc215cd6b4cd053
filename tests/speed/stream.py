#!/usr/bin/env python3
"""Measures keys while a picture is on its way to a kitty: how long one waits behind it.

    cargo build --release --bin vidimus
    tests/speed/stream.py [--samples N] [--mbyte-s N]

The terminal is played here: it answers the questions, takes so many megabytes a second (75, about
what a kitty decodes), and holds 64 kB that the program has written and it has not yet looked at, as
a pseudo-terminal does. Each sample goes to another picture of noise (some megabytes as PNG), waits
until its transfer has begun, types `?`, and takes the time until the frame with the help is there
to its last byte. Prints p50, p90 and p99 in milliseconds; the exit code is 1 when p99 is 16 or more.
"""

import argparse
import fcntl
import os
import pty
import random
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
COLUMNS, ROWS = 168, 46
WIDTH, HEIGHT, PICTURES = 1632, 1224, 40
END = b"\x1b[?2026l"


def png(seed):
    noise = random.Random(seed).randbytes((WIDTH * 3 + 1) * HEIGHT)
    raw = b"".join(b"\0" + noise[y * WIDTH * 3 : (y + 1) * WIDTH * 3] for y in range(HEIGHT))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    data = zlib.compress(raw, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


class Terminal:
    """A kitty that draws nothing, and takes its time over what it is sent."""

    def __init__(self, command, state, speed):
        self.speed, self.seen, self.total = speed * 1e6, b"", 0
        self.child, self.fd = pty.fork()
        if self.child == 0:
            keep = {"PATH": os.environ.get("PATH", ""), "HOME": state, "TERM": "xterm-kitty", "LANG": "C.UTF-8"}
            os.execve(command[0], command, keep | {"COLORTERM": "truecolor", "VIDIMUS_STATE": state})
        size = struct.pack("HHHH", ROWS, COLUMNS, COLUMNS * 10, ROWS * 20)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, size)

    def type(self, keys):
        os.write(self.fd, keys)

    def step(self, seconds=0.02):
        """Takes what is there; answers what was asked in it."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        part = os.read(self.fd, 65_536)
        time.sleep(len(part) / self.speed)
        self.total += len(part)
        before, self.seen = self.seen, (self.seen + part)[-200_000:]
        # A question may lie across two parts, and is answered once.
        text = before[-40:] + part
        for match in re.finditer(rb"\x1b\[5n|\x1b\[c|\x1b\[16t|\x1b\[>0?q|\x1b_G[^\x1b]*a=q[^\x1b]*\x1b\\|\x1b_G[^;]*a=T[^;]*i=(\d+)[^;]*;", text):
            if match.end() <= len(before[-40:]):
                continue
            what = match.group(0)
            if what == b"\x1b[5n":
                self.type(b"\x1b[0n")
            elif what == b"\x1b[c":
                self.type(b"\x1b[?62;c")
            elif what == b"\x1b[16t":
                self.type(b"\x1b[6;20;10t")
            elif what.startswith(b"\x1b[>"):
                self.type(b"\x1bP>|kitty(0.40.0)\x1b\\")
            elif b"a=q" in what:
                self.type(b"\x1b_Gi=31;OK\x1b\\")
        return part

    def until(self, wanted, seconds=20):
        """Takes until these bytes have come since the last look; the time they were whole."""
        started, kept = time.monotonic(), b""
        while wanted not in kept:
            if time.monotonic() - started > seconds:
                sys.exit(f"stream: {wanted!r} does not come; last: {kept[-300:]!r}")
            kept += self.step()
        return time.monotonic(), kept[kept.index(wanted) :]

    def quiet(self, seconds):
        """Takes until nothing came for so long."""
        last = time.monotonic()
        while time.monotonic() - last < seconds:
            if self.step():
                last = time.monotonic()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=100)
    parser.add_argument("--mbyte-s", type=float, default=75)
    args = parser.parse_args()
    times, after = [], []
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work, "pictures")
        folder.mkdir()
        for number in range(PICTURES):
            (folder / f"{number:03}.png").write_bytes(png(number))
        state = Path(work, "state")
        state.mkdir()
        command = [str(TARGET / "vidimus"), "open", str(folder), "--graphics", "kitty", "--preview", "sharp"]
        terminal = Terminal(command, str(state), args.mbyte_s)
        try:
            terminal.until(END)
            terminal.quiet(0.5)
            terminal.type(b"\r")
            terminal.until(b"a=T,")
            terminal.quiet(0.4)
            forth, at = True, 0
            while len(times) < args.samples:
                if at in (0, PICTURES - 1):
                    forth = at == 0
                at += 1 if forth else -1
                terminal.type(b"f" if forth else b"d")
                # A picture that the terminal still holds is not sent again: the next one then.
                started, kept = time.monotonic(), b""
                while b"a=T," not in kept and time.monotonic() - started < 0.5:
                    kept += terminal.step()
                if b"a=T," not in kept:
                    continue
                sent = terminal.total
                pressed = time.monotonic()
                terminal.type(b"?")
                _, rest = terminal.until(b"Keys here")
                while END not in rest:
                    rest += terminal.step()
                times.append((time.monotonic() - pressed) * 1000)
                shown = terminal.total
                terminal.quiet(0.15)
                # What came of the picture after the key: it was under way, and not already there.
                after.append(terminal.total - shown)
                terminal.type(b"\x1b")
                terminal.quiet(0.3)
                assert shown >= sent
        finally:
            os.kill(terminal.child, signal.SIGTERM)
            os.waitpid(terminal.child, 0)
    times.sort()
    pick = lambda share: times[min(len(times) - 1, int(len(times) * share))]
    under_way = sum(rest > 100_000 for rest in after)
    print(f"{len(times)} keys, {under_way} of them with 100 kB and more of a picture still to come")
    print(f"key to the last byte of its frame: p50 {statistics.median(times):.1f}, p90 {pick(0.9):.1f}, p99 {pick(0.99):.1f} ms (bar 16)")
    sys.exit(pick(0.99) >= 16)


if __name__ == "__main__":
    main()
