"""The one guarded way to a lesson (F1): its own organisation, those whom its audience holds, and those who have taken it home."""

from typing import Any

from samlar.activities.models import Activity, Session
from samlar.foundation import sql
from samlar.foundation.keys import is_key
from samlar.lessons.models import Lesson, LessonTheme, Uptake
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import Kind, Origin, State
from samlar.library.models import Theme
from samlar.people.models import Organisation, Person
from samlar.people.rules import Actor, NotVisible

# A viewer's lessons, `l`: of whoever works where it was written, by audience, and what the own organisation has taken home.
SEEN = f"""
(l.audience IN %(tokens)s OR l.organisation_id = %(organisation)s OR EXISTS
    (SELECT 1 FROM {Uptake._meta.db_table} su WHERE su.lesson_id = l.id AND su.organisation_id = %(organisation)s))
"""
ONE = f"""
SELECT 'lesson', 0, l.id, l.kind, l.sentence, l.context, l.takes, l.failed, l.origin, l.activity_id, a.title, a.audience,
    l.session_id, s.title, l.handin_id, l.debrief_id, l.source_name, l.source_link,
    l.organisation_id, o.name, o.slug, l.person_id, p.name, l.contact_id, c.name,
    l.state, l.audience, l.merged_into_id, l.why, CAST(l.day AS text), CAST(l.written AS text), CAST(l.shared AS text),
    CAST(l.published AS text), CAST(l.validated AS text), CAST(l.changed AS text), l.revision
FROM {Lesson._meta.db_table} l
JOIN {Organisation._meta.db_table} o ON o.id = l.organisation_id
JOIN {Person._meta.db_table} p ON p.id = l.person_id
LEFT JOIN {Person._meta.db_table} c ON c.id = l.contact_id AND c.is_active
LEFT JOIN {Activity._meta.db_table} a ON a.id = l.activity_id
LEFT JOIN {Session._meta.db_table} s ON s.id = l.session_id
WHERE l.id = %(lesson)s AND {SEEN}
"""
THEMES = f"""
SELECT t.id, t.name_sv, t.name_en FROM {LessonTheme._meta.db_table} lt JOIN {Theme._meta.db_table} t ON t.id = lt.theme_id
WHERE lt.lesson_id = %(lesson)s ORDER BY t.name_sv
"""


def seen_by(actor: Actor) -> dict[str, Any]:
    """The values that `SEEN` asks for."""
    return {"tokens": sorted(actor.tokens), "organisation": actor.organisation or 0}


def lesson(actor: Actor, lesson_id: int) -> LessonRow:
    """One lesson, narrowed to what the viewer may see. Two queries. Raises NotVisible."""
    found = sql.rows(ONE, lesson=lesson_id, **seen_by(actor)) if is_key(lesson_id) else []
    if not found:
        raise NotVisible
    return _row(actor, found[0][2:], tuple(sql.rows(THEMES, lesson=lesson_id)))


def _row(actor: Actor, row: tuple[Any, ...], themes: tuple[Any, ...]) -> LessonRow:
    (
        id, kind, sentence, context, takes, failed, origin, activity, activity_title, activity_audience, session, session_title, handin,
        debrief, source_name, source_link, organisation, organisation_name, slug, person, person_name, contact, contact_name, state,
        audience, merged_into, why, day, written, shared, published, validated, changed, revision,
    ) = row  # fmt: skip
    sees_activity = activity is not None and activity_audience in actor.tokens
    named = actor.signed_in
    return LessonRow(
        id=id, kind=Kind(kind), sentence=sentence, context=context, takes=takes, failed=bool(failed), origin=Origin(origin),
        activity=activity if sees_activity else None, activity_title=activity_title if sees_activity else "",
        session=session if sees_activity else None, session_title=(session_title or "") if sees_activity else "",
        handin=handin, debrief=debrief, source_name=source_name, source_link=source_link,
        organisation=organisation, organisation_name=organisation_name, organisation_slug=slug,
        person=person if named else None, person_name=person_name if named else "",
        contact=contact if named else None, contact_name=(contact_name or "") if named else "",
        state=State(state), audience=audience, merged_into=merged_into, why=why, day=_day(day),
        written=_moment(written), shared=sql.moment(shared), published=sql.moment(published), validated=sql.moment(validated),
        changed=_moment(changed), revision=revision, ours=actor.at_work and actor.organisation == organisation, themes=themes,
    )  # fmt: skip


def _day(text: str) -> Any:
    return sql.day(text)


def _moment(text: str) -> Any:
    return sql.moment(text)
