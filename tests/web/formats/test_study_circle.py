"""A format made on the web from nothing, by somebody who is no programmer, and published (C1)."""

import pytest

from samlar.catalogue import queries
from samlar.formats.case import Case, Participant, Plan
from samlar.formats.evaluate import judge
from samlar.formats.sentence import Sentence
from tests.formats.cases import walk
from tests.web.formats.journeys import as_shown, begin, both, fill_in_basics, opened

pytestmark = pytest.mark.django_db


def test_a_study_circle_is_made_from_nothing_and_published_without_a_line_of_code(cast, sign_in):
    stina, klara = sign_in(cast.stina), sign_in(cast.klara)
    draft = begin(stina)
    here = f"/format/utkast/{draft}/"
    assert "saker återstår" in stina.get(here).content.decode()
    fill_in_basics(stina, draft)

    # A rule: at least three organisations. The words are left to the system.
    assert "Antal deltagande organisationer" in stina.get(here + "regler/rules/ny/").content.decode()
    rule = here + "regler/rules/ny/?fakta=participants.count"
    sent = opened(stina, rule) | {"severity": "must", "min": "3", "source": "Studieförbundens erfarenhet"}
    assert stina.post(rule, sent)["Location"].endswith("#rules")

    # A section of its own in the plan, and a session.
    section = here + "planmall/plan-sections/ny/"
    words = both({"label": Sentence("Vad vi läser", "What we read"), "help": Sentence("Vilken bok eller text?", "Which book or text?")})
    assert stina.post(section, opened(stina, section) | words | {"section": "own", "kind": "text"}).status_code == 302
    session = here + "skeden/sessions/ny/"
    words = both({"name": Sentence("Läsmöte", "Reading meeting"), "hint": Sentence("Ett kapitel i taget.", "A chapter at a time.")})
    assert stina.post(session, opened(stina, session) | words | {"kind": "meeting", "mode": "both", "count": "5"}).status_code == 302

    # It is whole: tried, submitted, published.
    assert "Allt är på plats" in stina.get(here).content.decode()
    tried = stina.get(here + "prova/", {"regions": "2", "leads": "1", "filled": ["purpose"]}).content.decode()
    assert "Den kan inte starta" in tried
    revision = queries.draft(cast.stina, draft).revision
    stina.post(here + "skicka-in/", {"why": "Många vill läsa tillsammans.", "revision": revision})
    revision = queries.draft(cast.klara, draft).revision
    assert klara.post(here + "publicera/", {"revision": revision})["Location"] == "/format/studiecirkel/1/"

    row = queries.latest("studiecirkel")
    assert row.number == row.definition.version == 1
    assert [rule.id for rule in row.definition.rules] == ["participants.one_lead", "participants.count"]
    three = tuple(Participant(organisation=name, kind="region", membership="member", lead=name == "A") for name in "ABC")
    assert judge(row.definition, Case(format="studiecirkel", participants=three, plan=Plan({}))).can_start
    assert not judge(row.definition, Case(format="studiecirkel", participants=three[:2])).can_start
    assert walk(row.definition)[-1].to == "closed"
    page = sign_in(cast.nils).get("/format/studiecirkel/").content.decode()
    assert "minst 3" in page
    assert "Läsmöte" in page


def test_what_is_saved_unchanged_is_unchanged(cast, sign_in):
    browser = sign_in(cast.stina)
    version = queries.latest("provrum")
    draft = int(browser.post("/format/provrum/ny-version/")["Location"].rstrip("/").rpartition("/")[2])
    before = queries.draft(cast.stina, draft).text
    for part in ("grunder", "deltagande", "regler", "planmall", "stod"):
        address = f"/format/utkast/{draft}/{part}/"
        assert browser.post(address, as_shown(browser, address)).status_code == 302, part
    lists = {"skeden": ("stages", "steps", "sessions"), "regler": ("rules", "advice"), "planmall": ("plan-sections",), "grunder": ("uses",)}
    lists |= {"deltagande": ("roles",), "spridning": ("duties",), "stod": ("guide", "evaluation")}
    for part, keys in lists.items():
        for key in keys:
            for number in range(2):
                address = f"/format/utkast/{draft}/{part}/{key}/{number}/"
                answer = browser.post(address, as_shown(browser, address))
                assert answer.status_code == 302, (address, answer.context and answer.context["form"].errors)
    from samlar.formats.format_file import read_format

    assert read_format(queries.draft(cast.stina, draft).text) == read_format(before) == version.definition
