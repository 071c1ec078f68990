"""Deeds upon drafts: begun from a version or from nothing, changed part by part or as a whole text, dropped (C1)."""

from collections.abc import Callable
from importlib.resources import files

from django.db import transaction

from samlar.catalogue.models import FormatVersion, FormatWish
from samlar.catalogue.queries.drafts import visible
from samlar.catalogue.rules import access
from samlar.catalogue.rules import draft as texts
from samlar.formats.format_file import FormatError
from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import audit, clock
from samlar.people.rules import Actor, NotAllowed, NotVisible

SKELETON = files("samlar.catalogue.rules").joinpath("skeleton.toml")
LONGEST_NAME = 80


def _published() -> set[str]:
    return set(FormatVersion.objects.filter(state="published").values_list("format", flat=True))


@transaction.atomic
def start_version(actor: Actor, version_id: int) -> int:
    """Begins a draft of the next version of a format from a published one. Says the draft's id.

    Raises NotVisible for a version that is not published, NotAllowed for those who do not draft.
    """
    organisation = access.must_draft(actor)
    base = FormatVersion.objects.filter(id=version_id, state="published").first()
    if base is None:
        raise NotVisible
    return _begin(actor, organisation, base.format, base.text, base)


@transaction.atomic
def start_format(actor: Actor, *, name_sv: str, name_en: str = "", like: int | None = None) -> int:
    """Begins a new format, from the skeleton or with a published version as its pattern. Says the draft's id.

    The id comes from the Swedish name. Raises Refusal (field name_sv) for a name that is taken or cannot be used, NotAllowed.
    """
    organisation = access.must_draft(actor)
    own = FormatVersion.objects.filter(organisation=organisation, state__in=["draft", "submitted"]).values_list("format", flat=True)
    format_id = access.format_id_from(name_sv, _published() | set(own))
    base = FormatVersion.objects.filter(id=like, state="published").first() if like is not None else None
    if like is not None and base is None:
        raise NotVisible
    tables = texts.tables_of(base.text if base else SKELETON.read_text(encoding="utf-8"))
    blank = {"sv": "", "en": ""}
    words = {"id": format_id, "version": 1, "name": {"sv": name_sv, "en": name_en}, "definite": blank, "plural": blank}
    return _begin(actor, organisation, format_id, texts.text_of(texts.with_words(tables, "", words)), base)


def _begin(actor: Actor, organisation: int, format_id: str, text: str, base: FormatVersion | None) -> int:
    now = clock.now()
    draft = FormatVersion(
        format=format_id, text=text, based_on=base, author_id=actor.person, organisation_id=organisation, created=now, changed=now,
    )  # fmt: skip
    _name(draft)
    draft.save()
    audit.record(person=actor.person, organisation=organisation, verb="format.drafted", kind="format_version", subject=draft.pk)
    return draft.pk


def locked(actor: Actor, draft_id: int) -> FormatVersion:
    """The draft's row, locked. Raises NotVisible for who may not see it."""
    draft = FormatVersion.objects.select_for_update(of=("self",)).filter(visible(actor), id=draft_id).first()
    if draft is None:
        raise NotVisible
    return draft


def must_own(actor: Actor, draft: FormatVersion) -> int:
    """The organisation that the draft is of. Raises NotAllowed for anybody else."""
    organisation = access.must_draft(actor)
    if draft.organisation_id != organisation:
        raise NotAllowed(
            Sentence(
                "Utkastet hör till en annan organisation. Den ändrar det själv.",
                "The draft belongs to another organisation, which changes it itself.",
            ),
            source="C1",
        )
    return organisation


def must_be(draft: FormatVersion, state: str, revision: int | None) -> None:
    """Raises Changed unless the draft stands as the page that asks saw it."""
    if draft.state != state:
        now = {
            "draft": Sentence("Formatet är ett utkast igen.", "The format is a draft again."),
            "submitted": Sentence(
                "Formatet är redan inskickat och kan inte ändras nu.", "The format has been submitted and cannot be changed now."
            ),
        }
        raise access.Changed(now[draft.state], mend=Sentence("Öppna sidan igen.", "Open the page again."))
    if revision is not None and draft.revision != revision:
        raise access.Changed(
            Sentence("Utkastet ändrades i ett annat fönster medan du skrev.", "The draft was changed in another window while you wrote."),
            mend=Sentence(
                "Din text står kvar här. Jämför med det som är sparat och spara igen.",
                "Your text remains here. Compare it with what is saved and save again.",
            ),
        )


