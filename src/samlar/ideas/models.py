"""What members want to learn, and who wants to learn it with them (B1, B4)."""

from django.db import models
from django.db.models import PROTECT, Q

from samlar.people.models import Organisation, Person
from samlar.talk.models import Thread


class Proposal(models.Model):
    """A topic that an organisation puts forward. `format` is the form it is meant for; empty: any.

    States: draft → published → taken (an activity grew from it) or withdrawn. `origin` is the proposal that this one carries on as
    a test-room proposal (B4). `audience` is the token of those who see it.
    """

    title = models.CharField(max_length=120, db_collation="sv-x-icu")
    summary = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    format = models.SlugField(max_length=40, blank=True)
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    author = models.ForeignKey(Person, PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="draft")
    audience = models.CharField(max_length=60)
    origin = models.ForeignKey("self", PROTECT, null=True, related_name="carried_on")
    thread = models.OneToOneField(Thread, PROTECT, related_name="+")
    created = models.DateTimeField()
    published = models.DateTimeField(null=True)
    changed = models.DateTimeField(null=True)  # after publication: shown as "ändrat"
    withdrawn = models.DateTimeField(null=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["audience", "state", "-published"]), models.Index(fields=["state", "-published"])]
        constraints = [
            # B4: each proposal is carried on once as each format; withdrawing that one opens the way again.
            models.UniqueConstraint(
                fields=["origin", "format"], condition=Q(origin__isnull=False) & ~Q(state="withdrawn"), name="carried_on_once_per_format"
            )
        ]


class Interest(models.Model):
    """One organisation's wish to take part, and whether it would lead: both said in the same act (B1)."""

    proposal = models.ForeignKey(Proposal, PROTECT, related_name="interests")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    would_lead = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    shown = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "organisation"], condition=Q(withdrawn=None), name="one_interest_per_organisation")
        ]
