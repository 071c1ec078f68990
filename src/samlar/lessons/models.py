"""Lessons and examples, and (lesson × organisation): owner, evidence, date, next step. The heart of Samlär (F1–F5, F7, F8)."""

from django.db import models
from django.db.models import PROTECT, Q

from samlar.activities.models import Activity, Debrief, Handin, Session
from samlar.library.models import Document, Theme
from samlar.people.models import Body, Link, Organisation, Person

# — what is learned —


class Lesson(models.Model):
    """Something learned, in one sentence; with an `Example` beside it, a concrete practice that others can reuse (F1).

    `state`: draft (its organisation's own) → shared (with the activity's group, or with members and partners) → published; later
    perhaps obsolete, or merged into another. `audience` follows from state and activity (`rules.audience`). `day`: when it was
    learned; no evidence is older. `origin`: where it was caught. `validated`: somebody from another organisation has read it and
    found that it holds; a change of its words takes that away. `sentence` is an example's name, too.
    """

    kind = models.CharField(max_length=8, default="lesson")  # lesson · example
    sentence = models.CharField(max_length=200)
    context = models.TextField(blank=True)  # where it holds
    takes = models.TextField(blank=True)  # what it takes
    failed = models.BooleanField(default=False)  # learned from what did not work
    origin = models.CharField(max_length=10, default="free")  # free · session · homework · debrief · report
    activity = models.ForeignKey(Activity, PROTECT, null=True, related_name="+")
    session = models.ForeignKey(Session, PROTECT, null=True, related_name="+")
    handin = models.ForeignKey(Handin, PROTECT, null=True, related_name="+")
    debrief = models.ForeignKey(Debrief, PROTECT, null=True, related_name="+")
    source_name = models.CharField(max_length=160, blank=True)  # a document that it builds on
    source_link = models.URLField(max_length=500, blank=True)
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")  # who wrote it
    contact = models.ForeignKey(Person, PROTECT, null=True, related_name="+")  # who to call
    state = models.CharField(max_length=10, default="draft")  # draft · shared · published · obsolete · merged
    audience = models.CharField(max_length=60)
    merged_into = models.ForeignKey("self", PROTECT, null=True, related_name="merged_from")
    why = models.CharField(max_length=300, blank=True)  # obsolete or merged
    day = models.DateField()
    written = models.DateTimeField()
    shared = models.DateTimeField(null=True)
    published = models.DateTimeField(null=True)
    validated = models.DateTimeField(null=True)
    changed = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-written", "-id"]
        indexes = [
            models.Index(fields=["audience", "state", "-written"]),
            models.Index(fields=["kind", "state", "-written", "audience", "day"]),  # a kind's list is a walk along it, its years too
            models.Index(fields=["organisation", "state"]),
            models.Index(fields=["activity", "state"]),
        ]


class LessonTheme(models.Model):
    """What a lesson is about, in the members' vocabulary."""

    lesson = models.ForeignKey(Lesson, PROTECT, related_name="themes")
    theme = models.ForeignKey(Theme, PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["theme"])]
        constraints = [models.UniqueConstraint(fields=["lesson", "theme"], name="a_theme_once_per_lesson")]


class LessonDocument(models.Model):
    """What a lesson or an example builds on, in the archive (G1)."""

    lesson = models.ForeignKey(Lesson, PROTECT, related_name="documents")
    document = models.ForeignKey(Document, PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["document"])]
        constraints = [models.UniqueConstraint(fields=["lesson", "document"], name="a_document_once_per_lesson")]


class Example(models.Model):
    """What makes a lesson a good example: a practice in a place, told so that others can adapt it (F1, F4)."""

    lesson = models.OneToOneField(Lesson, PROTECT, primary_key=True, related_name="example")
    place = models.CharField(max_length=160)
    problem = models.TextField(blank=True)
    done = models.TextField(blank=True)
    result = models.TextField(blank=True)  # with figures where there are any
    cost = models.CharField(max_length=200, blank=True)
    time = models.CharField(max_length=200, blank=True)
    hard = models.TextField(blank=True)
    adapt = models.TextField(blank=True)


class ExampleLink(models.Model):
    lesson = models.ForeignKey(Lesson, PROTECT, related_name="links")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, default="page")  # page · document · code · film
    name = models.CharField(max_length=120)
    link = models.URLField(max_length=500)

    class Meta:
        ordering = ["position", "id"]


