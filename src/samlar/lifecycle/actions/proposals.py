"""Those who proposed something are told what becomes of it, also later: which activity, which lessons, which changes (B3)."""

from datetime import timedelta

from samlar.foundation import clock, outbox
from samlar.foundation.rounds import all_of
from samlar.foundation.short import short
from samlar.ideas.models import Proposal
from samlar.ideas.queries.told import STOP, has_said_no, open_stop_link, to_tell
from samlar.lessons.queries.became import Became, became, latest_news
from samlar.people.actions import links
from samlar.people.queries import Contact, answering
from samlar.people.queries import actor as as_actor
from samlar.people.queries.links import token_of

PAUSE = timedelta(days=30)  # between two letters about the same proposal


def tell_proposers() -> int:
    """One letter at most in thirty days about each proposal, with all that is new of it, to whoever answers for it and has not said no.

    Says how many letters. For the clock. A letter tells only what its reader may see; what was told is not told again.
    """
    asked = to_tell(clock.now() - PAUSE)
    last = latest_news(asked)
    return all_of([one for one, told in asked.items() if one in last and (told is None or last[one] > told)], _tell)


def _tell(proposal_id: int) -> int:
    proposal = Proposal.objects.select_for_update(no_key=True).get(id=proposal_id)
    now = clock.now()
    if proposal.told is not None and proposal.told > now - PAUSE:
        return 0  # another clock was first
    people = answering(proposal.author_id, proposal.organisation_id)
    put = sum(_put(one, proposal) for one in people if not has_said_no(proposal_id, one.person))
    if put:
        Proposal.objects.filter(id=proposal_id).update(told=now)
    return put


def _put(to: Contact, proposal: Proposal) -> int:
    found = became(as_actor(to.person), proposal.pk, since=proposal.told)
    if not found:
        return 0
    link = open_stop_link(proposal.pk, to.person) or links.give(STOP, subject=proposal.pk, person=to.person)
    values = {
        "to": to.name, "title": proposal.title, **_said(found), "path": f"/ideer/{proposal.pk}/",
        "stop_path": f"/ideer/brev/sluta/{token_of(link)}/",
    }  # fmt: skip
    return outbox.put(to=to.email, language=to.language, name="proposal_news", values=values)


def _said(found: Became) -> dict[str, object]:
    return {
        "activities": [
            {"title": one.title, "stage": one.stage_kind, "activity_path": short("activity", one.id)} for one in found.activities
        ],
        "lessons": [{"sentence": one.sentence, "lesson_path": short("lesson", one.id)} for one in found.lessons],
        "changes": [{"organisation": one.organisation, "sentence": one.sentence} for one in found.changes],
        "more": found.more,
    }
