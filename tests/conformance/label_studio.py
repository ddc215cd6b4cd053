"""The official Label Studio SDK does an annotator's and a reviewer's work against the test server.

The test server must be right about Label Studio, not about what our client likes to hear: so the SDK
that its makers publish is run against it, in the last version of the 1.0 series (legacy tokens) and
in the newest (personal access tokens), on the Community and on the Enterprise personality; the older
one also on Community 1.13.1.

    cargo build --example sim-label-studio
    python3 tests/conformance/label_studio.py --sim target/debug/examples/sim-label-studio [--venvs DIR]
    python3 tests/conformance/label_studio.py --sim target/release/examples/sim-label-studio --bench

`--venvs` keeps the virtual environments (one per version, made on first use) for the next run; one
that is there already and has the right version is taken as it is. Without it they live in a temporary
directory and are gone afterwards. `--bench` times the SDK's own listing of 5,000 tasks with 10 ms a
request, for comparison with our client.
"""

import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import venv

# SDK on PyPI, and whether it knows personal access tokens.
VERSIONS = [("1.0.10", False), ("2.1.2", True)]
# What the server plays: edition, version, and whether the newest SDK is made for it.
ROLES = [("Community", "1.23.2", True), ("Community", "1.13.1", False), ("Enterprise", "2.24.0", True)]
ADMIN, ALICE, BOB, CAROL, ERIN = 1, 2, 3, 4, 8
BOX = {
    "original_width": 640, "original_height": 480, "image_rotation": 0, "id": "sdk1", "from_name": "box",
    "to_name": "image", "type": "rectanglelabels", "origin": "manual",
    "value": {"x": 10, "y": 10, "width": 20, "height": 20, "rotation": 0, "rectanglelabels": ["Car"]},
}


# ---------------------------------------------------------------- inside a virtual environment


class Checks:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, what, good, seen=None):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"  FAILED {what}: {seen!r}", flush=True)

    def same(self, what, got, wanted):
        self.that(what, got == wanted, (got, "instead of", wanted))

    def refused(self, what, status, call):
        from label_studio_sdk.core.api_error import ApiError

        try:
            call()
        except ApiError as error:
            self.same(what, error.status_code, status)
        else:
            self.that(what, False, "not refused")


class World:
    """The server, its people, and a client for each of them."""

    def __init__(self, url, edition, version, newest):
        self.url, self.edition, self.version, self.newest = url, edition, version, newest
        self.people = {one["id"]: one for one in control(url, "secrets", method="GET")}

    @property
    def old(self):
        return self.version.startswith("1.13")

    @property
    def enterprise(self):
        return self.edition == "Enterprise"

    def client(self, user):
        from label_studio_sdk.client import LabelStudio

        kind = "pat" if self.newest else "legacy"
        return LabelStudio(base_url=self.url, api_key=self.people[user][kind])


def control(url, path, body=None, method="POST"):
    import urllib.request

    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}/__control/{path}", data, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or b"{}")


def plain(one):
    """What an object of the SDK holds, as plain values."""
    if isinstance(one, dict):
        return one
    return json.loads(one.json()) if hasattr(one, "json") else one


def fits(checks, what, one):
    """The newest SDK takes anything when it reads; its own types say what it should have been."""
    if not hasattr(type(one), "model_validate"):
        return
    try:
        type(one).model_validate(json.loads(one.json()))
    except Exception as error:
        checks.that(f"{what} is what the SDK's types say", False, str(error)[:300])
    else:
        checks.that(f"{what} is what the SDK's types say", True)


def inside(url, edition, version, newest):
    checks = Checks()
    world = World(url, edition, version, newest == "newest")
    parts = [people, projects, tasks, filters, annotating, drafting, predicting, viewing, acting, exporting]
    if world.enterprise:
        parts += [workspaces, comments]
    if world.newest:
        parts += [tokens, states]
        if world.enterprise:
            parts += [reviews, members, assignments, history, rights]
    for part in parts:
        try:
            part(checks, world)
        except Exception as error:  # the other parts shall run all the same
            import traceback

            print("".join(line[:500] for line in traceback.format_exception(error)))
            checks.that(f"{part.__name__} to its end", False, str(error)[:200])
    print(json.dumps({"passed": checks.passed, "failed": checks.failed}))


def people(checks, world):
    client = world.client(CAROL)
    version = client.versions.get()
    seen = plain(version)
    checks.same("edition", seen.get("edition"), None if world.old else world.edition)
    checks.same("version", seen.get("release"), world.version)
    me = client.users.whoami()
    checks.same("who am I", (me.id, me.email), (CAROL, "carol@example.com"))
    fits(checks, "who am I", me)
    users = client.users.list()
    checks.that("users", {ADMIN, ALICE, BOB, CAROL} <= {user.id for user in users})
    checks.same("one user", client.users.get(ALICE).first_name, "Alice")
    checks.refused("a user who is not there", 404, lambda: client.users.get(999))
    checks.that("webhooks", len(client.webhooks.list(project=1)) == 1)
    token = client.users.get_token()
    checks.same("the legacy token", token.token, world.people[CAROL]["legacy"])


