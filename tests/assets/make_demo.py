#!/usr/bin/env python3
"""Make assets/demo: the bundled demo dataset, its seeded mistakes and its review state.

    python3.11 -m venv venv
    venv/bin/pip install scikit-image==0.26.0 scikit-learn==1.9.1 pillow==13.0.0 numpy pycocotools==2.0.11 scipy
    venv/bin/python tests/assets/make_demo.py [OUT] [--sheets DIR]

Nothing is downloaded: every photograph comes out of the installed scikit-image and scikit-learn packages.
Objects were outlined once, by hand, on the original photographs (MASTERS below); items are crops of the
photographs, and the outlines go through the same crop, scale and flip. Coins and galaxies are found by
thresholding. The same packages give the same bytes. `--sheets` draws every annotation on its item.
"""
import hashlib
import io
import json
import math
import random
import shutil
import sys
from pathlib import Path

import numpy as np
import pycocotools.mask as cm
import skimage
import sklearn
from PIL import Image, ImageDraw, ImageOps
from scipy import ndimage as ndi
from skimage import filters, measure, morphology, segmentation

HERE = Path(__file__).resolve()
OUT = HERE.parents[2] / "assets" / "demo"
SKI = Path(skimage.__file__).parent / "data"
SKL = Path(sklearn.__file__).parent / "datasets" / "images"
RNG = random.Random(20261101)
MISTAKES = []
SHEET = []  # (dataset, split, item, picture, [(kind, geometry, label)])

SOURCES = {  # name: (file, title, author, origin, licence)
    "astronaut": (SKI / "astronaut.png", "Eileen Collins, official portrait", "NASA", "NASA Great Images, https://flic.kr/p/r9qvLn", "public domain (NASA)"),
    "coffee": (SKI / "coffee.png", "Coffee cup, Pikolo Espresso Bar", "Rachel Michetti", "scikit-image `data.coffee`", "CC0"),
    "chelsea": (SKI / "chelsea.png", "Chelsea the cat", "Stéfan van der Walt", "scikit-image `data.chelsea`", "CC0"),
    "rocket": (SKI / "rocket.jpg", "Falcon 9 with DSCOVR before launch", "SpaceX", "https://www.flickr.com/photos/spacexphotos/16511594820/", "public domain (released by SpaceX)"),
    "camera": (SKI / "camera.png", "Cameraman", "Lav Varshney", "scikit-image `data.camera`", "CC0"),
    "clock": (SKI / "clock_motion.png", "Motion-blurred wall clock", "Stéfan van der Walt", "scikit-image `data.clock`", "public domain (released by the photographer)"),
    "coins": (SKI / "coins.png", "Greek coins from Pompeii", "Brooklyn Museum", "https://www.brooklynmuseum.org/opencollection/archives/image/51611", "no known copyright restrictions"),
    "hubble": (SKI / "hubble_deep_field.jpg", "Hubble eXtreme Deep Field", "NASA, ESA", "http://hubblesite.org/newscenter/archive/releases/2012/37/image/a/", "public domain (NASA)"),
    "brick": (SKI / "brick.png", "Brick wall", "CC0Textures", "https://cc0textures.com/view.php?tex=Bricks25", "CC0"),
    "gravel": (SKI / "gravel.png", "Gravel", "CC0Textures", "https://cc0textures.com/view.php?tex=Gravel04", "CC0"),
    "grass": (SKI / "grass.png", "Grass", "linolafett", "https://www.deviantart.com/linolafett/art/Grass-01-434853879", "CC0"),
    "china": (SKL / "china.jpg", "Tower of Buddhist Incense (china.jpg)", "danielbuechele", "https://www.flickr.com/photos/danielbuechele/6061409035/", "CC BY 2.0"),
    "flower": (SKL / "flower.jpg", "Dahlia (flower.jpg)", "vultilion", "https://www.flickr.com/photos/vultilion/6056698931/", "CC BY 2.0"),
}
PICTURES = {}


def picture(name):
    if name not in PICTURES:
        im = Image.open(SOURCES[name][0])
        PICTURES[name] = im.convert("L" if im.mode == "L" else "RGB")
    return PICTURES[name]


# ---------------------------------------------------------------- outlines on the originals

def ring(cx, cy, rx, ry, n=48):
    return [(cx + rx * math.cos(2 * math.pi * i / n), cy + ry * math.sin(2 * math.pi * i / n)) for i in range(n)]


def rect(x0, y0, x1, y1):
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


PERSON_A = [(230,16),(245,18),(258,23),(270,29),(281,37),(290,50),(297,65),(301,82),(299,97),(294,111),(285,122),(276,129),(272,136),(267,137),(263,150),(258,163),(256,172),(262,175),(272,182),(283,193),(293,207),(300,221),(305,236),(318,240),(332,253),(342,270),(350,290),(356,310),(361,333),(361,347),(350,353),(335,361),(322,370),(308,382),(296,398),(287,416),(281,437),(277,460),(276,485),(278,512),(42,512),(33,495),(26,470),(23,440),(25,405),(25,368),(27,345),(33,317),(40,299),(49,275),(60,256),(76,236),(96,221),(112,206),(113,201),(112,191),(115,186),(123,181),(127,169),(135,160),(146,152),(161,148),(182,149),(183,143),(182,131),(175,128),(172,119),(163,112),(157,100),(154,90),(153,72),(155,63),(164,51),(179,40),(191,34),(197,25),(212,19)]
HELMET = [(278,512),(277,490),(279,465),(283,440),(289,418),(297,400),(308,383),(322,370),(340,358),(360,350),(385,344.5),(400,343.5),(415,345),(435,351),(455,362),(470,376),(482,393),(490,413),(495,435),(498,453),(503,455),(508,470),(511,490),(511.5,512)]
SHUTTLE = [(406,0),(424,0),(426,4),(432,17),(436,32),(437,50),(440,47),(444,40),(447,46),(454.5,62),(455,210),(455.5,232),(455,252),(460,262),(456,272),(472,276),(460,281),(422,284),(415,290),(385,291),(367,283),(369,272),(367.5,265),(376,230),(354.5,229),(354,222),(356,212),(362,200),(378,181),(377.5,120),(381,107),(381,60),(384,50),(388,40),(391,45),(396,59),(397,37),(399,20),(404,5)]
FLAG = [(0,0),(45,0),(52,33),(64,88),(76,120),(85,167),(90,191),(96,220),(76,236),(60,256),(49,275),(40,299),(33,317),(27,345),(25,368),(25,405),(23,440),(26,470),(30,490),(27,512),(0,512)]
BADGE = ring(170.7, 385.7, 36.7, 37)
NAMETAG = [(278,339),(328,345),(329,360),(315,377),(283,374)]
CUP = [(173,103.5),(175,86),(184.6,65),(202,46),(225,31),(252,21),(282,17.6),(313,20),(344,29),(370,42),(391.5,61),(403,80.5),(408,103.5),(408,126),(403,153),(393.5,184),(384,211),(372,226),(357,241),(343.6,253),(324.5,270),(305,282),(280,285.5),(262,283),(255.5,283.6),(246,293),(234,297),(219,308.5),(202,301),(196,287.5),(198,264.5),(204,253),(215,240),(206,222),(192,203),(183,180),(177,149.5),(174,123)]
LIQUID = [(207.5,140),(214,121),(225,107),(251.6,99),(280,95),(313,98),(336,105.4),(357,126.5),(368.5,149.5),(368.5,163),(351,178),(324.5,190),(290,194),(255.5,190),(232.5,178),(215,161)]
SPOON = [(399,71),(406,67.5),(412.6,67),(419,69),(422,73),(423,82.4),(418,101.6),(412,122),(401,169),(393.5,188),(389,203),(385,218.5),(385,234),(391.5,245),(403,260.6),(407,276),(401,299),(388,316),(366.6,325),(349.4,322),(334,306.6),(327,289),(327,268),(338,255),(355,245),(366.6,239.6),(372,230),(376,221),(384,211),(393.5,184),(403,153),(408,126),(408,103),(403,80.5)]
SAUCER = ring(277.5, 219.5, 201, 170, 64)
PERSON_M = [(207,63),(225,68),(247,82),(263.5,98),(271,114),(269,126.5),(259.5,136.5),(257,140.5),(253,146.5),(252.6,156.6),(254,166.7),(246,171.5),(246,178),(241,185),(241,199),(243,213),(247,245),(261.5,233),(263.5,217),(273.5,205),(280,199),(289,203),(289,287),(287.6,287.5),(266,303),(245,312),(229,307.5),(207,293),(183,327.5),(161,357.7),(141,380.6),(147,412),(149,432),(151,472),(152,512),(139,512),(129,478),(114.6,460),(100,446),(96.5,472),(90.5,512),(0,512),(0,259),(18,231),(30,211),(42,191),(60,160.6),(80.5,140.5),(104.6,128),(133,124),(141,114),(151,107),(161,106),(165,94),(173,82),(189,68)]
HAND_M = [(298,208),(305,188),(320,184),(319,171),(328,168),(331.5,179),(331.5,195),(324,205),(320,215),(310,227),(303,231),(300,243),(304.5,273),(298,280)]
CAMCORDER = [(254,140.5),(281.6,139),(285,142),(307,141),(310,139),(322,139),(324.6,144.5),(324,155),(320,156.6),(320,183),(300,187.6),(265.5,181),(260.6,175),(260,155),(254,148.5)]
PAGODA = [(197,32),(205,29.5),(214,32),(212.6,47),(217,57),(216.7,62),(228.5,79),(245,92),(269,101),(282,104),(297.5,109),(319,117.6),(320,126),(294,139.5),(293,160),(307.6,165),(329.5,175),(328,180),(319,183),(320,227),(328,229),(327,237),(331,242),(351,250.6),(351,257),(340,269),(341,306),(349,308),(349,318),(356,328),(371.5,335),(363,348),(346,362),(329.5,372),(305,378),(300,395),(287,400),(280,388),(245,391),(242,390),(215,382),(203,368),(185,362),(164.5,357),(159,340),(144,333),(117,333),(100,338),(75,340),(73.6,328),(81,320),(81,283),(63.5,274),(63.5,266),(70,252),(87,245.6),(94,239),(93,232),(99,229),(98,188),(83.7,180),(85,168),(110.6,161),(120.7,160),(119,141),(95.5,131),(95.5,111),(118,99),(127,101),(151,92.5),(175,80),(193,66),(193,54),(198,47)]
TREE_R = [(595,137),(617,137),(630,148),(640,160),(640,427),(563,427),(565,350),(560,275),(550,265),(550,230),(547.5,215),(555,203),(572,195),(575,165)]
TREE_L = [(0,145),(6,172),(22,182),(45,200),(60,217),(74,225),(70,242),(55,242),(42,250),(27,267),(15,275),(0,272)]
BUSH_1 = [(0,298),(20,318),(60,345),(100,338),(117,333),(144,333),(159,340),(164,357),(203,368),(215,382),(245,391),(280,395),(296,427),(0,427)]
BUSH_2 = [(335,407),(332,385),(342,366),(345,358),(362,350),(375,342),(379,328),(385,322),(400,318),(415,313),(428,307),(440,303),(457,297),(463,294),(476,290),(484,293),(486,299),(500,297),(512,293),(520,284),(524,274),(532,271),(541,275),(550,278),(557,282),(563,292),(568,310),(575,325),(570,345),(563,360),(563,427),(335,427)]
BOATS = [(355,240),(430,235),(545,245),(545,272),(500,275),(440,292),(395,302),(370,306),(355,290)]
CAT = [(42,0),(37,20),(33.5,50),(32,80),(30,107),(20,117),(0,127),(0,300),(284.6,300),(291,288),(301,278),(313,254),(315,231),(326,211),(341.5,191),(355,167),(361.6,140.6),(363,127),(362,110),(357,90),(360,72),(366.6,62),(375,43.5),(385,20),(398,0)]
EYE_L = [(134,98),(138,90),(150,86.5),(164,86),(180,88),(193,94),(201,102),(206,114),(205,130),(200,140),(188,146),(173,146),(160,143),(149,136),(139,124),(135,110)]
EYE_R = [(340,112),(332,110),(322,111),(311,116),(301,124),(296,133),(294.5,144),(297,154),(302,161),(313,164),(324,162),(334,154),(341,142),(344,126)]
NOSE = [(240,234),(250,229),(262,227),(278,231),(291,232),(291,238),(280,246),(272,254),(263,262),(257,264),(252,258),(250,246),(243,240)]
ROCKET = [(322,126),(328,131),(332,140),(334,150),(334,176),(331,180),(331,405),(313,405),(314,180),(311,176),(311,150),(312,140),(316,131)]
MASTS = [
    [(52,0),(88,0),(81.5,215),(77.5,345),(75,427),(0,427),(0,360),(20,220),(37,115)],
    [(198,123),(204,123),(203,190),(204,192),(203.5,330),(203,400),(167,400),(174,325),(184,225),(188.5,191),(198,190)],
    [(443,123),(449,123),(451,190),(457,192),(459,225),(466,320),(477,412),(440,412),(440,320),(442,225),(443,192)],
    [(559,0),(598,0),(608,90),(625,180),(640,240),(640,427),(580,427),(575,340),(568,180),(563,80)],
]
LIGHTS = [(82, 350), (151, 377), (193, 397), (364, 398), (433, 394), (111, 416), (451, 420)]


