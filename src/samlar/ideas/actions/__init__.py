"""Deeds upon proposals; a file per subject."""

from samlar.ideas.actions.carrying_on import carry_on_as
from samlar.ideas.actions.interest import comment_proposal, remove_comment, show_interest, withdraw_interest
from samlar.ideas.actions.reassigning import reassign
from samlar.ideas.actions.writing import edit_proposal, mark_taken, publish_proposal, withdraw_proposal, write_proposal

__all__ = [
    "carry_on_as",
    "comment_proposal",
    "edit_proposal",
    "mark_taken",
    "publish_proposal",
    "reassign",
    "remove_comment",
    "show_interest",
    "withdraw_interest",
    "withdraw_proposal",
    "write_proposal",
]