def projects(checks, world):
    client = world.client(ADMIN)
    listed = list(client.projects.list(page_size=10))
    checks.that("all pages", len(listed) >= 25, len(listed))
    checks.same("no project twice", len({one.id for one in listed}), len(listed))
    street = next(one for one in listed if one.title == "Street detection")
    checks.same("count of tasks", street.task_number, 44)
    one = client.projects.get(street.id)
    checks.that("the parsed configuration", "box" in one.parsed_label_config)
    checks.same("an alias", one.parsed_label_config["box"]["labels"], ["Car", "person", "Sign"])
    if world.enterprise:
        fits(checks, "a project", one)
    interface = one.get_label_interface()
    checks.that("the SDK reads the configuration", "box" in str(interface._controls.keys()))
    made = client.projects.create(title="Made by the SDK", label_config="<View><Text name='t' value='$text'/></View>")
    checks.same("made", client.projects.get(made.id).title, "Made by the SDK")
    client.projects.update(made.id, title="Renamed")
    checks.same("renamed", client.projects.get(made.id).title, "Renamed")
    checks.refused("too short a title", 400, lambda: client.projects.update(made.id, title="ab"))
    checks.refused(
        "a configuration that is not XML", 400, lambda: client.projects.update(made.id, label_config="<View><")
    )
    rows = [{"data": {"text": f"text {n}"}, "predictions": [{"result": [], "score": 0.5}]} for n in range(3)]
    answer = client.projects.import_tasks(made.id, request=rows, return_task_ids=True)
    checks.same("imported", answer.task_count, 3)
    checks.same("and counted", client.projects.get(made.id).task_number, 3)
    found = list(client.projects.list(title="renam"))
    checks.same("by title", [one.id for one in found], [made.id])
    client.projects.delete(made.id)
    checks.refused("deleted", 404, lambda: client.projects.get(made.id))
    if world.newest:
        counts = client.projects.list_counts(ids="1,2")
        checks.same("counts", sorted(one.id for one in counts.results), [1, 2])
        who = client.projects.list_unique_annotators(1)
        checks.that("annotators", {ALICE, BOB} <= {one.id for one in who})


def tasks(checks, world):
    client = world.client(CAROL)
    listed = list(client.tasks.list(project=1, page_size=10))
    checks.same("all tasks", len(listed), 44)
    checks.same("each once", len({one.id for one in listed}), 44)
    full = list(client.tasks.list(project=20, fields="all"))
    checks.that("two people on each", len(full) == 50 and all(len(one.annotations) == 2 for one in full))
    one = client.tasks.get("1")
    checks.same("three results", len(one.annotations), 3)
    checks.same("an address", one.data["image"], "/data/upload/1/36ca861b-frame_000.jpg")
    fits(checks, "a task", one)
    kinds = {item["type"] for item in plain(one)["annotations"][0]["result"]}
    checks.that("every kind of region", {"brushlabels", "ellipselabels", "relation"} <= kinds, kinds)
    checks.same("code points", one_text(client, 61), "Ben Okafor")
    for task in (11_001, 12_001, 13_001, 14_001, 16_001, 17_001, 18_001, 19_001, 26_001, 27_001, 28_001, 41, 273):
        checks.same(f"task {task}", client.tasks.get(str(task)).id, task)
    checks.refused("a task that is not there", 404, lambda: client.tasks.get("99999999"))
    admin = world.client(ADMIN)
    made = admin.tasks.create(project=22, data={"image": "/data/upload/22/x.png", "text": "new"})
    checks.same("made", admin.tasks.get(str(made.id)).data["text"], "new")
    admin.tasks.update(str(made.id), data={"text": "changed"})
    checks.same("data is replaced whole", admin.tasks.get(str(made.id)).data, {"text": "changed"})
    admin.tasks.delete(str(made.id))
    checks.refused("deleted", 404, lambda: admin.tasks.get(str(made.id)))
    page = client.tasks.list(project=100, page_size=100)
    checks.same("the first page of very many", len(page.items), 100)


def one_text(client, task):
    one = plain(client.tasks.get(str(task)))
    value = one["annotations"][0]["result"][0]["value"]
    return one["data"]["text"][value["start"]:value["end"]]


def total(client, items, conjunction="and", project=1, **query):
    """The numbers of the tasks that a filter lets through."""
    text = json.dumps({"filters": {"conjunction": conjunction, "items": items}, **query})
    return [one.id for one in client.tasks.list(project=project, page_size=1000, query=text)]


def item(column, operator, kind, value):
    return {"filter": f"filter:tasks:{column}", "operator": operator, "type": kind, "value": value}


