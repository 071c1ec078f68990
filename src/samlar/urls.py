from django.conf import settings
from django.urls import include, path

from samlar.management.world.cast import CAST
from samlar.web import errors
from samlar.web.demo.urls import addresses

urlpatterns = [path("", include("samlar.web.urls"))]
if settings.DEMO:
    urlpatterns.append(path("prova/", include(addresses(CAST))))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.lost
handler500 = errors.failed
