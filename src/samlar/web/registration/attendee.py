"""One person on a list of attendance, as HTML: a list has hundreds, and put together in the template each costs ten times as much.

The form around the list posts; each button is named by what it notes and holds the person.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samlar.registration.rules.attendance import AttendanceList, AttendeeRow, Mark, Source
from samlar.web.templatetags.samlar import chip

ROW = '<li id="p-{}"><span class="row-name">{}</span>{}<div class="row-state">{}{}</div></li>'
BUTTON = (
    '<button type="submit" class="ds-button small-button" data-variant="{}"{} name="{}" value="{}" hx-post="{}">{}'
    '<span class="hidden-text">: {}</span></button>'
)
NOTHING = SafeString()


class Attendees:
    """Makes the rows of one list; `post` is where its buttons lead. The words are asked for once."""

    def __init__(self, shown: AttendanceList, post: str) -> None:
        self.may, self.post = shown.may_mark, post
        self.there, self.absent, self.open = chip(_("på plats"), "active"), chip(_("kom inte"), "closed"), chip(_("inte noterad"), "draft")
        self.words = {Mark.PRESENT: _("På plats"), Mark.ABSENT: _("Kom inte"), Mark.CLEAR: _("Ångra")}
        self.unregistered, self.at_the_door, self.at_an_item = _("inte anmäld"), _("noterad vid dörren"), _("noterad på en programpunkt")

    def row(self, one: AttendeeRow) -> SafeString:
        return format_html(ROW, one.person, one.name, self._facts(one), self._state(one), self._buttons(one))

    def _facts(self, one: AttendeeRow) -> SafeString:
        facts = []
        if not one.registered:
            facts.append(self.unregistered)
        if one.source == Source.DOOR:
            facts.append(self.at_the_door)
        if one.elsewhere and one.mark != Mark.PRESENT:
            facts.append(self.at_an_item)
        if not facts:
            return NOTHING
        return format_html('<p class="row-facts">{}</p>', format_html_join("", "<span>{}</span>", ((fact,) for fact in facts)))

    def _state(self, one: AttendeeRow) -> SafeString:
        if one.there:
            return self.there
        return self.absent if one.absent else NOTHING if self.may else self.open

    def _buttons(self, one: AttendeeRow) -> SafeString:
        """The button that takes the place of the one pressed has its id, so that the keyboard stays where it was."""
        if not self.may or (one.there and not one.mark):
            return NOTHING
        own = format_html(' id="b-{}"', one.person)
        if one.mark:
            return self._button(one, Mark.CLEAR, "tertiary", own)
        return self._button(one, Mark.PRESENT, "secondary", own) + self._button(one, Mark.ABSENT, "tertiary", NOTHING)

    def _button(self, one: AttendeeRow, mark: Mark, variant: str, own: SafeString) -> SafeString:
        return format_html(BUTTON, variant, own, mark, one.person, self.post, self.words[mark], one.name)
