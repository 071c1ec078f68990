"""Versions of formats: the text that activities are run by, and what participants want changed in it (C1, C3)."""

from django.db import models
from django.db.models import PROTECT, Q

from samlar.people.models import Organisation, Person


class FormatVersion(models.Model):
    """One version of one format. A published text never changes: an activity keeps the version it started under (C1).

    draft → submitted → published; a submitted text may be sent back or taken back (draft again), and a draft may be dropped.
    `revision` grows with every change: a page that was open before is told.
    """

    format = models.SlugField(max_length=40)
    number = models.PositiveIntegerField(null=True)  # given at publication, one more than the last
    state = models.CharField(max_length=10, default="draft")  # draft · submitted · published · dropped
    text = models.TextField()
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    based_on = models.ForeignKey("self", PROTECT, null=True, related_name="successors")
    why = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(Person, PROTECT, null=True, related_name="+")  # none: came with the system
    organisation = models.ForeignKey(Organisation, PROTECT, null=True, related_name="+")
    created = models.DateTimeField()
    changed = models.DateTimeField()
    submitted = models.DateTimeField(null=True)
    returned = models.CharField(max_length=1000, blank=True)  # why it was sent back, until it is submitted again
    published = models.DateTimeField(null=True)
    publisher = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["format", "number"], name="one_text_per_version"),
            models.CheckConstraint(
                condition=Q(state="published", number__isnull=False) | (~Q(state="published") & Q(number=None)), name="published_has_number"
            ),
        ]


class FormatWish(models.Model):
    """A participant's proposal for change of a format, traceable to the version that it became (C3).

    `version` is the one that the wish speaks of; `became` the draft that took it in and, once published, the version it became.
    """

    format = models.SlugField(max_length=40)
    version = models.ForeignKey(FormatVersion, PROTECT, related_name="wishes")
    text = models.CharField(max_length=2000)
    author = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    written = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")  # open · taken · declined
    answer = models.CharField(max_length=500, blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    became = models.ForeignKey(FormatVersion, PROTECT, null=True, related_name="fulfilled")

    class Meta:
        ordering = ["-written", "-id"]