def flower_parts():
    a = np.asarray(picture("flower")).astype(int)
    m = (a[..., 0] - a[..., 2] > 40) & (a[..., 0] > 120)
    m = ndi.binary_fill_holes(morphology.opening(m, morphology.disk(3)))
    lab = measure.label(m)
    out = []
    for r in sorted(measure.regionprops(lab), key=lambda r: -r.area)[:2]:
        pad = np.pad(lab == r.label, 1)
        if len(out) == 1:  # the lower flower runs out of the frame
            pad[-1, :] = pad[-2, :]
        c = max(measure.find_contours(pad.astype(float), 0.5), key=len)
        c = measure.approximate_polygon(c, 1.2)[:-1] - 0.5
        out.append([(float(x), float(min(y, 427))) for y, x in c])
    return out


def master(cat, style, parts, holes=(), crowd=0, keep=0.03, name=None, **attrs):
    return {"cat": cat, "style": style, "parts": parts, "holes": list(holes), "crowd": crowd, "keep": keep, "name": name or cat, "attrs": attrs}


MASTERS = {
    "coffee": [
        master("saucer", "rle", [SAUCER], [CUP, SPOON]),
        master("cup", "rle", [CUP], [LIQUID]),
        master("coffee", "poly", [LIQUID]),
        master("spoon", "poly", [SPOON]),
    ],
    "chelsea": [
        master("cat", "poly", [CAT]),
        master("eye", "box", [EYE_L], keep=0.1, name="left eye"),
        master("eye", "box", [EYE_R], keep=0.1, name="right eye"),
        master("nose", "poly", [NOSE], keep=0.6),
    ],
    "astronaut": [
        master("person", "poly", [PERSON_A]),
        master("helmet", "counts", [HELMET]),
        master("flag", "poly", [FLAG]),
        master("spacecraft", "poly", [SHUTTLE], scale_model=True),
        master("badge", "poly", [BADGE], keep=0.5),
        master("badge", "box", [NAMETAG], keep=0.6, name="name tag"),
    ],
    "camera": [
        master("person", "poly", [PERSON_M, HAND_M]),
        master("camera", "poly", [CAMCORDER]),
        master("tripod", "box", [rect(231, 187, 405, 512)], keep=0.3),
        master("tower", "box", [rect(412, 117, 434, 194)], keep=0.3),
        master("dome", "box", [rect(342, 165, 407, 200)], keep=0.3),
    ],
    "china": [
        master("pagoda", "poly", [PAGODA]),
        master("tree", "poly", [TREE_R], name="right tree"),
        master("tree", "box", [TREE_L], name="left tree"),
        master("tree", "counts", [BUSH_1, BUSH_2], crowd=1, name="trees"),
        master("boat", "rle", [BOATS], crowd=1, name="boats"),
    ],
    "flower": [],
    "clock": [master("clock", "box", [rect(142, 94, 284, 214)])],
    "brick": [], "gravel": [], "grass": [],
}
CATS = ["person", "cat", "dog", "cup", "saucer", "coffee", "spoon", "pagoda", "tree", "boat", "flower", "bud", "helmet", "flag", "badge", "spacecraft", "camera", "tripod", "tower", "dome", "clock", "eye", "nose"]
SUPER = {"cat": "animal", "dog": "animal", "eye": "animal", "nose": "animal", "cup": "table", "saucer": "table", "coffee": "table", "spoon": "table", "tree": "plant", "flower": "plant", "bud": "plant", "pagoda": "building", "tower": "building", "dome": "building"}


# ---------------------------------------------------------------- crop, scale, flip

class View:
    """A crop of a photograph, scaled and perhaps flipped; the same for pixels and for points."""

    def __init__(self, src, box=None, scale=1.0, flip=False):
        im = picture(src)
        self.src, self.box, self.flip = src, box or (0, 0, im.width, im.height), flip
        x0, y0, x1, y1 = self.box
        self.w, self.h = round((x1 - x0) * scale), round((y1 - y0) * scale)
        self.sx, self.sy = self.w / (x1 - x0), self.h / (y1 - y0)
        im = im.crop(self.box).resize((self.w, self.h), Image.Resampling.LANCZOS)
        self.image = ImageOps.mirror(im) if flip else im

    def pt(self, p):
        x, y = (p[0] - self.box[0]) * self.sx, (p[1] - self.box[1]) * self.sy
        return (self.w - x if self.flip else x, y)

    def inside(self, p):
        x, y = self.pt(p)
        return 0 <= x < self.w and 0 <= y < self.h

    def poly(self, pts):
        return clip([self.pt(p) for p in pts], self.w, self.h)


def clip(pts, w, h):
    for axis, limit, sign in ((0, 0, 1), (0, w, -1), (1, 0, 1), (1, h, -1)):
        out = []
        for i, b in enumerate(pts):
            a = pts[i - 1]
            da, db = sign * (a[axis] - limit), sign * (b[axis] - limit)
            if (da < 0) != (db < 0):
                t = da / (da - db)
                out.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
            if db >= 0:
                out.append(b)
        pts = out
    return [p for i, p in enumerate(pts) if i == 0 or abs(p[0] - pts[i - 1][0]) + abs(p[1] - pts[i - 1][1]) > 0.05]


