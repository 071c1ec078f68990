"""Reads of threads. The room above has made sure that the viewer may see what the thread hangs on."""

from collections.abc import Iterable

from django.db.models import Count

from samlar.people.rules import Actor
from samlar.talk.models import Comment
from samlar.talk.rules import CommentRow, may_remove


def thread(actor: Actor, thread_id: int) -> list[CommentRow]:
    """A thread's comments, oldest first; removed ones keep their place. One query."""
    rows = Comment.objects.filter(thread=thread_id).order_by("written", "id")
    return [
        CommentRow(
            id=row["id"],
            author="" if row["removed"] else row["author__name"],
            organisation="" if row["removed"] else row["organisation__name"],
            when=row["written"],
            text=row["text"],
            removed=row["removed"] is not None,
            may_remove=row["removed"] is None and may_remove(actor, row["author"], row["organisation"]),
        )
        for row in rows.values("id", "author", "author__name", "organisation", "organisation__name", "written", "text", "removed")
    ]


def counts(thread_ids: Iterable[int]) -> dict[int, int]:
    """{thread: how many comments it has}, removed ones left out; a thread without any is left out. One query."""
    rows = Comment.objects.filter(thread__in=set(thread_ids), removed=None).values("thread").annotate(many=Count("id"))
    return dict(rows.values_list("thread", "many"))
