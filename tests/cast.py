"""The cast enters: the sample world's organisations and people as rows, straight into the tables, for tests."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from samlar.foundation import clock
from samlar.management.world import cast as parts
from samlar.people import queries
from samlar.people.models import Employment, Mandate, Membership, Organisation, Person, Role
from samlar.people.rules import Actor

FIRST_DAY = date(2015, 1, 1)


@dataclass
class Cast:
    """`cast.stina` is Stina as an Actor, known afresh at every use; `cast.organisation("SLU")` is an organisation's id."""

    people: dict[str, int]
    organisations: dict[str, int]

    def __getattr__(self, key: str) -> Actor:
        if key not in self.people:
            raise AttributeError(key)
        return queries.actor(self.people[key])

    def organisation(self, name: str) -> int:
        return self.organisations[name]

    @classmethod
    def enter(cls) -> "Cast":
        members = [(name, "region") for name in parts.REGIONS] + list(parts.OTHER_MEMBERS)
        everyone = [(*row, "member") for row in members] + [(*row, "partner") for row in parts.PARTNERS] + [(*row, "guest") for row in parts.GUESTS]
        everyone.append((*parts.STANDS_FOR[:2], "partner"))
        rows = Organisation.objects.bulk_create(
            Organisation(name=name, slug=slugify(name.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))), kind_id=kind) for name, kind, _ in everyone
        )
        organisations = {row.name: row.pk for row in rows}
        Organisation.objects.filter(name=parts.STANDS_FOR[0]).update(represents=organisations[parts.STANDS_FOR[2]])
        Membership.objects.bulk_create(
            Membership(
                organisation_id=organisations[name], kind=kind, start=FIRST_DAY,
                pays_fee=kind == "member" and name not in parts.NOT_PAYING, votes=kind == "member",
            )
            for name, _, kind in everyone
        )
        Mandate.objects.bulk_create(
            Mandate(kind=kind, organisation_id=organisations[name], start=FIRST_DAY) for kind, name in parts.MANDATES
        )
        entering = [*parts.CAST, parts.OUTSIDER]
        emails = {part.key: part.email if part.organisation else f"{part.key}@ingenstans.test" for part in entering}
        moment = clock.now()
        persons = Person.objects.bulk_create(
            Person(email=emails[part.key], name=part.name, language=part.language, added=moment, password="!") for part in entering
        )
        people = {part.key: person.pk for part, person in zip(entering, persons, strict=True)}
        employed = [(part, people[part.key], organisations[part.organisation]) for part in entering if part.organisation]
        Employment.objects.bulk_create(
            Employment(
                person_id=person, organisation_id=at, title=part.title, function=part.function, profession=part.profession, start=FIRST_DAY
            )
            for part, person, at in employed
        )
        Role.objects.bulk_create(
            Role(person_id=person, organisation_id=at, kind=kind, start=FIRST_DAY) for part, person, at in employed for kind in part.roles
        )
        return cls(people, organisations)
