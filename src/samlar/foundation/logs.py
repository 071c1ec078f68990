"""What is written to the log is read by whoever minds the server: nobody's private link stands in it."""

import logging
import re

# The addresses whose last segment is itself the key: a manager's, an assignment's, a session's door, a calendar, a moved account.
KEYED = "folj-upp|kontroll|medskick/svar|chef|uppdrag|narvaro|kalender|mitt-konto/byte|mitt-konto/adress"
PRIVATE = re.compile(rf"((?:/|%2F)(?:{KEYED})(?:/|%2F))\s*(?!\d+(?:/|\s|$))\S+", re.IGNORECASE)
MASK = r"\1…"


def without_links(text: str) -> str:
    """A text in which every private link ends where its key would begin; numbers (an activity's own pages) stay."""
    return PRIVATE.sub(MASK, text)


class PrivateLinks(logging.Filter):
    """Takes the keys of private links out of every entry, its trace too, before it is written. Lets all entries through."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            record.msg, record.args = without_links(record.getMessage()), ()
        except (TypeError, ValueError, KeyError):
            return True  # words and values that do not fit each other: the handler tells of that itself
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_text = without_links(record.exc_text) if record.exc_text else record.exc_text
        return True
