"""A saved web page: what a reader sees of it, in sections by its headings. Nothing in it is run or fetched."""

import re
from pathlib import Path

from lxml import etree, html

from samlar.foundation.extraction import letters
from samlar.foundation.extraction.gathering import Gathering, Headed
from samlar.foundation.extraction.told import Reason, Unreadable

LEFT_OUT = {
    "script", "style", "template", "noscript", "head", "nav", "svg", "math", "iframe", "object", "embed", "canvas", "select",
    "textarea", "audio", "video", "map", "dialog",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "caption", "blockquote", "pre", "section", "article", "main",
    "aside", "header", "footer", "figure", "figcaption", "address", "form", "fieldset", "legend", "details", "summary", "hr", "br",
    "body",
}  # fmt: skip
HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
SAID_CODING = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,30})", re.IGNORECASE)
KNOWN_CODINGS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "latin1", "windows-1252", "cp1252", "us-ascii"), "cp1252"),
    "iso-8859-15": "iso-8859-15",
}


def read(path: Path, into: Gathering) -> None:
    with path.open("rb") as opened:
        data = opened.read(into.limits.signs * 8)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(_text(data).encode(errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable(Reason.BLANK) from None
    said = {str(meta.get("name", "")).lower(): meta.get("content") for meta in tree.iterfind(".//meta")}
    into.about(tree.findtext(".//title"), said.get("author"))
    _walk(tree, Headed(into))
    if any(one.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for one in parser.error_log):
        raise Unreadable(Reason.DEEP)  # what lies deeper has been left out by the parser


def _text(data: bytes) -> str:
    said = SAID_CODING.search(data[:2048])
    coding = KNOWN_CODINGS.get(said[1].decode("ascii", "ignore").lower()) if said else None
    if coding and coding != "utf-8" and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return data.decode(coding, "replace")
    text = letters.of(data)
    if text is None:
        raise Unreadable(Reason.NO_LETTERS)
    return text


def _walk(tree: html.HtmlElement, into: Headed) -> None:
    """Through the page in its order, without recursion: how deep somebody has nested it is no matter."""
    held: list[str] = []
    heading_depth = 0

    def flush() -> None:
        text = " ".join("".join(held).split())
        held.clear()
        if text and heading_depth:
            into.heading(text)
        elif text:
            into.paragraph(text)

    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end":
                held.append(element.tail or "")
            continue
        if event == "start":
            if tag in LEFT_OUT or _hidden(element):
                walk.skip_subtree()
                continue
            if tag in BLOCKS or (tag in HEADINGS and not heading_depth):
                flush()
            if tag in HEADINGS:
                heading_depth += 1
            held.append(element.text or "")
        elif tag in LEFT_OUT or _hidden(element):
            held.append(element.tail or "")
        else:
            if tag in HEADINGS:
                if heading_depth == 1:
                    flush()
                heading_depth -= 1
            elif tag in BLOCKS:
                flush()
            elif tag in ("td", "th"):
                held.append(" | " if element.getnext() is not None else "")
            held.append(element.tail or "")
    flush()
    into.done()


def _hidden(element: html.HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(HIDDEN.search(element.get("style", "")))
