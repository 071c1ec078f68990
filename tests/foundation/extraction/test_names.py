"""A name for download does no harm on any system, whatever its sender called the file (bad input: `../`)."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.names import LONGEST, RESERVED, RUNS, safe_name


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("Slutrapport – Grön omställning (2).pdf", Kind.PDF, "Slutrapport – Grön omställning (2).pdf"),
        ("../../etc/passwd", Kind.TXT, "passwd.txt"),
        ("C:\\Users\\anna\\Skrivbord\\plan.docx", Kind.DOCX, "plan.docx"),
        ("..", Kind.PDF, "fil.pdf"),
        ("", Kind.OTHER, "fil.bin"),
        (".htaccess", Kind.TXT, "htaccess.txt"),
        ("CON.pdf", Kind.PDF, "fil-CON.pdf"),
        ("com1", Kind.TXT, "fil-com1.txt"),
        ("nul.tar.gz", Kind.OTHER, "fil-nul.tar.gz"),
        ("rapport\u202efdp.exe", Kind.PDF, "rapport fdp.exe.pdf"),
        ("rap\u200bport.pdf", Kind.PDF, "rap port.pdf"),
        ("rad\r\nbrytning\x00.pdf", Kind.PDF, "rad brytning.pdf"),
        ('a<b>:"c|d?*.pdf', Kind.PDF, "a-b---c-d.pdf"),
        ("bild.JPEG", Kind.JPEG, "bild.jpeg"),
        ("bild.png", Kind.JPEG, "bild.png.jpg"),
        ("virus.exe", Kind.OTHER, "virus.exe.bin"),
        ("sida.html", Kind.OTHER, "sida.html.bin"),
        ("ritning.dwg", Kind.OTHER, "ritning.dwg"),
        ("plan.pdf. . ", Kind.PDF, "plan.pdf"),
        ("o\u0308ppet.pdf", Kind.PDF, "öppet.pdf"),
        ("100 %.xlsx", Kind.XLSX, "100.xlsx"),
    ],
)
def test_a_name_is_made_safe(name, kind, safe):
    assert safe_name(name, kind) == safe


@given(some.text(max_size=400), some.sampled_from(list(Kind)))
@example("x" * 500 + ".pdf", Kind.PDF)
@example("ö" * 500, Kind.OTHER)
@example("\ud800.pdf", Kind.PDF)
@example("aux .  .", Kind.OTHER)
@example("a" * 118 + ".con.b", Kind.OTHER)
def test_whatever_a_file_is_called_its_name_is_safe_and_stays_so(name, kind):
    safe = safe_name(name, kind)
    assert 0 < len(safe) <= LONGEST
    assert safe == safe_name(safe, kind)
    assert safe == unicodedata.normalize("NFC", safe)
    assert not set('/\\<>:"|?*;%\x00\r\n') & set(safe)
    assert not {unicodedata.category(sign) for sign in safe} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    stem, _, ending = safe.rpartition(".")
    assert stem
    assert safe[0] not in " .-"
    assert stem.split(".")[0].strip().lower() not in RESERVED
    if kind.about.endings:
        assert ending in kind.about.endings
    else:
        assert ending not in RUNS
