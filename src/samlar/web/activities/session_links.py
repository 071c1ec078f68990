"""What can be done at a session and after it: each room that has such a page adds its row, under its own heading."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities.queries.debriefs import answered
from samlar.activities.queries.homework import homework_at
from samlar.activities.rules import debriefs
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow
from samlar.foundation import clock
from samlar.people.rules import Actor
from samlar.registration.queries.attendance import OWN_PEOPLE, attendance_of
from samlar.web.templatetags.samlar import kept_address


@dataclass(frozen=True, slots=True)
class SessionLink:
    """A way on from a session's page. `note`: what is there, or what is left to do, in a few words."""

    label: str
    href: str
    note: str = ""


def session_links(actor: Actor, activity: ActivityRow, session: SessionRow) -> list[SessionLink]:
    """The rows of the section "Under och efter träffen", for this viewer. An empty list leaves the section out."""
    found: list[SessionLink] = []
    # Attendance
    found += _attendance(actor, activity, session)
    # Homework and the round of four questions
    found += _homework(activity, session) + _afterwards(actor, activity, session)
    return found


def _attendance(actor: Actor, activity: ActivityRow, session: SessionRow) -> list[SessionLink]:
    """For those who hold the session its list and, until it is over, the code at the door; for those who take part their own people."""
    whose = attendance_of(actor, activity, session.id)
    if whose is None:
        return []
    here = kept_address("session_attendance", activity.id, session.id)
    if whose == OWN_PEOPLE:
        return [SessionLink(_("Närvaro"), here, _("er organisation"))]
    links = [SessionLink(_("Närvaro"), here, _("vilka som är på plats"))]
    if clock.now() < session.ends:
        door = kept_address("session_door", activity.id, session.id)
        links.append(SessionLink(_("Koden vid dörren"), door, _("var och en noterar sig själv")))
    return links


def _homework(activity: ActivityRow, session: SessionRow) -> list[SessionLink]:
    """What is taken up there leads to all hand-ins, to talk from; what follows on it leads to the homework."""
    return [
        SessionLink(one.title, kept_address("homework_talk", activity.id, one.id), _("alla svar på hemuppgiften, att samtala kring"))
        if one.taken_up
        else SessionLink(one.title, kept_address("homework", activity.id, one.id), _("hemuppgift efter träffen"))
        for one in homework_at(activity, session.id)
    ]


def _afterwards(actor: Actor, activity: ActivityRow, session: SessionRow) -> list[SessionLink]:
    """The four questions from the session's start: to answer, and what all have answered."""
    if not (activity.inside and debriefs.is_asked(activity, session, clock.now())):
        return []
    many, mine = answered(actor, session.id)
    links = []
    if debriefs.may_answer(actor, activity) and not mine:
        links.append(SessionLink(_("Svara på fyra frågor efter träffen"), kept_address("session_debrief", activity.id, session.id)))
    if many:
        note = ngettext("%(n)s har svarat", "%(n)s har svarat", many) % {"n": many}
        links.append(SessionLink(_("Läs svaren efter träffen"), kept_address("session_debriefs", activity.id, session.id), note))
    return links
