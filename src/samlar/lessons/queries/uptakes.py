"""The one guarded way to an uptake (F2): its own organisation reads all of it, others what the organisation shows."""

from typing import Any

from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.lessons.models import Evidence, Lesson, Uptake
from samlar.lessons.rules.ladder import same_mailbox
from samlar.lessons.rules.rows import EvidenceRow, UptakeRow
from samlar.lessons.rules.words import Kind, Reach, Standing, State, Step
from samlar.people.models import Employment, Organisation, Person
from samlar.people.queries import TODAY
from samlar.people.rules import Actor, NotVisible

ONE = f"""
SELECT u.id, u.lesson_id, l.kind, l.sentence, CAST(l.day AS text), l.state, l.audience, u.organisation_id, o.name, o.slug, u.activity_id,
    u.owner_id, p.name, p.email, CASE WHEN u.owner_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM {Employment._meta.db_table} e
        WHERE e.person_id = u.owner_id AND e.organisation_id = u.organisation_id AND {TODAY.format("e")}
    ) THEN 1 ELSE 0 END, u.standing, CAST(u.since AS text), u.why, u.next_step, CAST(u.next_day AS text), u.material, u.competence,
    u.backing, u.reach, u.audience, CAST(u.taken AS text), CAST(u.owned_from AS text), u.revision
FROM {Uptake._meta.db_table} u
JOIN {Lesson._meta.db_table} l ON l.id = u.lesson_id
JOIN {Organisation._meta.db_table} o ON o.id = u.organisation_id
LEFT JOIN {Person._meta.db_table} p ON p.id = u.owner_id
WHERE u.id = %(uptake)s AND (u.organisation_id = %(organisation)s OR u.audience IN %(tokens)s)
"""


def uptake(actor: Actor, uptake_id: int) -> UptakeRow:
    """One uptake with its evidence, narrowed to what the viewer may see. Two queries. Raises NotVisible."""
    values = {"organisation": actor.organisation or 0, "tokens": sorted(actor.tokens), "today": clock.today()}
    found = sql.rows(ONE, uptake=uptake_id, **values) if is_key(uptake_id) else []
    if not found:
        raise NotVisible
    return _row(actor, found[0])


def _row(actor: Actor, row: tuple[Any, ...]) -> UptakeRow:
    (
        id, lesson, kind, sentence, learned, lesson_state, lesson_audience, organisation, name, slug, activity, owner, owner_name,
        owner_email, left, standing, since, why, next_step, next_day, material, competence, backing, reach, audience, taken,
        owned_from, revision,
    ) = row  # fmt: skip
    ours = actor.at_work and actor.organisation == organisation
    return UptakeRow(
        id=id, lesson=lesson, kind=Kind(kind), sentence=sentence, learned=_day(learned), lesson_state=State(lesson_state),
        lesson_audience=lesson_audience, organisation=organisation, organisation_name=name, organisation_slug=slug, activity=activity,
        owner=owner if ours else None, owner_name=(owner_name or "") if ours else "", owner_left=bool(left), standing=Standing(standing),
        since=_day(since), why=why if ours else "", next_step=next_step if ours else "", next_day=sql.day(next_day) if ours else None,
        material=material if ours else "", competence=competence if ours else "", backing=backing if ours else "", reach=Reach(reach),
        audience=audience, taken=_day(taken), owned_from=sql.day(owned_from), revision=revision, ours=ours,
        evidence=evidence_of(id, whole=ours, used=standing == Standing.USED, owner_email=owner_email or ""),
    )  # fmt: skip


EVIDENCE = f"""
SELECT v.id, v.step, CAST(v.day AS text), v.said, v.person_id, p.name, CAST(v.entered AS text), CAST(v.struck AS text), v.why_struck,
    v.checker_id, c.name, CAST(v.checked AS text), v.check_note, c.email
FROM {Evidence._meta.db_table} v JOIN {Person._meta.db_table} p ON p.id = v.person_id
LEFT JOIN {Person._meta.db_table} c ON c.id = v.checker_id
WHERE v.uptake_id = %(uptake)s AND (%(whole)s = 1 OR v.struck IS NULL) ORDER BY v.day, v.id
"""


def evidence_of(uptake: int, *, whole: bool, used: bool, owner_email: str) -> tuple[EvidenceRow, ...]:
    """An uptake's evidence, oldest first. Not `whole`: what holds, its days, and of what is used what has changed. One query."""
    return tuple(_evidence(row, whole, used, owner_email) for row in sql.rows(EVIDENCE, uptake=uptake, whole=int(whole)))


def _evidence(row: tuple[Any, ...], whole: bool, used: bool, owner_email: str) -> EvidenceRow:
    id, step, day, said, person, name, entered, struck, why, checker, checker_name, checked, note, checker_email = row
    said = sql.json(said)
    kept = said if whole else {"changed": said["changed"]} if used and step == Step.USED and "changed" in said else {}
    return EvidenceRow(
        id=id, step=Step(step), day=_day(day), said=kept, person=person if whole else 0, person_name=name if whole else "",
        entered=_moment(entered), struck=sql.moment(struck), why_struck=why if whole else "", checker=checker if whole else None,
        checker_name=(checker_name or "") if whole else "",
        checker_owns=bool(checker_email and owner_email) and same_mailbox(checker_email, owner_email), checked=sql.moment(checked),
        check_note=note if whole else "",
    )  # fmt: skip


def _day(text: str) -> Any:
    return sql.day(text)


def _moment(text: str) -> Any:
    return sql.moment(text)


def own_uptake(actor: Actor, lesson_id: int) -> int | None:
    """The id of the uptake by which the viewer's organisation has taken a lesson home; None where it has not. One query."""
    if not actor.at_work or not is_key(lesson_id):
        return None
    found = Uptake.objects.filter(lesson=lesson_id, organisation=actor.organisation).values_list("id", flat=True).first()
    return found