def filters(checks, world):
    from label_studio_sdk.data_manager import Column, Filters, Operator, Type

    client = world.client(CAROL)
    own = Filters.create(
        Filters.AND, [Filters.item(Column.total_annotations, Operator.GREATER, Type.Number, Filters.value(0))]
    )
    text = json.dumps({"filters": own})
    by_sdk = [one.id for one in client.tasks.list(project=1, query=text)]
    checks.same("the SDK's own filter", by_sdk, total(client, [item("total_annotations", "greater", "Number", 0)]))
    bob = total(client, [item("annotators", "contains", "List", BOB)])
    checks.that("by a person", 1 in bob and 2 in bob and 30 not in bob, bob)
    checks.same("skipped", total(client, [item("cancelled_annotations", "greater", "Number", 0)]), [31, 32, 33])
    checks.same("with a draft", total(client, [item("draft_exists", "equal", "Boolean", True)]), [1, 34, 35])
    none = total(client, [item("total_annotations", "empty", "Number", True)])
    checks.that("without a result", 40 in none and 1 not in none)
    checks.same("between", total(client, [item("id", "in", "Number", {"min": 3, "max": 5})]), [3, 4, 5])
    checks.same("of a list", total(client, [item("id", "in_list", "Number", [7, 9])]), [7, 9])
    checks.same("text is compared", total(client, [item("data.source", "equal", "String", "wire")], project=3)[:2], [63, 65])
    part = total(client, [item("data.text", "contains", "String", "NAIROBI on day 7.")], project=3)
    checks.same("a part of a text", part, [68])
    checks.same("numbers in data", len(total(client, [item("data.priority", "greater", "Number", 5)], project=3)), 30)
    same = [item("data.source", "exists", "String", "blog")]
    checks.same("exists is equal", total(client, same, project=3), total(client, [item("data.source", "equal", "String", "blog")], project=3))
    down = total(client, [item("id", "less", "Number", 4)], ordering=["-tasks:id"])
    checks.same("order", down, [3, 2, 1])
    either = total(client, [item("id", "equal", "Number", 1), item("id", "equal", "Number", 5)], "or")
    checks.same("either", either, [1, 5])
    child = dict(item("id", "less", "Number", 10), child_filter=item("annotators", "contains", "List", BOB))
    nested = total(client, [child])
    if world.old:
        checks.same("a filter within one is not seen", nested, total(client, [item("id", "less", "Number", 10)]))
    else:
        checks.that("a filter within one", nested and set(nested) <= set(bob) and max(nested) < 10, nested)
    checks.refused("a date without a fraction", 500, lambda: total(client, [item("created_at", "greater", "Datetime", "2026-11-21")]))
    later = [item("created_at", "greater", "Datetime", "2026-11-21T00:00:00.000Z")]
    checks.same("a whole date", len(total(client, later)), 44)
    reviewed = [item("reviewed", "equal", "Boolean", True)]
    if world.enterprise:
        checks.that("reviewed", isinstance(total(client, reviewed), list))
    else:
        checks.refused("a column of another edition", 500, lambda: total(client, reviewed))
        checks.refused("a broken view", 500, lambda: list(client.tasks.list(view=40)))
    checks.refused("a page too far", 404, lambda: list(client.tasks.list(project=1, page=99)))
    every = total(client, [], selectedItems={"all": False, "included": []})
    checks.same("an empty selection is everything", len(every), 44)


def annotating(checks, world):
    alice = world.client(ALICE)
    made = alice.annotations.create(36, result=[BOX], lead_time=4.5)
    checks.same("made", (made.completed_by, made.task, made.was_cancelled), (ALICE, 36, False))
    fits(checks, "an annotation", made)
    checks.that("in the list", made.id in [one.id for one in alice.annotations.list(36)])
    before = alice.annotations.get(made.id)
    moved = dict(BOX, value=dict(BOX["value"], x=30))
    after = alice.annotations.update(made.id, result=[moved])
    checks.that("its date moved", after.updated_at > before.updated_at)
    checks.same("changed", alice.annotations.get(made.id).result[0]["value"]["x"], 30)
    carol = world.client(CAROL)
    other = carol.annotations.create(36, result=[BOX], ground_truth=True)
    carol.annotations.update(made.id, ground_truth=True)
    flags = {one.id: one.ground_truth for one in carol.annotations.list(36)}
    checks.same("one truth in a task", (flags[made.id], flags[other.id]), (True, False))
    checks.same("who changed it last", carol.annotations.get(made.id).updated_by, CAROL)
    checks.same("the author stays", carol.annotations.get(made.id).completed_by, ALICE)
    carol.annotations.update(made.id, was_cancelled=True)
    checks.that("a skipped one is not in the list", made.id not in [one.id for one in carol.annotations.list(36)])
    task = plain(carol.tasks.get("36"))
    checks.that("but in the task", made.id in [one["id"] for one in task["annotations"]])
    checks.same("and counted apart", (task["total_annotations"], task["cancelled_annotations"]), (1, 1))
    checks.refused("a result that is no list", 400, lambda: raw_patch(world, made.id, {"result": None}))
    if world.newest:
        word = carol.annotations.update(other.id, last_action="accepted").last_action
        checks.same("the marker", word, "accepted")
    checks.refused("a marker that is none", 400, lambda: raw_patch(world, other.id, {"last_action": "liked"}))
    for one in (made.id, other.id):
        carol.annotations.delete(one)
    checks.refused("gone", 404, lambda: carol.annotations.delete(made.id))
    checks.refused("no such author", 400, lambda: world.client(ADMIN).annotations.create(36, result=[], completed_by=99))


