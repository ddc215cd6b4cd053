#!/usr/bin/env python3
"""Writes the dataset of `dataset.py` in every format, each by the format's own tool.

    python3 tests/golden/formats/make.py all --venvs DIR     # makes the environments and everything
    DIR/datumaro/bin/python tests/golden/formats/make.py datumaro    # one tool's part

The tools want different versions of the same libraries, so each has an environment of its own:

    datumaro      datumaro, pycocotools     COCO, YOLO, Pascal VOC, CVAT for images, Datumaro
    labelme       labelme                   LabelMe
    supervisely   supervisely               a Supervisely project
    dataloop      dtlpy                     Dataloop
    labelstudio   label-studio-sdk          Label Studio

`cvat_video` needs no tool: nothing but CVAT itself writes CVAT for video, so it is written here
by the rules of that format, with the boxes of a track over the pictures of the dataset as frames.
`label_studio_text` is what a server exports of a project of texts, likewise written here.

Pictures lie once in `images/`; formats whose readers expect them elsewhere have copies. What a
tool does not write (ellipses as COCO, cuboids as LabelMe, …) is left out; the table of the
agreement test (tests/it/platforms/formats.rs) says what each format has.
"""

import argparse
import base64
import json
import os
import shutil
import subprocess
import sys

import dataset
from dataset import EDGES, HEIGHT, IMAGES, JOINTS, LABELS, WIDTH, hex_color, label_number

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = {
    "pictures": [],
    "datumaro": ["datumaro==1.13.12", "pycocotools==2.0.11", "opencv-python-headless"],
    "labelme": ["labelme==6.3.1"],
    "supervisely": ["supervisely==6.74.51", "opencv-python-headless"],
    "dataloop": ["dtlpy==1.126.5", "opencv-python-headless"],
    "labelstudio": ["label-studio-sdk==2.1.2"],
    "label_studio_text": [],
    "cvat_video": [],
}


def place(*parts):
    path = os.path.join(HERE, *parts)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def fresh(name):
    shutil.rmtree(os.path.join(HERE, name), ignore_errors=True)
    return os.path.join(HERE, name)


def write_pictures(folder):
    os.makedirs(folder, exist_ok=True)
    for number, (name, _) in enumerate(IMAGES):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(dataset.png(number))


def dump(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)
        file.write("\n")


def make_pictures():
    fresh("images")
    write_pictures(place("images"))
    dataset.write_truth(place("truth.json"))


# ---- datumaro -------------------------------------------------------------------------------


