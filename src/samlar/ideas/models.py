"""What members want to learn, who wants to learn it with them, and how dozens of proposals become a few areas (B1–B4)."""

from django.db import models
from django.db.models import PROTECT, Q

from samlar.people.models import Body, Organisation, Person
from samlar.talk.models import Thread


class Proposal(models.Model):
    """A topic that an organisation puts forward. `format` is the form it is meant for; empty: any.

    States: draft → published → taken (an activity grew from it) or withdrawn. `origin` is the proposal that this one carries on as
    a test-room proposal (B4). `audience` is the token of those who see it. `told`: until when those who proposed have been told what
    became of it (B3).
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
    told = models.DateTimeField(null=True)
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


class PrioritisationRound(models.Model):
    """An idea meeting: proposals become areas, the members vote on them, the outcome is decided and published (B2, B3).

    States: draft → open (proposals come in, organisations talk at home, areas are made) → voting (the areas are fixed and the lot is
    drawn; ballots from `ballots_from` until `ballots_until`) → counted → decided; or called_off. Which phase it is at a moment follows
    from the state and the days: `rules.rounds.phase`. `budget` and the areas' costs are in whole `unit`s: days or kr. `secret`: nobody
    but the organisation itself ever sees its ballot. `seed` is the public word that the lot was drawn with, kept before the first ballot.
    """

    title = models.CharField(max_length=120, db_collation="sv-x-icu")
    text = models.TextField(blank=True)
    unit = models.CharField(max_length=4, default="days")
    budget = models.PositiveBigIntegerField()
    secret = models.BooleanField(default=False)
    proposals_until = models.DateTimeField()
    ballots_from = models.DateTimeField()
    ballots_until = models.DateTimeField()
    state = models.CharField(max_length=10, default="draft")
    audience = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")  # that called it
    seed = models.CharField(max_length=32, blank=True)
    fixed = models.DateTimeField(null=True)
    counted = models.DateTimeField(null=True)
    decided = models.DateField(null=True)
    body = models.ForeignKey(Body, PROTECT, null=True, related_name="+")  # that decided
    follows = models.BooleanField(null=True)  # whether the decision is the count's
    why = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["audience", "-ballots_until"]), models.Index(fields=["state", "ballots_until"])]
        constraints = [
            models.CheckConstraint(condition=Q(ballots_until__gt=models.F("ballots_from")), name="ballots_close_after_they_open"),
            models.CheckConstraint(condition=Q(budget__gt=0), name="a_round_has_a_budget"),
        ]


class Area(models.Model):
    """A group of proposals that the members vote on as one (B3). `place`: where the lot put it among equals; `chosen`: as decided.

    `removed`: nobody sees it any more; its proposals were moved before.
    """

    round = models.ForeignKey(PrioritisationRound, PROTECT, related_name="areas")
    name = models.CharField(max_length=120, db_collation="sv-x-icu")
    text = models.CharField(max_length=600, blank=True)
    cost = models.PositiveBigIntegerField(null=True)
    format = models.SlugField(max_length=40, blank=True)
    place = models.PositiveSmallIntegerField(null=True)
    chosen = models.BooleanField(null=True)
    made = models.DateTimeField()
    removed = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["round", "removed"])]


class Entry(models.Model):
    """A proposal in a round, and where it went: to an area, sent on, set aside, or taken back (B3: every proposal stays traceable).

    `fate`: "" as long as nobody has said; "area" with `area`; "sent_on" to an organisation or a body; "aside"; "taken_back" by those
    who proposed it. `reason` is read by the proposer. `carried_from`: the round in which it was not chosen and from which it came.
    `title_at_fix` and `summary_at_fix` are the proposal's as they were when the areas were fixed, which is what is voted on; empty before.
    """

    round = models.ForeignKey(PrioritisationRound, PROTECT, related_name="entries")
    proposal = models.ForeignKey(Proposal, PROTECT, related_name="entries")
    entered = models.DateTimeField()
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")  # that put it in
    carried_from = models.ForeignKey(PrioritisationRound, PROTECT, null=True, related_name="+")
    fate = models.CharField(max_length=10, blank=True)
    area = models.ForeignKey(Area, PROTECT, null=True, related_name="entries")
    sent_to = models.ForeignKey(Organisation, PROTECT, null=True, related_name="+")
    sent_to_body = models.ForeignKey(Body, PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=600, blank=True)
    title_at_fix = models.CharField(max_length=120, blank=True)
    summary_at_fix = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "proposal"], name="a_proposal_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(fate="area", area__isnull=False) | (~Q(fate="area") & Q(area=None)), name="in_an_area_or_not"
            ),
        ]
        indexes = [models.Index(fields=["area"])]


class HomeMark(models.Model):
    """What one person at an organisation thinks of a proposal before the ballot; seen by that organisation alone (B2)."""

    entry = models.ForeignKey(Entry, PROTECT, related_name="marks")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    urgent = models.BooleanField(default=False)
    note = models.CharField(max_length=600, blank=True)
    said = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "organisation", "person"], name="one_mark_per_person_and_proposal")]


class Ballot(models.Model):
    """An organisation's one ballot: the areas it wants (B3, A1). May be changed until the ballots close.

    `receipt` is the word by which the organisation finds its ballot in the published list, which names nobody where ballots are secret.
    """

    round = models.ForeignKey(PrioritisationRound, PROTECT, related_name="ballots")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    receipt = models.CharField(max_length=20)
    cast = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="one_ballot_per_organisation"),
            models.UniqueConstraint(fields=["round", "receipt"], name="one_receipt_per_ballot"),
        ]


class Tick(models.Model):
    """One area that a ballot wants."""

    ballot = models.ForeignKey(Ballot, PROTECT, related_name="ticks")
    area = models.ForeignKey(Area, PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "area"], name="an_area_once_on_a_ballot")]


class Outcome(models.Model):
    """What a round's count gave, kept as it was shown: the ballots as counted, each method's result, ties and how steady it is (B4).

    Plain values (fractions as "p/q") in the shapes of `rules.counting`. It is written once and never changed.
    """

    round = models.OneToOneField(PrioritisationRound, PROTECT, related_name="outcome")
    counted = models.JSONField()
    result = models.JSONField()
