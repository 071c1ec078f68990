"""The words that people read for roles, functions and memberships, and what a name may be."""

import unicodedata

from samlar.formats.sentence import Sentence
from samlar.people.rules.actor import Function, MembershipKind, RoleKind
from samlar.people.rules.periods import NotPossible

ROLES = {
    RoleKind.MEMBER_REPRESENTATIVE: Sentence("medlemsansvarig", "member representative"),
    RoleKind.MANAGER: Sentence("chef", "manager"),
    RoleKind.PROCESS_LEADER: Sentence("processledare", "process leader"),
    RoleKind.CONTENT_LEADER: Sentence("innehållsledare", "content leader"),
    RoleKind.SECRETARIAT: Sentence("utför kansliets mandat", "carries out the secretariat's mandates"),
    RoleKind.BOARD_MEMBER: Sentence("styrelseledamot", "board member"),
}
FUNCTION_WORDS = {
    Function.STRATEGIC: Sentence("strategisk", "strategic"),
    Function.OPERATIVE: Sentence("operativ", "operative"),
}
MEMBERSHIPS = {
    MembershipKind.MEMBER: Sentence("medlem", "member"),
    MembershipKind.PARTNER: Sentence("partner", "partner"),
    MembershipKind.GUEST: Sentence("gäst", "guest"),
}
SEATS = {
    "chair": Sentence("ordförande", "chair"),
    "vice_chair": Sentence("vice ordförande", "vice chair"),
    "member": Sentence("ledamot", "member"),
    "deputy": Sentence("ersättare", "deputy"),
}
BODIES = {
    "member_group": Sentence("medlemsgrupp", "member group"),
    "board": Sentence("styrelse", "board"),
    "secretariat": Sentence("kansli", "secretariat"),
    "network": Sentence("nätverk", "network"),
    "other": Sentence("annan grupp", "other group"),
}


def one_line(text: str, *, field: str, most: int, what: Sentence) -> str:
    """The text as one line without control signs. Raises NotPossible when it is empty or longer than `most` signs."""
    seen = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in text)
    line = " ".join(seen.split())
    if not line:
        raise NotPossible(Sentence("Skriv {what}.", "Write {what}.").fill(what=what), field=field)
    if len(line) > most:
        raise NotPossible(
            Sentence("{length} tecken är för långt: högst {most}.", "{length} characters is too long: at most {most}.").fill(
                length=len(line), most=most
            ),
            field=field,
        )
    return line


NAME = Sentence("ett namn", "a name")
EMAIL = Sentence("en e-postadress", "an e-mail address")
