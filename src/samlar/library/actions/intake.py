"""The old archive is taken in (G4): first read, which changes nothing in the archive, then carried out thing by thing.

Each thing comes in a transaction of its own, with the row that says so: whatever is killed where, nothing comes twice and nothing is lost.
Who carries on asks the archive again before each thing: what has come some other way meanwhile is the same, and is not taken.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q

from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import audit, clock, files
from samlar.foundation.packages import NotFetched
from samlar.foundation.rounds import all_of
from samlar.library.actions import documents, recordings
from samlar.library.actions.documents import Sent
from samlar.library.models import Intake, IntakeItem, OldAddress, Track
from samlar.library.queries import intake as queries
from samlar.library.queries.documents import document
from samlar.library.queries.intake_source import WHYS, Opened, Source, Tell, entries, opened
from samlar.library.rules import intake as rules
from samlar.library.rules import subtitles, wordpress
from samlar.library.rules.intake import Entry, Fate, IntakeRefused, IntakeState, Judged, Known, Seen, Why
from samlar.library.rules.told import Told, from_json, old_path
from samlar.library.rules.words import LICENCES, Kind, State
from samlar.people import queries as people
from samlar.people.rules import Actor, NotAllowed, NotVisible

log = logging.getLogger("samlar.intake")
NEWER = "Nyare fil ur det gamla arkivet."  # what a new version says of itself
BATCH = 500  # rows written at a time
UNBEGUN_KEPT = timedelta(days=30)
LEFT_FOR = timedelta(days=1)  # what nothing has happened in for so long was left behind
Hang = Callable[[Actor, int, int], object]  # (actor, document, activity): done in the thing's own transaction

NOT_FOUND = Sentence("Källan är inte kvar. Läs in den igen.", "The source is no longer here. Read it again.")


def no_hanging(actor: Actor, document_id: int, activity_id: int) -> None:
    """For those who know of no activities."""


@dataclass(frozen=True, slots=True)
class Means:
    """What the rooms above give: the activities by their folded titles, how something is hung on one, who is told how far it has come."""

    activities: dict[str, int]
    hang: Hang = no_hanging
    tell: Tell = lambda done, total: None


class Changed(Exception):
    """The file is not what it was when the source was read."""


class Overtaken(Exception):
    """The thing has come another way, or somebody else has taken it: this one is rolled back."""

    def __init__(self, same: int | None = None) -> None:
        super().__init__()
        self.same = same


# — the dry run —


def read(actor: Actor, source: Source, means: Means, *, licence: str = "", file: str = "") -> int:
    """Reads a source and writes down what would come in; nothing comes in. Says the intake's id.

    `licence`: for what says none. `file`: the checksum of what was sent on the web. An earlier dry run of the same source is replaced.
    Raises NotAllowed, IntakeRefused (`file` where the source cannot be read, `licence`).
    """
    at = rules.must_take_in(actor)
    if licence and licence not in LICENCES:
        raise IntakeRefused(Sentence("Välj ett av alternativen.", "Choose one of the options."), field="licence")
    with _workplace() as work, opened(source, work) as found:
        things = entries(found, work, largest=files.largest(), latest=clock.today().year, tell=means.tell)
        known = queries.known(licence=licence, has_manifest=found.has_manifest, activities=means.activities)
        judged = rules.judge(things, known, queries.here(actor, source.name, *_asked(things)))
        report = rules.figures(judged, known).as_json() | {
            "unread": list(found.unread), "licence": licence, "manifest": found.has_manifest, "total": len(judged)
        }  # fmt: skip
        kind = found.kind
    with transaction.atomic():
        _replace(at, source.name)
        row = Intake.objects.create(  # type: ignore[misc]
            source=source.name, kind=kind, organisation_id=at, person_id=actor.person, file=file, report=report, began=clock.now()
        )
        IntakeItem.objects.bulk_create((_item(row.pk, number, one) for number, one in enumerate(judged, 1)), batch_size=BATCH)
        _record(actor, row.pk, "intake.read")
        return row.pk


def _asked(things: list[Entry]) -> tuple[list[str], list[str]]:
    return [one.file.checksum for one in things if one.file], [one.told.link for one in things if not one.file]


def _replace(organisation: int, source: str) -> None:
    old = Intake.objects.filter(organisation=organisation, source=source, state=IntakeState.READ)
    IntakeItem.objects.filter(intake__in=old).delete()
    old.delete()


def _item(intake: int, number: int, one: Judged) -> IntakeItem:
    kept: dict[str, Any] = {"told": one.entry.told.as_json()}
    if one.recording:
        kept |= {"recording": one.recording, "language": one.language}
    elif one.entry.file or one.entry.told.link:
        kept["kind"] = one.kind.value
    if one.entry.file:
        kept |= {"size": one.entry.file.size, "type": one.entry.file.type}
    if one.locked:
        kept["locked"] = True
    if one.fate == Fate.WAITING and one.of is not None:
        kept["of"] = one.of
    why = one.why.value if one.why else "".join(f" {lack.value}" for lack in one.lacks) + " " if one.lacks else ""
    return IntakeItem(
        intake_id=intake, number=number, key=one.entry.key, checksum=one.checksum, found=kept, state=one.fate, why=why,
        document_id=one.of if one.fate == Fate.SAME else None,
    )  # fmt: skip


# — carried out —


@transaction.atomic
def begin(actor: Actor, intake_id: int) -> None:
    """What was read is to come in. Begun already: nothing. Raises NotAllowed, NotVisible, IntakeRefused (it is ended)."""
    row = _locked(actor, intake_id)
    if row.state == IntakeState.RUNNING:
        return
    if row.state != IntakeState.READ:
        raise IntakeRefused(
            Sentence("Det här är redan avslutat.", "This has ended already."),
            mend=Sentence("Läs in källan igen för att ta in det som saknas.", "Read the source again to take in what is missing."),
        )
    Intake.objects.filter(id=intake_id).update(state=IntakeState.RUNNING, person=actor.person)
    _record(actor, intake_id, "intake.begun")


@transaction.atomic
def give_up(actor: Actor, intake_id: int) -> None:
    """No more of it comes in; what has come stays. Raises NotAllowed, NotVisible."""
    row = _locked(actor, intake_id)
    if row.state in (IntakeState.READ, IntakeState.RUNNING):
        _end(actor, row, IntakeState.GIVEN_UP, "intake.given_up")


def take_in(actor: Actor, intake_id: int, source: Source, means: Means, *, most: int | None = None) -> bool:
    """Takes in what waits, one thing after the other; says whether it is ended. Several may do so at once, and any may be killed.

    `most`: at most so many things. Raises NotAllowed, NotVisible, IntakeRefused (the source cannot be read).
    """
    row = queries.intake(actor, intake_id)
    known = queries.known(
        licence=str(row.report.get("licence", "")), has_manifest=bool(row.report.get("manifest")), activities=means.activities
    )  # fmt: skip
    waiting = list(IntakeItem.objects.filter(intake=intake_id, state=Fate.WAITING).order_by("number").values_list("id", flat=True))
    with _workplace() as work, opened(source, work) as found:
        for done, item in enumerate(waiting[:most], 1):
            if not _still_running(intake_id):
                return False
            _take(actor, row.source, IntakeItem.objects.get(id=item), found, work, known, means.hang)
            means.tell(done, len(waiting))
    return _ended(actor, intake_id)


def carry_on(means_of: Callable[[Actor], Means], *, most: int = 100) -> int:
    """The worker's part: takes in what came by the web and waits, at most so many things of each; says how many sources it worked on."""
    worked = 0
    for intake_id in queries.to_carry_on():
        leased = _lease(intake_id)
        if leased is None:
            continue
        worked += 1
        actor = people.actor(leased.person_id)
        try:
            source = Source(leased.source, files.where(leased.file))
            take_in(actor, intake_id, source, means_of(actor), most=most)
        except (NotAllowed, NotVisible, IntakeRefused, FileNotFoundError) as refused:
            said = refused.sentence if isinstance(refused, Refusal) else NOT_FOUND
            _stop(leased, said)
        finally:
            Intake.objects.filter(id=intake_id).update(leased=None)
    return worked


