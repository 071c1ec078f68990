"""The forms of sessions, of the programme's items, and of what is released."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samlar.activities.rules import items as item_rules
from samlar.activities.rules import sessions as rules
from samlar.activities.rules import times
from samlar.activities.rules.deeds import NOTE_LENGTH, WHY_LENGTH
from samlar.activities.rules.items import GENDERS, ItemRow, ItemText, SpeakerText
from samlar.activities.rules.programme import ITEM_KINDS
from samlar.activities.rules.sessions import SessionRow, SessionText, Suggestion
from samlar.formats import words as w
from samlar.formats.sentence import Sentence
from samlar.talk.rules import LONGEST_COMMENT
from samlar.web.activities.forms.deeds import LARGEST, TOO_LONG, words
from samlar.web.activities.programme_page import day_words
from samlar.web.forms import Textarea

EMPTY_SPEAKERS = 2
MOST_ROWS = 60  # written at once


def said(sentence: Sentence) -> str:
    return sentence.in_language(get_language() or "sv")


def capital(sentence: Sentence) -> str:
    text = said(sentence)
    return text[:1].upper() + text[1:]


def line(most: int, *, label: Any, help_text: Any = "", required: bool = True, missing: Any = None) -> forms.CharField:
    """A text of one line, with its counter."""
    errors = {"max_length": TOO_LONG, **({"required": missing} if missing else {})}
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most, error_messages=errors)


class Day(forms.DateField):
    """A day of the calendar."""

    def __init__(self, **options: Any) -> None:
        told = {"required": _("Välj en dag."), "invalid": _("Skriv dagen som år-månad-dag, till exempel 2026-09-01.")}
        options["error_messages"] = told | options.get("error_messages", {})
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class Clock(forms.TimeField):
    """A time of the day: 9.00, 09:00 and 9 are the same."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {"required": _("Skriv ett klockslag."), "invalid": _("Skriv klockslaget så här: 09.00.")})
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H.%M", "%H", "%H:%M:%S"], **options)


class SessionForm(forms.Form):
    """A session. What is possible is the rules' to say; the form knows types."""

    title = line(rules.TITLE_LENGTH, label=_("Vad heter träffen?"), missing=_("Skriv vad träffen heter."))
    theme = line(rules.THEME_LENGTH, label=_("Tema"), required=False)
    kind = forms.ChoiceField(label=_("Slag av träff"), error_messages={"required": _("Välj vad det är för slags träff.")})
    mode = forms.ChoiceField(label=_("Hur träffas ni?"), error_messages={"required": _("Välj hur ni träffas.")})
    day = Day(label=_("Dag"))
    starts = Clock(label=_("Börjar"), required=False)
    last_day = Day(label=_("Sista dag"), help_text=_("Lämna tom om träffen är en dag lång."), required=False)
    ends = Clock(label=_("Slutar"), required=False)
    lunch_to_lunch = forms.BooleanField(
        label=_("Lunch till lunch"), help_text=_("Från 12.00 till 13.00 nästa dag, om ni inte skriver andra tider."), required=False
    )
    place = line(
        rules.PLACE_LENGTH,
        label=_("Plats"),
        help_text=_("Orten räcker tills lokalen är bokad. Behövs inte för en digital träff."),
        required=False,
    )
    link = forms.CharField(
        label=_("Länk till det digitala mötet"),
        help_text=_("Visas bara för dem som deltar."),
        required=False,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    text = words(rules.TEXT_LENGTH, label=_("Vad händer på träffen?"), required=False, rows=5)
    host = forms.TypedChoiceField(label=_("Värd för studiebesöket"), coerce=int, empty_value=None, required=False)
    host_text = line(rules.HOST_LENGTH, label=_("Annan värd"), help_text=_("Om värden inte finns i listan."), required=False)
    examples = words(rules.EXAMPLES_LENGTH, label=_("Exempel som värden visar"), help_text=_("Ett på varje rad."), required=False)
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput, required=False)
    template = forms.SlugField(max_length=40, widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, hosts: Sequence[tuple[int, str]], *, initial: SessionText | None = None, revision: int = 0) -> None:
        given = {name: getattr(initial, name) for name in SessionText.__dataclass_fields__} if initial else {}
        super().__init__(data, initial={**given, "revision": revision})
        self._offer("kind", [(word, capital(name)) for word, name in w.SESSION_KINDS.items()])
        self._offer("mode", [(word, capital(name)) for word, name in w.SESSION_MODES.items()])
        self._offer("host", [("", gettext("Ingen i listan")), *hosts])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        field.choices = choices  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = gettext("Välj i listan.")

    def session(self) -> SessionText:
        """What was written, for the rules to judge."""
        kept = self.cleaned_data
        return SessionText(**{name: kept[name] for name in SessionText.__dataclass_fields__})


