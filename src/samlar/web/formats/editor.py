"""The guided editor: a page per part of a draft, a page per item of its lists. Each writes one place of the same text (C1)."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samlar.catalogue import actions, queries
from samlar.catalogue.queries import DraftRow
from samlar.catalogue.rules import access, parts
from samlar.catalogue.rules import draft as texts
from samlar.catalogue.rules.wording import explained
from samlar.formats import definition as d
from samlar.formats.facts import FACTS
from samlar.formats.format_file import FormatError
from samlar.formats.sentence import Refusal, Sentence
from samlar.formats.shapes import words_of
from samlar.people.rules import NotAllowed
from samlar.web.asked import viewer
from samlar.web.formats import problems as found
from samlar.web.formats.forms import References, SectionForm, WordsForm, said
from samlar.web.formats.rule_forms import RuleForm, facts_by_subject

ItemForm = WordsForm | RuleForm
CHANGED = Sentence(
    "Det här ändrades i ett annat fönster medan du skrev. Det du skrev står kvar. Spara igen om det är ditt som ska gälla.",
    "This was changed in another window while you wrote. What you wrote remains. Save again if yours is to hold.",
)
GONE = Sentence(
    "Det här togs bort i ett annat fönster medan du skrev. Det du skrev står kvar. Spara om det ska läggas till igen.",
    "This was removed in another window while you wrote. What you wrote remains. Save if it is to be added again.",
)


def _opened(request: HttpRequest, draft_id: int) -> tuple[DraftRow, texts.Tables] | HttpResponse:
    """The draft and its tables for who may change it; the whole-text page where the text cannot be read as tables."""
    row = queries.draft(viewer(request), draft_id)
    if not row.may_edit:
        raise NotAllowed(
            Sentence("Formatet går inte att ändra nu.", "The format cannot be changed now.")
            if row.state == "submitted"
            else Sentence("Utkastet hör till en annan organisation.", "The draft belongs to another organisation."),
            mend=Sentence("Ta tillbaka det först, om det är ert.", "Take it back first, if it is yours."),
        )
    try:
        return row, texts.tables_of(row.text)
    except FormatError:
        messages.error(request, _("Texten går inte att läsa i delar. Rätta den här först."))
        return redirect("format_text", draft_id=draft_id)


def references(tables: texts.Tables) -> References:
    """What the draft's words may point at."""
    lists = {items.place: items for part in parts.PARTS for items in part.lists}
    choices = {
        place: [(str(item["id"]), found.item_name(lists[place], item)) for item in texts.items_at(tables, place) if item.get("id")]
        for place in ("stages", "rules", "duties")
    }
    return References(choices, [(format_id, said(name)) for format_id, name in queries.format_choices()])


def _part(key: str) -> parts.Part:
    part = parts.part_of(key)
    if part is None:
        raise Http404
    return part


def _crumbs(row: DraftRow, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Format"), reverse("formats")),
        (said(row.name) or _("Utkast"), reverse("format_draft", args=[row.id])),
        *more,
    ]


# — a part —


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, draft_id: int, part_key: str) -> HttpResponse:
    """A part's words in one form, and its lists."""
    opened = _opened(request, draft_id)
    if isinstance(opened, HttpResponse):
        return opened
    (row, tables), here = opened, _part(part_key)
    forms = _group_forms(request, here, tables)
    marks = {group.key: texts.marks_of(tables, group.place, group.words) for group, _form in forms}
    good = [form.is_valid() for _group, form in forms]  # each is asked, so that each tells what is wrong
    if request.method == "POST" and all(good):
        change = partial(_with_groups, forms=forms, marks={key: request.POST.get(f"mark_{key}", "") for key in marks})
        if "check" in request.POST:
            return _live(request, row, change(tables, marks=marks), here, None)
        try:
            actions.change_draft(viewer(request), draft_id, change)
        except texts.ChangedElsewhere:
            forms[0][1].add_error(None, said(CHANGED))
        except Refusal as refusal:
            forms[0][1].add_error(None, said(refusal.sentence))
        else:
            messages.success(request, _("Sparat."))
            return redirect(_onward(request, draft_id, here))
    elif "visa" in request.GET:
        problems = queries.problems(row)
        for group, form in forms:
            form.show(found.of_words(problems, group), group.place)
    context = _part_context(row, here, tables) | {"groups": [(group, form, marks[group.key]) for group, form in forms]}
    return render(request, "formats/part.html", context)


