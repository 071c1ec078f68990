"""The test room's second version, made of what the first rooms wished for; and the years' joint money."""

from datetime import timedelta

from samlar.catalogue import actions as catalogue
from samlar.catalogue.queries import latest
from samlar.catalogue.queries.drafts import draft as kept_draft
from samlar.catalogue.rules import draft as texts
from samlar.economy import actions as economy
from samlar.formats.builtin import builtin_formats
from samlar.lifecycle.actions.wishes import wish_for_change
from samlar.management.world.days import FIRST_FORMATS_CAME, FORMATS_CAME, TEST_ROOM_CAME
from samlar.management.world.stage import Stage
from samlar.people.rules import MandateKind

FORMAT = "provrum"
FIRST = ("natverk", "larprojekt")
TAKEN = (
    ("Region Västernorrland", "Be alla provrum att boka resultatmötet redan vid starten. Vi flyttade vårt två gånger och tappade farten."),
    ("Umeå universitet", "Berätta om resultatet i nyhetsbrevet inom 45 dagar i stället för 60. Sedan har folk glömt att det pågick."),
)
DECLINED = (
    "Region Gävleborg", "Låt provrum ta in åtta organisationer i stället för sex.",
    "Sex är källans gräns, och de som har provat säger att fyra är lagom. Är ni fler passar ett lärprojekt bättre.",
)  # fmt: skip
OPEN = ("Region Halland", "Tillåt att två provrum samsas om en expert, och visa det i båda budgetarna.")
ADVICE = {
    "id": "result_meeting",
    "text": {
        "sv": "Boka resultatmötet redan vid starten, med alla på plats.",
        "en": "Book the result meeting at the very start, with everybody there.",
    },
    "source": "Önskemål från deltagare i de första provrummen; C3",
}
NEWSLETTER_DAYS = 45
WHY = "Två önskemål från de första provrummen: boka resultatmötet tidigt, och berätta i nyhetsbrevet medan folk minns."


def set_up(stage: Stage) -> None:
    days = stage.days
    stage.on(FIRST_FORMATS_CAME, _take_in_the_first)
    stage.on(FORMATS_CAME, _take_in_all_but_the_test_room)
    stage.on(TEST_ROOM_CAME, catalogue.take_in_builtin)
    wishes: list[int] = []
    second = days.second_version
    for place, (organisation, text) in enumerate(TAKEN):
        stage.on(second - timedelta(days=14), _wish, stage, organisation, text, wishes, later=place)
    declined: list[int] = []
    stage.on(second - timedelta(days=13), _wish, stage, *DECLINED[:2], declined)
    stage.on(second - timedelta(days=13), _decline, stage, declined, DECLINED[2])
    drafts: list[int] = []
    stage.on(second - timedelta(days=7), _draft, stage, wishes, drafts)
    stage.on(second, _publish, stage, drafts)
    stage.on(days.back(44), _wish, stage, *OPEN, [])
    for ago, amount, source, note in (
        (2, 200_000, "joint_project", "Gemensamt projekt under försöksåren."),
        (1, 200_000, "surplus", "Överskott från lärprojekten."),
        (0, 200_000, "fee", "En mindre del av medlemsavgiften, beslutad av medlemsgruppen."),
    ):
        stage.on(days.on(ago + 1, 12, 8), _decide, stage, days.year - ago, amount, source, note, about="ram")


def _take_in_the_first() -> None:
    catalogue.take_in_builtin(without=[name for name in builtin_formats() if name not in FIRST])


def _take_in_all_but_the_test_room() -> None:
    catalogue.take_in_builtin(without=(FORMAT,))


def _decide(stage: Stage, year: int, amount: int, source: str, note: str) -> None:
    economy.decide_envelope(stage.holder(MandateKind.CLEARANCE), FORMAT, year, amount=amount, source=source, note=note, revision=0)


def _wish(stage: Stage, organisation: str, text: str, wishes: list[int]) -> None:
    """`wishes` takes the wish's id, for those who answer it."""
    wishes.append(wish_for_change(stage.somebody(organisation, text), latest(FORMAT).version_id, text=text))


def _decline(stage: Stage, wishes: list[int], reason: str) -> None:
    catalogue.decline_wish(stage.holder(MandateKind.FORMATS), wishes[0], reason=reason)


def _draft(stage: Stage, wishes: list[int], drafts: list[int]) -> None:
    """The next version, drafted by whoever holds the mandate, with the wishes in it."""
    actor = stage.holder(MandateKind.FORMATS)
    draft = catalogue.start_version(actor, latest(FORMAT).version_id)
    catalogue.change_draft(actor, draft, lambda tables: texts.with_item(tables, "advice", ADVICE))
    catalogue.change_draft(actor, draft, _newsletter_sooner)
    for wish in wishes:
        catalogue.take_wish(actor, wish, draft_id=draft)
    catalogue.submit(actor, draft, why=WHY, revision=kept_draft(actor, draft).revision)
    drafts.append(draft)


def _publish(stage: Stage, drafts: list[int]) -> None:
    actor = stage.holder(MandateKind.FORMATS)
    catalogue.publish(actor, drafts[0], revision=kept_draft(actor, drafts[0]).revision)


def _newsletter_sooner(tables: texts.Tables) -> texts.Tables:
    for duty in texts.items_at(tables, "duties"):
        if duty["id"] == "newsletter":
            return texts.with_item_changed(tables, "duties", texts.fingerprint(duty), {**duty, "due_days": NEWSLETTER_DAYS})
    return tables
