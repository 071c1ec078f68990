"""A question of the clock, answered by its link alone: what became of what was taken home, or sent on (F3)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samlar.formats.sentence import Sentence
from samlar.lessons.actions import follow_ups as actions
from samlar.lessons.queries import follow_ups as queries
from samlar.lessons.queries.follow_ups import Asked
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.follow_up import ANSWER_WORDS, IN_LINKS, Answer
from samlar.lessons.rules.handoffs import KIND_WORDS
from samlar.lessons.rules.rows import UptakeRow
from samlar.lessons.rules.words import STANDING_WORDS, STEPS, Standing
from samlar.web.asked import viewer
from samlar.web.forms import carried_out
from samlar.web.lessons.forms.follow_up import BecameForm, DeclinedForm, WorkingForm
from samlar.web.lessons.forms.uptakes import EvidenceForm, Read, evidence_now
from samlar.web.lessons.views.uptakes import beside
from samlar.web.registration.by_link import private_page
from samlar.web.templatetags.samlar import say

ABOUT = {
    Answer.MOVED: Sentence(
        "Ni har berättat om det, prövat det, beslutat om det eller använder det.", "You have told of it, tried it, decided on it or use it."
    ),
    Answer.WORKING: Sentence("Skriv nästa steg och när vi frågar igen.", "Write the next step and when we ask again."),
    Answer.DECLINED: Sentence("Skriv varför. Då frågar vi inte mer.", "Write why. Then we ask no more."),
}
ABOUT_HANDOFF = {
    Answer.DONE: Sentence("Då frågar vi inte mer.", "Then we ask no more."),
    Answer.WORKING: Sentence("Välj när vi frågar igen.", "Choose when we ask again."),
    Answer.NOTHING: Sentence("Skriv varför. Då frågar vi inte mer.", "Write why. Then we ask no more."),
}
DEEDS = {
    Answer.MOVED: Sentence("Spara hur långt ni har kommit", "Save how far you have come"),
    Answer.WORKING: Sentence("Spara den nya dagen", "Save the new day"),
    Answer.DECLINED: Sentence("Avstå", "Choose not to"),
    Answer.DONE: Sentence("Svara att det är gjort", "Answer that it is done"),
    Answer.NOTHING: Sentence("Svara att det inte blev något", "Answer that it came to nothing"),
}
BY_WORD = {word: answer for answer, word in IN_LINKS.items()}


def follow_up(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and the answer. GET never does anything: a letter's scanner opens links too."""
    found = queries.asked(token)
    chosen = _chosen(request.GET, found)
    return private_page(request, found.language, lambda: _page(request, found, chosen), lambda: _answered(request, token, found))


def _chosen(values: Any, found: Asked) -> Answer | None:
    """The answer that an address or a form names; None where it is none of this question's."""
    answer = BY_WORD.get(values.get("svar", ""))
    return answer if answer in found.answers else None


def _form(found: Asked, answer: Answer | None, data: Any = None) -> forms.Form | None:
    if answer is None or found.closed is not None:
        return None
    if found.uptake is None:
        outside = found.handoff is not None and found.handoff.outside
        return BecameForm(data, under_way=answer == Answer.WORKING, needs_word=answer == Answer.NOTHING, outside=outside)
    if answer == Answer.WORKING:
        return WorkingForm(data, found.uptake)
    if answer == Answer.DECLINED:
        return DeclinedForm(data, found.uptake)
    posted = [step for step in STEPS if any(name.startswith(f"{step.value}-") for name in data or ())]
    steps = [step for step in STEPS if step in posted or found.uptake.showing(step) is None]
    return EvidenceForm(data, found.uptake, steps, several=True) if steps else None


def _answered(request: HttpRequest, token: str, found: Asked) -> HttpResponse:
    answer = _chosen(request.POST, found)
    form = _form(found, answer, request.POST)
    if form is None or answer is None:
        return _page(request, found, answer, status=409 if found.closed is not None else 422)
    status = carried_out(form, lambda: _deed(token, answer, form))
    if not status:
        return redirect("follow_up", token)
    found = queries.asked(token)
    return _page(request, found, answer, form, status=409 if found.closed is not None else status)


