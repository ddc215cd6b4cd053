"""The reviewer's work by commands, each step looked at on the server through the official SDK."""

import requests

from . import seed
from .program import Program


def head(world, name):
    wrapper = world.sdk(name)._client_wrapper
    return {"Authorization": wrapper.get_headers()["Authorization"]}


def all_results(world, task):
    """Every result of a task, skipped ones too, by its number."""
    found = requests.get(f"{world.url}/api/tasks/{task}/", headers=head(world, "admin"), timeout=60)
    found.raise_for_status()
    # Its age in words changes by itself.
    return {one["id"]: {**one, "created_ago": None} for one in found.json()["annotations"]}


def signing_in(checks, world, path, work):
    """Each way to sign in; nothing of a secret stays where it does not belong."""
    rita = world.person("rita")
    by_token = Program(path, work / "home-token")
    added = by_token.run("account", "add", "studio", "--url", world.url, "--token-stdin", "--json", given=rita.token)
    if not checks.same("a personal access token is taken", added.code, 0):
        raise AssertionError(added.err)
    told = added.json()
    checks.same("the kind is found out", told["kind"], "label-studio")
    checks.has("the version is named", "1.23.2", told["server"])
    checks.has("the login is named", "rita", str(told["user"]).lower())
    written = (by_token.home / "config.toml").read_text()
    checks.has("and written", 'kind = "label-studio"', written)
    by_env = Program(path, work / "home-env")
    both = {"LABEL_STUDIO_URL": world.url, "LABEL_STUDIO_API_KEY": rita.token}
    added = by_env.run("account", "add", "mine", "--kind", "label-studio", "--json", **both)
    checks.same("the SDK's own variables are enough", added.code, 0)
    checked = by_env.run("account", "check", "--json", **both)
    checks.that("and go on to be", checked.code == 0 and checked.json()["items"][0]["works"], checked.err)
    checks.same("without them it is said", by_env.run("account", "check").code, 3)
    by_password = Program(path, work / "home-password")
    ways = ["account", "add", "pw", "--url", world.url, "--username", rita.email, "--password-env", "PW"]
    wrong = by_password.run(*ways, PW="no-such-password")
    checks.same("a wrong password is refused", wrong.code, 3)
    # The token of this person exists already and cannot be had twice: admin's does too, bo's is free.
    bo = world.person("bo")
    requests.post(f"{world.url}/api/token/blacklist/", json={"refresh": bo.token}, headers=head(world, "bo"), timeout=60)
    ways[-3] = bo.email
    added = by_password.run(*ways, "--json", PW=bo.password)
    if checks.same("a password becomes a token", added.code, 0):
        checks.that("its owner is named", "bo" in str(added.json()["user"]).lower(), added.out)
    else:
        print(added.err)
    checks.same("without the password from now on", by_password.run("project", "list").code, 0)
    checks.that("the password is kept nowhere", bo.password not in by_password.secrets(), "found")
    checks.that("the token is kept in its file alone", rita.token not in by_token.secrets(), "found")
    legacy = Program(path, work / "home-legacy")
    old = legacy.run("account", "add", "old", "--url", world.url, "--token-stdin", given="0123456789abcdef" * 2 + "01234567")
    checks.same("a disabled legacy token is refused", old.code, 3)
    checks.has("with what to do", "personal access token", old.err.lower())
    return by_token


def browsing(checks, world, program):
    street = world.projects[seed.STREET]
    projects = program.json("project", "list")
    names = {row["name"] for row in projects["items"]}
    checks.that("every project is listed", set(world.projects) <= names, names)
    views = program.json("task", "list", "--project", street)["items"]
    checks.same("the first view has everything", views[0]["id"], "all")
    checks.that("saved views follow", {"Handed in", "Broken here"} <= {row["name"] for row in views}, views)
    tasks = [str(task) for task in world.tasks[seed.STREET]]
    checks.same("tasks of a project", sorted(program.ids("item", "list", "--project", street)), sorted(tasks))
    checks.same("tasks of all of it", sorted(program.ids("item", "list", "--task", "all", "--project", street)), sorted(tasks))
    handed = next(row for row in views if row["name"] == "Handed in")
    checks.same("tasks of a view", len(program.ids("item", "list", "--task", handed["link"])), 5)
    broken = next(row for row in views if row["name"] == "Broken here")
    ran = program.run("item", "list", "--task", broken["link"], "--json")
    checks.that("a view that the server cannot answer is told", ran.code != 0 and ran.err, ran.out)
    checks.that("without a traceback", "Traceback" not in ran.err + ran.out, ran.err)
    big = world.projects[seed.PASS]
    checks.same("a hundred rows", program.json("item", "list", "--project", big, "--limit", "0")["total"], 100)
    shown = program.json("project", "show", street)
    checks.same("a project by itself", shown["name"], seed.STREET)
    web = f"{world.url}/projects/{street}/data?tab={handed['id']}&task={tasks[0]}"
    checks.same("a page of the web interface", program.json("item", "show", web)["id"], tasks[0])
    checks.same("what is not there", program.run("item", "show", "99999999").code, 4)


