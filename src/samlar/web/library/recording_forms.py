"""The forms of a recording: how long it is, its chapters, its captions."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.library.queries.recordings import RecordingRow
from samlar.library.rules import recordings as rules
from samlar.library.rules.recordings import Captions
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import LANGUAGES
from samlar.web.forms import Textarea
from samlar.web.library.forms import revision
from samlar.web.templatetags.samlar import say


class ToldForm(forms.Form):
    """How long it is, and how far the captions have come."""

    use_required_attribute = False
    captions = forms.ChoiceField(
        label=gettext_lazy("Hur långt har texten kommit?"), widget=forms.RadioSelect,
        error_messages={word: gettext_lazy("Välj hur långt texten har kommit.") for word in ("required", "invalid_choice")},
    )  # fmt: skip
    length = forms.CharField(
        label=gettext_lazy("Hur lång är inspelningen?"), required=False, help_text=gettext_lazy("Till exempel 1:02:03 eller 62:03."),
        widget=forms.TextInput(attrs={"class": "narrow", "autocomplete": "off"}),
    )  # fmt: skip
    revision = revision()

    def __init__(self, data: Any, row: DocumentRow, beside: RecordingRow) -> None:
        length = rules.said_moment(beside.seconds * 1000) if beside.seconds else ""
        said = Captions.NONE if beside.captions == Captions.AUTOMATIC else beside.captions
        super().__init__(data, initial={"captions": said.value, "length": length, "revision": row.revision})
        words = {
            Captions.NONE: _("Text saknas"), Captions.ORDERED: _("Beställd, eller någon skriver den"),
            Captions.DONE: _("Klar: den finns här, i filmen eller hos tjänsten"),
        }  # fmt: skip
        if beside.captions == Captions.AUTOMATIC:
            words[Captions.NONE] = _("Bara automatisk text, som ingen har läst")
        self.fields["captions"].choices = [(one.value, word) for one, word in words.items()]  # type: ignore[attr-defined]


class TrackForm(forms.Form):
    """Subtitles in one language."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Undertexter"), widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
        help_text=gettext_lazy("En vtt- eller srt-fil. Bara tiderna och orden behålls."),
        error_messages={word: gettext_lazy("Välj en fil med undertexter.") for word in ("required", "empty", "invalid", "missing")},
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Språk"), error_messages={word: gettext_lazy("Välj språk.") for word in ("required", "invalid_choice")}
    )
    automatic = forms.BooleanField(label=gettext_lazy("Gjord av en maskin, och ingen har läst igenom den än"), required=False)
    revision = revision()

    def __init__(self, data: Any, files: Any, row: DocumentRow) -> None:
        super().__init__(data, files, initial={"language": row.language, "revision": row.revision})
        self.fields["language"].choices = [(code, say(word)) for code, word in LANGUAGES.items()]  # type: ignore[attr-defined]


class ChaptersForm(forms.Form):
    """Chapters as lines."""

    use_required_attribute = False
    chapters = forms.CharField(
        label=gettext_lazy("Kapitel"), required=False, widget=Textarea(attrs={"rows": 14, "spellcheck": "true"}),
        help_text=gettext_lazy("En rad för varje: tiden och en rubrik, som 12:30 Frågor från salen. Inga rader: inga kapitel."),
    )  # fmt: skip
    revision = revision()

    def __init__(self, data: Any, row: DocumentRow, beside: RecordingRow) -> None:
        super().__init__(data, initial={"chapters": rules.chapters_text(beside.chapters), "revision": row.revision})