def datumaro_dataset(kinds, holes, groups=True):
    """The dataset with the kinds of annotations that a format has. A polygon with a hole becomes
    a mask (`holes` is "mask") or is left out: datumaro's polygons have one ring. Without `groups`
    nothing belongs together."""
    import numpy as np
    import datumaro as dm
    from datumaro.components.annotation import (
        AnnotationType, Bbox, Cuboid2D, Ellipse, Label, LabelCategories, Mask, MaskCategories,
        Points, PointsCategories, Polygon, PolyLine,
    )
    from datumaro.components.dataset_base import DatasetItem
    from datumaro.components.media import Image

    labels = LabelCategories()
    for name, _ in LABELS:
        labels.add(name)
    points = PointsCategories()
    # Joints are numbered from one, as COCO does.
    points.add(label_number("figure"), JOINTS, [(a + 1, b + 1) for a, b in EDGES])
    colors = MaskCategories({number: color for number, (_, color) in enumerate(LABELS)})
    items = []
    identity = 0
    for name, annotations in IMAGES:
        out = []
        for one in annotations:
            kind = one["kind"]
            identity += 1
            common = dict(id=identity, label=label_number(one["label"]),
                          group=one.get("group", 0) if groups else 0,
                          attributes=dict(one.get("attributes", {})))
            if kind == "polygon" and len(one["rings"]) > 1:
                kind = holes
            if kind not in kinds:
                continue
            if kind == "box":
                out.append(Bbox(*one["box"], **common))
            elif kind == "rotated":
                common["attributes"]["rotation"] = one["degrees"]
                out.append(Bbox(*one["box"], **common))
            elif kind == "polygon":
                out.append(Polygon([v for p in one["rings"][0] for v in p], **common))
            elif kind == "polyline":
                out.append(PolyLine([v for p in one["points"] for v in p], **common))
            elif kind == "points":
                out.append(Points([v for p in one["points"] for v in p], **common))
            elif kind == "skeleton":
                out.append(Points([v for p in one["points"] for v in p], one["seen"], **common))
            elif kind == "mask":
                rows = one["mask"] if "mask" in one else dataset.raster(one["rings"])
                out.append(Mask(np.array(rows, dtype=bool), **common))
            elif kind == "ellipse":
                (cx, cy), rx, ry = one["center"], one["rx"], one["ry"]
                out.append(Ellipse(cx - rx, cy - ry, cx + rx, cy + ry, **common))
            elif kind == "cuboid":
                ftl, ftr, fbr, fbl, btl, btr, bbr, bbl = one["points"]
                # Round the top, then round the bottom, from the front left to the back.
                order = [ftl, btl, btr, ftr, bbl, bbr, fbr, fbl]
                out.append(Cuboid2D(order, id=common["id"], label=common["label"]))
            elif kind == "tag":
                out.append(Label(label_number(one["label"]), id=identity))
        path = os.path.join(HERE, "images", name)
        image = Image.from_file(path=path, size=(HEIGHT, WIDTH))
        items.append(DatasetItem(id=os.path.splitext(name)[0], subset="train", media=image,
                                 annotations=out))
    categories = {AnnotationType.label: labels, AnnotationType.points: points,
                  AnnotationType.mask: colors}
    if "skeleton" not in kinds:
        del categories[AnnotationType.points]
    return dm.Dataset.from_iterable(items, categories=categories)


def make_datumaro():
    import re
    import numpy as np
    from pycocotools import mask as coco_mask
    from pycocotools.coco import COCO

    everything = ["box", "rotated", "polygon", "polyline", "points", "skeleton", "mask", "ellipse",
                  "cuboid", "tag"]
    datumaro_dataset(everything, "mask").export(fresh("datumaro"), "datumaro", save_media=True)
    shaped = ["box", "rotated", "polygon", "mask"]
    # In COCO a group is the parts of one object, which become one.
    datumaro_dataset(shaped, "mask", groups=False).export(fresh("coco"), "coco_instances",
                                                          save_media=True)
    datumaro_dataset(["skeleton"], "").export(fresh("coco_keypoints"), "coco_person_keypoints",
                                              save_media=True)
    datumaro_dataset(["box"], "").export(fresh("yolo"), "yolo", save_media=True)
    datumaro_dataset(["box"], "").export(fresh("voc"), "voc_detection", save_media=True)
    cvat = ["box", "polygon", "polyline", "points", "mask", "tag"]
    datumaro_dataset(cvat, "mask").export(fresh("cvat_images"), "cvat", save_media=True)

    # pycocotools agrees with what datumaro wrote.
    coco = COCO(os.path.join(HERE, "coco", "annotations", "instances_train.json"))
    for info in coco.imgs.values():
        wanted = next(annotations for name, annotations in IMAGES if name == info["file_name"])
        masks = [np.array(one["mask"], dtype=bool) for one in wanted if one["kind"] == "mask"]
        for annotation in coco.loadAnns(coco.getAnnIds(imgIds=[info["id"]])):
            if isinstance(annotation["segmentation"], dict) and masks:
                rle = coco.annToRLE(annotation)
                read = coco_mask.decode(rle).astype(bool)
                assert any((read == mask).all() for mask in masks), info["file_name"]

    # What changes from run to run goes.
    path = os.path.join(HERE, "cvat_images", "train.xml")
    if os.path.exists(path):
        text = open(path, encoding="utf-8").read()
        text = re.sub(r"<(created|updated|dumped)>[^<]*</\1>", r"<\1></\1>", text)
        open(path, "w", encoding="utf-8").write(text)


# ---- labelme --------------------------------------------------------------------------------


