"""The program in a terminal: keys go in, and what is on the screen can be waited for."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

import pyte

# Seconds that something on the screen may take on a busy machine.
PATIENCE_S = 60


class Screen:
    """A terminal of so many cells with the program in it. Graphics are half-blocks."""

    def __init__(self, program, *arguments, columns=110, rows=36):
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.keys = 0
        self.code = None
        environment = program.environment()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, columns * 10, rows * 20))
            os.chdir(program.home)
            os.execve(program.path, [str(program.path), *map(str, arguments)], environment)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, columns * 10, rows * 20))

    def text(self):
        rows, columns = range(self.screen.lines), range(self.screen.columns)
        lines = ("".join(self.screen.buffer[row][column].data for column in columns) for row in rows)
        return "\n".join(line.rstrip() for line in lines)

    def take(self, seconds):
        """Takes what the program writes, waiting so long for the first of it; false when it has ended."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.answer(data)
        self.stream.feed(strip(data))
        return True

    def answer(self, data):
        """What a plain terminal answers when it is asked who and where it is."""
        if b"\x1b[c" in data or b"\x1b[0c" in data:
            os.write(self.master, b"\x1b[?62;22c")
        if b"\x1b[6n" in data:
            os.write(self.master, b"\x1b[1;1R")

    def wait(self, *words, seconds=PATIENCE_S):
        """Waits until one of these is on the screen; which one."""
        deadline = time.monotonic() + seconds
        while True:
            shown = self.text()
            for word in words:
                if word in shown:
                    return word
            left = deadline - time.monotonic()
            if left <= 0 or not self.take(min(left, 1)):
                raise AssertionError(f"waiting for {words}; the screen:\n{self.text()}")

    def until(self, what, wanted, seconds=PATIENCE_S):
        """Waits until the screen's text is as wanted."""
        deadline = time.monotonic() + seconds
        while not wanted(self.text()):
            left = deadline - time.monotonic()
            if left <= 0 or not self.take(min(left, 1)):
                raise AssertionError(f"waiting for {what}; the screen:\n{self.text()}")

    def gone(self, word, seconds=PATIENCE_S):
        deadline = time.monotonic() + seconds
        while word in self.text():
            left = deadline - time.monotonic()
            if left <= 0 or not self.take(min(left, 1)):
                raise AssertionError(f"{word!r} stays; the screen:\n{self.text()}")

    def send(self, keys):
        os.write(self.master, keys.encode())

    def key(self, key, *effects):
        """One key that counts, and its effect; what the effect was."""
        self.keys += 1
        self.send(key)
        return self.wait(*effects) if effects else None

    def press(self, key, still, *effects):
        """A key that counts once. While `still` stands there and nothing has come of it, it is pressed
        again: what it is about was not drawn yet, and a person would have waited."""
        self.keys += 1
        deadline = time.monotonic() + PATIENCE_S
        while True:
            self.send(key)
            try:
                return self.wait(*effects, seconds=3)
            except AssertionError:
                if still not in self.text() or time.monotonic() > deadline:
                    return self.wait(*effects)

    def words(self, text, shown=None):
        """Free text, which is not counted."""
        self.send(text)
        self.wait(shown or text)

    def end(self, keys="gx"):
        """Leaves the program; its exit code."""
        self.send(keys)
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and self.take(1):
            pass
        return self.close()

    def close(self):
        if self.code is not None:
            return self.code
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        deadline = time.monotonic() + 10
        while pid == 0 and time.monotonic() < deadline:
            self.take(0.2)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid == 0:
            os.kill(self.pid, signal.SIGKILL)
            _, status = os.waitpid(self.pid, 0)
        os.close(self.master)
        self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def strip(data):
    """Without what the small terminal would print as text: graphics and other long strings."""
    out = bytearray()
    at = 0
    while at < len(data):
        # ESC _ ... ESC \ and ESC P ... ESC \
        if data[at : at + 2] in (b"\x1b_", b"\x1bP"):
            end = data.find(b"\x1b\\", at)
            at = len(data) if end < 0 else end + 2
            continue
        out.append(data[at])
        at += 1
    return bytes(out)