def raw(client, method, path, body=None, **params):
    """A call that this SDK has no method for, by its own transport; raises as its methods do."""
    from label_studio_sdk.core.api_error import ApiError

    answer = client._client_wrapper.httpx_client.request(path, method=method, json=body, params=params)
    if answer.status_code >= 400:
        raise ApiError(status_code=answer.status_code, body=answer.text)
    return answer.json() if answer.content else None


def raw_patch(world, annotation, body):
    return raw(world.client(CAROL), "PATCH", f"api/annotations/{annotation}/", body)


def drafting(checks, world):
    alice, carol = world.client(ALICE), world.client(CAROL)
    draft = raw(alice, "POST", "api/tasks/37/drafts", {"result": [BOX], "lead_time": 1})
    checks.same("a draft", (draft["user"], draft["annotation"]), ("alice@example.com", None))
    listed = raw(carol, "GET", "api/tasks/37/drafts")
    checks.that("drafts of all are listed", draft["id"] in [one["id"] for one in listed])
    checks.same("in the task only one's own", plain(carol.tasks.get("37"))["drafts"], [])
    body = {"result": [BOX], "draft_id": draft["id"]}
    checks.refused("another's draft", 403, lambda: raw(carol, "POST", "api/tasks/37/annotations/", body))
    made = raw(alice, "POST", "api/tasks/37/annotations/", body)
    checks.that("submitted", made["draft_created_at"] is not None)
    checks.refused("and gone", 404, lambda: raw(alice, "GET", f"api/drafts/{draft['id']}/"))
    back = raw(carol, "POST", f"api/annotations/{made['id']}/convert-to-draft", {})
    checks.same("a draft of whoever converts", back["user"], "carol@example.com")
    checks.refused("the annotation is gone", 404, lambda: carol.annotations.get(made["id"]))
    raw(carol, "DELETE", f"api/drafts/{back['id']}/")


def predicting(checks, world):
    client = world.client(ADMIN)
    made = client.predictions.create(task=38, result=[BOX], score=0.75, model_version="sdk")
    checks.same("made", (made.task, made.score, made.model_version), (38, 0.75, "sdk"))
    checks.that("listed", made.id in [one.id for one in client.predictions.list(task=38)])
    client.predictions.update(made.id, score=0.5)
    checks.same("changed", client.predictions.get(made.id).score, 0.5)
    client.predictions.delete(made.id)
    checks.refused("gone", 404, lambda: client.predictions.get(made.id))


def viewing(checks, world):
    client = world.client(CAROL)
    views = client.views.list(project=1)
    checks.same("in their order", [one.data["title"] for one in map(as_view, views)], ["Low score", "To review", "Default"])
    listed = [one.id for one in client.tasks.list(view=2)]
    checks.that("a view's tasks", 2 in listed and 1 not in listed and 40 not in listed, listed)
    data = {"title": "by the SDK", "filters": {"conjunction": "and", "items": [item("id", "less", "Number", 9)]}, "ordering": ["-tasks:id"]}
    made = raw(client, "POST", "api/dm/views/", {"project": 1, "data": data})
    checks.same("its tasks", [one.id for one in client.tasks.list(view=made["id"])], [8, 7, 6, 5, 4, 3, 2, 1])
    raw(client, "PATCH", f"api/dm/views/{made['id']}/", {"project": 1, "data": {"title": "kept", "ordering": []}})
    kept = raw(client, "GET", f"api/dm/views/{made['id']}/")["data"]
    checks.same("left out is kept", (kept["title"], len(kept["filters"]["items"]), kept["ordering"]), ("kept", 1, ["-tasks:id"]))
    checks.refused("without data", 500, lambda: raw(client, "PATCH", f"api/dm/views/{made['id']}/", {"project": 1}))
    client.views.delete(str(made["id"]))
    checks.refused("gone", 404, lambda: client.views.get(str(made["id"])))
    one = client.views.create(project=1, data={})
    checks.same("an empty one", one.project, 1)
    client.views.delete(str(one.id))
    columns = raw(client, "GET", "api/dm/columns/", project=1)["columns"]
    ids = {one["id"] for one in columns}
    checks.that("columns", {"image", "id", "annotators", "data"} <= ids)
    checks.same("columns of the edition", "reviewed" in ids, world.enterprise)


def as_view(one):
    from types import SimpleNamespace

    return SimpleNamespace(data=plain(one)["data"])


