"""Reads of people and organisations. Everything takes the viewer first and returns what that viewer may see, as plain rows."""

from samlar.people.queries.bodies import bodies, body, seat, sits_in
from samlar.people.queries.mandates import functions, mandate
from samlar.people.queries.moves import asked_move
from samlar.people.queries.names import (
    Contact,
    contacts,
    mandate_holders,
    members,
    organisation_choices,
    organisation_names,
    payers,
    person_contact,
    person_names,
    regions_among,
)
from samlar.people.queries.organisations import (
    every_organisation,
    kind_choices,
    kinds_in_use,
    organisation,
    organisation_of,
    organisations,
    slug_of,
)
from samlar.people.queries.period import TODAY, from_now_on, on
from samlar.people.queries.staff import (
    acting_for,
    answerers,
    answering,
    colleagues,
    empty_seats,
    known_as,
    leavers,
    person,
    staff,
    works_at,
)
from samlar.people.queries.viewer import account, actor
from samlar.people.queries.waiting import waiting_for

__all__ = [
    "TODAY",
    "Contact",
    "account",
    "acting_for",
    "actor",
    "answerers",
    "answering",
    "asked_move",
    "bodies",
    "body",
    "colleagues",
    "contacts",
    "empty_seats",
    "every_organisation",
    "from_now_on",
    "functions",
    "kind_choices",
    "kinds_in_use",
    "known_as",
    "leavers",
    "mandate",
    "mandate_holders",
    "members",
    "on",
    "organisation",
    "organisation_choices",
    "organisation_names",
    "organisation_of",
    "organisations",
    "payers",
    "person",
    "person_contact",
    "person_names",
    "regions_among",
    "seat",
    "sits_in",
    "slug_of",
    "staff",
    "waiting_for",
    "works_at",
]