class ExamplePicture(models.Model):
    """A picture, made anew from what was sent (nothing of the camera's or the phone's own words is kept); `file`: its checksum."""

    lesson = models.ForeignKey(Lesson, PROTECT, related_name="pictures")
    position = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=64)  # sha-256, in hex
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    shows = models.CharField(max_length=200)  # the text for those who do not see it
    added = models.DateTimeField()

    class Meta:
        ordering = ["position", "id"]


class Review(models.Model):
    """The light review: somebody from another organisation has read it, and found that it holds or what it lacks."""

    lesson = models.ForeignKey(Lesson, PROTECT, related_name="reviews")
    lesson_revision = models.PositiveIntegerField()
    holds = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    made = models.DateTimeField()

    class Meta:
        ordering = ["-made", "-id"]


# — and how it goes home —


class Uptake(models.Model):
    """One organisation's way with one lesson or example (F2). Its row is the lock of all that is done to it.

    `standing`: taken → shared → tried → anchored → used, or declined, or obsolete: derived from the evidence (`rules.ladder`) and kept
    for the reads. `reach`: own (nobody outside), members, public; `audience` is the narrower of that and the lesson's own.
    `activity`: through which it was taken home. `taken`: the day; `owned_from`: the first day that somebody owned it. `since`: the day
    from which the standing holds. No `owner`, or one who has left: it needs a new one (A3).
    """

    lesson = models.ForeignKey(Lesson, PROTECT, related_name="uptakes")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    standing = models.CharField(max_length=8, default="taken")
    since = models.DateField()
    why = models.CharField(max_length=500, blank=True)  # declined or obsolete
    next_step = models.CharField(max_length=300, blank=True)
    next_day = models.DateField(null=True)
    material = models.CharField(max_length=6, blank=True)  # readiness (K): no · partly · yes
    competence = models.CharField(max_length=6, blank=True)
    backing = models.CharField(max_length=6, blank=True)  # the organisation to use it
    reach = models.CharField(max_length=8, default="own")  # own · members · public
    audience = models.CharField(max_length=60)
    taken = models.DateField()
    owned_from = models.DateField(null=True)
    person = models.ForeignKey(Person, PROTECT, related_name="+")  # who took it home
    made = models.DateTimeField()
    changed = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        # The first three hold all that is counted, so that no row has to be fetched: a lesson's, an organisation's, and everybody's.
        indexes = [
            models.Index(fields=["lesson", "organisation", "standing", "audience"]),
            models.Index(fields=["organisation", "standing", "since", "next_day", "owner", "lesson", "activity", "audience"]),
            models.Index(fields=["standing", "audience", "since", "organisation", "activity"]),
            models.Index(fields=["activity"]),
            models.Index(fields=["owner"]),
        ]
        constraints = [models.UniqueConstraint(fields=["lesson", "organisation"], name="one_uptake_per_organisation")]


class Evidence(models.Model):
    """What shows one step of the ladder (F2), in that step's own parts (`rules.ladder.PARTS`). Struck: it no longer holds, and why.

    `checked`: the second person's check, which the fourth step asks for; `checker` is neither who entered it nor the owner.
    """

    uptake = models.ForeignKey(Uptake, PROTECT, related_name="evidence")
    step = models.CharField(max_length=8)  # shared · tried · anchored · used
    day = models.DateField()  # when it happened
    said = models.JSONField(default=dict)
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    entered = models.DateTimeField()
    struck = models.DateTimeField(null=True)
    why_struck = models.CharField(max_length=300, blank=True)
    checker = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    checked = models.DateTimeField(null=True)
    check_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["day", "id"]
        indexes = [models.Index(fields=["uptake", "day"], condition=Q(struck=None), name="newest_living_evidence")]
        constraints = [models.UniqueConstraint(fields=["uptake", "step"], condition=Q(struck=None), name="one_living_evidence_per_step")]


