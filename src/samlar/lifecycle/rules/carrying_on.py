"""An activity goes on in another form: who may begin it, in which formats, with whom, and what follows with it (C3, H1, E7)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from samlar.activities.rules.access import may_lead
from samlar.activities.rules.deeds import ActivityRefused, must_say
from samlar.activities.rules.plan import SUMMARY_LENGTH, TITLE_LENGTH
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.definition import Definition
from samlar.formats.sentence import Sentence
from samlar.lifecycle.rules.start import LED_BY
from samlar.people.rules import Actor, NotAllowed

NETWORK = "natverk"  # the format that people who have met go on in (E7)
BEGUN = ("running", "reported", "closed")
FOLLOWS = ("purpose", "main_question", "target_group")  # sections that mean the same in every format: what it is for, its theme, for whom


@dataclass(frozen=True, slots=True)
class About:
    """What the next activity is called, as it is kept."""

    title: str
    summary: str


def becomes(activity: ActivityRow) -> tuple[str, ...]:
    """The formats that the activity may turn into: its format's, and that of the use that was chosen (C3)."""
    of_use = (use.becomes for use in activity.definition.uses if use.id == activity.use)
    return tuple(dict.fromkeys([*(activity.definition.becomes or ()), *(one for one in of_use if one)]))


def has_begun(activity: ActivityRow) -> bool:
    return activity.stage_kind in BEGUN


def may_carry_on(actor: Actor, activity: ActivityRow) -> bool:
    """Whether the activity's page leads the viewer to beginning its next one."""
    return has_begun(activity) and bool(becomes(activity)) and (may_lead(actor, activity) or activity.acts_for_owner)


def must_have_begun(activity: ActivityRow) -> None:
    """What has not begun, and what was cancelled, is not carried on. Raises ActivityRefused."""
    if not has_begun(activity):
        raise ActivityRefused(
            Sentence(
                "Det som ska bygga vidare behöver något att bygga på. Nu är skedet: {stage}.",
                "What carries on needs something to carry on from. The stage now is: {stage}.",
            ).fill(stage=activity.stage_now.name),
            source="H1",
        )


def must_become(activity: ActivityRow, format_id: str) -> None:
    """The format is one that the activity may turn into. Raises ActivityRefused."""
    if format_id not in becomes(activity):
        raise ActivityRefused(
            Sentence("{format} kan inte bli det formatet.", "{format} cannot turn into that format.").fill(
                format=_capital(activity.definition.definite)
            )
            if format_id
            else Sentence("Välj format.", "Choose a format."),
            source=activity.definition.source,
            field="format_id",
            mend=Sentence("Lägg ett förslag om ni vill börja något annat.", "Make a proposal if you want to begin something else."),
        )


def _capital(words: Sentence) -> Sentence:
    return Sentence(words.sv[:1].upper() + words.sv[1:], words.en[:1].upper() + words.en[1:])


def must_not_be_planned_already(title: str | None) -> None:
    """One at a time: whoever presses twice does not begin twice. Raises ActivityRefused."""
    if title is not None:
        raise ActivityRefused(
            Sentence(
                "Ni planerar redan ”{title}” som bygger vidare på det här.", "You are already planning “{title}”, which carries this on."
            ).fill(title=title),
            mend=Sentence("Skriv planen för den, eller avbryt den först.", "Write its plan, or stop it first."),
        )


def about(title: str, summary: str) -> About:
    """The title and the summary as they are kept. Raises ActivityRefused by their fields."""
    said = must_say(
        title, field="title", most=TITLE_LENGTH, missing=Sentence("Skriv vad aktiviteten ska heta.", "Write what it is to be called.")
    )
    return About(" ".join(said.split()), " ".join(must_say(summary, field="summary", most=SUMMARY_LENGTH).split()))


def another_name(activity: ActivityRow) -> Sentence:
    """A name to begin with for what carries an activity on."""
    room = TITLE_LENGTH - 14
    return Sentence("{title}: fortsättning", "{title}: the next step").fill(title=activity.title[:room].rstrip())


def must_have_another_name(activity: ActivityRow, called: About) -> None:
    """Two of the same name cannot be told apart in a list. Raises ActivityRefused by its field."""
    if called.title.casefold() == " ".join(activity.title.split()).casefold():
        raise ActivityRefused(
            Sentence("Det nya behöver ett annat namn än det gamla.", "The new one needs another name than the old one."),
            field="title",
            mend=Sentence("Till exempel ”{name}”.", "For example “{name}”.").fill(name=another_name(activity)),
        )


def must_take_part_already(activity: ActivityRow, chosen: Collection[int]) -> None:
    """Only those who take part come in without being asked; others are asked when it has begun. Raises ActivityRefused."""
    inside = {one.organisation for one in activity.taking_part}
    if any(one not in inside for one in chosen):
        raise ActivityRefused(
            Sentence(
                "Bara de som deltar kommer med utan att frågas. Fråga andra när planeringen har börjat.",
                "Only those who take part come along without being asked. Ask others when the planning has begun.",
            ),
            source="H1",
            field="organisations",
        )


def led_by(actor: Actor, activity: ActivityRow, definition: Definition) -> str:
    """Led as before: for the secretariat only by whoever holds one of its mandates, where the new format allows it (C2)."""
    secretariat = activity.led_by == LED_BY[1] and bool(actor.mandates) and not definition.member_led.always
    return LED_BY[1] if secretariat else LED_BY[0]


def followed(activity: ActivityRow, definition: Definition, sections: Mapping[str, str | tuple[str, ...]]) -> dict[str, str]:
    """What of the plan comes along: its purpose, its theme, for whom; what is too long for the new template is left behind."""
    room = {section.id: section.most for section in definition.plan.sections if section.kind == "text"}
    kept = {name: sections.get(name, "") for name in FOLLOWS if name in room}
    return {name: text for name, text in kept.items() if isinstance(text, str) and text and len(text) <= room[name]}


# — a network from the contact list (E7) —


def may_start_network(activity: ActivityRow, *, on_the_list: bool, leads: bool) -> bool:
    return has_begun(activity) and (on_the_list or leads)


def must_be_on_the_list(on_the_list: bool) -> None:
    """Whoever is on the contact list, or leads the activity. Raises NotAllowed."""
    if not on_the_list:
        raise NotAllowed(
            Sentence(
                "Ett nätverk ur kontaktlistan startas av dem som står på den.",
                "A network from the contact list is started by those who are on it.",
            ),
            source="E7",
            mend=Sentence("Ställ dig på listan först.", "Put yourself on the list first."),
        )


def must_ask_those_on_the_list(chosen: Collection[int], listed: Collection[int]) -> None:
    """At least one other organisation, and only organisations of those on the list. Raises ActivityRefused."""
    if not chosen:
        raise ActivityRefused(
            Sentence("Välj minst en organisation att fråga.", "Choose at least one organisation to ask."),
            source="E7",
            field="organisations",
        )
    if any(one not in listed for one in chosen):
        raise ActivityRefused(
            Sentence("Välj bland organisationerna på kontaktlistan.", "Choose among the organisations on the contact list."),
            source="E7",
            field="organisations",
        )
