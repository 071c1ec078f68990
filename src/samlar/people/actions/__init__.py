"""Deeds upon organisations and people."""

from samlar.people.actions.account import ask_for_address, change_account, take_address
from samlar.people.actions.begin import AlreadyBegun, begin
from samlar.people.actions.bodies import add_body, end_seat, fill_seat, seat
from samlar.people.actions.kinds import take_in_kinds
from samlar.people.actions.mandates import delegate_mandate, end_mandate, give_mandate, hand_over_mandate
from samlar.people.actions.moves import ask_to_move, confirm_move
from samlar.people.actions.register import (
    add_kind,
    add_organisation,
    begin_membership,
    change_organisation,
    describe_organisation,
    end_membership,
    represent,
)
from samlar.people.actions.retention import forget_leavers
from samlar.people.actions.staff import (
    Details,
    add_person,
    appoint,
    change_person,
    end_role,
    let_go,
)

__all__ = [
    "AlreadyBegun",
    "Details",
    "add_body",
    "add_kind",
    "add_organisation",
    "add_person",
    "appoint",
    "ask_for_address",
    "ask_to_move",
    "begin",
    "begin_membership",
    "change_account",
    "change_organisation",
    "change_person",
    "confirm_move",
    "delegate_mandate",
    "describe_organisation",
    "end_mandate",
    "end_membership",
    "end_role",
    "end_seat",
    "fill_seat",
    "forget_leavers",
    "give_mandate",
    "hand_over_mandate",
    "let_go",
    "represent",
    "seat",
    "take_address",
    "take_in_kinds",
]
