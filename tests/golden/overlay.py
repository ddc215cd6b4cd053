"""Draws the golden pictures of tests/media.rs, independently of the program.

Run once, in a virtual environment with pillow, numpy and pycocotools:

    python overlay.py            writes next to itself

fill_<shape>.png   what each shape covers, white on black, 200 x 140 pixels, of an image of
                   400 x 280 pixels (drawn at four times the output and reduced)
line_<shape>.png   the outline of each shape, one sample wide, at four times that size
exif_<n>.jpg       one drawing stored in each of the eight EXIF orientations, and exif_<n>.png,
exif_6.webp, exif_6.tif; exif_upright.png is how all of them are displayed
kinds/             a picture in each unusual kind: 16 bit, palette, transparent, CMYK, animated ...
                   (interlaced.png, rgb16.* and cmyk.tif: ImageMagick's convert, from plain.png)
shapes.json        the shapes in image pixels
"""

import json
import os

import numpy as np
from PIL import Image, ImageDraw
from pycocotools import mask as coco

HERE = os.path.dirname(os.path.abspath(__file__))
IMAGE = (400, 280)
OUTPUT = (200, 140)
FINE = 4  # samples per output pixel and side
SCALE = OUTPUT[0] / IMAGE[0] * FINE


def path(*names):
    return os.path.join(HERE, *names)


def turned(points, center, degrees):
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return (np.array(points, float) - center) @ turn.T + center


def corners(x, y, w, h):
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


def ellipse(cx, cy, rx, ry, degrees, steps=720):
    a = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    return turned(np.stack([cx + rx * np.cos(a), cy + ry * np.sin(a)], 1), (cx, cy), degrees)


def inside(rings):
    """Even-odd coverage of fine samples, by counting crossings (no drawing library)."""
    width, height = OUTPUT[0] * FINE, OUTPUT[1] * FINE
    xs = (np.arange(width) + 0.5) / SCALE
    ys = (np.arange(height) + 0.5) / SCALE
    flags = np.zeros((height, width), bool)
    for ring in rings:
        ring = np.asarray(ring, float)
        for (x0, y0), (x1, y1) in zip(ring, np.roll(ring, -1, axis=0)):
            if y0 == y1:
                continue
            rows = np.nonzero((ys >= min(y0, y1)) & (ys < max(y0, y1)))[0]
            at = x0 + (ys[rows] - y0) * (x1 - x0) / (y1 - y0)
            flags[rows] ^= xs[None, :] > at[:, None]
    return flags


def reduced(flags):
    blocks = flags.reshape(OUTPUT[1], FINE, OUTPUT[0], FINE).mean(axis=(1, 3))
    return Image.fromarray((blocks >= 0.5).astype(np.uint8) * 255)


def save(image, name):
    image.convert("1").save(path(name), optimize=True)


def lines(name, pieces, dots=()):
    image = Image.new("L", (OUTPUT[0] * FINE, OUTPUT[1] * FINE), 0)
    draw = ImageDraw.Draw(image)
    # PIL puts whole numbers at the middle of pixels.
    place = lambda p: (p[0] * SCALE - 0.5, p[1] * SCALE - 0.5)
    for piece, closed in pieces:
        points = [place(p) for p in piece]
        draw.line(points + points[:1] if closed else points, fill=255)
    for dot in dots:
        x, y = place(dot)
        draw.ellipse((x - FINE, y - FINE, x + FINE, y + FINE), fill=255)
    save(image, f"line_{name}.png")


