"""Writing, publishing and withdrawing proposals (B1, B3)."""

import pytest

from samlar.foundation import audit
from samlar.foundation.models import Letter
from samlar.ideas import actions, queries
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.rules.deeds import Changed, ProposalRefused
from samlar.ideas.rules.fit import UnknownFormat
from samlar.ideas.rules.rows import State
from samlar.people.rules import NotAllowed, NotVisible
from samlar.talk.rules import TextRefused
from tests.ideas.rows import verbs, written


def test_a_draft_is_seen_by_its_own_organisation_and_by_nobody_else(cast):
    draft = written(cast.stina, publish=False)
    assert queries.proposal(cast.stina, draft).state is State.DRAFT
    assert queries.proposal(cast.majken, draft).id == draft
    for viewer in (cast.dan, cast.klara, cast.ture, cast.sanna, cast.siv, cast.gustav, cast.nils):
        with pytest.raises(NotVisible):
            queries.proposal(viewer, draft)


def test_a_published_proposal_is_seen_by_members_and_partners_but_not_by_guests_and_visitors(cast, visitor):
    published = written(cast.stina)
    for viewer in (cast.dan, cast.klara, cast.siv):
        assert queries.proposal(viewer, published).state is State.PUBLISHED
    for viewer in (cast.gustav, cast.nils, visitor):
        with pytest.raises(NotVisible):
            queries.proposal(viewer, published)


def test_a_partner_is_told_the_test_rooms_own_rule_its_source_and_the_way_in(cast):
    with pytest.raises(NotAllowed) as refusal:
        written(cast.siv, format="provrum")
    assert refusal.value.rule == "proposer.membership"
    assert refusal.value.source == "P · Urvalsprocess"
    assert "Anmäl intresse" in refusal.value.mend.sv
    assert refusal.value.field == "format"
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("format", ["", "larprojekt", "natverk"])
def test_a_partner_proposes_for_the_formats_that_let_partners(cast, format):
    assert queries.proposal(cast.dan, written(cast.siv, format=format)).format == format


def test_a_draft_for_a_format_one_may_not_propose_is_refused_before_anybody_writes_in_vain(cast):
    with pytest.raises(NotAllowed):
        written(cast.siv, format="expedition", publish=False)


@pytest.mark.parametrize("who", ["gustav", "nils"])
def test_guests_and_people_between_employments_do_not_propose(cast, who):
    with pytest.raises(NotAllowed):
        written(getattr(cast, who))


def test_a_format_that_is_not_there_is_refused_by_name_of_the_field(cast):
    with pytest.raises(UnknownFormat) as refusal:
        written(cast.stina, format="studiecirkel")
    assert refusal.value.field == "format"


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": " \n\t "}, "title"),
        ({"title": "å" * 121}, "title"),
        ({"summary": ""}, "summary"),
        ({"summary": "x" * 10_000}, "summary"),
        ({"text": "x" * 8001}, "text"),
    ],
)
def test_a_text_of_the_wrong_length_is_refused_beside_its_field_and_nothing_is_kept(cast, texts, field):
    with pytest.raises(TextRefused) as refusal:
        written(cast.stina, **texts)
    assert refusal.value.field == field
    assert not Proposal.objects.exists()


def test_texts_at_their_limits_are_kept_whole(cast):
    found = queries.proposal(cast.stina, written(cast.stina, title="å" * 120, summary="ä" * 300, text="ö" * 8000))
    assert (found.title, found.summary, found.text) == ("å" * 120, "ä" * 300, "ö" * 8000)


def test_what_nobody_sees_in_a_text_is_left_out_and_what_people_see_is_kept(cast):
    found = queries.proposal(
        cast.stina,
        written(
            cast.stina,
            title="Nul\x00l  och\nrad",
            summary="Familjen 👩‍👩‍👧 ​‮omvänt",
            text="<script>alert(1)</script>\r\n\r\n\ud800**fet**\x07",
        ),
    )
    assert found.title == "Null och rad"
    assert "👩‍👩‍👧" in found.summary
    assert found.text == "<script>alert(1)</script>\n\n**fet**"


