"""Fills a server of 1.13 through the SDK of its time; runs under that SDK's own Python."""

import json
import pathlib
import sys


def main(url, token, picture):
    from label_studio_sdk.client import LabelStudio

    client = LabelStudio(base_url=url, api_key=token)
    config = (
        '<View><Labels name="entity" toName="text"><Label value="ORG"/></Labels><Text name="text" value="$text"/></View>'
    )
    made = client.projects.create(title="Old news", label_config=config)
    tasks = []
    for number in range(3):
        value = {"start": 0, "end": 9, "text": "Acme Corp", "labels": ["ORG"]}
        result = [{"id": f"s{number}", "from_name": "entity", "to_name": "text", "type": "labels", "value": value}]
        tasks.append({"data": {"text": f"Acme Corp grows, part {number}."}, "annotations": [{"result": result}]})
    client.projects.import_tasks(id=made.id, request=tasks)
    config = '<View><Image name="image" value="$image"/><Choices name="c" toName="image"><Choice value="a"/></Choices></View>'
    shown = client.projects.create(title="Old pictures", label_config=config)
    send(client, url, token, shown.id, picture)
    found = {"project": made.id, "tasks": numbers(client, made.id), "pictures": numbers(client, shown.id), "token": token}
    print(json.dumps(found))


def send(client, url, token, project, picture):
    """The SDK of that time has no call for files."""
    import httpx

    body = pathlib.Path(picture).read_bytes()
    sent = httpx.post(
        f"{url}/api/projects/{project}/import", headers={"Authorization": f"Token {token}"},
        files={"file": ("one.png", body, "image/png")}, timeout=60,
    )
    sent.raise_for_status()


def numbers(client, project):
    return sorted(task.id for task in client.tasks.list(project=project))


if __name__ == "__main__":
    main(*sys.argv[1:])