def forget_unbegun() -> int:
    """Dry runs that nobody has carried out for a month are forgotten, with what was sent and what it said. Says how many."""
    before = clock.now() - UNBEGUN_KEPT
    old = Intake.objects.filter(state=IntakeState.READ, began__lt=before)

    def forget(intake: int) -> int:
        if not Intake.objects.select_for_update().filter(id=intake, state=IntakeState.READ).exists():
            return 0  # begun meanwhile
        IntakeItem.objects.filter(intake=intake).delete()
        return Intake.objects.filter(id=intake).delete()[0]

    return all_of(old.order_by("id").values_list("id", flat=True), forget)


def _take(actor: Actor, source: str, item: IntakeItem, found: Opened, work: Path, known: Known, hang: Hang) -> None:
    """One thing comes in, or is marked with why not. Whatever fails, the next has its turn; only the database's own failures stop all."""
    if item.state != Fate.WAITING:
        return  # a recording that came before its subtitles
    told = from_json(item.found.get("told", {}))
    recording = str(item.found.get("recording", ""))
    if recording:
        first = IntakeItem.objects.filter(intake=item.intake_id, state=Fate.WAITING, checksum=recording).order_by("number").first()
        if first is not None:
            _take(actor, source, first, found, work, known, hang)
    copy = work / "thing"
    try:
        sent = _fetched(item, found, copy)
        same = _same(actor, item, told)
        if same is not None:
            raise Overtaken(same)
        if sent is not None and item.key in found.pages:
            _lead_on(actor, copy)
        if sent is None or not recording or not _put_subtitles(actor, source, item, told, sent, recording):
            _add(actor, item, told, sent, known, hang)
    except Overtaken as other:
        if other.same is not None:
            _mark(item, Fate.SAME, Why.SAME_HERE, document=other.same)
    except NotFetched as not_fetched:
        _mark(item, Fate.FAILED, WHYS[not_fetched.trouble])
    except KeyError:
        _mark(item, Fate.FAILED, Why.MISSING)
    except Changed:
        _mark(item, Fate.FAILED, Why.CHANGED)
    except Refusal as refused:
        _mark(item, Fate.FAILED, Why.REFUSED, said=refused.sentence)
    except (OperationalError, InterfaceError, OSError):
        raise
    except Exception as failure:  # of a thing that breaks us only the kind is logged
        log.error("A thing could not be taken in (%s).", type(failure).__name__)
        _mark(item, Fate.FAILED, Why.BROKE)
    finally:
        copy.unlink(missing_ok=True)