def test_a_draft_may_wait_for_its_summary_but_is_not_published_without(cast):
    draft = written(cast.stina, summary="", publish=False)
    with pytest.raises(TextRefused) as refusal:
        actions.publish_proposal(cast.stina, draft)
    assert refusal.value.field == "summary"
    assert queries.proposal(cast.stina, draft).state is State.DRAFT


def test_a_colleague_publishes_a_draft(cast):
    draft = written(cast.stina, publish=False)
    actions.publish_proposal(cast.majken, draft)
    found = queries.proposal(cast.dan, draft)
    assert (found.state, found.author_name) == (State.PUBLISHED, "Stina Påhittad")
    assert verbs(draft) == ["proposal.drafted", "proposal.published"]


def test_publishing_twice_is_refused(cast):
    with pytest.raises(ProposalRefused):
        actions.publish_proposal(cast.stina, written(cast.stina))


def test_to_propose_is_not_to_be_interested_unless_the_organisation_says_so(cast):
    assert queries.interested(written(cast.stina)) == ()
    (own,) = queries.interested(written(cast.stina, own_interest="join"))
    assert (own.name, own.would_lead) == ("Region Kalmar län", False)
    leading = written(cast.stina, own_interest="lead")
    assert queries.interested(leading)[0].would_lead
    assert verbs(leading) == ["proposal.drafted", "proposal.published", "interest.shown_to_lead"]


def test_what_a_draft_says_of_its_own_interest_is_kept_until_it_is_published(cast):
    draft = written(cast.stina, publish=False, own_interest="lead")
    actions.edit_proposal(cast.majken, draft, revision=1, title="Ny titel", own_interest="join")
    assert [one.would_lead for one in queries.interested(draft)] == [False]
    actions.edit_proposal(cast.stina, draft, revision=2, title="Ny titel", summary="Nu klar.", publish=True)
    assert [one.would_lead for one in queries.interested(draft)] == [False]


def test_an_answer_that_is_none_of_the_answers_is_refused(cast):
    with pytest.raises(Exception, match="svaren"):
        written(cast.stina, own_interest="kanske")


def test_a_partner_cannot_promise_to_lead_where_partners_do_not_lead(cast):
    with pytest.raises(NotAllowed) as refusal:
        written(cast.siv, format="larprojekt", own_interest="lead")
    assert (refusal.value.rule, refusal.value.field) == ("participation.lead", "own_interest")


def test_a_change_after_publication_is_marked_and_traced_without_the_words(cast):
    published = written(cast.stina)
    read = queries.proposal(cast.stina, published)
    assert read.changed is None
    actions.edit_proposal(cast.majken, published, revision=read.revision, title="Rättad titel", summary=read.summary, text=read.text)
    found = queries.proposal(cast.dan, published)
    assert (found.title, found.changed is not None, found.revision) == ("Rättad titel", True, read.revision + 1)
    entry = audit.trail("proposal", published)[0]
    assert (entry["verb"], entry["changes"]) == ("proposal.edited", {"parts": [None, ["title"]]})


def test_saving_without_a_change_leaves_no_trace(cast):
    published = written(cast.stina)
    read = queries.proposal(cast.stina, published)
    actions.edit_proposal(cast.stina, published, revision=read.revision, title=read.title, summary=read.summary, text=read.text)
    assert queries.proposal(cast.stina, published) == read
    assert verbs(published) == ["proposal.drafted", "proposal.published"]


def test_the_second_of_two_windows_is_told_and_changes_nothing(cast):
    draft = written(cast.stina, publish=False)
    actions.edit_proposal(cast.majken, draft, revision=1, title="Majkens", summary="Hennes mening.")
    with pytest.raises(Changed):
        actions.edit_proposal(cast.stina, draft, revision=1, title="Stinas", summary="Hennes andra.")
    with pytest.raises(Changed):
        actions.publish_proposal(cast.stina, draft, revision=1)
    assert queries.proposal(cast.stina, draft).title == "Majkens"


def test_the_format_stays_once_others_have_seen_it(cast):
    published = written(cast.stina)
    with pytest.raises(ProposalRefused) as refusal:
        actions.edit_proposal(cast.stina, published, revision=2, title="Titel", summary="En mening.", format="provrum")
    assert refusal.value.field == "format"


