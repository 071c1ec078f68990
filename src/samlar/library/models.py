"""The archive: documents, presentations, recordings and links; and the members' own topics that all is sorted by (G1–G4, Z3)."""

from django.db import models
from django.db.models import PROTECT, Q

from samlar.people.models import Organisation, Person


class Theme(models.Model):
    """A topic of regional development, named by the members. `retired`: no longer offered; `merged_into`: what it is called now."""

    slug = models.SlugField(max_length=80, unique=True)
    name_sv = models.CharField(max_length=80, unique=True, db_collation="sv-x-icu")
    name_en = models.CharField(max_length=80, unique=True)
    about = models.CharField(max_length=300, blank=True)
    retired = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", PROTECT, null=True, related_name="merged_from")

    class Meta:
        ordering = ["name_sv"]


# — what is kept —


class Document(models.Model):
    """One item of the archive (G1, Z3). Its row is the lock of all that is done to it.

    `state`: working material → established → published. `reach`: who reads it until it is published: own (its organisation), group
    (those of the activity that it hangs on: their `token`, given by the room above), members; `audience` is the token that follows from
    state, reach and wastebasket. `version`: the number of the newest file, 0 for a link. `binned`: in the wastebasket. `disposal`: keep
    (for ever) or dispose, on `dispose_on`, a while after its organisation was told (`told`); `disposed`: carried out: the row tells that it
    was, its files and texts are gone. `day`: when the document is from. `authors` are plain text.
    """

    kind = models.CharField(max_length=12)  # document · presentation · recording · link
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="sv")
    authors = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=20, blank=True)
    day = models.DateField(null=True)
    link = models.URLField(max_length=500, blank=True)
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")  # who put it here
    version = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12, default="working")  # working · established · published
    reach = models.CharField(max_length=8, default="own")  # own · group · members
    token = models.CharField(max_length=60, blank=True)
    audience = models.CharField(max_length=60)
    record_number = models.CharField(max_length=60, blank=True)
    disposal = models.CharField(max_length=8, default="keep")  # keep · dispose
    dispose_on = models.DateField(null=True)
    told = models.DateTimeField(null=True)
    disposed = models.DateTimeField(null=True)
    binned = models.DateTimeField(null=True)
    binned_by = models.ForeignKey(Person, PROTECT, null=True, related_name="+")
    added = models.DateTimeField()
    changed = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-added", "-id"]
        indexes = [
            models.Index(fields=["audience", "binned", "-added"]),
            models.Index(fields=["organisation", "binned", "-added"]),
            models.Index(fields=["dispose_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(disposal="keep", dispose_on=None) | Q(disposal="dispose", dispose_on__isnull=False),
                name="what_is_disposed_of_has_a_day",
            )
        ]


class DocumentTheme(models.Model):
    document = models.ForeignKey(Document, PROTECT, related_name="themes")
    theme = models.ForeignKey(Theme, PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["theme"])]
        constraints = [models.UniqueConstraint(fields=["document", "theme"], name="a_theme_once_per_document")]


class DocumentStep(models.Model):
    """A change of record state, by whom and when (Z3). Only ever added to. `after`: also binned, restored, disposed."""

    document = models.ForeignKey(Document, PROTECT, related_name="steps")
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    person = models.ForeignKey(Person, PROTECT, null=True, related_name="+")  # none: the clock
    at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]


class Version(models.Model):
    """One file of a document; the newest is what is read and searched. `file`: its checksum (sha-256, hex); `type`: by its content.

    `reading`: waiting → reading → done, or why there is no text: no_text, protected, broken, too_large, too_slow, unread (a kind without
    text). `leased`: since when a worker reads it, so that what a killed one left is taken up again. `preview`: a picture of its first page.
    """

    document = models.ForeignKey(Document, PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=64)
    name = models.CharField(max_length=160)  # made safe
    type = models.CharField(max_length=12)
    bytes = models.BigIntegerField()
    note = models.CharField(max_length=300, blank=True)  # what is new
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    added = models.DateTimeField()
    reading = models.CharField(max_length=10, default="waiting")
    why = models.CharField(max_length=20, blank=True)
    leased = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    pages = models.PositiveIntegerField(null=True)
    preview = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["reading", "id"]), models.Index(fields=["file"])]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="a_version_has_one_number")]


