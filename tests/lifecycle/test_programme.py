"""Who is told when a programme is released: the organisations' contacts, and everybody with a place, once each (E4)."""

from datetime import UTC, date, datetime

import pytest

from samlar.activities.actions.sessions import bring_back_session, cancel_session, change_session, make_session
from samlar.activities.models import Participation, ProgrammeRelease, Staff
from samlar.activities.queries.items import draft
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.releases import seal_of
from samlar.activities.rules.sessions import SessionText
from samlar.foundation.models import Letter
from samlar.lifecycle.actions.programme import release
from samlar.people.models import Person
from samlar.registration.models import Registration
from samlar.web.letters import render
from tests.activities import rows

pytestmark = pytest.mark.django_db
WORKSHOP = SessionText(title="Workshop 1", day=date(2026, 9, 1), lunch_to_lunch=True, place="Stockholm")
THEN = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def lab(cast):
    made = rows.activity(cast, "Att lära om lärande", format="larlabb")
    make_session(cast.stina, made.pk, WORKSHOP)
    return made


def let_go(cast, lab, **fields):
    return release(cast.stina, lab.pk, seal=seal_of(draft(lab.pk)), **fields)


def register(who, made, state="confirmed"):
    Registration.objects.create(
        activity=made, person_id=who.person, organisation_id=who.organisation, registered_by_id=who.person, state=state, received=THEN, since=THEN,
        kind=who.organisation_kind,
    )  # fmt: skip


def told() -> list[str]:
    return sorted(Letter.objects.values_list("to", flat=True))


def test_everybody_with_a_place_and_every_organisations_contact_are_told_once(cast, lab):
    Participation.objects.filter(activity=lab, organisation=cast.organisation("Region Dalarna")).update(contact=cast.dan.person)
    for who, state in ((cast.dan, "confirmed"), (cast.gun, "confirmed"), (cast.erin, "waitlisted"), (cast.stina, "confirmed"), (cast.nils, "confirmed")):
        if who.organisation:
            register(who, lab, state)

    let_go(cast, lab)

    assert told().count("dan@region-dalarna.test") == 1
    assert cast.gun.email in told()
    assert cast.erin.email not in told()
    assert cast.stina.email not in told()
    assert cast.majken.email in told()  # the lead's representative


def test_the_letter_says_what_changed_in_the_receivers_language(cast, lab):
    Person.objects.filter(id=cast.gun.person).update(language="en")
    for who in (cast.dan, cast.gun):
        register(who, lab)
    let_go(cast, lab, note="Välkomna!")
    first = Letter.objects.get(to=cast.dan.email)
    assert (first.name, first.values["lines"], first.values["note"]) == (
        "programme_released", ["Workshop 1, 1 september kl. 12.00 – 2 september 2026 kl. 13.00, Stockholm"], "Välkomna!",
    )  # fmt: skip
    session = draft(lab.pk).sessions[0].row
    change_session(cast.stina, lab.pk, session.id, SessionText(title="Workshop 1", day=date(2026, 9, 8), lunch_to_lunch=True, place="Kalmar"), revision=1)
    let_go(cast, lab)

    letter = Letter.objects.get(to=cast.gun.email, name="programme_changed")
    said = render(letter.name, letter.language, letter.values)
    assert "- Moved: “Workshop 1”, from 1 September at 12:00 – 2 September 2026 at 13:00 to 8 September at 12:00 – 9 September 2026 at 13:00." in said.text
    assert "- “Workshop 1” is now here: Kalmar." in said.text
    assert f"/aktiviteter/{lab.pk}/program/" in said.text


def test_a_moved_session_is_told_to_all_who_wait_for_a_place_and_to_the_staff_with_the_deed_as_subject(cast, lab):
    """Whoever is offered a place, waits for one or for the manager plans by the days as much as those who have it (E4)."""
    for who, state in ((cast.dan, "confirmed"), (cast.gun, "waitlisted"), (cast.erin, "awaiting_manager"), (cast.disa, "withdrawn")):
        register(who, lab, state)
    Staff.objects.create(activity=lab, role="process_leader", person_id=cast.gustav.person)
    Staff.objects.create(activity=lab, role="content_leader", name="Utan konto", email="utan@konto.test")
    let_go(cast, lab)
    assert cast.gustav.email in told()
    assert not {cast.gun.email, cast.erin.email} & set(told())
    session = draft(lab.pk).sessions[0].row
    change_session(cast.stina, lab.pk, session.id, SessionText(title="Workshop 1", day=date(2027, 1, 11), lunch_to_lunch=True, place="Västervik"), revision=1)

    let_go(cast, lab)

    letters = {one.to: one for one in Letter.objects.filter(name="programme_changed")}
    assert {cast.dan.email, cast.gun.email, cast.erin.email, cast.gustav.email} <= set(letters)
    assert cast.disa.email not in letters or "registration_path" not in letters[cast.disa.email].values
    said = render("programme_changed", "sv", letters[cast.gun.email].values)
    assert said.subject == "”Att lära om lärande”: Workshop 1 är flyttad till 11–12 januari, Västervik"
    own = Registration.objects.get(person=cast.gun.person)
    assert "Kan du inte komma då? Ändra eller återkalla din anmälan: http" in said.text
    assert said.text.rstrip().endswith(f"/aktiviteter/{lab.pk}/anmalan/{own.pk}/")
    assert "Kan du inte komma" not in render("programme_changed", "sv", letters[cast.gustav.email].values).text


def test_the_subject_says_a_cancelled_session_and_else_that_the_programme_has_changed(cast, lab):
    register(cast.dan, lab)
    let_go(cast, lab)
    session = draft(lab.pk).sessions[0].row
    cancel_session(cast.stina, lab.pk, session.id, why="Storm.")
    let_go(cast, lab)
    make_session(cast.stina, lab.pk, SessionText(title="Workshop 2", day=date(2026, 10, 1), lunch_to_lunch=True, place="Visby"))
    bring_back_session(cast.stina, lab.pk, session.id)
    let_go(cast, lab)

    newest = Letter.objects.filter(to=cast.dan.email, name="programme_changed").order_by("id")
    assert [render(one.name, "en", one.values).subject for one in newest] == [
        "”Att lära om lärande”: Workshop 1 1–2 september är inställd", "Programmet för ”Att lära om lärande” har ändrats",
    ]  # fmt: skip


def test_what_is_refused_tells_nobody(cast, lab):
    with pytest.raises(Overtaken):
        release(cast.stina, lab.pk, seal="gammalt")
    let_go(cast, lab)
    before = len(told())
    with pytest.raises(ActivityRefused):
        let_go(cast, lab)
    assert (len(told()), ProgrammeRelease.objects.count()) == (before, 1)
