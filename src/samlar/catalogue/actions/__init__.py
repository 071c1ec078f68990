"""Deeds upon formats: taking in what comes with the system, drafting, publishing, and wishes for change."""

from samlar.catalogue.actions.builtin import take_in_builtin
from samlar.catalogue.actions.drafts import change_draft, drop_draft, save_text, start_format, start_version
from samlar.catalogue.actions.publishing import publish, send_back, submit, withdraw
from samlar.catalogue.actions.wishes import decline_wish, take_wish, write_wish

__all__ = [
    "change_draft",
    "decline_wish",
    "drop_draft",
    "publish",
    "save_text",
    "send_back",
    "start_format",
    "start_version",
    "submit",
    "take_in_builtin",
    "take_wish",
    "withdraw",
    "write_wish",
]
