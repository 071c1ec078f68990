"""What waits for somebody in the room of people (my page)."""

from datetime import date, timedelta

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.people.models import Mandate, Membership, Organisation
from samlar.people.queries.names import contacts
from samlar.people.queries.period import from_now_on, on
from samlar.people.queries.staff import empty_seats
from samlar.people.rules import FUNCTIONS, Actor, MandateKind, Span, Waiting
from samlar.people.rules.periods import first_gap

AHEAD = timedelta(days=60)


def waiting_for(actor: Actor) -> list[Waiting]:
    """The own organisation's empty seats and mandates that end soon; for the register also organisations that nobody represents
    and functions that soon lack a holder. At most six queries."""
    found: list[Waiting] = []
    if actor.organisation is not None and actor.is_representative:
        found += [
            Waiting(
                deed="seat.fill",
                subject=seat.id,
                title=seat.body_sv,
                sentence=Sentence("Er plats i {name} har ingen.", "Nobody holds your seat in {name}.").fill(
                    name=Sentence(seat.body_sv, seat.body_en)
                ),
                button=Sentence("Utse någon", "Appoint somebody"),
            )
            for seat in empty_seats(actor.organisation)
        ]
    if actor.mandates:
        found += _ending(actor)
    if actor.holds(MandateKind.REGISTER):
        found += _without_representative()
    return found


def _ending(actor: Actor) -> list[Waiting]:
    """The own organisation's mandates that end within 60 days; for the register every function that will then lack a holder."""
    today = clock.today()
    rows = Mandate.objects.filter(from_now_on(today)).order_by("start").values_list("kind", "organisation", "start", "end")
    found = []
    for kind in MandateKind:
        spans = [Span(start, end) for held, _, start, end in rows if held == kind]
        gap = first_gap(spans, today)
        if gap is not None and gap <= today + AHEAD and actor.holds(MandateKind.REGISTER):
            sentence = Sentence("{name}: ingen har mandatet från {day}.", "{name}: nobody holds the mandate from {day}.")
            found.append(_about(kind, sentence, gap, Sentence("Ge mandatet till någon", "Give the mandate to somebody")))
            continue
        own = [end for held, at, _, end in rows if held == kind and at == actor.organisation]
        last = max((end for end in own if end is not None), default=None)
        if last is not None and None not in own and last <= today + AHEAD:
            sentence = Sentence("{name}: ert mandat slutar {day}.", "{name}: your mandate ends on {day}.")
            found.append(_about(kind, sentence, last, Sentence("Se mandaten", "See the mandates")))
    return found


def _about(kind: MandateKind, sentence: Sentence, day: date, button: Sentence) -> Waiting:
    name = FUNCTIONS[kind]
    return Waiting("mandate.pass_on", kind.value, name.sv, sentence.fill(name=name, day=day), button, day)


def _without_representative() -> list[Waiting]:
    circle = Membership.objects.filter(on(clock.today())).values_list("organisation", flat=True)
    ids = set(circle)
    missing = ids - {contact.organisation for contact in contacts(ids)}
    return [
        Waiting(
            deed="organisation.add_representative",
            subject=slug,
            title=name,
            sentence=Sentence("{name} har ingen medlemsansvarig.", "{name} has no member representative.").fill(name=name),
            button=Sentence("Lägg till någon", "Add somebody"),
        )
        for name, slug in Organisation.objects.filter(id__in=missing).order_by("name").values_list("name", "slug")
    ]
