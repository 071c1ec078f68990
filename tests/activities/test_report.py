"""The result: written by the lead while the activity runs, read by everybody once it is reported (C3)."""

import pytest

from samlar.activities import queries
from samlar.activities.actions.report import save_report
from samlar.activities.models import Activity, Measure, Report
from samlar.activities.queries.progress import progress
from samlar.activities.queries.report import report
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.report import Answer
from samlar.foundation.audit import trail
from samlar.people.rules import PUBLIC, NotAllowed, NotVisible
from samlar.talk.rules import TextRefused
from tests.activities.rows import activity, measures

pytestmark = pytest.mark.django_db
SECRET = "Hemligt utkast"


def save(actor, made, *, sections=None, answers=None, revision=0) -> int:
    return save_report(actor, made.pk, sections=sections or {}, answers=answers or {}, revision=revision)


def read(actor, made):
    return report(actor, queries.activity(actor, made.pk))


def test_a_draft_is_kept_and_says_what_remains(cast):
    made = activity(cast)
    first, second = measures(made, "Tre regioner har prövat", "Handboken finns")

    assert save(cast.stina, made, sections={"result": "Det gick."}, answers={first.pk: Answer("yes", "Fyra!")}) == 1

    kept = read(cast.stina, made)
    assert (kept.revision, kept.draft, kept.changed_by) == (1, True, "Stina Påhittad")
    assert [one.id for one in kept.untold] == ["done", "not_working", "usable", "next"]
    assert [one.id for one in kept.unanswered] == [second.pk]
    assert kept.met == 1


def test_an_outcome_without_words_is_kept_but_not_yet_an_answer(cast):
    made = activity(cast)
    (only,) = measures(made, "Tre regioner har prövat")

    save(cast.stina, made, answers={only.pk: Answer("partly", "  ")})

    assert read(cast.stina, made).unanswered
    assert progress(queries.activity(cast.stina, made.pk), 1).unanswered == 1


def test_what_the_form_leaves_out_stays_as_it_was(cast):
    made = activity(cast)
    save(cast.stina, made, sections={"result": "Ett", "done": "Två"})

    save(cast.stina, made, sections={"result": "Tre"}, revision=1)

    assert {one.id: one.text for one in read(cast.stina, made).sections if one.text} == {"done": "Två", "result": "Tre"}


def test_saving_the_same_again_is_no_new_revision_and_no_entry(cast):
    made = activity(cast)
    save(cast.stina, made, sections={"result": "Ett"})

    assert save(cast.stina, made, sections={"result": "Ett\r\n"}, revision=1) == 1
    assert len(trail("activity", made.pk)) == 1


def test_the_trail_says_which_parts_but_never_what_was_written(cast):
    made = activity(cast)
    (only,) = measures(made, "Tecken", kind="indicator")

    save(cast.stina, made, sections={"result": SECRET}, answers={only.pk: Answer("no", SECRET)})

    (entry,) = trail("activity", made.pk)
    assert entry["changes"] == {"parts": [None, ["result", "indicator"]], "revision": [0, 1]}
    assert SECRET not in str(entry)


@pytest.mark.parametrize("key", ["dan", "siv", "klara", "sanna"])
def test_only_the_lead_writes(cast, key):
    made = activity(cast)
    save(cast.majken, made, sections={"result": SECRET})

    assert SECRET in {one.text for one in read(cast.stina, made).sections}
    with pytest.raises(NotAllowed):
        save(getattr(cast, key), made, sections={"result": "Mitt"}, revision=1)


@pytest.mark.parametrize("key", ["dan", "siv", "klara", "gun", "erin", "gustav", "nils", None])
def test_a_draft_never_leaks_to_other_organisations(cast, visitor, key):
    made = activity(cast, audience=PUBLIC)
    save(cast.stina, made, sections={"result": SECRET})
    outside = getattr(cast, key) if key else visitor

    with pytest.raises(NotVisible):
        read(outside, made)


def test_once_reported_everybody_who_sees_the_activity_reads_the_result_without_persons(cast, visitor):
    made = activity(cast, audience=PUBLIC)
    save(cast.stina, made, sections={"result": "Det gick."})
    Activity.objects.filter(id=made.pk).update(stage="reported", stage_kind="reported")

    seen = read(visitor, made)

    assert "Det gick." in {one.text for one in seen.sections}
    assert (seen.draft, seen.changed_by) == (False, "")


@pytest.mark.parametrize("stage", ["planning", "review", "reported", "closed", "cancelled"])
def test_the_result_is_written_only_while_it_runs(cast, stage):
    made = activity(cast, stage=stage)

    with pytest.raises(ActivityRefused):
        save(cast.stina, made, sections={"result": "Nu"})
    assert not Report.objects.exists()


def test_the_second_of_two_windows_is_told_who_saved(cast):
    made = activity(cast)
    save(cast.majken, made, sections={"result": "Först"})

    with pytest.raises(Overtaken) as refusal:
        save(cast.stina, made, sections={"result": "Sedan"})
    assert refusal.value.sentence.sv.startswith("Majken Exempelson har sparat en nyare version")
    assert refusal.value.now == 1
    assert Report.objects.get().sections["result"] == "Först"


def test_another_activitys_measure_cannot_be_answered(cast):
    made, other = activity(cast), activity(cast, "En annan", lead="Region Gotland")
    (theirs,) = measures(other, "Deras")

    with pytest.raises(NotVisible):
        save(cast.stina, made, answers={theirs.pk: Answer("yes", "Kapat")})
    assert Measure.objects.get(id=theirs.pk).outcome == ""


def test_unknown_headings_and_outcomes_and_too_long_texts_change_nothing(cast):
    made = activity(cast)
    (only,) = measures(made, "Kriterium")

    with pytest.raises(NotVisible):
        save(cast.stina, made, sections={"okand": "x"})
    with pytest.raises(ActivityRefused):
        save(cast.stina, made, answers={only.pk: Answer("maybe", "x")})
    with pytest.raises(TextRefused) as refusal:
        save(cast.stina, made, sections={"done": "kort", "result": "x" * 6001})
    assert refusal.value.field == "section_result"
    with pytest.raises(TextRefused):
        save(cast.stina, made, answers={only.pk: Answer("yes", "x" * 1501)})
    assert not Report.objects.exists()
