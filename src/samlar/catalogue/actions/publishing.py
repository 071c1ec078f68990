"""A draft's way to the catalogue: submitted, sent back or withdrawn, published as the next number (C1, L1)."""

from django.db import transaction
from django.db.models import Max

from samlar.catalogue.actions.drafts import locked, must_be, must_own
from samlar.catalogue.models import FormatVersion, FormatWish
from samlar.catalogue.rules import access
from samlar.catalogue.rules import draft as texts
from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import audit, clock, outbox
from samlar.people.queries import mandate_holders, person_contact
from samlar.people.rules import Actor, MandateKind


def _record(actor: Actor, draft: FormatVersion, verb: str, before: str, reason: str = "") -> None:
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind="format_version", subject=draft.pk,
        changes={"state": [before, draft.state]}, reason=reason,
    )  # fmt: skip


def _move(draft: FormatVersion, state: str) -> None:
    draft.state = state
    draft.changed = clock.now()
    draft.revision += 1
    draft.save()


def _must_be_whole(draft: FormatVersion) -> None:
    """Raises NotReady with the first problem of the text."""
    base = draft.based_on
    taken = (base is None or base.format != draft.format) and FormatVersion.objects.filter(format=draft.format, state="published").exists()
    problems = texts.problems_of(draft.text, draft.format, taken=taken)
    if problems:
        first = problems[0]
        raise access.NotReady(
            Sentence("{count} saker återstår. Den första: {first}", "{count} things remain. The first: {first}").fill(
                count=len(problems), first=first.message
            )
            if len(problems) > 1
            else first.message,
            mend=Sentence("Öppna utkastet: där står vad som saknas och var.", "Open the draft: it says what is missing and where."),
        )


@transaction.atomic
def submit(actor: Actor, draft_id: int, *, why: str, revision: int) -> None:
    """Submits a whole draft to the holders of the mandate for formats, with why it is made. They get a letter.

    Raises NotReady when something in the text is wrong or missing, Refusal (field why) without a reason, Changed, NotAllowed, NotVisible.
    """
    draft = locked(actor, draft_id)
    must_own(actor, draft)
    must_be(draft, "draft", revision)
    if not why.strip():
        raise Refusal(Sentence("Skriv varför ni gör det här.", "Write why you are making this."), field="why")
    _must_be_whole(draft)
    draft.why, draft.returned, draft.submitted = why.strip(), "", clock.now()
    _move(draft, "submitted")
    _record(actor, draft, "format.submitted", "draft")
    for holder in mandate_holders(MandateKind.FORMATS):
        values = _said(draft, holder.language) | {
            "organisation": actor.organisation_name,
            "why": draft.why,
            "path": f"/format/utkast/{draft.pk}/",
        }
        outbox.put(
            to=holder.email,
            language=holder.language,
            name="format_submitted",
            values=values,
            key=f"format.submitted:{draft.pk}:{draft.revision}:{holder.person}",
        )


@transaction.atomic
def withdraw(actor: Actor, draft_id: int) -> None:
    """Takes a submitted draft back to go on with it. Raises Changed, NotAllowed, NotVisible."""
    draft = locked(actor, draft_id)
    must_own(actor, draft)
    must_be(draft, "submitted", None)
    _move(draft, "draft")
    _record(actor, draft, "format.withdrawn", "submitted")


@transaction.atomic
def send_back(actor: Actor, draft_id: int, *, reason: str) -> None:
    """Sends a submitted draft back with what to change; the author gets a letter.

    Raises Refusal (field reason), Changed, NotAllowed, NotVisible.
    """
    access.must_publish(actor)
    draft = locked(actor, draft_id)
    must_be(draft, "submitted", None)
    if not reason.strip():
        raise Refusal(Sentence("Skriv vad som behöver ändras.", "Write what needs to change."), field="reason")
    draft.returned = reason.strip()
    _move(draft, "draft")
    _record(actor, draft, "format.returned", "submitted", reason.strip())
    _tell_author(draft, "format_returned", reason=draft.returned, path=f"/format/utkast/{draft.pk}/")


@transaction.atomic
def publish(actor: Actor, draft_id: int, *, revision: int, past: int | None = None) -> tuple[str, int]:
    """Publishes a submitted draft as the next number of its format. Says (format, number). Running activities keep their version.

    A draft that began as an older version than the newest would take the newer one's changes back: it is refused unless `past` names
    that newest version, which the holder has then read.

    Everything that is published passes one door, the catalogue's oldest row, so two at once get a number each. The author is told,
    and so is everybody whose wish it fulfils. Raises NotReady, Overtaken, Changed, NotAllowed, NotVisible.
    """
    organisation = access.must_publish(actor)
    list(FormatVersion.objects.select_for_update().filter(state="published").order_by("id")[:1])
    draft = locked(actor, draft_id)
    must_be(draft, "submitted", revision)
    _must_be_whole(draft)
    last = FormatVersion.objects.filter(format=draft.format, state="published").aggregate(last=Max("number"))["last"] or 0
    base = draft.based_on
    if base is not None and base.format == draft.format and base.number != last and past != last:
        raise access.overtaken(base.number or 0, last)
    now = clock.now()
    draft.number, draft.published, draft.publisher_id = last + 1, now, actor.person
    draft.text = texts.text_of(texts.with_words(texts.tables_of(draft.text), "", {"version": draft.number}))
    _move(draft, "published")
    audit.record(
        person=actor.person, organisation=organisation, verb="format.published", kind="format_version", subject=draft.pk,
        changes={"state": ["submitted", "published"], "number": [None, draft.number]},
    )  # fmt: skip
    path = f"/format/{draft.format}/{draft.number}/"
    _tell_author(draft, "format_published", number=draft.number, path=path)
    for wish in FormatWish.objects.filter(became=draft).select_related("author"):
        person = wish.author
        values = _said(draft, person.language) | {"number": draft.number, "wish": wish.text[:300], "path": path}
        outbox.put(
            to=person.email, language=person.language, name="format_wish_fulfilled", values=values, key=f"format_wish.fulfilled:{wish.pk}"
        )
    return draft.format, draft.number


def _said(draft: FormatVersion, language: str) -> dict[str, str]:
    return {"name": draft.name_en if language == "en" else draft.name_sv}


def _tell_author(draft: FormatVersion, letter: str, **values: object) -> None:
    if draft.author_id is None or draft.organisation_id is None:
        return
    author = person_contact(draft.author_id, draft.organisation_id)
    key = f"{letter}:{draft.pk}:{draft.revision}"
    outbox.put(to=author.email, language=author.language, name=letter, values=_said(draft, author.language) | values, key=key)
