"""What people look for and do not find: for those who keep the archive. Nothing is known of who they were (G2, Z2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.library.queries.missed import missed as the_missed
from samlar.library.rules.searching import MISSED_KEPT_DAYS
from samlar.web.asked import viewer, whole
from samlar.web.templatetags.samlar import kept_address


def missed(request: HttpRequest) -> HttpResponse:
    """The questions without an answer, those asked most often first, or those asked last."""
    newest = request.GET.get("ordning") == "senast"
    listed = the_missed(viewer(request), whole(request.GET.get("page"), 1), newest=newest)
    here = kept_address("missed_searches")
    orders = [
        {"label": _("Oftast"), "href": here, "current": not newest, "count": None},
        {"label": _("Senast"), "href": f"{here}?ordning=senast", "current": newest, "count": None},
    ]
    values = {
        "listed": listed, "orders": orders, "query": "ordning=senast" if newest else "", "kept": MISSED_KEPT_DAYS // 30,
        "trail": [(_("Kansli"), reverse("secretariat"))],
    }  # fmt: skip
    return render(request, "search/missed.html", values)