def acting(checks, world):
    client = world.client(ADMIN)
    listed = raw(client, "GET", "api/dm/actions/", project=1)
    checks.that("actions", "delete_tasks" in [one["id"] for one in listed])
    picked = {"selectedItems": {"all": False, "included": [6, 8]}}
    ran = raw(client, "POST", "api/dm/actions/", picked, id="retrieve_tasks_predictions", project=1)
    checks.same("run on two", ran["processed_items"], 2)
    if world.newest:
        client.actions.create(id="retrieve_tasks_predictions", project=1, selected_items={"all": False, "included": [6]})
        checks.that("by the SDK", len(client.actions.list(project=1)) >= 6)
    else:
        from label_studio_sdk.actions.types import ActionsCreateRequestSelectedItemsIncluded as Included

        client.actions.create(id="retrieve_tasks_predictions", project=1, selected_items=Included(all_=False, included=[6]))
        checks.that("by the SDK", True)
    made = raw(client, "POST", "api/dm/actions/", dict(picked, model_version=None), id="predictions_to_annotations", project=1)
    checks.that("annotations of predictions", made["detail"].startswith("Created"), made)
    view = raw(client, "POST", "api/dm/views/", {"project": 22, "data": {"title": "all"}})["id"]
    body = {"selectedItems": {"all": False, "included": [22_001]}}
    ran = raw(client, "POST", "api/dm/actions/", body, id="delete_tasks_predictions", project=22, view=view)
    ran = raw(client, "POST", "api/dm/actions/", body, id="retrieve_tasks_predictions", project=22, view=view)
    checks.same("a view beats the selection", ran["processed_items"], 3)
    raw(client, "DELETE", f"api/dm/views/{view}/")
    checks.refused("no action", 422, lambda: raw(client, "POST", "api/dm/actions/", picked, project=1))
    checks.refused("an unknown action", 500, lambda: raw(client, "POST", "api/dm/actions/", picked, id="fly", project=1))
    handed = raw(world.client(BOB), "GET", "api/projects/1/next/")
    checks.that("the label stream locks", handed["unique_lock_id"] and handed["annotations"] == [])
    past = raw(world.client(BOB), "GET", "api/projects/1/label-stream-history/")
    checks.same("and remembers", past[-1]["taskId"], handed["id"])


def exporting(checks, world):
    client = world.client(CAROL)
    if world.newest:
        text = b"".join(client.projects.exports.download_sync(20))
        listed = json.loads(text)
    else:
        listed = raw(client, "GET", "api/projects/20/export", exportType="JSON")
        snapshot = client.projects.exports.as_json(20)
        checks.same("by a snapshot", len(snapshot), 50)
    checks.same("every annotated task", len(listed), 50)
    checks.that("with its results", all(len(one["annotations"]) == 2 for one in listed))


def workspaces(checks, world):
    client = world.client(ADMIN)
    listed = client.workspaces.list()
    checks.that("listed", {"Cities", "Everything else"} <= {one.title for one in listed})
    cities = next(one for one in listed if one.title == "Cities")
    inside = list(client.projects.list(workspaces=cities.id))
    checks.that("its projects", any(one.title == "Street detection" for one in inside) and len(inside) == 6, len(inside))
    made = client.workspaces.create(title="By the SDK", color="#FFFFFF")
    client.workspaces.update(made.id, title="Renamed")
    checks.same("renamed", client.workspaces.get(made.id).title, "Renamed")
    client.workspaces.delete(made.id)
    checks.refused("gone", 404, lambda: client.workspaces.get(made.id))


def comments(checks, world):
    client = world.client(CAROL)
    more = {} if world.newest else {"project": 1}
    made = client.comments.create(annotation=4, text="Look again.", **more)
    checks.same("made", (made.text, made.is_resolved, made.annotation), ("Look again.", False, 4))
    fits(checks, "a comment", made)
    listed = client.comments.list(annotation=4, expand_created_by=True)
    checks.that("listed", made.id in [one.id for one in listed])
    who = plain(listed[-1])["created_by"]
    checks.same("with its author", who["email"], "carol@example.com")
    client.comments.update(made.id, is_resolved=True, text="Look again, please.")
    after = client.comments.get(made.id)
    checks.that("resolved", after.is_resolved and after.resolved_at is not None)
    client.comments.delete(made.id)
    checks.refused("gone", 404, lambda: client.comments.get(made.id))


def tokens(checks, world):
    client = world.client(BOB)
    pat = world.people[BOB]["pat"]
    access = client.tokens.refresh(refresh=pat).access
    checks.that("an access token", access.count(".") == 2)
    listed = client.tokens.list()
    checks.same("shown without its end", [plain(one)["token"].count(".") for one in listed], [1])
    checks.refused("a second one", 409, lambda: client.tokens.create())
    checks.refused("an access token is none to refresh with", 401, lambda: client.tokens.refresh(refresh=access))
    checks.refused("an altered one", 401, lambda: client.tokens.refresh(refresh=pat[:-2] + "xx"))
    fresh = client.tokens.rotate(refresh=pat).refresh
    checks.refused("rotated away", 401, lambda: client.tokens.refresh(refresh=pat))
    checks.that("the new one works", client.tokens.refresh(refresh=fresh).access)
    client.tokens.blacklist(refresh=fresh)
    checks.refused("black-listed", 401, lambda: client.tokens.refresh(refresh=fresh))
    checks.refused("twice", 404, lambda: client.tokens.blacklist(refresh=fresh))
    world.people[BOB]["pat"] = client.tokens.create().token
    checks.that("made anew", world.client(BOB).users.whoami().id == BOB)
    settings = client.jwt_settings.get()
    checks.that("switches", settings.api_tokens_enabled)
    control(world.url, "expire-access", {})
    checks.refused("expired before its time", 401, client.users.whoami)


