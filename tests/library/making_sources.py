"""Old archives for tests: folders and zips of generated files of all kinds, and exports from WordPress."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.foundation.extraction.making_files import of_kind

KINDS = ("txt", "pdf", "html", "docx", "vtt", "pptx", "xlsx", "odt", "srt", "odp", "ods", "mp3", "mp4", "png", "old office", "locked", "other")
ENDINGS = {"old office": "doc", "locked": "docx", "other": "zip", "jpeg": "jpg"}
WRITTEN = ("kompetensforsorjning", "provrum", "medlemsgruppen", "styrelsens bilaga", "inbjudan till lärlabb")


def folder(at: Path, files: Mapping[str, bytes], manifest: str = "") -> Path:
    """A folder with these files, and a manifest where one is given."""
    for name, content in files.items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    at.mkdir(parents=True, exist_ok=True)
    if manifest:
        (at / "manifest.csv").write_text(manifest, "utf-8")
    return at


def zipped(at: Path, files: Mapping[str, bytes | str]) -> Path:
    at.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(at, "w", ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return at


def an_archive(many: int = 200) -> dict[str, bytes]:
    """Five texts as people wrote them, and so many generated files of all kinds, in folders by year and subject."""
    files = {f"{name}.txt": f"Det här är {name}, skrivet av flera regioner tillsammans.\n".encode() * 40 for name in WRITTEN}
    for number in range(many):
        kind = KINDS[number % len(KINDS)]
        text = f"Fil nummer {number}: hur regionerna lär av varandra om kompetensförsörjning."
        name = f"{2010 + number % 15}/{('Rapporter', 'Bilder', 'Träffar')[number % 3]}/fil-{number:03}.{ENDINGS.get(kind, kind)}"
        content = of_kind(kind, text)
        # What has no text of its own is told apart by what hangs behind it, where its reader never looks.
        files[name] = content if text.encode() in content or kind in ("pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "other") else content + text.encode()
    return files


def post(
    id: int, title: str, content: str = "", *, kind: str = "post", status: str = "publish", day: str = "2019-05-03 10:00:00",
    categories: Sequence[str] = (), attachment: str = "", attached: str = "", author: str = "anna",
) -> str:  # fmt: skip
    """One item of an export."""
    sorted_by = "".join(f'<category domain="category" nicename="x"><![CDATA[{name}]]></category>' for name in categories)
    meta = f"<wp:postmeta><wp:meta_key>_wp_attached_file</wp:meta_key><wp:meta_value><![CDATA[{attached}]]></wp:meta_value></wp:postmeta>"
    return f"""<item><title>{escape(title)}</title><link>https://gammal.test/{day[:4]}/sida-{id}/</link>
<guid isPermaLink="false">https://gammal.test/?p={id}</guid><dc:creator><![CDATA[{author}]]></dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{id}</wp:post_id><wp:post_date>{day}</wp:post_date><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
{f"<wp:attachment_url>{attachment}</wp:attachment_url>" if attachment else ""}{meta if attached else ""}{sorted_by}</item>"""


def export(*posts: str, language: str = "sv-SE", head: str = "") -> str:
    """A WordPress export (WXR) of these items."""
    spaces = " ".join(
        f'xmlns:{name}="{address}"'
        for name, address in {
            "excerpt": "http://wordpress.org/export/1.2/excerpt/", "content": "http://purl.org/rss/1.0/modules/content/",
            "dc": "http://purl.org/dc/elements/1.1/", "wp": "http://wordpress.org/export/1.2/",
        }.items()
    )  # fmt: skip
    author = "<wp:author><wp:author_login>anna</wp:author_login><wp:author_display_name>Anna Påhittad</wp:author_display_name></wp:author>"
    return f"""<?xml version="1.0" encoding="UTF-8" ?>{head}
<rss version="2.0" {spaces}><channel><title>Gammalt</title><language>{language}</language>{author}
{"".join(posts)}</channel></rss>"""