class CheckRequest(models.Model):
    """Somebody is asked by a one-time link to check the fourth step, without an account: asked → holds, or holds not; or replaced."""

    evidence = models.ForeignKey(Evidence, PROTECT, related_name="checks")
    link = models.OneToOneField(Link, PROTECT, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    called = models.CharField(max_length=120, blank=True)  # by whoever asked: what others are called in Samlär is not theirs to learn
    state = models.CharField(max_length=10, default="asked")  # asked · holds · not · replaced
    note = models.CharField(max_length=300, blank=True)
    asked = models.DateTimeField()
    answered = models.DateTimeField(null=True)


class Move(models.Model):
    """The history of an uptake's standing, only ever added to: what figures are counted from. `day`: when it was so; `at`: entered."""

    uptake = models.ForeignKey(Uptake, PROTECT, related_name="moves")
    before = models.CharField(max_length=8, blank=True)  # empty: it was taken home
    after = models.CharField(max_length=8)
    day = models.DateField()
    at = models.DateTimeField()
    person = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "id"]


class Borrowing(models.Model):
    """ "We stole this": from whom an organisation learned what it took home, and what it adapted (F4)."""

    uptake = models.ForeignKey(Uptake, PROTECT, related_name="borrowings")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")  # whom it was learned from
    adapted = models.CharField(max_length=600, blank=True)
    day = models.DateField()
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    entered = models.DateTimeField()

    class Meta:
        ordering = ["day", "id"]
        indexes = [models.Index(fields=["organisation"])]
        constraints = [models.UniqueConstraint(fields=["uptake", "organisation"], name="borrowed_once_from_each")]