def make_labelme():
    import math
    import numpy as np
    from labelme import utils
    from labelme._label_file import LabelFile

    folder = fresh("labelme")
    write_pictures(folder)

    def turned(box, degrees):
        x, y, w, h = box
        cx, cy, angle = x + w / 2, y + h / 2, math.radians(degrees)
        out = []
        for px, py in [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]:
            dx, dy = px - cx, py - cy
            out.append([cx + dx * math.cos(angle) - dy * math.sin(angle),
                        cy + dx * math.sin(angle) + dy * math.cos(angle)])
        return out

    for name, annotations in IMAGES:
        shapes, flags = [], {"night": False}
        for one in annotations:
            kind, mask = one["kind"], None
            if kind == "box":
                x, y, w, h = one["box"]
                points, shape = [[x, y], [x + w, y + h]], "rectangle"
            elif kind == "rotated":
                points, shape = turned(one["box"], one["degrees"]), "oriented_rectangle"
            elif kind == "polygon" and len(one["rings"]) == 1:
                points, shape = [list(p) for p in one["rings"][0]], "polygon"
            elif kind == "polyline":
                points, shape = [list(p) for p in one["points"]], "linestrip"
            elif kind == "points":
                points = [list(p) for p in one["points"]]
                shape = "point" if len(points) == 1 else "points"
            elif kind == "mask" or kind == "polygon":
                rows = one["mask"] if kind == "mask" else dataset.raster(one["rings"])
                whole = np.array(rows, dtype=bool)
                ys, xs = np.where(whole)
                x1, y1, x2, y2 = xs.min(), ys.min(), xs.max(), ys.max()
                part = whole[y1:y2 + 1, x1:x2 + 1]
                mask = utils.img_arr_to_b64(part.astype(np.uint8))
                points, shape = [[int(x1), int(y1)], [int(x2), int(y2)]], "mask"
            elif kind == "ellipse" and one["rx"] == one["ry"]:
                cx, cy = one["center"]
                points, shape = [[cx, cy], [cx + one["rx"], cy]], "circle"
            elif kind == "tag":
                flags[one["label"]] = True
                continue
            else:
                continue
            attributes = one.get("attributes", {})
            shapes.append({
                "label": one["label"], "points": points, "group_id": one.get("group"),
                "description": attributes.get("note", ""), "shape_type": shape,
                "flags": {k: v for k, v in attributes.items() if isinstance(v, bool)},
                "mask": mask,
            })
        image_data = None
        if name == "lines.png":
            # One picture stands in its file only.
            path = os.path.join(folder, name)
            image_data = open(path, "rb").read()
            os.remove(path)
        stem = os.path.splitext(name)[0]
        LabelFile().save(filename=os.path.join(folder, stem + ".json"), shapes=shapes,
                         image_path=name, image_height=HEIGHT, image_width=WIDTH,
                         image_data=image_data, flags=flags)


# ---- supervisely ----------------------------------------------------------------------------


