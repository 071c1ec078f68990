"""Handing in, for oneself or for one's organisation, and what is said about it (E5)."""

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import Handin as Table
from samlar.activities.queries.handins import handin, own
from samlar.activities.queries.homework import homework
from samlar.activities.rules import handins as rules
from samlar.activities.rules.homework import HomeworkRow
from samlar.foundation import audit, clock, outbox
from samlar.people.queries import person_contact, works_at
from samlar.people.rules import Actor, must_act_for_an_organisation
from samlar.talk import actions as talk
from samlar.talk.rules import lines_of


@transaction.atomic
def hand_in(actor: Actor, activity_id: int, homework_id: int, *, text: str, link: str, revision: int) -> int:
    """Hands in, or changes what was handed in; says its id. Late or not: nothing is lost.

    `revision` is that of what the page showed as handed in, 0 for nothing: of two colleagues the second is told who was first.
    Side effects in order: locks the activity, writes the hand-in and its thread, records. Raises NotVisible, NotAllowed (does not take
    part), ActivityRefused (over, taken up, neither text nor link, handed in for an earlier employer), Overtaken.
    """
    _, activity = locked(actor, activity_id)
    found, row = homework(actor, activity_id, homework_id)
    rules.must_hand_in(actor, activity)
    rules.must_be_open(activity, row)
    kept_text, kept_link = rules.taken(text, link)
    kept = own(actor, found, row)
    if kept is not None:
        rules.must_be_at_home(kept.organisation_id, actor, kept.organisation)
        if (kept_text, kept_link) != (kept.text, kept.link):  # the same twice, as by a double click, changes nothing
            rules.must_be_changeable(activity, row, clock.now())
            rules.must_be_first(revision, kept.revision, who=kept.person, when=kept.changed or kept.handed_in)
            writer = {} if row.alone else {"person_id": actor.person}
            Table.objects.filter(id=kept.id).update(
                text=kept_text, link=kept_link, changed=clock.now(), revision=kept.revision + 1, **writer
            )
            _record(actor, "handin.changed", row)
        return kept.id
    rules.must_be_first(revision, 0, who="", when=None)
    made = Table.objects.create(  # type: ignore[misc]  # whoever acts for an organisation is a person
        homework_id=homework_id, person_id=actor.person, organisation_id=must_act_for_an_organisation(actor), alone=row.alone,
        text=kept_text, link=kept_link, handed_in=clock.now(), thread_id=talk.open_thread(),
    )  # fmt: skip
    _record(actor, "handin.made", row)
    return made.pk


@transaction.atomic
def comment(actor: Actor, activity_id: int, homework_id: int, handin_id: int, *, text: str) -> int:
    """Comments on a hand-in; whoever handed it in gets a letter. Says the comment's id. Raises NotVisible, NotAllowed, TextRefused."""
    found = handin(actor, activity_id, homework_id, handin_id)
    written = talk.comment(actor, found.handin.thread, text)
    if actor.person != found.handin.person_id and works_at(found.handin.person_id, found.handin.organisation_id):
        to = person_contact(found.handin.person_id, found.handin.organisation_id)
        values = {
            "to": to.name, "who": actor.name, "organisation": actor.organisation_name, "text": lines_of(text)[:500],
            "homework": found.homework.title, "title": found.found.activity.title,
            "path": f"/aktiviteter/{activity_id}/hemuppgifter/{homework_id}/svar/{handin_id}/#kommentar-{written}",
        }  # fmt: skip
        outbox.put(to=to.email, language=to.language, name="handin_commented", values=values, key=f"handin_commented:{written}")
    return written


@transaction.atomic
def remove_comment(actor: Actor, activity_id: int, homework_id: int, handin_id: int, comment_id: int) -> None:
    """Takes a comment away; its place stays. Raises NotVisible, NotAllowed."""
    talk.remove_comment(actor, handin(actor, activity_id, homework_id, handin_id).handin.thread, comment_id)


def _record(actor: Actor, verb: str, row: HomeworkRow) -> None:
    """Of the homework and not of the activity: its history is read by members, and who handed in is the group's business."""
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind="homework", subject=row.id,
        changes={"alone": [row.alone, row.alone]},
    )  # fmt: skip
