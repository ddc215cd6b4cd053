"""The program against a real Label Studio: installed from PyPI, started on loopback, filled through
the official SDK, reviewed by commands and by keys in a terminal, stopped again.

    cargo build
    python3 tests/live/label_studio.py --vidimus target/debug/vidimus [--venvs DIR] [--only PART]

Two servers run: 1.23.2 (personal access tokens) and 1.13.1 (legacy tokens). `--venvs` keeps the
virtual environments, made on first use, and each version's freshly migrated database for the next
run; without it they live in a temporary directory. Everything else (data, pictures, homes of the
program) lives in a temporary directory of the run. Servers are stopped by their process id.
"""

import argparse
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from label_studio import places  # noqa: E402
from label_studio.checks import Checks  # noqa: E402

PARTS = ["commands", "keys", "old"]


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--vidimus", required=True, help="the built program")
    options.add_argument("--venvs", help="where virtual environments are kept")
    options.add_argument("--only", action="append", choices=PARTS, help="parts to run")
    options.add_argument("--keep", help="keep the run's files in this directory")
    options.add_argument("--inside", help=argparse.SUPPRESS)
    given = options.parse_args()
    if not given.inside:
        with tempfile.TemporaryDirectory(prefix="vidimus-live-venvs-") as temporary:
            root = pathlib.Path(given.venvs or temporary).resolve()
            return places.run_inside(root, __file__, sys.argv[1:])
    # What it needs is installed in the environment alone.
    from label_studio import parts

    checks = Checks()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="vidimus-live-") as temporary:
        work = pathlib.Path(given.keep or temporary).resolve()
        work.mkdir(parents=True, exist_ok=True)
        program = pathlib.Path(given.vidimus).resolve()
        parts.run(checks, program, pathlib.Path(given.inside), work, given.only or PARTS)
    took = time.monotonic() - began
    verdict = "passed" if not checks.failed else f"passed, {checks.failed} failed"
    print(f"live label studio: 2 servers, {checks.passed} checks {verdict} in {took:.0f} s")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
