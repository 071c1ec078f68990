"""A lesson's own page: the sentence, where it stands, the one next step, who has taken it home."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.formats.sentence import Sentence
from samlar.lessons.queries import lesson as the_lesson
from samlar.lessons.queries.around import Around, Home, around, leads_its_activity
from samlar.lessons.queries.around import trail as history
from samlar.lessons.queries.similar import similar
from samlar.lessons.rules.merging import may_merge
from samlar.lessons.rules.reviewing import may_review
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import KIND_WORDS, STANDING_WORDS, STATE_WORDS, Kind, Standing, State
from samlar.people.rules import MEMBERS, Actor
from samlar.reports.rules.search import word
from samlar.web.asked import viewer
from samlar.web.kept import beside_lesson as documents_beside
from samlar.web.lessons.beside import beside_lesson
from samlar.web.lessons.views.examples import parts_of
from samlar.web.lessons.views.listing import CHIPS
from samlar.web.stable import citing, described
from samlar.web.templatetags.samlar import day, say


def lesson(request: HttpRequest, lesson_id: int) -> HttpResponse:
    actor = viewer(request)
    row = the_lesson(actor, lesson_id)
    here = around(actor, row)
    new = "ny" in request.GET and row.ours
    return render(
        request,
        "lessons/lesson.html",
        {
            "lesson": row,
            **parts_of(row),
            "around": here,
            "trail": trail(actor, row),
            "kind_word": say(KIND_WORDS[row.kind]),
            "chip": (state_word(row), CHIPS[row.state]),
            "standing": standing(actor, row, here),
            "step": next_step(actor, row, here),
            "homes": [(one, step_of(one)) for one in here.homes],
            "more_homes": here.total - len(here.homes),
            "themes": [say(Sentence(sv, en)) for _id, sv, en in row.themes],
            "facts": facts(row),
            "may_review": may_review(actor, row),
            "may_merge": row.live and may_merge(actor, row, leads=leads_its_activity(actor, row)),
            "may_throw": row.ours and row.state == State.DRAFT and not here.total,
            "may_publish": row.ours and row.state == State.SHARED,
            "seen_by": seen_by(row),
            "alike": similar(actor, row.sentence, but=row.id) if new else (),
            "history": history(actor, row),
            "citation": citing.of_lesson(row) if row.state in (State.SHARED, State.PUBLISHED) else None,
            "thing": described.lesson(row),
            **beside_lesson(actor, row.id, live=row.live and not row.ours),
            **documents_beside(actor, row),
        },
    )


def state_word(row: LessonRow) -> str:
    """The state in a word; shared with all members where it came from no activity."""
    if row.state == State.SHARED and row.audience == MEMBERS:
        return _("delad med medlemmar och partner")
    return say(STATE_WORDS[row.state])


def seen_by(row: LessonRow) -> Sentence:
    """Who reads it once it is shared."""
    if row.activity is not None:
        return Sentence("Alla som deltar i ”{title}” kan då läsa den.", "All who take part in “{title}” can then read it.").fill(
            title=row.activity_title
        )
    return Sentence("Alla medlemmar och partner kan då läsa den.", "All members and partners can then read it.")


def standing(actor: Actor, row: LessonRow, here: Around) -> Sentence:
    """One sentence: where it stands, for whoever looks."""
    if row.state == State.DRAFT:
        return Sentence("Utkast: bara {name} ser det.", "A draft: only {name} sees it.").fill(name=row.organisation_name)
    if row.state == State.OBSOLETE:
        return Sentence("Lärdomen gäller inte längre. {why}", "The lesson no longer holds. {why}").fill(why=row.why)
    if row.state == State.MERGED:
        return Sentence("Lärdomen har förts samman med en annan.", "The lesson has been merged into another.")
    if here.own is not None and not here.own.standing.rank < 0:
        word = STANDING_WORDS[here.own.standing]
        return Sentence("Hos er är den {step}.", "With you it is {step}.").fill(step=word)
    if not here.total:
        return Sentence("Ingen har tagit hem den än.", "Nobody has taken it home yet.")
    if here.total == 1:
        return Sentence("En organisation har tagit hem den.", "One organisation has taken it home.")
    return Sentence("{n} organisationer har tagit hem den.", "{n} organisations have taken it home.").fill(n=here.total)


def next_step(actor: Actor, row: LessonRow, here: Around) -> str:
    """Which of the page's buttons is the filled one."""
    if row.state == State.MERGED:
        return "read_on" if here.merged_into else ""
    if here.own is not None:
        return "follow"
    if row.state == State.DRAFT:
        return "share"
    if not row.live:
        return ""
    return "take_home" if actor.at_work else "" if actor.signed_in else "sign_in"


def step_of(home: Home) -> tuple[int | str, str]:
    """An organisation's step: the mark, and its word."""
    return home.standing.mark, say(STANDING_WORDS[Standing(home.standing)])


def facts(row: LessonRow) -> list[tuple[str, str]]:
    """Who, when, from where, beside the text."""
    rows = [(_("Skrevs av"), ", ".join(part for part in (row.person_name, row.organisation_name) if part))]
    rows.append((_("Lärdes"), day(row.day)))
    if row.published:
        rows.append((_("Publicerad"), day(row.published)))
    elif row.shared:
        rows.append((_("Delad"), day(row.shared)))
    if row.validated:
        rows.append((_("Granskad"), day(row.validated)))
    return rows


def trail(actor: Actor, row: LessonRow) -> list[tuple[str, str]]:
    """The way back to the others: a visitor reads examples in their own list, and lessons in the archive's."""
    if actor.signed_in:
        return [(_("Lärdomar"), reverse("lessons"))]
    if row.kind == Kind.EXAMPLE:
        return [(_("Goda exempel"), reverse("examples"))]
    return [(_("Arkivet"), reverse("search")), (_("Lärdomar"), f"{reverse('search')}?slag={word(row.kind)}")]


def values_of(row: LessonRow) -> dict[str, Any]:
    """What every small page of a deed upon a lesson shows."""
    return {"lesson": row, "trail": [(_("Lärdomar"), reverse("lessons")), (row.sentence, reverse("lesson", args=[row.id]))]}
