"""Bytes read as text: UTF-8, UTF-16 with or without its mark, and what Windows and older systems wrote (cp1252)."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder

ALLOWED = "\t\n\r\f\v\x1a\x85"  # the only control signs that stand in real text
_UNDEFINED = {0x81: None, 0x8D: None, 0x8F: None, 0x90: None, 0x9D: None}  # bytes that cp1252 has no sign for


def of(data: bytes) -> str | None:
    """The text, without mark; None where the bytes are no text."""
    return of_beginning(data, whole=True)


def of_beginning(data: bytes, *, whole: bool) -> str | None:
    """The text of bytes that may be cut in the middle of a sign (`whole` says that they are not)."""
    for mark, coding in ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _real(_decoded(data[len(mark) :], coding, whole=whole))
    for coding in ("utf-8", *_halves(data)):
        text = _real(_decoded(data, coding, whole=whole))
        if text is not None:
            return text
    if not set(_UNDEFINED).isdisjoint(data):
        return None
    return _real(data.decode("cp1252"))


def _decoded(data: bytes, coding: str, *, whole: bool) -> str | None:
    try:
        return getincrementaldecoder(coding)().decode(data, whole)
    except UnicodeDecodeError:
        return None


def _halves(data: bytes) -> list[str]:
    """UTF-16 without its mark shows: in Swedish and English every second byte is nought."""
    sample = data[:4096]
    if len(sample) < 8 or len(sample) % 2:
        sample = sample[: len(sample) // 2 * 2]
    half = len(sample) // 2
    if not half:
        return []
    if sample[1::2].count(0) > half * 0.7 and sample[0::2].count(0) < half * 0.1:
        return ["utf-16-le"]
    if sample[0::2].count(0) > half * 0.7 and sample[1::2].count(0) < half * 0.1:
        return ["utf-16-be"]
    return []


def _real(text: str | None) -> str | None:
    """The text if it is one: no control signs."""
    if text is None or any(sign < " " and sign not in ALLOWED for sign in set(text)):
        return None
    return text
