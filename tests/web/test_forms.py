"""A field of several lines holds as many signs as the browser says that it does, in every form."""

import re
from pathlib import Path

from django import forms

from samlar import web
from samlar.web.forms import Textarea

WEB = Path(web.__file__).parent


class Told(forms.Form):
    text = forms.CharField(max_length=5, widget=Textarea)


def test_a_line_break_is_one_sign_however_it_was_sent():
    for sent in ("ab\r\ncd", "ab\ncd", "ab\rcd"):
        form = Told({"text": sent})
        assert (form.is_valid(), form.cleaned_data) == (True, {"text": "ab\ncd"})
    assert not Told({"text": "ab\r\ncde"}).is_valid()


def test_every_form_has_its_lines_from_here():
    own = [file.relative_to(WEB) for file in WEB.rglob("*.py") if re.search(r"\b(forms|widgets)\.Textarea\b|from django\.forms.* import .*Textarea", file.read_text())]
    assert own == [Path("forms.py")]
