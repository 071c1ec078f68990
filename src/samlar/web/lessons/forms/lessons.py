"""The forms of lessons: catching and changing, reviewing, making obsolete, merging."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samlar.foundation import clock
from samlar.lessons.queries.similar import Alike
from samlar.lessons.queries.sources import Caught
from samlar.lessons.rules.deeds import LINE, SENTENCE, TEXT, WORD
from samlar.lessons.rules.lessons import LessonText, taken
from samlar.lessons.rules.rows import LessonRow
from samlar.library.queries.themes import ThemeRow
from samlar.web.activities.forms.deeds import LARGEST, TOO_LONG, words
from samlar.web.activities.forms.programme import Day
from samlar.web.forms import told_beside
from samlar.web.templatetags.samlar import say


class LessonForm(forms.Form):
    """One sentence; all the rest may wait. `contact` and `day` say what holds where nothing is chosen."""

    use_required_attribute = False
    sentence = words(
        SENTENCE,
        label=gettext_lazy("Vad har du lärt dig?"),
        help_text=gettext_lazy("En mening som någon annan kan ha nytta av."),
        missing=gettext_lazy("Skriv lärdomen i en mening."),
    )
    failed = forms.BooleanField(label=gettext_lazy("Det här gick inte som vi tänkt"), required=False)
    context = words(TEXT, label=gettext_lazy("När gäller den?"), help_text=gettext_lazy("I vilket sammanhang, för vem."), required=False)
    takes = words(TEXT, label=gettext_lazy("Vad krävs?"), help_text=gettext_lazy("Tid, pengar, kunskap, mandat."), required=False)
    themes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Tema"),
        help_text=gettext_lazy("Högst tre."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Välj bland de teman som finns.")},
    )
    source_name = forms.CharField(
        label=gettext_lazy("Bygger på"),
        help_text=gettext_lazy("Ett dokument, om det finns ett."),
        max_length=160,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    source_link = forms.CharField(label=gettext_lazy("Länk till dokumentet"), required=False, widget=forms.URLInput)
    contact = forms.TypedChoiceField(
        label=gettext_lazy("Vem svarar på frågor?"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Välj en kollega.")},
    )
    day = Day(label=gettext_lazy("När lärde ni er det?"), required=False)
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, themes: Iterable[ThemeRow], colleagues: Sequence[tuple[int, str]], initial: dict[str, Any], revision: int = 0
    ) -> None:
        super().__init__(data, initial={**initial, "revision": revision})
        self.fields["themes"].choices = [(one.id, say(one.name)) for one in themes]  # type: ignore[attr-defined]
        self.fields["contact"].choices = colleagues  # type: ignore[attr-defined]
        self.fields["sentence"].widget.attrs |= {"rows": 3, "autofocus": True, "autocapitalize": "sentences"}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        for name in ("source_link", "day", "themes"):
            if value := given.get(name):
                only: dict[str, Any] = {name: tuple(value) if name == "themes" else value}
                said = LessonText(sentence="…", **only)
                told_beside(self, name, lambda said=said: taken(said, today=clock.today()))  # type: ignore[misc]
        return given

    @property
    def open_more(self) -> bool:
        """Whether what is folded away has something to read or to mend."""
        folded = ("context", "takes", "themes", "source_name", "source_link", "contact", "day")
        return any(self[name].errors for name in folded)

    def written(self, caught: Caught) -> LessonText:
        given = self.cleaned_data
        return LessonText(
            sentence=given["sentence"], context=given["context"], takes=given["takes"], failed=given["failed"],
            themes=tuple(given["themes"]), source_name=given["source_name"], source_link=given["source_link"], contact=given["contact"],
            day=given["day"], origin=caught.origin, activity=caught.activity, session=caught.session, handin=caught.handin,
            debrief=caught.debrief,
        )  # fmt: skip

    def read(self) -> int:
        """The revision that the page showed."""
        return self.cleaned_data["revision"] or 0


def kept(row: LessonRow) -> dict[str, Any]:
    """A lesson as the form shows it."""
    return {
        "sentence": row.sentence, "failed": row.failed, "context": row.context, "takes": row.takes,
        "themes": [id for id, _sv, _en in row.themes], "source_name": row.source_name, "source_link": row.source_link,
        "contact": row.contact, "day": row.day,
    }  # fmt: skip


class ReviewForm(forms.Form):
    """Does it hold? And a few words."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        label=gettext_lazy("Håller lärdomen?"),
        widget=forms.RadioSelect,
        choices=[("holds", gettext_lazy("Ja, den håller")), ("not", gettext_lazy("Den behöver ses över"))],
        error_messages={"required": gettext_lazy("Välj ett av svaren."), "invalid_choice": gettext_lazy("Välj ett av svaren.")},
    )
    note = words(
        WORD,
        label=gettext_lazy("Några ord"),
        help_text=gettext_lazy("Varför den håller hos er, eller vad som behöver ses över. Den som skrev lärdomen får dem i ett brev."),
        required=False,
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, revision: int) -> None:
        super().__init__(data, initial={"revision": revision})


class ObsoleteForm(forms.Form):
    """Why it no longer holds."""

    use_required_attribute = False
    why = words(
        LINE,
        label=gettext_lazy("Varför gäller den inte längre?"),
        help_text=gettext_lazy("Alla som kan läsa lärdomen läser det, och de som har tagit hem den får ett brev."),
        missing=gettext_lazy("Skriv varför den inte gäller längre."),
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, revision: int) -> None:
        super().__init__(data, initial={"revision": revision})


class MergeForm(forms.Form):
    """Into which other lesson this one goes: one of those that are alike, or that a search found."""

    use_required_attribute = False
    into = forms.TypedChoiceField(
        label=gettext_lazy("Vilken står kvar?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Välj vilken lärdom som står kvar."),
            "invalid_choice": gettext_lazy("Välj en av lärdomarna i listan."),
        },
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, choices: Iterable[Alike], revision: int) -> None:
        super().__init__(data, initial={"revision": revision})
        self.fields["into"].choices = [(one.id, f"{one.sentence} ({one.organisation_name})") for one in choices]  # type: ignore[attr-defined]
