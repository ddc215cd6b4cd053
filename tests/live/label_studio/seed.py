"""Fills a server through the official SDK: people, projects of each kind, results of several
people, predictions, drafts, what is skipped, the truth, saved views."""

import dataclasses

import requests

from . import files, places

# Every project of the suite by its title, so that a part finds what it needs.
STREET = "Street pictures"
PASS = "Quality pass"
COMPARED = "Two opinions"
FIXED = "Complaints"
NEWS = "News"
NEWS_PASS = "News to check"
NEWS_COMPARED = "News twice"
CALLS = "Calls"
PAGES = "Pages"
SOUNDS = "Sounds"
MEASURED = "Measured"
OPINIONS = "Opinions"
PAIRS = "Pairs"

BOXES = """<View><Image name="image" value="$image"/><RectangleLabels name="box" toName="image">
<Label value="car" background="#cc3333"/><Label value="person" background="#3366cc"/></RectangleLabels></View>"""
ENTITIES = """<View><Labels name="entity" toName="text"><Label value="ORG" background="#2d7d46"/>
<Label value="PER" background="#b0562d"/><Label value="LOC" background="#3f5fbf"/></Labels>
<Relations><Relation value="works for"/></Relations><Text name="text" value="$text"/></View>"""
DIALOGUE = """<View><ParagraphLabels name="act" toName="talk"><Label value="question"/><Label value="promise"/>
</ParagraphLabels><Paragraphs name="talk" value="$talk" layout="dialogue" nameKey="author" textKey="text"/></View>"""
PAGE = """<View><HyperTextLabels name="mark" toName="page"><Label value="name"/><Label value="price"/>
</HyperTextLabels><HyperText name="page" value="$page"/></View>"""
SOUND = """<View><Labels name="who" toName="sound"><Label value="speech"/><Label value="noise"/></Labels>
<Audio name="sound" value="$sound"/><TextArea name="said" toName="sound" perRegion="true"/></View>"""
SERIES = """<View><TimeSeriesLabels name="event" toName="series"><Label value="run"/><Label value="stop"/></TimeSeriesLabels>
<TimeSeries name="series" value="$series" valueType="url" timeColumn="time"><Channel column="first"/>
<Channel column="second"/></TimeSeries></View>"""
OPINION = """<View><Text name="text" value="$text"/><Choices name="mood" toName="text"><Choice value="good"/>
<Choice value="bad"/></Choices><Rating name="stars" toName="text"/><Taxonomy name="topic" toName="text">
<Choice value="Food"><Choice value="Soup"/></Choice><Choice value="Room"/></Taxonomy></View>"""
PAIR = """<View><Pairwise name="better" toName="left,right"/><Text name="left" value="$left"/>
<Text name="right" value="$right"/></View>"""


@dataclasses.dataclass
class Person:
    """Somebody with a login: number, address, password, and a token that programs may use."""

    id: int
    email: str
    password: str
    token: str


class World:
    """A filled server."""

    def __init__(self, server):
        self.server = server
        self.url = server.url
        self.people = {}
        self.projects = {}
        self.tasks = {}
        self.client = None

    def person(self, name):
        return self.people[name]

    def task(self, project, number=0):
        return self.tasks[project][number]

    def sdk(self, name="admin"):
        from label_studio_sdk import LabelStudio

        return LabelStudio(base_url=self.url, api_key=self.person(name).token)


def signed_in(url, email, password):
    """A browser's session, as the login page gives it."""
    session = requests.Session()
    page = f"{url}/user/login/"
    session.get(page, timeout=60)
    form = {"email": email, "password": password, "csrfmiddlewaretoken": session.cookies["csrftoken"]}
    answer = session.post(page, data=form, headers={"Referer": page}, allow_redirects=False, timeout=60)
    if answer.status_code != 302:
        raise SystemExit(f"{email} cannot sign in: {answer.status_code}")
    return session


def signed_up(url, invite, email, password):
    """A new member by an invitation."""
    session = requests.Session()
    page = f"{url}{invite}"
    session.get(page, timeout=60)
    form = {
        "email": email, "password": password, "allow_newsletters": "false",
        "csrfmiddlewaretoken": session.cookies["csrftoken"],
    }
    answer = session.post(page, data=form, headers={"Referer": page}, allow_redirects=False, timeout=60)
    if answer.status_code != 302:
        raise SystemExit(f"{email} cannot sign up: {answer.status_code} {answer.text[:300]}")
    return session


