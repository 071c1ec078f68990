"""The ground's tables. They know their subjects only as (kind, id), so no business word enters here."""

from django.db import models


class AuditEntry(models.Model):
    """One change of state: who, on behalf of which organisation, what, to what, when (Z4). Only ever added to.

    `changes` is {field: [before, after]}; nothing a person wrote freely belongs in it, `reason` apart.
    """

    at = models.DateTimeField()
    person = models.CharField(max_length=40, blank=True)  # the id, later a pseudonym; empty: the system itself
    organisation = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=60)  # noun.deed in the past tense: activity.cleared
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject", "at"]), models.Index(fields=["person"])]


class Letter(models.Model):
    """A letter in the outbox: written in the deed's own transaction, sent afterwards, kept 90 days.

    `key` makes a letter unique: the same key is never put twice, so every job may run again.
    """

    to = models.EmailField()
    language = models.CharField(max_length=2)
    name = models.CharField(max_length=60)  # the template in web/templates/letters
    values = models.JSONField(default=dict)
    key = models.CharField(max_length=120, unique=True, null=True)
    written = models.DateTimeField()
    due = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sent", "due"])]


# — what can be found by searching: derived, and made anew at any time —


class SearchEntry(models.Model):
    """One thing that search finds, as it was when it was last read from its room (G2). `key` is kind:id.

    `audiences`: the tokens of those who find it, any of which will do. `sequence` grows with every change, so that each host's index
    copies what is newer than its own (`foundation.search.log`). `gone`: it is no longer there; kept until every index has forgotten it.
    `opened`: the sequence at which it came, or was last opened to more: what is new to whoever follows a search.
    """

    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=2, default="sv")
    audiences = models.JSONField(default=list)
    day = models.DateField(null=True)
    format = models.CharField(max_length=40, blank=True)
    organisation = models.BigIntegerField(null=True)
    themes = models.JSONField(default=list)  # numbers
    sequence = models.BigIntegerField(db_index=True)
    opened = models.BigIntegerField(default=0, db_index=True)
    gone = models.BooleanField(default=False)


class SearchPassage(models.Model):
    """A part of an entry's text, about 135 words, and where it stands: page, slide, sheet, section or moment (`at` in ms)."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=8, blank=True)
    at = models.PositiveIntegerField(default=0)
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="a_passage_has_one_place")]


class SearchAbout(models.Model):
    """What an entry is made from, as kind:id: when that changes, the entry is read anew."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="about")
    about = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["about"])]
        constraints = [models.UniqueConstraint(fields=["entry", "about"], name="an_entry_is_about_a_thing_once")]


class SearchChange(models.Model):
    """Something changed, in the transaction that changed it; deleted when what is made from it has been read anew."""

    about = models.CharField(max_length=60)  # kind:id
    at = models.DateTimeField()
