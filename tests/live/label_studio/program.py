"""The program with a home of its own: commands, and what they print."""

import dataclasses
import json
import os
import subprocess

# Nothing is held back for undo: a pass by keys would only wait for it.
NO_HOLD = "[ui]\nhold = [0, 0, 0]\n"


@dataclasses.dataclass
class Ran:
    """How a command ended."""

    line: str
    code: int
    out: str
    err: str

    def json(self):
        try:
            return json.loads(self.out)
        except ValueError:
            raise AssertionError(f"no JSON from {self.line}: {self.out[:500]} {self.err[:1000]}") from None


class Program:
    """One person's set-up of the program."""

    def __init__(self, path, home):
        self.path = path
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        self.config = home / "config.toml"
        if not self.config.exists():
            self.config.write_text(NO_HOLD)

    def environment(self, **more):
        home = str(self.home)
        own = {
            "HOME": home, "USER": "reviewer", "PATH": os.environ["PATH"], "TMPDIR": home, "LANG": "C.UTF-8",
            "TERM": "xterm-256color", "COLORTERM": "truecolor",
            "VIDIMUS_CONFIG": f"{home}/config.toml", "VIDIMUS_STATE": f"{home}/state", "VIDIMUS_CACHE": f"{home}/cache",
        }
        return {**own, **more}

    def run(self, *arguments, given="", **variables):
        done = subprocess.run(
            [self.path, *map(str, arguments)], env=self.environment(**variables), input=given,
            capture_output=True, text=True, timeout=180, cwd=self.home,
        )
        line = " ".join(map(str, arguments))
        return Ran(line, done.returncode, done.stdout, done.stderr)

    def json(self, *arguments, given="", **variables):
        """What a command that has to work prints with `--json`."""
        ran = self.run(*arguments, "--json", given=given, **variables)
        if ran.code != 0:
            raise AssertionError(f"{ran.line} ended with {ran.code}: {ran.err[:2000]} {ran.out[:500]}")
        return ran.json()

    def ids(self, *arguments):
        return [row["id"] for row in self.json(*arguments)["items"]]

    def secrets(self):
        """Everything the program has written that is not its file of secrets."""
        texts = []
        for path in sorted(self.home.rglob("*")):
            if path.is_file() and path.name != "credentials.toml":
                texts.append(path.read_bytes().decode("latin-1"))
        return "\n".join(texts)
