"""How values are said: money, days, sentences in two languages, and text that people wrote."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context, defaulttags
from django.template.base import Parser, Token
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from samlar.catalogue.rules import sources
from samlar.formats.sentence import Sentence, written
from samlar.foundation import text

register = template.Library()


def language() -> str:
    """The language that the page is written in: "sv" or "en"."""
    return translation.get_language() or "sv"


@register.filter
def kr(amount: int | None) -> str:
    """75000 → "75 000 kr" (Swedish) or "SEK 75,000" (English); nothing for nothing."""
    if amount is None:
        return ""
    if language() == "en":
        return f"SEK {amount:,}"
    return f"{amount:,} kr".replace(",", "\N{NO-BREAK SPACE}").replace(" kr", "\N{NO-BREAK SPACE}kr")


@register.filter
def number(value: int | None) -> str:
    """A whole number with the language's thousands."""
    if value is None:
        return ""
    return f"{value:,}" if language() == "en" else f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A day in words: 21 november 2026. A moment is shown as its day in Stockholm. Letters' values are ISO text."""
    if not value:
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return written(value, language())


@register.filter
def moment(value: datetime | str | None) -> str:
    """A moment in Stockholm: 21 november 2026 kl. 09.30. Letters' values are ISO text."""
    if not value:
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    local = timezone.localtime(value)
    if language() == "en":
        return f"{written(local, 'en')}, {local:%H:%M}"
    return f"{written(local, 'sv')} kl.\N{NO-BREAK SPACE}{local:%H.%M}"


@register.filter
def until(value: datetime | str | None) -> str:
    """As `moment`, of when something ends: a midnight is said on the day that people mean, 20 december 2026 kl. 24.00."""
    if not value:
        return ""
    ends = timezone.localtime(datetime.fromisoformat(value) if isinstance(value, str) else value)
    if ends.time() != time():
        return moment(ends)
    last = written((ends - timedelta(seconds=1)).date(), language())
    return f"{last}, 24:00" if language() == "en" else f"{last} kl.\N{NO-BREAK SPACE}24.00"


@register.filter
def say(sentence: Sentence | str | None) -> str:
    """A Sentence in the reader's language."""
    if isinstance(sentence, Sentence):
        return sentence.in_language(language())
    return sentence or ""


@register.filter
def cited(source: str) -> str:
    """A rule's short source as people read it: "P · Deltagare" is a section of a document."""
    return say(sources.in_short(source))


@register.filter
def readable_source(source: str | None) -> str:
    """The source in words where it is a document that people can read; else nothing."""
    return cited(source) if source and sources.of_document(source) else ""


@register.filter
def prose(written: str) -> SafeString:
    """What a person wrote, as paragraphs, lists, links and emphasis; anything else stays text."""
    return text.prose(written)


@register.filter
def named(row: Any, stem: str) -> str:
    """The language's own of a pair such as name_sv and name_en; reads dicts and objects."""
    key = f"{stem}_{'en' if language() == 'en' else 'sv'}"
    value = row.get(key) if isinstance(row, dict) else getattr(row, key, "")
    return str(value or "")


@register.filter
def chip(words: Sentence | str | None, kind: str = "") -> SafeString:
    """A state as a chip (components/chip.html says the kinds). In lists it is this filter: an include per row costs ten times as much."""
    return _chip(say(words), kind)


@lru_cache(maxsize=1024, typed=True)  # what is marked as safe is another word than the same typed by a person
def _chip(words: str, kind: str) -> SafeString:
    return format_html('<span class="chip{}">{}</span>', f" chip-{kind}" if kind else "", words)


class KeptAddress(defaulttags.URLNode):
    """Django's `url` with its answers kept."""

    def render(self, context: Context) -> str:
        try:
            found = kept_address(
                self.view_name.resolve(context),
                *(arg.resolve(context) for arg in self.args),
                **{name: value.resolve(context) for name, value in self.kwargs.items()},
            )
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""
        if self.asvar is None:
            return conditional_escape(found)
        context[self.asvar] = found
        return ""


@register.tag
def url(parser: Parser, token: Token) -> KeptAddress:
    """Django's `url`, which every page asks some twenty times; addresses are the same in both languages and never change."""
    node = defaulttags.url(parser, token)
    return KeptAddress(node.view_name, node.args, node.kwargs, node.asvar)


@lru_cache(maxsize=8192)
def kept_address(name: str, *args: object, **values: object) -> str:
    """`reverse`, kept. Raises NoReverseMatch."""
    return reverse(name, args=args, kwargs=values)