def _fetched(item: IntakeItem, found: Opened, copy: Path) -> Sent | None:
    """The thing's file, as it was when it was read. Raises NotFetched, KeyError, Changed."""
    if not item.checksum:
        return None
    if found.fetch(item.key, copy) != item.checksum:
        raise Changed
    return Sent(copy, item.key.rpartition("/")[2])


def _lead_on(actor: Actor, page: Path) -> None:
    """An old page's links lead to where the things are now, as far as they have come and the actor may see them."""
    text = page.read_text("utf-8")
    links = {address: old_path(address) for address in wordpress.links_in(text)}
    there = queries.addresses(actor, links.values())
    if there:
        page.write_text(wordpress.relinked(text, lambda address: _permanent(there.get(old_path(address)))), "utf-8")


def _permanent(document_id: int | None) -> str | None:
    return f"{settings.SITE_ADDRESS}/d{document_id}" if document_id is not None else None


def _add(actor: Actor, item: IntakeItem, told: Told, sent: Sent | None, known: Known, hang: Hang) -> None:
    """The document with all that belongs to it, and the row that says so, in one transaction. Raises Overtaken, Refusal."""
    entry = Entry(item.key, told, Seen(type=str(item.found.get("type", ""))) if sent else None)
    kind = rules.kind_of(told, entry.file.type if entry.file else None)
    text = rules.text_of(item.key, told, known, kind)

    def then(made: int) -> None:
        _claim(actor, item, told, but=made)
        activity = rules.activity_of(told, known)
        if activity is not None:
            _try(item, lambda: hang(actor, made, activity))
        _keep_number(actor, made, told)
        _carry_to(actor, made, item, rules.state_of(told))
        _lead_here(told, made)
        _mark(item, Fate.TAKEN, None, document=made)

    of = item.found.get("of")
    if sent is not None and isinstance(of, int) and kind != Kind.LINK:
        with transaction.atomic():
            _claim(actor, item, told, but=0)
            documents.new_version(actor, of, sent, note=NEWER, revision=document(actor, of).revision)
            _lead_here(told, of)
            _mark(item, Fate.TAKEN, None, document=of)
        return
    documents.add(actor, text, sent=sent, then=then)