def seeing(checks, world, program):
    task = world.task(seed.STREET)
    shown = program.json("item", "show", task)
    authors = [one["author"].lower() for one in shown["results"]]
    checks.that("results of two people", any("ana" in a for a in authors) and any("bo" in a for a in authors), authors)
    guess = [one for one in shown["results"] if one["kind"] == "prediction"]
    checks.that("a prediction with its score", guess and abs(guess[0]["score"] - 0.87) < 1e-6, guess)
    first = shown["annotations"][0]
    rect = first["shape"]["rect"]
    near = abs(rect["x"] - 9.6) < 0.01 and abs(rect["y"] - 10.08) < 0.01 and abs(rect["width"] - 29.76) < 0.01
    checks.that("a box in pixels", near, rect)
    file = program.home / "seen.png"
    ran = program.run("item", "image", task, "-o", file, "--overlay")
    checks.that("its picture", ran.code == 0 and file.read_bytes().startswith(b"\x89PNG"), ran.err)
    own = program.json("item", "show", world.task(seed.STREET, 5))["results"]
    checks.that("my draft", any(one["kind"] == "draft" and one["mine"] for one in own), own)
    truth = program.json("result", "list", world.task(seed.STREET, 1))["items"]
    checks.same("the truth", [one["truth"] for one in truth].count(True), 1)
    skipped = program.json("result", "list", world.task(seed.STREET, 3))["items"]
    checks.same("what is skipped", [one["skipped"] for one in skipped].count(True), 1)


def reading(checks, world, program):
    news = world.task(seed.NEWS)
    read = program.run("item", "text", news, "--width", "100")
    checks.has("a text", "Acme Corp hired Jane Doe in Paris", read.out)
    line = next((one for one in read.out.splitlines() if "ORG" in one), "")
    checks.has("its spans are underlined", "~~~~~~~~~ ORG", line)
    checks.has("and its relation", "works for", read.out)
    shown = program.json("item", "annotations", news)
    spans = [one for one in shown["items"] if one["shape"]["type"] == "span"]
    checks.same("spans count code points", (spans[0]["shape"]["start"], spans[0]["shape"]["end"]), (5, 14))
    checks.same("and quote the text", spans[0]["shape"]["text"], "Acme Corp")
    checks.same("relations of two results", len(shown["relations"]), 2)
    calls = program.run("item", "text", world.task(seed.CALLS))
    checks.has("a dialogue", "Ana", calls.out)
    checks.has("its turns", "It comes tomorrow", calls.out)
    checks.has("and what is marked", "promise", calls.out)
    page = program.run("item", "text", world.task(seed.PAGES))
    checks.has("a page without its tags", "Soup costs 4 euros", page.out)
    checks.has("and what is marked on it", "price", page.out)
    sounds = program.run("item", "text", world.task(seed.SOUNDS))
    checks.has("a recording's segments", "speech", sounds.out)
    checks.has("with what is said", "good morning", sounds.out)
    series = program.run("item", "text", world.task(seed.MEASURED))
    checks.has("a series", "run", series.out)
    opinion = program.json("item", "annotations", world.task(seed.OPINIONS))["items"]
    values = {each["value"] for one in opinion for each in one["attributes"]}
    checks.that("choices and ratings", "good" in values and "4" in values, values)
    checks.that("a taxonomy", any("Soup" in value for value in values), values)
    pair = program.json("item", "annotations", world.task(seed.PAIRS))["items"]
    checks.that("a pair", any("left" in each["value"] for one in pair for each in one["attributes"]), pair)


