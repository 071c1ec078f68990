"""What waits for somebody among uptakes: a no to mend, a check that was asked for, a next step, what nobody owns (F2, A3).

One line for each uptake: what somebody has said no to waits for that; where the clock asks, its question takes the next step's place.
"""

from datetime import timedelta

from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.lessons.models import CheckRequest, Evidence, FollowUp, Lesson, Uptake
from samlar.lessons.queries.checks import CHECK
from samlar.lessons.queries.follow_ups import HELD_LINK
from samlar.lessons.rules.words import LADDER, Standing
from samlar.people.models import Link, Organisation, Person
from samlar.people.queries.links import token_for
from samlar.people.rules import Actor, Waiting

SOON_DAYS = 7
MOST = 20  # nobody begins with the twenty-first
UPTAKE, LESSON, REQUEST, LINK, EVIDENCE = (one._meta.db_table for one in (Uptake, Lesson, CheckRequest, Link, Evidence))
ON_THE_WAY = tuple(one.value for one in LADDER if one != Standing.USED)  # what is used has no next step that waits
WAITING = f"""
WITH denied AS (
    SELECT u.id, l.sentence, p.name, r.answered FROM {REQUEST} r JOIN {EVIDENCE} e ON e.id = r.evidence_id AND e.struck IS NULL
    JOIN {UPTAKE} u ON u.id = e.uptake_id JOIN {LESSON} l ON l.id = u.lesson_id JOIN {Person._meta.db_table} p ON p.id = r.person_id
    WHERE u.owner_id = %(person)s AND u.organisation_id = %(organisation)s AND u.standing IN %(on_the_way)s AND e.checked IS NULL
        AND r.state = 'not' AND NOT EXISTS (SELECT 1 FROM {REQUEST} n WHERE n.evidence_id = e.id AND n.id > r.id AND n.state <> 'replaced')
    ORDER BY r.answered, u.id LIMIT {MOST}),
steps AS (
    SELECT u.id, l.sentence, u.next_step, u.next_day FROM {UPTAKE} u JOIN {LESSON} l ON l.id = u.lesson_id
    WHERE u.owner_id = %(person)s AND u.organisation_id = %(organisation)s AND u.standing IN %(on_the_way)s AND u.next_day <= %(soon)s
        AND u.id NOT IN (SELECT id FROM denied)
        AND NOT (l.state NOT IN ('obsolete', 'merged') AND EXISTS (
            SELECT 1 FROM {FollowUp._meta.db_table} f JOIN {LINK} k ON k.id = f.link_id
            WHERE f.uptake_id = u.id AND f.answered IS NULL AND f.person_id = %(person)s AND {HELD_LINK}))),
late AS (SELECT id, sentence, next_step, next_day, COUNT(*) OVER () AS many FROM steps WHERE next_day < %(today)s),
mine AS (
    SELECT id, sentence, next_step, next_day FROM steps WHERE next_day >= %(today)s
    UNION ALL SELECT id, sentence, next_step, next_day FROM late WHERE many = 1
    ORDER BY 4, 1 LIMIT {MOST}),
asked AS (
    SELECT k.id, l.sentence, o.name, k.nonce, k.expires FROM {REQUEST} r
    JOIN {LINK} k ON k.id = r.link_id JOIN {UPTAKE} u ON u.id = k.subject JOIN {LESSON} l ON l.id = u.lesson_id
    JOIN {Organisation._meta.db_table} o ON o.id = u.organisation_id
    WHERE r.person_id = %(person)s AND r.state = 'asked' AND {HELD_LINK}
    ORDER BY k.expires, k.id LIMIT {MOST}),
ownerless AS (
    SELECT MIN(u.id) AS id, COUNT(*) AS many, MIN(l.sentence) AS sentence FROM {UPTAKE} u JOIN {LESSON} l ON l.id = u.lesson_id
    WHERE %(represents)s = 1 AND u.organisation_id = %(organisation)s AND u.owner_id IS NULL AND u.standing IN %(ladder)s)
SELECT 'denied', ROW_NUMBER() OVER (ORDER BY answered, id), id, sentence, name, '', '', 0 FROM denied
UNION ALL SELECT 'late', 1, MIN(id), MIN(sentence), '', '', '', COUNT(*) FROM late HAVING COUNT(*) > 1
UNION ALL SELECT 'mine', ROW_NUMBER() OVER (ORDER BY next_day, id), id, sentence, next_step, CAST(next_day AS text), '', 0 FROM mine
UNION ALL SELECT 'asked', ROW_NUMBER() OVER (ORDER BY expires, id), id, sentence, name, CAST(expires AS text), nonce, 0 FROM asked
UNION ALL SELECT 'ownerless', 1, id, sentence, '', '', '', many FROM ownerless WHERE many > 0
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """What somebody has said no to; the next steps of what the viewer owns that come within a week, the late ones as one where they are
    several; what the viewer is asked to check; and for representatives what nobody owns. One query; none for visitors."""
    if not actor.signed_in:
        return []
    found = sql.placed(
        WAITING, person=actor.person, organisation=actor.organisation or 0, now=clock.now(), ladder=[one.value for one in LADDER],
        on_the_way=ON_THE_WAY, today=clock.today(), soon=clock.today() + timedelta(days=SOON_DAYS), represents=int(actor.is_representative),
    )  # fmt: skip
    return [
        *(_denied(*row[:3]) for row in found["denied"]),
        *(_late(row[-1]) for row in found["late"]),
        *(_mine(*row[:4]) for row in found["mine"]),
        *(_asked(*row[:-1]) for row in found["asked"]),
        *(_ownerless(row[0], row[1], row[-1]) for row in found["ownerless"]),
    ]


def _denied(id: int, sentence: str, name: str) -> Waiting:
    return Waiting(
        deed="check.mend",
        subject=id,
        title=sentence,
        sentence=Sentence(
            "{name} svarade att det inte stämmer att ”{sentence}” används.", "{name} answered that “{sentence}” is not in use."
        ).fill(name=name, sentence=sentence),
        button=Sentence("Rätta underlaget", "Correct the evidence"),
    )


def _late(many: int) -> Waiting:
    return Waiting(
        deed="uptakes.late",
        subject="",
        title="",
        sentence=Sentence("{n} nästa steg är försenade.", "{n} next steps are late.").fill(n=many),
        button=Sentence("Gå igenom dem", "Go through them"),
    )


def _mine(id: int, sentence: str, next_step: str, day: str) -> Waiting:
    said = (
        Sentence("{step} (”{sentence}”)", "{step} (“{sentence}”)")
        if next_step
        else Sentence("Nästa steg för ”{sentence}”.", "Next step of “{sentence}”.")
    )
    return Waiting(
        deed="uptake.carry_on",
        subject=id,
        title=sentence,
        sentence=said.fill(step=next_step, sentence=sentence),
        button=Sentence("Skriv hur det gick", "Say how it went"),
        due=sql.day(day),
    )


def _asked(link: int, sentence: str, organisation: str, expires: str, nonce: str) -> Waiting:
    return Waiting(
        deed="check.give",
        subject=token_for(link, CHECK, nonce),
        title=sentence,
        sentence=Sentence(
            "{name} ber dig kontrollera att ”{sentence}” används.", "{name} asks you to check that “{sentence}” is in use."
        ).fill(name=organisation, sentence=sentence),
        button=Sentence("Läs och svara", "Read and answer"),
        due=clock.day_of(sql.moment(expires)),
    )


def _ownerless(id: int, sentence: str, many: int) -> Waiting:
    if many == 1:
        return Waiting(
            deed="uptake.own",
            subject=id,
            title=sentence,
            sentence=Sentence("Ingen äger ”{sentence}”.", "Nobody owns “{sentence}”.").fill(sentence=sentence),
            button=Sentence("Utse en ägare", "Appoint an owner"),
        )
    return Waiting(
        deed="uptakes.own",
        subject="",
        title=sentence,
        sentence=Sentence("{n} saker som ni har tagit hem saknar ägare.", "{n} things that you have taken home lack an owner.").fill(
            n=many
        ),
        button=Sentence("Till tavlan", "To the board"),
    )
