"""Deeds that span rooms."""

from samlar.lifecycle.actions.carrying_on import carry_on, start_network
from samlar.lifecycle.actions.clock import PartsFailed, tick
from samlar.lifecycle.actions.new_owners import hand_over, reassign
from samlar.lifecycle.actions.review import review
from samlar.lifecycle.actions.start import start_from_proposal
from samlar.lifecycle.actions.steps import move

__all__ = ["PartsFailed", "carry_on", "hand_over", "move", "reassign", "review", "start_from_proposal", "start_network", "tick"]
