"""Every letter that the deeds upon activities put can be written in both languages (C3)."""

import pytest

from samlar.activities.actions import participation
from samlar.activities.actions.comments import comment
from samlar.activities.models import Measure, Participation, Report
from samlar.catalogue.queries import latest
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.web.letters import render
from tests.lifecycle.making import fill_in, planned, read, running, step

NAMES = {
    "begun", "begun_without", "asked", "answer", "left", "removed", "lead", "comment", "to_review", "submitted", "read", "returned",
    "cleared", "cancelled", "reported", "result_to_review", "to_spread",
}  # fmt: skip
NASTY = "Hej {{ 7|add:7 }} <b>du</b>\n\nhttp://elak.test/"


@pytest.fixture
def letters(cast) -> set[str]:
    """A life in which every letter is put once; says their names."""
    made = planned(cast)
    comment(cast.dan, made, text=NASTY)
    for name in ("Region Gotland", "Region Jönköpings län"):
        participation.ask(cast.stina, made, organisation=cast.organisation(name), message=NASTY)
    participation.answer(cast.gun, made, yes=True, word=NASTY)
    participation.answer(cast.jon, made, yes=False, word=NASTY)
    participation.leave(cast.gun, made, why=NASTY)
    dalarna = Participation.objects.get(organisation=cast.organisation("Region Dalarna"), activity=made)
    participation.hand_over(cast.stina, made, dalarna.pk)
    kalmar = Participation.objects.get(organisation=cast.organisation("Region Kalmar län"), activity=made)
    participation.hand_over(cast.dan, made, kalmar.pk)
    fill_in(cast, made)
    step(cast, made, "stina", "submit")
    read(cast, made, yes=False, note=NASTY)
    step(cast, made, "klara", "send_back", reason=NASTY)
    participation.remove(cast.stina, made, dalarna.pk, why=NASTY)
    step(cast, made, "stina", "cancel", reason=NASTY)
    ran = running(cast)
    Measure.objects.update(outcome="yes", answer="Det gick bra.")
    told = {one.id: "Bra." for one in latest("provrum").definition.report}
    Report.objects.create(activity_id=ran, sections=told, changed=clock.now())
    step(cast, ran, "stina", "report")
    return set(Letter.objects.filter(name__startswith="activity_").values_list("name", flat=True))


def test_every_letter_reads_in_both_languages(letters):
    assert letters >= {f"activity_{name}" for name in NAMES}
    for letter in Letter.objects.filter(name__startswith="activity_"):
        for language in ("sv", "en"):
            written = render(letter.name, language, letter.values)
            assert written.subject.strip()
            assert "{{" not in written.text.replace("{{ 7|add:7 }}", "")
            assert "14" not in written.subject
            assert 'href="http://elak.test' not in written.html
