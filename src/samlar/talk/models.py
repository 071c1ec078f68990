"""Threads of comments. A row that can be commented on holds a key down to its thread."""

from django.db import models
from django.db.models import PROTECT

from samlar.people.models import Organisation, Person


class Thread(models.Model):
    opened = models.DateTimeField()


class Comment(models.Model):
    """What somebody wrote, for the organisation of that day. A removed comment leaves its place, not its text."""

    thread = models.ForeignKey(Thread, PROTECT, related_name="comments")
    author = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    text = models.TextField()
    written = models.DateTimeField()
    removed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written", "id"]
