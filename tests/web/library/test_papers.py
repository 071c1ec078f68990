"""A paper is read in the browser's own reader, unless it brings something of its own to run (G1)."""

import pytest
from django.urls import reverse

from tests.foundation.extraction import making_files
from tests.library import making

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("action", "shown"), [(b"", "inline"), (b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "attachment")])
def test_a_paper_with_a_script_of_its_own_is_kept_and_not_shown(cast, sign_in, action, shown):
    paper = making_files.pdf(["Hej"]).replace(b"/Type/Catalog", b"/Type/Catalog" + action)
    made = making.document(cast.stina, file=making.sent("a.pdf", paper))
    answer = sign_in(cast.stina).get(reverse("document_view", args=[made, 1]))
    assert answer["Content-Disposition"].split(";")[0] == shown
    assert answer.getvalue() == paper
    assert ("sandbox" in answer["Content-Security-Policy"]) == (shown == "attachment")
