"""The adapters between the sign-in library and our people: who may sign in, what is remembered, letters through our own outbox."""

import hashlib
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.foundation import audit, clock, outbox
from samlar.people import queries
from samlar.people.models import Employment, Person

SIGNED_IN_AT = "signed_in_at"
RECENT = timedelta(minutes=30)


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: a member representative adds the organisation's people (L1)."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("Koden stämmer inte. Kontrollera siffrorna i brevet och försök igen."),
        "too_many_login_attempts": gettext_lazy("För många försök. Vänta några minuter och be sedan om en ny kod."),
        "rate_limited": gettext_lazy("För många försök. Vänta några minuter och be sedan om en ny kod."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """A passkey is another way in, never a second lock: whoever loses the key still has the code by e-mail."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return []

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Our own pages ask for a fresh sign-in (`signed_in_recently`); the library's way needs the very key that may be lost."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only paths of this site: after signing in nobody is sent elsewhere."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)  # type: ignore[union-attr]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the limits on attempts count by. Where a proxy gives none, all share one count instead of an error."""
        try:
            return get_client_ip(request) or "unknown"
        except ImproperlyConfigured:
            return "unknown"

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, message_context: dict[str, Any] | None = None,
        extra_tags: str = "", message: str | None = None,
    ) -> None:
        """Says only what helps, in our words: that a code is sent or that one is signed in shows on the page itself."""
        said = {
            "account/messages/logged_out.txt": _("Du är utloggad."),
            "mfa/messages/webauthn_added.txt": _("Nyckeln är tillagd. Nästa gång kan du logga in med den."),
            "mfa/messages/webauthn_removed.txt": _("Nyckeln är borttagen."),
        }
        words = message or said.get(message_template or "")
        if words:
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Signs in: a new session id, the moment remembered for `signed_in_recently`, an entry in the audit trail (Z4)."""
        super().login(request, user)
        request.session[SIGNED_IN_AT] = clock.now().timestamp()
        actor = queries.actor(user.pk)
        audit.record(person=user.pk, organisation=actor.organisation, verb="person.signed_in", kind="person", subject=user.pk)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Puts the letter in the outbox.

        A code only ever goes to the address that is kept for the person, not to what was typed. An address that nobody has gets at
        most one letter a day, whoever types it and however often.
        """
        email = email.strip().lower()
        person = Person.objects.filter(email=email, is_active=True).values("email", "language").first()
        if "code" in context and person:
            until = clock.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
            values = {"code": context["code"], "until": until.isoformat()}
            outbox.put(to=person["email"], language=person["language"], name="sign_in_code", values=values)
        elif person is None:
            whom = hashlib.sha256(email.encode()).hexdigest()
            outbox.put(
                to=email, language=(translation.get_language() or "sv")[:2], name="sign_in_unknown", values={"path": "/logga-in/fa-konto/"},
                key=f"sign_in_unknown:{whom}:{clock.today()}",
            )

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """A passkey came or went: its owner is told by letter, so that a stranger's key is noticed, and the trail has it."""
        deed = {"mfa/email/webauthn_added": "key_added", "mfa/email/webauthn_removed": "key_removed"}.get(template_prefix)
        if deed is None:
            return
        values = {"at": clock.now().isoformat(), "path": "/mitt-konto/nycklar/"}
        outbox.put(to=user.email, language=user.language, name=f"sign_in_{deed}", values=values)
        at = queries.actor(user.pk).organisation
        audit.record(person=user.pk, organisation=at, verb=f"person.{deed}", kind="person", subject=user.pk)


class KeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What browsers show about us when a passkey is made."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Nyckeln gick inte att läsa. Försök igen, eller logga in med en kod."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Samlär"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("Nyckel från {day}").format(day=clock.today().isoformat())


def signed_in_recently(request: HttpRequest) -> bool:
    """Whether the viewer came in within the last half hour: asked before keys are added or removed."""
    moment = request.session.get(SIGNED_IN_AT)
    return isinstance(moment, int | float) and 0 <= clock.now().timestamp() - moment < RECENT.total_seconds()


def enter(request: HttpRequest, person_id: int) -> None:
    """Signs in as somebody of the sample world, without code. Refuses outside it, whatever the addresses say."""
    if not settings.DEMO:
        raise RuntimeError("Sample sign-in outside the sample world.")
    SignInAdapter(request).login(request, queries.account(person_id))


def sample_people(search: str = "") -> list[dict[str, Any]]:
    """Everybody who can sign in to the sample world: id, name, e-mail, title and organisation of today, in Swedish order.

    `search` is looked for in all of them. Refuses outside the sample world: it asks for no viewer.
    """
    if not settings.DEMO:
        raise RuntimeError("Sample people outside the sample world.")
    today = clock.today()
    work = {
        row["person"]: row
        for row in Employment.objects.filter(queries.on(today)).values("person", "title", "organisation__name").order_by("start")
    }
    people = []
    for row in Person.objects.filter(is_active=True).order_by("name", "id").values("id", "name", "email"):
        job = work.get(row["id"])
        title, organisation = (job["title"], job["organisation__name"]) if job else ("", "")
        person = {**row, "title": title, "organisation": organisation}
        if search.casefold() in " ".join((row["name"], row["email"], title, organisation)).casefold():
            people.append(person)
    return people
