"""The invitation: whole before it is out, told once to each, and never wider than its state (E1, C2)."""

import pytest

from samlar.activities import queries
from samlar.activities.models import Invitation, Invited, Staff
from samlar.activities.queries.invitation import guests, invitation
from samlar.activities.queries.trail import trail
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.invitation import TEXTS, NotWhole
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.people.rules import NotAllowed, NotVisible
from samlar.registration.actions.invitation import invite, open_to, publish, save, take_back
from samlar.registration.models import Registration, Terms
from samlar.registration.queries.invitation import composed, registered_people, to_judge
from samlar.registration.rules.invitation import missing, registration_said, without_repeats
from samlar.web.letters import render
from tests.activities import rows
from tests.lifecycle.making import step
from tests.registration import inviting

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    return inviting.lab(cast, published=False)


def seen(cast, made, key="stina"):
    return queries.activity(getattr(cast, key), made.pk)


def lacks(cast, made):
    found = seen(cast, made)
    return [one.part for one in missing(found, to_judge(cast.stina, found))]


def letters():
    return sorted(Letter.objects.filter(name="activity_invited").values_list("to", flat=True))


def representatives(cast):
    return sorted(getattr(cast, key).email for key in ("majken", "disa", "gun", "jon", "ture", "sanna", "siv", "erin"))


# — what it holds —


def test_the_texts_start_from_the_plan_and_cost_nothing_to_keep(cast):
    made = rows.activity(cast, format="larlabb")
    made.plan.sections = {"purpose": "Därför.", "main_question": "Hur?", "target_group": "Chefer", "resources": "Två leder", "time_plan": "I höst"}
    made.plan.save()

    texts = invitation(cast.stina, seen(cast, made)).texts

    assert dict(texts) == {
        "lead": "Vad ser man från luften?", "background": "Därför.", "content": "Hur?", "for_whom": "Chefer", "how": "Två leder",
        "programme": "I höst", "cost": "Resor och logi betalar var och en själv.",
    }  # fmt: skip
    assert not Invitation.objects.exists()


def test_every_part_of_an_invitation_that_is_missing_is_named(cast, draft):
    assert lacks(cast, draft) == []

    bare = rows.activity(cast, "Bart", format="larlabb", summary="")
    assert lacks(cast, bare) == ["background", "content", "goal", "for_whom", "how", "programme", "terms", "practical", "contact_content"]
    with pytest.raises(NotWhole) as refusal:
        publish(cast.stina, bare.pk, revision=0)
    assert "bakgrund, innehåll, mål" in refusal.value.sentence.sv
    assert not Invitation.objects.filter(activity=bare).exists()


def test_where_people_do_not_register_it_says_how_one_joins(cast):
    room = rows.activity(cast, summary="")
    assert {"cost", "registration"} <= set(lacks(cast, room))


def test_terms_are_told_in_sentences(cast, draft):
    found = seen(cast, draft)
    terms = composed(cast.stina, found).terms
    assert [one.sv for one in registration_said(found.definition, terms, to_all=True)] == [
        "Sista anmälningsdag är 14 december 2026.", "Öppet för medlemmar och partner.", "Högst 4 personer kan delta från varje organisation.",
        "Det finns 40 platser.", "Chefen godkänner anmälan.",
    ]  # fmt: skip


# — writing —


def test_a_text_is_kept_and_the_trail_says_which_part(cast, draft):
    texts = {**inviting.TEXTS, "how": "På ett nytt\x00 sätt\r\n", "subtitle": "En\nrad"}

    assert save(cast.stina, draft.pk, texts=texts, revision=1) == 2
    assert save(cast.stina, draft.pk, texts=texts, revision=2) == 2

    kept = invitation(cast.dan, seen(cast, draft, "dan")).texts
    assert (kept["how"], kept["subtitle"]) == ("På ett nytt sätt", "En rad")
    assert trail(cast.stina, seen(cast, draft))[0].what.sv == "Inbjudan sparades: underrubrik, hur."


def test_two_who_write_at_once_are_told(cast, draft):
    save(cast.stina, draft.pk, texts={"how": "A"}, revision=1)
    with pytest.raises(Overtaken):
        save(cast.majken, draft.pk, texts={"how": "B"}, revision=1)
    assert Invitation.objects.get().texts == {"how": "A"}