def token_of(url, session):
    """A personal access token; the older key where there is none."""
    made = session.post(f"{url}/api/token/", timeout=60)
    if made.status_code == 201:
        return made.json()["token"]
    return session.get(f"{url}/api/current-user/token", timeout=60).json()["token"]


def people(world):
    url = world.url
    admin = signed_in(url, places.ADMIN, places.PASSWORD)
    add(world, "admin", admin, places.ADMIN, places.PASSWORD)
    invite = admin.get(f"{url}/api/invite", timeout=60).json()["invite_url"]
    for name, first, last in [("ana", "Ana", "Almeida"), ("bo", "Bo", "Berg"), ("rita", "Rita", "Rask")]:
        email, password = f"{name}@example.com", f"correct-horse-{name}"
        session = signed_up(url, invite, email, password)
        person = add(world, name, session, email, password)
        session.patch(f"{url}/api/users/{person.id}/", json={"first_name": first, "last_name": last}, timeout=60)


def add(world, name, session, email, password):
    me = session.get(f"{world.url}/api/current-user/whoami", timeout=60).json()["id"]
    person = Person(me, email, password, token_of(world.url, session))
    world.people[name] = person
    return person


# ---------------------------------------------------------------- results


def box(number, label, x, y, width, height, size=(96, 72)):
    """A box in percent of its picture."""
    value = {"x": x, "y": y, "width": width, "height": height, "rotation": 0, "rectanglelabels": [label]}
    return {
        "id": f"box{number}", "from_name": "box", "to_name": "image", "type": "rectanglelabels",
        "original_width": size[0], "original_height": size[1], "image_rotation": 0, "value": value,
    }


def span(number, label, text, words):
    """The first place of these words, counted in code points."""
    start = text.index(words)
    value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
    return {"id": f"span{number}", "from_name": "entity", "to_name": "text", "type": "labels", "value": value}


def by(person, *result, **more):
    """A result of this person for an import, which would take it for the truth otherwise."""
    return {"completed_by": person.id, "ground_truth": False, "result": list(result), **more}


# ---------------------------------------------------------------- projects


def project(world, title, config, tasks, **settings):
    """A project with these tasks, in one request each."""
    client = world.client
    made = client.projects.create(title=title, label_config=config, **settings)
    done = client.projects.import_tasks(made.id, request=tasks, return_task_ids=True)
    world.projects[title] = made.id
    world.tasks[title] = sorted(done.task_ids)
    return made.id


def pictures(world, folder, count, boxes):
    """Pictures below the folder that the server gives out."""
    place = world.server.files / folder
    place.mkdir()
    for number in range(count):
        (place / f"{number + 1:04}.png").write_bytes(files.png(96, 72, boxes(number)))


def gives_out(world, title, folder):
    """The folder as a storage of the project: without one its files are refused."""
    world.client.import_storage.local.create(
        project=world.projects[title], title=folder, path=str(world.server.files / folder), use_blob_urls=True
    )


def address(folder, number, kind="png"):
    return f"/data/local-files/?d={folder}/{number + 1:04}.{kind}"


def street(world):
    ana, bo = world.person("ana"), world.person("bo")
    pictures(world, "street", 6, lambda n: [(10, 10, 30, 20, (180, 40, 40)), (60, 30, 20, 30, (40, 60, 180))])
    guess = {
        "model_version": "v1", "score": 0.87,
        "result": [box(1, "car", 10, 14, 30, 28), box(2, "person", 62, 40, 20, 42)],
    }
    tasks = []
    for number in range(6):
        mine = by(ana, box(1, "car", 10, 14, 31, 28), box(2, "person", 62, 42, 21, 42), lead_time=4.5)
        other = by(bo, box(1, "car", 12, 14, 29, 28), lead_time=3.0)
        task = {"data": {"image": address("street", number)}, "annotations": [mine, other]}
        if number == 0:
            task["predictions"] = [guess]
        tasks.append(task)
    tasks[5]["annotations"] = []
    project(world, STREET, BOXES, tasks, maximum_annotations=2)
    gives_out(world, STREET, "street")
    client = world.client
    # The reviewer's own: a draft, an empty result that says "skipped", and one that can go.
    reviewer = world.person("rita")
    own = world.sdk("rita")
    head = {"Authorization": own._client_wrapper.get_headers()["Authorization"]}
    last = world.task(STREET, 5)
    drafted = requests.post(
        f"{world.url}/api/tasks/{last}/drafts", headers=head, timeout=60,
        json={"result": [box(1, "car", 20, 20, 10, 10)], "lead_time": 1},
    )
    drafted.raise_for_status()
    own.annotations.create(id=world.task(STREET, 2), result=[box(9, "car", 1, 1, 5, 5)], lead_time=1.0)
    own.annotations.create(id=world.task(STREET, 3), result=[], was_cancelled=True)
    first = client.annotations.list(id=world.task(STREET, 1))[0]
    client.annotations.update(id=first.id, ground_truth=True)
    assert reviewer.id