def make_supervisely():
    import math
    import numpy as np
    import supervisely as sly
    from supervisely.geometry.cuboid_2d import Cuboid2d, Cuboid2dTemplate
    from supervisely.geometry.graph import GraphNodes, KeypointsTemplate, Node
    from supervisely.geometry.oriented_bbox import OrientedBBox

    template = KeypointsTemplate()
    for number, joint in enumerate(JOINTS):
        template.add_point(label=joint, row=10 * number, col=10)
    for a, b in EDGES:
        template.add_edge(src=JOINTS[a], dst=JOINTS[b])
    classes = {}
    for name, color in LABELS:
        if name == "figure":
            classes[name] = sly.ObjClass(name, GraphNodes, color=list(color),
                                         geometry_config=template)
        elif name == "crate":
            classes[name] = sly.ObjClass(name, Cuboid2d, color=list(color),
                                         geometry_config=Cuboid2dTemplate(list(color)))
        elif name != "night":
            classes[name] = sly.ObjClass(name, sly.AnyGeometry, color=list(color))
    tags = {
        "night": sly.TagMeta("night", sly.TagValueType.NONE, color=[128, 128, 128]),
        "color": sly.TagMeta("color", sly.TagValueType.ANY_STRING),
        "note": sly.TagMeta("note", sly.TagValueType.ANY_STRING),
        "occluded": sly.TagMeta("occluded", sly.TagValueType.NONE),
    }
    meta = sly.ProjectMeta(obj_classes=sly.ObjClassCollection(list(classes.values())),
                           tag_metas=sly.TagMetaCollection(list(tags.values())))
    folder = fresh("supervisely")
    project = sly.Project(folder, sly.OpenMode.CREATE)
    project.set_meta(meta)
    first = project.create_dataset("day")
    second = project.create_dataset("inner", ds_path="day/datasets/inner")

    def at(p):
        # Vertices are numbers of pixels.
        return sly.PointLocation(row=int(math.floor(p[1])), col=int(math.floor(p[0])))

    def geometries(one):
        kind = one["kind"]
        if kind in ("box", "rotated"):
            x, y, w, h = one["box"]
            edges = dict(top=y, left=x, bottom=y + h - 1, right=x + w - 1)
            if kind == "box":
                return [sly.Rectangle(**edges)]
            return [OrientedBBox(**edges, angle=math.radians(one["degrees"]))]
        if kind == "polygon":
            rings = [[at(p) for p in ring] for ring in one["rings"]]
            return [sly.Polygon(exterior=rings[0], interior=rings[1:])]
        if kind == "polyline":
            return [sly.Polyline([at(p) for p in one["points"]])]
        if kind == "points":
            return [sly.Point(at(p).row, at(p).col) for p in one["points"]]
        if kind == "mask":
            return [sly.Bitmap(np.array(one["mask"], dtype=bool))]
        if kind == "skeleton":
            nodes = [Node(label=joint, row=at(p).row, col=at(p).col, disabled=seen == 1)
                     for joint, p, seen in zip(JOINTS, one["points"], one["seen"])]
            return [GraphNodes(nodes)]
        if kind == "cuboid":
            names = ["face1-topleft", "face1-topright", "face1-bottomright", "face1-bottomleft",
                     "face2-topleft", "face2-topright", "face2-bottomright", "face2-bottomleft"]
            nodes = [Node(label=name, row=at(p).row, col=at(p).col)
                     for name, p in zip(names, one["points"])]
            return [Cuboid2d(nodes)]
        return []

    for number, (name, annotations) in enumerate(IMAGES):
        labels, image_tags = [], []
        for one in annotations:
            if one["kind"] == "tag":
                image_tags.append(sly.Tag(tags[one["label"]]))
                continue
            own = [sly.Tag(tags[key]) if value is True else sly.Tag(tags[key], value)
                   for key, value in one.get("attributes", {}).items()]
            for geometry in geometries(one):
                labels.append(sly.Label(geometry, classes[one["label"]],
                                        tags=sly.TagCollection(own)))
        annotation = sly.Annotation((HEIGHT, WIDTH), labels=labels, img_tags=image_tags)
        target = second if number % 3 == 2 else first
        target.add_item_file(name, os.path.join(HERE, "images", name), ann=annotation)


# ---- dataloop -------------------------------------------------------------------------------


