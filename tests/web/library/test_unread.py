"""A file whose text is not read is kept, and its page says so and what to do about it (G2)."""

import pytest
from django.urls import reverse

from samlar.library.actions.reading import read_waiting
from tests.foundation.extraction import making_files
from tests.library import making

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        *((f"gammal.{ending}", making_files.old_office(), "Spara den som docx, pptx eller xlsx, så går texten att söka i.") for ending in ("doc", "xls", "ppt")),
        ("gammal.rtf", b"{\\rtf1 Hej}", "Text läses inte ur den här sortens fil. Den kan laddas ner, och hittas på titel och beskrivning."),
    ],
)  # fmt: skip
def test_what_is_kept_but_not_read_says_so_on_its_page(cast, sign_in, name, data, said):
    made = making.document(cast.stina, file=making.sent(name, data))
    read_waiting()
    browser = sign_in(cast.stina)
    page = browser.get(reverse("document", args=[made])).content.decode()
    assert said in page
    assert f">{name}<" in page
    kept = browser.get(reverse("document_file", args=[made, 1]))
    assert kept.getvalue() == data