class Recording(models.Model):
    """What a recording has beside: its length and how far its captions have come (G3; the law's 14 days from publishing)."""

    document = models.OneToOneField(Document, PROTECT, primary_key=True, related_name="recording")
    seconds = models.PositiveIntegerField(null=True)
    captions = models.CharField(max_length=10, default="none")  # none · ordered · automatic · done
    due = models.DateField(null=True)  # captions are owed by; none until it is published
    reminded = models.DateTimeField(null=True)


class Chapter(models.Model):
    document = models.ForeignKey(Document, PROTECT, related_name="chapters")
    at = models.PositiveIntegerField()  # ms
    title = models.CharField(max_length=160)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["document", "at"], name="one_chapter_begins_at_a_moment")]


class Track(models.Model):
    """Subtitles of a recording in one language, kept as WebVTT made anew from what was sent."""

    document = models.ForeignKey(Document, PROTECT, related_name="tracks")
    language = models.CharField(max_length=2)
    file = models.CharField(max_length=64)
    automatic = models.BooleanField(default=False)  # made by a machine, and not yet read by a person
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    added = models.DateTimeField()

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["document", "language"], name="one_track_per_language")]


class Section(models.Model):
    """A part of the text of a version or of subtitles, and where it stands: page, slide, notes, sheet, section or moment (`at` in ms)."""

    version = models.ForeignKey(Version, models.CASCADE, null=True, related_name="sections")
    track = models.ForeignKey(Track, models.CASCADE, null=True, related_name="sections")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=8, blank=True)
    at = models.PositiveIntegerField(default=0)
    until = models.PositiveIntegerField(null=True)  # ms
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=False, track=None) | Q(version=None, track__isnull=False), name="a_section_is_of_one_text"
            ),
            models.UniqueConstraint(fields=["version", "number"], name="a_versions_section_has_one_place"),
            models.UniqueConstraint(fields=["track", "number"], name="a_tracks_section_has_one_place"),
        ]


# — taken in from the old archive —


class Intake(models.Model):
    """One source that is taken in (G4): a folder, a zip or a WordPress export; first read (a dry run), then carried out, and resumable.

    `source`: what it is known by; the same source taken in again goes on where it stopped. `report`: figures of the dry run.
    """

    source = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)  # folder · zip · wordpress
    organisation = models.ForeignKey(Organisation, PROTECT, related_name="+")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="read")  # read · running · done · given_up
    file = models.CharField(max_length=64, blank=True)  # what was sent on the web
    report = models.JSONField(default=dict)
    began = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    leased = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-began", "-id"]


class IntakeItem(models.Model):
    """One thing of a source. `key`: where it stands in the source; `found`: what the manifest or the export says of it."""

    intake = models.ForeignKey(Intake, PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=400)
    checksum = models.CharField(max_length=64, blank=True)
    found = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")  # waiting · taken · same · failed · left
    why = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["intake", "state"]), models.Index(fields=["checksum"])]
        constraints = [models.UniqueConstraint(fields=["intake", "number"], name="an_item_has_one_place_in_its_source")]


class OldAddress(models.Model):
    """An address of the old archive that still leads to what it held (G4). `path`: as asked for, without host, lower case."""

    path = models.CharField(max_length=300, unique=True)
    document = models.ForeignKey(Document, PROTECT, related_name="+")


# — what people look for —


class SavedSearch(models.Model):
    """A search that somebody keeps, and is mailed what is new in (G2). `seen`: entries up to this sequence have been told of."""

    person = models.ForeignKey(Person, PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    words = models.CharField(max_length=300, blank=True)
    chosen = models.JSONField(default=dict)  # the filters, as in the address
    mails = models.CharField(max_length=8, default="weekly")  # daily · weekly · never
    seen = models.BigIntegerField(default=0)
    added = models.DateTimeField()
    mailed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]


class MissedSearch(models.Model):
    """What people looked for without a hit, and how often; nothing of who they were (Z2)."""

    words = models.CharField(max_length=120, unique=True)
    times = models.PositiveIntegerField(default=1)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ["-times", "words"]
