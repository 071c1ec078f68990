"""Reads of proposals; a file per subject. `proposal` is the one guarded way to fetch."""

from samlar.ideas.queries.history import trail
from samlar.ideas.queries.lists import Wanted, of_organisation, proposals
from samlar.ideas.queries.one import for_start, interested, proposal
from samlar.ideas.queries.owned import owned_by
from samlar.ideas.queries.waiting import waiting_for

__all__ = ["Wanted", "for_start", "interested", "of_organisation", "owned_by", "proposal", "proposals", "trail", "waiting_for"]
