"""Counting what is as it should be, and saying what is not."""

import contextlib
import time
import traceback


class Checks:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, what, good, seen=None):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"  FAILED {what}: {str(seen)[:2000]}", flush=True)
        return bool(good)

    def same(self, what, got, wanted):
        return self.that(what, got == wanted, f"{got!r} instead of {wanted!r}")

    def has(self, what, words, text):
        return self.that(what, words in text, f"no {words!r} in: {text}")

    @contextlib.contextmanager
    def part(self, name):
        """A part that ends early fails itself, and the others run all the same."""
        began, before = time.monotonic(), (self.passed, self.failed)
        try:
            yield
        except Exception as error:
            traceback.print_exc()
            self.that(f"{name} to its end", False, error)
        passed, failed = self.passed - before[0], self.failed - before[1]
        took = time.monotonic() - began
        print(f"{name}: {passed} passed, {failed} failed, {took:.1f} s", flush=True)
