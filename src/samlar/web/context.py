"""What every page knows: who looks, where one can go, which copy this is."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.formats.sentence import Sentence
from samlar.people.rules import VISITOR, Actor
from samlar.web import doors
from samlar.web.asked import here
from samlar.web.templatetags.samlar import say

FORMATS = Sentence("Format", "Formats")  # many: the same word in Swedish as one


@dataclass(frozen=True, slots=True)
class NavigationItem:
    label: str
    href: str
    current: bool


def destinations(actor: Actor) -> list[tuple[str, str]]:
    """(label, address) of the main navigation, by what the viewer does (look.md)."""
    found: list[tuple[str, str]] = []
    if actor.signed_in:
        found.append((_("Min sida"), reverse("my_page")))
    if actor.at_work:
        found.append((_("Vår organisation"), reverse("our_organisation")))
    found += [(_("Idéer"), reverse("proposals")), (_("Aktiviteter"), reverse("activities"))]
    if actor.signed_in:
        found.append((_("Lärdomar"), reverse("lessons")))
    found.append((_("Arkiv"), reverse("search")))
    found.append((say(FORMATS), reverse("formats")))
    if actor.mandates:
        found.append((_("Kansli"), reverse("secretariat")))
    if not actor.signed_in:
        found.append((_("Exempel"), reverse("examples")))
        found.append((_("Förändringar"), reverse("changes")))
        found.append((_("Om"), reverse("about")))
    return found


def page(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", VISITOR)
    at = reverse("proposals") if request.path.startswith(reverse("rounds")) else request.path  # idea meetings are a part of the ideas
    navigation = [NavigationItem(label, href, at.startswith(href)) for label, href in destinations(actor)]
    copy = {"demo": settings.DEMO, "operator": settings.SITE_OPERATOR, "address": settings.SITE_ADDRESS}
    sign_in = "" if actor.signed_in else doors.sign_in_address(request)
    return {"actor": actor, "navigation": navigation, "sign_in_href": sign_in, "this_page": here(request), **copy}
