"""Addresses of activities. Each subject has its own file of views; each adds its lines under its own heading."""

from django.urls import path

from samlar.web.activities.views import (
    contacts,
    duties,
    evaluation,
    exchange,
    factors,
    listing,
    marks,
    overview,
    participants,
    plan,
    report,
    review,
    staff,
    start,
    steps,
)

HERE = "aktiviteter/<int:activity_id>/"

urlpatterns = [
    # The list and the start
    path("aktiviteter/", listing.activities, name="activities"),
    path("ideer/<int:proposal_id>/starta/", start.start, name="activity_start"),
    # The activity's own page, its thread and its history
    path(HERE, overview.activity, name="activity"),
    path(HERE + "kommentera/", overview.comment, name="activity_comment"),
    path(HERE + "kommentarer/<int:comment_id>/ta-bort/", overview.remove_comment, name="activity_comment_remove"),
    path(HERE + "historik/", overview.history, name="activity_history"),
    # Participants
    path(HERE + "deltagare/", participants.participants, name="activity_participants"),
    path(HERE + "deltagare/fraga/", participants.ask, name="activity_ask"),
    path(HERE + "deltagare/svara/", participants.answer, name="activity_answer"),
    path(HERE + "deltagare/lamna/", participants.leave, name="activity_leave"),
    path(HERE + "deltagare/kontakt/", participants.contact, name="activity_contact"),
    path(HERE + "deltagare/lamna-over/", participants.hand_over, name="activity_hand_over"),
    path(HERE + "deltagare/dela-ledarskapet/", participants.share, name="activity_share_lead"),
    path(HERE + "deltagare/<int:participation_id>/ta-bort/", participants.remove, name="activity_remove"),
    # The plan, and the reasons for what is set aside
    path(HERE + "plan/", plan.plan_page, name="activity_plan"),
    path(HERE + "plan/prova/", plan.check, name="activity_plan_check"),
    path(HERE + "avsteg/<str:rule_id>/", review.override, name="activity_override"),
    path(HERE + "avsteg/<str:rule_id>/ta-tillbaka/", review.take_back, name="activity_override_back"),
    # The mandate's reading, and the steps
    path(HERE + "granskning/", review.review, name="activity_review"),
    path(HERE + "steg/<str:step_id>/", steps.step, name="activity_step"),
    # The result
    path(HERE + "resultat/", report.result, name="activity_result"),
    path(HERE + "resultat/skriv/", report.write, name="activity_report"),
    # Dissemination, of one activity and of all
    path(HERE + "spridning/", duties.dissemination, name="activity_dissemination"),
    path(HERE + "spridning/<int:duty_id>/", duties.note, name="duty_note"),
    path(HERE + "spridning/<int:duty_id>/ta-tillbaka/", duties.undo, name="duty_undo"),
    path("spridning/", duties.all_dissemination, name="dissemination"),
    # Evaluation, of one activity and of a format's version
    path(HERE + "utvardering/", evaluation.evaluation, name="activity_evaluation"),
    path("format/<slug:format_id>/<int:number>/utvardering/", evaluation.format_evaluation, name="format_evaluation"),
    # Those who lead, to one another
    path("aktiviteter/ledare/", exchange.leads, name="leads"),
    path("aktiviteter/ledare/<int:comment_id>/ta-bort/", exchange.take_back, name="lead_comment_remove"),
    # Contacts asked of the network
    path(HERE + "kontakter/", contacts.contacts_page, name="activity_contacts"),
    path(HERE + "kontakter/fraga/", contacts.ask, name="activity_contacts_ask"),
    path("aktiviteter/kontakter/", contacts.all_contacts, name="contacts"),
    path("aktiviteter/kontakter/<int:request_id>/", contacts.one_contact, name="contact"),
    path("aktiviteter/kontakter/<int:request_id>/avsluta/", contacts.close, name="contact_close"),
    path("aktiviteter/kontakter/<int:request_id>/svar/<int:comment_id>/ta-bort/", contacts.remove_answer, name="contact_answer_remove"),
    # Success factors and expected results
    path(HERE + "framgang/", factors.factors, name="activity_factors"),
    path(HERE + "framgang/skriv/", factors.write, name="activity_factors_write"),
    path(HERE + "framgang/resultat/", factors.state, name="activity_results_state"),
    # Where the participants stand on the expected results, before and after
    path(HERE + "resultat/markera/", marks.marks, name="activity_marks"),
    # Staff
    path(HERE + "bemanning/", staff.staff, name="activity_staff"),
    path(HERE + "bemanning/lagg-till/", staff.add, name="activity_staff_add"),
    path(HERE + "bemanning/<int:staff_id>/", staff.change, name="activity_staff_change"),
    path(HERE + "bemanning/<int:staff_id>/ta-bort/", staff.remove, name="activity_staff_remove"),
]
