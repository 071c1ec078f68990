"""Addresses of activities. Each subject has its own file of views; each adds its lines under its own heading."""

from django.urls import path

from samlar.web.activities.views import (
    calendar,
    contact_list,
    contacts,
    debriefs,
    duties,
    evaluation,
    exchange,
    factors,
    feed,
    guide,
    handins,
    homework,
    invitation,
    items,
    lineage,
    listing,
    marks,
    overview,
    participants,
    plan,
    programme,
    report,
    review,
    sessions,
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
    # The programme, as released and as it is being made
    path(HERE + "program/", programme.programme, name="activity_programme"),
    path(HERE + "program/versioner/<int:number>/", programme.version, name="activity_programme_version"),
    path(HERE + "program/slapp/", programme.release, name="activity_programme_release"),
    path(HERE + "program/kalender.ics", calendar.programme, name="activity_programme_calendar"),
    path(HERE + "program/traffar/<int:session_id>/kalender.ics", calendar.one_session, name="session_calendar"),
    path("kalender/<str:token>.ics", feed.feed, name="calendar_feed"),
    path("mitt-konto/kalender/", feed.my_calendar, name="my_calendar"),
    path("mitt-konto/kalender/stang-av/", feed.close, name="my_calendar_close"),
    # Its sessions
    path(HERE + "program/traffar/ny/", sessions.new, name="session_new"),
    path(HERE + "program/traffar/formatets/", sessions.of_format, name="sessions_of_format"),
    path(HERE + "program/traffar/<int:session_id>/", sessions.session_page, name="activity_session"),
    path(HERE + "program/traffar/<int:session_id>/andra/", sessions.change, name="session_change"),
    path(HERE + "program/traffar/<int:session_id>/stall-in/", sessions.cancel, name="session_cancel"),
    path(HERE + "program/traffar/<int:session_id>/ta-tillbaka/", sessions.bring_back, name="session_bring_back"),
    path(HERE + "program/traffar/<int:session_id>/kommentera/", sessions.comment, name="session_comment"),
    path(
        HERE + "program/traffar/<int:session_id>/kommentarer/<int:comment_id>/ta-bort/",
        sessions.remove_comment,
        name="session_comment_remove",
    ),
    # Its items
    path(HERE + "program/traffar/<int:session_id>/punkter/ny/", items.new, name="item_new"),
    path(HERE + "program/traffar/<int:session_id>/punkter/flera/", items.several, name="items_new"),
    path(HERE + "program/traffar/<int:session_id>/foresla/", items.propose, name="item_propose"),
    path(HERE + "program/punkter/<int:item_id>/", items.change, name="item_change"),
    path(HERE + "program/punkter/<int:item_id>/ta-bort/", items.take_out, name="item_take_out"),
    path(HERE + "program/punkter/<int:item_id>/lagg-tillbaka/", items.put_back, name="item_put_back"),
    path(HERE + "program/punkter/<int:item_id>/tacka-nej/", items.decline, name="item_decline"),
    # Success factors and expected results
    path(HERE + "framgang/", factors.factors, name="activity_factors"),
    path(HERE + "framgang/skriv/", factors.write, name="activity_factors_write"),
    path(HERE + "framgang/resultat/", factors.state, name="activity_results_state"),
    # What grew from what, and the next activity of this one
    path(HERE + "harstamning/", lineage.family_page, name="activity_family"),
    path(HERE + "bygg-vidare/", lineage.carry_on, name="activity_carry_on"),
    # The participants' own contact list, and a network from it
    path(HERE + "kontaktlista/", contact_list.list_page, name="activity_contact_list"),
    path(HERE + "kontaktlista/dela/", contact_list.share, name="activity_contact_list_share"),
    path(HERE + "kontaktlista/sluta/", contact_list.stop, name="activity_contact_list_stop"),
    path(HERE + "kontaktlista/natverk/", contact_list.network, name="activity_contact_list_network"),
    # Where the participants stand on the expected results, before and after
    path(HERE + "resultat/markera/", marks.marks, name="activity_marks"),
    # Staff
    path(HERE + "bemanning/", staff.staff, name="activity_staff"),
    path(HERE + "bemanning/lagg-till/", staff.add, name="activity_staff_add"),
    path(HERE + "bemanning/<int:staff_id>/", staff.change, name="activity_staff_change"),
    path(HERE + "bemanning/<int:staff_id>/ta-bort/", staff.remove, name="activity_staff_remove"),
    # The invitation: read, written, published, sent
    path(HERE + "inbjudan/", invitation.invitation_page, name="activity_invitation"),
    path(HERE + "inbjudan/skriv/", invitation.write, name="activity_invitation_write"),
    path(HERE + "inbjudan/publicera/", invitation.publish, name="activity_invitation_publish"),
    path(HERE + "inbjudan/bjud-in/", invitation.invite, name="activity_invite"),
    path(HERE + "inbjudan/bjud-in/<int:invited_id>/ta-tillbaka/", invitation.take_back, name="activity_invite_back"),
    path(HERE + "inbjudan/oppen/", invitation.open_to, name="activity_invitation_open"),
    path(HERE + "inbjudan/bild.png", invitation.image, name="activity_invitation_image"),
    path(HERE + "inbjudan/inbjudan.pdf", invitation.pdf, name="activity_invitation_pdf"),
    # Homework, what is handed in, and the four questions after a session
    path(HERE + "hemuppgifter/", homework.homework_list, name="activity_homework"),
    path(HERE + "hemuppgifter/ny/", homework.write, name="homework_new"),
    path(HERE + "hemuppgifter/<int:homework_id>/", homework.one, name="homework"),
    path(HERE + "hemuppgifter/<int:homework_id>/andra/", homework.edit, name="homework_edit"),
    path(HERE + "hemuppgifter/<int:homework_id>/ge/", homework.give, name="homework_give"),
    path(HERE + "hemuppgifter/<int:homework_id>/ta-bort/", homework.throw_away, name="homework_throw_away"),
    path(HERE + "hemuppgifter/<int:homework_id>/ta-upp/", homework.take_up, name="homework_take_up"),
    path(HERE + "hemuppgifter/<int:homework_id>/alla/", homework.talk, name="homework_talk"),
    path(HERE + "hemuppgifter/<int:homework_id>/lamna-in/", handins.hand_in, name="homework_hand_in"),
    path(HERE + "hemuppgifter/<int:homework_id>/svar/<int:handin_id>/", handins.one, name="handin"),
    path(HERE + "hemuppgifter/<int:homework_id>/svar/<int:handin_id>/kommentera/", handins.comment, name="handin_comment"),
    path(
        HERE + "hemuppgifter/<int:homework_id>/svar/<int:handin_id>/kommentarer/<int:comment_id>/ta-bort/",
        handins.remove_comment,
        name="handin_comment_remove",
    ),
    path(HERE + "program/traffar/<int:session_id>/efterat/", debriefs.write, name="session_debrief"),
    path(HERE + "program/traffar/<int:session_id>/efterat/alla/", debriefs.gathered, name="session_debriefs"),
    # The leaders' guide
    path(HERE + "guide/", guide.guide, name="activity_guide"),
]
