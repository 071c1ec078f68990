"""What search finds of lessons and examples (G2): also a draft, by its own organisation, and by whoever has taken one home."""

from collections.abc import Collection, Iterator

from samlar.foundation.search.entries import Entry, key, numbers, pieces
from samlar.lessons.models import Example, Lesson, LessonTheme, Uptake
from samlar.lessons.rules.words import State
from samlar.people.rules import organisation_token

LESSON, UPTAKE, THEME = "lesson", "uptake", "theme"
AT_ONCE = 500
FIELDS = ("id", "kind", "sentence", "context", "takes", "audience", "organisation", "day", "activity", "activity__format")


def search_entries(about: Collection[str] | None = None) -> Iterator[Entry]:
    """The lessons as they are now; only those about which something has changed, where that is said. Four queries for every 500."""
    found = Lesson.objects.exclude(state=State.MERGED).order_by("id")
    if about is not None:
        taken = Uptake.objects.filter(id__in=numbers(about, UPTAKE)).values_list("lesson", flat=True)
        found = found.filter(id__in={*numbers(about, LESSON), *taken})
    ids = list(found.values_list("id", flat=True))
    for first in range(0, len(ids), AT_ONCE):
        yield from _entries(ids[first : first + AT_ONCE])


def _entries(ids: list[int]) -> Iterator[Entry]:
    examples = _examples(ids)
    themes: dict[int, list[int]] = {}
    for lesson, theme in LessonTheme.objects.filter(lesson__in=ids).order_by("theme").values_list("lesson", "theme"):
        themes.setdefault(lesson, []).append(theme)
    homes: dict[int, set[str]] = {}
    for lesson, organisation in Uptake.objects.filter(lesson__in=ids).values_list("lesson", "organisation"):
        homes.setdefault(lesson, set()).add(organisation_token(organisation))
    for row in Lesson.objects.filter(id__in=ids).order_by("id").values(*FIELDS):
        yield Entry(
            subject=LESSON, kind=row["kind"], id=row["id"], title=row["sentence"],
            audiences=frozenset({row["audience"], organisation_token(row["organisation"]), *homes.get(row["id"], ())}),
            pieces=pieces(row["context"], row["takes"], *examples.get(row["id"], ())), day=row["day"], format=row["activity__format"] or "",
            organisation=row["organisation"], themes=tuple(themes.get(row["id"], ())),
            about=tuple(key(THEME, theme) for theme in themes.get(row["id"], ())),
        )  # fmt: skip


def _examples(ids: list[int]) -> dict[int, tuple[str, ...]]:
    parts = ("place", "problem", "done", "result", "cost", "time", "hard", "adapt")
    return {row[0]: tuple(map(str, row[1:])) for row in Example.objects.filter(lesson__in=ids).values_list("lesson", *parts)}
