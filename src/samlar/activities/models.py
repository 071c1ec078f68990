"""Runs of a format: who takes part, the plan, the result and what is owed afterwards (C, D1, J1)."""

from django.db import models
from django.db.models import PROTECT, Q

from samlar.catalogue.models import FormatVersion
from samlar.ideas.models import Area, Proposal
from samlar.library.models import Document
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
    area = models.ForeignKey(Area, PROTECT, null=True, related_name="+")  # of an idea meeting, that it grew from (B3)
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


class FromProposal(models.Model):
    """A proposal that an activity grew from together with others, in an area (B3): what became of it can be told."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="from_proposals")
    proposal = models.ForeignKey(Proposal, PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "proposal"], name="a_proposal_once_in_an_activity")]


class Participation(models.Model):
    """An organisation in an activity: asked → taking_part or declined; later perhaps left. `is_lead`: convenes and reports (C3)."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    state = models.CharField(max_length=12)
    is_lead = models.BooleanField(default=False)
    by_registration = models.BooleanField(default=False)  # came in when the first of its people got a place, leaves with the last
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


class YearReview(models.Model):
    """What a lasting activity told at a yearly review, kept when it goes on (H1): the next year's result begins empty.

    `told` holds the sections, the measures with their answers, and where it was spread, as they were.
    """

    activity = models.ForeignKey(Activity, PROTECT, related_name="year_reviews")
    told = models.JSONField(default=dict)
    reported = models.DateTimeField()

    class Meta:
        ordering = ["-reported", "-id"]


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


class Invitation(models.Model):
    """What an activity says of itself to those it invites (E1): draft → published. `texts` maps the parts' words to text.

    The parts that the activity already knows (goals, programme, registration, contacts) are composed, never written twice.
    `to_all`: everyone whose membership the format takes may register; else those among `Invited`.
    """

    activity = models.OneToOneField(Activity, PROTECT, related_name="invitation")
    state = models.CharField(max_length=10, default="draft")  # draft · published
    texts = models.JSONField(default=dict)
    to_all = models.BooleanField(default=True)
    published = models.DateTimeField(null=True)
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)


