"""The cards of the board, put together here: a template takes ten times as long for the hundred of a full board."""

from collections.abc import Iterable
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samlar.lessons.rules import board as rules
from samlar.lessons.rules.board import COLUMN_WORDS, CardRow
from samlar.lessons.rules.words import EXITS, Standing
from samlar.web.templatetags.samlar import day, kept_address, say


class Cards:
    """Writes cards for one reader, in the language of the page. `waits`: a new owner is the reader's to find. `token`: the page's own."""

    def __init__(self, today: date, *, waits: bool, token: str) -> None:
        self.today = today
        # Each text on a line of its own: what stands within an f-string is not gathered for translation.
        alone, late = _("behöver ny ägare"), _("Försenad")
        self.alone = f'<p><span class="chip chip-{"waiting" if waits else "draft"}">{escape(alone)}</span></p>'
        self.late = f'<p class="strong">{escape(late)}</p>'
        self.me, self.next, self.to = escape(_("Du")), escape(_("Nästa:")), escape(_("till"))
        self.back, self.forward = escape(_("Bakåt")), escape(_("Framåt"))
        self.names = {one: escape(say(word)) for one, word in COLUMN_WORDS.items()}
        self.form = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'
        self.said: dict[tuple[date | None, date | None], str] = {}

    def written(self, cards: Iterable[CardRow]) -> SafeString:
        """The cards as items of a list. Every text from people and every word is escaped on its way in."""
        return mark_safe("".join([self._card(one) for one in cards]))

    def _card(self, one: CardRow) -> str:
        sentence = escape(one.sentence)
        parts = [f'<li class="card" id="hemtagning-{one.id}" data-card><h3><a href="{kept_address("uptake", one.id)}">{sentence}</a></h3>']
        if one.alone:
            parts.append(self.alone)
        elif one.owner_name:
            parts.append(f"<p>{self.me if one.mine else escape(one.owner_name)}</p>")
        if one.next_step or one.next_day:
            when = f'<span class="nowrap">{day(one.next_day)}</span>' if one.next_day else ""
            said = escape(one.next_step)
            parts.append(f"<p>{self.next} {said}{', ' if said and when else ''}{when}</p>")
        if one.late:
            parts.append(self.late)
        if one.standing not in EXITS:
            parts.append(self._aged(one))
            parts.append(self._moved(one, sentence))
        parts.append("</li>")
        return "".join(parts)

    def _aged(self, one: CardRow) -> str:
        """How old what shows it is, and that nothing has moved. Many cards say the same."""
        moved = max(one.since, one.evidence or one.since) if one.stopped else None
        key = (one.evidence, moved) if one.standing != Standing.TAKEN or one.evidence else (date.max, moved)
        if key not in self.said:
            stopped = rules.stopped_said(one, self.today)
            told = f'<p class="strong">{escape(say(stopped))}</p>' if stopped else ""
            if key[0] != date.max:
                told += f"<p>{escape(say(rules.evidence_said(one, self.today)))}</p>"
            self.said[key] = told
        return self.said[key]

    def _moved(self, one: CardRow, sentence: str) -> str:
        """The form that moves it by plain buttons, which dragging presses too."""
        buttons = "".join(
            f'<button class="link-button" name="to" value="{to.value}">{word}<span class="hidden-text"> {self.to} {self.names[to]}: '
            f"{sentence}</span></button>"
            for to, word in zip(rules.neighbours(one.standing), (self.back, self.forward), strict=True)
            if to is not None
        )
        return (
            f'<form class="card-move no-print" method="post" action="{kept_address("uptake_move", one.id)}">{self.form}'
            f'<input type="hidden" name="revision" value="{one.revision}"><span class="handle" data-handle aria-hidden="true"></span>'
            f"{buttons}</form>"
        )
