"""The street's register of tables: Django looks for an app's models here; each room owns its own."""

from samlar.activities import models as activities
from samlar.catalogue import models as catalogue
from samlar.economy import models as economy
from samlar.foundation import models as foundation
from samlar.ideas import models as ideas
from samlar.lessons import models as lessons
from samlar.library import models as library
from samlar.people import models as people
from samlar.registration import models as registration
from samlar.talk import models as talk

__all__ = ["activities", "catalogue", "economy", "foundation", "ideas", "lessons", "library", "people", "registration", "talk"]