def make_dataloop():
    import numpy as np
    import dtlpy as dl

    folder = fresh("dataloop")
    write_pictures(os.path.join(folder, "items", "day"))
    for number, (name, annotations) in enumerate(IMAGES):
        item = dl.Item.from_json({
            "id": "66f0000000000000000%05d" % number, "name": name, "filename": "/day/" + name,
            "type": "file", "dir": "/day", "datasetId": "66a000000000000000000001", "url": "",
            "createdAt": "2026-01-05T11:00:00.000Z", "annotated": bool(annotations),
            "annotationsCount": len(annotations),
            "metadata": {"system": {"width": WIDTH, "height": HEIGHT, "mimetype": "image/png"}},
        }, client_api=dl.client_api)
        # Without an item: with one, a server would be asked for the colours of labels.
        builder = dl.AnnotationCollection()
        for one in annotations:
            kind, label = one["kind"], one["label"]
            objects = []
            if kind in ("box", "rotated"):
                x, y, w, h = one["box"]
                angle = one["degrees"] if kind == "rotated" else None
                objects.append(dl.Box(left=x, top=y, right=x + w, bottom=y + h, label=label,
                                      angle=angle))
            elif kind == "polygon" and len(one["rings"]) == 1:
                objects.append(dl.Polygon(geo=np.array(one["rings"][0]), label=label))
            elif kind in ("mask", "polygon"):
                rows = one["mask"] if kind == "mask" else dataset.raster(one["rings"])
                color = dict(LABELS)[label]
                objects.append(dl.Segmentation(geo=np.array(rows, dtype=np.uint8), label=label,
                                               color=color))
            elif kind == "polyline":
                objects.append(dl.Polyline(geo=np.array(one["points"]), label=label))
            elif kind == "points":
                objects += [dl.Point(x=x, y=y, label=label) for x, y in one["points"]]
            elif kind == "ellipse":
                (cx, cy), rx, ry = one["center"], one["rx"], one["ry"]
                objects.append(dl.Ellipse(x=cx, y=cy, rx=rx, ry=ry, angle=0, label=label))
            elif kind == "cuboid":
                objects.append(dl.Cube(label, *[list(p) for p in one["points"]]))
            elif kind == "skeleton":
                # A pose has its points as annotations of their own.
                pose = dl.Pose(label=label, template_id="t1", instance_id="i1")
                objects.append(pose)
                objects += [dl.Point(x=x, y=y, label=label) for x, y in one["points"]]
            elif kind == "tag":
                objects.append(dl.Classification(label=label))
            for definition in objects:
                builder.add(annotation_definition=definition)
                made = builder.annotations[-1]
                if kind in ("box", "rotated"):
                    made.attributes = dict(one.get("attributes", {}))
                if one.get("group"):
                    made.object_id = str(one["group"])
        value = builder.to_json()
        for index, annotation in enumerate(value["annotations"]):
            # A server would have given these.
            annotation["id"] = "67000000000000000%03d%04d" % (number, index)
            if annotation["type"] == "pose":
                pose = annotation["id"]
            elif annotations and annotations[0]["kind"] == "skeleton" and \
                    annotation["type"] == "point":
                annotation["metadata"]["system"]["parentId"] = pose
        value.update(_id=item.id, filename=item.filename, metadata=item.metadata)
        path = place("dataloop", "json", "day", os.path.splitext(name)[0] + ".json")
        dump(path, value)


# ---- label studio ---------------------------------------------------------------------------


