"""What somebody who is asked to check reads, by the link alone (F2)."""

from dataclasses import dataclass
from datetime import date

from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import clock
from samlar.lessons.models import CheckRequest, Example, Lesson
from samlar.lessons.rules import ladder
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.words import Kind, Standing
from samlar.people.models import Person
from samlar.people.queries.links import opened
from samlar.people.rules import Actor, NotVisible
from samlar.people.rules.links import LinkClosed, LinkRow, must_hold

CHECK = "uptake_check"  # the purpose of the link by which somebody checks
PROBLEM = Sentence("Vad var problemet?", "What was the problem?")
DONE = Sentence("Vad gjordes?", "What was done?")
CONTEXT = Sentence("När den gäller", "When it holds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question about one piece of evidence. `closed`: why it is not asked any more; then nothing of the evidence stands here.

    `answered`: "holds" or "not", where it was answered by this link.
    """

    link: LinkRow
    language: str
    kind: Kind
    sentence: str
    organisation: str
    changed: str
    lives_in: str
    address: str
    day: date | None
    answered: str
    closed: Refusal | None
    told: tuple[tuple[Sentence, str], ...] = ()  # what it is: of an example the problem and what was done, of a lesson its context


def asked(actor: Actor, token: str) -> Asked:
    """What a link leads to, whether or not it still holds; `actor`: who happens to be signed in. Four queries at most.

    Raises NotVisible.
    """
    link = opened(token, CHECK)
    found = CheckRequest.objects.filter(link=link.id).select_related("evidence__uptake__lesson", "evidence__uptake__organisation").first()
    if found is None:
        raise NotVisible
    shown, uptake = found.evidence, found.evidence.uptake
    closed = _closed(actor, link, found)
    return Asked(
        link=link,
        language=Person.objects.values_list("language", flat=True).get(id=link.person),
        kind=Kind(uptake.lesson.kind),
        sentence=uptake.lesson.sentence if closed is None or found.answered else "",
        organisation=uptake.organisation.name,
        changed=shown.said.get("changed", "") if closed is None else "",
        lives_in=shown.said.get("lives_in", "") if closed is None else "",
        address=shown.said.get("link", "") if closed is None else "",
        day=shown.day if closed is None else None,
        answered=found.state if found.answered else "",
        closed=closed,
        told=_told(uptake.lesson) if closed is None else (),
    )


def _told(lesson: Lesson) -> tuple[tuple[Sentence, str], ...]:
    example = Example.objects.filter(lesson=lesson.pk).first() if lesson.kind == Kind.EXAMPLE else None
    told = ((PROBLEM, example.problem), (DONE, example.done)) if example else ((CONTEXT, lesson.context),)
    return tuple((asked, text) for asked, text in told if text)


def _closed(actor: Actor, link: LinkRow, found: CheckRequest) -> Refusal | None:
    """Why no answer is taken any more; None while one is."""
    shown, uptake = found.evidence, found.evidence.uptake
    if not found.answered and shown.struck is None and shown.checked and shown.checker_id != uptake.owner_id:
        return LessonRefused(
            Sentence("Någon annan har redan kontrollerat det.", "Somebody else has checked it already."),
            mend=Sentence("Du behöver inte göra något.", "You need not do anything."),
        )
    try:
        must_hold(link, clock.now())
        ladder.must_be_on_the_ladder(Standing(uptake.standing))
        for person in (link.person, actor.person):
            if person is not None:
                ladder.must_be_a_second(person, entered_by=shown.person_id, owner=uptake.owner_id)
    except (LinkClosed, LessonRefused) as said:
        return said
    return None
