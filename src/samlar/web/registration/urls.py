"""Addresses of taking part: registering, the manager's answer, attendance, figures. Each subject adds its lines under its own heading."""

from django.urls import URLPattern, path

from samlar.web.registration.views import (
    assignment_follow_up,
    assignments,
    attendance,
    attendance_file,
    door,
    figures,
    leading,
    manager,
    registering,
)

HERE = "aktiviteter/<int:activity_id>/"
SESSION = HERE + "program/traffar/<int:session_id>/"

urlpatterns: list[URLPattern] = [
    # Registering
    path(HERE + "anmalan/", registering.registration_page, name="activity_registration"),
    path(HERE + "anmalan/ny/", registering.register, name="activity_register"),
    path(HERE + "anmalan/<int:registration_id>/", registering.one_registration, name="registration"),
    path(HERE + "anmalan/<int:registration_id>/ja/", registering.accept, name="registration_accept"),
    path(HERE + "anmalan/<int:registration_id>/nej/", registering.decline, name="registration_decline"),
    path(HERE + "anmalan/<int:registration_id>/aterkalla/", registering.withdraw, name="registration_withdraw"),
    path(HERE + "anmalan/<int:registration_id>/chef/", registering.manager, name="registration_manager"),
    # The lead's own: what is asked, and all who are registered
    path(HERE + "anmalan/villkor/", leading.terms_page, name="activity_terms"),
    path(HERE + "anmalan/alla/", leading.all_registrations, name="activity_registrations"),
    path(HERE + "anmalan/alla/fil/", leading.all_as_file, name="activity_registrations_file"),
    path(HERE + "anmalan/<int:registration_id>/avsla/", leading.turn_down, name="registration_turn_down"),
    # The manager's answer, by the link alone
    path("chef/<str:token>/", manager.manager_page, name="manager_page"),
    # Attendance: of an activity, of a session, at the door
    path(HERE + "narvaro/", attendance.overview, name="activity_attendance"),
    path(SESSION + "narvaro/", attendance.attendance, name="session_attendance"),
    path(SESSION + "narvaro/notera/", attendance.note, name="session_attendance_note"),
    path(SESSION + "narvaro/resten/", attendance.the_rest, name="session_attendance_rest"),
    path(SESSION + "narvaro/lagg-till/", attendance.add, name="session_attendance_add"),
    path(SESSION + "narvaro/fil/", attendance_file.of_session, name="session_attendance_file"),
    path(HERE + "narvaro/fil/", attendance_file.of_activity, name="activity_attendance_file"),
    path(SESSION + "narvaro/dorren/", door.code, name="session_door"),
    path(SESSION + "narvaro/dorren/byt/", door.new_code, name="session_door_new"),
    path("narvaro/<str:token>/", door.door, name="door"),
    # The assignment: one's own, the manager's by the link, an activity's, the own organisation's
    path(HERE + "uppdrag/", assignments.gathered, name="activity_assignments"),
    path(HERE + "uppdrag/<int:registration_id>/", assignments.assignment, name="assignment"),
    path("uppdrag/uppfoljning/<str:token>/", assignment_follow_up.follow_up, name="assignment_follow_up"),
    path("uppdrag/<str:token>/", assignments.answer, name="assignment_answer"),
    path("var-organisation/uppdrag/", assignments.ours, name="our_assignments"),
    # Figures: of an activity, of a period, as workbooks
    path(HERE + "siffror/", figures.of_activity, name="activity_figures"),
    path(HERE + "siffror/excel/", figures.file_of_activity, name="activity_figures_file"),
    path("siffror/", figures.over_time, name="figures"),
    path("siffror/excel/", figures.file_over_time, name="figures_file"),
]
