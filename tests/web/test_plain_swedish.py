"""The framework's own form errors are said in plain Swedish."""

import pytest
from django import forms
from django.utils import translation


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (forms.CharField(), "", "Fyll i det här."),
        (forms.CharField(max_length=3), "fyra", "Skriv högst 3 tecken. Nu är det 4."),
        (forms.IntegerField(), "hundra", "Skriv ett heltal med siffror, utan ören."),
        (forms.IntegerField(min_value=0), "-1", "Skriv minst 0."),
        (forms.DateField(), "2027-02-30", "Skriv ett datum som finns, till exempel 2027-02-01."),
        (forms.EmailField(), "namn", "Skriv en hel e-postadress, till exempel namn@organisation.se."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Välj ett av alternativen. b finns inte bland dem."),
    ],
)
def test_a_form_says_what_to_do(field, value, said):
    with translation.override("sv"), pytest.raises(forms.ValidationError) as caught:
        field.clean(value)
    assert caught.value.messages == [said]