def _deed(token: str, answer: Answer, form: forms.Form) -> None:
    said = form.cleaned_data
    if isinstance(form, BecameForm):
        actions.became(token, answer, word=said["word"], new_day=said.get("new_day"))
    elif isinstance(form, WorkingForm):
        actions.still_working(token, new_day=said["new_day"], next_step=said["next_step"], revision=said["revision"])
    elif isinstance(form, DeclinedForm):
        actions.declined(token, why=said["why"], revision=said["revision"])
    elif isinstance(form, EvidenceForm):
        _moved_on(token, form)


def _moved_on(token: str, form: EvidenceForm) -> None:
    shows = form.shows()
    try:
        actions.moved_on(token, shows, revision=form.cleaned_data["revision"])
    except LessonRefused as refusal:
        if len(shows) == 1 and refusal.field:
            refusal.field = form.name(next(iter(shows)), refusal.field)
        raise


def _page(request: HttpRequest, found: Asked, answer: Answer | None, form: forms.Form | None = None, *, status: int = 200) -> HttpResponse:
    actor = viewer(request)
    is_open = found.closed is None
    form = (form or _form(found, answer)) if is_open else None
    row = found.uptake
    values: dict[str, Any] = {
        "asked": found,
        "uptake": row,
        "handoff": found.handoff,
        "kind": say(KIND_WORDS[found.handoff.kind]) if found.handoff else "",
        "chosen": answer,
        "form": form,
        "answers": [
            {"label": say(ANSWER_WORDS[one]), "href": f"?svar={IN_LINKS[one]}", "current": one == answer, "about": _about(one, found)}
            for one in found.answers
        ],
        "word": IN_LINKS[answer] if answer else "",
        "deed": _deed_words(answer),
        "groups": _groups(form, row, overtaken=status == 409) if isinstance(form, EvidenceForm) else [],
        "fields": _fields(form, row, overtaken=status == 409),
        "lacks": [say(one) for one in row.lacks] if row else [],
        "said": say(ANSWER_WORDS[found.answer]) if found.answer else "",
        "shown_steps": _steps(found),
        "another": is_open and actor.signed_in and actor.person != found.link.person,
        "signed_in": actor.signed_in and actor.person == found.link.person,
        "href": reverse("uptake", args=[row.id]) if row else reverse("handoff", args=[found.subject]) if found.handoff else "",
    }
    return render(request, "lessons/follow_up.html", values, status=status)


def _about(answer: Answer, found: Asked) -> str:
    return say(ABOUT[answer]) if found.kind == "uptake" else say(ABOUT_HANDOFF[answer])


def _deed_words(answer: Answer | None) -> str:
    return say(DEEDS[answer]) if answer else ""


def _groups(form: EvidenceForm, row: UptakeRow | None, *, overtaken: bool) -> list[dict[str, Any]]:
    """The steps: the first that is missing stands open, and those in which something is written."""
    assert row is not None  # evidence is asked for where there is an uptake to show it of
    there = {one["field"].name: one for one in beside(form, evidence_now(form, row), overtaken=overtaken)}
    return [
        {
            "word": say(STANDING_WORDS[Standing(one["step"].value)]).capitalize(),
            "mark": Standing(one["step"].value).mark,
            "open": place == 0 or form.filled(one["step"]),
            "fields": [there[field.name] for field in one["fields"]],
        }
        for place, one in enumerate(form.groups)
    ]


def _fields(form: forms.Form | None, row: UptakeRow | None, *, overtaken: bool) -> list[dict[str, Any]]:
    if form is None or isinstance(form, EvidenceForm):
        return []
    if isinstance(form, Read):
        return beside(form, {"next_step": row.next_step} if row else {}, overtaken=overtaken)
    assert isinstance(form, BecameForm)
    return [{"field": field, "now": ""} for field in form.own]


def _steps(found: Asked) -> str:
    """The steps that were shown by the answer, in words."""
    if found.answer != Answer.MOVED:
        return ""
    steps = [Standing(word) for word in found.word.split(", ") if word in tuple(STEPS)]
    return ", ".join(say(STANDING_WORDS[one]) for one in steps)
