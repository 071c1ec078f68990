"""The forms of examples: the whole story with its links, a picture, what the open list is narrowed to."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.lessons.queries.examples import ExampleParts
from samlar.lessons.queries.sources import Caught
from samlar.lessons.rules.deeds import LONG, SENTENCE
from samlar.lessons.rules.examples import LINK, LINK_KINDS, LINK_NAME, MOST_LINKS, PARTS, PLACE, SHORT, ExampleText, LinkText
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.pictures import SHOWS
from samlar.lessons.rules.rows import LessonRow
from samlar.library.queries.themes import ThemeRow
from samlar.web.activities.forms import programme
from samlar.web.activities.forms.deeds import LARGEST, TOO_LONG, words
from samlar.web.activities.forms.programme import Day
from samlar.web.templatetags.samlar import say

PLACES = tuple(range(1, MOST_LINKS + 1))


def line(most: int, *, label: Any, help_text: Any = "", missing: Any = None) -> forms.CharField:
    """A text of one line; only what has a word for missing must be there."""
    return programme.line(most, label=label, help_text=help_text, required=missing is not None, missing=missing)


class ExampleForm(forms.Form):
    """Name and place; all else may wait. The links are rows of three fields: `link_<n>`, `link_name_<n>`, `link_kind_<n>`."""

    use_required_attribute = False
    sentence = line(
        SENTENCE, label=gettext_lazy("Vad heter exemplet?"), help_text=gettext_lazy("Så att andra förstår vad det är."),
        missing=gettext_lazy("Skriv vad exemplet heter."),
    )  # fmt: skip
    place = line(
        PLACE, label=gettext_lazy("Var?"), help_text=gettext_lazy("Kommunen, orten eller verksamheten."),
        missing=gettext_lazy("Skriv var det gjordes."),
    )  # fmt: skip
    failed = forms.BooleanField(label=gettext_lazy("Det här gick inte som vi tänkt"), required=False)
    problem = words(LONG, label=gettext_lazy("Vad var problemet?"), required=False)
    done = words(LONG, label=gettext_lazy("Vad gjorde ni?"), required=False, rows=5)
    result = words(LONG, label=gettext_lazy("Vad blev resultatet?"), help_text=gettext_lazy("Siffror om det finns några."), required=False)
    cost = line(SHORT, label=gettext_lazy("Vad kostade det?"))
    time = line(SHORT, label=gettext_lazy("Hur lång tid tog det?"))
    hard = words(LONG, label=gettext_lazy("Vad var svårt?"), required=False)
    adapt = words(
        LONG, label=gettext_lazy("Hur kan andra anpassa det?"), help_text=gettext_lazy("Vad går att ta rakt av, och vad behöver göras om?"),
        required=False,
    )  # fmt: skip
    themes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Tema"), help_text=gettext_lazy("Högst tre."), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Välj bland de teman som finns.")},
    )  # fmt: skip
    contact = forms.TypedChoiceField(
        label=gettext_lazy("Vem svarar på frågor?"), coerce=int, empty_value=None, required=False,
        error_messages={"invalid_choice": gettext_lazy("Välj en kollega.")},
    )  # fmt: skip
    day = Day(label=gettext_lazy("När var det?"), required=False)
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, themes: Iterable[ThemeRow], colleagues: Sequence[tuple[Any, str]], initial: dict[str, Any], revision: int = 0
    ) -> None:
        super().__init__(data, initial={**initial, "revision": revision})
        self.fields["themes"].choices = [(one.id, say(one.name)) for one in themes]  # type: ignore[attr-defined]
        self.fields["contact"].choices = colleagues  # type: ignore[attr-defined]
        for place in PLACES:
            self.fields[f"link_{place}"] = forms.CharField(
                label=_("Länk %(n)d") % {"n": place}, required=False, max_length=LINK, widget=forms.URLInput,
                error_messages={"max_length": TOO_LONG},
            )
            self.fields[f"link_name_{place}"] = forms.CharField(
                label=_("Namn på länk %(n)d") % {"n": place}, required=False, max_length=LINK_NAME, error_messages={"max_length": TOO_LONG}
            )
            self.fields[f"link_kind_{place}"] = forms.ChoiceField(
                label=_("Vad länk %(n)d leder till") % {"n": place}, required=False,
                choices=[(word, say(sentence)) for word, sentence in LINK_KINDS.items()],
                error_messages={"invalid_choice": _("Välj vad länken leder till.")},
            )  # fmt: skip

    def links(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The rows of links, for the template."""
        return [(self[f"link_{place}"], self[f"link_name_{place}"], self[f"link_kind_{place}"]) for place in PLACES]

    @property
    def open_links(self) -> bool:
        """Whether a link is there to read or to mend."""
        return any(field.errors or field.value() for field, name, kind in self.links() for field in (field, name))

    def written(self, caught: Caught, before: LessonRow | None = None) -> ExampleText:
        """What was written. `before`: the example that is changed; what the form does not ask for stays as it was."""
        given = self.cleaned_data
        lesson = LessonText(
            sentence=given["sentence"], failed=given["failed"], themes=tuple(given["themes"]), contact=given["contact"], day=given["day"],
            context=before.context if before else caught.context, takes=before.takes if before else "",
            source_name=before.source_name if before else caught.source_name, source_link=before.source_link if before else "",
            origin=caught.origin, activity=caught.activity, session=caught.session, handin=caught.handin, debrief=caught.debrief,
        )  # fmt: skip
        return ExampleText(
            lesson=lesson,
            links=tuple(
                LinkText(given[f"link_{place}"], given[f"link_name_{place}"], given[f"link_kind_{place}"] or "page") for place in PLACES
            ),
            **{part: given[part] for part in PARTS},
        )

    def read(self) -> int:
        """The revision that the page showed."""
        return self.cleaned_data["revision"] or 0


