"""What a document may be called, who may do what, and every way that its record state can go (G1, Z3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from samlar.library.rules import documents as rules
from samlar.library.rules.documents import DocumentRefused, DocumentText, Overtaken
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import Disposal, Kind, Reach, State
from samlar.people.rules import MEMBERS, PUBLIC, VISITOR, Actor, NotAllowed, organisation_token

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
OURS = 7
COLLEAGUE = Actor(person=1, organisation=OURS)
STRANGER = Actor(person=2, organisation=8)
STATES, REACHES = some.sampled_from(list(State)), some.sampled_from(list(Reach))


def row(**more):
    values = {
        "id": 1, "kind": Kind.LINK, "title": "Rapport", "summary": "", "language": "sv", "authors": "", "licence": "cc-by", "day": None,
        "link": "https://exempel.test/", "organisation": OURS, "organisation_name": "Region Kalmar län", "organisation_slug": "kalmar",
        "person": 1, "person_name": "Stina", "version": 0, "state": State.WORKING, "reach": Reach.OWN, "token": "", "audience": "org:7",
        "record_number": "", "disposal": Disposal.KEEP, "dispose_on": None, "disposed": None, "binned": None, "binned_by_name": "",
        "added": NOW, "changed": NOW, "revision": 1, "ours": True,
    }  # fmt: skip
    return DocumentRow(**{**values, **more})


def taken(**said):
    """What is kept, or the field that was refused."""
    try:
        return rules.taken(DocumentText(**{"kind": "", "title": "A", **said}), today=TODAY), ""
    except DocumentRefused as refused:
        return None, refused.field


@given(STATES, REACHES, some.sampled_from(["", "activity:3"]), some.booleans())
def test_only_what_is_published_and_not_thrown_away_is_everybodys(state, reach, token, gone):
    audience = rules.audience_of(state, reach, OURS, token=token, gone=gone)
    assert (audience == PUBLIC) == (state == State.PUBLISHED and not gone)
    if gone or (state != State.PUBLISHED and reach == Reach.OWN):
        assert audience == organisation_token(OURS)
    assert audience in {PUBLIC, MEMBERS, token, organisation_token(OURS)}


def test_what_is_for_a_group_and_hangs_nowhere_is_the_organisations_own():
    assert rules.audience_of(State.WORKING, Reach.GROUP, OURS) == organisation_token(OURS)


@given(some.text(max_size=400), some.text(max_size=2500), some.text(max_size=400))
def test_whatever_is_written_is_kept_clean_or_refused_at_its_field(title, summary, authors):
    kept, field = taken(title=title, summary=summary, authors=authors)
    assert field in ("", "title", "summary", "authors")
    if kept is None:
        return
    assert kept.title
    assert len(kept.title) <= rules.TITLE
    assert "\n" not in kept.title + kept.authors
    assert not set(kept.title + kept.summary + kept.authors) & {"\x00", "\u202e", "\u2066", "\ud800"}
    assert rules.taken(kept, today=TODAY) == kept  # taken again it changes no more


@given(some.text(max_size=600))
def test_a_link_is_a_web_address_or_refused(link):
    kept, field = taken(link=link)
    assert field in ("", "link")
    assert kept is None or not kept.link or kept.link.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "film"), ("language", "de"), ("licence", "gratis"), ("reach", "alla"), ("day", date(2026, 11, 21)), ("day", date(1899, 12, 31)),
        ("themes", (1, 2, 3, 4, 5, 6)), ("link", "ftp://exempel.test"), ("title", " \u200b \u202e"),
    ],
)  # fmt: skip
def test_what_does_not_do_is_told_by_its_field(field, value):
    with pytest.raises(DocumentRefused) as refused:
        rules.taken(DocumentText(**{"kind": "", "title": "A", field: value}), today=TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("said", "content", "kind"),
    [
        ("", None, Kind.LINK), ("", "pdf", Kind.DOCUMENT), ("", "pptx", Kind.PRESENTATION), ("", "odp", Kind.PRESENTATION),
        ("", "mp4", Kind.RECORDING), ("presentation", "pdf", Kind.PRESENTATION), ("recording", None, Kind.RECORDING), ("", "other", Kind.DOCUMENT),
    ],
)  # fmt: skip
def test_its_kind_is_what_was_said_or_what_it_is(said, content, kind):
    assert rules.kind_of(said, content) == kind


@pytest.mark.parametrize(("said", "content"), [("recording", "pdf"), ("document", "mp3"), ("link", "pdf")])
def test_a_kind_that_the_content_is_not_is_refused(said, content):
    with pytest.raises(DocumentRefused) as refused:
        rules.kind_of(said, content)
    assert refused.value.field == "kind"


@pytest.mark.parametrize("actor", [STRANGER, VISITOR, Actor(person=3)])
def test_only_those_who_work_there_carry_it(actor):
    with pytest.raises(NotAllowed):
        rules.must_carry(actor, row())
    rules.must_carry(COLLEAGUE, row())


@pytest.mark.parametrize("gone", [{"binned": NOW}, {"disposed": NOW}])
def test_what_is_thrown_away_is_not_changed(gone):
    with pytest.raises(DocumentRefused):
        rules.must_carry(COLLEAGUE, row(**gone))


@given(some.sampled_from([State.ESTABLISHED, State.PUBLISHED]), some.text(max_size=3).filter(lambda said: not rules.line_of(said)))
def test_a_public_record_is_not_thrown_away_without_a_word_before_its_day(state, why):
    with pytest.raises(DocumentRefused):
        rules.must_bin(row(state=state), why, today=TODAY)
    with pytest.raises(DocumentRefused):
        rules.must_bin(row(state=state, disposal=Disposal.DISPOSE, dispose_on=TODAY + timedelta(1)), why, today=TODAY)
    assert rules.must_bin(row(state=state, disposal=Disposal.DISPOSE, dispose_on=TODAY), why, today=TODAY) == ""
    assert rules.must_bin(row(state=state), "Dubblett", today=TODAY) == "Dubblett"


def test_working_material_is_thrown_away_without_a_word():
    assert rules.must_bin(row(), "", today=TODAY) == ""


@pytest.mark.parametrize(
    ("lacking", "missing"), [({"licence": ""}, "licens"), ({"link": ""}, "fil"), ({"title": ""}, "titel"), ({"licence": "", "link": ""}, "och")]
)
def test_what_is_published_has_a_title_a_licence_and_something_to_read(lacking, missing):
    with pytest.raises(DocumentRefused) as refused:
        rules.must_step(row(**lacking), State.PUBLISHED)
    assert missing in refused.value.sentence.sv


def test_what_is_published_keeps_its_terms():
    with pytest.raises(DocumentRefused):
        rules.must_stay_whole(row(state=State.PUBLISHED), DocumentText(kind="", title="A", licence=""))


def test_a_page_that_was_overtaken_says_which_revision_holds():
    with pytest.raises(Overtaken) as overtaken:
        rules.must_be_read_lately(1, row(revision=4))
    assert overtaken.value.now == 4


@pytest.mark.parametrize("day", [None, TODAY, TODAY - timedelta(1), TODAY + timedelta(101 * 366)])
def test_a_disposal_has_a_day_that_is_to_come(day):
    with pytest.raises(DocumentRefused) as refused:
        rules.must_keep_rule("", "dispose", day, today=TODAY)
    assert refused.value.field == "dispose_on"


def test_what_is_kept_for_ever_has_no_day():
    assert rules.must_keep_rule(" RK  1 ", "keep", TODAY + timedelta(9), today=TODAY) == ("RK 1", Disposal.KEEP, None)


@given(some.integers(-400, 400), some.integers(0, 400))
def test_no_rule_is_carried_out_before_its_day_or_before_there_was_time_to_stop_it(days, told_days_ago):
    told = NOW - timedelta(days=told_days_ago)
    may = rules.may_dispose("dispose", TODAY + timedelta(days), told, now=NOW, today=TODAY)
    assert may == (days <= 0 and told_days_ago >= 14)
    assert not rules.may_dispose("dispose", TODAY, None, now=NOW, today=TODAY)
    assert not rules.may_dispose("keep", TODAY, told, now=NOW, today=TODAY)


class Record(RuleBasedStateMachine):
    """Every way through the states that the rules let: nothing becomes public without terms, nothing is taken back in silence."""

    def __init__(self):
        super().__init__()
        self.state, self.licence = State.WORKING, ""

    @rule(licence=some.sampled_from(["", "cc0", "read"]))
    def say_the_terms(self, licence):
        text = DocumentText(kind="", title="A", licence=licence)
        try:
            rules.must_stay_whole(row(state=self.state), text)
        except DocumentRefused:
            assert self.state == State.PUBLISHED
        else:
            self.licence = licence

    @rule(to=STATES, why=some.sampled_from(["", "  ", "Fel siffror"]))
    def step(self, to, why):
        try:
            said = rules.must_step(row(state=self.state, licence=self.licence), to, why=why)
        except DocumentRefused:
            return
        if to == State.WORKING:
            assert said
        assert to != self.state
        self.state = to

    @invariant()
    def what_is_public_has_terms(self):
        assert self.state != State.PUBLISHED or self.licence

    @invariant()
    def there_is_always_a_way_on_or_it_is_published(self):
        ahead = rules.next_step(row(state=self.state))
        assert (ahead is None) == (self.state == State.PUBLISHED)
        assert ahead is None or ahead in rules.STEPS_FROM[self.state]


TestRecord = Record.TestCase
