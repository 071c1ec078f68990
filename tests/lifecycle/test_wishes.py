"""A wish from those who took part in an activity of the format, member or not (C3)."""

import pytest

from samlar.catalogue import queries
from samlar.lifecycle.actions.wishes import wish_for_change
from samlar.people.rules import NotAllowed, NotVisible
from tests.activities.rows import activity

pytestmark = pytest.mark.django_db


def test_a_partner_who_took_part_wishes_and_one_who_did_not_is_refused(cast):
    version = queries.latest("provrum").version_id
    with pytest.raises(NotAllowed):
        wish_for_change(cast.siv, version, text="Mer tid.")
    activity(cast, others=("SLU",))
    wish = wish_for_change(cast.siv, version, text="Mer tid.")
    assert queries.wish(cast.siv, wish).organisation == "SLU"
    with pytest.raises(NotAllowed):
        wish_for_change(cast.gustav, version, text="Mer tid.")


def test_there_is_nothing_to_wish_of_what_is_not_published(cast):
    with pytest.raises(NotVisible):
        wish_for_change(cast.stina, 999_999, text="Mer tid.")