def make_labelstudio():
    import numpy as np
    from label_studio_sdk.converter import brush
    from label_studio_sdk.converter.imports.coco import convert_coco_to_ls

    folder = fresh("label_studio")
    write_pictures(os.path.join(folder, "images"))
    # Boxes and outlines by the converter, from COCO; `bbox` of outlines would come twice.
    source = {"images": [], "annotations": [], "categories": [
        {"id": number, "name": name} for number, (name, _) in enumerate(LABELS)
    ]}
    for number, (name, annotations) in enumerate(IMAGES):
        source["images"].append({"id": number, "file_name": "images/" + name, "width": WIDTH,
                                 "height": HEIGHT})
        for one in annotations:
            entry = {"image_id": number, "category_id": label_number(one["label"])}
            if one["kind"] == "box":
                source["annotations"].append({**entry, "bbox": list(one["box"])})
            elif one["kind"] == "polygon" and len(one["rings"]) == 1:
                ring = [v for p in one["rings"][0] for v in p]
                source["annotations"].append({**entry, "segmentation": [ring]})
    path = place("label_studio", "coco.json")
    dump(path, source)
    target = place("label_studio", "tasks.json")
    convert_coco_to_ls(path, target)
    os.remove(path)
    tasks = json.load(open(target, encoding="utf-8"))
    common = {"to_name": "image", "original_width": WIDTH, "original_height": HEIGHT,
              "image_rotation": 0}

    def percent(x, y):
        return x / WIDTH * 100.0, y / HEIGHT * 100.0

    # What the converter does not know, by the rules of the result items; masks by its own coder.
    for number, ((name, annotations), task) in enumerate(zip(IMAGES, tasks)):
        result = task["annotations"][0]["result"]
        for index, item in enumerate(result):
            item["id"] = "r%02d%02d" % (number, index)
        for one in annotations:
            kind, label, region = one["kind"], one["label"], None
            identity = "x%02d%02d" % (number, len(result))
            if kind == "rotated":
                import math
                x, y, w, h = one["box"]
                # It is turned about its left top corner.
                cx, cy, angle = x + w / 2, y + h / 2, math.radians(one["degrees"])
                dx, dy = -w / 2, -h / 2
                left = cx + dx * math.cos(angle) - dy * math.sin(angle)
                top = cy + dx * math.sin(angle) + dy * math.cos(angle)
                px, py = percent(left, top)
                pw, ph = percent(w, h)
                region = {"type": "rectanglelabels", "from_name": "label_rectangles", "value": {
                    "x": px, "y": py, "width": pw, "height": ph, "rotation": one["degrees"],
                    "rectanglelabels": [label]}}
            elif kind == "ellipse":
                px, py = percent(*one["center"])
                rx, ry = percent(one["rx"], one["ry"])
                region = {"type": "ellipselabels", "from_name": "label_ellipses", "value": {
                    "x": px, "y": py, "radiusX": rx, "radiusY": ry, "rotation": 0,
                    "ellipselabels": [label]}}
            elif kind == "points" and len(one["points"]) == 1:
                px, py = percent(*one["points"][0])
                region = {"type": "keypointlabels", "from_name": "label_keypoints", "value": {
                    "x": px, "y": py, "width": 0.5, "keypointlabels": [label]}}
            elif kind == "mask" or (kind == "polygon" and len(one["rings"]) > 1):
                rows = one["mask"] if kind == "mask" else dataset.raster(one["rings"])
                rle = brush.mask2rle(np.array(rows, dtype=np.uint8) * 255)
                region = {"type": "brushlabels", "from_name": "label_brushes", "value": {
                    "format": "rle", "rle": rle, "brushlabels": [label]}}
            elif kind == "tag":
                region = {"type": "choices", "from_name": "scene",
                          "value": {"choices": [label]}}
            if region:
                result.append({**common, **region, "id": identity})
        # A server gives numbers and names.
        task["id"] = number + 1
        task["annotations"][0].update(id=100 + number, completed_by=3, lead_time=12.5,
                                      created_at="2026-11-21T08:10:32.730209Z")
    os.remove(target.replace(".json", ".label_config.xml"))
    dump(target, tasks)


# ---- label studio, texts -------------------------------------------------------------------