def written(row: SessionRow, host_text: str) -> SessionText:
    """A session as its form shows it. `host_text`: the host where it is no organisation.

    Where lunch to lunch ends on the day after, the last day stays unsaid: it follows when the first is moved.
    """
    starts, ends = times.local(row.starts), times.local(row.ends)
    days = (ends.date() - starts.date()).days
    return SessionText(
        title=row.title, theme=row.theme, kind=row.kind, mode=row.mode, day=starts.date(), starts=starts.time(), ends=ends.time(),
        last_day=None if days == (1 if row.lunch_to_lunch else 0) else ends.date(), lunch_to_lunch=row.lunch_to_lunch,
        place=row.place, link=row.link,
        text=row.text, host=row.host, host_text=host_text, examples=row.examples, template=row.template,
    )  # fmt: skip


class FormatSessionForm(forms.Form):
    """One of the format's sessions, with the day left to choose: without a day it is not made."""

    title = line(rules.TITLE_LENGTH, label=_("Vad heter träffen?"), missing=_("Skriv vad träffen heter."))
    day = Day(label=_("Dag"), required=False)
    starts = Clock(label=_("Börjar"), required=False)
    ends = Clock(label=_("Slutar"), required=False)
    place = line(rules.PLACE_LENGTH, label=_("Plats"), required=False)

    def __init__(self, data: Any, suggestion: Suggestion) -> None:
        self.suggestion = suggestion
        mine = suggestion.session
        lunch = mine.lunch_to_lunch
        initial = {
            "title": mine.title,
            "starts": mine.starts or (rules.LUNCH_FROM if lunch else None),
            "ends": mine.ends or (rules.LUNCH_UNTIL if lunch else None),
        }
        super().__init__(data, prefix=suggestion.key, initial=initial)
        if mine.mode == "digital":
            del self.fields["place"]
        self.lunch = lunch

    @property
    def chosen(self) -> bool:
        """Whether a day is chosen, well or badly: then the session is to be made."""
        return bool(str(self.data.get(self.add_prefix("day"), "")).strip())

    def full_clean(self) -> None:
        """What has no day is not judged, and keeps what was typed."""
        if self.is_bound and not self.chosen:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
            return
        super().full_clean()

    def session(self) -> SessionText:
        mine, kept = self.suggestion.session, self.cleaned_data
        return SessionText(
            title=kept["title"], kind=mine.kind, mode=mine.mode, day=kept["day"], starts=kept["starts"], ends=kept["ends"],
            lunch_to_lunch=mine.lunch_to_lunch, place=kept.get("place", ""), text=mine.text, template=mine.template,
        )  # fmt: skip


class CancelForm(forms.Form):
    """Why a session is cancelled."""

    why = words(
        WHY_LENGTH, label=_("Varför ställs träffen in?"), help_text=_("Läses av dem som deltar."), missing=_("Skriv varför."), rows=2
    )


