"""The scenarios of a review, by keys alone and counted, on pictures and on texts."""

from . import commands, seed
from .program import Program
from .screen import Screen

# Of a pass over pictures: bad ones whose complaint is a prepared one, and those that need words.
LOOSE = [7, 23, 41, 68, 100]
WORDED = {12: "this is a statue", 50: "two people in one box", 77: "the car's shadow"}
# The same for texts.
TEXTS_LOOSE = [3, 9, 20]
TEXTS_WORDED = {6: "this is a first name"}
ORGANIZATION = 1


def signed_in(world, path, work):
    """The reviewer's set-up for keys; made once."""
    program = Program(path, work / "home-keys")
    if "studio" not in program.config.read_text():
        token = world.person("rita").token
        added = program.run("account", "add", "studio", "--url", world.url, "--token-stdin", given=token)
        if added.code:
            raise AssertionError(added.err)
    return program


def link(world, title):
    """The view of everything of a project."""
    return f"vidimus://studio/o:{ORGANIZATION}/p:{world.projects[title]}/t:all"


def drawn(size, sign):
    """Whether an item, by its place, is on the screen with what is to be judged."""

    def shown(number):
        return lambda text: f"{number}/{size}" in text.splitlines()[0] and sign(number, text)

    return shown


def pictured(number, text):
    return f"{number:04}.png" in text and "\u2580" in text and "objects" in text


def written(number, text):
    return text.count(f" {number}. Acme Corp") >= 2


def one_pass(checks, world, program, title, sign, loose, worded, label):
    """A pass over everything: good ones are accepted, of bad ones one annotation is rejected."""
    size = len(world.tasks[title])
    shown = drawn(size, sign)
    with Screen(program, "open", link(world, title)) as screen:
        screen.wait("All tasks")
        screen.key("\r", f"0/{size} decided")
        for number in range(1, size + 1):
            done = f"{number}/{size} decided"
            screen.until(f"number {number}", shown(number))
            if number not in loose and number not in worded:
                screen.press("a", f"{number - 1}/{size} decided", done, "Every item has been looked at")
                continue
            for step in ("\u258c1 ", "\u258c2 "):
                screen.key("l", step)
            screen.press("x", f"{number - 1}/{size} decided", f"reject {label}")
            if number in worded:
                screen.key("c", "Enter keep")
                screen.words(worded[number])
                screen.key("\r", "REJECTED")
            else:
                screen.key("2", "REJECTED")
            screen.key("f", "Every item has been looked at" if number == size else done)
        screen.wait("Every item has been looked at")
        # By itself: a letter right after Esc would be Alt with it.
        screen.send("\x1b")
        screen.gone("Every item has been looked at")
        checks.same("it ends well", screen.end("qgx"), 0)
    program.run("outbox", "push")
    rows = program.json("item", "list", "--project", world.projects[title], "--limit", "0")["items"]
    place = {task: number + 1 for number, task in enumerate(world.tasks[title])}
    bad = set(loose) | set(worded)
    wrong = [row for row in rows if row["verdict"] != ("rejected" if place[int(row["id"])] in bad else "accepted")]
    checks.same("a verdict on every one", (len(rows), wrong), (size, []))
    issues = program.json("issue", "list", "--project", world.projects[title], "--limit", "0")["items"]
    checks.same("a complaint on every bad one", len(issues), len(bad))
    texts = {place[int(one["item"].rsplit(":", 1)[1])]: one["text"] for one in issues}
    wanted = {**{number: "loose box" for number in loose}, **worded}
    checks.same("that says what is wrong", texts, wanted)
    return screen.keys


def pass_pictures(checks, world, path, work):
    """S2: a hundred pictures, of which eight have one wrong object."""
    program = signed_in(world, path, work)
    keys = one_pass(checks, world, program, seed.PASS, pictured, LOOSE, WORDED, "person")
    # One less than where a job has to be sent back at the end: nobody holds one here.
    checks.same("S2 on pictures takes 136 keys", keys, 136)


def pass_texts(checks, world, path, work):
    """S2 on texts: the same keys, a span instead of a box."""
    program = signed_in(world, path, work)
    keys = one_pass(checks, world, program, seed.NEWS_PASS, written, TEXTS_LOOSE, TEXTS_WORDED, "PER")
    bad = len(TEXTS_LOOSE) + len(TEXTS_WORDED)
    wanted = 1 + (20 - bad) + bad * 2 + len(TEXTS_LOOSE) * 3 + len(TEXTS_WORDED) * 4
    checks.same(f"S2 on texts takes {wanted} keys", keys, wanted)


