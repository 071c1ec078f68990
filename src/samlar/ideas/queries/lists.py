"""Lists of proposals: what decides, in a constant number of queries."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from samlar.catalogue import queries as catalogue
from samlar.foundation import sql
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.rules.rows import ListedProposal, NamedProposal, OfOrganisation, State
from samlar.people.models import Organisation
from samlar.people.rules import Actor

PER_PAGE = 20
STATES = ("open", "taken", "withdrawn", "draft", "all")
WHOSE = ("all", "ours", "mine", "interested")
SORTS = ("newest", "interest", "title")
ANY_FORMAT = "fritt"  # the word in addresses for proposals that any format will do for
LONGEST_SEARCH = 200
NEWEST = (F("published").desc(nulls_first=True), "-id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed to. Unknown words count as the first of their kind."""

    state: str = "open"
    whose: str = "all"
    format: str = ""
    seeks_leader: bool = False
    title: str = ""
    sort: str = "newest"


def proposals(actor: Actor, wanted: Wanted, page: str | int = 1) -> "Page[ListedProposal]":
    """A page of the proposals that the viewer sees. Six queries at most. A page number out of range is the nearest page."""
    found = _ordered(_narrowed(actor, wanted), wanted.sort)
    shown: Page[Any] = Paginator(found, PER_PAGE).get_page(page)
    shown.object_list = listed(shown.object_list)
    return shown


def how_many_open(actor: Actor) -> int:
    """How many open proposals the viewer sees. One query."""
    return _narrowed(actor, Wanted()).count()


# In the order of NEWEST.
NEWEST_FIRST = "{0}published IS NOT NULL, {0}published DESC, {0}id DESC"
SEEN = f"""
    SELECT p.id, p.title, p.published, o.name
    FROM {Proposal._meta.db_table} p JOIN {Organisation._meta.db_table} o ON o.id = p.organisation_id
    WHERE p.audience IN %(tokens)s"""
OF_ORGANISATION = f"""
WITH theirs AS ({SEEN}
      AND p.organisation_id = %(organisation)s AND p.state <> '{State.WITHDRAWN}' ORDER BY {NEWEST_FIRST.format('p.')} LIMIT %(most)s),
others AS ({SEEN}
      AND p.organisation_id <> %(organisation)s AND p.state = '{State.PUBLISHED}' AND EXISTS (
        SELECT 1 FROM {Interest._meta.db_table} i
        WHERE i.proposal_id = p.id AND i.organisation_id = %(organisation)s AND i.withdrawn IS NULL)
    ORDER BY {NEWEST_FIRST.format('p.')} LIMIT %(most)s)
SELECT 'proposal', ROW_NUMBER() OVER (ORDER BY {NEWEST_FIRST.format('')}), id, title, name, CAST(published AS text) FROM theirs
UNION ALL SELECT 'interested', ROW_NUMBER() OVER (ORDER BY {NEWEST_FIRST.format('')}), id, title, name, CAST(published AS text) FROM others
"""


def of_organisation(actor: Actor, organisation_id: int, *, most: int = 20) -> OfOrganisation:
    """What an organisation proposes and is interested in, newest first, as far as the viewer sees. One query."""
    found = sql.placed(OF_ORGANISATION, tokens=actor.tokens, organisation=organisation_id, most=most)
    proposals, interested_in = (
        [NamedProposal(id, title, name, sql.moment(published)) for id, title, name, published in found[word]]
        for word in ("proposal", "interested")
    )
    return OfOrganisation(proposals=proposals, interested_in=interested_in)


def _named(found: QuerySet[Proposal]) -> list[NamedProposal]:
    return [NamedProposal(*row) for row in found.values_list("id", "title", "organisation__name", "published")]


def _narrowed(actor: Actor, wanted: Wanted) -> QuerySet[Proposal]:
    found = Proposal.objects.filter(audience__in=actor.tokens)
    states = {"open": State.PUBLISHED, "taken": State.TAKEN, "withdrawn": State.WITHDRAWN, "draft": State.DRAFT}
    if wanted.state != "all":
        found = found.filter(state=states.get(wanted.state, State.PUBLISHED))
    if wanted.whose == "ours":
        found = found.filter(organisation=actor.organisation)
    elif wanted.whose == "mine":
        found = found.filter(author=actor.person)
    elif wanted.whose == "interested":
        found = found.filter(Exists(Interest.objects.filter(proposal=OuterRef("id"), organisation=actor.organisation, withdrawn=None)))
    if wanted.format:
        found = found.filter(format="" if wanted.format == ANY_FORMAT else wanted.format)
    if wanted.seeks_leader:
        found = found.filter(
            ~Exists(Interest.objects.filter(proposal=OuterRef("id"), withdrawn=None, would_lead=True)), state=State.PUBLISHED
        )
    if wanted.title:
        found = found.filter(id__in=_titled(found, wanted.title))
    return found


def _titled(found: QuerySet[Proposal], searched: str) -> list[int]:
    """Those whose title holds every searched word, whatever the case. Compared here: SQLite only knows the case of a–z."""
    words = _folded(searched[:LONGEST_SEARCH]).split()
    return [id for id, title in found.values_list("id", "title") if all(word in _folded(title) for word in words)]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _ordered(found: QuerySet[Proposal], sort: str) -> QuerySet[Proposal]:
    counted = found.annotate(many=Count("interests", filter=Q(interests__withdrawn=None)))
    if sort == "title":
        return counted.order_by("title", "id")
    if sort == "interest":
        return counted.order_by("-many", *NEWEST)
    return counted.order_by(*NEWEST)


def listed(rows: Any) -> list[ListedProposal]:
    """The rows of an ordered queryset prepared for a list. Four queries."""
    found = list(rows.values("id", "title", "organisation__name", "format", "state", "published", "many"))
    ids = [row["id"] for row in found]
    names = catalogue.names() if found else {}
    leaders: dict[int, list[str]] = {}
    wishes = Interest.objects.filter(proposal__in=ids, withdrawn=None, would_lead=True).order_by("shown", "id")
    for proposal_id, name in wishes.values_list("proposal", "organisation__name"):
        leaders.setdefault(proposal_id, []).append(name)
    onwards = set(
        Proposal.objects.filter(origin__in=ids).exclude(state__in=(State.WITHDRAWN, State.DRAFT)).values_list("origin", flat=True)
    )
    return [
        ListedProposal(
            id=row["id"],
            title=row["title"],
            organisation=row["organisation__name"],
            format_name=names.get(row["format"]),
            state=State(row["state"]),
            published=row["published"],
            interested=row["many"],
            leaders=tuple(leaders.get(row["id"], ())),
            carried_on=row["id"] in onwards,
        )
        for row in found
    ]