@pytest.mark.parametrize("part", [part.id for part in TEXTS])
def test_a_text_that_is_too_long_is_refused_at_its_field(cast, draft, part):
    with pytest.raises(ActivityRefused) as refusal:
        save(cast.stina, draft.pk, texts={part: "x" * 6001}, revision=1)
    assert refusal.value.field == part


def test_what_is_published_cannot_lose_a_part(cast):
    made = inviting.lab(cast)
    with pytest.raises(NotWhole) as refusal:
        save(cast.stina, made.pk, texts={**inviting.TEXTS, "background": ""}, revision=1)
    assert refusal.value.field == "background"
    assert Invitation.objects.get().texts == inviting.TEXTS


@pytest.mark.parametrize("key", ["dan", "klara", "erin", "siv"])
def test_only_the_lead_writes_publishes_and_invites(cast, draft, key):
    actor = getattr(cast, key)
    for deed in (
        lambda: save(actor, draft.pk, texts={}, revision=1),
        lambda: publish(actor, draft.pk, revision=1),
        lambda: invite(actor, draft.pk, groups=["members"]),
        lambda: open_to(actor, draft.pk, to_all=False),
        lambda: take_back(actor, draft.pk, 1),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert not Letter.objects.exists()


# — publishing —


def test_a_draft_is_seen_inside_alone_and_what_is_published_by_all(cast, draft, visitor):
    for actor in (visitor, cast.erin, cast.gustav):
        with pytest.raises(NotVisible):
            composed(actor, queries.activity(actor, draft.pk))
    assert composed(cast.dan, seen(cast, draft, "dan")).texts

    publish(cast.stina, draft.pk, revision=1)

    assert composed(visitor, queries.activity(visitor, draft.pk)).texts == inviting.TEXTS


@pytest.mark.parametrize(("stage", "step"), [("planning", "Skicka planen till granskning"), ("review", "Ge klartecken för start")])
def test_before_the_start_the_step_that_is_missing_is_named(cast, stage, step):
    made = inviting.lab(cast, stage=stage, published=False)
    with pytest.raises(ActivityRefused) as refusal:
        publish(cast.stina, made.pk, revision=1)
    assert step in refusal.value.mend.sv
    assert not Letter.objects.exists()


@pytest.mark.parametrize("stage", ["reported", "closed", "cancelled"])
def test_what_is_over_is_neither_written_nor_published(cast, stage):
    made = inviting.lab(cast, stage=stage, published=False)
    for deed in (lambda: save(cast.stina, made.pk, texts={}, revision=1), lambda: publish(cast.stina, made.pk, revision=1), lambda: invite(cast.stina, made.pk, groups=["members"])):
        with pytest.raises(ActivityRefused):
            deed()


def test_publishing_to_all_tells_every_representative_once(cast, draft):
    publish(cast.stina, draft.pk, revision=1)
    assert letters() == representatives(cast)

    publish(cast.stina, draft.pk, revision=1)
    invite(cast.stina, draft.pk, groups=["regions", "partners"])
    open_to(cast.stina, draft.pk, to_all=False)
    open_to(cast.stina, draft.pk, to_all=True)
    assert letters() == representatives(cast)
    letter = Letter.objects.get(to=cast.erin.email)
    assert letter.values["path"] == f"/aktiviteter/{draft.pk}/inbjudan/"
    for language in ("sv", "en"):
        written = render(letter.name, language, letter.values)
        assert "14 " in written.text
        assert draft.title in written.subject


def test_whoever_publishes_an_old_page_is_told(cast, draft):
    save(cast.majken, draft.pk, texts={**inviting.TEXTS, "how": "Nytt"}, revision=1)
    with pytest.raises(Overtaken):
        publish(cast.stina, draft.pk, revision=1)


# — inviting —


def test_chosen_ones_and_groups_are_invited_in_one_step(cast, draft):
    publish(cast.stina, draft.pk, revision=1, to_all=False)
    assert letters() == []

    several = invite(cast.stina, draft.pk, organisations=[cast.organisation("Region Gotland"), cast.organisation("SKR")], groups=["partners"])

    assert several == 2 + sum(one.membership == "partner" and one.name != "SLU" for one in guests(seen(cast, draft)))
    assert letters() == [cast.gun.email]
    assert invite(cast.stina, draft.pk, organisations=[cast.organisation("Region Gotland")]) == 0
    assert letters() == [cast.gun.email]


def test_those_chosen_before_are_told_when_it_is_published(cast, draft):
    invite(cast.stina, draft.pk, organisations=[cast.organisation("Region Gotland")])
    assert letters() == []
    publish(cast.stina, draft.pk, revision=1, to_all=False)
    assert letters() == [cast.gun.email]


def test_all_regions_are_the_regions_that_are_members(cast, draft):
    invite(cast.stina, draft.pk, groups=["regions"])
    names = set(Invited.objects.values_list("organisation__name", flat=True))
    assert len(names) == 19  # all but the two that take part
    assert "Tillväxtverket" not in names


@pytest.mark.parametrize("chosen", [{}, {"organisations": [10**30]}, {"groups": ["world"]}])
def test_nobody_and_those_whom_the_format_does_not_take_are_refused(cast, draft, chosen):
    with pytest.raises(ActivityRefused) as refusal:
        invite(cast.stina, draft.pk, **chosen)
    assert refusal.value.field == "organisations"


def test_a_guest_is_not_invited_to_a_lab(cast, draft):
    with pytest.raises(ActivityRefused):
        invite(cast.stina, draft.pk, organisations=[cast.organisation("Science Park Norr")])


def test_an_invitation_is_taken_back_and_can_be_given_again_without_a_second_letter(cast, draft):
    publish(cast.stina, draft.pk, revision=1, to_all=False)
    gotland = cast.organisation("Region Gotland")
    invite(cast.stina, draft.pk, organisations=[gotland])
    take_back(cast.stina, draft.pk, Invited.objects.get().pk)
    assert not Invited.objects.exists()
    invite(cast.stina, draft.pk, organisations=[gotland])
    assert letters() == [cast.gun.email]
    for id in (0, -1, 10**30, 987654):
        with pytest.raises(NotVisible):
            take_back(cast.stina, draft.pk, id)


# — cancelled —


def test_those_registered_are_told_once_when_it_is_cancelled(cast):
    made = inviting.lab(cast)
    for key, state in (("erin", "confirmed"), ("gun", "waitlisted"), ("jon", "withdrawn"), ("dan", "confirmed")):
        actor = getattr(cast, key)
        Registration.objects.create(
            activity=made, person_id=actor.person, organisation_id=actor.organisation, registered_by_id=actor.person, state=state,
            received=clock.now(), since=clock.now(), kind="region",
        )  # fmt: skip
    assert [one.email for one in registered_people(made.pk)] == [cast.erin.email, cast.gun.email, cast.dan.email]

    step(cast, made.pk, "stina", "cancel", reason="För få anmälda.")

    told = list(Letter.objects.filter(name="activity_cancelled").values_list("to", flat=True))
    assert {cast.erin.email, cast.gun.email, cast.dan.email, cast.disa.email} <= set(told)
    assert cast.jon.email not in told
    assert len(told) == len(set(told))


def test_the_number_of_queries_does_not_grow_with_what_it_tells(cast, draft, django_assert_num_queries):
    found = seen(cast, draft)
    for count in (3, 8):
        for number in range(count):
            Staff.objects.create(activity=draft, role="content_leader", name=f"{count}-{number}", answers="content", email="a@b.test")
        with django_assert_num_queries(7):
            composed(cast.stina, found)
    Terms.objects.all().delete()
    assert lacks(cast, draft) == ["terms"]


def test_what_the_lead_has_written_is_not_said_twice():
    said = [Sentence("Det är gratis att delta.", "Taking part is free of charge."), Sentence("Det finns 12 platser.", "There are 12 places.")]
    assert without_repeats(said, "DET ÄR  gratis att\ndelta, resor betalar var och en.") == said[1:]
    assert without_repeats(said, "Taking part is free of charge!") == said[1:]
    assert without_repeats(said, "") == said
