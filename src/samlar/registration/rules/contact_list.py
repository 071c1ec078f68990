"""The participants' own contact list: by consent, seen by those who are on it and by those who lead (E7)."""

from dataclasses import dataclass

from samlar.activities.rules.access import may_lead
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor, NotAllowed


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list, as of today."""

    person: int
    name: str
    title: str
    email: str
    organisation: int
    organisation_name: str


@dataclass(frozen=True, slots=True)
class ContactList:
    """The list for one viewer. `rows` are empty for whoever may not see it; `count` says how many are on it.

    `has_place`: the viewer may be on it; `mine`: is. `works_there`: the viewer still works where the place is.
    """

    rows: tuple[Listed, ...]
    count: int
    has_place: bool
    mine: bool
    works_there: bool
    leads: bool

    @property
    def sees(self) -> bool:
        return self.on_it or self.leads

    @property
    def on_it(self) -> bool:
        return self.mine and self.works_there


def leads(actor: Actor, activity: ActivityRow) -> bool:
    """Those who lead see the list without being on it: they are whom participants ask."""
    return may_lead(actor, activity) or activity.acts_for_owner


def must_have_a_place(has_place: bool) -> None:
    """Raises NotAllowed for those without a confirmed registration."""
    if not has_place:
        raise NotAllowed(
            Sentence("På listan kan de stå som har en bekräftad plats.", "Those who have a confirmed place can be on the list."),
            source="E7",
        )


def may_open(found: ContactList) -> bool:
    """Those with a place and those who lead have the page."""
    return found.has_place or found.leads


def must_open(found: ContactList) -> None:
    if not may_open(found):
        raise NotAllowed(
            Sentence("Kontaktlistan är deltagarnas egen.", "The contact list is the participants' own."),
            source="E7",
            mend=Sentence("Den finns för dem som har en bekräftad plats.", "It is there for those who have a confirmed place."),
        )