def _onward(request: HttpRequest, draft_id: int, here: parts.Part) -> str:
    """Where a saved part leads: where the button said, so that nothing typed is lost on the way; else here, with what remains."""
    then = request.POST.get("then", "")
    if then in {part.key for part in parts.PARTS}:
        return reverse("format_part", args=[draft_id, then])
    if then in {items.key for items in here.lists}:
        return reverse("format_item_new", args=[draft_id, here.key, then])
    return reverse("format_part", args=[draft_id, here.key]) + "?visa=1"


def _group_forms(request: HttpRequest, here: parts.Part, tables: texts.Tables) -> list[tuple[parts.Group, WordsForm]]:
    data = request.POST if request.method == "POST" else None
    points = references(tables)
    return [
        (
            group,
            WordsForm(
                group.cls, group.words, texts.table_at(tables, group.place), points, optional=group.optional, data=data, prefix=group.key
            ),
        )
        for group in here.groups
    ]


def _with_groups(tables: texts.Tables, *, forms: list[tuple[parts.Group, WordsForm]], marks: dict[str, str]) -> texts.Tables:
    for group, form in forms:
        tables = texts.with_words_as_opened(tables, group.place, form.values(), marks[group.key])
    return tables


def _part_context(row: DraftRow, here: parts.Part, tables: texts.Tables) -> dict[str, Any]:
    problems = queries.problems(row)
    lists = []
    for items in here.lists:
        rows = [
            {
                "number": number, "name": found.item_name(items, item), "mark": texts.fingerprint(item),
                "facts": _facts_of(items, item, tables),
                "problems": len(found.under(problems, f"{items.place}[{number}]")),
            }
            for number, item in enumerate(texts.items_at(tables, items.place))
        ]  # fmt: skip
        whole = [problem.message for problem in problems if problem.place == items.place]
        lists.append({"items": items, "rows": rows, "problems": whole})
    here_at = parts.PARTS.index(here)
    return {
        "draft": row, "part": here, "lists": lists, "trail": _crumbs(row), "remaining": found.by_part(problems)[here.key],
        "following": parts.PARTS[here_at + 1] if here_at + 1 < len(parts.PARTS) else None,
    }  # fmt: skip


def _facts_of(items: parts.ItemList, item: dict[str, Any], tables: texts.Tables) -> list[str]:
    """What a list says of an item beside its name: the words that are chosen from closed lists, and where a step leads."""
    if items.cls is d.Step:
        stages = dict(references(tables).items["stages"])
        written = item.get("from")
        leaves = written if isinstance(written, list) else []
        return [f"{', '.join(stages.get(str(one), '?') for one in leaves)} → {stages.get(str(item.get('to')), '?')}"]
    facts = []
    for word in ("severity", "kind", "channel", "held_by"):
        spec = words_of(items.cls).get(word)
        vocabulary = getattr(spec.shape, "vocabulary", {}) if spec else {}
        if item.get(word) in vocabulary:
            facts.append(said(vocabulary[item[word]]).partition(":")[0])
    name = found.item_name(items, item).casefold()
    return [fact for fact in facts if fact.casefold() != name]


def _live(request: HttpRequest, row: DraftRow, tables: texts.Tables, here: parts.Part, place: str | None) -> HttpResponse:
    """What would remain here if what is typed were saved: for htmx, as you type."""
    try:
        problems = texts.problems_of(texts.text_of(tables), row.format, taken=row.taken)
    except (FormatError, TypeError, ValueError):
        problems = ()
    mine = [one for one in problems if (spot := parts.where(one.place)).part is here and (spot.items is None if place is None else True)]
    if place is not None:
        mine = found.under(mine, place)
    return render(request, "formats/_live.html", {"problems": found.rows(row.id, mine, tables)})


# — an item of a list —


