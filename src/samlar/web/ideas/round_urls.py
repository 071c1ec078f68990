"""Addresses of idea meetings."""

from django.urls import path

from samlar.web.ideas.views import after, gathering, results, rounds, voting

HERE = "idemoten/<int:meeting_id>/"
PROPOSAL = HERE + "forslag/<int:entered_id>/"  # the number of a proposal that is in the meeting
AREA = HERE + "omraden/<int:area_id>/"

urlpatterns = [
    path("idemoten/", rounds.rounds, name="rounds"),
    path("idemoten/nytt/", rounds.new, name="round_new"),
    path("idemoten/siffror/", after.figures, name="round_figures"),
    path(HERE, rounds.one, name="round"),
    path(HERE + "andra/", rounds.edit, name="round_edit"),
    path(HERE + "oppna/", rounds.announce, name="round_announce"),
    path(HERE + "las/", rounds.fix, name="round_fix"),
    path(HERE + "oppna-omraden/", rounds.reopen, name="round_reopen"),
    path(HERE + "stall-in/", rounds.call_off, name="round_call_off"),
    path(HERE + "rakna/", rounds.count, name="round_count"),
    path(HERE + "forslag/", gathering.gather, name="round_gather"),
    path(HERE + "forslag/in/", rounds.enter, name="round_enter"),
    path(PROPOSAL + "ta-tillbaka/", rounds.take_back, name="round_take_back"),
    path(PROPOSAL + "flytta/", gathering.move, name="round_move"),
    path(PROPOSAL + "skicka-vidare/", gathering.send_on, name="round_send_on"),
    path(PROPOSAL + "at-sidan/", gathering.set_aside, name="round_aside"),
    path(PROPOSAL + "hemma/", voting.mark, name="round_mark"),
    path(HERE + "omraden/", gathering.areas, name="round_areas"),
    path(HERE + "omraden/nytt/", gathering.new, name="round_area_new"),
    path(AREA, gathering.edit, name="round_area"),
    path(AREA + "ta-bort/", gathering.remove, name="round_area_remove"),
    path(AREA + "aktivitet/", after.start, name="area_start"),
    path(HERE + "hemma/", voting.at_home, name="round_home"),
    path(HERE + "hemma/be/", voting.ask_at_home, name="round_ask_at_home"),
    path(HERE + "rosta/", voting.ballot, name="round_ballot"),
    path(HERE + "resultat/", results.result, name="round_result"),
    path(HERE + "resultat/stort/", results.projected, name="round_projected"),
    path(HERE + "resultat/fil/", results.file, name="round_file"),
    path(HERE + "beslut/", results.decide, name="round_decide"),
]