def quality(world, frames=100):
    """One result a picture, by ana; the second box of some is wrong."""
    ana = world.person("ana")
    pictures(world, "pass", frames, lambda n: [(10, 10, 30, 20, (180, 40, 40)), (60, 30, 20, 30, (40, 60, 180))])
    tasks = [
        {
            "data": {"image": address("pass", n)},
            "annotations": [by(ana, box(1, "car", 10, 14, 31, 28), box(2, "person", 62, 42, 21, 42))],
        }
        for n in range(frames)
    ]
    project(world, PASS, BOXES, tasks)
    gives_out(world, PASS, "pass")


def compared(world, items=50, apart=12):
    """Two results a picture; of some the boxes have less than half in common."""
    ana, bo = world.person("ana"), world.person("bo")
    pictures(world, "twice", items, lambda n: [(20, 20, 40, 30, (180, 140, 40))])
    tasks = []
    for n in range(items):
        # Every fourth one lies apart, by a little more each time.
        far = n % 4 == 1 and n // 4 < apart
        shift = 18 + n / 4 if far else 1
        tasks.append(
            {
                "data": {"image": address("twice", n)},
                "annotations": [by(ana, box(1, "car", 20, 28, 40, 40)), by(bo, box(1, "car", 20 + shift, 28, 40, 40))],
            }
        )
    project(world, COMPARED, BOXES, tasks)
    gives_out(world, COMPARED, "twice")


def complaints(world):
    """Eight pictures, of which each gets a complaint and is changed afterwards."""
    ana = world.person("ana")
    pictures(world, "fixed", 8, lambda n: [(10, 10, 30, 20, (180, 40, 40))])
    tasks = [
        {"data": {"image": address("fixed", n)}, "annotations": [by(ana, box(1, "car", 5, 5, 60, 60))]}
        for n in range(8)
    ]
    project(world, FIXED, BOXES, tasks)
    gives_out(world, FIXED, "fixed")


def sentence(number):
    # The sign in front takes two UTF-16 units: offsets are code points.
    return f"\U0001F600 {number}. Acme Corp hired Jane Doe in Paris, and Globex let her go again."


def told(person, text, place="LOC"):
    """What somebody made of a sentence; the place may be called something else."""
    parts = [span(1, "ORG", text, "Acme Corp"), span(2, "PER", text, "Jane Doe"), span(3, place, text, "Paris")]
    return by(person, *parts, {"from_id": "span2", "to_id": "span1", "type": "relation", "direction": "right", "labels": ["works for"]})


def news(world):
    ana, bo = world.person("ana"), world.person("bo")
    texts = [sentence(n + 1) for n in range(4)]
    tasks = [{"data": {"text": text}, "annotations": [told(ana, text), told(bo, text, "ORG")]} for text in texts]
    project(world, NEWS, ENTITIES, tasks)
    texts = [sentence(n + 1) for n in range(20)]
    tasks = [{"data": {"text": text}, "annotations": [told(ana, text)]} for text in texts]
    project(world, NEWS_PASS, ENTITIES, tasks)
    texts = [sentence(n + 1) for n in range(10)]
    tasks = []
    for number, text in enumerate(texts):
        # Of three, the second result knows one name only.
        other = by(bo, span(1, "ORG", text, "Globex")) if number % 4 == 1 else told(bo, text)
        tasks.append({"data": {"text": text}, "annotations": [told(ana, text), other]})
    project(world, NEWS_COMPARED, ENTITIES, tasks)


