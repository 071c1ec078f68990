"""Video services that recordings lie with: whose a link is, and the address that shows it with as little said of the viewer as it allows.

Read strictly: a link is a known service's only where its host and its recording's name are exactly what that service uses. What is
built afterwards is built of those parts alone, never of what was typed, so nothing else comes into a frame (G3, Z8). Pure.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from samlar.formats.sentence import Sentence

LONGEST = 500
YOUTUBE = re.compile(r"[A-Za-z0-9_-]{11}")
NO_FILMS = ("videoseries", "live_stream")  # words of the service's own, as long as a film's name
VIMEO = re.compile(r"\d{4,12}", re.ASCII)
VIMEO_KEY = re.compile(r"[0-9a-f]{6,20}")
NUMBER = re.compile(r"\d{1,9}", re.ASCII)
KALTURA = re.compile(r"[01]_[a-z0-9]{8}")
YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtube-nocookie.com", "www.youtube-nocookie.com"})
VIMEO_HOSTS = frozenset({"vimeo.com", "www.vimeo.com"})
LEARNS = Sentence(
    "din IP-adress, vilken inspelning det är, vilken webbläsare du har och, om du är inloggad där, vem du är",
    "your IP address, which recording it is, which browser you have and, if you are signed in there, who you are",
)


@dataclass(frozen=True, slots=True)
class Service:
    """A video service. `host`: what a page's frame must be allowed to ask; `kept`: what it promises when shown in this way."""

    code: str
    name: str
    owner: str
    host: str
    kept: Sentence


SERVICES = {
    one.code: one
    for one in (
        Service(
            "youtube", "YouTube", "Google", "www.youtube-nocookie.com",
            Sentence(
                "Vi använder adressen utan kakor: YouTube sätter inga kakor förrän du startar filmen.",
                "We use the address without cookies: YouTube sets none until you start the film.",
            ),
        ),
        Service(
            "vimeo", "Vimeo", "Vimeo", "player.vimeo.com",
            Sentence("Vi ber Vimeo att inte följa dig (dnt).", "We ask Vimeo not to track you (dnt)."),
        ),
        Service(
            "kaltura", "Kaltura", "Kaltura", "cdnapisec.kaltura.com",
            Sentence(
                "Kaltura används av flera lärosäten. Filmen räknas i deras statistik.",
                "Kaltura is used by several universities. The film is counted in their statistics.",
            ),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a recording lies: a known service, and its name there.

    `key`: what else shows it: of an unlisted film (Vimeo) its word, of Kaltura whose it is and with which player ("1234/5678").
    """

    service: str
    id: str
    key: str = ""

    @property
    def of(self) -> Service:
        return SERVICES[self.service]


def placed(link: str) -> Place | None:
    """The service and the recording that a link is to; None for every other link, which is then only a link."""
    if not link or len(link) > LONGEST or any(sign.isspace() or not sign.isprintable() for sign in link):
        return None
    try:
        parts = urlsplit(link)
        asked, port = parse_qs(parts.query, max_num_fields=20), parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or port is not None or parts.username is not None or not host.isascii():
        return None
    way = [part for part in parts.path.split("/") if part]
    return _youtube(host, way, asked) or _vimeo(host, way, asked) or _kaltura(host, way, asked)


def embed(place: Place, at: int = 0) -> str:
    """The address that shows the recording in a frame, from a moment (ms)."""
    second = max(0, at) // 1000
    if place.service == "youtube":
        return f"https://{place.of.host}/embed/{place.id}?rel=0&cc_load_policy=1" + (f"&start={second}" if second else "")
    if place.service == "vimeo":
        key = f"&h={place.key}" if place.key else ""
        return f"https://{place.of.host}/video/{place.id}?dnt=1{key}" + (f"#t={second}s" if second else "")
    owner, _, player = place.key.partition("/")
    start = f"&flashvars[mediaProxy.mediaPlayFrom]={second}" if second else ""
    way = f"p/{owner}/sp/{owner}00/embedIframeJs/uiconf_id/{player}/partner_id/{owner}"
    return f"https://{place.of.host}/{way}?iframeembed=true&entry_id={place.id}{start}"


def at_moment(link: str, at: int) -> str:
    """A recording's own link, at a moment (ms) where its service knows how to begin there; else the link as it is."""
    place, second = placed(link), max(0, at) // 1000
    if place is None or not second:
        return link
    if place.service == "youtube":
        return f"https://www.youtube.com/watch?v={place.id}&t={second}s"
    if place.service == "vimeo":
        return f"https://vimeo.com/{place.id}" + (f"/{place.key}" if place.key else "") + f"#t={second}s"
    return link


def host_of(link: str) -> str:
    """Whose address a link is, for people to read; nothing where it cannot be read."""
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def _youtube(host: str, way: list[str], asked: dict[str, list[str]]) -> Place | None:
    if host == "youtu.be" and len(way) == 1:
        found = way[0]
    elif host in YOUTUBE_HOSTS and way == ["watch"]:
        found = asked.get("v", [""])[0]
    elif host in YOUTUBE_HOSTS and len(way) == 2 and way[0] in ("embed", "live", "shorts", "v"):
        found = way[1]
    else:
        return None
    return Place("youtube", found) if YOUTUBE.fullmatch(found) and found not in NO_FILMS else None


def _vimeo(host: str, way: list[str], asked: dict[str, list[str]]) -> Place | None:
    key = asked.get("h", [""])[0]
    if host == "player.vimeo.com" and len(way) == 2 and way[0] == "video":
        found = way[1]
    elif host in VIMEO_HOSTS and len(way) in (1, 2):
        found, key = way[0], way[1] if len(way) == 2 else key
    else:
        return None
    if not VIMEO.fullmatch(found) or (key and not VIMEO_KEY.fullmatch(key)):
        return None
    return Place("vimeo", found, key)


def _kaltura(host: str, way: list[str], asked: dict[str, list[str]]) -> Place | None:
    """Kaltura's own host alone: what lies with somebody's own installation is only a link."""
    if host != SERVICES["kaltura"].host or way[:1] != ["p"] or "uiconf_id" not in way[2:-1]:
        return None
    found, owner, player = asked.get("entry_id", [""])[0], way[1], way[way.index("uiconf_id") + 1]
    whole = KALTURA.fullmatch(found) and NUMBER.fullmatch(owner) and NUMBER.fullmatch(player)
    return Place("kaltura", found, f"{owner}/{player}") if whole else None
