"""A file is tried before it is read in: nobody is created unasked, nothing is written twice (E4)."""

import json

import pytest
from django.core import signing

from samlar.activities import queries
from samlar.activities.models import Staff
from samlar.foundation import clock
from samlar.foundation.audit import trail
from samlar.people.models import Employment, Person
from samlar.people.rules import NotAllowed, NotVisible
from samlar.registration.actions.attendance import Mark, note
from samlar.registration.actions.attendance_file import read_in
from samlar.registration.models import Attendance
from samlar.registration.queries.attendance_import import carried, known, opened, read, target
from samlar.registration.rules.attendance import NotNoted
from samlar.registration.rules.attendance_file import FileRefused
from samlar.registration.rules.attendance_plan import GUEST, Choices, Fate, judge, unknown_organisations
from samlar.registration.rules.writing import nearest
from tests.activities.rows import activity
from tests.registration import attending
from tests.registration.test_attendance_file import csv_of

pytestmark = pytest.mark.django_db
HEADER = "namn;e-post;organisation;träff;närvarande"
NONE = Choices()


@pytest.fixture
def made(cast):
    return activity(cast, format="larprojekt")


@pytest.fixture
def session(made):
    return attending.meeting(made)


@pytest.fixture
def registered(cast, made):
    return attending.confirmed(cast, made, "stina", "dan", "siv")


@pytest.fixture
def reader(cast, made, session):
    return Reader(cast.stina, made, session)


class Reader:
    """Tries a file and reads it in, as the pages do."""

    def __init__(self, actor, made, session) -> None:
        self.actor, self.made, self.session = actor, made, session.pk

    def target(self, session_id):
        return target(self.actor, queries.activity(self.actor, self.made.pk), session_id)

    def sealed(self, *lines: str, session_id=None, header: str = HEADER) -> str:
        found = read(csv_of(header, *lines), sessions=session_id is None)
        return carried(self.actor, self.target(session_id), found)

    def tried(self, *lines: str, whole: bool = False, choices: Choices = NONE):
        where = self.target(None if whole else self.session)
        rows = read(csv_of(HEADER, *lines), sessions=whole).rows
        return judge(rows, known(where, rows), choices)

    def fates(self, *lines: str, **which) -> list[str]:
        return [one.fate.value for one in self.tried(*lines, **which)]

    def read(self, *lines: str, whole: bool = False, **choices):
        session_id = None if whole else self.session
        return read_in(self.actor, self.made.pk, session_id, sealed=self.sealed(*lines, session_id=session_id), choices=Choices(**choices))


def test_a_dry_run_says_what_each_row_would_do_and_writes_nothing(cast, made, session, registered, reader):
    note(cast.stina, made.pk, session.pk, person=cast.siv.person, mark=Mark.PRESENT)
    before = Person.objects.count(), Attendance.objects.count()
    assert reader.fates(
        f"Dan Fiktivsson;{cast.dan.email};Region Dalarna;;ja",  # known, with a place
        f"Disa Låtsas;{cast.disa.email};;;",  # known, without
        "Ny Person;ny@ny.test;Region Gotland;;ja",  # not known
        "Ny Annan;annan@ny.test;Regionen Gottland;;ja",  # not known, from nowhere that is
        f";  {cast.dan.email.upper()} ;;;ja",  # the same again
        f"Siv;{cast.siv.email};SLU;;ja",  # noted so already
        f"Stina;{cast.stina.email};;;kanske",
        "Inget Namn;inte-en-adress;SLU;;",
        ";okand@ny.test;SLU;;",
        "Kom Inte;kominte@ny.test;SLU;;nej",
        ";;SLU;;ja",
    ) == ["noted", "added", "guest", "place", "again", "same", "wrong", "wrong", "wrong", "nothing", "wrong"]
    assert (Person.objects.count(), Attendance.objects.count()) == before


