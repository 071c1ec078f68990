"""Wishes for change: written by participants and members, answered by the mandate, traceable to the version they became (C3)."""

from django.db import transaction

from samlar.catalogue.actions.drafts import visible as draft_visible
from samlar.catalogue.models import FormatVersion, FormatWish
from samlar.catalogue.rules import access
from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import audit, clock, outbox
from samlar.people.queries import mandate_holders
from samlar.people.rules import Actor, MandateKind, NotVisible


@transaction.atomic
def write_wish(actor: Actor, version_id: int, *, text: str, took_part: bool = False) -> int:
    """Writes a wish about a published version for the actor's organisation; the mandate's holders get a letter. Says its id.

    `took_part`: the caller has seen that the organisation takes or took part in an activity of the format. Raises Refusal (field
    text) when nothing is written, NotAllowed for others than members and participants, NotVisible.
    """
    organisation = access.must_wish(actor, took_part=took_part)
    assert actor.person is not None
    version = FormatVersion.objects.filter(id=version_id, state="published").first()
    if version is None:
        raise NotVisible
    if not text.strip():
        raise Refusal(Sentence("Skriv vad du vill ändra, och varför.", "Write what you want to change, and why."), field="text")
    wish = FormatWish.objects.create(
        format=version.format, version=version, text=text.strip(), author_id=actor.person, organisation_id=organisation, written=clock.now()
    )
    audit.record(person=actor.person, organisation=organisation, verb="format_wish.written", kind="format_wish", subject=wish.pk)
    for holder in mandate_holders(MandateKind.FORMATS):
        values = {
            "name": version.name_en if holder.language == "en" else version.name_sv, "organisation": actor.organisation_name,
            "wish": wish.text[:300], "path": f"/format/onskemal/{wish.pk}/",
        }  # fmt: skip
        outbox.put(
            to=holder.email,
            language=holder.language,
            name="format_wish_written",
            values=values,
            key=f"format_wish.written:{wish.pk}:{holder.person}",
        )
    return wish.pk


@transaction.atomic
def take_wish(actor: Actor, wish_id: int, *, draft_id: int) -> None:
    """Takes a wish into a draft of the same format; when that is published, it is what the wish became. Its author is told.

    Raises Changed when it has been answered, NotAllowed, NotVisible for a wish or draft that the actor cannot see.
    """
    organisation = access.must_publish(actor)
    wish = _open(wish_id)
    draft = FormatVersion.objects.select_for_update(of=("self",)).filter(draft_visible(actor), id=draft_id, format=wish.format).first()
    if draft is None:
        raise NotVisible
    _answer(actor, organisation, wish, "taken", "", draft)


@transaction.atomic
def decline_wish(actor: Actor, wish_id: int, *, reason: str) -> None:
    """Declines a wish with a reason; its author is told. Raises Refusal (field reason), Changed, NotAllowed, NotVisible."""
    organisation = access.must_publish(actor)
    if not reason.strip():
        raise Refusal(Sentence("Skriv varför.", "Write why."), field="reason")
    _answer(actor, organisation, _open(wish_id), "declined", reason.strip(), None)


def _open(wish_id: int) -> FormatWish:
    wish = FormatWish.objects.select_for_update(of=("self",)).filter(id=wish_id).first()
    if wish is None:
        raise NotVisible
    if wish.state != "open":
        raise access.Changed(Sentence("Önskemålet är redan besvarat.", "The wish has already been answered."))
    return wish


def _answer(actor: Actor, organisation: int, wish: FormatWish, state: str, answer: str, became: FormatVersion | None) -> None:
    wish.state, wish.answer, wish.became = state, answer, became
    wish.answered, wish.answered_by_id = clock.now(), actor.person
    wish.save()
    audit.record(
        person=actor.person, organisation=organisation, verb=f"format_wish.{state}", kind="format_wish", subject=wish.pk,
        changes={"state": ["open", state]}, reason=answer,
    )  # fmt: skip
    person, version = wish.author, wish.version
    values = {
        "name": version.name_en if person.language == "en" else version.name_sv, "wish": wish.text[:300], "reason": answer,
        "path": f"/format/onskemal/{wish.pk}/",
    }  # fmt: skip
    outbox.put(
        to=person.email,
        language=person.language,
        name=f"format_wish_{state}",
        values=values,
        key=f"format_wish.{state}:{wish.pk}:{wish.answered}",
    )