def shapes():
    found = {}
    box = corners(40, 30, 200, 120)
    found["box"] = {"type": "box", "rect": {"x": 40, "y": 30, "width": 200, "height": 120}}
    save(reduced(inside([box])), "fill_box.png")
    lines("box", [(box, True)])

    rotated = turned(corners(120, 90, 180, 80), (210, 130), 33)
    found["rotated_box"] = {
        "type": "rotated_box",
        "rect": {"x": 120, "y": 90, "width": 180, "height": 80},
        "degrees": 33,
    }
    save(reduced(inside([rotated])), "fill_rotated_box.png")
    lines("rotated_box", [(rotated, True)])

    outer = [(60, 40), (330, 20), (370, 200), (210, 250), (90, 220)]
    hole = [(150, 90), (260, 80), (270, 170), (170, 190)]
    as_points = lambda ring: [{"x": float(x), "y": float(y)} for x, y in ring]
    found["polygon"] = {"type": "polygon", "rings": [as_points(outer), as_points(hole)]}
    save(reduced(inside([outer, hole])), "fill_polygon.png")
    lines("polygon", [(outer, True), (hole, True)])

    # Reaches far out of the picture on all sides.
    beyond = [(-4e6, 100), (200, -3e6), (5e6, 180), (220, 2e6)]
    found["beyond"] = {"type": "polygon", "rings": [as_points(beyond + [(200, 140)])]}
    save(reduced(inside([beyond + [(200, 140)]])), "fill_beyond.png")

    found["ellipse"] = {
        "type": "ellipse",
        "center": {"x": 200, "y": 140},
        "rx": 150,
        "ry": 60,
        "degrees": 25,
    }
    ring = ellipse(200, 140, 150, 60, 25)
    save(reduced(inside([ring])), "fill_ellipse.png")
    lines("ellipse", [(ring, True)])

    # The bitmap goes through pycocotools: encoded there, decoded there, and its runs turned from
    # columns into rows here.
    bits = np.zeros((IMAGE[1], IMAGE[0]), np.uint8)
    yy, xx = np.mgrid[: IMAGE[1], : IMAGE[0]]
    bits[(xx - 180) ** 2 + (yy - 150) ** 2 < 90**2] = 1
    bits[(xx - 200) ** 2 + (yy - 160) ** 2 < 35**2] = 0
    bits[40:70, 300:380] = 1
    encoded = coco.encode(np.asfortranarray(bits))
    bits = coco.decode(encoded)
    assert int(coco.area(encoded)) == int(bits.sum())
    top, left = 40, 85
    part = bits[top:245, left:385]
    flat = np.concatenate([[0], part.ravel(), [2]])
    ends = np.nonzero(np.diff(flat.astype(int)))[0]
    runs, last, value = [], 0, 0
    for end in ends:
        runs.append(int(end - last))
        last = end
    found["mask"] = {
        "type": "mask",
        "mask": {"x": left, "y": top, "width": 300, "height": 205, "runs": runs},
    }
    fine = np.kron(bits, np.ones((FINE // 2, FINE // 2), np.uint8)).astype(bool)
    save(reduced(fine), "fill_mask.png")
    padded = np.pad(fine, 1)
    core = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    save(Image.fromarray(((fine & ~core) * 255).astype(np.uint8)), "line_mask.png")

    line = [(20, 250), (120, 60), (250, 220), (390, 30)]
    found["polyline"] = {"type": "polyline", "points": as_points(line)}
    lines("polyline", [(line, False)])

    dots = [(50, 50), (200, 140), (351, 221)]
    found["points"] = {"type": "points", "points": as_points(dots)}
    lines("points", [], dots)

    front = [(60, 90), (220, 90), (220, 240), (60, 240)]
    back = [(130, 40), (290, 40), (290, 190), (130, 190)]
    found["cuboid"] = {"type": "cuboid", "points": as_points(front + back)}
    save(reduced(inside([front])), "fill_cuboid.png")
    lines("cuboid", [(front, True), (back, True)] + [([a, b], False) for a, b in zip(front, back)])

    joints = [(200, 40), (200, 130), (120, 90), (280, 90), (150, 240), (250, 240)]
    edges = [(0, 1), (1, 2), (1, 3), (1, 4), (1, 5)]
    found["skeleton"] = {
        "type": "skeleton",
        "joints": [{"point": p, "visibility": "visible"} for p in as_points(joints)],
        "edges": edges,
    }
    lines("skeleton", [([joints[a], joints[b]], False) for a, b in edges], joints)

    with open(path("shapes.json"), "w") as file:
        json.dump(found, file, separators=(",", ":"))
        file.write("\n")


def drawing(size=(60, 40)):
    """Four corners of different colours and an arrow: every turn and mirror looks different."""
    image = Image.new("RGB", size, (128, 128, 128))
    draw = ImageDraw.Draw(image)
    w, h = size
    draw.rectangle((0, 0, w // 4, h // 4), fill=(230, 20, 20))
    draw.rectangle((w - w // 4, 0, w, h // 4), fill=(20, 200, 20))
    draw.rectangle((0, h - h // 4, w // 4, h), fill=(20, 20, 230))
    draw.polygon([(20, 12), (40, 20), (20, 28)], fill=(250, 250, 250))
    return image


# How a displayed picture has to be stored for each orientation: the inverse of what the EXIF
# standard says about row 0 and column 0.
STORED = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: a.swapaxes(0, 1)[::-1],
    7: lambda a: a.swapaxes(0, 1)[::-1, ::-1],
    8: lambda a: a.swapaxes(0, 1)[:, ::-1],
}


def orientations():
    upright = drawing()
    upright.save(path("exif_upright.png"), optimize=True)
    for number, stored in STORED.items():
        image = Image.fromarray(np.ascontiguousarray(stored(np.array(upright))))
        exif = Image.Exif()
        exif[0x0112] = number
        image.save(path(f"exif_{number}.jpg"), quality=92, subsampling=0, exif=exif)
        if number in (5, 6):
            image.save(path(f"exif_{number}.png"), optimize=True, exif=exif)
            image.save(path(f"exif_{number}.webp"), lossless=True, exif=exif)
            image.save(path(f"exif_{number}.tif"), tiffinfo={274: number}, compression="tiff_lzw")
        # PIL agrees about the table.
        from PIL import ImageOps

        back = np.array(ImageOps.exif_transpose(Image.open(path(f"exif_{number}.jpg"))))
        assert np.abs(back.astype(int) - np.array(upright)).mean() < 4, number


def kinds():
    os.makedirs(path("kinds"), exist_ok=True)
    image = drawing()
    image.save(path("kinds", "plain.png"), optimize=True)
    image.convert("CMYK").save(path("kinds", "cmyk.jpg"), quality=92)
    image.convert("L").save(path("kinds", "grey.jpg"), quality=92)
    image.save(path("kinds", "progressive.jpg"), quality=92, progressive=True, subsampling=0)
    image.quantize(16).save(path("kinds", "palette.png"), optimize=True)
    image.convert("1").save(path("kinds", "bits.png"))
    deep = np.array(image.convert("L")).astype(np.uint16) * 257
    Image.fromarray(deep).save(path("kinds", "grey16.png"))
    Image.fromarray(deep).save(path("kinds", "grey16.tif"), compression="tiff_lzw")
    clear = image.convert("RGBA")
    clear.putalpha(Image.fromarray((np.array(image)[:, :, 0] > 200).astype(np.uint8) * 255))
    clear.save(path("kinds", "clear.png"), optimize=True)
    other = Image.new("RGB", image.size, (0, 0, 0))
    for kind, options in (("gif", {}), ("webp", {"lossless": True})):
        image.save(
            path("kinds", f"animated.{kind}"),
            save_all=True,
            append_images=[other, image],
            duration=100,
            **options,
        )
    image.save(path("kinds", "plain.bmp"))
    # A JPEG that says it is a PNG.
    image.save(path("kinds", "mislabelled.png"), format="JPEG", quality=92, subsampling=0)


if __name__ == "__main__":
    shapes()
    orientations()
    kinds()
