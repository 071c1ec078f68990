"""Organisations, persons and what binds them, each with its period (A1–A4, L1)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import PROTECT, F, Q
from django.db.models.functions import Lower

from samlar.people.rules import Function, MandateKind, MembershipKind, RoleKind

SWEDISH = "sv-x-icu"


def choices(kinds):  # type: ignore[no-untyped-def]
    return [(kind.value, kind.value) for kind in kinds]


class Period(models.Model):
    """From a day through a day, both included; without an end it goes on."""

    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="%(class)s_ends_after_start")]


class OrganisationKind(models.Model):
    """A kind of organisation, as data (A1); `counts_as` is the word that the formats' rules know it by."""

    code = models.CharField(max_length=40, primary_key=True)
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    plural_sv = models.CharField(max_length=80)
    plural_en = models.CharField(max_length=80)
    counts_as = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]


class Organisation(models.Model):
    name = models.CharField(max_length=120, unique=True, db_collation=SWEDISH)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.ForeignKey(OrganisationKind, PROTECT)
    county = models.CharField(max_length=80, blank=True)
    about = models.TextField(blank=True)
    website = models.URLField(blank=True)
    represents = models.ForeignKey("self", PROTECT, null=True, related_name="represented_by")

    class Meta:
        ordering = ["name"]


class Membership(Period):
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="memberships")
    kind = models.CharField(max_length=10, choices=choices(MembershipKind))
    pays_fee = models.BooleanField(default=False)
    votes = models.BooleanField(default=False)

    class Meta(Period.Meta):
        abstract = False


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email=(email or "").strip().lower())


class Person(AbstractBaseUser):
    """A person, who may also sign in. Minimal by intent (Z2): what a person works with belongs to the employment."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, db_collation=SWEDISH)
    language = models.CharField(max_length=2, default="sv")
    is_active = models.BooleanField(default=True)
    added = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_in_lower_case")]

    def __str__(self) -> str:
        return self.name


class Employment(Period):
    """A person at an organisation. Deeds name the organisation, so they stay there when the person moves on (A3)."""

    person = models.ForeignKey(Person, PROTECT, related_name="employments")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="employments")
    title = models.CharField(max_length=120, blank=True)
    function = models.CharField(max_length=10, choices=choices(Function), blank=True)
    profession = models.CharField(max_length=80, blank=True)

    class Meta(Period.Meta):
        abstract = False
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["person"], condition=Q(end=None), name="one_open_employment_per_person"),
        ]


class Role(Period):
    person = models.ForeignKey(Person, PROTECT, related_name="held_roles")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="roles")
    kind = models.CharField(max_length=30, choices=choices(RoleKind))

    class Meta(Period.Meta):
        abstract = False


class Mandate(Period):
    """One function of the secretariat, held by an organisation for a period (L1)."""

    kind = models.CharField(max_length=20, choices=choices(MandateKind))
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="mandates")
    delegated_from = models.ForeignKey("self", PROTECT, null=True, related_name="delegations")
    note = models.CharField(max_length=300, blank=True)

    class Meta(Period.Meta):
        abstract = False


class Body(models.Model):
    """A group that meets or decides (A4): member group, board, network."""

    slug = models.SlugField(max_length=80, unique=True)
    name_sv = models.CharField(max_length=120, db_collation=SWEDISH)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    about_sv = models.TextField(blank=True)
    about_en = models.TextField(blank=True)

    class Meta:
        ordering = ["name_sv"]


class Seat(Period):
    """Who sits in a body, for which organisation and when (A4)."""

    body = models.ForeignKey(Body, PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="seats")
    person = models.ForeignKey(Person, PROTECT, null=True, related_name="seats")
    duty = models.CharField(max_length=20, default="member")

    class Meta(Period.Meta):
        abstract = False


class Grant(models.Model):
    """Gives an audience token to an organisation's people, to one person or to whoever holds a mandate.

    Upper rooms' actions write grants; `queries.actor` reads a viewer's grants in one query.
    """

    token = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, PROTECT, null=True, related_name="grants")
    person = models.ForeignKey(Person, PROTECT, null=True, related_name="grants")
    mandate = models.CharField(max_length=20, choices=choices(MandateKind), blank=True)

    class Meta:
        indexes = [models.Index(fields=["token"]), models.Index(fields=["mandate"])]
        constraints = [
            models.UniqueConstraint(
                fields=["token", "organisation"], condition=Q(organisation__isnull=False), name="one_grant_per_organisation"
            ),
            models.UniqueConstraint(fields=["token", "person"], condition=Q(person__isnull=False), name="one_grant_per_person"),
            models.UniqueConstraint(fields=["token", "mandate"], condition=~Q(mandate=""), name="one_grant_per_mandate"),
        ]


class Link(models.Model):
    """A private address: a question that one person answers without signing in, or a feed that only its owner has (E2, E4).

    The address is made from the row and the copy's own secret (`rules.links`), so the table alone opens nothing. `subject` is what the
    link is about, as the room that gave it counts. `used`: answered, and closed from then on; `revoked`: replaced or taken back.
    """

    purpose = models.CharField(max_length=20)
    subject = models.BigIntegerField()
    person = models.ForeignKey(Person, PROTECT, related_name="+")  # whom it was sent to, or whose feed it is
    nonce = models.CharField(max_length=32)
    made = models.DateTimeField()
    expires = models.DateTimeField(null=True)
    used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject"])]