class ItemForm(forms.Form):
    """An item of the programme, with a row for each speaker and some empty ones."""

    title = line(item_rules.TITLE_LENGTH, label=_("Rubrik"), missing=_("Skriv en rubrik."))
    kind = forms.ChoiceField(label=_("Vad är det?"))
    day = forms.TypedChoiceField(
        label=_("Dag"), coerce=date.fromisoformat, empty_value=None, error_messages={"required": _("Välj en dag.")}
    )
    starts = Clock(label=_("Börjar"))
    ends = Clock(label=_("Slutar"))
    room = line(item_rules.ROOM_LENGTH, label=_("Rum"), help_text=_("Behövs när flera punkter går samtidigt."), required=False)
    text = words(item_rules.TEXT_LENGTH, label=_("Beskrivning"), required=False, rows=4)
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput, required=False)
    speakers = forms.IntegerField(min_value=0, max_value=item_rules.MOST_SPEAKERS, widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any, session: SessionRow, *, initial: dict[str, Any] | None = None, speakers: Sequence[SpeakerText] = ()
    ) -> None:
        super().__init__(data, initial=initial or {})
        self.fields["kind"].choices = [(word, capital(name)) for word, name in ITEM_KINDS.items()]  # type: ignore[attr-defined]
        days = days_of(session)
        self.fields["day"].choices = [(one.isoformat(), day_words(one, get_language() or "sv")) for one in days]  # type: ignore[attr-defined]
        if len(days) == 1:
            self.fields["day"].required = False
            self.fields["day"].widget = forms.HiddenInput()
            self.initial.setdefault("day", days[0].isoformat())
        count = self._count(data, speakers)
        self.initial["speakers"] = count
        self.rows = [self._speaker(place, speakers[place] if place < len(speakers) else SpeakerText("")) for place in range(count)]

    def _count(self, data: Any, speakers: Sequence[SpeakerText]) -> int:
        """How many rows: as many as were on the page, or those there are and some empty."""
        if data is None:
            return min(item_rules.MOST_SPEAKERS, len(speakers) + EMPTY_SPEAKERS)
        asked = str(data.get("speakers", ""))
        shown = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else EMPTY_SPEAKERS
        return min(item_rules.MOST_SPEAKERS, shown + (EMPTY_SPEAKERS if "more" in data else 0))

    def _speaker(self, place: int, one: SpeakerText) -> dict[str, str]:
        """The names of a row's three fields."""
        names = {part: f"speaker_{place}_{part}" for part in ("name", "of", "gender")}
        self.fields[names["name"]] = line(item_rules.NAME_LENGTH, label=gettext("Namn"), required=False)
        self.fields[names["of"]] = line(item_rules.NAME_LENGTH, label=gettext("Titel eller organisation"), required=False)
        self.fields[names["gender"]] = forms.ChoiceField(
            label=gettext("Kön"),
            required=False,
            choices=[("", gettext("Inte angivet")), *((word, capital(name)) for word, name in GENDERS.items())],
        )
        self.initial.update({names["name"]: one.name, names["of"]: one.of, names["gender"]: one.gender})
        return names

    @property
    def own_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("title", "kind", "day", "starts", "ends", "room", "text")]

    @property
    def speaker_rows(self) -> list[list[forms.BoundField]]:
        return [[self[row[part]] for part in ("name", "of", "gender")] for row in self.rows]

    def item(self) -> ItemText:
        kept = self.cleaned_data
        return ItemText(
            title=kept["title"], kind=kept["kind"], text=kept["text"], day=kept["day"], starts=kept["starts"], ends=kept["ends"],
            room=kept["room"], speakers=tuple(SpeakerText(*(kept[row[part]] for part in ("name", "of", "gender"))) for row in self.rows),
        )  # fmt: skip


def days_of(session: SessionRow) -> list[date]:
    """The days of a session, fourteen at most."""
    first = session.first_day.toordinal()
    return [date.fromordinal(first + more) for more in range((session.last_day - session.first_day).days + 1)]


def kept_item(row: ItemRow) -> dict[str, Any]:
    """An item as its form shows it."""
    given: dict[str, Any] = {name: getattr(row, name) for name in ("title", "kind", "room", "text", "revision")}
    if row.starts and row.ends:
        starts, ends = times.local(row.starts), times.local(row.ends)
        given |= {"day": starts.date().isoformat(), "starts": starts.time(), "ends": ends.time()}
    return given


LINE = re.compile(r"(?P<starts>\d{1,2}(?:[.:]\d{2})?)\s*[-–—]\s*(?P<ends>\d{1,2}(?:[.:]\d{2})?)")


