"""The look's promises: light, alone on its host, stopped by no CSP, and told in words."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest
from django import forms
from django.template.loader import render_to_string

from samlar import web

WEB = Path(web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
COMPONENTS = sorted(path.stem for path in (WEB / "templates/components").glob("*.html"))
STATIC = WEB / "static/samlar"
EVERY_PAGE = [
    STATIC / "vendor/designsystemet.css",
    STATIC / "app.css",
    STATIC / "app.js",
    Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js",
]


class Wish(forms.Form):
    title = forms.CharField(label="Namn", max_length=5, help_text="Kort.")
    lead = forms.ChoiceField(label="Leda?", choices=[("yes", "Ja"), ("no", "Nej")], widget=forms.RadioSelect)
    why = forms.CharField(label="Varför?", required=False)


def component(name: str, **values: object) -> str:
    return render_to_string(f"components/{name}.html", values)


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_styles_and_scripts_of_a_page_weigh_less_than_60_kilobytes():
    assert sum(len(gzip.compress(path.read_bytes())) for path in EVERY_PAGE) < 60_000


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB / "templates").as_posix())
def test_no_template_holds_what_the_csp_stops(path):
    markup = path.read_text()
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|\shx-on|javascript:|<script(?![^>]*\ssrc=)", markup) == []


@pytest.mark.parametrize("path", [*TEMPLATES, STATIC / "app.css", STATIC / "app.js"], ids=lambda path: path.name)
def test_nothing_is_fetched_from_another_host(path):
    loaded = re.sub(r"<a\b[^>]*>", "", path.read_text())  # a link is followed by a person, nothing is fetched through it
    assert re.findall(r"""(?:src|href|url|import|fetch)[=(]\s*["']?(?:https?:)?//[a-z]""", loaded) == []


def test_every_component_stands_on_the_style_page():
    shown, unread = set(), ["look", "base"]
    while unread:
        name = unread.pop()
        path = WEB / "templates" / (f"{name}.html" if name in ("look", "base") else f"components/{name}.html")
        found = set(re.findall(r'"components/(\w+)\.html"', path.read_text())) - shown
        shown |= found
        unread += sorted(found)
    assert sorted(set(COMPONENTS) - shown) == []


def test_every_component_is_in_the_catalogue():
    catalogue = (Path(__file__).parents[2] / "docs/look.md").read_text()
    inside = {"field_errors", "messages"}  # parts of field and of the base page
    assert [name for name in COMPONENTS if name not in inside and f"`{name}`" not in catalogue] == []


@pytest.mark.parametrize(
    ("step", "word", "filled"),
    [
        (0, "inte påbörjad", 0),
        (1, "delad", 1),
        (2, "prövad", 2),
        (3, "förankrad", 3),
        (4, "använd", 4),
        ("declined", "avstådd", 0),
        ("obsolete", "föråldrad", 0),
    ],
)
def test_the_four_step_mark_says_its_step_in_a_word_and_in_filled_bars(step, word, filled):
    mark = component("steps_mark", step=step)
    assert (words(mark), mark.count('class="on"'), mark.count("<rect")) == (word, filled, 4)


@pytest.mark.parametrize(
    ("state", "severity", "override", "said"),
    [
        ("passed", "must", "", "Uppfyllt: Två deltar."),
        ("failed", "must", "", "Brist: En till behövs."),
        ("failed", "should", "", "Bör ses över: En till behövs."),
        ("failed", "should", "Det är sommar.", "Avsteg med skäl: En till behövs."),
        ("not_judged", "must", "", "Inte bedömt än: Två deltar."),
    ],
)
def test_a_finding_says_its_outcome_in_words(state, severity, override, said):
    row = {"state": state, "severity": severity, "sentence": "Två deltar.", "message": "En till behövs.", "source": "P"}
    assert said in words(component("finding", finding=row, override=override))


def test_a_reason_for_a_departure_stays_visible():
    row = {"state": "failed", "severity": "should", "sentence": "Två deltar.", "source": "P"}
    assert "Avsteg: Det är sommar." in words(component("findings", findings=[{**row, "override": "Det är sommar."}]))


def test_the_current_stage_is_told_in_words():
    stages = [{"label": "Plan", "state": "done"}, {"label": "Klartecken", "state": "current"}, {"label": "Resultat", "state": "todo"}]
    assert words(component("stage_rail", stages=stages)) == "Klart: Plan Nu Klartecken Återstår: Resultat"


def test_a_field_is_tied_to_its_help_its_error_and_its_counter():
    field = component("field", field=Wish({"title": "för långt"})["title"])
    named = re.search(r'aria-describedby="([^"]+)"', field).group(1).split()
    assert named == ["id_title_helptext", "id_title_error", "id_title_counter"]
    assert [name for name in named if f'id="{name}"' not in field] == []
    assert 'aria-invalid="true"' in field


def test_the_browser_never_cuts_what_was_pasted():
    assert "maxlength" not in component("field", field=Wish()["title"])
    assert 'value="för långt"' in component("field", field=Wish({"title": "för långt"})["title"])


def test_each_error_on_top_leads_to_a_control_that_exists():
    form = Wish({"title": "för långt"})
    page = component("form", form=form, action="Spara")
    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets == ["id_title", "id_lead_0"]
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_what_may_be_left_out_says_so_and_what_is_asked_says_nothing():
    assert ("(frivilligt)" in component("field", field=Wish()["why"]), "(frivilligt)" in component("field", field=Wish()["title"])) == (
        True,
        False,
    )