def _put_subtitles(actor: Actor, source: str, item: IntakeItem, told: Told, sent: Sent, recording: str) -> bool:
    """Subtitles are put with the recording that they lie beside, in one transaction with the row that says so. Says whether.

    Where they cannot be they come in as a document of their own: they are no subtitles, the recording is not the organisation's, or it has
    others in that language which came another way. Raises Overtaken.
    """
    of = queries.recording_of(actor, recording)
    try:
        with transaction.atomic():
            _claim(actor, item, told, but=0)
            row = documents.locked(actor, of) if of is not None else None
            language = str(item.found.get("language") or (row.language if row else ""))
            others = row is not None and Track.objects.filter(document=row.id, language=language).exists()
            if row is not None and (not others or queries.has_come_to(row.id, item.key, source)):
                with sent.path.open("rb") as file:
                    data = file.read(subtitles.MOST_BYTES + 1)
                recordings.put_track(actor, row.id, data, language=language, revision=row.revision)
                _lead_here(told, row.id)
                _mark(item, Fate.TAKEN, None, document=row.id)
                return True
    except Refusal as refused:
        item.found = {**item.found, "said": refused.sentence.as_dict()}
    item.found = {name: value for name, value in item.found.items() if name not in ("recording", "language")}
    item.found["kind"] = Kind.DOCUMENT.value
    return False


def _claim(actor: Actor, item: IntakeItem, told: Told, *, but: int) -> None:
    """One thing at a time within an organisation, until the transaction ends. Raises Overtaken: it is taken, or has come another way.

    `but`: the document that is being made of it.
    """
    running = Intake.objects.select_for_update().filter(organisation=actor.organisation, state=IntakeState.RUNNING)
    if item.intake_id not in list(running.order_by("id").values_list("id", flat=True)):
        raise Overtaken
    if not IntakeItem.objects.filter(id=item.pk, state=Fate.WAITING).exists():
        raise Overtaken
    same = _same(actor, item, told, but=but)
    if same is not None:
        raise Overtaken(same)


def _same(actor: Actor, item: IntakeItem, told: Told, *, but: int = 0) -> int | None:
    """The document that the thing is already, if any."""
    if item.checksum:
        return queries.files_here(actor, [item.checksum], but=but).get(item.checksum)
    return queries.links_here(actor, [told.link], but=but).get(told.link)


def _keep_number(actor: Actor, made: int, told: Told) -> None:
    if told.record_number:
        documents.keep_rule(actor, made, told.record_number, "keep", None, revision=document(actor, made).revision)


def _carry_to(actor: Actor, made: int, item: IntakeItem, state: State) -> None:
    """Established or published, as it was told; where it may not be, it stays working material and says why."""
    step = {State.ESTABLISHED: documents.establish, State.PUBLISHED: documents.publish}.get(state)
    if step is not None:
        _try(item, lambda: step(actor, made, revision=document(actor, made).revision))


def _try(item: IntakeItem, deed: Callable[[], object]) -> None:
    """A deed that may be refused without the thing being lost: why it was is kept with it."""
    try:
        with transaction.atomic():
            deed()
    except (Refusal, NotVisible) as refused:
        if isinstance(refused, Refusal):
            item.found = {**item.found, "said": refused.sentence.as_dict()}