def kept(row: LessonRow, parts: ExampleParts) -> dict[str, Any]:
    """An example as the form shows it."""
    first: dict[str, Any] = {part: getattr(parts, part) for part in PARTS}
    first |= {
        "sentence": row.sentence, "failed": row.failed, "themes": [id for id, _sv, _en in row.themes], "contact": row.contact,
        "day": row.day,
    }  # fmt: skip
    for place, link in enumerate(parts.links, 1):
        first |= {f"link_{place}": link.link, f"link_name_{place}": link.name, f"link_kind_{place}": link.kind}
    return first


class PictureForm(forms.Form):
    """A picture, and what it shows."""

    use_required_attribute = False
    picture = forms.FileField(
        label=gettext_lazy("Bild"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("JPEG, PNG eller WebP, högst 10 MB. Plats och tid som kameran har skrivit in tas bort."),
        error_messages={word: gettext_lazy("Välj en bild.") for word in ("required", "empty", "invalid")},
    )  # fmt: skip
    shows = line(
        SHOWS, label=gettext_lazy("Vad visar bilden?"), help_text=gettext_lazy("För den som inte ser den. En mening räcker."),
        missing=gettext_lazy("Skriv vad bilden visar."),
    )  # fmt: skip


class WantedForm(forms.Form):
    """What the open list of examples is narrowed to."""

    tema = forms.ChoiceField(label=gettext_lazy("Tema"), required=False)
    organisation = forms.ChoiceField(label=gettext_lazy("Organisation"), required=False)
    ar = forms.ChoiceField(label=gettext_lazy("År"), required=False)

    def __init__(
        self, initial: dict[str, Any], *, themes: Iterable[ThemeRow], organisations: Sequence[tuple[int, str]], years: Sequence[int]
    ) -> None:
        super().__init__(initial=initial)
        self.fields["tema"].choices = [("", _("Alla")), *((str(one.id), say(one.name)) for one in themes)]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", _("Alla")), *((str(id), name) for id, name in organisations)]  # type: ignore[attr-defined]
        self.fields["ar"].choices = [("", _("Alla")), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]