def test_nobody_is_created_unasked(cast, made, session, registered, reader):
    lines = (f";{cast.dan.email};;;", "Ny Person;NY@ny.test;Region Gotland;;ja", "Annan Person;annan@ny.test;SLU;;ja", "Utan Adress;;SLU;;ja")
    first = reader.read(*lines)
    assert (first.noted, first.guests, first.left) == (1, 0, 3)
    assert not Person.objects.filter(email="ny@ny.test").exists()
    ticked = reader.read(*lines, guests=frozenset({3}))
    assert (ticked.noted, ticked.guests, ticked.left) == (1, 1, 2)
    guest = Person.objects.get(email="ny@ny.test")
    assert (guest.name, guest.employments.count(), guest.has_usable_password()) == ("Ny Person", 0, False)
    row = Attendance.objects.get(person=guest)
    assert (row.organisation.name, row.kind, row.source, row.noted_by_id) == ("Region Gotland", "region", "file", cast.stina.person)
    every = reader.read(*lines, every_guest=True)
    assert (every.noted, every.guests, every.left) == (2, 2, 0)
    assert Person.objects.get(name="Utan Adress").email.endswith("@without-address.invalid")  # leads nowhere


def test_a_guest_who_comes_again_is_not_forgotten_as_one_who_never_did(cast, made, session, registered, reader):
    line = "Ny Person;ny@ny.test;Region Gotland;;ja"
    with clock.at(attending.MORNING.replace(year=2024)):
        guest = attending.somebody("Ny Person", "ny@ny.test")
    colleague = Person.objects.get(id=cast.dan.person).added
    reader.read(line, f";{cast.dan.email};;;")
    assert Person.objects.get(id=guest).added == clock.now()
    assert Person.objects.get(id=cast.dan.person).added == colleague


def test_the_same_file_twice_changes_nothing(cast, made, session, registered, reader):
    lines = (f";{cast.dan.email};;;", f";{cast.siv.email};;;nej", "Ny;ny@ny.test;Region Gotland;;ja", "Utan Adress;;SLU;;ja")
    reader.read(*lines, every_guest=True)
    before = list(Attendance.objects.order_by("id").values()), Person.objects.count(), len(trail("session", session.pk))
    again = reader.read(*lines, every_guest=True)
    assert (again.noted, again.guests, again.left) == (0, 0, 0)
    assert (list(Attendance.objects.order_by("id").values()), Person.objects.count(), len(trail("session", session.pk))) == before
    assert reader.fates(*lines) == ["same"] * 4


def test_what_is_noted_otherwise_stands_unless_the_file_is_said_to_be_right(cast, made, session, registered, reader):
    note(cast.stina, made.pk, session.pk, person=cast.dan.person, mark=Mark.PRESENT)
    line = f"Dan;{cast.dan.email};;;nej"
    assert reader.fates(line) == ["otherwise"]
    assert reader.read(line).left == 1
    assert attending.noted(session) == {"Dan Fiktivsson": True}
    assert reader.read(line, change=frozenset({2})).noted == 1
    assert attending.noted(session) == {"Dan Fiktivsson": False}


def test_without_an_address_a_name_that_only_one_has_there_is_enough(cast, made, session, registered, reader):
    assert reader.fates("dan  FIKTIVSSON;;region dalarna;;") == ["noted"]
    assert reader.fates("Disa Låtsas;;Region Dalarna;;") == ["added"]
    assert reader.fates("Dan Fiktivsson;;SLU;;") == ["guest"]


def test_a_name_that_two_have_there_is_asked_about(cast, made, session, registered, reader):
    twin = attending.somebody("Dan Fiktivsson", "dan2@dalarna.test")
    Employment.objects.create(person_id=twin, organisation_id=cast.organisation("Region Dalarna"), start=attending.MORNING.date())
    line = "Dan Fiktivsson;;Region Dalarna;;"
    (asked,) = reader.tried(line)
    assert (asked.fate, {person for person, _name in asked.options}, asked.does) == (Fate.WHICH, {cast.dan.person, twin}, False)
    assert reader.read(line).noted == 0
    assert reader.read(line, which={2: 999_999}).noted == 0
    assert reader.read(line, which={2: twin}).noted == 1
    assert Attendance.objects.get().person_id == twin


