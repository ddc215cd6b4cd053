"""Virtual environments, and servers that run in them."""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv

# Each environment by its name: what is installed into it, and a name for its kind of server.
STUDIO = "1.23.2"
OLD_STUDIO = "1.13.1"
OLD_SDK = "1.0.10"
ENVIRONMENTS = {
    # The SDK comes with the server, in the version that it wants; the reader of screens beside it.
    f"label-studio-{STUDIO}": [f"label-studio=={STUDIO}", "label-studio-sdk==2.1.2", "pyte==0.8.2"],
    # It still imports pkg_resources.
    f"label-studio-{OLD_STUDIO}": [f"label-studio=={OLD_STUDIO}", "setuptools<81"],
    f"label-studio-live-sdk-{OLD_SDK}": [f"label-studio-sdk=={OLD_SDK}"],
}
# Seconds until a server has made its database and answers, on a busy machine.
PATIENCE_S = 900
ADMIN = "admin@example.com"
PASSWORD = "correct-horse-battery"
LEGACY = "0123456789abcdef0123456789abcdef01234567"


def python_of(root, name):
    return root / name / "bin" / "python"


def environment(root, name):
    """Makes an environment when it is not there."""
    place = root / name
    ready = place / "ready"
    if ready.exists():
        return
    print(f"making {name}", flush=True)
    venv.create(place, with_pip=True, clear=True)
    pip = [python_of(root, name), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, *ENVIRONMENTS[name]], check=True)
    ready.touch()


def without_settings(extra=()):
    """The environment without proxies and without settings of whoever runs this."""
    own = ("LABEL_STUDIO_", "VIDIMUS_", "DJANGO_", *extra)
    keep = {}
    for name, value in os.environ.items():
        if not name.lower().endswith("_proxy") and not name.startswith(own):
            keep[name] = value
    return keep


def run_inside(root, script, arguments):
    """Runs the script once more with the Python that has the SDK; the exit code."""
    root.mkdir(parents=True, exist_ok=True)
    for name in ENVIRONMENTS:
        environment(root, name)
    python = python_of(root, f"label-studio-{STUDIO}")
    command = [python, "-B", script, *arguments, "--inside", str(root)]
    return subprocess.run(command, env=without_settings()).returncode


def free_port():
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


class Server:
    """One Label Studio on loopback with a data directory of its own."""

    def __init__(self, root, version, work):
        self.version = version
        self.home = work / f"server-{version}"
        self.files = self.home / "files"
        self.data = self.home / "data"
        self.files.mkdir(parents=True)
        self.template = root / f"database-{version}"
        if self.template.exists():
            shutil.copytree(self.template, self.data)
        else:
            self.data.mkdir()
        self.bin = root / f"label-studio-{version}" / "bin"
        self.log = self.home / "log"
        self.process = None
        self.url = None

    def start(self):
        # Another run may take the port in between; then the next one is tried.
        for _ in range(3):
            port = free_port()
            self.url = f"http://127.0.0.1:{port}"
            command = [self.bin / "label-studio", "start", "--port", str(port), "--internal-host", "127.0.0.1"]
            command += ["--no-browser", "--data-dir", str(self.data)]
            command += ["--username", ADMIN, "--password", PASSWORD, "--user-token", LEGACY]
            log = open(self.log, "ab")
            self.process = subprocess.Popen(
                command, env=self.environment(), stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, cwd=self.home, start_new_session=True,
            )
            log.close()
            if self.answers():
                return self
        raise SystemExit(f"Label Studio {self.version} did not start:\n{self.tail()}")

    def environment(self):
        own = {
            "PATH": f"{self.bin}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.home),
            "LABEL_STUDIO_BASE_DATA_DIR": str(self.data),
            "LABEL_STUDIO_LOCAL_FILES_SERVING_ENABLED": "true",
            "LABEL_STUDIO_LOCAL_FILES_DOCUMENT_ROOT": str(self.files),
            "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
            "DJANGO_DB": "sqlite",
            "COLLECT_ANALYTICS": "false",
            "SENTRY_DSN": "",
            "FRONTEND_SENTRY_DSN": "",
            "LATEST_VERSION_CHECK": "false",
            "DEBUG": "false",
            "LOG_LEVEL": "ERROR",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return own

    def answers(self):
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                return False
            with contextlib.suppress(OSError, urllib.error.URLError):
                with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
                    if answer.status == 200:
                        return True
            time.sleep(0.2)
        return False

    def keep_template(self):
        """The database as it is before anything was put into it, for the next run."""
        if self.template.exists():
            return
        draft = self.template.with_name(f"{self.template.name}.{os.getpid()}")
        shutil.copytree(self.data, draft)
        with contextlib.suppress(OSError):
            draft.rename(self.template)
        shutil.rmtree(draft, ignore_errors=True)

    def tail(self):
        with contextlib.suppress(OSError):
            return self.log.read_text(errors="replace")[-3000:]
        return ""

    def stop(self):
        """Ends the server and whatever it has started: its own session, by the number of its leader."""
        if self.process is None:
            return
        for how, seconds in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, how)
            try:
                self.process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def started(root, work, versions):
    """Starts the servers side by side; on first use their databases are kept as templates."""
    servers = [Server(root, version, work) for version in versions]
    import threading

    failed = []

    def begin(server):
        try:
            server.start()
            if not server.template.exists():
                # A copy of a database at rest.
                server.stop()
                server.keep_template()
                server.start()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=begin, args=(server,)) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        for server in servers:
            server.stop()
        raise failed[0]
    return servers


if sys.platform == "win32":
    raise SystemExit("Label Studio is run on Unix here")
