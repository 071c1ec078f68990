"""What an activity's terms mean, in a sentence (E2)."""

from django.utils.translation import gettext as _

from samlar.formats import words as w
from samlar.formats.counted import number
from samlar.formats.sentence import Sentence, listed
from samlar.registration.rules.rows import TermsRow
from samlar.web.templatetags.samlar import day, kr, language, say


def summed_up(terms: TermsRow) -> str:
    """“Högst 40 personer, högst fyra per organisation, senast 14 augusti 2026.” and what follows from the rest."""
    limits = []
    if terms.places:
        limits.append(_("högst %(count)s personer") % {"count": terms.places})
    if terms.per_organisation:
        limits.append(_("högst %(count)s per organisation") % {"count": number(terms.per_organisation, language())})
    if terms.last_day:
        limits.append(_("senast %(day)s") % {"day": day(terms.last_day)})
    first = ", ".join(limits)
    who = listed([say(PLURALS.get(one, w.MEMBERSHIPS[one])) for one in terms.open_to], language())
    said = [
        f"{first[0].upper()}{first[1:]}." if first else _("Ingen gräns för hur många, och ingen sista dag."),
        _("Öppet för %(who)s.") % {"who": who},
        _("Chefen godkänner varje anmälan.") if terms.approval else _("Ingen chef behöver godkänna."),
        _("Det kostar %(fee)s per person.") % {"fee": kr(terms.fee)} if terms.fee else _("Det kostar inget."),
    ]
    return " ".join(said)


PLURALS = {
    "member": Sentence("medlemmar", "members"),
    "partner": Sentence("partner", "partners"),
    "guest": Sentence("gäster", "guests"),
}