def states(checks, world):
    client = world.client(ADMIN)
    past = client.states.state_history("task", 36).items
    moved = client.states.execute_transition("task", 39, transition_name="task_completed")
    if world.enterprise:
        checks.that("what happened", any(one.transition_name == "task_completed" for one in past), past)
        checks.same("moved", moved.new_state, "COMPLETED")
        fits(checks, "a state", moved)
    else:
        checks.same("nothing is recorded", past, [])
        checks.same("nothing moves", (moved.success, moved.new_state), (True, None))


def reviews(checks, world):
    alice, carol = world.client(ALICE), world.client(CAROL)
    made = alice.annotations.create(40, result=[BOX])
    review = carol.annotation_reviews.create(annotation=made.id, accepted=True)
    checks.same("accepted", (review.accepted, review.annotation, review.created_by), (True, made.id, CAROL))
    fits(checks, "a review", review)
    task = plain(carol.tasks.get("40"))
    checks.same("the task follows", (task["reviewed"], task["reviews_accepted"]), (True, 1))
    carol.annotation_reviews.delete(review.id)
    checks.same("and comes back", plain(carol.tasks.get("40"))["reviewed"], False)
    checks.refused(
        "a rejection without a word", 400, lambda: carol.annotation_reviews.create(annotation=made.id, accepted=False)
    )
    no = carol.annotation_reviews.create(annotation=made.id, accepted=False, comment="Too wide.", reject_action="requeue")
    checks.same("rejected", (no.accepted, plain(no)["reject_action"]), (False, "requeue"))
    checks.that("with a comment", any(one.text == "Too wide." for one in carol.comments.list(annotation=made.id)))
    fixed = carol.annotation_reviews.create(annotation=made.id, accepted=True, result=[dict(BOX, id="fixed")])
    checks.that("fixed", fixed.accepted)
    checks.same("the result is new", carol.annotations.get(made.id).result[0]["id"], "fixed")
    listed = carol.annotation_reviews.list(annotation=made.id)
    checks.same("both are listed", len(listed), 2)
    checks.refused("an annotator may not", 403, lambda: alice.annotation_reviews.create(annotation=made.id, accepted=True))
    world.client(ADMIN).annotations.delete(made.id)


def members(checks, world):
    client = world.client(ADMIN)
    # The SDK's plain pager asks on until it is refused, as the real server does: its first page alone.
    listed = client.projects.members.paginated.list(1, role="AN,RE", search="a").items
    checks.that("candidates", {ALICE, CAROL} <= {one.id for one in listed}, [one.id for one in listed])
    roles = client.projects.roles.get(1)
    checks.that("roles", any(one.user == CAROL and one.role == "RE" for one in roles))
    own = world.client(CAROL).projects.roles.list(ids=[1])
    checks.that("one's own", all(one.user == CAROL for one in own))
    client.projects.members.add(5, user=ALICE)
    checks.same("let in", world.client(ALICE).projects.get(5).id, 5)
    client.projects.members.remove(5, user=ALICE)
    checks.refused("let out", 403, lambda: world.client(ALICE).projects.get(5))


def assignments(checks, world):
    client = world.client(ADMIN)
    client.projects.assignments.assign(2, 55, users=[ALICE], type="AN")
    client.projects.assignments.assign(2, 55, users=[CAROL], type="RE")
    listed = client.projects.assignments.list(2, 55)
    checks.same("both", sorted((one.assignee, one.type) for one in listed), [(ALICE, "AN"), (CAROL, "RE")])
    checks.that("the annotator sees it", 55 in [one.id for one in world.client(ALICE).tasks.list(project=2)])
    client.projects.assignments.update(2, 55, users=[BOB], type="AN")
    listed = client.projects.assignments.list(2, 55)
    checks.same("another", sorted((one.assignee, one.type) for one in listed), [(BOB, "AN"), (CAROL, "RE")])
    client.projects.assignments.delete(2, 55, type="RE")
    checks.same("taken back", [one.type for one in client.projects.assignments.list(2, 55)], ["AN"])
    many = client.projects.assignments.bulk_assign(
        2, selected_items={"all": False, "included": [56, 57]}, type="RE", users=[CAROL]
    )
    checks.same("in bulk", (many.assignments, sorted(many.task_ids)), (2, [56, 57]))
    checks.refused("not a member", 400, lambda: client.projects.assignments.assign(2, 56, users=[999], type="AN"))


def history(checks, world):
    client = world.client(CAROL)
    listed = client.annotation_history.list(annotation=5)
    checks.same("what happened", [str(one.action) for one in listed][:2], ["submitted", "rejected"])
    fits(checks, "a row", listed[0])
    page = client.annotation_history.list_for_project(1, page_size=5)
    checks.same("of a project", len(page.results), 5)


