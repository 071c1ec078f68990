"""At an activity's end: what the own organisation takes home, all at once or nothing (F2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities.rules.deeds import Overtaken
from samlar.formats.sentence import Refusal
from samlar.lessons.actions import bringing_home as actions
from samlar.lessons.queries.bringing_home import BringingHome, bringing_home
from samlar.lessons.rules.words import STANDING_WORDS, Standing
from samlar.people.rules import NotAllowed
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal
from samlar.web.lessons.forms.bringing_home import BringHomeForm


def bring_home(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The activity's lessons with owner and first step for each that is chosen; those taken home already; who has answered."""
    actor = viewer(request)
    home = bringing_home(actor, activity_id)
    if request.method != "POST":
        return _page(request, home, BringHomeForm(None, home, me=actor.person))
    deed = "none" if request.POST.get("deed") == "none" else "take"
    form = BringHomeForm(request.POST, home, me=actor.person, deed=deed)
    if not form.is_valid():
        return _page(request, home, form, status=422)
    seal = form.cleaned_data["seal"]
    try:
        if deed == "none":
            actions.take_nothing(actor, activity_id, why=form.cleaned_data["why"], seal=seal)
            messages.success(request, _("Tack, ert svar är sparat."))
        else:
            made = actions.take_home(actor, activity_id, form.chosen(), seal=seal)
            said = ngettext("%(n)s lärdom är hemtagen.", "%(n)s lärdomar är hemtagna.", len(made)) % {"n": len(made)}
            messages.success(request, said + " " + _("Den som äger den får en fråga om hur det går."))
    except NotAllowed:
        raise
    except Overtaken as overtaken:
        fresh = bringing_home(actor, activity_id)
        again = BringHomeForm({**request.POST.dict(), "seal": fresh.seal}, fresh, me=actor.person, deed="again")
        again.is_valid()
        take_refusal(again, overtaken)
        return _page(request, fresh, again, status=409)
    except Refusal as refusal:
        take_refusal(form, refusal)
        return _page(request, home, form, status=422)
    return redirect(reverse("activity_bring_home", args=[activity_id]) + "#hemma")


def _page(request: HttpRequest, home: BringingHome, form: BringHomeForm, *, status: int = 200) -> HttpResponse:
    values = frame(request, home.activity, "lessons") | {
        "home": home,
        "form": form,
        "seal": form.data.get("seal", "") if form.is_bound else home.seal,
        "rows": list(form.rows()) if home.may_answer else [],
        "taken": [(one, Standing(one.standing).mark, STANDING_WORDS[Standing(one.standing)]) for one in home.taken],
        "others": [one for one in home.answers if home.own is None or one.organisation != home.own.organisation],
        "refused_none": form.is_bound and form.deed == "none",
    }
    return render(request, "lessons/bring_home.html", values, status=status)
