"""Runs of a format: who takes part, the plan, the result and what is owed afterwards (C, D1, J1)."""

from django.db import models
from django.db.models import PROTECT, Q

from samlar.catalogue.models import FormatVersion
from samlar.ideas.models import Proposal
from samlar.people.models import Body, Organisation, Person
from samlar.talk.models import Thread


class FormatYear(models.Model):
    """A format's calendar year: the row that is locked where starts and basic funding are counted (C3, D2)."""

    format = models.SlugField(max_length=40)
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["format", "year"], name="one_row_per_format_and_year")]


class Activity(models.Model):
    """One run of a format, under the version that it started with (C1).

    `stage` is a word of the format; `stage_kind` the ground it stands on (planning, review, running, reported, closed; or
    cancelled), so that lists can span formats. `year` is set when the start is cleared: the start counts in that year.
    `revision` grows with every change of stage: a page that was open before is told.
    """

    title = models.CharField(max_length=120, db_collation="sv-x-icu")
    summary = models.CharField(max_length=300, blank=True)
    format = models.SlugField(max_length=40)
    version = models.ForeignKey(FormatVersion, PROTECT, related_name="+")
    stage = models.SlugField(max_length=40)
    stage_kind = models.CharField(max_length=10)
    led_by = models.CharField(max_length=12, default="member")  # member · secretariat (C2)
    owner_organisation = models.ForeignKey(Organisation, PROTECT, null=True, related_name="+")
    owner_body = models.ForeignKey(Body, PROTECT, null=True, related_name="+")
    leader = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    proposal = models.ForeignKey(Proposal, PROTECT, null=True, related_name="+")
    continues = models.ForeignKey("self", PROTECT, null=True, related_name="continued_by")
    use = models.SlugField(max_length=40, blank=True)
    audience = models.CharField(max_length=60)
    thread = models.OneToOneField(Thread, PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    granted = models.PositiveIntegerField(default=0)  # kr of basic funding, set with the clearance
    created = models.DateTimeField()
    started = models.DateTimeField(null=True)
    reported = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)  # closed or cancelled
    why_cancelled = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["format", "year"]), models.Index(fields=["audience", "stage_kind"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_organisation__isnull=False, owner_body=None) | Q(owner_organisation=None, owner_body__isnull=False),
                name="owned_by_an_organisation_or_a_body",
            )
        ]


class Participation(models.Model):
    """An organisation in an activity: asked → taking_part or declined; later perhaps left. `is_lead`: convenes and reports (C3)."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    state = models.CharField(max_length=12)
    is_lead = models.BooleanField(default=False)
    contact = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    message = models.CharField(max_length=500, blank=True)
    asked = models.DateTimeField()
    answered = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "organisation"], name="one_participation_per_organisation")]


class Plan(models.Model):
    """The filled-in template. `sections` maps the format's section words to text; `grant` is asked-for basic funding in whole kr."""

    activity = models.OneToOneField(Activity, PROTECT, related_name="plan")
    sections = models.JSONField(default=dict)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    grant = models.PositiveIntegerField(null=True)
    revision = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Person, PROTECT, null=True, related_name="+")


class BudgetLine(models.Model):
    """One planned cost in whole kr: its kind and who pays (joint money, the participants, others) (D2)."""

    plan = models.ForeignKey(Plan, PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    cost = models.CharField(max_length=20)
    text = models.CharField(max_length=120, blank=True)
    amount = models.PositiveIntegerField()
    paid_by = models.CharField(max_length=20)

    class Meta:
        ordering = ["position", "id"]


class Measure(models.Model):
    """A success criterion or an indicator of the plan, answered one by one in the report (C3)."""

    plan = models.ForeignKey(Plan, PROTECT, related_name="measures")
    kind = models.CharField(max_length=12)  # criterion · indicator
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    outcome = models.CharField(max_length=10, blank=True)  # yes · partly · no
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["kind", "position", "id"]


class Override(models.Model):
    """A should that somebody answers for leaving unmet, with a reason that stays visible (requirements: "should")."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="overrides")
    rule = models.CharField(max_length=60)
    reason = models.CharField(max_length=500)
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    written = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "rule"], name="one_reason_per_rule")]


class QualityCheck(models.Model):
    """The mandate's reading of the plan or of the result (C3): approved, or sent back with what to mend."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="quality_checks")
    of = models.CharField(max_length=10)  # plan · result
    plan_revision = models.PositiveIntegerField()
    approved = models.BooleanField()
    note = models.CharField(max_length=1000, blank=True)
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    made = models.DateTimeField()

    class Meta:
        ordering = ["-made", "-id"]


class Report(models.Model):
    """The result, told to all members and partners: one per activity, in the format's own headings."""

    activity = models.OneToOneField(Activity, PROTECT, related_name="report")
    sections = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Person, PROTECT, null=True, related_name="+")


class Duty(models.Model):
    """A duty of dissemination: owed through a channel by a day, done with date and link (J1)."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="duties")
    duty = models.SlugField(max_length=40)
    channel = models.CharField(max_length=20)
    due = models.DateField()
    done = models.DateField(null=True)
    link = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["due", "id"]
        constraints = [models.UniqueConstraint(fields=["activity", "duty"], name="each_duty_once")]


class SuccessFactor(models.Model):
    """One of the ten factors that an activity has, with its evidence (C7)."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="success_factors")
    factor = models.SlugField(max_length=40)
    evidence = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "factor"], name="each_factor_once")]


class ExpectedResult(models.Model):
    """What the activity is expected to give, stated up front (C4, C5)."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="expected_results")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["position", "id"]


class ContactRequest(models.Model):
    """An activity asks the network for contacts with researchers, partners, agencies (C3). Answers are comments."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="contact_requests")
    kind = models.CharField(max_length=12)  # researchers · partners · agencies · others
    text = models.CharField(max_length=500)
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    thread = models.OneToOneField(Thread, PROTECT, related_name="+")
    asked = models.DateTimeField()
    closed = models.DateTimeField(null=True)


class Exchange(models.Model):
    """The one thread in which those who lead, of every format, learn from each other (C2)."""

    name = models.SlugField(max_length=20, unique=True)
    thread = models.OneToOneField(Thread, PROTECT, related_name="+")


class FormatEvaluation(models.Model):
    """One participating organisation's judgement of the format after the activity, its benefit included (C3)."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="evaluations")
    version = models.ForeignKey(FormatVersion, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    answers = models.JSONField(default=dict)  # the format's question words to 1–5 or text
    given = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "organisation"], name="one_evaluation_per_organisation")]
