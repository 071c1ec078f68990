"""Text that people wrote, made safe to show."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "blockquote"}
_markdown = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["newline", "emphasis", "list", "link", "autolink", "blockquote", "escape", "backticks"]
)


def prose(written: str) -> SafeString:
    """Markdown's paragraphs, lists, links and emphasis as HTML; headings, pictures and HTML stay the signs that were typed.

    Two guards: the parser knows no HTML, and the sanitiser lets only these tags and http(s)/mailto links through.
    """
    html = _markdown.render(written or "")
    kept = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel="nofollow noopener")
    return mark_safe(kept)
