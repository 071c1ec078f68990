"""Two themes become one: what was sorted by the first is from now on sorted by the second (G2)."""

from django.db import transaction

from samlar.lessons.models import LessonTheme
from samlar.library.actions import themes as actions
from samlar.library.models import DocumentTheme
from samlar.people.rules import Actor


@transaction.atomic
def merge_themes(actor: Actor, theme_id: int, into_id: int) -> int:
    """Merges a theme into another; says how many lessons and documents were moved.

    Side effects in order: locks both themes, moves what is sorted by the first, retires it, records. Raises NotAllowed, NotVisible,
    ThemeRefused (at `into`: the same, or no longer offered).
    """
    actions.merged(actor, theme_id, into_id)
    there = LessonTheme.objects.filter(theme=into_id).values("lesson")
    LessonTheme.objects.filter(theme=theme_id, lesson__in=there).delete()
    documents = DocumentTheme.objects.filter(theme=into_id).values("document")
    DocumentTheme.objects.filter(theme=theme_id, document__in=documents).delete()
    return sum(one._default_manager.filter(theme=theme_id).update(theme=into_id) for one in (LessonTheme, DocumentTheme))
