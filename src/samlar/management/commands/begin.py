"""`samlar begin`: a fresh copy gets its first organisation and its first person; from then on people do the rest on the web."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from samlar.people.actions import AlreadyBegun, begin
from samlar.people.rules import NotPossible


class Command(BaseCommand):
    help = "Gives a fresh copy its first organisation and first person, who represents it and holds every mandate."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, help="the name of the organisation that begins")
        parser.add_argument("--kind", default="region", help="its kind, such as region (default), agency or skr")
        parser.add_argument("--name", required=True, help="the name of its member representative")
        parser.add_argument("--email", required=True, help="the address that this person signs in with")

    def handle(self, *, organisation: str, kind: str, name: str, email: str, **options: Any) -> None:
        try:
            actor = begin(organisation=organisation, kind=kind, name=name, email=email)
        except AlreadyBegun as refusal:
            raise CommandError("This copy has people already: a member representative adds the next ones on the web.") from refusal
        except NotPossible as refusal:
            raise CommandError(refusal.sentence.en) from refusal
        self.stdout.write(f"{actor.name} represents {actor.organisation_name} and holds every mandate. Sign in with {actor.email}.")