def area(pts):
    return abs(sum(pts[i - 1][0] * p[1] - p[0] * pts[i - 1][1] for i, p in enumerate(pts))) / 2


def bounds(parts):
    xs = [p[0] for q in parts for p in q]
    ys = [p[1] for q in parts for p in q]
    return min(xs), min(ys), max(xs), max(ys)


def flat(pts, n=2):
    return [round(v, n) for p in pts for v in p]


def bitmap(parts, holes, w, h):
    def fill(polys):
        polys = [flat(p) for p in polys if len(p) >= 3]
        if not polys:
            return np.zeros((h, w), np.uint8)
        return cm.decode(cm.merge(cm.frPyObjects(polys, h, w)))
    return np.asfortranarray(fill(parts) & (1 - fill(holes)))


def counts(m):
    """Uncompressed run lengths, column by column, beginning with zeros."""
    f = m.flatten(order="F")
    cut = np.flatnonzero(np.diff(f)) + 1
    runs = np.diff(np.concatenate([[0], cut, [f.size]])).tolist()
    return ([0] + runs) if f[0] else runs


def compressed(m):
    r = cm.encode(m)
    return {"size": [int(v) for v in r["size"]], "counts": r["counts"].decode("ascii")}


def save(view, path, quality=86, exif=1):
    """Write the picture; with exif=6 the stored pixels are turned, so that a viewer has to turn them back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    im, kind, kw = view.image, path.suffix.lower(), {}
    if exif == 6:
        im = im.transpose(Image.Transpose.ROTATE_90)
        e = Image.Exif()
        e[0x0112] = 6
        kw["exif"] = e
    if kind == ".jpg":
        im.save(path, "JPEG", quality=quality, optimize=True, progressive=False, **kw)
    elif kind == ".webp":
        im.save(path, "WEBP", quality=quality, method=6)
    else:
        im.save(path, "PNG", optimize=True)
    assert ImageOps.exif_transpose(Image.open(path)).size == (view.w, view.h)


def write_json(path, head, lists):
    """Compact JSON, one element of each list to a line."""
    one = lambda v: json.dumps(v, ensure_ascii=False, separators=(",", ":"))
    rows = [f"{one(k)}:{one(v)}" for k, v in head.items()]
    for k, v in lists.items():
        rows.append(f"{one(k)}:[\n" + ",\n".join(one(e) for e in v) + "\n]" if v else f"{one(k)}:[]")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def mistake(dataset, item, annotation, kind, say):
    MISTAKES.append({"dataset": dataset, "item": item, "annotation": annotation, "kind": kind, "say": say})


# ---------------------------------------------------------------- COCO: everyday

def coco_objects(view):
    out = []
    for o in MASTERS[view.src]:
        parts = [q for q in (view.poly(p) for p in o["parts"]) if len(q) >= 3 and area(q) > 12]
        whole = sum(area(p) for p in o["parts"]) * view.sx * view.sy
        if not parts or sum(map(area, parts)) < o["keep"] * whole:
            continue
        x0, y0, x1, y1 = bounds(parts)
        if min(x1 - x0, y1 - y0) < 8:
            continue
        m = bitmap(parts, [view.poly(h) for h in o["holes"]], view.w, view.h)
        if o["style"] in ("rle", "counts") or o["holes"]:
            ys, xs = np.nonzero(m)
            x0, y0, x1, y1 = int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1
        if o["style"] == "box":
            seg, size = [], (x1 - x0) * (y1 - y0)
        elif o["style"] == "poly":
            seg, size = [flat(p) for p in parts], int(m.sum())
        elif o["style"] == "rle":
            seg, size = compressed(m), int(m.sum())
        else:
            seg, size = {"size": [view.h, view.w], "counts": counts(m)}, int(m.sum())
        out.append({"name": o["name"], "cat": o["cat"], "segmentation": seg, "area": round(size, 2), "bbox": [round(v, 2) for v in (x0, y0, x1 - x0, y1 - y0)], "iscrowd": o["crowd"], "truncated": sum(map(area, parts)) < 0.98 * whole, "attrs": o["attrs"], "draw": (o["style"], parts, m)})
    return out


def build_coco(dataset, split, items, who):
    images, anns, ann_id = [], [], 0
    for n, (name, view, opts) in enumerate(items, 1):
        rel = f"{dataset}/images/{split}/{name}"
        save(view, OUT / rel, opts.get("q", 86), opts.get("exif", 1))
        lic = 3 if view.src in ("china", "flower") else 2 if view.src in ("astronaut", "rocket", "clock") else 1
        images.append({"id": n, "width": view.w, "height": view.h, "file_name": name, "license": lic, "date_captured": f"2026-10-{(n - 1) % 28 + 1:02d} 09:00:00"})
        objs, drawn = coco_objects(view), []
        for fix in opts.get("mistakes", []):
            objs = seed_coco(rel, view, objs, fix)
        for o in objs:
            ann_id += 1
            x, y, w, h = o["bbox"]
            a = {"id": ann_id, "image_id": n, "category_id": CATS.index(o["cat"]) + 1, "segmentation": o["segmentation"], "area": o["area"], "bbox": o["bbox"], "iscrowd": o["iscrowd"], "attributes": {**({"annotator": who(n)} if who(n) else {}), "truncated": o["truncated"], **o["attrs"]}}
            if opts.get("model") and not o["iscrowd"]:
                a["score"] = o.get("score", round(RNG.uniform(0.71, 0.99), 2))
                a["attributes"]["source"] = "model"
            anns.append(a)
            for kind, say in o.get("wrong", []):
                mistake(dataset, rel, ann_id, kind, say)
            drawn.append((o["draw"][0], o["draw"][1], o["draw"][2], (x, y, w, h), f"{o['cat']} {ann_id}"))
        SHEET.append((rel, drawn))
        if not objs and not opts.get("mistakes"):
            mistake(dataset, rel, None, "rightly empty", "Nothing to annotate here: verified empty.")
    cats = [{"id": i, "name": c, "supercategory": SUPER.get(c, "")} for i, c in enumerate(CATS, 1)]
    head = {"info": {"description": "vidimus demo: everyday", "url": "", "version": "1.0", "year": 2026, "contributor": "ana, bo", "date_created": "2026/11/01"}}
    write_json(OUT / dataset / "annotations" / f"instances_{split}.json", head, {"licenses": LICENCES, "images": images, "annotations": anns, "categories": cats})


LICENCES = [
    {"id": 1, "name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
    {"id": 2, "name": "Public domain", "url": "https://creativecommons.org/publicdomain/mark/1.0/"},
    {"id": 3, "name": "CC BY 2.0", "url": "https://creativecommons.org/licenses/by/2.0/"},
]


def seed_coco(rel, view, objs, fix):
    """One mistake, made on right annotations: (kind, object name, value, what the reviewer should say)."""
    kind, name, value, say = fix
    at = next((i for i, o in enumerate(objs) if o["name"] == name), None)
    if kind == "missed object":
        assert at is not None, (rel, name)
        mistake(rel.split("/")[0], rel, None, kind, say)
        return objs[:at] + objs[at + 1:]
    if kind == "false object":
        x, y, w, h = value
        objs.append({"name": name, "cat": name, "segmentation": [], "area": w * h, "bbox": list(value), "iscrowd": 0, "truncated": False, "attrs": {}, "score": 0.52, "draw": ("box", [], None), "wrong": [(kind, say)]})
        return objs
    o = objs[at]
    if kind == "wrong label":
        o["cat"] = value
        o["wrong"] = [(kind, say)]
    elif kind == "loose box":
        l, t, r, b = value
        x, y, w, h = o["bbox"]
        x0, y0, x1, y1 = max(0, x - l * w), max(0, y - t * h), min(view.w, x + w + r * w), min(view.h, y + h + b * h)
        o.update(bbox=[round(v, 2) for v in (x0, y0, x1 - x0, y1 - y0)], segmentation=[], area=round((x1 - x0) * (y1 - y0), 2))
        o["draw"] = ("box", [rect(x0, y0, x1, y1)], None)
        o["wrong"] = [(kind, say)]
    elif kind == "duplicate":
        x, y, w, h = o["bbox"]
        d = dict(o, bbox=[round(min(max(x + 3, 0), view.w - 8), 2), round(max(y - 2, 0), 2), round(min(w, view.w - x - 3), 2), h], segmentation=[], wrong=[(kind, say)], iscrowd=0)
        d["area"] = round(d["bbox"][2] * d["bbox"][3], 2)
        d["draw"] = ("box", [], None)
        objs.append(d)
    return objs


def everyday():
    V = View
    big, small = flower_parts()
    MASTERS["flower"] = [master("flower", "poly", [big], name="dahlia"), master("flower", "poly", [small], name="lower flower"), master("bud", "box", [rect(585, 394, 618, 427)], keep=0.7)]
    train = [
        ("01_coffee.jpg", V("coffee", None, 0.85), {}),
        ("02_cat.jpg", V("chelsea"), {"mistakes": [("wrong label", "cat", "dog", "This is a cat, not a dog.")]}),
        ("03_pagoda.jpg", V("china", None, 0.85), {"q": 82}),
        ("04_flower.jpg", V("flower", None, 0.75), {}),
        ("05_bricks.jpg", V("brick", (60, 60, 360, 280), 1.0), {"q": 76}),
        ("06_astronaut.jpg", V("astronaut", None, 0.85), {}),
        ("07_cameraman.jpg", V("camera", None, 0.85), {"mistakes": [("loose box", "camera", (0.5, 0.45, 0.55, 0.6), "Box far too loose: draw it tight around the camera.")]}),
        ("08_cup.jpg", V("coffee", (150, 0, 440, 400), 1.0), {"exif": 6}),
        ("09_cat_eyes.jpg", V("chelsea", (110, 60, 380, 300), 1.3), {"mistakes": [("missed object", "right eye", None, "The cat's other eye, on the right, is not annotated.")]}),
        ("10_dahlia.jpg", V("flower", (150, 65, 470, 375), 1.0), {"mistakes": [("duplicate", "dahlia", None, "The same flower twice: delete the second box.")]}),
        ("11_grass.jpg", V("grass", (0, 100, 280, 300), 1.0), {"q": 76}),
        ("12_helmet.webp", V("astronaut", (230, 300, 512, 512), 1.3), {}),
        ("13_saucer.jpg", V("coffee", (60, 30, 500, 400), 0.9), {"mistakes": [("loose box", "spoon", (0.45, 0.1, 0.5, 0.12), "Box much larger than the spoon.")], "model": 1}),
        ("14_spoon.png", V("coffee", (310, 55, 500, 345), 0.85), {"model": 1}),
        ("15_lake.jpg", V("china", (375, 110, 640, 427), 1.2), {"mistakes": [("missed object", "right tree", None, "The tall tree at the right edge is missing.")], "q": 82}),
        ("16_cat_left.jpg", V("chelsea", None, 0.9, True), {"model": 1}),
        ("17_shuttle.jpg", V("astronaut", (335, 0, 505, 300), 1.3), {"mistakes": [("wrong label", "spacecraft", "cup", "A model of the space shuttle, not a cup.")], "model": 1}),
        ("18_gravel.jpg", V("gravel", (100, 100, 400, 300), 1.0), {"mistakes": [("false object", "badge", (96, 70, 74, 62), "Nothing but gravel here: delete this box.")], "q": 76, "model": 1}),
        ("19_flag.jpg", V("astronaut", (0, 0, 150, 240), 1.5), {}),
        ("20_clock.png", V("clock", (60, 40, 360, 260), 1.0), {}),
        ("21_tripod.jpg", V("camera", (195, 120, 440, 512), 1.0), {"mistakes": [("duplicate", "tripod", None, "Tripod annotated twice.")]}),
        ("22_lower_flower.jpg", V("flower", (250, 340, 640, 427), 1.3), {}),
        ("23_patch.jpg", V("astronaut", (100, 320, 350, 500), 1.5), {}),
        ("24_portrait.jpg", V("astronaut", (100, 0, 330, 300), 1.2), {"exif": 6}),
        ("25_espresso.jpg", V("coffee", (160, 0, 430, 220), 1.3, True), {"model": 1}),
        ("26_roof.jpg", V("china", (70, 15, 345, 195), 1.3), {"q": 82, "model": 1}),
        ("27_sky.jpg", V("china", (370, 5, 560, 135), 1.5), {}),
        ("28_nose.webp", V("chelsea", (190, 150, 400, 300), 1.6), {"model": 1}),
    ]
    val = [
        ("1_cat.jpg", V("chelsea", (20, 0, 420, 300), 0.95), {}),
        ("2_filming.jpg", V("camera", (120, 50, 350, 260), 1.5), {"mistakes": [("wrong label", "camera", "helmet", "That is the video camera.")]}),
        ("3_coffee.jpg", V("coffee", (40, 0, 520, 400), 0.75, True), {}),
        ("4_pagoda.jpg", V("china", (40, 10, 390, 427), 0.95, True), {"q": 82}),
        ("5_wood.jpg", V("coffee", (488, 170, 600, 330), 1.8), {}),
        ("6_flowers.jpg", V("flower", (130, 60, 640, 427), 0.8, True), {"mistakes": [("missed object", "lower flower", None, "The lower flower, cut by the edge, is missing.")]}),
    ]
    build_coco("everyday", "train", train, lambda n: "ana" if n <= 12 else "bo" if n <= 24 else None)
    build_coco("everyday", "val", val, lambda n: "bo")


# ---------------------------------------------------------------- COCO key points: people

KP = ["nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle"]
EDGES = [[16,14],[14,12],[17,15],[15,13],[12,13],[6,12],[7,13],[6,7],[6,8],[7,9],[8,10],[9,11],[2,3],[1,2],[1,3],[2,4],[3,5],[4,6],[5,7]]
POSES = {  # x, y, visibility
    "astronaut": {"nose": (225, 126, 2), "right_eye": (203, 101, 2), "left_eye": (247, 103, 2), "right_ear": (176, 125, 2), "left_ear": (272, 131, 2), "right_shoulder": (88, 258, 2), "left_shoulder": (322, 262, 2), "right_elbow": (52, 435, 2), "right_wrist": (140, 490, 2)},
    "camera": {"nose": (253, 164, 2), "right_eye": (233, 147, 2), "right_ear": (188, 141, 2), "right_shoulder": (98, 160, 2), "right_elbow": (48, 325, 2), "right_wrist": (182, 242, 2), "left_elbow": (246, 300, 2), "left_wrist": (287, 242, 2)},
}
PEOPLE = {"astronaut": [PERSON_A], "camera": [PERSON_M, HAND_M]}


def people():
    V = View
    sets = {
        "train": [
            ("p1_collins.jpg", V("astronaut", None, 0.8), None),
            ("p2_cameraman.jpg", V("camera", None, 0.75), None),
            ("p3_face.jpg", V("astronaut", (110, 0, 350, 240), 1.4), "swap"),
            ("p4_mirror.jpg", V("astronaut", (0, 0, 370, 512), 0.8, True), None),
            ("p5_filming.jpg", V("camera", (90, 50, 360, 330), 1.3), "off"),
            ("p6_lawn.jpg", V("camera", (350, 260, 512, 420), 2.0), None),
        ],
        "val": [
            ("p7_collins.jpg", V("astronaut", (40, 0, 360, 330), 1.0), None),
            ("p8_cameraman.jpg", V("camera", (0, 40, 400, 420), 0.9, True), None),
            ("p9_portrait.jpg", V("astronaut", (90, 0, 360, 360), 1.0), "box"),
        ],
    }
    ann_id = 0
    for split, items in sets.items():
        images, anns = [], []
        for n, (name, view, wrong) in enumerate(items, 1):
            rel = f"people/images/{split}/{name}"
            save(view, OUT / rel, 86, 6 if name.startswith("p9") else 1)
            images.append({"id": n, "width": view.w, "height": view.h, "file_name": name, "license": 1 if view.src == "camera" else 2})
            parts = [q for q in (view.poly(p) for p in PEOPLE[view.src]) if len(q) >= 3 and area(q) > 12]
            if not parts:
                mistake("people", rel, None, "rightly empty", "Nobody in the picture: verified empty.")
                SHEET.append((rel, []))
                continue
            kps, num = [], 0
            for k in KP:
                src = k
                if view.flip:  # a mirrored left eye is a right eye
                    src = k.replace("left", "#").replace("right", "left").replace("#", "right")
                p = POSES[view.src].get(src)
                if p and view.inside(p):
                    x, y = view.pt(p)
                    kps.append([round(x), round(y), p[2]])
                    num += 1
                else:
                    kps.append([0, 0, 0])
            ann_id += 1
            if wrong == "swap":
                i, j = KP.index("left_eye"), KP.index("right_eye")
                kps[i], kps[j] = kps[j], kps[i]
                mistake("people", rel, ann_id, "wrong key point", "Left and right eye are swapped.")
            if wrong == "off":
                i = KP.index("right_ear")
                kps[i] = [kps[i][0] - 62, kps[i][1] + 74, 2]
                mistake("people", rel, ann_id, "wrong key point", "The right ear sits on the coat, far from the ear.")
            x0, y0, x1, y1 = bounds(parts)
            m = bitmap(parts, [], view.w, view.h)
            seg, size = [flat(p) for p in parts], int(m.sum())
            if wrong == "box":
                x0, y0, y1 = 0, y0 + 70, view.h
                mistake("people", rel, ann_id, "loose box", "The box cuts off the hair: it must hold the whole person.")
            anns.append({"id": ann_id, "image_id": n, "category_id": 1, "segmentation": seg, "area": size, "bbox": [round(v, 2) for v in (x0, y0, x1 - x0, y1 - y0)], "iscrowd": 0, "num_keypoints": num, "keypoints": [v for k in kps for v in k], "attributes": {"annotator": "ana" if n % 2 else "bo"}})
            SHEET.append((rel, [("poly", parts, None, tuple(anns[-1]["bbox"]), f"person {ann_id}"), ("kp", kps, None, None, "")]))
        head = {"info": {"description": "vidimus demo: people", "version": "1.0", "year": 2026, "contributor": "ana, bo"}}
        cats = [{"id": 1, "name": "person", "supercategory": "person", "keypoints": KP, "skeleton": EDGES}]
        write_json(OUT / "people" / "annotations" / f"person_keypoints_{split}.json", head, {"licenses": LICENCES[:2], "images": images, "annotations": anns, "categories": cats})


# ---------------------------------------------------------------- YOLO: coins (detect), galaxies (obb)

def coin_regions():
    a = np.asarray(picture("coins"))
    mk = np.zeros(a.shape, int)
    mk[a < 30], mk[a > 150] = 1, 2
    s = ndi.binary_fill_holes(segmentation.watershed(filters.sobel(a), mk) == 2)
    lab = measure.label(morphology.opening(s, morphology.disk(3)))
    out = []
    for r in measure.regionprops(lab):
        if r.area > 400:
            y0, x0, y1, x1 = r.bbox
            out.append((x0, y0, x1, y1, 1 if r.area > 2200 else 0))
    return out


def galaxy_regions():
    a = np.asarray(picture("hubble").convert("L")).astype(float)
    lab = measure.label(ndi.gaussian_filter(a, 1) > 60)
    out = []
    for r in measure.regionprops(lab):
        if r.area < 42:
            continue
        yx = r.coords.astype(float)
        c = yx.mean(0)
        ev, vec = np.linalg.eigh(np.cov((yx - c).T))
        ax = vec[:, 1] * (1 if vec[1, 1] >= 0 else -1)  # (dy, dx), pointing right
        px = np.array([-ax[1], ax[0]]) * -1  # (dy, dx) a quarter turn clockwise on screen
        u, v = (yx - c) @ ax, (yx - c) @ px
        mid = c + ax * (u.max() + u.min()) / 2 + px * (v.max() + v.min()) / 2 + 0.5
        w, h = u.max() - u.min() + 1, v.max() - v.min() + 1
        y0, x0, y1, x1 = r.bbox
        star = any(x0 <= x <= x1 and y0 <= y <= y1 for x, y in ((254, 166), (754, 577), (147, 217)))
        # two or more objects that touch are one region: their crops are not used
        clump = not star and (r.area / (math.pi / 4 * w * h) < 0.79 or r.solidity < 0.84)
        hull = [mid + s * ax * w / 2 + t * px * h / 2 for s in (-1, 1) for t in (-1, 1)]
        around = (math.floor(min(q[1] for q in hull)), math.floor(min(q[0] for q in hull)), math.ceil(max(q[1] for q in hull)), math.ceil(max(q[0] for q in hull)))
        out.append({"cx": float(mid[1]), "cy": float(mid[0]), "w": float(w), "h": float(h), "deg": math.degrees(math.atan2(ax[0], ax[1])), "box": (x0, y0, x1, y1), "around": around, "star": star, "clump": clump, "area": int(r.area)})
    return out


def seen(b, win):
    """The share of a box that a crop shows."""
    return max(0, min(b[2], win[2]) - max(b[0], win[0])) * max(0, min(b[3], win[3]) - max(b[1], win[1])) / ((b[2] - b[0]) * (b[3] - b[1]))


def windows(boxes, bad, size, shape, step, need, want, least=1.0, got=()):
    """Crops that show each object by at least the share `least` or not at all, hold `need` or more of them,
    and do not overlap one another too much."""
    (w, h), (W, H), got = size, shape, list(got)
    want += len(got)
    for y in range(0, H - h + 1, step):
        for x in range(0, W - w + 1, step):
            if len(got) == want:
                return got
            win = (x, y, x + w, y + h)
            cut = any(0 < seen(b, win) < least for b in boxes)
            if cut or any(b[0] < x + w and b[2] > x and b[1] < y + h and b[3] > y for b in bad):
                continue
            if sum(seen(b, win) >= 1 for b in boxes) < need:
                continue
            if any(max(0, min(g[2], x + w) - max(g[0], x)) * max(0, min(g[3], y + h) - max(g[1], y)) > 0.45 * w * h for g in got):
                continue
            got.append(win)
    return got


def build_yolo(dataset, split, items, names):
    """items: (file name, view, [(class, points or box)], {line: mistake}); None for a label file that is absent."""
    for name, view, rows, wrongs, label_file in items:
        rel = f"{dataset}/images/{split}/{name}"
        save(view, OUT / rel, 86)
        lines, drawn = [], []
        for i, (cls, pts) in enumerate(rows, 1):
            if len(pts) == 2:
                (x0, y0), (x1, y1) = pts
                v = [(x0 + x1) / 2 / view.w, (y0 + y1) / 2 / view.h, (x1 - x0) / view.w, (y1 - y0) / view.h]
                drawn.append(("box", [rect(x0, y0, x1, y1)], None, (x0, y0, x1 - x0, y1 - y0), f"{names[cls]} {i}"))
            else:
                v = [t for x, y in pts for t in (x / view.w, y / view.h)]
                drawn.append(("poly", [pts], None, None, f"{names[cls]} {i}"))
            assert all(0 <= t <= 1 for t in v), (rel, v)
            lines.append(" ".join([str(cls)] + [f"{t:.6f}" for t in v]))
        if label_file:
            f = OUT / dataset / "labels" / split / (Path(name).stem + ".txt")
            f.parent.mkdir(parents=True, exist_ok=True)
            f.write_text("".join(l + "\n" for l in lines))
        for line, kind, say in wrongs:
            mistake(dataset, rel, line, kind, say)
        if not rows and not wrongs:
            mistake(dataset, rel, None, "rightly empty", "No coin here, only gravel: verified empty." if dataset == "coins" else "Nothing bright enough here: verified empty.")
        SHEET.append((rel, drawn))


def yaml(dataset, names, note):
    (OUT / dataset).mkdir(parents=True, exist_ok=True)
    (OUT / dataset / "data.yaml").write_text(f"# vidimus demo: {dataset} ({note})\npath: .\ntrain: images/train\nval: images/val\n\nnames:\n" + "".join(f"  {i}: {n}\n" for i, n in enumerate(names)))


def coins():
    regions, names = coin_regions(), ["small coin", "large coin"]
    assert len(regions) == 24
    yaml("coins", names, "Ultralytics detect")
    boxes = [r[:4] for r in regions]
    wins = []
    for size, need, want in (((150, 120), 2, 5), ((120, 150), 2, 4), ((220, 110), 3, 4)):
        wins = windows(boxes, [], size, (384, 303), 3, need, want, 0.3, wins)
    wins += [(0, 0, 384, 303), (0, 222, 384, 303), (20, 0, 300, 84), (180, 80, 384, 222), (0, 80, 240, 150)]
    assert len(wins) == 17, len(wins)
    made = []
    for win in wins:
        scale = min(3.0, 480 / max(win[2] - win[0], win[3] - win[1]))
        view = View("coins", win, scale)
        rows = []
        for x0, y0, x1, y1, cls in regions:
            if seen((x0, y0, x1, y1), win) >= 0.3:
                a, b = view.pt((max(x0, win[0]), max(y0, win[1]))), view.pt((min(x1, win[2]), min(y1, win[3])))
                rows.append([cls, [a, b]])
        made.append((view, rows))
    order = list(range(len(made)))
    random.Random(7).shuffle(order)
    order.insert(12, len(made))
    made.append((View("gravel", (0, 300, 240, 480), 1.6), []))
    items, n_train = [], len(made) - 4
    for k, i in enumerate(order):
        view, rows = made[i]
        split = "train" if k < n_train else "val"
        name = f"coins_{k + 1}.{'png' if k == 6 else 'jpg'}" if split == "train" else f"coins_{k + 1}.jpg"
        wrongs = []
        if k == 2:
            big = max(range(len(rows)), key=lambda i: math.dist(*rows[i][1]))
            rows.pop(big)
            wrongs.append((None, "missed object", "The biggest coin in the picture has no box."))
        if k == 4:
            middle = lambda b: ((b[0][0] + b[1][0]) / 2, (b[0][1] + b[1][1]) / 2)
            small = min(range(len(rows)), key=lambda i: math.dist(middle(rows[i][1]), (view.w / 2, view.h / 2)))
            rows[small][0] ^= 1
            wrongs.append((small + 1, "wrong label", "Size class is wrong: compare with its neighbours."))
        if k == 8:
            (x0, y0), (x1, y1) = rows[0][1]
            rows[0][1] = [(max(0, x0 - 34), max(0, y0 - 26)), (min(view.w, x1 + 30), min(view.h, y1 + 30))]
            wrongs.append((1, "loose box", "Box much larger than the coin."))
        if k == n_train + 1:
            (x0, y0), (x1, y1) = rows[0][1]
            rows.append([rows[0][0], [(x0 + 2, y0 + 1), (x1 + 1, y1 - 2)]])
            wrongs.append((len(rows), "duplicate", "The same coin twice."))
        items.append((split, (name, view, rows, wrongs, True)))
    for split in ("train", "val"):
        build_yolo("coins", split, [t for s, t in items if s == split], names)


def corners(g, view):
    a = math.radians(g["deg"])
    ux, uy, vx, vy = math.cos(a) * g["w"] / 2, math.sin(a) * g["w"] / 2, -math.sin(a) * g["h"] / 2, math.cos(a) * g["h"] / 2
    pts = [(g["cx"] - ux - vx, g["cy"] - uy - vy), (g["cx"] + ux - vx, g["cy"] + uy - vy), (g["cx"] + ux + vx, g["cy"] + uy + vy), (g["cx"] - ux + vx, g["cy"] - uy + vy)]
    return [view.pt(p) for p in pts]


def galaxies():
    regions, names = galaxy_regions(), ["galaxy", "star"]
    yaml("galaxies", names, "Ultralytics obb; guideline: every object at least 42 bright pixels in the original")
    boxes, bad = [g["around"] for g in regions], [g["box"] for g in regions if g["clump"]]
    wins = windows(boxes, bad, (190, 150), (1000, 872), 10, 3, 15)
    assert len(wins) == 15, len(wins)
    dark = windows(boxes, boxes, (120, 90), (1000, 872), 10, 0, 3)
    wins.insert(9, dark[1])
    items = []
    for k, win in enumerate(wins):
        view = View("hubble", win, 2.0 if win[2] - win[0] > 150 else 2.6)
        rows = [[1 if g["star"] else 0, corners(g, view)] for g in regions if g["box"][0] >= win[0] and g["box"][2] <= win[2] and g["box"][1] >= win[1] and g["box"][3] <= win[3]]
        split, wrongs = ("train" if k < 13 else "val"), []
        if k == 3:
            rows[0][0] ^= 1
            wrongs.append((1, "wrong label", "No spikes, so not a star." if rows[0][0] else "The cross of spikes shows a star."))
        if k == 5:
            big = max(range(len(rows)), key=lambda i: area(rows[i][1]))
            rows.pop(big)
            wrongs.append((None, "missed object", "The largest galaxy has no box."))
        if k == 15:
            side = lambda p, i: math.dist(p[i], p[i + 1])
            i = max(range(len(rows)), key=lambda i: side(rows[i][1], 0) / side(rows[i][1], 1) * (side(rows[i][1], 0) > 40))
            p = rows[i][1]
            c = (sum(q[0] for q in p) / 4, sum(q[1] for q in p) / 4)
            rows[i][1] = [(min(max(c[0] - (y - c[1]), 0), view.w), min(max(c[1] + (x - c[0]), 0), view.h)) for x, y in p]
            wrongs.append((i + 1, "wrong angle", "The box is turned by 90 degrees against the galaxy."))
        items.append((split, (f"field_{k + 1}.jpg", view, rows, wrongs, k != 9)))
    for split in ("train", "val"):
        build_yolo("galaxies", split, [t for s, t in items if s == split], names)


# ---------------------------------------------------------------- Datumaro: space

SPACE_LABELS = ["rocket", "mast", "light", "pad", "galaxy", "star", "spike", "badge", "lettering", "helmet", "spacecraft", "face", "night", "deep field", "portrait"]
FACE = [("right_eye", (203, 101)), ("left_eye", (247, 103)), ("nose", (225, 126)), ("mouth_right", (204, 140)), ("mouth_left", (245, 141)), ("right_ear", (176, 125)), ("left_ear", (272, 131))]


class Space:
    def __init__(self):
        self.items, self.next_id, self.labels = [], 0, SPACE_LABELS + [k for k, _ in FACE]

    def item(self, name, view, q=86):
        self.name, self.view, self.anns, self.drawn = name, view, [], []
        self.rel = f"space/images/default/{name}"
        save(view, OUT / self.rel, q)
        self.items.append({"id": Path(name).stem, "annotations": self.anns, "attr": {"frame": len(self.items)}, "image": {"path": name, "size": [view.h, view.w]}})
        SHEET.append((self.rel, self.drawn))

    def add(self, kind, label, author="ana", score=None, wrong=None, draw=None, **fields):
        self.next_id += 1
        attrs = {"author": author}
        if score is not None:
            attrs["score"] = score
        a = {"id": self.next_id, "type": kind, "attributes": attrs, "group": 0}
        if kind != "caption":
            a["label_id"] = self.labels.index(label)
        a.update(fields)
        if kind not in ("label", "caption", "skeleton"):
            a["z_order"] = 0
        self.anns.append(a)
        if wrong:
            mistake("space", self.rel, self.next_id, *wrong)
        if draw:
            self.drawn.append((*draw, None, None, f"{label} {self.next_id}"))
        return a

    def tag(self, label, **k): self.add("label", label, **k)
    def caption(self, text, **k): self.add("caption", "", caption=text, **k)

    def polygon(self, label, pts, **k):
        p = self.view.poly(pts)
        self.add("polygon", label, points=flat(p), draw=("poly", [p]), **k)

    def polyline(self, label, pts, **k):
        p = [self.view.pt(q) for q in pts]
        self.add("polyline", label, points=flat(p), draw=("line", p), **k)

    def points(self, label, pts, **k):
        p = [self.view.pt(q) for q in pts if self.view.inside(q)]
        self.add("points", label, points=flat(p), visibility=[2] * len(p), draw=("pts", p), **k)

    def bbox(self, label, pts, grow=0, **k):
        x0, y0, x1, y1 = bounds([self.view.poly(pts)])
        x0, y0, x1, y1 = max(0, x0 - grow), max(0, y0 - grow), min(self.view.w, x1 + grow), min(self.view.h, y1 + grow)
        self.add("bbox", label, bbox=[round(v, 2) for v in (x0, y0, x1 - x0, y1 - y0)], draw=("poly", [rect(x0, y0, x1, y1)]), **k)

    def ellipse(self, label, x0, y0, x1, y1, **k):
        a, b = self.view.pt((x0, y0)), self.view.pt((x1, y1))
        self.add("ellipse", label, points=flat([a, b]), draw=("poly", [ring((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (b[0] - a[0]) / 2, (b[1] - a[1]) / 2)]), **k)

    def rotated(self, label, g, **k):
        c = self.view.pt((g["cx"], g["cy"]))
        s = self.view.sx
        pts = [round(v, 2) for v in (c[0], c[1], g["w"] * s, g["h"] * s, g["deg"])]
        self.add("rotated_bbox", label, points=pts, draw=("poly", [corners(g, self.view)]), **k)

    def mask(self, label, parts, holes=(), **k):
        m = bitmap([self.view.poly(p) for p in parts], [self.view.poly(h) for h in holes], self.view.w, self.view.h)
        r = compressed(m)
        c = self.add("mask", label, rle={"counts": r["counts"], "size": r["size"]}, **k)
        self.drawn.append(("mask", None, m, None, f"{label} {c['id']}"))

    def cuboid(self, label, pts, **k):
        p = [self.view.pt(q) for q in pts]
        self.add("cuboid_2d", label, points=[[round(v, 2) for v in q] for q in p], draw=("cuboid", p), **k)

    def skeleton(self, label, joints, **k):
        parent = self.add("skeleton", label, elements=[], **k)
        for name, p in joints:
            self.next_id += 1
            x, y = self.view.pt(p)
            parent["elements"].append({"id": self.next_id, "type": "points", "attributes": {}, "group": 0, "label_id": self.labels.index(name), "points": [round(x, 2), round(y, 2)], "z_order": 0, "visibility": [2]})
        self.drawn.append(("pts", [self.view.pt(p) for _, p in joints], None, None, f"{label} {parent['id']}"))


def space():
    V, s, gal = View, Space(), galaxy_regions()
    near = lambda x, y: min(gal, key=lambda g: (g["cx"] - x) ** 2 + (g["cy"] - y) ** 2)

    s.item("01_launch.jpg", V("rocket"))
    s.tag("night"); s.caption("A Falcon 9 with its payload stands on the pad at dusk between four lightning masts.")
    s.polygon("rocket", ROCKET, score=0.98)
    for i, m in enumerate(MASTS):
        s.polygon("mast", m, author="bo" if i % 2 else "ana")
    s.points("light", LIGHTS, author="bo")
    s.item("02_rocket.jpg", V("rocket", (230, 90, 410, 427), 1.2))
    s.mask("rocket", [ROCKET], score=0.96); s.points("light", LIGHTS, author="bo"); s.tag("night", author="bo")
    s.item("03_pad.jpg", V("rocket", (245, 320, 395, 427), 2.6))
    s.cuboid("pad", [(267.5, 408.5), (275, 406.5), (365, 406.5), (372, 408.5), (275, 424), (365, 424), (372, 426.5), (267.5, 426.5)])
    s.bbox("rocket", ROCKET, author="bo"); s.points("light", LIGHTS)
    s.item("04_mast.jpg", V("rocket", (400, 90, 640, 427), 1.1))
    s.polygon("mast", MASTS[2], wrong=("duplicate", "The mast was outlined by ana and by bo: keep one."))
    s.polygon("mast", [(x + 1.5, y + 1) for x, y in MASTS[2]], author="bo", score=0.81)
    s.polygon("mast", MASTS[3], author="bo"); s.polyline("mast", [(445.5, 123), (449, 190)], author="bo")
    s.points("light", LIGHTS)
    s.item("05_left_masts.jpg", V("rocket", (0, 0, 240, 427), 1.0))
    s.polyline("mast", [(88, 0), (81.5, 215), (77.5, 345)]); s.polyline("mast", [(201, 123), (200, 190)], author="bo")
    s.polygon("mast", MASTS[0]); s.polygon("mast", MASTS[1])
    s.points("light", [p for p in LIGHTS if p != (151, 377)])
    mistake("space", s.rel, None, "missed object", "The street light in the middle has no point.")
    s.item("06_spiral.jpg", V("hubble", (60, 340, 220, 460), 2.6))
    s.tag("deep field"); s.ellipse("galaxy", 106, 379, 142, 420); s.ellipse("galaxy", 103, 380, 145, 422, author="bo")
    s.caption("A face-on spiral galaxy with clear arms.", author="bo")
    s.item("07_star.jpg", V("hubble", (690, 520, 830, 630), 2.8))
    s.bbox("star", rect(739, 562, 770, 593)); s.polyline("spike", [(735, 559), (773, 596)], author="bo"); s.polyline("spike", [(773, 559), (736, 596)], author="bo")
    s.rotated("galaxy", near(790, 560)); s.ellipse("galaxy", 804, 600, 823, 619, author="bo", wrong=None)
    s.item("08_edge_on.jpg", V("hubble", (50, 440, 170, 530), 3.0))
    s.rotated("galaxy", near(87, 488), score=0.93); s.tag("deep field")
    s.item("09_edge_on_red.jpg", V("hubble", (470, 380, 620, 480), 2.6))
    s.rotated("star", near(581, 405), wrong=("wrong label", "A galaxy seen edge-on: stars have spikes."), score=0.44)
    s.polygon("galaxy", [(497, 443), (503, 436), (511, 431), (518, 428), (530, 426), (537, 431), (529, 436), (521, 442), (512, 449), (501, 449)], author="bo")
    s.item("10_giant.jpg", V("hubble", (660, 420, 800, 520), 2.8))
    s.ellipse("galaxy", 706, 453, 749, 496); s.bbox("galaxy", corners_src(near(773, 486)), author="bo")
    s.bbox("galaxy", corners_src(near(702, 463)), grow=26, author="bo", wrong=("loose box", "Box many times larger than this small galaxy."))
    s.polygon("galaxy", [(727, 424), (738, 423), (743, 432), (740, 445), (732, 442), (725, 436)], score=0.66)
    s.item("11_patch.jpg", V("astronaut", (115, 330, 345, 450), 1.7))
    s.mask("lettering", [BADGE], [ring(170.7, 385.7, 27, 27)]); s.ellipse("badge", 134, 348.7, 207.4, 422.7, author="bo")
    s.rotated("badge", {"cx": 303.8, "cy": 358.5, "w": 50.5, "h": 33, "deg": 7.0}); s.mask("helmet", [HELMET], author="bo")
    s.item("12_face.jpg", V("astronaut", (130, 0, 330, 210), 1.8))
    s.tag("portrait"); s.skeleton("face", FACE, score=0.97); s.caption("Eileen Collins smiles at the camera.", author="bo")
    s.item("13_dark_sky.jpg", V("rocket", (215, 10, 300, 90), 3.0))
    mistake("space", s.rel, None, "rightly empty", "Only evening sky: verified empty.")
    dm = {"dm_format_version": "1.0", "media_type": 2, "infos": {"description": "vidimus demo: space", "guideline": "in the deep field only the bright objects"}, "categories": {
        "label": {"labels": [{"name": n, "parent": "face" if n in dict(FACE) else "", "attributes": []} for n in s.labels], "label_groups": [], "attributes": []},
        "points": {"items": [{"label_id": s.labels.index("face"), "labels": [k for k, _ in FACE], "joints": [[1, 2], [1, 3], [2, 3], [4, 5], [1, 6], [2, 7]], "positions": []}]}}}
    write_datumaro(OUT / "space" / "annotations" / "default.json", dm, s.items)


def corners_src(g):
    return rect(*g["box"])


def write_datumaro(path, head, items):
    one = lambda v: json.dumps(v, ensure_ascii=False, separators=(",", ":"))
    rows = []
    for it in items:
        body = {k: v for k, v in it.items() if k not in ("id", "annotations")}
        anns = "[" + ("\n" + ",\n".join(one(a) for a in it["annotations"]) + "\n" if it["annotations"] else "") + "]"
        rows.append('{"id":' + one(it["id"]) + ',"annotations":' + anns + "," + one(body)[1:])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(f"{one(k)}:{one(v)}" for k, v in head.items()) + ',\n"items":[\n' + ",\n".join(rows) + "\n]\n}\n", encoding="utf-8")


# ---------------------------------------------------------------- review state

def seed():
    def item(ds, split, start):
        d = OUT / ds / "images" / split
        return next(f"{ds}/images/{split}/{p.name}" for p in sorted(d.iterdir()) if p.name.startswith(start))

    def wrong(rel):
        return next((m["annotation"] for m in MISTAKES if m["item"] == rel and m["kind"] != "rightly empty"), None)

    people_ = [
        {"name": "you", "about": "reviewer, validation"},
        {"name": "ana", "about": "annotator, careful and a little slow"},
        {"name": "bo", "about": "annotator, fast, likes the model's boxes"},
        {"name": "chen", "about": "customer, signs off in acceptance"},
    ]
    J = lambda ds, split, first, last, stage, state, assignee, reviewer: {"dataset": ds, "split": split, "first": first, "last": last, "stage": stage, "state": state, "assignee": assignee, "reviewer": reviewer}
    jobs = [
        J("everyday", "train", 1, 12, "validation", "new", "ana", "you"),
        J("everyday", "train", 13, 24, "validation", "in progress", "bo", "you"),
        J("everyday", "train", 25, 28, "annotation", "new", None, None),
        J("everyday", "val", 1, 6, "annotation", "rejected", "bo", "you"),
        J("people", "train", 1, 6, "validation", "new", "ana", "you"),
        J("people", "val", 1, 3, "acceptance", "rejected", "bo", "chen"),
        J("coins", "train", 1, 12, "acceptance", "in progress", "bo", "chen"),
        J("coins", "train", 13, 14, "validation", "completed", "bo", "you"),
        J("coins", "val", 1, 4, "validation", "rejected", "bo", "you"),
        J("galaxies", "train", 1, 12, "annotation", "completed", "ana", "you"),
        J("galaxies", "train", 13, 13, "annotation", "in progress", "ana", None),
        J("galaxies", "val", 1, 3, "acceptance", "new", "ana", "chen"),
        J("space", "default", 1, 12, "validation", "new", "ana", "you"),
        J("space", "default", 13, 13, "acceptance", "completed", "bo", "chen"),
    ]
    for j in jobs:
        d = OUT / j["dataset"] / "images" / j["split"]
        n = len(list(d.iterdir()))
        j_all = [k for k in jobs if (k["dataset"], k["split"]) == (j["dataset"], j["split"])]
        assert max(k["last"] for k in j_all) == n, (j, n)
        assert j["last"] == min(n, j["first"] + 11), (j, n)
    verdicts, issues = [], []

    def verdict(ds, split, start, v, by, at, reason=""):
        verdicts.append({"dataset": ds, "split": split, "item": item(ds, split, start), "verdict": v, "reason": reason, "by": by, "at": at})

    def issue(ds, split, start, place, assignee, owner, at, resolved, comments, annotation="wrong"):
        it = item(ds, split, start)
        issues.append({"dataset": ds, "split": split, "item": it, "annotation": wrong(it) if annotation == "wrong" else annotation, "place": place, "assignee": assignee, "owner": owner, "at": at, "resolved": resolved, "comments": [{"author": a, "at": t, "text": x} for a, t, x in comments]})

    def within(x, y, w, h): return {"kind": "within", "rect": {"x": x, "y": y, "width": w, "height": h}}
    def at_(x, y): return {"kind": "at", "point": {"x": x, "y": y}}
    whole = {"kind": "item"}

    D = lambda day, hm: f"2026-11-{day:02d}T{hm}:00Z"
    verdict("everyday", "train", "13_", "rejected", "you", D(17, "09:12"), "loose box")
    verdict("everyday", "train", "14_", "accepted", "you", D(17, "09:13"))
    verdict("everyday", "train", "15_", "rejected", "you", D(17, "09:15"), "missed object")
    verdict("everyday", "train", "16_", "accepted", "you", D(17, "09:15"))
    verdict("everyday", "train", "20_", "skipped", "you", D(17, "09:19"), "too blurred to judge")
    verdict("everyday", "val", "1_", "accepted", "you", D(12, "14:02"))
    verdict("everyday", "val", "2_", "rejected", "you", D(12, "14:03"), "wrong label")
    verdict("everyday", "val", "3_", "accepted", "you", D(12, "14:04"))
    verdict("everyday", "val", "4_", "accepted", "you", D(12, "14:05"))
    verdict("everyday", "val", "5_", "verified_empty", "you", D(12, "14:05"))
    verdict("everyday", "val", "6_", "rejected", "you", D(12, "14:07"), "missed object")
    verdict("people", "val", "p7", "accepted", "you", D(6, "10:20"))
    verdict("people", "val", "p8", "accepted", "you", D(6, "10:21"))
    verdict("people", "val", "p9", "rejected", "chen", D(9, "08:41"), "box cuts off the hair")
    for n in (13, 14):
        empty = any(m["item"].endswith(f"/train/coins_{n}.jpg") and m["kind"] == "rightly empty" for m in MISTAKES)
        verdict("coins", "train", f"coins_{n}.", "verified_empty" if empty else "accepted", "you", D(10, f"11:0{n - 10}"))
    for n in (1, 2):
        verdict("coins", "train", f"coins_{n}.", "accepted", "chen", D(18, f"15:3{n}"))
    for p in sorted((OUT / "coins/images/val").iterdir(), key=lambda p: int(p.stem.split("_")[1])):
        bad = [m for m in MISTAKES if m["item"].endswith(f"/val/{p.name}")]
        v, r = ("accepted", "") if not bad else ("verified_empty", "") if bad[0]["kind"] == "rightly empty" else ("rejected", bad[0]["kind"])
        verdict("coins", "val", p.name, v, "you", D(11, "16:4" + p.stem[-1]), r)
    for n in (14, 15, 16):
        verdict("galaxies", "val", f"field_{n}.", "accepted", "you", D(13, f"09:{n + 16}"))
    verdict("space", "default", "13_", "verified_empty", "chen", D(14, "12:00"))

    def box_of(rel):
        ds, _, split, name = rel.split("/")
        doc = json.loads((OUT / ds / "annotations" / f"{'instances' if ds == 'everyday' else 'person_keypoints'}_{split}.json").read_text())
        return within(*next(a["bbox"] for a in doc["annotations"] if a["id"] == wrong(rel)))

    issue("everyday", "train", "13_", box_of(item("everyday", "train", "13_")), "bo", "you", D(17, "09:12"), False, [
        ("you", D(17, "09:12"), "Box much larger than the spoon."),
        ("bo", D(17, "10:40"), "That is what the model gave. Shall I redraw it or make it a polygon?"),
        ("you", D(17, "11:05"), "A polygon, please, like on the other pictures.")])
    issue("everyday", "train", "15_", at_(270, 120), "bo", "you", D(17, "09:15"), False, [
        ("you", D(17, "09:15"), "The tall tree at the right edge is missing.")], None)
    issue("everyday", "train", "16_", whole, "bo", "you", D(16, "15:22"), True, [
        ("you", D(16, "15:22"), "Is a mirrored picture meant to be in this set?"),
        ("bo", D(16, "16:01"), "Yes, the customer asked for it.")], None)
    issue("everyday", "val", "2_", box_of(item("everyday", "val", "2_")), "bo", "you", D(12, "14:03"), False, [
        ("you", D(12, "14:03"), "Labelled helmet, but it is the video camera."),
        ("bo", D(13, "08:15"), "Right, slipped on the key. Will be fixed today.")])
    issue("everyday", "val", "6_", at_(210, 275), "bo", "you", D(12, "14:07"), False, [
        ("you", D(12, "14:07"), "The lower flower, cut by the edge, is missing."),
        ("bo", D(12, "17:30"), "Do we annotate objects that are cut off?"),
        ("chen", D(13, "09:02"), "Yes, whatever shows more than 8 pixels of itself.")], None)
    issue("people", "train", "p1", at_(55, 350), "ana", "bo", D(15, "13:10"), True, [
        ("bo", D(15, "13:10"), "The elbow was a hand's breadth too high."),
        ("ana", D(15, "13:45"), "Moved.")], None)
    issue("people", "val", "p9", box_of(item("people", "val", "p9")), "bo", "chen", D(9, "08:41"), False, [
        ("chen", D(9, "08:41"), "The box cuts off the hair: it must hold the whole person."),
        ("you", D(9, "09:20"), "Missed that in validation, sorry. Sent back to bo.")])
    dup = next(m for m in MISTAKES if m["dataset"] == "coins" and m["kind"] == "duplicate")
    issue("coins", "val", Path(dup["item"]).name, whole, "bo", "you", D(11, "16:50"), False, [
        ("you", D(11, "16:50"), "One coin has two boxes, one on top of the other.")])
    issue("coins", "train", "coins_1.", whole, "bo", "chen", D(18, "15:31"), True, [
        ("chen", D(18, "15:31"), "Where is the limit between small and large?"),
        ("you", D(18, "15:50"), "53 pixels across in the original scan."),
        ("chen", D(18, "15:58"), "Good, thank you.")], None)
    issue("space", "default", "06_", whole, "ana", "bo", D(16, "10:05"), False, [
        ("bo", D(16, "10:05"), "Ana and I differ by some pixels here: does the faint outer arm belong to it?"),
        ("ana", D(16, "10:30"), "I left it out on purpose. The reviewer may decide.")], None)
    write_json(OUT / "seed.json", {}, {"people": people_, "jobs": jobs, "verdicts": verdicts, "issues": issues})


# ---------------------------------------------------------------- everything

def sources():
    rows = ["# Photographs in the demo dataset", "", "Every item is a crop of one of these photographs, scaled, sometimes mirrored, and stored anew as JPEG, PNG or WebP;", "nothing else was changed. The files were taken from the packages scikit-image 0.26.0 and scikit-learn 1.9.1,", "whose documentation states author and licence. The annotations and the review state were made for vidimus (MIT).", "", "| file | package | title | author | source | licence |", "| --- | --- | --- | --- | --- | --- |"]
    for path, title, author, origin, lic in SOURCES.values():
        rows.append(f"| {path.name} | {'scikit-learn' if path.parent == SKL else 'scikit-image'} | {title} | {author} | {origin} | {lic} |")
    rows += ["", "scikit-learn's README names danielbuechele for both of its photographs; its link for flower.jpg leads to vultilion.", "", "CC0: https://creativecommons.org/publicdomain/zero/1.0/ · CC BY 2.0: https://creativecommons.org/licenses/by/2.0/", ""]
    (OUT / "SOURCES.md").write_text("\n".join(rows), encoding="utf-8")


def sheets(folder):
    colours = ["#ff3030", "#30ff30", "#ffff00", "#30c0ff", "#ff60ff", "#ff9020", "#ffffff"]
    folder.mkdir(parents=True, exist_ok=True)
    groups = {}
    for rel, drawn in SHEET:
        im = ImageOps.exif_transpose(Image.open(OUT / rel)).convert("RGB")
        k = 640 / max(im.size)
        im = im.resize((round(im.width * k), round(im.height * k)))
        d = ImageDraw.Draw(im)
        for i, (style, parts, m, box, text) in enumerate(drawn):
            c = colours[i % len(colours)]
            sc = lambda q: [(x * k, y * k) for x, y in q]
            at = (6, 6 + 12 * i)
            if m is not None and style in ("rle", "counts", "mask"):
                mm = Image.fromarray((np.asarray(m) * 110).astype("uint8")).resize(im.size)
                im.paste(Image.new("RGB", im.size, c), (0, 0), mm)
                d = ImageDraw.Draw(im)
            elif style in ("poly",):
                for q in parts:
                    d.line(sc(q) + sc(q)[:1], fill=c, width=2)
            elif style == "line":
                d.line(sc(parts), fill=c, width=2)
            elif style in ("pts", "kp"):
                for q in parts:
                    if style == "pts" or q[2]:
                        d.ellipse((q[0] * k - 4, q[1] * k - 4, q[0] * k + 4, q[1] * k + 4), outline=c, width=2)
            elif style == "cuboid":
                p = sc(parts)
                for a, b in ((0,1),(1,2),(2,3),(3,0),(7,4),(4,5),(5,6),(6,7),(0,7),(1,4),(2,5),(3,6)):
                    d.line([p[a], p[b]], fill=c, width=2)
            if box:
                x, y, w, h = (v * k for v in box)
                d.rectangle((x, y, x + w, y + h), outline=c)
                at = (x + 3, y + 2 + 11 * (i % 3))
            d.text(at, text, fill=c, stroke_width=2, stroke_fill="black")
        d.text((4, im.height - 14), rel.split("/")[-1], fill="white", stroke_width=2, stroke_fill="black")
        groups.setdefault("_".join(rel.split("/")[::2][:2]), []).append(im)
    for name, ims in groups.items():
        for part in range(0, len(ims), 6):
            sheet = Image.new("RGB", (3 * 640, 2 * 640))
            for i, im in enumerate(ims[part:part + 6]):
                sheet.paste(im, ((i % 3) * 640, (i // 3) * 640))
            sheet.save(folder / f"{name}_{part // 6}.png")


def main():
    global OUT
    args = sys.argv[1:]
    sheet_dir = None
    if "--sheets" in args:
        i = args.index("--sheets")
        sheet_dir = Path(args[i + 1])
        del args[i:i + 2]
    if args:
        OUT = Path(args[0]).resolve()
    if OUT.exists():
        for d in ("everyday", "people", "coins", "galaxies", "space"):
            shutil.rmtree(OUT / d, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    everyday()
    people()
    coins()
    galaxies()
    space()
    sources()
    seed()
    one = lambda v: json.dumps(v, ensure_ascii=False, separators=(",", ":"))
    (OUT / "mistakes.json").write_text("[\n" + ",\n".join(one(m) for m in MISTAKES) + "\n]\n", encoding="utf-8")
    files = sorted(p for p in OUT.rglob("*") if p.is_file())
    total = sum(p.stat().st_size for p in files)
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in files)).hexdigest()
    assert total <= 3_600_000, total
    print(f"{len(files)} files, {total} bytes, sha256 {digest[:16]}")
    if sheet_dir:
        sheets(sheet_dir)


if __name__ == "__main__":
    main()
