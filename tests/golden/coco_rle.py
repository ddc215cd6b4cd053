"""Prints the golden table of src/codec/rle/tests.rs with pycocotools.

Run once in an environment that has pycocotools and numpy:
    python tests/golden/coco_rle.py
"""

import numpy as np
from pycocotools import mask as api

DRAWINGS = [
    ["."],
    ["#"],
    ["..#", "..#"],
    ["#..", "...", "..#"],
    [".....", "..##.", ".###.", "....."],
    ["####", "####", "####"],
    ["#.#.#.#.", ".#.#.#.#", "#.#.#.#.", ".#.#.#.#", "#.#.#.#."],
    ["." * 40 + "#" * 20, "#" * 60, "." * 60, "." * 7 + "#" * 50 + "..."],
    ["#" * 33] * 37 + ["." * 33] * 3 + ["." * 32 + "#"],
]


def counts(bits):
    """Column-major runs, background first, as COCO's uncompressed form has them."""
    runs, value, run = [], 0, 0
    for bit in bits.flatten(order="F"):
        if bit != value:
            runs.append(run)
            run, value = 0, bit
        run += 1
    return runs + [run]


for rows in DRAWINGS:
    bits = np.array([[c == "#" for c in row] for row in rows], dtype=np.uint8)
    compressed = api.encode(np.asfortranarray(bits))
    listed = counts(bits)
    assert api.frPyObjects({"counts": listed, "size": list(bits.shape)}, *bits.shape)["counts"] == compressed["counts"]
    assert (api.decode(compressed) == bits).all()
    drawn = ", ".join(f'"{row}"' for row in rows)
    text = compressed["counts"].decode().replace("\\", "\\\\")
    print(f'    (&[{drawn}], &{listed}, "{text}"),')
