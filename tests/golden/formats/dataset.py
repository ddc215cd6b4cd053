"""The one dataset that every format's own tool writes: small pictures made by code, and on them
every kind of annotation.

Rectangles have whole edges and vertices lie in the middle of pixels, so that formats which count
pixels (Supervisely, Pascal VOC) lose nothing either. Coordinates are pixels, the first one covers
0 to 1; degrees are clockwise.
"""

import json
import struct
import zlib

WIDTH, HEIGHT = 160, 120

# Name, colour. The order is the one of label numbers.
LABELS = [
    ("car", (230, 25, 75)),
    ("person", (60, 180, 75)),
    ("sky", (0, 130, 200)),
    ("lane marking", (255, 225, 25)),
    ("sign", (245, 130, 48)),
    ("head", (145, 30, 180)),
    ("figure", (70, 240, 240)),
    ("crate", (240, 50, 230)),
    ("night", (128, 128, 128)),
    ("Größe", (170, 110, 40)),
]
JOINTS = ["top", "left", "right", "foot"]
EDGES = [(0, 1), (0, 2), (0, 3)]

OUTER = [(10.5, 10.5), (90.5, 10.5), (90.5, 70.5), (10.5, 70.5)]
HOLE = [(30.5, 30.5), (60.5, 30.5), (60.5, 50.5), (30.5, 50.5)]


def blob(cx, cy, rx, ry, hole=None):
    """Rows of pixels: an uneven round mask, with a hole where one is given."""
    rows = []
    for y in range(HEIGHT):
        row = []
        for x in range(WIDTH):
            dx, dy = (x + 0.5 - cx) / rx, (y + 0.5 - cy) / ry
            wave = 1.0 + 0.15 * ((x * 7 + y * 3) % 5) / 5.0
            inside = dx * dx + dy * dy * wave < 1.0
            if hole and hole[0] <= x < hole[2] and hole[1] <= y < hole[3]:
                inside = False
            row.append(1 if inside else 0)
        rows.append(row)
    return rows


# One annotation: label, kind, and what the kind needs. `group` and `attributes` where it has some.
IMAGES = [
    ("street 1.png", [
        dict(label="car", kind="box", box=(10, 20, 40, 25), group=1, attributes={"color": "red"}),
        dict(label="person", kind="box", box=(60, 30, 15, 40), group=1),
        dict(label="Größe", kind="box", box=(0, 0, 160, 8)),
    ]),
    ("turned.png", [
        dict(label="car", kind="rotated", box=(80, 60, 40, 20), degrees=30.0),
        dict(label="car", kind="box", box=(5, 5, 30, 10)),
    ]),
    ("grün ночь.png", [
        dict(label="sky", kind="polygon", rings=[OUTER, HOLE]),
        dict(label="car", kind="polygon",
             rings=[[(100.5, 80.5), (140.5, 75.5), (150.5, 100.5), (120.5, 110.5), (95.5, 95.5)]]),
    ]),
    ("lines.png", [
        dict(label="lane marking", kind="polyline",
             points=[(5.5, 100.5), (40.5, 60.5), (90.5, 55.5), (155.5, 20.5)]),
        dict(label="sign", kind="points", points=[(30.5, 40.5)]),
        dict(label="sign", kind="points", points=[(100.5, 10.5), (110.5, 20.5), (120.5, 12.5)]),
    ]),
    ("masks.png", [
        dict(label="person", kind="mask", mask=blob(60, 50, 40, 30, hole=(50, 45, 70, 60))),
        dict(label="car", kind="mask", mask=blob(120, 90, 25, 20)),
    ]),
    ("round.png", [
        dict(label="head", kind="ellipse", center=(60.5, 50.5), rx=30.0, ry=20.0),
        dict(label="head", kind="ellipse", center=(120.5, 80.5), rx=25.0, ry=25.0),
    ]),
    ("figure.png", [
        dict(label="figure", kind="skeleton",
             points=[(60.5, 20.5), (40.5, 60.5), (80.5, 60.5), (60.5, 110.5)],
             seen=[2, 2, 1, 2]),
        # Front face clockwise from its left top, then the back face.
        dict(label="crate", kind="cuboid",
             points=[(100.5, 50.5), (130.5, 50.5), (130.5, 90.5), (100.5, 90.5),
                     (115.5, 40.5), (145.5, 40.5), (145.5, 80.5), (115.5, 80.5)]),
    ]),
    ("tags.png", [
        dict(label="night", kind="tag"),
        dict(label="person", kind="box", box=(20, 20, 30, 60),
             attributes={"occluded": True, "note": "half hidden"}),
    ]),
    ("empty.png", []),
]


def label_number(name):
    return [label for label, _ in LABELS].index(name)


def hex_color(name):
    return "#%02x%02x%02x" % dict(LABELS)[name]


def png(number):
    """A small picture of few colours: stripes that differ from picture to picture."""
    rows = b""
    for y in range(HEIGHT):
        line = bytes(((x // 20 + y // 20 + number) % 4) for x in range(WIDTH))
        packed = bytes(
            line[i] << 6 | line[i + 1] << 4 | line[i + 2] << 2 | line[i + 3]
            for i in range(0, WIDTH, 4)
        )
        rows += b"\0" + packed
    hue = (number * 53) % 200
    palette = bytes([30, 30, 40, hue, 90, 120, 200 - hue // 2, 180, 140, 240, 240, 230])

    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))

    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 2, 3, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"PLTE", palette)
            + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def raster(rings):
    """The pixels whose middle lies in rings, by the even-odd rule."""
    def inside(x, y):
        odd = False
        for ring in rings:
            for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
                if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                    odd = not odd
        return odd
    return [[1 if inside(x + 0.5, y + 0.5) else 0 for x in range(WIDTH)] for y in range(HEIGHT)]


def spans(mask):
    """A mask as (row, from, to)."""
    out = []
    for y, row in enumerate(mask):
        x = 0
        while x < len(row):
            if row[x]:
                start = x
                while x < len(row) and row[x]:
                    x += 1
                out.append([y, start, x])
            else:
                x += 1
    return out


def truth():
    """What is meant, for the agreement test."""
    images = []
    for name, annotations in IMAGES:
        out = []
        for one in annotations:
            one = dict(one)
            if "mask" in one:
                one["spans"] = spans(one.pop("mask"))
            out.append(one)
        images.append({"name": name, "annotations": out})
    return {"width": WIDTH, "height": HEIGHT, "labels": [
        {"name": name, "color": list(color)} for name, color in LABELS
    ], "joints": JOINTS, "edges": EDGES, "pictures": images}


def write_truth(path):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(truth(), file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")