def judging(checks, world, program):
    """Verdicts, complaints and their thread: all of it here alone, and the server untouched."""
    task = world.task(seed.STREET, 4)
    before = all_results(world, task)
    numbers = sorted(before)
    done = program.json("item", "accept", task)
    checks.same("accepted", (done["done"], done["failed"]), (1, 0))
    row = next(one for one in program.json("item", "list", "--project", world.projects[seed.STREET])["items"] if one["id"] == str(task))
    checks.same("and listed so", row["verdict"], "accepted")
    done = program.json("result", "reject", numbers[1], "--item", task, "--reason", "one is missing")
    checks.same("a result rejected with a complaint", (done["done"], done["failed"]), (2, 0))
    results = {one["result"]: one for one in program.json("result", "list", task)["items"]}
    checks.same("the verdict is the result's", results[str(numbers[1])]["judgement"]["verdict"], "rejected")
    checks.same("the other has none", results[str(numbers[0])]["judgement"], None)
    issue = program.json("issue", "list", "--item", task)["items"][0]
    checks.same("the complaint is about the result", issue["annotation"], str(numbers[1]))
    region = program.json("item", "annotations", task)["items"][0]
    done = program.json("annotation", "reject", region["id"], "--reason", "loose box")
    checks.that("a region rejected", done["failed"] == 0 and done["done"] >= 2, done)
    program.json("issue", "comment", issue["id"], "--text", "see the left edge")
    program.json("issue", "resolve", issue["id"])
    thread = program.json("issue", "show", issue["id"])
    checks.same("the thread", (thread["resolved"], len(thread["comments"])), (True, 2))
    checks.same("the server's results are as before", all_results(world, task), before)
    # A restart in between: everything above were programs of their own already.
    report = program.json("report", "--project", world.projects[seed.STREET])
    checks.that("the report counts it", report["verdicts_local"] and report["summary"]["results_rejected"] == 1, report["summary"])


def marking(checks, world, program):
    """What the open-source edition has fields for."""
    task = world.task(seed.STREET, 0)
    one, other = sorted(all_results(world, task))[:2]
    program.json("result", "truth", one, "--item", task)
    program.json("result", "truth", other, "--item", task)
    marks = {number: result["ground_truth"] for number, result in all_results(world, task).items()}
    checks.same("one truth a task", marks, {one: False, other: True})
    again = program.json("result", "truth", other, "--item", task)
    checks.same("it is so already", (again["done"], again["unchanged"]), (0, 1))
    program.json("result", "untruth", other, "--item", task)
    checks.that("and not any more", not all_results(world, task)[other]["ground_truth"], task)
    program.json("result", "skip", one, "--item", task)
    checks.that("skipped", all_results(world, task)[one]["was_cancelled"], task)
    program.json("result", "unskip", one, "--item", task)
    checks.that("and not any more", not all_results(world, task)[one]["was_cancelled"], task)
    last = world.task(seed.STREET, 5)
    program.json("result", "submit", last)
    results = list(all_results(world, last).values())
    rita = world.person("rita").id
    checks.that("a draft is handed in", len(results) == 1 and results[0]["completed_by"]["id"] == rita, results)
    shown = program.json("result", "list", last)["items"]
    checks.that("and is no draft any more", all(one["kind"] != "draft" for one in shown), shown)
    # An item is skipped with an empty result, which can go again.
    task = world.task(seed.NEWS, 3)
    before = set(all_results(world, task))
    done = program.json("result", "submit", task, "--skipped")
    new = set(all_results(world, task)) - before
    if checks.same("an empty result", len(new), 1):
        number = new.pop()
        checks.that("that says skipped", all_results(world, task)[number]["was_cancelled"], task)
        checks.same("its number is told", done["operations"][0]["created"], str(number))
        asked = program.run("result", "delete", number, "--item", task)
        checks.same("deleting needs a word more", asked.code, 2)
        program.json("result", "delete", number, "--item", task, "--yes")
        checks.same("and then it is gone", set(all_results(world, task)), before)


def acting(checks, world, program):
    """Commands of the platform, on what is named and nothing else."""
    street = world.projects[seed.STREET]
    actions = {one["action"]: one for one in program.json("action", "list", "--project", street)["items"]}
    checks.that("commands are listed", "delete_tasks_predictions" in actions, sorted(actions))
    checks.that("what destroys says so", actions["delete_tasks_predictions"]["destroys"], actions)
    first, second = world.task(seed.STREET, 0), world.task(seed.STREET, 1)
    line = ["action", "run", "delete_tasks_predictions", first, "--project", street]
    checks.same("it asks first", program.run(*line).code, 2)
    nothing = program.run("action", "run", "delete_tasks_predictions", "-", "--project", street, "--yes", given="\n")
    checks.same("never without items", nothing.code, 2)
    foreign = program.run("action", "run", "delete_tasks_predictions", world.task(seed.NEWS), "--project", street, "--yes")
    checks.same("never on another project's", foreign.code, 2)
    predictions = {one.task for one in world.client.predictions.list(project=street)}
    checks.same("until here nothing is gone", predictions, {first})
    # On the task without one, then on the one that has it.
    program.json("action", "run", "delete_tasks_predictions", second, "--project", street, "--yes")
    checks.same("only what was named", {one.task for one in world.client.predictions.list(project=street)}, {first})
    program.json(*line, "--yes")
    checks.same("and now that", list(world.client.predictions.list(project=street)), [])
    checks.same("an unknown one", program.run("action", "run", "no_such", first, "--project", street, "--yes").code, 4)


