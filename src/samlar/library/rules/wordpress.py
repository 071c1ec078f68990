"""An export from WordPress (WXR): what an item in it becomes, and how its text is kept (G4). Pure.

A page is kept as HTML of its own, made safe: headings, paragraphs, lists, tables and links, without scripts, styles, forms, frames and
pictures' addresses. What stood in short codes stays as text where it was text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape

import nh3
from lxml import etree
from lxml.html import HTMLParser, document_fromstring, tostring

from samlar.library.rules import told as rules
from samlar.library.rules.documents import AUTHORS
from samlar.library.rules.told import Told, line
from samlar.library.rules.words import State

ATTACHMENT = "attachment"
# What WordPress keeps for itself. All other kinds, also those that a site has made up, are pages.
MACHINERY = frozenset(
    {
        "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache", "user_request", "wp_block", "wp_template",
        "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face", "acf-field", "acf-field-group",
    }
)  # fmt: skip
WASTE = frozenset({"trash", "auto-draft"})
OURS = "exporten"  # the folder, in a source, of the pages that an export holds
LARGEST_TEXT = 2_000_000  # signs of one page: what is longer is no page
TAGS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "strong", "b", "em", "i", "a",
    "blockquote", "q", "cite", "code", "pre", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption",
    "sub", "sup", "abbr", "time", "section", "article", "div", "span",
}  # fmt: skip
# A word in brackets is a short code only with a value, as an end, or by a name that WordPress itself has: [sic] is text.
SHORT_CODE = re.compile(
    r"\[(?:[a-z][\w-]{0,40}\s[^\[\]<>=]{0,1000}=[^\[\]<>]{0,1000}|/[a-z][\w-]{0,40}|"
    r"(?:caption|gallery|embed|audio|video|playlist)\s?/?)\]",
    re.IGNORECASE,
)
# What a browser opens anew after a paragraph in which it was not closed.
STANDS_OPEN = ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
BLOCKS = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|dl|table|blockquote|figure|pre|div|section|article|hr)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of an export, its values as they stand in it."""

    id: str
    kind: str
    title: str = ""
    link: str = ""
    guid: str = ""
    status: str = ""
    date: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    attachment: str = ""  # where its file was
    attached: str = ""  # the same, below the folder of what was uploaded
    categories: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Where a page stands in the source."""
        return f"{OURS}/{self.kind}-{self.id}.html"

    @property
    def is_page(self) -> bool:
        return self.kind != ATTACHMENT and self.kind not in MACHINERY

    @property
    def is_waste(self) -> bool:
        return self.status in WASTE


def told_of(item: Item, *, language: str, authors: Mapping[str, str]) -> Told:
    """What the export says of an item. What was published asks to be so here, too."""
    title, summary = rules.titled(_plain(item.title), _plain(item.excerpt or (item.content if item.kind == ATTACHMENT else "")))
    addresses = (rules.old_path(one) for one in (item.link, item.guid, item.attachment))
    return Told(
        file=item.key if item.is_page else "", title=title, summary=summary, authors=line(authors.get(item.creator, ""), AUTHORS),
        day=rules.day_of(item.date[:10]), language=rules.language_of(language), themes=item.categories[: rules.NAMES_IN_A_CELL],
        state=State.PUBLISHED if item.status in ("publish", "inherit") else "",
        addresses=tuple(dict.fromkeys(path for path in addresses if path)),
    )  # fmt: skip


def page_of(item: Item, *, language: str) -> str:
    """A page of the export as a file of its own."""
    title, code = escape(_plain(item.title) or "–"), rules.language_of(language) or "sv"
    head = f'<!doctype html>\n<html lang="{code}">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
    return f"{head}<body>\n<h1>{title}</h1>\n{safe(item.content)}\n</body>\n</html>\n"


def safe(html: str, to: Callable[[str], str | None] | None = None) -> str:
    """The page's text made safe. `to`: where a link leads from now on, None: where it led."""
    html = SHORT_CODE.sub(" ", html[:LARGEST_TEXT])
    if not BLOCKS.search(html):  # the older editor wrote paragraphs as empty lines
        html = "\n".join(f"<p>{part.strip()}</p>" for part in re.split(r"\n\s*\n", html) if part.strip()).replace("\n\n", "\n")

    def kept(tag: str, name: str, value: str) -> str | None:
        return (to(value) or value) if to and (tag, name) == ("a", "href") else value

    return nh3.clean(
        _in_order(html), tags=TAGS, attributes={"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
        attribute_filter=kept, url_schemes={"http", "https", "mailto"}, link_rel=None, strip_comments=True,
        clean_content_tags={"script", "style", "iframe", "object", "noscript", "template", "form", "svg", "math"},
    )  # fmt: skip


def _in_order(html: str) -> str:
    """The page with every element closed within the one it was opened in, and bold in bold once.

    Browsers' way of reading, which comes after this, looks among all that is open for each new part, and opens what was left open anew in
    every paragraph: of a page made for it that takes hours and all memory. What lies in itself without end is left as its text.
    """
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(f"<html><body>{html}</body></html>".encode(errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return escape(html)
    if any(one.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for one in parser.error_log):
        return f"<p>{escape(unescape(re.sub(r'<[^<>]*>', ' ', html)))}</p>"
    for element in tree.iter(*STANDS_OPEN):
        if element.tag not in TAGS or next(element.iterancestors(element.tag), None) is not None:
            element.tag = "span"
        for name in set(element.attrib) - {"href"}:
            del element.attrib[name]
    body = tree.find("body")
    parts = [] if body is None else [escape(body.text or "", quote=False), *(tostring(one, encoding="unicode") for one in body)]
    return "".join(parts)


def relinked(page: str, to: Callable[[str], str | None]) -> str:
    """A page that was made here, its links leading to where things are now. The page itself where none does."""
    head, body, rest = page.partition("<body>\n")
    text, end, foot = rest.rpartition("\n</body>")
    if not (body and end):
        return page
    return head + body + safe(text, to) + end + foot


def links_in(page: str) -> tuple[str, ...]:
    """Every address that a page links to, once, in order."""
    return tuple(dict.fromkeys(unescape(one) for one in re.findall(r'<a\b[^>]*?\bhref="([^"]{1,2000})"', page)))[:2_000]


def file_for(item: Item, files: Mapping[str, str]) -> str:
    """Where the file of an attachment lies, among files by the ends of their names (`ends_of`); the longest end first."""
    for said in (item.attached, item.attachment.partition("/uploads/")[2], item.attachment.rpartition("/")[2]):
        ending = rules.old_path(said).strip("/")
        if ending and (found := files.get(ending)):
            return found
    return ""


def ends_of(keys: tuple[str, ...]) -> dict[str, str]:
    """{the end of a name: the file}, for every end that only one file has: 2019/05/plan.pdf, 05/plan.pdf, plan.pdf."""
    found: dict[str, str] = {}
    for key in keys:
        parts = rules.old_path(key).strip("/").split("/")
        for first in range(max(0, len(parts) - 4), len(parts)):
            end = "/".join(parts[first:])
            found[end] = "" if end in found else key
    return {end: key for end, key in found.items() if key}


def _plain(html: str) -> str:
    """Text without tags, its entities as signs."""
    plain = nh3.clean(SHORT_CODE.sub(" ", html[:100_000]), tags=set(), attributes={}, clean_content_tags={"script", "style"})
    for entity, sign in (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&#39;", "'")):
        plain = plain.replace(entity, sign)
    return "\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", plain)).strip()
