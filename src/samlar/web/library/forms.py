"""The forms of documents: adding files or a link, what is said of one, a new version, its way as a public record."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.foundation import clock
from samlar.foundation.keys import LARGEST
from samlar.library.queries.themes import ThemeRow
from samlar.library.rules import documents as rules
from samlar.library.rules.documents import DocumentText
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import KINDS, LANGUAGES, LICENCES, REACHES, Disposal, Kind, Reach, State
from samlar.web.activities.forms.deeds import words
from samlar.web.activities.forms.programme import Day
from samlar.web.forms import told_beside
from samlar.web.templatetags.samlar import say

TOO_LONG = {"max_length": gettext_lazy("Texten har %(show_value)d tecken. Högst %(limit_value)d får plats.")}
CHOOSE = {word: gettext_lazy("Välj ett av alternativen.") for word in ("required", "invalid_choice")}


def line(most: int, *, label: Any, help_text: Any = "", required: bool = False, missing: Any = None) -> forms.CharField:
    """A text of one line."""
    messages = {**TOO_LONG, **({"required": missing} if missing else {})}
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most, error_messages=messages)


def revision() -> forms.IntegerField:
    """What the page was read at; a form that lost it is as one that somebody else overtook."""
    return forms.IntegerField(min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput)


class SeveralInput(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files."""

    widget = SeveralInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(Files, self).clean(one, initial) for one in (data if isinstance(data, list | tuple) else [data]) if one]


