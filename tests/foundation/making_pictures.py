"""Pictures for tests, good and bad."""

import struct
import zlib
from io import BytesIO

from PIL import Image

PLACE = b"57 deg 42 min N"
TAIL = b"<script>alert(1)</script>PK\x03\x04"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **how: object) -> bytes:
    """Left half red, right half blue."""
    drawn = Image.new("RGB", size, (200, 20, 20))
    drawn.paste((20, 20, 200), (size[0] // 2, 0, *size))
    written = BytesIO()
    drawn.save(written, kind, **how)
    return written.getvalue()


def from_a_phone() -> bytes:
    """A JPEG that lies on its side and says where it was taken and by whom."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right
    exif[0x013B] = "Fotograf Förnamn"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (57.0, 42.0, 1.0)
    exif[0x010E] = PLACE.decode()
    return picture(exif=exif, comment=b"HEMLIGT")


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    written = BytesIO()
    frames[0].save(written, kind, save_all=True, append_images=frames[1:], duration=100)
    return written.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of some bytes that says that it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")
