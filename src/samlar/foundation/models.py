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