def conflicts(checks, world, program):
    """Somebody else is faster: nothing of theirs is overwritten."""
    task = world.task(seed.STREET, 2)
    mine = [number for number, one in all_results(world, task).items() if one["completed_by"]["id"] == world.person("rita").id]
    other = [number for number in all_results(world, task) if number not in mine][0]
    program.json("result", "truth", other, "--item", task, "--queue")
    ana = world.sdk("ana")
    ana.annotations.update(id=other, ground_truth=True)
    ana.annotations.update(id=other, ground_truth=False, result=[seed.box(1, "person", 1, 1, 2, 2)])
    pushed = program.run("outbox", "push", "--json")
    waiting = program.json("outbox", "list")["items"]
    # Its author has changed what it holds, not the mark: that is set, and nothing else is touched.
    now = all_results(world, task)[other]
    checks.that("a mark is set or asked about", now["ground_truth"] or waiting, (pushed.err, waiting))
    checks.same("and the other's work stays", now["result"][0]["value"]["width"], 2)
    for entry in waiting:
        program.run("outbox", "drop", entry["id"])
    program.json("result", "delete", mine[0], "--item", task, "--yes", "--queue")
    world.sdk("rita").annotations.update(id=mine[0], result=[seed.box(1, "car", 50, 50, 20, 20)])
    requests.delete(f"{world.url}/api/annotations/{mine[0]}/", headers=head(world, "ana"), timeout=60)
    pushed = program.run("outbox", "push", "--json")
    checks.that("deleting what is gone already is no harm", mine[0] not in all_results(world, task), pushed.err)
    for entry in program.json("outbox", "list")["items"]:
        program.run("outbox", "drop", entry["id"])
    verdict = program.json("item", "accept", task)
    ana.annotations.update(id=other, result=[seed.box(1, "car", 5, 5, 50, 50)])
    shown = program.json("item", "show", task)
    checks.that("a verdict on older content shows as stale", verdict["done"] == 1 and shown["stale"], shown["judgement"])


def marker(checks, world, program):
    """Opted in, the review marker of a result is written too."""
    config = program.config
    text = config.read_text()
    config.write_text(text.replace('kind = "label-studio"', 'kind = "label-studio"\nreview_marker = true'))
    task = world.task(seed.NEWS, 2)
    number = sorted(all_results(world, task))[0]
    program.json("result", "accept", number, "--item", task)
    checks.same("the marker is there", all_results(world, task)[number]["last_action"], "accepted")
    program.json("result", "reject", number, "--item", task)
    checks.same("and follows", all_results(world, task)[number]["last_action"], "rejected")
    config.write_text(text)


def old_server(checks, server, seeded, path, work):
    """1.13.1: the older kind of token, the older routes."""
    program = Program(path, work / "home-old")
    added = program.run("account", "add", "old", "--url", server.url, "--token-stdin", "--json", given=seeded["token"])
    if not checks.same("a legacy token is taken", added.code, 0):
        raise AssertionError(added.err)
    checks.has("the version is named", "1.13.1", added.json()["server"])
    project, task = seeded["project"], seeded["tasks"][0]
    checks.that("projects", str(project) in program.ids("project", "list"), project)
    tasks = sorted(map(str, seeded["tasks"]))
    checks.same("tasks", sorted(program.ids("item", "list", "--project", project)), tasks)
    shown = program.json("item", "show", task)
    checks.same("results", len(shown["results"]), 1)
    number = shown["results"][0]["result"]
    checks.has("spans", "~~~~~~~~~ ORG", program.run("item", "text", task).out)
    checks.same("accepted", program.json("item", "accept", task)["done"], 1)
    program.json("result", "truth", number, "--item", task)
    token = {"Authorization": f"Token {seeded['token']}"}
    one = requests.get(f"{server.url}/api/annotations/{number}/", headers=token, timeout=60).json()
    checks.that("the truth is there", one["ground_truth"], one)
    actions = program.json("action", "list", "--project", project)["items"]
    checks.that("commands", any(one["action"] == "delete_tasks" for one in actions), actions)
    file = program.home / "old.png"
    program.run("item", "image", seeded["pictures"][0], "-o", file)
    checks.that("a picture that was uploaded", file.exists() and file.read_bytes()[:4] == b"\x89PNG", "none")
    by_password = Program(path, work / "home-old-password")
    ways = ["account", "add", "pw", "--url", server.url, "--username", "admin@example.com", "--password-env", "PW"]
    added = by_password.run(*ways, PW=seeded["password"])
    checks.same("a password becomes the legacy token", added.code, 0)
    checks.same("which works", by_password.run("project", "list").code, 0)
