"""What Samlär already knows that shows a success factor: offered to the lead who writes the evidence, never shown by itself (C7)."""

from collections.abc import Iterable

from samlar.activities.models import Duty, Homework, Session
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import sql
from samlar.people.models import Organisation

MOST = 6  # names in a sentence
KNOWN = f"""
SELECT 'homework', h.title, '' FROM {Homework._meta.db_table} h WHERE h.activity_id = %(activity)s AND h.given IS NOT NULL
UNION ALL SELECT 'examples', COALESCE(o.name, s.host_text), s.title FROM {Session._meta.db_table} s
    LEFT JOIN {Organisation._meta.db_table} o ON o.id = s.host_id
    WHERE s.activity_id = %(activity)s AND s.cancelled IS NULL AND s.examples <> ''
UNION ALL SELECT 'published', d.link, '' FROM {Duty._meta.db_table} d
    WHERE d.activity_id = %(activity)s AND d.channel = 'web' AND d.done IS NOT NULL AND d.link <> ''
"""


def known(activity: ActivityRow) -> dict[str, Sentence]:
    """{success factor: what is known}, for those who write the evidence. One query."""
    found = sql.by_word(KNOWN, activity=activity.id)
    said: dict[str, Sentence | None] = {**_of_participants(activity), **_of_deeds(found)}
    return {factor: sentence for factor, sentence in said.items() if sentence is not None}


def _of_participants(activity: ActivityRow) -> dict[str, Sentence | None]:
    def names(*kinds: str) -> list[str]:
        return [one.name for one in activity.taking_part if one.kind in kinds]

    agencies, regions = names("agency"), names("region", "municipal_association")
    both = Sentence("Regioner och nationella myndigheter deltar tillsammans.", "Regions and national agencies take part together.")
    return {
        "national_agencies": _named(agencies, "{names} deltar.", "Taking part: {names}."),
        "researchers": _named(names("university"), "{names} deltar.", "Taking part: {names}."),
        "other_agencies": _named(names("county_board", "municipality"), "{names} deltar.", "Taking part: {names}."),
        "level_network": both if agencies and regions else None,
    }


def _of_deeds(found: dict[str, sql.Rows]) -> dict[str, Sentence | None]:
    return {
        "regional_examples": _named(
            (host or title for host, title in found["examples"]), "Exempel visas av {names}.", "Examples are shown by {names}."
        ),
        "daily_work": _named((f"”{title}”" for title, _ in found["homework"]), "Hemuppgifter: {names}.", "Homework: {names}."),
        "open_publishing": _named((link for link, _ in found["published"]), "Publicerat: {names}", "Published: {names}"),
    }


def _named(names: Iterable[str], sv: str, en: str) -> Sentence | None:
    several = sorted(set(names))[:MOST]
    return Sentence(sv, en).fill(names=several) if several else None
