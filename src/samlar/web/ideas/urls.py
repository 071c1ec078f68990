"""Addresses of proposals."""

from django.urls import path

from samlar.web.ideas.views import deeds, listing, news, reading, writing

HERE = "ideer/<int:proposal_id>/"

urlpatterns = [
    path("ideer/", listing.proposals, name="proposals"),
    path("ideer/nytt/", writing.new, name="proposal_new"),
    path("ideer/brev/sluta/<str:token>/", news.stop, name="proposal_news_stop"),
    path(HERE, reading.proposal, name="proposal"),
    path(HERE + "andra/", writing.edit, name="proposal_edit"),
    path(HERE + "publicera/", writing.publish, name="proposal_publish"),
    path(HERE + "dra-tillbaka/", writing.withdraw, name="proposal_withdraw"),
    path(HERE + "intresse/", deeds.interest, name="proposal_interest"),
    path(HERE + "intresse/ta-tillbaka/", deeds.withdraw_interest, name="proposal_interest_withdraw"),
    path(HERE + "kommentera/", deeds.comment, name="proposal_comment"),
    path(HERE + "kommentarer/<int:comment_id>/ta-bort/", deeds.remove_comment, name="proposal_comment_remove"),
    path(HERE + "for-vidare/", deeds.carry_on, name="proposal_carry_on"),
]
