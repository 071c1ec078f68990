"""Reads of formats: what is published is public; drafts and wishes ask for the viewer first."""

from samlar.catalogue.queries.drafts import DraftRow, ListedDraft, draft, drafts, problems, waiting_for
from samlar.catalogue.queries.published import (
    FormatRow,
    PublishedRow,
    format_choices,
    history,
    latest,
    names,
    newest,
    numbered,
    version,
    versions,
)
from samlar.catalogue.queries.wishes import WishRow, fulfilled_by, open_wishes, wish, wishes

__all__ = [
    "DraftRow",
    "FormatRow",
    "ListedDraft",
    "PublishedRow",
    "WishRow",
    "draft",
    "drafts",
    "format_choices",
    "fulfilled_by",
    "history",
    "latest",
    "names",
    "newest",
    "numbered",
    "open_wishes",
    "problems",
    "version",
    "versions",
    "waiting_for",
    "wish",
    "wishes",
]
