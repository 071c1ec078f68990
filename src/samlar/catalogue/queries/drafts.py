"""Reads of drafts: an organisation sees its own; whoever holds the mandate for formats sees what is submitted, too."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from samlar.catalogue.models import FormatVersion, FormatWish
from samlar.catalogue.rules import draft as texts
from samlar.catalogue.rules.access import may_draft
from samlar.formats.sentence import Sentence
from samlar.formats.shapes import Problem
from samlar.foundation import sql
from samlar.foundation.sql import Rows
from samlar.people.rules import Actor, MandateKind, NotVisible, Waiting


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """A draft in a list."""

    id: int
    format: str
    name: Sentence
    state: str
    returned: str
    organisation: str
    changed: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as the viewer may see and change it.

    `base_*` say which published version it began as; `last` is the newest published number of its own format (none for a new
    format), so `overtaken` tells that a version came after the one it began as.
    """

    id: int
    format: str
    name: Sentence
    state: str
    text: str
    why: str
    returned: str
    revision: int
    author: int | None
    author_name: str
    organisation: int | None
    organisation_name: str
    created: datetime
    changed: datetime
    submitted: datetime | None
    base_id: int | None
    base_format: str
    base_number: int | None
    base_name: Sentence
    last: int | None
    may_edit: bool
    may_withdraw: bool
    may_publish: bool

    @property
    def is_version(self) -> bool:
        """A new version of a format, not a new format."""
        return self.base_format == self.format

    @property
    def overtaken(self) -> bool:
        return self.is_version and self.last is not None and self.last != self.base_number

    @property
    def taken(self) -> bool:
        """A new format whose name another has been published under."""
        return not self.is_version and self.last is not None


def visible(actor: Actor) -> Q:
    """The drafts that a viewer may see; nothing for visitors and for people without an organisation."""
    own = Q(organisation=actor.organisation, state__in=["draft", "submitted"]) if actor.at_work else Q(pk__in=[])
    return own | Q(state="submitted") if actor.holds(MandateKind.FORMATS) else own


def drafts(actor: Actor) -> list[ListedDraft]:
    """The drafts that the viewer may see, the last changed first. One query."""
    rows = FormatVersion.objects.filter(visible(actor)).order_by("-changed", "-id")
    return [
        ListedDraft(
            row["id"], row["format"], Sentence(row["name_sv"], row["name_en"]), row["state"], row["returned"],
            row["organisation__name"] or "",
            row["changed"], row["organisation"] == actor.organisation,
        )
        for row in rows.values("id", "format", "name_sv", "name_en", "state", "returned", "organisation__name", "changed", "organisation")
    ]  # fmt: skip


def draft(actor: Actor, draft_id: int) -> DraftRow:
    """One draft. Two queries. Raises NotVisible."""
    row = (
        FormatVersion.objects.filter(visible(actor), id=draft_id)
        .values(
            "id", "format", "name_sv", "name_en", "state", "text", "why", "returned", "revision", "author", "author__name", "organisation",
            "organisation__name", "created", "changed", "submitted", "based_on", "based_on__format", "based_on__number",
            "based_on__name_sv", "based_on__name_en",
        )
        .first()
    )  # fmt: skip
    if row is None:
        raise NotVisible
    last = FormatVersion.objects.filter(format=row["format"], state="published").aggregate(last=Max("number"))["last"]
    own = row["organisation"] == actor.organisation and may_draft(actor)
    return DraftRow(
        id=row["id"],
        format=row["format"],
        state=row["state"],
        text=row["text"],
        why=row["why"],
        returned=row["returned"],
        revision=row["revision"],
        author=row["author"],
        created=row["created"],
        changed=row["changed"],
        name=Sentence(row["name_sv"], row["name_en"]),
        submitted=row["submitted"],
        author_name=row["author__name"] or "",
        organisation=row["organisation"],
        organisation_name=row["organisation__name"] or "",
        base_id=row["based_on"],
        base_format=row["based_on__format"] or "",
        base_number=row["based_on__number"],
        base_name=Sentence(row["based_on__name_sv"] or "", row["based_on__name_en"] or ""),
        last=last,
        may_edit=own and row["state"] == "draft",
        may_withdraw=own and row["state"] == "submitted",
        may_publish=actor.holds(MandateKind.FORMATS) and row["state"] == "submitted",
    )


def problems(row: DraftRow) -> tuple[Problem, ...]:
    """All that stands between a draft and publication, in the text's order. No query."""
    return texts.problems_of(row.text, row.format, taken=row.taken)


# What was sent back is its author's business, the rest the mandate's.
WAITING = f"""
SELECT 'returned', ROW_NUMBER() OVER (ORDER BY v.changed), v.id, v.name_sv, v.name_en FROM {FormatVersion._meta.db_table} v
    WHERE v.author_id = %(person)s AND v.organisation_id = %(organisation)s AND v.state = 'draft' AND v.returned <> ''
UNION ALL SELECT 'submitted', ROW_NUMBER() OVER (ORDER BY v.submitted), v.id, v.name_sv, v.name_en FROM {FormatVersion._meta.db_table} v
    WHERE %(publishes)s AND v.state = 'submitted'
UNION ALL SELECT 'wish', ROW_NUMBER() OVER (ORDER BY w.written, w.id), w.id, v.name_sv, v.name_en FROM {FormatWish._meta.db_table} w
    JOIN {FormatVersion._meta.db_table} v ON v.id = w.version_id WHERE %(publishes)s AND w.state = 'open'
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for the viewer: drafts to publish and wishes to answer for the mandate; what was sent back for its author. One query."""
    if not actor.at_work:
        return []
    publishes = actor.holds(MandateKind.FORMATS)
    found = sql.placed(WAITING, person=actor.person, organisation=actor.organisation, publishes=publishes)
    return [
        *_waiting(actor, "format.mend", found["returned"],
                  Sentence("Formatet kom tillbaka: läs varför och ändra.", "The format came back: read why and change it."),
                  Sentence("Ändra formatet", "Change the format")),
        *_waiting(actor, "format.publish", found["submitted"],
                  Sentence("Ett format väntar på att publiceras.", "A format waits to be published."),
                  Sentence("Granska formatet", "Review the format")),
        *_waiting(actor, "format_wish.answer", found["wish"],
                  Sentence("Någon önskar en ändring av formatet.", "Somebody wishes for a change of the format."),
                  Sentence("Svara på önskemålet", "Answer the wish")),
    ]  # fmt: skip


def _waiting(actor: Actor, deed: str, rows: Rows, sentence: Sentence, button: Sentence) -> list[Waiting]:
    return [
        Waiting(deed=deed, subject=subject, title=Sentence(sv, en).in_language(actor.language), sentence=sentence, button=button)
        for subject, sv, en in rows
    ]
