"""The year's joint money and where it comes from (D2)."""

from django.db import models
from django.db.models import PROTECT

from samlar.people.models import Organisation, Person


class Envelope(models.Model):
    """The basic funding that one format may hand out in one year, in whole kr, with its source recorded (D2)."""

    format = models.SlugField(max_length=40)
    year = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField()
    source = models.CharField(max_length=20)  # surplus · fee · joint_project · other
    note = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    decided = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["format", "year"], name="one_envelope_per_format_and_year")]