def settle(checks, world, path, work, title, size, apart):
    """S5: goes through the items on which two results disagree, and says who is right."""
    program = signed_in(world, path, work)
    before = {task: commands.all_results(world, task) for task in world.tasks[title]}
    with Screen(program, "open", link(world, title)) as screen:
        screen.wait("All tasks")
        # The list of tasks is opened and its results are compared by one key.
        screen.key("D", f"disagreement 1/{apart}")
        for number in range(apart):
            choice = "h" if number % 3 != 2 else "x"
            here = f"disagreement {number + 1}/{apart}"
            screen.press(choice, here, f"disagreement {number + 2}/{apart}" if number + 1 < apart else "q back to the list")
        screen.key("q", "Enter review")
        checks.same("it ends well", screen.end(), 0)
    keys = screen.keys
    program.run("outbox", "push")
    issues = program.json("issue", "list", "--project", world.projects[title], "--limit", "0")["items"]
    neither = len([number for number in range(apart) if number % 3 == 2])
    checks.same("the losing side has a complaint", len(issues), apart + neither)
    after = {task: commands.all_results(world, task) for task in world.tasks[title]}
    checks.that("the server's results are as before", before == after, "changed")
    checks.same(f"S5 takes {apart + 2} keys for {apart} of {size}", keys, apart + 2)


def compared_pictures(checks, world, path, work):
    settle(checks, world, path, work, seed.COMPARED, 50, 12)


def compared_texts(checks, world, path, work):
    settle(checks, world, path, work, seed.NEWS_COMPARED, 10, 3)


def fixed(checks, world, path, work):
    """S4: complaints whose items the annotator has changed since are confirmed or opened again."""
    program = signed_in(world, path, work)
    tasks = world.tasks[seed.FIXED]
    for task in tasks:
        region = program.json("item", "annotations", task)["items"][0]
        program.json("issue", "open", "--item", task, "--annotation", region["annotation"], "--text", f"loose {task}")
    ana = world.sdk("ana")
    for task in tasks:
        number = next(iter(commands.all_results(world, task)))
        ana.annotations.update(id=number, result=[seed.box(1, "car", 10, 14, 31, 28)])
    not_fixed = {3, 6}
    with Screen(program) as screen:
        screen.wait("verify 8")
        screen.key("\r", "fixed 1/8")
        for number in range(1, 9):
            screen.wait(f"fixed {number}/8")
            then = f"fixed {number + 1}/8" if number < 8 else "all 8 fixed issues looked at"
            if number in not_fixed:
                screen.press("o", f"fixed {number}/8", "what is still wrong")
                screen.words(f"still loose {number}")
                screen.key("\r", then)
            else:
                screen.press("r", f"fixed {number}/8", then)
        checks.same("S4 takes 11 keys", screen.keys, 11)
        checks.same("it ends well", screen.end(), 0)
    program.run("outbox", "push")
    issues = program.json("issue", "list", "--project", world.projects[seed.FIXED])["items"]
    still = [one for one in issues if not one["resolved"]]
    checks.same("two are open still", len(still), len(not_fixed))
    checks.that("and say why", all("still loose" in one["comments"][-1]["text"] for one in still), still)


def report(checks, world, path, work):
    """S7: who decided what and why, as a file."""
    program = signed_in(world, path, work)
    with Screen(program, "open", link(world, seed.PASS)) as screen:
        screen.wait("All tasks")
        screen.keys += 1
        screen.send("g")
        screen.key("r", "labelled tasks")
        screen.key("q", "Enter review")
        checks.same("S7 takes 3 keys", screen.keys, 3)
        checks.same("it ends well", screen.end(), 0)
    project = world.projects[seed.PASS]
    counts = program.json("report", "--project", project)["summary"]
    checks.same("with its counts", (counts["accepted"], counts["rejected"], counts["issues_open"]), (92, 8, 8))
    rows = program.run("report", "--project", project, "--format", "csv").out.splitlines()
    checks.same("as a table", len(rows), 101)


