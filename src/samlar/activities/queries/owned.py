"""What somebody who leaves had in hand among activities (A3)."""

from collections.abc import Iterable

from samlar.activities.models import Activity, Participation
from samlar.activities.rules.rows import ASKED, TAKING_PART
from samlar.formats.sentence import Sentence
from samlar.people.rules import Item, Owned

LEADER = "leader"
CONTACT = "contact"


def owned_by(persons: Iterable[int], organisation: int) -> list[Owned]:
    """The activities that some people lead, and those they are the organisation's contact in. Two queries.

    Who leads is the leading organisation's contact too: that is one thing, named once. What has ended needs nobody. The caller
    has made sure that the viewer looks after the organisation's people.
    """
    theirs = set(persons)
    led = Activity.objects.filter(leader__in=theirs, ended=None, participations__organisation=organisation, participations__is_lead=True)
    contacts = Participation.objects.filter(
        contact__in=theirs, organisation=organisation, state__in=(ASKED, TAKING_PART), activity__ended=None
    ).exclude(is_lead=True, activity__leader__in=theirs)
    leads, contact = (
        Sentence("Leder aktiviteten", "Leads the activity"),
        Sentence("Er kontakt i aktiviteten", "Your contact in the activity"),
    )
    return [
        *(
            Owned(Item(LEADER, id), person, organisation, title, leads)
            for id, person, title in led.order_by("title", "id").values_list("id", "leader", "title")
        ),
        *(
            Owned(Item(CONTACT, id), person, organisation, title, contact)
            for id, person, title in contacts.order_by("activity__title", "id").values_list("id", "contact", "activity__title")
        ),
    ]
