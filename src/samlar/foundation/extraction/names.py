"""A name that a file may safely be downloaded under, on every system, whatever its sender called it."""

import re
import unicodedata

from samlar.foundation.extraction.kinds import Kind

LONGEST = 120  # signs; with å and ö still below the 255 bytes that file systems take
NAMELESS = "fil"
RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")}
HARMLESS = re.compile(r"[a-z0-9]{1,8}")  # an ending that says nothing but which program
RUNS = {  # what a system or a browser would run, or open as more than data
    "exe", "com", "bat", "cmd", "scr", "pif", "msi", "msp", "js", "jse", "vbs", "vbe", "wsf", "wsh", "ps1", "psm1", "hta", "cpl", "jar",
    "lnk", "reg", "inf", "scf", "url", "desktop", "sh", "app", "dmg", "pkg", "html", "htm", "xhtml", "xht", "mht", "mhtml", "svg",
    "svgz", "xml", "xsl", "dll", "sys", "chm", "hlp", "application", "gadget", "appref", "docm", "xlsm", "pptm", "dotm", "xltm", "potm",
    "xlam", "ppam", "iso", "img", "vhd",
}  # fmt: skip


def safe_name(name: str, kind: Kind) -> str:
    """The name made safe: no folder, no control or turning signs, no reserved word, not too long, and an ending that fits what the file is.

    Never empty. Safe to make safe again: it then changes no more.
    """
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    base = "".join(sign if _may_stand(sign) else " " for sign in base)
    base = re.sub(r'[<>:"|?*;%]', "-", base)
    base = re.sub(r"\s+", " ", base).strip(" .-")
    stem, ending = _parted(base, kind)
    stem = stem[: LONGEST - len(ending) - 1].strip(" .-") or NAMELESS
    if stem.split(".")[0].strip().lower() in RESERVED:
        stem = f"{NAMELESS}-{stem}"[: LONGEST - len(ending) - 1].strip(" .-")
    return f"{stem}.{ending}" if ending else stem


def _may_stand(sign: str) -> bool:
    """Letters, figures and visible signs: nothing that controls, turns the writing, hides, or is half a sign."""
    return sign == " " or (unicodedata.category(sign)[0] in "LNPSM" and sign != "\ufffd")


def _parted(base: str, kind: Kind) -> tuple[str, str]:
    """The name and the ending to give it. An ending that lies is kept as part of the name, where it opens nothing."""
    stem, dot, said = base.rpartition(".")
    said = said.lower()
    if not dot:
        stem, said = base, ""
    fitting = kind.about.endings
    if fitting:
        return (stem, said) if said in fitting else (base, fitting[0])
    known = HARMLESS.fullmatch(said) and said not in RUNS and stem.strip(" .-")
    return (stem, said) if known else (base, "bin")