def test_a_known_name_with_another_address_is_asked_about(cast, made, session, registered, reader):
    line = "Dan Fiktivsson;dan@privat.test;Region Dalarna;;"
    (asked,) = reader.tried(line)
    assert asked.fate == Fate.WHICH
    assert reader.read(line, every_guest=True).noted == 0  # to take all guests in answers no question of which
    assert reader.read(line, which={2: cast.dan.person}).noted == 1
    assert not Person.objects.filter(email="dan@privat.test").exists()
    assert reader.read("Siv Tänkbar;siv@privat.test;SLU;;", which={2: GUEST}).guests == 1


def test_an_unknown_organisation_is_asked_about_with_the_nearest_names(cast, made, session, registered, reader):
    lines = ("Ny Ett;ett@ny.test;Region Kalmar;;", "Ny Två;tva@ny.test;REGION  kalmar;;", "Ny Tre;tre@ny.test;Xyzzy AB;;")
    judged = reader.tried(*lines)
    assert [one.fate for one in judged] == [Fate.PLACE] * 3
    assert unknown_organisations(judged) == ("REGION kalmar", "Xyzzy AB")
    names = list(cast.organisations)
    assert nearest("Region Kalmar", names)[0] == "Region Kalmar län"
    assert nearest("Xyzzy AB", names) == []
    kalmar = cast.organisation("Region Kalmar län")
    read_in_ = reader.read(*lines, every_guest=True, organisations={"region kalmar": kalmar, "xyzzy ab": 2**70})
    assert (read_in_.noted, read_in_.guests, read_in_.left) == (2, 2, 1)
    assert set(Attendance.objects.values_list("organisation", flat=True)) == {kalmar}


def test_attendance_counts_for_where_the_person_worked_that_day(cast, made, session, registered, reader):
    (one,) = reader.tried(f"Dan;{cast.dan.email};Region Gotland;;")
    assert (one.organisation, one.why.sv) == (cast.organisation("Region Dalarna"), "Räknas till Region Dalarna, där personen arbetade den dagen.")


def test_a_whole_activity_is_read_by_the_day_or_the_title_of_each_session(cast, made, session, registered, reader):
    second = attending.meeting(made, "Workshop 2", starts=attending.MORNING.replace(day=18))
    visits = [attending.meeting(made, title, starts=attending.MORNING.replace(day=19)) for title in ("Besök A", "Besök B")]
    attending.meeting(made, "Inställd", cancelled=attending.MORNING)
    who = cast.dan.email
    judged = reader.tried(
        f";{who};;2026-11-20;", f";{who};;18 november 2026;", f";{who};;workshop 2;", f";{who};;2026-11-19;", f";{who};;BESÖK B;",
        f";{who};;2020-01-01;", f";{who};;;", f";{who};;Inställd;", f";{who};;31 februari 2026;", whole=True,
    )  # fmt: skip
    assert [one.meeting and one.meeting.id for one in judged] == [
        session.pk, second.pk, second.pk, None, visits[1].pk, None, None, None, None,
    ]  # fmt: skip
    assert judged[2].fate == Fate.AGAIN
    assert "”Besök A” och ”Besök B”" in judged[3].why.sv


def test_a_row_about_another_session_is_not_read_into_this_one(cast, made, session, registered, reader):
    assert reader.fates(f";{cast.dan.email};;Workshop 9;", f";{cast.dan.email};;Workshop 1;") == ["wrong", "noted"]


def test_one_guest_at_several_sessions_is_one_person(cast, made, session, registered, reader):
    attending.meeting(made, "Workshop 2", starts=attending.MORNING.replace(day=18))
    done = reader.read(
        "Ny;ny@ny.test;SLU;Workshop 1;", "Ny;Ny@NY.test ;SLU;Workshop 2;", "Utan;;SLU;Workshop 1;", "UTAN;;slu;Workshop 2;",
        whole=True, guests=frozenset({2, 4}),
    )  # fmt: skip
    assert (done.noted, done.guests) == (4, 2)