def rights(checks, world):
    alice = world.client(ALICE)
    seen = [one.id for one in alice.tasks.list(project=2)]
    checks.that("only what is hers", 41 in seen and 60 not in seen, seen)
    checks.that("only her results", all(one.completed_by == ALICE for one in alice.annotations.list(2)))
    checks.refused("another's result", 403, lambda: alice.annotations.get(5))
    checks.refused("a data manager that is closed", 403, lambda: list(alice.tasks.list(project=3)))
    checks.refused("no assigning", 403, lambda: alice.projects.assignments.assign(2, 41, users=[BOB], type="AN"))
    checks.refused("no project made", 403, lambda: alice.projects.create(title="Not allowed"))
    control(world.url, "role", {"user": ALICE, "role": "MA"})
    checks.same("as a manager she may", alice.annotations.get(5).id, 5)
    control(world.url, "role", {"user": ALICE, "role": "AN"})


def bench(url, newest):
    world = World(url, "Community", "1.23.2", newest == "newest")
    client = world.client(ADMIN)
    for size in (100, 500, 1000):
        start = time.perf_counter()
        count = sum(1 for _ in client.tasks.list(project=100, page_size=size))
        print(f"  {count} tasks, {size} a page: {time.perf_counter() - start:.2f} s", flush=True)


# ---------------------------------------------------------------- outside


def strict(checks, server):
    """What no SDK asks, but the contract says: traps of the transport, faults, tokens, addresses."""
    import http.client
    import urllib.parse

    secrets = {one["id"]: one for one in control(server.url, "secrets", method="GET")}
    place = urllib.parse.urlsplit(server.url)

    def ask(method, path, body=None, token=None, **headers):
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            headers["Authorization"] = token
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            connection.close()

    def said(answer):
        return json.loads(answer.body)

    refreshed = ask("POST", "/api/token/refresh", {"refresh": secrets[ADMIN]["pat"]})
    me = "Bearer " + said(refreshed)["access"]

    def status(what, wanted, method, path, body=None, token=me, **headers):
        checks.same(what, ask(method, path, body, token, **headers).status, wanted)

    gone = ask("GET", "/api/comments/", token=me)
    checks.same("a route that is not there", (gone.status, gone.headers["content-type"][:9], len(gone.body)), (404, "text/html", 170_734))
    gone = ask("GET", "/api/organizations/99", token=me)
    checks.same("not there, without a slash", (gone.status, len(gone.body)), (404, 170_734))
    gone = ask("GET", "/api/tasks/9999999/", token=me)
    checks.same("not there, with one", (gone.status, said(gone)["detail"]), (404, "No Task matches the given query."))
    status("a missing slash", 200, "GET", "/api/projects")
    status("one too many", 404, "GET", "/api/jwt/settings/")
    status("nobody", 401, "GET", "/api/projects/", token=None)
    status("legacy tokens are off", 401, "GET", "/api/projects/", token="Token " + secrets[ADMIN]["legacy"])
    status("the wrong method", 405, "POST", "/api/tasks/1/", {})
    status("the wrong medium", 415, "POST", "/api/tasks/36/annotations/", b"x", Content_Type="text/plain")
    status("no JSON", 400, "POST", "/api/tasks/36/annotations/", b"{", Content_Type="application/json")
    status("neither project nor view", 404, "GET", "/api/tasks/")
    status("project and view that do not fit", 500, "GET", "/api/tasks/?project=2&view=2")
    status("agreement is off", 403, "GET", "/api/tasks/1/agreement/")
    checks.that("every answer sets a session", "sessionid=" in ask("GET", "/api/version").headers["set-cookie"])
    include = said(ask("GET", "/api/projects/?include=title", token=me))["results"][0]
    checks.same("include drops the rest", list(include), ["title"])
    light = said(ask("GET", "/api/tasks/?project=1&fields=all&include=id,annotations,completed_by", token=me))["tasks"][0]
    checks.same("within annotations too", sorted(light["annotations"][0]), ["completed_by", "id"])
    lazy = said(ask("GET", "/api/tasks/?project=1&page_size=1", token=me))["tasks"][0]
    checks.same("lazy columns", (lazy["annotators"], "completed_at" in lazy), ([], False))
    hidden = urllib.parse.quote(json.dumps({"hiddenColumns": {"explore": [], "labeling": []}}))
    full = said(ask("GET", f"/api/tasks/?project=1&page_size=1&query={hidden}", token=me))["tasks"][0]
    checks.same("computed ones", (full["annotators"], full["draft_exists"]), ([2, 3, 4], True))
    status("an upload needs a sign-in", 401, "GET", "/data/upload/13/00000001-tone.wav", token=None)
    part = ask("GET", "/data/upload/13/00000001-tone.wav", token=me, Range="bytes=0-3")
    checks.same("a part of it", (part.status, part.body), (206, b"RIFF"))
    data = said(ask("GET", "/api/tasks/24005/", token=me))["data"]["image"]
    away = ask("GET", data, token=me)
    checks.that("a signed address elsewhere", away.status == 303 and away.headers["location"].startswith(server.foreign))
    control(server.url, "fault", {"match": "GET /api/projects/*", "kind": "status", "status": 503, "times": 1})
    status("a fault", 503, "GET", "/api/projects/")
    status("once", 200, "GET", "/api/projects/")
    control(server.url, "expire-access", {})
    status("expired", 401, "GET", "/api/projects/")
    log = control(server.url, "log", method="GET")
    checks.that("the log has no secret", log and "Bearer " not in json.dumps(log) and "eyJ" not in json.dumps(log))


