"""Addresses of lessons, examples and uptakes. Each subject adds its lines under its own heading."""

from django.urls import URLPattern, path

from samlar.web.lessons.views import (
    board,
    borrowing,
    bringing_home,
    capacity,
    changes,
    checks,
    deeds,
    examples,
    flow,
    follow_up,
    handoffs,
    listing,
    matrix,
    reading,
    related,
    themes,
    uptakes,
    visits,
    writing,
)

LESSON = "lardomar/<int:lesson_id>/"
UPTAKE = "hemtagning/<int:uptake_id>/"
ACTIVITY = "aktiviteter/<int:activity_id>/"
OURS = "var-organisation/"
CAPACITY = OURS + "larkapacitet/"

urlpatterns: list[URLPattern] = [
    # Lessons: caught, read, opened, reviewed, merged
    path("lardomar/", listing.lessons, name="lessons"),
    path("lardomar/ny/", writing.new, name="lesson_new"),
    path("lardomar/liknande/", writing.alike, name="lesson_similar"),
    path(LESSON, reading.lesson, name="lesson"),
    path(LESSON + "andra/", writing.edit, name="lesson_edit"),
    path(LESSON + "dela/", deeds.share, name="lesson_share"),
    path(LESSON + "granska/", deeds.review, name="lesson_review"),
    path(LESSON + "foraldrad/", deeds.obsolete, name="lesson_obsolete"),
    path(LESSON + "galler-igen/", deeds.holds_again, name="lesson_holds_again"),
    path(LESSON + "kasta/", deeds.throw_away, name="lesson_throw_away"),
    path(LESSON + "for-samman/", deeds.merge, name="lesson_merge"),
    # Examples, and the themes that all is sorted by
    path("exempel/", examples.examples, name="examples"),
    path("exempel/nytt/", examples.new, name="example_new"),
    path(LESSON + "exempel/", examples.edit, name="example_edit"),
    path(LESSON + "bilder/", examples.pictures, name="example_pictures"),
    path(LESSON + "bilder/<int:picture_id>/", examples.picture, name="example_picture"),
    path(LESSON + "bilder/<int:picture_id>/andra/", examples.picture_change, name="example_picture_change"),
    path("teman/", themes.themes, name="themes"),
    path("teman/nytt/", themes.new, name="theme_new"),
    path("teman/<int:theme_id>/", themes.edit, name="theme_edit"),
    path("teman/<int:theme_id>/for-samman/", themes.merge, name="theme_merge"),
    path("teman/<int:theme_id>/andra/", themes.change, name="theme_change"),
    # An organisation's own way with one lesson
    path(LESSON + "ta-hem/", uptakes.take_home, name="lesson_take_home"),
    path(UPTAKE, uptakes.uptake, name="uptake"),
    path(UPTAKE + "steg/<slug:step>/", uptakes.evidence, name="uptake_evidence"),
    path(UPTAKE + "underlag/", uptakes.evidence_all, name="uptake_evidence_all"),
    path(UPTAKE + "andra/", uptakes.care, name="uptake_care"),
    path(UPTAKE + "ta-over/", uptakes.take_over, name="uptake_take_over"),
    path(UPTAKE + "tillbaka/", uptakes.back, name="uptake_back"),
    path(UPTAKE + "avsluta/", uptakes.end, name="uptake_end"),
    path(UPTAKE + "igen/", uptakes.again, name="uptake_again"),
    path(UPTAKE + "flytta/", uptakes.move, name="uptake_move"),
    path(UPTAKE + "kontroll/", uptakes.check, name="uptake_check"),
    path(UPTAKE + "be-om-kontroll/", uptakes.ask, name="uptake_check_ask"),
    path("kontroll/<str:token>/", checks.by_link, name="check_by_link"),
    # The board, the matrix, an activity's lessons
    path(OURS + "hemtagning/", board.board, name="board"),
    path("lardomar/matris/", matrix.matrix, name="matrix"),
    path(ACTIVITY + "lardomar/", matrix.activity_lessons, name="activity_lessons"),
    # At an activity's end: taken home, sent on
    path(ACTIVITY + "ta-hem/", bringing_home.bring_home, name="activity_bring_home"),
    path(ACTIVITY + "medskick/", handoffs.of_activity, name="activity_handoffs"),
    path(ACTIVITY + "medskick/nytt/", handoffs.new, name="handoff_new"),
    path("medskick/<int:handoff_id>/", handoffs.one, name="handoff"),
    path("medskick/<int:handoff_id>/andra/", handoffs.edit, name="handoff_edit"),
    path("medskick/<int:handoff_id>/skicka/", handoffs.send, name="handoff_send"),
    path("medskick/svar/<str:token>/", handoffs.by_link, name="handoff_by_link"),
    path(OURS + "medskick/", handoffs.ours, name="our_handoffs"),
    # The clock's questions, by link
    path("folj-upp/<str:token>/", follow_up.follow_up, name="follow_up"),
    # Who learns from whom: borrowed, asked for a visit
    path("vem-lar-av-vem/", flow.flow, name="flow"),
    path("liknande/", related.show, name="related"),
    path(LESSON + "vi-stal-den/", borrowing.borrow, name="lesson_borrow"),
    path(LESSON + "vi-stal-den/<int:borrowing_id>/", borrowing.change, name="borrowing"),
    path(LESSON + "vi-stal-den/<int:borrowing_id>/ta-bort/", borrowing.take_back, name="borrowing_take_back"),
    path(OURS + "besok/", visits.visits, name="visits"),
    path(OURS + "besok/<int:visit_id>/", visits.visit, name="visit"),
    path(LESSON + "fraga/<int:organisation_id>/", visits.ask, name="visit_ask"),
    # Learning capacity
    path(CAPACITY, capacity.capacity, name="capacity"),
    path(CAPACITY + "ny/", capacity.new, name="capacity_new"),
    path(CAPACITY + "<int:round_id>/", capacity.one, name="capacity_round"),
    path(CAPACITY + "<int:round_id>/andra/", capacity.change, name="capacity_change"),
    path(CAPACITY + "<int:round_id>/bjud-in/", capacity.invite, name="capacity_invite"),
    path(CAPACITY + "<int:round_id>/svara/", capacity.answer, name="capacity_answer"),
    path(CAPACITY + "<int:round_id>/avsluta/", capacity.close, name="capacity_close"),
    path(CAPACITY + "<int:round_id>/slutsats/", capacity.conclusion, name="capacity_conclusion"),
    path(CAPACITY + "<int:round_id>/dela/", capacity.share, name="capacity_share"),
    path(CAPACITY + "<int:round_id>/atgard/ny/", capacity.action_new, name="capacity_action_new"),
    path(CAPACITY + "atgard/<int:action_id>/", capacity.action, name="capacity_action"),
    path(CAPACITY + "behov/nytt/", capacity.need_new, name="capacity_need_new"),
    path(CAPACITY + "behov/<int:need_id>/", capacity.need, name="capacity_need"),
    # What changed
    path("forandringar/", changes.changes, name="changes"),
    path("forandringar/fil/", changes.changes_file, name="changes_file"),
    path("forandringar/siffror/", changes.figures, name="change_figures"),
    path("forandringar/siffror/excel/", changes.figures_file, name="change_figures_file"),
    path("forandringar/ar/<int:year>/", changes.year, name="changes_year"),
]