def _items(here: parts.Part, key: str) -> parts.ItemList:
    items = next((items for items in here.lists if items.key == key), None)
    if items is None:
        raise Http404
    return items


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, draft_id: int, part_key: str, items_key: str, number: int) -> HttpResponse:
    """One item of a list: changed, moved or removed."""
    opened = _opened(request, draft_id)
    if isinstance(opened, HttpResponse):
        return opened
    (row, tables), here = opened, _part(part_key)
    items = _items(here, items_key)
    there = texts.items_at(tables, items.place)
    if request.method == "POST" and request.POST.get("deed") in ("up", "down", "remove"):
        return _deed(request, row, here, items)
    if request.method == "POST":
        table = _opened_item(request, there)
        return _edit(request, row, tables, here, items, table, there.index(table) if table in there else None)
    if number >= len(there):
        raise Http404
    return _edit(request, row, tables, here, items, there[number], number)


def _opened_item(request: HttpRequest, there: list[dict[str, Any]]) -> dict[str, Any]:
    """The item that a form was opened on, wherever in its list it now stands: by its mark, else by its id; else what it was about."""
    mark, name = request.POST.get("mark", ""), request.POST.get("item", "")
    same = [item for item in there if texts.fingerprint(item) == mark] or [item for item in there if name and item.get("id") == name]
    return same[0] if same else {"fact": request.POST.get("fact", "")}


@require_http_methods(["GET", "POST"])
def new_item(request: HttpRequest, draft_id: int, part_key: str, items_key: str) -> HttpResponse:
    """A new item of a list. For a rule the fact is chosen first."""
    opened = _opened(request, draft_id)
    if isinstance(opened, HttpResponse):
        return opened
    (row, tables), here = opened, _part(part_key)
    items = _items(here, items_key)
    table: dict[str, Any] = {}
    if parts.is_rule(items):
        fact = request.GET.get("fakta", "")
        if fact not in FACTS:
            context = {"draft": row, "part": here, "items": items, "subjects": facts_by_subject(), "missing": "fakta" in request.GET}
            trail = _crumbs(row, (said(here.title), reverse("format_part", args=[row.id, here.key])))
            return render(request, "formats/choose_fact.html", context | {"trail": trail})
        table = {"fact": fact}
    return _edit(request, row, tables, here, items, table, None)


def _form(request: HttpRequest, items: parts.ItemList, table: dict[str, Any], tables: texts.Tables) -> ItemForm | None:
    """The item's form; none for a rule about a fact that does not exist, which only the whole text can mend."""
    data = request.POST if request.method == "POST" else None
    if parts.is_rule(items):
        fact = FACTS.get(str(table.get("fact")))
        return RuleForm(fact, table, data=data) if fact else None
    points = references(tables)
    if items.cls is d.PlanSection:
        return SectionForm(table, points, data=data)
    words = [word for word in words_of(items.cls) if word != "id"]
    return WordsForm(items.cls, words, table, points, data=data)


def _edit(
    request: HttpRequest, row: DraftRow, tables: texts.Tables, here: parts.Part, items: parts.ItemList, table: dict[str, Any],
    number: int | None,
) -> HttpResponse:  # fmt: skip
    form = _form(request, items, table, tables)
    if form is None:
        messages.error(request, _("Regeln talar om ett faktum som inte finns. Rätta den i hela texten."))
        return redirect("format_text", draft_id=row.id)
    hidden = {"mark": "" if number is None else texts.fingerprint(table), "item": table.get("id", ""), "fact": table.get("fact", "")}
    if request.method == "POST" and form.is_valid():
        change = partial(_with_this, items=items, values=form.values(), mark=request.POST.get("mark", ""))
        if "check" in request.POST:
            place = f"{items.place}[{len(texts.items_at(tables, items.place)) if number is None else number}]"
            return _live(request, row, change(tables, mark=hidden["mark"]), here, place)
        try:
            actions.change_draft(viewer(request), row.id, change)
        except texts.ChangedElsewhere:
            form.add_error(None, said(CHANGED if hidden["mark"] else GONE))
        except Refusal as refusal:
            form.add_error(None, said(refusal.sentence))
        else:
            return _saved(request, row, here, items, form)
    elif number is not None and "visa" in request.GET:
        place = f"{items.place}[{number}]"
        form.show(found.under(queries.problems(row), place), place)
    context = {
        "draft": row, "part": here, "items": items, "form": form, "hidden": hidden, "number": number,
        "fact": form.fact if isinstance(form, RuleForm) else None,
        "explained": explained(form.fact) if isinstance(form, RuleForm) else None,
        "name": found.item_name(items, table) if number is not None else "",
        "trail": _crumbs(row, (said(here.title), reverse("format_part", args=[row.id, here.key]))),
    }  # fmt: skip
    return render(request, "formats/item.html", context)


