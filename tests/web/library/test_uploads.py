"""What is sent is measured, not believed: too large, cut short, many, or another thing than it says (G1)."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from samlar.foundation import files
from samlar.foundation.files import FileTooLarge, keep_file
from samlar.library.models import Document, Version
from tests.library import making

pytestmark = pytest.mark.django_db
SAID = {"reach": "own", "language": "sv"}
EDGE = "grans"


def raw(*parts, length=None):
    """A form as it goes over the wire."""
    body = b"".join(
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + data + b"\r\n" for name, more, data in parts
    )
    return body + f"--{EDGE}--\r\n".encode()


def post(browser, body, **headers):
    return browser.generic("POST", reverse("document_new"), body, content_type=f"multipart/form-data; boundary={EDGE}", **headers)


def file_part(name, data):
    return ("files", f'; filename="{name}"\r\nContent-Type: application/pdf', data)


def test_a_file_that_grows_past_the_limit_is_let_go_and_told_of_by_name(cast, sign_in, settings):
    settings.SAMLAR_LARGEST_FILE = 200_000
    answer = post(sign_in(cast.stina), raw(("reach", "", b"own"), ("language", "", b"sv"), file_part("stor.pdf", b"x" * 2_000_000)))
    assert answer.status_code == 422
    assert "stor.pdf: Filen är större än" in answer.content.decode()
    assert not Document.objects.exists()


def test_a_version_that_is_too_large_says_so_by_its_field(cast, sign_in, settings):
    made = making.document(cast.stina)
    settings.SAMLAR_LARGEST_FILE = 200_000
    sent = SimpleUploadedFile("stor.txt", b"x" * 2_000_000)
    answer = sign_in(cast.stina).post(reverse("document_version", args=[made]), {"file": sent, "revision": 1})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert Version.objects.count() == 1


def test_a_size_that_the_sender_declares_is_not_believed(cast, sign_in):
    body = raw(("reach", "", b"own"), ("language", "", b"sv"), file_part("a.txt", b"liten"))
    answer = post(sign_in(cast.stina), body, HTTP_X_FILE_SIZE=str(2 * 1024**3))
    assert answer.status_code == 302
    assert Version.objects.get().bytes == 5


def test_what_is_kept_is_measured_while_it_is_copied_and_leaves_nothing_half(settings, tmp_path):
    settings.SAMLAR_LARGEST_FILE = 3_000_000
    sent = tmp_path / "sent"
    sent.write_bytes(b"x" * 3_000_001)
    before = set(files._folder().glob("??/??/*"))
    with pytest.raises(FileTooLarge):
        keep_file(sent)
    assert set(files._folder().glob("??/??/*")) == before
    sent.write_bytes(b"x" * 3_000_000)
    assert keep_file(sent).bytes == 3_000_000


def test_a_pdf_that_is_a_zip_is_what_its_content_is(cast, sign_in):
    body = raw(("reach", "", b"own"), ("language", "", b"sv"), file_part("rapport.pdf", b"PK\x03\x04" + b"\x00" * 40))
    assert post(sign_in(cast.stina), body).status_code == 302
    kept = Version.objects.get()
    assert kept.type == "other"
    assert sign_in(cast.stina).get(reverse("document_view", args=[kept.document_id, 1])).status_code == 404


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=some.text(min_size=1, max_size=300), data=some.binary(min_size=1, max_size=300))
def test_whatever_it_is_called_and_holds_it_is_kept_under_a_safe_name_or_refused(cast, sign_in, name, data):
    sent = BytesIO(data)
    sent.name = name.replace("\x00", "").encode("utf-8", "ignore").decode() or "a"
    answer = sign_in(cast.stina).post(reverse("document_new"), {**SAID, "files": [sent]})
    assert answer.status_code in (302, 422)
    for kept in Version.objects.values_list("name", flat=True):
        assert not set(kept) & set('/\\:*?"<>|\x00\r\n\u202e')
        assert kept.strip(". ") == kept
        assert len(kept) <= 160


@pytest.mark.parametrize("cut", [10, 60, 120, 200])
def test_a_form_that_is_cut_short_keeps_nothing_and_breaks_nothing(cast, sign_in, cut):
    body = raw(("reach", "", b"own"), ("language", "", b"sv"), file_part("a.pdf", b"%PDF-1.7" * 20))[:cut]
    assert post(sign_in(cast.stina), body).status_code in (400, 422)
    assert not Document.objects.exists()