class TakingHome(models.Model):
    """An organisation's answer at an activity's end: it has chosen what it takes home, or nothing, and why (F2)."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    why_none = models.CharField(max_length=500, blank=True)  # empty: something was chosen
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    answered = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "organisation"], name="taken_home_once_per_organisation")]


# — sent on —


class Handoff(models.Model):
    """A recommendation or open question that an activity sends on to a named actor (F8): draft → sent → accepted or declined.

    The receiver is an organisation, a body (a network, a group), another activity (a network that is one) or somebody outside, by name
    and link. `asked`: who answers for the receiver. `sent`: when what stands here was sent; what was withdrawn and written anew has not
    been. `outcome`: the latest word on what became of it.
    """

    activity = models.ForeignKey(Activity, PROTECT, related_name="+")
    kind = models.CharField(max_length=16)  # recommendation · question
    text = models.CharField(max_length=400)
    background = models.TextField(blank=True)
    lesson = models.ForeignKey(Lesson, PROTECT, null=True, related_name="+")  # what it builds on
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")  # who sends it
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    to_organisation = models.ForeignKey(Organisation, PROTECT, null=True, related_name="+")
    to_body = models.ForeignKey(Body, PROTECT, null=True, related_name="+")
    to_activity = models.ForeignKey(Activity, PROTECT, null=True, related_name="+")
    to_name = models.CharField(max_length=160, blank=True)  # outside
    asked = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    link = models.OneToOneField(Link, PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default="draft")  # draft · sent · accepted · declined · withdrawn
    word = models.CharField(max_length=500, blank=True)  # the receiver's, with the answer
    answered_by = models.ForeignKey(Person, PROTECT, null=True, related_name="+")  # whose word it is
    outcome = models.CharField(max_length=10, blank=True)  # under_way · done · nothing
    outcome_word = models.CharField(max_length=500, blank=True)
    outcome_by = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    outcome_day = models.DateField(null=True)
    written = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["written", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_organisation__isnull=False, to_body=None, to_activity=None, to_name="")
                | Q(to_organisation=None, to_body__isnull=False, to_activity=None, to_name="")
                | Q(to_organisation=None, to_body=None, to_activity__isnull=False, to_name="")
                | (Q(to_organisation=None, to_body=None, to_activity=None) & ~Q(to_name="")),
                name="a_handoff_has_one_receiver",
            )
        ]


# — the clock —


class FollowUp(models.Model):
    """One question of the clock about an uptake or a handoff (F3): asked, perhaps reminded and escalated, answered. `due`: its day.

    `months`: 3, 6, 12 … since it was taken home (or accepted); 0: the day that the last answer promised.
    """

    uptake = models.ForeignKey(Uptake, PROTECT, null=True, related_name="follow_ups")
    handoff = models.ForeignKey(Handoff, PROTECT, null=True, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due = models.DateField()
    person = models.ForeignKey(Person, PROTECT, null=True, related_name="+")  # who was asked
    link = models.OneToOneField(Link, PROTECT, null=True, related_name="+")
    asked = models.DateTimeField()
    reminded = models.DateTimeField(null=True)  # latest
    escalated = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, blank=True)  # moved · working · declined · done · nothing; lapsed: no longer asked
    word = models.CharField(max_length=500, blank=True)
    new_day = models.DateField(null=True)

    class Meta:
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["answered", "due"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(uptake__isnull=False, handoff=None) | Q(uptake=None, handoff__isnull=False), name="about_one"
            ),
            models.UniqueConstraint(
                fields=["uptake", "due"], condition=Q(uptake__isnull=False), name="an_uptake_is_asked_about_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["handoff", "due"], condition=Q(handoff__isnull=False), name="a_handoff_is_asked_about_once_a_day"
            ),
        ]


# — who learns from whom —


class VisitRequest(models.Model):
    """An organisation asks one that has come further for a conversation or a visit (F7): asked → accepted or declined → held."""

    lesson = models.ForeignKey(Lesson, PROTECT, related_name="+")
    kind = models.CharField(max_length=12)  # conversation · visit
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")  # who asks
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    to = models.ForeignKey(Organisation, PROTECT, related_name="+")
    asked_person = models.ForeignKey(Person, PROTECT, null=True, related_name="+")  # who got the letter
    message = models.CharField(max_length=500, blank=True)
    wanted_day = models.DateField(null=True)
    state = models.CharField(max_length=10, default="asked")  # asked · accepted · declined · withdrawn · held
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    day = models.DateField(null=True)
    asked = models.DateTimeField()
    answered = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked", "-id"]
        indexes = [models.Index(fields=["organisation", "state"]), models.Index(fields=["to", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "organisation", "to"], condition=Q(state__in=("asked", "accepted")), name="one_open_request_to_each"
            ),
            models.CheckConstraint(condition=~Q(organisation=models.F("to")), name="one_asks_another"),
        ]


# — learning capacity —


class CapacityRound(models.Model):
    """An organisation's analysis of what strengthens and hinders learning at home (F5); repeated, so that change shows.

    `questions`: the number of the set of questions it was asked with (`rules.capacity`). `audience`: the organisation's own, or members
    once it shares. `compares`: its averages count, unnamed, in what others compare with.
    """

    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    questions = models.PositiveSmallIntegerField()
    subject_areas = models.JSONField(default=list)  # the organisation's own, to choose among when answering
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    opened = models.DateTimeField()
    last_day = models.DateField()
    closed = models.DateTimeField(null=True)
    compares = models.BooleanField(default=False)
    conclusion = models.TextField(blank=True)
    audience = models.CharField(max_length=60)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opened", "-id"]
        indexes = [models.Index(fields=["organisation", "opened"])]


class CapacityAnswer(models.Model):
    """One person's answers: {question: 1–5, or 0 for does not know}, and in own words what strengthens and what hinders, per part.

    Of somebody who is forgotten the words go and the marks stay, under a person of whom nothing is known (Z2).
    """

    round = models.ForeignKey(CapacityRound, PROTECT, related_name="answers")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    function = models.CharField(max_length=10, blank=True)
    subject_area = models.CharField(max_length=80, blank=True)
    marks = models.JSONField(default=dict)
    strengthens = models.JSONField(default=dict)
    hinders = models.JSONField(default=dict)
    given = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_answer_per_person_and_round")]


class CapacityAction(models.Model):
    """What an organisation has agreed to do about its learning: owner and day (F5)."""

    round = models.ForeignKey(CapacityRound, PROTECT, related_name="agreed")
    part = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    due = models.DateField()
    done = models.DateField(null=True)
    outcome = models.CharField(max_length=300, blank=True)
    agreed = models.DateTimeField()

    class Meta:
        ordering = ["due", "id"]


class CompetenceNeed(models.Model):
    """What competence the organisation lacks, noted by one of its own (F5): its subject area and function, and how it is met."""

    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    round = models.ForeignKey(CapacityRound, PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=300)
    subject_area = models.CharField(max_length=80, blank=True)
    function = models.CharField(max_length=10, blank=True)
    met = models.DateField(null=True)
    how_met = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    noted = models.DateTimeField()

    class Meta:
        ordering = ["-noted", "-id"]