class SaidForm(forms.Form):
    """What is said of a document, beside its title and where it lies."""

    use_required_attribute = False
    reach = forms.ChoiceField(label=gettext_lazy("Vem får läsa?"), widget=forms.RadioSelect, error_messages=CHOOSE)
    summary = words(rules.SUMMARY, label=gettext_lazy("Vad handlar det om?"), required=False)
    authors = line(
        rules.AUTHORS, label=gettext_lazy("Vem har gjort det?"), help_text=gettext_lazy("Namn, som de ska stå när någon citerar.")
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Vad får andra göra med det?"), help_text=gettext_lazy("Behövs innan det publiceras."), required=False,
        error_messages=CHOOSE,
    )  # fmt: skip
    day = Day(label=gettext_lazy("När är det från?"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Vad är det?"), required=False, error_messages=CHOOSE)
    language = forms.ChoiceField(label=gettext_lazy("Språk"), error_messages=CHOOSE)
    themes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Tema"), help_text=gettext_lazy("Högst fem."), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Välj bland de teman som finns.")},
    )  # fmt: skip

    def __init__(
        self, data: Any, files: Any = None, *, themes: Iterable[ThemeRow], in_group: bool, initial: dict[str, Any], **more: Any
    ) -> None:
        super().__init__(data, files, initial=initial, **more)
        reaches = [one for one in Reach if in_group or one != Reach.GROUP]
        self._choose("reach", [(one.value, say(REACHES[one])) for one in reaches])
        self._choose("licence", [("", _("Inte bestämt än")), *((word, say(name)) for word, name in LICENCES.items())])
        self._choose("kind", [("", _("Det som filen är")), *((one.value, say(name)) for one, name in KINDS.items())])
        self._choose("language", [(word, say(name)) for word, name in LANGUAGES.items()])
        self._choose("themes", [(one.id, say(one.name)) for one in themes])

    def _choose(self, field: str, choices: Sequence[tuple[Any, str]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        for name in ("day", "themes", "link"):
            if value := given.get(name):
                only: dict[str, Any] = {name: tuple(value) if name == "themes" else value}
                said = DocumentText(kind="", title="…", **only)
                told_beside(self, name, lambda said=said: rules.taken(said, today=clock.today()))  # type: ignore[misc]
        return given

    @property
    def open_more(self) -> bool:
        """Whether what is folded away has something to mend."""
        return any(self[name].errors for name in ("summary", "authors", "licence", "day", "kind", "language", "themes"))

    def said(self, *, title: str, link: str, kind: str = "") -> DocumentText:
        given = self.cleaned_data
        return DocumentText(
            kind=given["kind"] or kind, title=title, summary=given["summary"], language=given["language"], authors=given["authors"],
            licence=given["licence"], day=given["day"], link=link, themes=tuple(given["themes"]), reach=given["reach"],
        )  # fmt: skip


class AddForm(SaidForm):
    """Files, or a link; a title only where the file's own name does not do."""

    files = Files(  # type: ignore[assignment]  # a declared field is no attribute of the form
        label=gettext_lazy("Filer"), required=False, allow_empty_file=True,  # which one is empty is told by its name, and the others kept
        help_text=gettext_lazy("Välj en eller flera. Det går också att dra dem hit."),
        widget=SeveralInput,
    )  # fmt: skip
    link = forms.CharField(
        label=gettext_lazy("Eller en länk"), required=False, help_text=gettext_lazy("Till en sida, ett dokument eller en inspelning."),
        max_length=rules.LINK, widget=forms.URLInput, error_messages=TOO_LONG,
    )  # fmt: skip
    title = line(rules.TITLE, label=gettext_lazy("Titel"), help_text=gettext_lazy("Utan titel heter det som filen."))

    field_order = ("files", "link", "title", "reach")

    def __init__(self, *args: Any, let_go: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.let_go = let_go  # files that were too large have been sent: nobody is asked for some
        self.title_unused = False  # a title was given for several files

    def clean_link(self) -> str:
        return rules.address_of(self.cleaned_data["link"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        many = len(given.get("files") or [])
        if not many and not given.get("link") and not self.errors and not self.let_go:
            self.add_error("files", _("Välj en fil, eller skriv en länk."))
        elif many > 1 and given.get("link"):
            self.add_error("link", _("Lägg in länken för sig: den kan inte höra till flera filer."))
        elif given.get("link") and not many and not given.get("title") and "title" not in self.errors:
            self.add_error("title", _("Skriv en titel."))
        return given


class ChangeForm(SaidForm):
    """What is said of one document."""

    title = line(rules.TITLE, label=gettext_lazy("Titel"), required=True, missing=gettext_lazy("Skriv en titel."))
    link = forms.CharField(
        label=gettext_lazy("Länk"), required=False, max_length=rules.LINK, widget=forms.URLInput, error_messages=TOO_LONG
    )
    revision = revision()

    def clean_link(self) -> str:
        return rules.address_of(self.cleaned_data["link"])

    field_order = ("title", "link", "summary", "reach", "authors", "licence", "day", "kind", "language", "themes")

    def __init__(self, data: Any, row: DocumentRow, *, themes: Iterable[ThemeRow]) -> None:
        super().__init__(data, themes=themes, in_group=bool(row.token), initial=kept(row))
        if not row.token and row.reach == Reach.GROUP:
            self.initial["reach"] = Reach.OWN.value
        self._choose("kind", [(one.value, say(name)) for one, name in KINDS.items() if row.file is None or one != Kind.LINK])


def kept(row: DocumentRow) -> dict[str, Any]:
    """A document as the form shows it."""
    return {
        "title": row.title, "summary": row.summary, "reach": row.reach.value, "authors": row.authors, "licence": row.licence,
        "day": row.day, "kind": row.kind.value, "language": row.language, "link": row.link, "themes": [id for id, _sv, _en in row.themes],
        "revision": row.revision,
    }  # fmt: skip


class VersionForm(forms.Form):
    """A newer file, and what is new in it."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Fil"), error_messages={word: gettext_lazy("Välj en fil.") for word in ("required", "invalid", "missing")}
    )
    note = line(rules.NOTE, label=gettext_lazy("Vad är nytt?"))
    revision = revision()

    def __init__(self, data: Any, files: Any, row: DocumentRow) -> None:
        super().__init__(data, files, initial={"revision": row.revision})
        self.fields["file"].error_messages["empty"] = _("Filen är tom. Kontrollera att den är sparad.")
        if row.state != State.WORKING:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = _("Skriv vad som är nytt.")


class WhyForm(forms.Form):
    """A word of why; it must be there where the rule asks for one."""

    use_required_attribute = False
    why = line(rules.WHY, label=gettext_lazy("Varför?"))
    revision = revision()

    def __init__(self, data: Any, row: DocumentRow, *, needed: bool) -> None:
        super().__init__(data, initial={"revision": row.revision})
        if needed:
            self.fields["why"].required = True
            self.fields["why"].error_messages["required"] = _("Skriv varför.")


class StateForm(WhyForm):
    """A step as a public record: back with a word of why; published under a licence, where it has none yet."""

    licence = forms.ChoiceField(label=gettext_lazy("Vad får andra göra med det?"), required=False, error_messages=CHOOSE)

    def __init__(self, data: Any, row: DocumentRow, *, needed: bool) -> None:
        super().__init__(data, row, needed=needed)
        choices = [("", _("Välj")), *((word, say(name)) for word, name in LICENCES.items())]
        self.fields["licence"].choices = choices  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    """Its number in the registry, and how long it is kept."""

    use_required_attribute = False
    record_number = line(rules.RECORD_NUMBER, label=gettext_lazy("Diarienummer"))
    disposal = forms.ChoiceField(
        label=gettext_lazy("Hur länge ska det finnas kvar?"), widget=forms.RadioSelect, error_messages=CHOOSE,
        choices=[(Disposal.KEEP.value, gettext_lazy("Det bevaras")), (Disposal.DISPOSE.value, gettext_lazy("Det gallras en viss dag"))],
    )  # fmt: skip
    dispose_on = Day(
        label=gettext_lazy("Gallras den"), required=False, help_text=gettext_lazy("Ni får ett brev en månad före, eller genast.")
    )
    revision = revision()

    def __init__(self, data: Any, row: DocumentRow) -> None:
        first = {"record_number": row.record_number, "disposal": row.disposal.value, "dispose_on": row.dispose_on, "revision": row.revision}
        super().__init__(data, initial=first)


class HangForm(forms.Form):
    """Which of the viewer's activities a document belongs to."""

    use_required_attribute = False
    activity = forms.TypedChoiceField(
        label=gettext_lazy("Aktivitet"), coerce=int,
        error_messages={word: gettext_lazy("Välj en av aktiviteterna.") for word in ("required", "invalid_choice")},
    )  # fmt: skip

    def __init__(self, data: Any, choices: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["activity"].choices = [("", _("Välj")), *choices]  # type: ignore[attr-defined]


class BuildForm(forms.Form):
    """Which document of the archive a lesson builds on."""

    use_required_attribute = False
    document = forms.TypedChoiceField(
        label=gettext_lazy("Dokument i arkivet"), coerce=int, widget=forms.RadioSelect,
        error_messages={word: gettext_lazy("Välj ett av dokumenten.") for word in ("required", "invalid_choice")},
    )  # fmt: skip

    def __init__(self, data: Any, rows: Iterable[DocumentRow]) -> None:
        super().__init__(data)
        choices = [(one.id, f"{one.title} ({one.organisation_name}, {one.year})") for one in rows]
        self.fields["document"].choices = choices  # type: ignore[attr-defined]
