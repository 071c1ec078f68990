"""Amounts in whole kronor, as people write them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samlar.formats.case_file import LARGEST_AMOUNT
from samlar.formats.sentence import written

AMOUNT = re.compile(r"(-?)([0-9]{1,20})")


class Kronor(forms.CharField):
    """A whole amount from 0 to 10⁹ kr: "75000", "75 000" and "75 000 kr" are the same. Cleans to int, or None where it may be empty."""

    def __init__(self, **fields: Any) -> None:
        fields.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**fields)

    def prepare_value(self, value: Any) -> Any:
        return written(value, "sv") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        found = AMOUNT.fullmatch(re.sub(r"(?i)(\s|kr\.?$)", "", text.strip()))
        if found is None:
            raise ValidationError(_("Skriv beloppet i hela kronor med siffror, till exempel 75 000."), code="amount")
        amount = int(found[1] + found[2])
        if amount < 0:
            raise ValidationError(_("Beloppet kan inte vara mindre än 0 kr."), code="amount")
        if amount > LARGEST_AMOUNT:
            raise ValidationError(_("Beloppet är för stort. Högst 1 000 000 000 kr går att skriva."), code="amount")
        return amount