@pytest.mark.parametrize("who", ["dan", "klara", "siv"])
def test_another_organisation_changes_and_withdraws_nothing(cast, who):
    published = written(cast.stina)
    with pytest.raises(NotAllowed):
        actions.edit_proposal(getattr(cast, who), published, revision=2, title="Min", summary="Nu.")
    with pytest.raises(NotAllowed):
        actions.withdraw_proposal(getattr(cast, who), published, reason="För att.")
    with pytest.raises(NotVisible):
        actions.publish_proposal(getattr(cast, who), written(cast.stina, publish=False))


def test_a_withdrawn_proposal_stays_with_its_reason_and_the_interested_are_told(cast):
    published = written(cast.stina)
    actions.show_interest(cast.dan, published, would_lead=False)
    actions.withdraw_proposal(cast.majken, published, reason="Frågan löstes  av andra.")
    found = queries.proposal(cast.siv, published)
    assert (found.state, found.why_withdrawn) == (State.WITHDRAWN, "Frågan löstes av andra.")
    letter = Letter.objects.get(name="proposal_withdrawn")
    assert (letter.to, letter.values["reason"]) == (cast.dan.email, "Frågan löstes av andra.")
    assert verbs(published)[-1] == "proposal.withdrawn"


def test_a_withdrawn_draft_stays_at_home(cast):
    draft = written(cast.stina, publish=False)
    actions.withdraw_proposal(cast.stina, draft, reason="Inte nu.")
    assert queries.proposal(cast.majken, draft).state is State.WITHDRAWN
    with pytest.raises(NotVisible):
        queries.proposal(cast.dan, draft)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 301])
def test_to_withdraw_takes_a_reason(cast, reason):
    published = written(cast.stina)
    with pytest.raises(TextRefused):
        actions.withdraw_proposal(cast.stina, published, reason=reason)
    assert queries.proposal(cast.stina, published).state is State.PUBLISHED


def test_nothing_is_done_with_a_proposal_that_is_taken_or_withdrawn(cast):
    taken, withdrawn = written(cast.stina), written(cast.stina)
    actions.mark_taken(cast.dan, taken)
    actions.withdraw_proposal(cast.stina, withdrawn, reason="Nej.")
    for closed in (taken, withdrawn):
        revision = queries.proposal(cast.stina, closed).revision
        for deed in (
            lambda: actions.edit_proposal(cast.stina, closed, revision=revision, title="T", summary="S"),  # noqa: B023
            lambda: actions.publish_proposal(cast.stina, closed),  # noqa: B023
            lambda: actions.withdraw_proposal(cast.stina, closed, reason="Igen."),  # noqa: B023
            lambda: actions.show_interest(cast.dan, closed, would_lead=False),  # noqa: B023
            lambda: actions.withdraw_interest(cast.dan, closed),  # noqa: B023
            lambda: actions.carry_on_as(cast.dan, closed),  # noqa: B023
            lambda: actions.mark_taken(cast.dan, closed),  # noqa: B023
        ):
            with pytest.raises(ProposalRefused):
                deed()
    assert not Interest.objects.exists()


def test_for_start_tells_who_is_interested_and_who_would_lead(cast):
    published = written(cast.stina, format="provrum", text="Mer om saken.")
    actions.show_interest(cast.dan, published, would_lead=True, note="Vi har en drönare.")
    actions.show_interest(cast.siv, published, would_lead=False)
    found = queries.for_start(cast.gun, published)
    assert (found.id, found.format, found.text, found.organisation) == (published, "provrum", "Mer om saken.", cast.stina.organisation)
    assert [(one.name, one.kind, one.membership, one.would_lead) for one in found.interested] == [
        ("Region Dalarna", "region", "member", True),
        ("SLU", "university", "partner", False),
    ]
    with pytest.raises(NotVisible):
        queries.for_start(cast.gun, written(cast.stina, publish=False))


@pytest.mark.parametrize("id", [0, -1, 2**63, 99999999999999999999])
def test_an_id_that_no_row_can_have_is_not_there(cast, id):
    for look in (queries.proposal, queries.for_start):
        with pytest.raises(NotVisible):
            look(cast.stina, id)
    with pytest.raises(NotVisible):
        actions.show_interest(cast.stina, id, would_lead=False)