class Invited(models.Model):
    """An organisation that was invited directly (C2): its people may register also where the invitation is not open to all."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="invited")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    invited = models.DateTimeField()
    person = models.ForeignKey(Person, PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "organisation"], name="invited_once")]


class Staff(models.Model):
    """Somebody who staffs an activity: content leader, process leader, planning group (A2, C5). Known by person, or by name alone.

    `engagement`: from the lead's own people, another member, on loan from a member (medlemsinlån), a partner, a consultant.
    `answers`: which questions people may ask this person (E1): practical, content, both or none.
    """

    activity = models.ForeignKey(Activity, PROTECT, related_name="staff")
    role = models.CharField(max_length=20)  # content_leader · process_leader · planning_group · practical
    person = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, db_collation="sv-x-icu")
    email = models.EmailField(blank=True)
    organisation = models.ForeignKey(Organisation, PROTECT, null=True, related_name="+")
    engagement = models.CharField(max_length=12, default="own")  # own · member · loan · partner · consultant
    answers = models.CharField(max_length=10, blank=True)  # practical · content · both
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]


class Session(models.Model):
    """One meeting of an activity (E4): as the leaders have it now. Others read the newest `ProgrammeRelease`.

    `starts` and `ends` in UTC; a session from lunch to lunch runs over two days. `link` (digital) is for those inside.
    """

    activity = models.ForeignKey(Activity, PROTECT, related_name="sessions")
    template = models.SlugField(max_length=40, blank=True)  # the format's session that it was made from
    title = models.CharField(max_length=160, db_collation="sv-x-icu")
    theme = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20)
    mode = models.CharField(max_length=10)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    lunch_to_lunch = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    host = models.ForeignKey(Organisation, PROTECT, null=True, related_name="+")  # of a study visit
    host_text = models.CharField(max_length=160, blank=True)
    examples = models.TextField(blank=True)  # what the host shows, one a line
    cancelled = models.DateTimeField(null=True)
    why_cancelled = models.CharField(max_length=300, blank=True)
    check_in = models.CharField(max_length=32)  # secret of the door's QR code
    thread = models.OneToOneField(Thread, PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts", "id"]
        constraints = [models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="a_session_ends_after_it_begins")]


class Homework(models.Model):
    """Work between sessions (E5): set after one session, taken up at a later one. Due at the end of `due` in Stockholm."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="homework")
    after = models.ForeignKey(Session, PROTECT, null=True, related_name="+")
    taken_up_at = models.ForeignKey(Session, PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField()
    due = models.DateField()
    by = models.CharField(max_length=12, default="person")  # person · organisation
    seen_by = models.CharField(max_length=10, default="group")  # group · leaders
    given = models.DateTimeField(null=True)  # told to the participants; before that the leaders' own
    changed = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due", "id"]


class ActivityDocument(models.Model):
    """What is kept in the archive from an activity, perhaps from one of its sessions (G1)."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="documents")
    session = models.ForeignKey(Session, PROTECT, null=True, related_name="documents")
    document = models.OneToOneField(Document, PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["session"])]


class ProgrammeItem(models.Model):
    """A part of a session (E4): planned by the leaders, or proposed by a participant and taken up or declined."""

    session = models.ForeignKey(Session, PROTECT, related_name="items")
    kind = models.CharField(max_length=20, default="item")  # item · learning_session · homework · pause
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    starts = models.DateTimeField(null=True)  # none while proposed
    ends = models.DateTimeField(null=True)
    room = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, default="planned")  # planned · proposed · declined · cancelled
    proposed_by = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=300, blank=True)
    homework = models.ForeignKey(Homework, PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts", "room", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(starts=None) | Q(ends__gt=models.F("starts")), name="an_item_ends_after_it_begins")
        ]


class Speaker(models.Model):
    """Who speaks at an item. `gender` is what the speaker has chosen to say (E6), else empty."""

    item = models.ForeignKey(ProgrammeItem, PROTECT, related_name="speakers")
    name = models.CharField(max_length=120, db_collation="sv-x-icu")
    of = models.CharField(max_length=120, blank=True)  # title or organisation, as it stands in the programme
    gender = models.CharField(max_length=8, blank=True)  # woman · man · other
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]


class ProgrammeRelease(models.Model):
    """A released version of the whole programme (E4): what all others read, whole, and what changed since the one before."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    programme = models.JSONField()  # rules.programme.Programme, written out
    changes = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)
    released = models.DateTimeField()
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="one_release_per_number")]


class Handin(models.Model):
    """What was handed in (E5), by a person or for the organisation as the homework says; `alone` copies that for the constraint."""

    homework = models.ForeignKey(Homework, PROTECT, related_name="handins")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    alone = models.BooleanField()
    text = models.TextField()
    link = models.URLField(max_length=500, blank=True)
    handed_in = models.DateTimeField()
    changed = models.DateTimeField(null=True)
    thread = models.OneToOneField(Thread, PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["handed_in", "id"]
        constraints = [
            models.UniqueConstraint(fields=["homework", "person"], condition=Q(alone=True), name="handed_in_once_per_person"),
            models.UniqueConstraint(fields=["homework", "organisation"], condition=Q(alone=False), name="handed_in_once_per_organisation"),
        ]


class Debrief(models.Model):
    """One participant's four answers after a session (F1). `could_be_lesson`: the writer thinks that others can use it."""

    session = models.ForeignKey(Session, PROTECT, related_name="debriefs")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    expected = models.TextField(blank=True)
    happened = models.TextField(blank=True)
    why = models.TextField(blank=True)
    next = models.TextField(blank=True)
    could_be_lesson = models.BooleanField(default=False)
    written = models.DateTimeField()
    changed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="one_debrief_per_person")]
