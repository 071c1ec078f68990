"""What Samlär is, how reachable it is for everybody, what it knows about people: the pages that every public service owes."""

from dataclasses import dataclass
from datetime import date

from allauth.core.internal import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.foundation import outbox
from samlar.people.rules.links import KEPT_DAYS
from samlar.web.forms import Textarea

STATEMENT_UPDATED = date(2026, 11, 21)
REPORTS = {"report": "5/h/ip"}
LINES = Textarea(attrs={"rows": 6})


class ObstacleForm(forms.Form):
    """A report of something that somebody could not use. Only the first field is needed."""

    what = forms.CharField(
        label=gettext_lazy("Vad fungerade inte?"), max_length=2000, widget=LINES,
        help_text=gettext_lazy("Berätta gärna vilket hjälpmedel du använder."),
    )  # fmt: skip
    where = forms.CharField(
        label=gettext_lazy("På vilken sida?"), max_length=300, required=False, help_text=gettext_lazy("Sidans namn eller adress.")
    )
    reply_to = forms.EmailField(
        label=gettext_lazy("Din e-postadress"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Om du vill ha svar. Du kan rapportera utan att säga vem du är."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cookie:
    name: str
    purpose: str
    days: int


def cookies() -> list[Cookie]:
    """Every cookie that this site sets, with the lifetime that the settings give it. A test holds it against what pages set."""
    day = 60 * 60 * 24
    return [
        Cookie(settings.SESSION_COOKIE_NAME, _("Håller dig inloggad."), settings.SESSION_COOKIE_AGE // day),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("Ser till att det som skickas in kommer från dig och inte från en annan webbplats."),
            settings.CSRF_COOKIE_AGE // day,
        ),
        Cookie(settings.LANGUAGE_COOKIE_NAME, _("Kommer ihåg språket, om du har valt ett."), settings.LANGUAGE_COOKIE_AGE // day),
    ]


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html")


def privacy(request: HttpRequest) -> HttpResponse:
    kept = {
        "letters": outbox.KEPT_DAYS, "leavers": settings.SAMLAR_LEAVERS_KEPT_DAYS // 30, "trail": settings.SAMLAR_AUDIT_KEPT_DAYS // 365,
        "links": KEPT_DAYS, "staff": settings.SAMLAR_STAFF_KEPT_DAYS,
        "session": settings.SESSION_COOKIE_AGE // (60 * 60 * 24),
    }  # fmt: skip
    return render(request, "site/privacy.html", {"cookies": cookies(), "kept": kept, "contact": settings.SITE_CONTACT})


def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement that the law asks for, and a form to report what does not work (Z1). Five reports an hour from one address."""
    form = ObstacleForm(request.POST if request.method == "POST" else None, initial={"where": request.GET.get("sida", "")[:300]})
    if form.is_valid():
        if ratelimit.consume(request, app="samlar", action="report", config=REPORTS):
            outbox.put(to=settings.SITE_CONTACT, language="sv", name="obstacle_reported", values=form.cleaned_data)
            messages.success(request, _("Tack! Rapporten är skickad till dem som driver Samlär."))
            return redirect("accessibility")
        said = _("Det har kommit många rapporter härifrån på kort tid. Vänta en timme, eller skriv till {address}.")
        form.add_error(None, said.format(address=settings.SITE_CONTACT))
    shown = {"form": form, "updated": STATEMENT_UPDATED, "contact": settings.SITE_CONTACT}
    return render(request, "site/accessibility.html", shown)
