"""The parts of the suite in their order."""

import contextlib
import json
import subprocess
import time

from . import commands, files, keys, places, seed

# Part by name: those of the commands share one person's set-up, those of the keys another's.
COMMANDS = ["browsing", "seeing", "reading", "judging", "marking", "acting", "conflicts", "marker"]
KEYS = ["pass_pictures", "pass_texts", "compared_pictures", "compared_texts", "fixed", "report"]


def run(checks, program, root, work, wanted):
    began = time.monotonic()
    versions = [places.STUDIO] if {"commands", "keys"} & set(wanted) else []
    versions += [places.OLD_STUDIO] if "old" in wanted else []
    with contextlib.ExitStack() as open_servers:
        servers = {}
        for server in places.started(root, work, versions):
            servers[server.version] = open_servers.enter_context(server)
        print(f"servers started: {time.monotonic() - began:.1f} s", flush=True)
        world = None
        if places.STUDIO in servers:
            with checks.part("filled through the SDK"):
                world = seed.fill(servers[places.STUDIO])
                checks.same("projects", len(world.projects), 13)
        if world and "commands" in wanted:
            by_commands(checks, world, program, work)
        if world and "keys" in wanted:
            by_keys(checks, world, program, work)
        if places.OLD_STUDIO in servers:
            with checks.part("1.13.1 with a legacy token"):
                seeded = fill_old(servers[places.OLD_STUDIO], root, work)
                commands.old_server(checks, servers[places.OLD_STUDIO], seeded, program, work)


def by_commands(checks, world, path, work):
    program = None
    with checks.part("commands: signing in"):
        program = commands.signing_in(checks, world, path, work)
    for name in COMMANDS if program else []:
        with checks.part(f"commands: {name}"):
            getattr(commands, name)(checks, world, program)


def by_keys(checks, world, path, work):
    for name in KEYS:
        with checks.part(f"keys: {name.replace('_', ' ')}"):
            getattr(keys, name)(checks, world, path, work)


def fill_old(server, root, work):
    picture = work / "one.png"
    picture.write_bytes(files.png(40, 30, [(5, 5, 10, 10, (200, 0, 0))]))
    python = places.python_of(root, f"label-studio-live-sdk-{places.OLD_SDK}")
    script = __file__.replace("parts.py", "old.py")
    done = subprocess.run(
        [python, "-B", script, server.url, places.LEGACY, str(picture)],
        env=places.without_settings(), capture_output=True, text=True, timeout=180,
    )
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    return {**json.loads(done.stdout), "password": places.PASSWORD}