def _lead_here(told: Told, document_id: int) -> None:
    """The old addresses lead to the document, those that lead nowhere else already."""
    OldAddress.objects.bulk_create((OldAddress(path=path, document_id=document_id) for path in told.addresses), ignore_conflicts=True)


def _mark(item: IntakeItem, fate: Fate, why: Why | None, *, document: int | None = None, said: Sentence | None = None) -> None:
    """Says what became of the thing; what has been said of it by somebody else stays."""
    kept = {**item.found, "said": said.as_dict()} if said else item.found
    values: dict[str, Any] = {"state": fate, "document_id": document, "found": kept}
    if why is not None:
        values["why"] = why.value
    IntakeItem.objects.filter(id=item.pk, state=Fate.WAITING).update(**values)


def _still_running(intake_id: int) -> bool:
    """Whether it is not given up; and a sign of life, for those who ask whether somebody works on it."""
    return bool(Intake.objects.filter(id=intake_id, state=IntakeState.RUNNING).update(leased=clock.now()))


def _ended(actor: Actor, intake_id: int) -> bool:
    """Ends it where nothing waits: the old addresses of what was here already lead there, too. Says whether it is ended."""
    with transaction.atomic():
        row = _locked(actor, intake_id)
        if row.state != IntakeState.RUNNING:
            return True
        if IntakeItem.objects.filter(intake=intake_id, state=Fate.WAITING).exists():
            return False
        _lead_the_same(actor, row)
        _end(actor, row, IntakeState.DONE, "intake.done")
        return True


def _lead_the_same(actor: Actor, row: Intake) -> None:
    """What has the same content as another has often another address: it leads to the one that is kept."""
    same = list(IntakeItem.objects.filter(intake=row.pk, state=Fate.SAME))
    there = queries.files_here(actor, [one.checksum for one in same])
    for one in same:
        told, made = from_json(one.found.get("told", {})), one.document_id or there.get(one.checksum)
        if made is not None:
            if one.document_id is None:
                IntakeItem.objects.filter(id=one.pk).update(document=made)
            _lead_here(told, made)


def _end(actor: Actor, row: Intake, state: IntakeState, verb: str) -> None:
    Intake.objects.filter(id=row.pk).update(state=state, ended=clock.now(), leased=None, file="")
    _record(actor, row.pk, verb)


def _stop(row: Intake, said: Sentence) -> None:
    """Nobody can carry it on: it is given up, and says why."""
    report = {**row.report, "stopped": said.as_dict()}
    Intake.objects.filter(id=row.pk, state=IntakeState.RUNNING).update(
        state=IntakeState.GIVEN_UP, ended=clock.now(), file="", report=report
    )  # fmt: skip


def _lease(intake_id: int) -> Intake | None:
    """Takes the intake for a while; nothing where another process has it."""
    quiet = clock.now() - timedelta(seconds=rules.LEASE_SECONDS)
    free = Intake.objects.filter(Q(leased=None) | Q(leased__lt=quiet), id=intake_id, state=IntakeState.RUNNING)
    return Intake.objects.get(id=intake_id) if free.update(leased=clock.now()) else None


def _locked(actor: Actor, intake_id: int) -> Intake:
    at = rules.must_take_in(actor)
    queries.intake(actor, intake_id)
    return Intake.objects.select_for_update(no_key=True).get(id=intake_id, organisation=at)


def _record(actor: Actor, intake_id: int, verb: str) -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="intake", subject=intake_id)


@contextmanager
def _workplace() -> Iterator[Path]:
    """A folder of its own beside the kept files, thrown away afterwards: an archive may be larger than the system's own.

    So are those of processes that were killed: nothing has come into one or gone out of it for a day.
    """
    settings.DATA.mkdir(parents=True, exist_ok=True)
    silent = (clock.now() - LEFT_FOR).timestamp()
    for left in settings.DATA.glob("intake-*"):
        with suppress(FileNotFoundError):  # another was here first
            if left.stat().st_mtime < silent:
                rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix="intake-", dir=settings.DATA) as folder:
        yield Path(folder)
