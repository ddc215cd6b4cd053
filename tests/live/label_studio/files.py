"""Pictures and sounds, made with the standard library alone."""

import math
import struct
import wave
import zlib


def png(width, height, boxes=(), ground=(96, 104, 112)):
    """A PNG of one colour with filled boxes `(x, y, width, height, (r, g, b))`."""
    rows = [bytearray(bytes(ground) * width) for _ in range(height)]
    for x, y, w, h, color in boxes:
        for row in range(max(0, y), min(height, y + h)):
            left, right = max(0, x), min(width, x + w)
            rows[row][left * 3 : right * 3] = bytes(color) * (right - left)
    raw = b"".join(b"\0" + bytes(row) for row in rows)

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def wav(path, seconds=3.0, rate=8000):
    """A mono sound that swells."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        count = int(seconds * rate)
        sound.writeframes(
            b"".join(
                struct.pack("<h", int(20000 * (n / count) * math.sin(n * 440 * 2 * math.pi / rate)))
                for n in range(count)
            )
        )


def series(path, rows=200):
    """Two measured values over time."""
    lines = ["time,first,second"]
    lines += [f"{n},{math.sin(n / 9):.4f},{(n % 17) / 17:.4f}" for n in range(rows)]
    path.write_text("\n".join(lines) + "\n")