def test_the_seal_opens_for_nobody_else_nowhere_else_and_not_for_ever(cast, made, session, registered, reader):
    sealed = reader.sealed(f";{cast.dan.email};;;", session_id=session.pk)
    assert len(opened(cast.stina, reader.target(session.pk), sealed).rows) == 1
    with pytest.raises(FileRefused):
        opened(cast.majken, target(cast.majken, queries.activity(cast.majken, made.pk), session.pk), sealed)
    with pytest.raises(FileRefused):
        opened(cast.stina, reader.target(None), sealed)
    forged = signing.dumps(json.loads("[[1, 2, 3], [], []]"), salt="another")
    for broken in ("", "x", sealed[:-2], forged):
        with pytest.raises(FileRefused):
            read_in(cast.stina, made.pk, session.pk, sealed=broken, choices=Choices())
    assert not Attendance.objects.exists()


def test_only_those_who_hold_the_sessions_read_files(cast, made, session, registered, visitor):
    for outside, refusal in ((cast.dan, NotAllowed), (cast.gun, NotVisible), (visitor, NotVisible)):
        with pytest.raises(refusal):
            target(outside, queries.activity(outside, made.pk), session.pk)
        with pytest.raises(NotAllowed):
            target(outside, queries.activity(outside, made.pk), None)
    Staff.objects.create(activity=made, role="content_leader", person_id=cast.gun.person, name="Gun")
    coming = attending.meeting(made, "Workshop 2", starts=attending.MORNING.replace(month=12))
    assert [one.title for one in target(cast.gun, queries.activity(cast.gun, made.pk), None).meetings] == ["Workshop 1"]
    with pytest.raises(NotNoted):
        target(cast.gun, queries.activity(cast.gun, made.pk), coming.pk)


def test_formula_like_names_are_kept_as_text(cast, made, session, registered, reader):
    reader.read("=1+1;ny@ny.test;SLU;;", every_guest=True)
    assert Person.objects.get(email="ny@ny.test").name == "=1+1"


def test_the_dry_run_asks_as_much_for_many_rows_as_for_few(cast, made, session, registered, reader, django_assert_max_num_queries):
    where = reader.target(session.pk)
    rows = read(csv_of("namn;e-post;organisation", *(f"P {n};p{n}@ny.test;Organisation {n}" for n in range(1000))), sessions=False).rows
    with django_assert_max_num_queries(7):
        assert {one.fate for one in judge(rows, known(where, rows))} == {Fate.PLACE}


def test_the_day_is_stockholms(cast, made, registered, reader):
    late = attending.meeting(made, "Kväll", starts=attending.MORNING.replace(hour=23))
    judged = reader.tried(f";{cast.dan.email};;2026-11-21;", whole=True)
    assert judged[0].meeting.id == late.pk
    with clock.at(attending.NOON):
        assert late.starts.day == 20


def test_guests_are_made_in_the_order_of_their_addresses_whatever_the_files(reader, session):
    reader.read(*(f"Gäst {place};{letter}@ny.test;SLU;;ja" for place, letter in enumerate("zmab")), every_guest=True)
    assert list(Person.objects.filter(email__endswith="@ny.test").order_by("id").values_list("email", flat=True)) == [
        f"{letter}@ny.test" for letter in "abmz"
    ]


def test_the_same_person_as_present_and_absent_is_to_be_settled_and_not_silently_the_first(cast, session, registered, reader):
    judged = reader.tried(f"Dan;{cast.dan.email};;;ja", f";{cast.dan.email};;;nej", f"Siv;{cast.siv.email};;;ja", f"Siv;{cast.siv.email};;;ja")
    assert [(one.fate, one.does) for one in judged[:2]] == [(Fate.WRONG, False)] * 2
    assert "både som närvarande och som frånvarande" in judged[0].why.sv
    assert [one.fate for one in judged[2:]] == [Fate.NOTED, Fate.AGAIN]


@pytest.mark.parametrize("junk", [b"\x00\x01\xff" * 50, b"PK\x03\x04skr\xe4p", b"hej"])
def test_what_is_called_excel_and_is_not_is_refused_without_showing_its_inside(junk):
    with pytest.raises(FileRefused) as refused:
        read(junk, sessions=False, name="Lista.XLSX")
    assert "hej" not in refused.value.sentence.sv + (refused.value.mend.sv if refused.value.mend else "")
    assert "skr" not in refused.value.sentence.sv
