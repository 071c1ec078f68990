"""What the pages of a counted and of a decided idea meeting say, for every way it can turn out: each sentence is so (B4)."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from samlar.foundation import clock
from samlar.ideas.actions import counting, rounds
from samlar.people.models import Body
from tests.cast import Cast
from tests.ideas.rounds import AFTER, voted, with_areas

DALARNA, GOTLAND, KALMAR = "Region Dalarna", "Region Gotland", "Region Kalmar län"


@pytest.fixture
def told(cast: Cast, sign_in):
    """Plays a round of areas with these costs, counted with these ballots (by the areas' places); decided for `chosen` if there are any.

    Gives back a reader: the words of one of its pages.
    """

    def play(costs: Sequence[int], ticks: Mapping[str, Sequence[int]], *, chosen: Sequence[int] | None = None, secret: bool = False):
        made, areas = with_areas(cast, costs, secret=secret)
        voted(made, {name: [areas[place] for place in places] for name, places in ticks.items()})
        with clock.at(AFTER):
            counting.count(cast.klara, made)
            if chosen is not None:
                body = Body.objects.create(slug="grupp", name_sv="Medlemsgruppen", name_en="The member group", kind="members")
                rounds.decide(cast.klara, made, chosen=[areas[place] for place in chosen], body=body.pk, why="Det är bråttom.")
        client: Client = sign_in(cast.klara)

        def read(name: str = "round_result") -> str:
            with clock.at(AFTER):
                answer = client.get(reverse(name, args=[made]))
            assert answer.status_code == 200
            main = unescape(answer.content.decode()).split("<main")[1].split("</main>")[0]
            return " ".join(re.sub(r"<[^>]+>", " ", main).split())

        return read

    return play


def test_the_story_is_told_first_and_the_reason_before_any_measure(told):
    """Two want the first, of 40, and the second, of 30, is wanted by one: 20 of 60 are left, which do not reach."""
    read = told([40, 30], {DALARNA: [0], GOTLAND: [0], KALMAR: [1]})
    for page in (read(), read("round_projected")):
        assert "1 område av 2 fick plats i räkningen: Område 0." in page
        assert "Det som flest ville ha och hade råd med tillsammans togs först. Område 0 bars av 2. Sedan var 20 dagar kvar, och inget mer fick plats." in page
        assert f"Räkningen gav 1 av dem som röstade inget av det de ville ha: {KALMAR}." in page
    assert "Område 1 · 30 dagar, 20 fanns kvar" in read("round_projected")
    words = read()
    assert "Det kostar 30 dagar. När de som fick plats hade fått sitt var 20 av 60 dagar kvar." in words
    assert words.index("Det kostar 30 dagar.") < words.index("Räkningen steg för steg") < words.index("fattades")
    assert "2 bar det: 2 regioner" in words
    assert "Dagarna är ett mått för att räkna rättvist. Ingen organisation betalar dem." in words


def test_what_was_left_reached_but_not_what_its_supporters_had(told):
    """Two areas of 40, one voter each: raised alike both would be had at once, and that is more than there is."""
    read = told([40, 40], {DALARNA: [0], GOTLAND: [1]})
    words = read()
    assert "Inget område fick plats i räkningen." in words
    assert "60 dagar fanns att fördela. Det hade räckt till Område 0 eller Område 1, men de som ville ha något av dem hade inte så mycket kvar tillsammans." in words
    assert re.search(r"Det kostar 40 dagar, och 60 av 60 dagar var kvar\. Men de som ville ha det hade bara 39,9 dagar kvar tillsammans\.", words)
    assert "40 dagar, de som ville ha det hade inte råd tillsammans" in read("round_projected")


def test_everybody_gets_something_all_is_given_out_and_who_did_not_vote_is_named(told):
    words = told([30, 30], {DALARNA: [0], GOTLAND: [1]})()
    assert "Räkningen gav alla som röstade minst ett område de ville ha." in words
    assert "Alla områden fick plats." in words
    assert "sedan varje gång det där var och en behövde bära minst del av kostnaden. Område" in words
    assert re.search(rf"Röstade inte: [^.]*{KALMAR}", words)


def test_blank_ballots_are_told_of(told):
    words = told([10, 20], {DALARNA: [0, 1], GOTLAND: []})()
    assert "Räkningen gav alla som kryssade något minst ett område de ville ha. 1 röstade blankt." in words
    assert "Alla områden fick plats, och 30 dagar blev över." in words
    assert "alla som röstade minst" not in words


def test_only_blank_ballots_and_none_at_all(told):
    assert "Alla röster var blanka, så inget område fick plats i räkningen." in told([10, 20], {DALARNA: []})()
    assert "Ingen röstade, så inget område fick plats i räkningen." in told([10, 20], {})("round_projected")


def test_a_secret_count_names_nobody(told):
    words = told([40, 30], {DALARNA: [0], GOTLAND: [0], KALMAR: [1]}, secret=True)()
    assert not re.search("Region ", words)
    assert "Räkningen gav 1 av dem som röstade inget av det de ville ha." in words
    assert "2 bar det" in words
    assert re.search(r"\d+ röstade inte\.", words)


@pytest.mark.parametrize(("chosen", "line", "said"), [
    ([0], "Medlemsgruppen beslutade enligt räkningen 20 december 2026.", "Medlemsgruppen valde Område 0, som räkningen gav."),
    ([1], "Så blev räkningen. Beslutet blev ett annat: Område 1 i stället för Område 0. Läs varför",
     "Medlemsgruppen valde Område 1. Räkningen gav Område 0."),
    ([], "Så blev räkningen. Beslutet blev ett annat: inte Område 0. Läs varför", "Medlemsgruppen valde inget område. Räkningen gav Område 0."),
])  # fmt: skip
def test_what_was_decided_stands_before_what_was_counted(told, chosen, line, said):
    read = told([40, 30], {DALARNA: [0], GOTLAND: [0], KALMAR: [1]}, chosen=chosen)
    words, meeting = read(), read("round")
    assert line in words
    assert words.index(line) < words.index("fick plats i räkningen")
    assert line.replace(" Läs varför", "") in read("round_projected")
    assert said in meeting
    assert ("valdes inte i beslutet" in words) == (0 not in chosen)
    assert ("Det fick plats i räkningen, men beslutet blev ett annat." in meeting) == (0 not in chosen)
    assert ("1 ville ha det. Det kostar 30 dagar, och 20 fanns kvar." in meeting) == (1 not in chosen)
    assert ("1 ville ha det. Det fick inte plats i räkningen." in meeting) == (1 in chosen)


def test_what_was_decided_beside_the_count_is_told(told):
    read = told([40, 20], {DALARNA: [0]}, chosen=[0, 1])
    assert "Så blev räkningen. Beslutet blev ett annat: också Område 1. Läs varför" in read()
    assert "Medlemsgruppen valde Område 0 och Område 1. Räkningen gav Område 0. Det kostar 60 av 60 dagar." in read("round")


def test_every_ballot_of_the_list_has_its_receipt(told):
    words = told([40, 30], {DALARNA: [0]})()
    assert re.search(rf"Organisation Kvitto Ville ha {DALARNA} \S+ Område 0", words)
