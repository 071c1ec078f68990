"""Who takes part, as persons: places, the manager's yes, the assignment, attendance, and what changed (E2, E3, E6, F6)."""

from django.db import models
from django.db.models import PROTECT, Q

from samlar.activities.models import Activity, ExpectedResult, ProgrammeItem, Session
from samlar.people.models import Link, Organisation, Person
from samlar.registration.rules.machine import OVER


class Terms(models.Model):
    """What an activity asks of those who register, within its format (E2). The activity's row is the lock of its places.

    `last_day`: until its end in Stockholm. `places` and `per_organisation`: None, no limit. `fee` in whole kr per person.
    """

    activity = models.OneToOneField(Activity, PROTECT, related_name="+")
    open_to = models.JSONField(default=list)  # memberships: member, partner, guest
    last_day = models.DateField(null=True)
    places = models.PositiveIntegerField(null=True)
    per_organisation = models.PositiveIntegerField(null=True)
    approval = models.BooleanField(default=True)
    fee = models.PositiveIntegerField(default=0)
    offer_hours = models.PositiveSmallIntegerField(default=48)
    changed = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)


class Question(models.Model):
    """A question of the activity's own, with its purpose and how long its answers are kept after the event (Z2)."""

    activity = models.ForeignKey(Activity, PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, default="text")  # text · choice
    choices = models.JSONField(default=list)
    required = models.BooleanField(default=False)
    kept_days = models.PositiveSmallIntegerField(default=30)  # after the last session's end
    removed = models.DateTimeField(null=True)  # no longer asked

    class Meta:
        ordering = ["position", "id"]


class Registration(models.Model):
    """A person's place in an activity, or the way to one. `state` is one of rules.machine.STATES.

    `received` is the place in line: kept through every state. Function, kind and membership are those of the day it came in.
    """

    activity = models.ForeignKey(Activity, PROTECT, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    registered_by = models.ForeignKey(Person, PROTECT, related_name="+")
    state = models.CharField(max_length=16)
    received = models.DateTimeField()
    since = models.DateTimeField()
    function = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=40)
    membership = models.CharField(max_length=10, blank=True)
    offered_until = models.DateTimeField(null=True)
    shares_contact = models.BooleanField(default=False)  # name and address on the participants' own list (E7)
    why = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["received", "id"]
        indexes = [models.Index(fields=["activity", "state"]), models.Index(fields=["person"])]
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], condition=~Q(state__in=OVER), name="one_live_registration_per_person")
        ]


class Answer(models.Model):
    """What somebody answered one of the activity's own questions; deleted when its time is out."""

    registration = models.ForeignKey(Registration, PROTECT, related_name="answers")
    question = models.ForeignKey(Question, PROTECT, related_name="+")
    text = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="one_answer_per_question")]


class Approval(models.Model):
    """A manager is asked by a one-time link, and answers (E2): asked → approved, declined, or a question back; replaced when sent anew."""

    registration = models.ForeignKey(Registration, PROTECT, related_name="approvals")
    manager = models.ForeignKey(Person, PROTECT, related_name="+")
    link = models.OneToOneField(Link, PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="asked")  # asked · question · approved · declined · replaced
    word = models.CharField(max_length=500, blank=True)  # the manager's
    reply = models.CharField(max_length=500, blank=True)  # the participant's, to a question
    asked = models.DateTimeField()
    answered = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked", "-id"]


class Assignment(models.Model):
    """What participant and manager agree that the organisation wants from it (E3): draft → sent → confirmed; a change opens it again."""

    registration = models.OneToOneField(Registration, PROTECT, related_name="assignment")
    challenge = models.CharField(max_length=600, blank=True)
    wanted = models.CharField(max_length=600, blank=True)
    use = models.CharField(max_length=600, blank=True)
    at_home = models.CharField(max_length=600, blank=True)
    state = models.CharField(max_length=10, default="draft")  # draft · sent · confirmed
    manager = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    link = models.OneToOneField(Link, PROTECT, null=True, related_name="+")
    word = models.CharField(max_length=500, blank=True)
    confirmed = models.DateTimeField(null=True)
    changed = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)


class AssignmentFollowUp(models.Model):
    """The manager is asked, months after the activity, what became of the assignment (F3, E3): answered by a one-time link.

    `months` since the activity's last session; `answer`: reached, partly, not.
    """

    assignment = models.ForeignKey(Assignment, PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due = models.DateField()
    manager = models.ForeignKey(Person, PROTECT, related_name="+")
    link = models.OneToOneField(Link, PROTECT, related_name="+")
    asked = models.DateTimeField()
    reminded = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, blank=True)
    word = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [models.UniqueConstraint(fields=["assignment", "months"], name="an_assignment_is_followed_up_once_a_round")]


class Attendance(models.Model):
    """A person at a session, or at one of its items (E4, E6). `present` False: was to come and did not.

    The organisation and its kind are those of the day: figures don't change when somebody moves.
    """

    session = models.ForeignKey(Session, PROTECT, related_name="+")
    item = models.ForeignKey(ProgrammeItem, PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    present = models.BooleanField(default=True)
    source = models.CharField(max_length=10)  # list · door · file
    noted_by = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    noted = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], condition=Q(item=None), name="once_at_a_session"),
            models.UniqueConstraint(fields=["item", "person"], condition=Q(item__isnull=False), name="once_at_an_item"),
        ]


class Mark(models.Model):
    """Where a participant and the own organisation stand on an expected result, 1–5, before and after (F6). None: not marked."""

    result = models.ForeignKey(ExpectedResult, PROTECT, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    moment = models.CharField(max_length=6)  # before · after
    own = models.PositiveSmallIntegerField(null=True)
    home = models.PositiveSmallIntegerField(null=True)
    made = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "person", "moment"], name="one_mark_per_person_and_moment"),
            models.CheckConstraint(condition=Q(own__range=(1, 5)) & Q(home__range=(1, 5)), name="a_mark_is_1_to_5"),
        ]
