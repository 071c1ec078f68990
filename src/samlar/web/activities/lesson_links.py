"""The ways from an activity's pages to catching a lesson, where lessons arise (F1)."""

from urllib.parse import urlencode

from samlar.web.templatetags.samlar import kept_address

# What each place is called in the address.
WORDS = {"session": "traff", "handin": "uppgift", "debrief": "efterat", "activity": "aktivitet"}


def catch_address(**place: int) -> str:
    """Where a lesson is caught that comes from one of these: catch_address(session=12)."""
    return f"{kept_address('lesson_new')}?{urlencode({WORDS[name]: number for name, number in place.items()})}"
