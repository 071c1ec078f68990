from collections.abc import Sequence

from django.urls import URLPattern, path

from samlar.web.demo import views


def addresses(cast: Sequence[views.Part]) -> list[URLPattern]:
    """The pages of the sample world. `cast` is who stands first on the sample sign-in: the street knows them, the doors don't."""
    return [
        path("logga-in", views.choose, {"cast": cast}, name="sample_sign_in"),
        path("logga-in/<int:person>", views.sign_in_as, name="sample_sign_in_as"),
        path("post", views.letters_sent, name="sample_outbox"),
        path("post/<int:letter>", views.letter_sent, name="sample_letter"),
    ]
