"""An idea meeting with its real figures, played through its pages: 51 proposals become five areas (May 2021). The two others are journeys."""

import re
from html import unescape

from samlar.management.world.meetings_told import IN_2021
from samlar.people.models import Body
from samlar.people.rules import VISITOR
from tests.web.ideas.meetings import Meeting, carried, followed


def test_fifty_one_proposals_become_five_areas_and_every_one_can_be_followed(cast, sign_in, settings):
    meeting = Meeting(IN_2021, cast, sign_in, settings)
    klara = meeting.keeper
    meeting.on(35)
    there = meeting.post(klara, "round_new", data={**meeting.call(), "revision": "0"})
    meeting.round = int(there.strip("/").split("/")[-1])
    meeting.post(klara, "round_announce", meeting.round)
    meeting.on(20)
    meeting.propose(meeting.by)
    assert len(meeting.proposals) == 51
    meeting.on(8)
    board = meeting.page(klara, "round_areas", meeting.round)
    assert "De delar ordet" in board
    assert board.split("till som liknar varandra")[0].count("Gör ett område av dem") == 3, "The closest are shown, the others folded."
    meeting.gather()
    meeting.send_elsewhere()
    meeting.post(klara, "round_fix", meeting.round)
    meeting.on(5)
    meeting.vote(meeting.ballots)
    meeting.on(0)
    meeting.post(klara, "round_count", meeting.round)
    counted = meeting.page(klara, "round_result", meeting.round)
    body = Body.objects.get(slug="member_group").pk
    chosen = [meeting.areas[name] for name in meeting.chosen]
    meeting.post(klara, "round_decide", meeting.round, data={"chosen": chosen, "body": body, "why": "De hör ihop.", "publish": "1"})

    # What the count says is what was told of, and who carried an area are some of those that ticked it.
    shared = carried(counted)
    assert set(shared) == set(meeting.chosen)
    assert len(shared) == 5
    for area, names in shared.items():
        assert names, area
        assert names <= {name for name, ticks in meeting.ballots.items() if area in ticks}
    for area in meeting.areas.values():
        assert f'<a href="/idemoten/{meeting.round}/#omrade-{area}">' in counted, "From the count to the proposals."

    assert "Alla som ville ha något får något av det, hur det än räknas." in counted
    assert "Så många får inget av det de ville ha" not in counted, "Nothing is drawn where nobody goes empty-handed."

    # Anybody reads where each of the 51 went, and why.
    public = meeting.page(sign_in(VISITOR), "round", meeting.round)
    assert followed(public) == meeting.went()
    assert len(meeting.went()) == 51
    assert "51 förslag blev 5 områden." in public
    assert "De hör ihop." in public
    assert re.search(r'<a href="/ideer/" aria-current="true">', public), "Idea meetings are a part of the ideas."
    for title, proposal in meeting.proposals.items():
        whose, where = meeting.went()[title]
        assert where.split(": ")[-1] in meeting.page(meeting.of(whose), "proposal", proposal), title

    # One step makes an activity of an area, and the activity leads back to it.
    area = meeting.chosen[0]
    title = meeting.titles(area)[0]
    own = meeting.of(meeting.by[title])
    begun = {"title": "Vi provar", "format_id": "larprojekt", "proposals": [meeting.proposals[title]]}
    activity = meeting.post(own, "area_start", meeting.round, meeting.areas[area], data=begun)
    assert f'<a href="/idemoten/{meeting.round}/#omrade-{meeting.areas[area]}">{area}</a>, {IN_2021.title}' in unescape(own.get(activity).content.decode())
