"""The room's pure rules: who a viewer is, what that viewer may do, and how periods, employments and mandates may change."""

from samlar.people.rules.actor import (
    MEMBERS,
    PUBLIC,
    VISITOR,
    Actor,
    Function,
    MandateKind,
    MembershipKind,
    NotAllowed,
    NotVisible,
    RoleKind,
    Waiting,
    must_act_for_an_organisation,
    organisation_token,
)
from samlar.people.rules.mandates import FUNCTIONS, TASKS, may_pass_on
from samlar.people.rules.owned import Item, Owned
from samlar.people.rules.periods import NotPossible, Span
from samlar.people.rules.staff import WorksElsewhere, looks_after, may_appoint, must_hold_register, must_look_after

__all__ = [
    "FUNCTIONS",
    "MEMBERS",
    "PUBLIC",
    "TASKS",
    "VISITOR",
    "Actor",
    "Function",
    "Item",
    "MandateKind",
    "MembershipKind",
    "NotAllowed",
    "NotPossible",
    "NotVisible",
    "Owned",
    "RoleKind",
    "Span",
    "Waiting",
    "WorksElsewhere",
    "looks_after",
    "may_appoint",
    "may_pass_on",
    "must_act_for_an_organisation",
    "must_hold_register",
    "must_look_after",
    "organisation_token",
]
