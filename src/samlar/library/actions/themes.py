"""Deeds upon the shared vocabulary: any member or partner may add a topic, two functions of the secretariat keep them in order (G2).

Adding is open because the words must be the members' own; renaming, merging and retiring change what everybody reads, so they are done
by whoever holds the mandate for formats or dissemination. Merging moves what is sorted by a theme: `lifecycle.actions.themes`.
"""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.foundation.keys import is_key
from samlar.library.models import Theme
from samlar.library.rules import themes as rules
from samlar.library.rules.themes import ThemeRefused
from samlar.people.rules import Actor, NotVisible

NO_NAME = Sentence("Skriv vad temat heter.", "Say what the theme is called.")
NO_ENGLISH = Sentence("Skriv vad temat heter på engelska.", "Say what the theme is called in English.")


@transaction.atomic
def add(actor: Actor, *, name_sv: str, name_en: str = "", about: str = "") -> int:
    """A new theme; says its id. Without an English name it is called the same. Raises NotAllowed, ThemeRefused (`name_sv` or `name_en`)."""
    rules.must_add(actor)
    swedish = rules.taken_name(name_sv, field="name_sv", missing=NO_NAME)
    english = rules.taken_name(name_en or name_sv, field="name_en", missing=NO_ENGLISH)
    about = rules.taken_about(about)
    _must_be_free(swedish, english)
    try:
        with transaction.atomic():
            made = Theme.objects.create(slug=_slug(swedish), name_sv=swedish, name_en=english, about=about)
    except IntegrityError:  # somebody added the same at the same moment
        raise _taken("name_sv", swedish) from None
    _record(actor, made.pk, "theme.added", {"name": [None, swedish]})
    return made.pk


@transaction.atomic
def rename(actor: Actor, theme_id: int, *, name_sv: str, name_en: str, about: str = "") -> None:
    """Says otherwise what a theme is called and holds; its address stays. Raises NotAllowed, NotVisible, ThemeRefused."""
    rules.must_tend(actor)
    row = locked(theme_id)
    swedish = rules.taken_name(name_sv, field="name_sv", missing=NO_NAME)
    english = rules.taken_name(name_en, field="name_en", missing=NO_ENGLISH)
    about = rules.taken_about(about)
    _must_be_free(swedish, english, but=theme_id)
    try:
        with transaction.atomic():
            Theme.objects.filter(id=theme_id).update(name_sv=swedish, name_en=english, about=about)
    except IntegrityError:
        raise _taken("name_sv", swedish) from None
    _record(actor, theme_id, "theme.renamed", {"name": [row.name_sv, swedish]})


@transaction.atomic
def retire(actor: Actor, theme_id: int) -> None:
    """The theme is no longer offered; what is sorted by it stays so. Raises NotAllowed, NotVisible, ThemeRefused (it is retired)."""
    rules.must_tend(actor)
    must_be_offered(locked(theme_id))
    Theme.objects.filter(id=theme_id).update(retired=clock.now())
    _record(actor, theme_id, "theme.retired", {})


@transaction.atomic
def offer_again(actor: Actor, theme_id: int) -> None:
    """A retired theme is offered again. Raises NotAllowed, NotVisible, ThemeRefused (it is offered, or merged into another)."""
    rules.must_tend(actor)
    row = locked(theme_id)
    if row.retired is None or row.merged_into_id is not None:
        raise ThemeRefused(
            Sentence("Temat kan inte tas i bruk igen.", "The theme cannot be offered again."),
            source="G2",
            mend=Sentence("Lägg till ett nytt i stället.", "Add a new one instead."),
        )
    Theme.objects.filter(id=theme_id).update(retired=None)
    _record(actor, theme_id, "theme.offered_again", {})


def merged(actor: Actor, theme_id: int, into_id: int) -> None:
    """Writes that one theme is now called another; the caller has moved what was sorted by it. Within the deed's transaction.

    Both rows are locked, the lower id first. Raises NotAllowed, NotVisible, ThemeRefused (at `into`).
    """
    rules.must_tend(actor)
    if theme_id == into_id:
        raise ThemeRefused(Sentence("Välj ett annat tema.", "Choose another theme."), field="into", source="G2")
    rows = {one: locked(one) for one in sorted((theme_id, into_id))}
    must_be_offered(rows[theme_id])
    if rows[into_id].retired is not None:
        raise ThemeRefused(Sentence("Det temat används inte längre.", "That theme is no longer in use."), field="into", source="G2")
    Theme.objects.filter(merged_into=theme_id).update(merged_into=into_id)
    Theme.objects.filter(id=theme_id).update(retired=clock.now(), merged_into=into_id)
    _record(actor, theme_id, "theme.merged", {"into": [None, rows[into_id].name_sv]})


def locked(theme_id: int) -> Theme:
    """The theme, locked until the transaction ends. Raises NotVisible."""
    row = Theme.objects.select_for_update(no_key=True).filter(id=theme_id).first() if is_key(theme_id) else None
    if row is None:
        raise NotVisible
    return row


def must_be_offered(row: Theme) -> None:
    """Raises ThemeRefused for a theme that is no longer offered."""
    if row.retired is not None:
        raise ThemeRefused(
            Sentence("Temat ”{name}” används inte längre.", "The theme “{name}” is no longer in use.").fill(
                name=Sentence(row.name_sv, row.name_en)
            ),
            source="G2",
            mend=Sentence("Ladda om sidan.", "Reload the page."),
        )


def _must_be_free(swedish: str, english: str, but: int = 0) -> None:
    """Neither name is another theme's, whatever its capitals. Raises ThemeRefused at `name_sv` or `name_en`."""
    rows = Theme.objects.exclude(id=but).values_list("name_sv", "name_en")
    names = [{rules.folded(row[place]) for row in rows} for place in (0, 1)]
    for name, taken, field in ((swedish, names[0], "name_sv"), (english, names[1], "name_en")):
        if rules.folded(name) in taken:
            raise _taken(field, name)


def _taken(field: str, name: str) -> ThemeRefused:
    return ThemeRefused(
        Sentence("Det finns redan ett tema som heter ”{name}”.", "There is already a theme called “{name}”.").fill(name=name),
        field=field,
        source="G2",
        mend=Sentence("Använd det, eller välj ett annat namn.", "Use that one, or choose another name."),
    )


def _slug(name: str) -> str:
    """The theme's word in addresses: names that differ only in capitals give the same, which the database then refuses."""
    slug = slugify(name)[:74] or "tema"
    if not Theme.objects.filter(slug=slug).exists():
        return slug
    return f"{slug}-{Theme.objects.count() + 1}"


def _record(actor: Actor, theme_id: int, verb: str, changes: dict[str, list[str | None]]) -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="theme", subject=theme_id, changes=changes)