def make_label_studio_text():
    """Texts as a server exports them; nothing of the kind is in the common dataset."""
    def span(identity, text, words, label):
        start = text.index(words)
        return {"id": identity, "type": "labels", "from_name": "label", "to_name": "text",
                "origin": "manual", "value": {"start": start, "end": start + len(words),
                                              "text": words, "labels": [label]}}

    def choice(name, *chosen):
        return {"id": name, "type": "choices", "from_name": name, "to_name": "text",
                "origin": "manual", "value": {"choices": list(chosen)}}

    def annotation(identity, who, result, **more):
        return {"id": identity, "completed_by": {"id": who[0], "email": who[1]}, "result": result,
                "was_cancelled": False, "ground_truth": False, "lead_time": 12.5,
                "created_at": "2026-11-21T08:10:32.730209Z",
                "updated_at": "2026-11-21T08:12:32.730209Z", **more}

    ana, bo = (2, "ana@example.com"), (3, "bo@example.com")
    first = ("Ana Möller moved from Łódź to Nairobi in 2019. There she joined Globex, where Ben "
             "Okafor runs the maps team. 🚀 Both met at a conference in Oslo.")
    person, place, company = "Person", "Place", "Company"
    one = [span("s1", first, "Ana Möller", person), span("s2", first, "Łódź", place),
           span("s3", first, "Nairobi", place), span("s4", first, "Globex", company),
           span("s5", first, "Ben Okafor", person), span("s6", first, "Oslo", place),
           {"from_id": "s5", "to_id": "s4", "type": "relation", "direction": "right",
            "labels": ["works for"]},
           choice("topic", "people")]
    two = [span("t1", first, "Ana", person), span("t2", first, "Nairobi", place),
           span("t3", first, "Ben Okafor", person), choice("topic", "companies")]
    second = "The figures for the third quarter were lower than expected."
    dialogue = [{"author": "Ana", "text": "How are you?"}, {"author": "Bo", "text": "Fine, thanks."}]
    tasks = [
        {"id": 12, "data": {"text": first, "source": "notes"}, "project": 1,
         "annotations": [annotation(31, ana, one, ground_truth=True), annotation(32, bo, two)],
         "predictions": []},
        {"id": 13, "data": {"text": second}, "project": 1, "annotations": [],
         "predictions": [{"id": 7, "model_version": "topics-2", "score": 0.75,
                          "result": [choice("topic", "companies")]}]},
        {"id": 14, "data": {"dialogue": dialogue}, "project": 1, "annotations": [
            annotation(33, bo, [{"id": "d1", "type": "paragraphlabels", "from_name": "label",
                                 "to_name": "dialogue",
                                 "value": {"start": "0", "end": "0", "startOffset": 0,
                                           "endOffset": 12, "text": "How are you?",
                                           "paragraphlabels": ["Question"]}}])],
         "predictions": []},
    ]
    dump(place_of_text(), tasks)


def place_of_text():
    fresh("label_studio_text")
    return place("label_studio_text", "project-1.json")


# ---- cvat for video -------------------------------------------------------------------------


def make_cvat_video():
    folder = fresh("cvat_video")
    os.makedirs(os.path.join(folder, "images"))
    for number in range(6):
        with open(os.path.join(folder, "images", "frame_%06d.png" % number), "wb") as file:
            file.write(dataset.png(number))
    labels = "".join(
        "<label><name>%s</name><color>%s</color><type>any</type><attributes></attributes></label>"
        % (name, hex_color(name)) for name, _ in LABELS
    )
    meta = (
        "<meta><task><id>1</id><name>golden</name><size>6</size><mode>interpolation</mode>"
        "<overlap>0</overlap><start_frame>0</start_frame><stop_frame>5</stop_frame>"
        "<frame_filter></frame_filter><labels>%s</labels><original_size><width>%d</width>"
        "<height>%d</height></original_size></task></meta>" % (labels, WIDTH, HEIGHT)
    )
    boxes = ""
    for frame, left, outside, key in [(0, 10, 0, 1), (1, 15, 0, 0), (2, 20, 0, 0), (3, 25, 0, 0),
                                      (4, 30, 0, 1), (5, 30, 1, 1)]:
        boxes += (
            '<box frame="%d" keyframe="%d" outside="%d" occluded="0" xtl="%.2f" ytl="20.00" '
            'xbr="%.2f" ybr="45.00" z_order="0"></box>' % (frame, key, outside, left, left + 40)
        )
    track = '<track id="0" label="car" source="manual">%s</track>' % boxes
    path = os.path.join(folder, "annotations.xml")
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<annotations><version>1.1</version>'
                   "%s%s</annotations>\n" % (meta, track))


def make_all(venvs):
    for tool, packages in TOOLS.items():
        python = sys.executable
        if packages:
            venv = os.path.join(venvs, tool)
            python = os.path.join(venv, "bin", "python")
            if not os.path.exists(python):
                subprocess.run([sys.executable, "-m", "venv", venv], check=True)
                subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
        subprocess.run([python, os.path.abspath(__file__), tool], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("tool", choices=["all", *TOOLS])
    parser.add_argument("--venvs", default="target/venvs/formats")
    args = parser.parse_args()
    if args.tool == "all":
        make_all(args.venvs)
    else:
        globals()["make_" + args.tool]()


if __name__ == "__main__":
    main()