def _with_this(tables: texts.Tables, *, items: parts.ItemList, values: dict[str, Any], mark: str) -> texts.Tables:
    """The draft with what the form holds: the item's own other words stay, a new one gets its id."""
    there = texts.items_at(tables, items.place)
    before = there[texts.found(tables, items.place, mark)] if mark else {}
    after = _merged(before, values, items)
    if "id" in words_of(items.cls) and not after.get("id"):
        taken = [str(one.get("id")) for one in there]
        after["id"] = texts.rule_id_from(values["fact"], taken) if parts.is_rule(items) else _id(items, after, taken)
    return texts.with_item_changed(tables, items.place, mark, after) if mark else texts.with_item(tables, items.place, after)


def _merged(before: dict[str, Any], values: dict[str, Any], items: parts.ItemList) -> dict[str, Any]:
    declared = words_of(items.cls)
    kept = {word: value for word, value in before.items() if word not in declared or word == "id"} if parts.is_rule(items) else dict(before)
    return {word: value for word, value in (kept | values).items() if value is not None}


def _id(items: parts.ItemList, item: dict[str, Any], taken: list[str]) -> str:
    name = item.get(items.named_by)
    return texts.id_from(
        str(name.get("sv") or name.get("en") or "") if isinstance(name, dict) else "", taken, items.place.rpartition(".")[2]
    )


def _saved(request: HttpRequest, row: DraftRow, here: parts.Part, items: parts.ItemList, form: ItemForm) -> HttpResponse:
    """Back to the part; or here again when something is wrong with what was saved, or needs another look."""
    after = queries.draft(viewer(request), row.id)
    there = texts.items_at(texts.tables_of(after.text), items.place)
    written = {word: value for word, value in form.values().items() if value is not None}
    number = next((n for n, one in enumerate(there) if written.items() <= one.items()), None)
    if number is not None:
        wrong = found.under(queries.problems(after), f"{items.place}[{number}]")
        left_behind = isinstance(form, RuleForm) and form.words_left_behind()
        if wrong:
            messages.info(request, _("Sparat i utkastet. Något behöver rättas innan formatet kan skickas in."))
        elif left_behind:
            messages.info(request, _("Sparat. Gränsen är ändrad: läs igenom meningarna längst ned, så att de säger samma sak."))
        if wrong or left_behind:
            return redirect(reverse("format_item", args=[row.id, here.key, items.key, number]) + "?visa=1")
    messages.success(request, _("Sparat."))
    return redirect(reverse("format_part", args=[row.id, here.key]) + f"#{items.key}")


def _deed(request: HttpRequest, row: DraftRow, here: parts.Part, items: parts.ItemList) -> HttpResponse:
    mark, deed = request.POST.get("mark", ""), request.POST["deed"]
    change = {
        "up": partial(texts.with_item_moved, place=items.place, mark=mark, by=-1),
        "down": partial(texts.with_item_moved, place=items.place, mark=mark, by=1),
        "remove": partial(texts.without_item, place=items.place, mark=mark),
    }[deed]
    try:
        actions.change_draft(viewer(request), row.id, change)
    except texts.ChangedElsewhere:
        messages.error(request, _("Listan ändrades i ett annat fönster. Inget har hänt. Försök igen."))
    except access.BadText as refusal:
        messages.error(request, said(refusal.sentence))
    else:
        messages.success(request, _("Borttaget.") if deed == "remove" else _("Flyttat."))
    return redirect(reverse("format_part", args=[row.id, here.key]) + f"#{items.key}")
