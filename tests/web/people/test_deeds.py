"""What is done on the pages about people: the deed, the refusal by its field, nothing typed lost."""

from datetime import date, timedelta

from django.urls import reverse

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.people import actions, queries
from samlar.people.models import Employment, Mandate, Organisation, OrganisationKind, Person, Role, Seat
from samlar.people.rules import MandateKind, RoleKind

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
AT = "region-kalmar-lan"
NEW = {"name": "Ny Nyling", "email": "ny@kalmar.test", "start": "2026-11-20", "title": "analytiker", "language": "sv", "roles": ["manager"]}


def test_a_representative_adds_somebody(cast, sign_in):
    answer = sign_in(cast.majken).post(reverse("add_person", args=[AT]), NEW, follow=True)
    assert answer.redirect_chain == [(reverse("our_organisation"), 302)]
    assert "Ny Nyling finns nu hos Region Kalmar län." in answer.content.decode()
    assert queries.actor(Person.objects.get(email="ny@kalmar.test").pk).roles == {RoleKind.MANAGER}


def test_what_is_wrong_is_said_by_its_field_and_nothing_typed_is_lost(cast, sign_in):
    answer = sign_in(cast.majken).post(reverse("add_person", args=[AT]), {**NEW, "email": "ingen adress", "title": "<script>x"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert 'href="#id_email"' in said
    assert "&lt;script&gt;x" in said
    assert 'value="Ny Nyling"' in said


def test_an_address_known_elsewhere_offers_to_ask_and_the_person_says_yes_from_the_letter(cast, sign_in):
    browser, wanted = sign_in(cast.majken), {**NEW, "email": cast.dan.email}
    answer = browser.post(reverse("add_person", args=[AT]), wanted)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Fråga Dan Fiktivsson" in said
    assert "Region Dalarna" in said
    assert cast.dan.organisation == cast.organisation("Region Dalarna")
    browser.post(reverse("add_person", args=[AT]), {**wanted, "email": cast.disa.email, "move": cast.dan.email})
    assert cast.disa.organisation == cast.organisation("Region Dalarna")
    answer = browser.post(reverse("add_person", args=[AT]), {**wanted, "move": cast.dan.email}, follow=True)
    assert "Dan Fiktivsson har fått ett brev" in answer.content.decode()
    assert cast.dan.organisation == cast.organisation("Region Dalarna")
    link, dan = Letter.objects.get(name="move_asked").values["path"], sign_in(cast.dan)
    assert "Vill du flytta till Region Kalmar län?" in dan.get(link).content.decode()
    assert cast.dan.organisation == cast.organisation("Region Dalarna")
    dan.post(link)
    assert cast.dan.organisation == cast.organisation("Region Kalmar län")


def test_a_representative_changes_appoints_and_lets_go(cast, sign_in):
    browser, stina = sign_in(cast.majken), cast.stina.person
    browser.post(
        reverse("change_person", args=[AT, stina]),
        {"name": "Stina Ny", "email": cast.stina.email, "title": "chef", "function": "operative"},
    )
    assert (cast.stina.name, cast.stina.function) == ("Stina Ny", "operative")
    browser.post(reverse("appoint", args=[AT, stina]), {"kind": "member_representative", "start": "2026-11-20"})
    assert cast.stina.is_representative
    role = Role.objects.get(person=stina).pk
    browser.post(reverse("end_role", args=[AT, stina, role]), {"end": "2026-11-19"})
    assert not cast.stina.is_representative
    answer = browser.post(reverse("let_go", args=[AT, stina]), {"end": "2026-11-30"})
    assert answer.headers["Location"] == reverse("our_organisation")
    assert Employment.objects.get(person=stina).end == date(2026, 11, 30)
    browser.post(reverse("stay", args=[AT, stina]))
    assert Employment.objects.get(person=stina).end is None


def test_the_last_representative_is_told_what_mends_it(cast, sign_in):
    answer = sign_in(cast.majken).post(reverse("let_go", args=[AT, cast.majken.person]), {"end": "2026-11-20"})
    assert answer.status_code == 422
    assert "Först behöver någon annan där bli medlemsansvarig." in answer.content.decode()
    assert cast.majken.at_work


def test_everybody_changes_name_and_language(cast, sign_in):
    answer = sign_in(cast.stina).post(reverse("my_account"), {"name": "Stina Ny", "language": "en"}, follow=True)
    assert (cast.stina.name, cast.stina.language) == ("Stina Ny", "en")
    assert 'lang="en"' in answer.content.decode()
    assert sign_in(cast.nils).get(reverse("my_account")).status_code == 200
    assert sign_in(cast.stina).post(reverse("my_account"), {"name": "", "language": "xx"}).status_code == 422


def test_the_register_adds_an_organisation_its_membership_and_its_first_representative(cast, sign_in):
    browser = sign_in(cast.klara)
    answer = browser.post(reverse("add_organisation"), {"name": "Malmö universitet", "kind": "university"})
    assert answer.headers["Location"] == reverse("begin_membership", args=["malmo-universitet"])
    browser.post(answer.headers["Location"], {"kind": "partner", "start": "2026-11-20"})
    row = Organisation.objects.get(slug="malmo-universitet")
    assert "malmo-universitet" in {wait.subject for wait in queries.waiting_for(cast.klara)}
    browser.post(reverse("add_person", args=[row.slug]), {**NEW, "email": "ny@mau.test", "roles": ["member_representative"]})
    assert [contact.email for contact in queries.contacts([row.pk])] == ["ny@mau.test"]
    assert "malmo-universitet" not in {wait.subject for wait in queries.waiting_for(cast.klara)}


def test_two_ballots_are_refused_by_their_field(cast, sign_in):
    values = {"kind": "member", "start": "2026-11-20", "votes": "on"}
    answer = sign_in(cast.klara).post(reverse("begin_membership", args=["storsthlm"]), values)
    assert answer.status_code == 422
    assert "har en röst tillsammans" in answer.content.decode()


def test_the_register_changes_kinds_represents_and_ends_memberships(cast, sign_in):
    browser = sign_in(cast.klara)
    kind = {"name_sv": "institut", "plural_sv": "institut", "name_en": "institute", "plural_en": "institutes", "counts_as": "other"}
    assert browser.post(reverse("organisation_kinds"), kind).status_code == 302
    assert OrganisationKind.objects.filter(code="institute").exists()
    browser.post(reverse("change_organisation", args=["slu"]), {"name": "SLU", "kind": "institute"})
    assert Organisation.objects.get(slug="slu").kind_id == "institute"
    browser.post(reverse("represent", args=["slu"]), {"represents": cast.organisation("Boverket")})
    assert Organisation.objects.get(slug="slu").represents_id == cast.organisation("Boverket")
    page = browser.get(reverse("organisation", args=["slu"])).context
    membership = page["organisation"].memberships[0].id
    browser.post(reverse("end_membership", args=["slu", membership]), {"end": "2026-11-30"})
    assert browser.get(reverse("organisation", args=["slu"])).context["organisation"].membership.span.end == date(2026, 11, 30)


def test_a_representative_tells_about_the_own_organisation(cast, sign_in):
    sign_in(cast.majken).post(
        reverse("describe_organisation", args=[AT]), {"about": "Vi **provar**.", "website": "kalmar.test", "county": "Kalmar län"}
    )
    said = sign_in(cast.dan).get(reverse("organisation", args=[AT])).content.decode()
    assert "<strong>provar</strong>" in said
    assert "https://kalmar.test" in said


def test_mandates_pass_on_through_the_page(cast, sign_in):
    browser, dalarna = sign_in(cast.klara), cast.organisation("Region Dalarna")
    held = Mandate.objects.get(kind="clearance").pk
    refused = browser.post(reverse("end_mandate", args=[held]), {"end": "2026-12-31"})
    assert refused.status_code == 422
    assert "Ingen skulle ha mandatet från 1 januari 2027." in refused.content.decode()
    browser.post(reverse("delegate_mandate", args=[held]), {"to": dalarna, "start": "2026-11-20", "end": "2026-12-20"})
    assert cast.disa.holds(MandateKind.CLEARANCE)
    lent = Mandate.objects.get(delegated_from=held).pk
    browser.post(reverse("end_mandate", args=[lent]), {"end": "2026-11-19"})
    assert not cast.disa.holds(MandateKind.CLEARANCE)
    browser.post(reverse("hand_over_mandate", args=[held]), {"to": dalarna, "start": "2026-11-20"})
    assert cast.disa.holds(MandateKind.CLEARANCE)
    browser.post(reverse("give_mandate"), {"kind": "clearance", "to": cast.organisation("SLU"), "start": "2026-11-20"})
    assert cast.siv.holds(MandateKind.CLEARANCE)


def test_a_group_its_seats_and_who_has_them(cast, sign_in):
    browser = sign_in(cast.klara)
    browser.post(reverse("add_body"), {"kind": "board", "name_sv": "Styrelsen", "name_en": "The board"})
    kalmar = cast.organisation("Region Kalmar län")
    answer = browser.post(reverse("add_seat", args=["styrelsen"]), {"to": kalmar, "duty": "chair", "start": "2026-11-20"})
    seat = Seat.objects.get()
    assert answer.headers["Location"] == reverse("fill_seat", args=[seat.pk])
    assert "seat.fill" in {wait.deed for wait in queries.waiting_for(cast.majken)}
    sign_in(cast.majken).post(reverse("fill_seat", args=[seat.pk]), {"person": cast.stina.person})
    assert Seat.objects.get().person_id == cast.stina.person
    assert sign_in(cast.majken).get(reverse("fill_seat", args=[seat.pk])).status_code in (200, 404)
    browser.post(reverse("end_seat", args=[seat.pk]), {"end": "2026-11-30"})
    assert Seat.objects.get().end == date(2026, 11, 30)


def test_what_ends_soon_waits_for_its_holder(cast):
    row = Mandate.objects.get(kind="dissemination")
    actions.give_mandate(cast.klara, MandateKind.DISSEMINATION, to=cast.organisation("Region Dalarna"), start=TODAY)
    actions.end_mandate(cast.sanna, row.pk, last=TODAY + 59 * DAY)
    assert [wait.subject for wait in queries.waiting_for(cast.sanna) if wait.deed == "mandate.pass_on"] == ["dissemination"]
    Mandate.objects.filter(kind="dissemination").update(end=TODAY + 30 * DAY)
    assert "ingen har mandatet" in next(wait.sentence.sv for wait in queries.waiting_for(cast.klara) if wait.deed == "mandate.pass_on")
    with clock.at(clock.now() - 31 * DAY):
        assert not [wait for wait in queries.waiting_for(cast.sanna) if wait.deed == "mandate.pass_on"]