class Server:
    """The test server as a process of its own."""

    def __init__(self, program, *arguments):
        self.process = subprocess.Popen(
            [program, "--port", "0", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        lines = [self.process.stdout.readline().split(), self.process.stdout.readline().split()]
        if [line[:1] for line in lines] != [["listening"], ["foreign"]]:
            self.stop()
            raise SystemExit(f"the server did not start: {lines}")
        self.url, self.foreign = lines[0][1], lines[1][1]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def environment(root, sdk):
    """The Python of a virtual environment with this SDK; made when there is none."""
    for place in sorted(pathlib.Path(root).iterdir()) if os.path.isdir(root) else []:
        if list(place.glob(f"lib/python3*/site-packages/label_studio_sdk-{sdk}.dist-info")):
            # One with the whole server in it has the SDK as well, but is not what it depends on alone.
            if not list(place.glob("lib/python3*/site-packages/label_studio-*.dist-info")):
                return place / "bin" / "python"
    place = pathlib.Path(root) / f"label-studio-sdk-{sdk}"
    print(f"making {place.name}", flush=True)
    venv.create(place, with_pip=True, clear=True)
    python = place / "bin" / "python"
    wanted = f"label-studio-sdk=={sdk}"
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wanted], check=True)
    return python


def run(python, *arguments):
    # The SDK asks for proxies and settings of the person who runs it: none of them belong here.
    drop = ("_proxy", "_PROXY")
    keep = {key: value for key, value in os.environ.items() if not key.endswith(drop) and not key.startswith("LABEL_STUDIO")}
    done = subprocess.run([python, __file__, *arguments], env=keep, stdout=subprocess.PIPE, text=True, timeout=600)
    return done.returncode, done.stdout


def one(python, program, sdk, newest, edition, version):
    """An SDK on a personality; what passed and what failed."""
    arguments = ["--version", version, "--edition", edition, "--bulk", "5000"]
    with Server(program, *arguments, *([] if newest else ["--legacy"])) as server:
        code, text = run(python, "--inside", server.url, edition, version, "newest" if newest else "old")
    *told, last = text.strip().splitlines() or [""]
    print("\n".join([f"label-studio-sdk {sdk} on {edition} {version}", *told]), flush=True)
    try:
        result = json.loads(last)
    except ValueError:
        result = {"passed": 0, "failed": 1}
        print(f"  ended early (code {code}): {last}")
    print(f"  {result['passed']} passed, {result['failed']} failed", flush=True)
    return result["passed"], result["failed"]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sim", help="the built test server")
    options.add_argument("--venvs", help="where virtual environments are kept")
    options.add_argument("--only", action="append", help="SDK versions to run")
    options.add_argument("--bench", action="store_true", help="time the SDK's listing instead")
    options.add_argument("--inside", nargs=4, help=argparse.SUPPRESS)
    options.add_argument("--inside-bench", nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.inside:
        inside(*given.inside)
        return 0
    if given.inside_bench:
        bench(*given.inside_bench)
        return 0
    if not given.sim:
        options.error("--sim is needed")
    chosen = [pair for pair in VERSIONS if not given.only or pair[0] in given.only]
    with tempfile.TemporaryDirectory() as temporary:
        root = given.venvs or temporary
        if given.bench:
            sdk, newest = chosen[-1]
            python = environment(root, sdk)
            more = [] if newest else ["--legacy"]
            with Server(given.sim, "--bulk", "5000", "--latency-ms", "10", *more) as server:
                print(f"label-studio-sdk {sdk} lists 5,000 tasks, 10 ms a request", flush=True)
                code, text = run(python, "--inside-bench", server.url, "newest" if newest else "old")
                print(text, end="")
                return code
        checks = Checks()
        print("the transport, without an SDK", flush=True)
        with Server(given.sim, "--bulk", "1000") as server:
            strict(checks, server)
        print(f"  {checks.passed} passed, {checks.failed} failed", flush=True)
        passed, failed = checks.passed, checks.failed
        for sdk, newest in chosen:
            python = environment(root, sdk)
            for edition, version, for_newest in ROLES:
                if newest and not for_newest:
                    continue
                good, bad = one(python, given.sim, sdk, newest, edition, version)
                passed += good
                failed += bad
    verdict = "passed" if failed == 0 else f"passed, {failed} failed"
    print(f"{passed} passed, {failed} failed")
    print(f"label studio conformance: {len(chosen)} versions, {passed} checks {verdict}")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