def other_kinds(world):
    ana = world.person("ana")
    talk = [{"author": "Ana", "text": "Where is my order?"}, {"author": "Bo", "text": "It comes tomorrow."}]
    said = {
        "id": "turn1", "from_name": "act", "to_name": "talk", "type": "paragraphlabels",
        "value": {"start": "1", "end": "1", "startOffset": 0, "endOffset": 17, "text": "It comes tomorrow", "paragraphlabels": ["promise"]},
    }
    project(world, CALLS, DIALOGUE, [{"data": {"talk": talk}, "annotations": [by(ana, said)]}])
    page = "<h1>Menu</h1><p>Soup costs <b>4 euros</b>.</p><ul><li>Bread</li></ul>"
    seen = {
        "id": "mark1", "from_name": "mark", "to_name": "page", "type": "hypertextlabels",
        "value": {
            "start": "/p[1]/b[1]/text()[1]", "end": "/p[1]/b[1]/text()[1]", "startOffset": 0, "endOffset": 7,
            "globalOffsets": {"start": 15, "end": 22}, "text": "4 euros", "hypertextlabels": ["price"],
        },
    }
    project(world, PAGES, PAGE, [{"data": {"page": page}, "annotations": [by(ana, seen)]}])
    place = world.server.files / "heard"
    place.mkdir()
    files.wav(place / "0001.wav")
    files.series(place / "0001.csv")
    heard = {
        "id": "part1", "from_name": "who", "to_name": "sound", "type": "labels", "original_length": 3.0,
        "value": {"start": 0.5, "end": 1.75, "channel": 0, "labels": ["speech"]},
    }
    words = {**heard, "from_name": "said", "type": "textarea", "value": {"start": 0.5, "end": 1.75, "channel": 0, "text": ["good morning"]}}
    project(world, SOUNDS, SOUND, [{"data": {"sound": address("heard", 0, "wav")}, "annotations": [by(ana, heard, words)]}])
    gives_out(world, SOUNDS, "heard")
    rise = {
        "id": "event1", "from_name": "event", "to_name": "series", "type": "timeserieslabels",
        "value": {"start": 10, "end": 42, "instant": False, "timeserieslabels": ["run"]},
    }
    project(world, MEASURED, SERIES, [{"data": {"series": address("heard", 0, "csv")}, "annotations": [by(ana, rise)]}])
    gives_out(world, MEASURED, "heard")
    mood = {"id": "c1", "from_name": "mood", "to_name": "text", "type": "choices", "value": {"choices": ["good"]}}
    stars = {"id": "c2", "from_name": "stars", "to_name": "text", "type": "rating", "value": {"rating": 4}}
    topic = {"id": "c3", "from_name": "topic", "to_name": "text", "type": "taxonomy", "value": {"taxonomy": [["Food", "Soup"]]}}
    project(world, OPINIONS, OPINION, [{"data": {"text": "The soup was good."}, "annotations": [by(ana, mood, stars, topic)]}])
    better = {"id": "p1", "from_name": "better", "to_name": "left", "type": "pairwise", "value": {"selected": "left"}}
    pair = {"left": "A short answer.", "right": "A much longer answer that says less."}
    project(world, PAIRS, PAIR, [{"data": pair, "annotations": [by(ana, better)]}])


def views(world):
    client, street_id = world.client, world.projects[STREET]
    done = {"conjunction": "and", "items": [{"filter": "filter:tasks:completed_at", "operator": "empty", "type": "Datetime", "value": False}]}
    client.views.create(project=street_id, data={"title": "Handed in", "target": "tasks", "type": "list", "filters": done})
    # Only Enterprise has this column: the view is taken, and every list of it answers 500.
    broken = {"conjunction": "and", "items": [{"filter": "filter:tasks:reviewed", "operator": "equal", "type": "Boolean", "value": True}]}
    client.views.create(project=street_id, data={"title": "Broken here", "target": "tasks", "type": "list", "filters": broken})


def fill(server):
    """Everything, on a server of 1.23."""
    world = World(server)
    people(world)
    world.client = world.sdk()
    for part in (street, quality, compared, complaints, news, other_kinds, views):
        part(world)
    return world