class ItemsForm(forms.Form):
    """Many items at once: a line each, parted by semicolons or as pasted from a spreadsheet: time; room; heading; speakers."""

    day = forms.TypedChoiceField(
        label=_("Dag"), coerce=date.fromisoformat, empty_value=None, error_messages={"required": _("Välj en dag.")}
    )
    kind = forms.ChoiceField(label=_("Vad är de?"))
    lines = forms.CharField(
        label=_("Programpunkter, en på varje rad"),
        help_text=_("Tid; rum; rubrik; medverkande. Till exempel: 10.00–10.45; Sal A; Att lära av varandra; Namn Efternamn (Region Norr)"),
        max_length=20_000,
        widget=Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Skriv minst en rad."), "max_length": TOO_LONG},
    )

    def __init__(self, data: Any, session: SessionRow, *, kind: str = "item") -> None:
        super().__init__(data, initial={"day": session.first_day.isoformat(), "kind": kind})
        self.session = session
        self.fields["day"].choices = [  # type: ignore[attr-defined]
            (one.isoformat(), day_words(one, get_language() or "sv")) for one in days_of(session)
        ]
        self.fields["kind"].choices = [(word, capital(name)) for word, name in ITEM_KINDS.items()]  # type: ignore[attr-defined]

    def clean_lines(self) -> list[tuple[int, str]]:
        """(number, text) of the lines that hold anything."""
        found = [(number, text.strip()) for number, text in enumerate(self.cleaned_data["lines"].splitlines(), 1) if text.strip()]
        if len(found) > MOST_ROWS:
            raise forms.ValidationError(gettext("Skriv högst %(most)s rader på en gång.") % {"most": MOST_ROWS})
        wrong = [str(number) for number, text in found if _parted(text) is None]
        if wrong:
            raise forms.ValidationError(
                gettext("Rad %(rows)s går inte att läsa. Skriv tid; rum; rubrik, till exempel 10.00–10.45; Sal A; Att lära av varandra.")
                % {"rows": ", ".join(wrong)}
            )
        return found

    def items(self) -> list[ItemText]:
        kept = self.cleaned_data
        return [_item(_parted(text), kept["day"], kept["kind"]) for _number, text in kept["lines"]]

    def number_of(self, row: int) -> int:
        """The number in the text of the row that was refused."""
        found: list[tuple[int, str]] = self.cleaned_data["lines"]
        return found[row][0]


def _parted(text: str) -> list[str] | None:
    """A line's four parts: time, room, heading, speakers; None for one that has no readable time or no heading."""
    parts = [part.strip() for part in re.split(r"\t|;", text)]
    if len(parts) < 3 or _times(parts[0]) is None or not parts[2]:
        return None
    return [*parts[:3], ", ".join(part for part in parts[3:] if part)]


def _times(text: str) -> tuple[time, time] | None:
    found = LINE.fullmatch(text.removeprefix("kl.").strip())
    if found is None:
        return None
    try:
        return _clock(found["starts"]), _clock(found["ends"])
    except ValueError:
        return None


def _clock(text: str) -> time:
    hours, _point, minutes = text.replace(".", ":").partition(":")
    return time(int(hours), int(minutes or 0))


def _item(parts: list[str] | None, day: date | None, kind: str) -> ItemText:
    assert parts is not None  # clean_lines has read them
    when = _times(parts[0])
    assert when is not None
    return ItemText(title=parts[2], kind=kind, day=day, starts=when[0], ends=when[1], room=parts[1], speakers=_speakers(parts[3]))


def _speakers(text: str) -> tuple[SpeakerText, ...]:
    """Name (title or organisation), several parted by commas outside the brackets."""
    found = []
    for one in re.split(r",\s*(?![^(]*\))", text):
        name, _open, of = one.strip().partition("(")
        if name.strip():
            found.append(SpeakerText(name.strip(), of.rstrip().removesuffix(")").strip()))
    return tuple(found)


class ProposeForm(forms.Form):
    """An item that somebody inside wants in the programme."""

    title = line(item_rules.TITLE_LENGTH, label=_("Vad vill du ha med?"), missing=_("Skriv en rubrik."))
    text = words(item_rules.TEXT_LENGTH, label=_("Berätta mer"), help_text=_("Till exempel vem som kan berätta."), required=False, rows=5)


class DeclineForm(forms.Form):
    """A word to whoever proposed."""

    answer = words(
        item_rules.ANSWER_LENGTH,
        label=_("Varför inte?"),
        help_text=_("Den som föreslog får texten i ett brev."),
        missing=_("Skriv varför, gärna med ett tack."),
    )


class ReleaseForm(forms.Form):
    """A word with the release. `seal` is that of the draft on the page."""

    note = words(NOTE_LENGTH, label=_("Några ord till deltagarna"), help_text=_("Står överst i brevet."), required=False, rows=3)
    seal = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SessionCommentForm(forms.Form):
    """A comment about a session."""

    text = words(LONGEST_COMMENT, label=_("Skriv en kommentar"), missing=_("Skriv något först."))


def all_errors(several: Iterable[forms.Form]) -> list[tuple[str, str]]:
    """(the field's id, what is said) of every error in several forms, for the summary on top."""
    found = []
    for form in several:
        found += [("", str(error)) for error in form.non_field_errors()]
        found += [(field.id_for_label, f"{field.label} – {error}") for field in form for error in field.errors]
    return found