@transaction.atomic
def save_text(actor: Actor, draft_id: int, *, text: str, revision: int) -> None:
    """Keeps a whole text as the draft, finished or not. The text's problems are findings, not refusals.

    Raises BadText for what cannot be kept, Changed when the draft is not as it was, NotAllowed, NotVisible.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    if "\x00" in text:
        raise access.BadText(
            Sentence("Det där är ingen text. Det finns nolltecken i den.", "That is no text. There are null characters in it."),
            field="text",
        )
    if len(text.encode(errors="replace")) > texts.LARGEST_TEXT:
        raise access.BadText(
            Sentence(
                "Texten är för stor. Högst {most} tecken får plats.", "The text is too large. There is room for {most} characters."
            ).fill(most=texts.LARGEST_TEXT),
            field="text",
        )
    draft = locked(actor, draft_id)
    must_own(actor, draft)
    must_be(draft, "draft", revision)
    _keep(draft, text)


@transaction.atomic
def change_draft(actor: Actor, draft_id: int, change: Callable[[texts.Tables], texts.Tables]) -> None:
    """Changes one place of the draft by a pure change (rules.draft) and leaves the rest as it was.

    Raises ChangedElsewhere (from the change) when that place is not as it was opened, Changed when the draft was sent on,
    FormatError when the text cannot be read as tables, NotAllowed, NotVisible.
    """
    draft = locked(actor, draft_id)
    must_own(actor, draft)
    must_be(draft, "draft", None)
    tables = change(texts.tables_of(draft.text))
    text = texts.text_of(texts.with_words(tables, "", {"id": draft.format, "version": tables.get("version", 1)}))
    if len(text.encode(errors="replace")) > texts.LARGEST_TEXT:
        raise access.BadText(Sentence("Utkastet skulle bli för stort.", "The draft would become too large."))
    _keep(draft, text)


@transaction.atomic
def drop_draft(actor: Actor, draft_id: int) -> None:
    """Drops a draft; wishes that it had taken in are open again. Raises Changed, NotAllowed, NotVisible."""
    draft = locked(actor, draft_id)
    organisation = must_own(actor, draft)
    must_be(draft, "draft", None)
    draft.state = "dropped"
    draft.changed = clock.now()
    draft.revision += 1
    draft.save()
    FormatWish.objects.filter(became=draft).update(state="open", became=None, answered=None, answered_by=None)
    audit.record(person=actor.person, organisation=organisation, verb="format.dropped", kind="format_version", subject=draft_id)


def _keep(draft: FormatVersion, text: str) -> None:
    draft.text = text
    draft.changed = clock.now()
    draft.revision += 1
    _name(draft)
    draft.save()


def _name(draft: FormatVersion) -> None:
    """Lists show a draft by the name in its text. A new format's id follows its name, as long as no other has it."""
    try:
        name = texts.at(texts.tables_of(draft.text), "name")
    except FormatError:
        return
    sv, en = (str(name.get(code, "")) if isinstance(name, dict) else "" for code in ("sv", "en"))
    draft.name_sv = (sv or draft.name_sv or draft.format)[:LONGEST_NAME].replace("\x00", "")
    draft.name_en = (en or draft.name_en or draft.name_sv)[:LONGEST_NAME].replace("\x00", "")
    if draft.based_on is None or draft.based_on.format != draft.format:
        _follow_name(draft, sv)


def _follow_name(draft: FormatVersion, sv: str) -> None:
    others = FormatVersion.objects.filter(organisation=draft.organisation, state__in=["draft", "submitted"]).exclude(pk=draft.pk)
    try:
        format_id = access.format_id_from(sv, _published() | set(others.values_list("format", flat=True)))
    except Refusal:
        return
    if format_id != draft.format:
        draft.format = format_id
        draft.text = texts.text_of(texts.with_words(texts.tables_of(draft.text), "", {"id": format_id}))
