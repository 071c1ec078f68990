"""Who is where with the lessons of an activity or a theme: marks, margins and message, of what the viewer sees (F2). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from samlar.formats.sentence import Sentence
from samlar.lessons.rules.board import in_words
from samlar.lessons.rules.words import EXITS, LADDER, STANDING_WORDS, Kind, Standing, State, capital

# What a cell of the drawing is called: the height of its bar, or the outline of what was ended.
MARKS = {one: "x" if one in EXITS else str(one.rank) for one in Standing}
MARK_WORDS = {"0": STANDING_WORDS[Standing.TAKEN]} | {str(one.rank): STANDING_WORDS[one] for one in LADDER[1:]}
ENDED = Sentence("avstådd eller föråldrad", "declined or obsolete")
DOES = {
    Standing.USED: (Sentence("{n} använder", "{n} uses"), Sentence("{n} använder", "{n} use")),
    Standing.ANCHORED: (Sentence("{n} har förankrat", "{n} has anchored"), Sentence("{n} har förankrat", "{n} have anchored")),
    Standing.TRIED: (Sentence("{n} prövar", "{n} tries"), Sentence("{n} prövar", "{n} try")),
    Standing.SHARED: (Sentence("{n} har delat", "{n} has shared"), Sentence("{n} har delat", "{n} have shared")),
    Standing.TAKEN: (Sentence("{n} har tagit hem", "{n} has taken home"), Sentence("{n} har tagit hem", "{n} have taken home")),
}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One lesson: how many stand on each step of the ladder, and who is where."""

    id: int
    kind: Kind
    sentence: str
    state: State
    failed: bool
    organisation_name: str  # who wrote it
    counts: Mapping[Standing, int]
    at: Mapping[int, Standing]  # organisation → where it stands

    @property
    def said(self) -> tuple[Sentence, ...]:
        """How many do what, the furthest first."""
        found = [(one, self.counts.get(one, 0)) for one in reversed(LADDER)]
        return tuple(DOES[one][n != 1].fill(n=n) for one, n in found if n)


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One organisation: of all lessons in question, how many it has on the ladder and how many it uses."""

    id: int
    name: str
    slug: str
    home: int
    used: int

    @property
    def short(self) -> tuple[str, str]:
        """The name without what most begin with, and that beginning."""
        return ("Region", self.name.removeprefix("Region ")) if self.name.startswith("Region ") else ("", self.name)


def message(columns: tuple[MatrixColumn, ...], lessons: int) -> Sentence:
    """What the drawing says, of all the lessons and not of one page of them."""
    home, using = sum(one.home > 0 for one in columns), sum(one.used > 0 for one in columns)
    if not home:
        said = Sentence("Ingen visar än att den har tagit hem något.", "Nobody shows yet that it has taken anything home.")
    elif not using:
        one_home = home == 1
        said = (
            Sentence("En organisation har tagit hem, ingen använder än.", "One organisation has taken home, none uses yet.")
            if one_home
            else Sentence("{home} organisationer har tagit hem, ingen använder än.", "{home} organisations have taken home, none uses yet.")
        )
    elif home == 1:
        said = Sentence("Den enda organisation som har tagit hem använder.", "The only organisation that has taken home uses.")
    else:
        said = (
            Sentence("Båda organisationerna använder minst {one}.", "Both organisations use at least {one}.")
            if using == home == 2
            else Sentence("Alla {home} organisationerna använder minst {one}.", "All {home} organisations use at least {one}.")
            if using == home
            else Sentence("En av {home} organisationer använder minst {one}.", "One of {home} organisations uses at least {one}.")
            if using == 1
            else Sentence("{using} av {home} organisationer använder minst {one}.", "{using} of {home} organisations use at least {one}.")
        )
    what = (
        Sentence("lärdomen", "the lesson")
        if lessons == 1
        else Sentence("en av de {n} lärdomarna", "one of the {n} lessons").fill(n=in_words(lessons))
    )
    if lessons == 1:
        said = Sentence(said.sv.replace("minst {one}", "{one}"), said.en.replace("at least {one}", "{one}"))
    return capital(said.fill(home=in_words(home), using=in_words(using), one=what))
