"""Drawings: the message as title, the same figures as a table, nothing inline, nothing from people unescaped."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation import charts
from samlar.foundation.charts import Axis, Kin, Line, Move, Period, Stream, Strip, Value, family, matrix, moves, staircase

HEAD = ("Vad", "Hur mycket")
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
periods = st.lists(
    st.tuples(
        texts,
        st.lists(st.builds(Period, texts, st.integers(1, 9), st.integers(9, 99), st.sampled_from(["past", "now", "coming"]), texts, texts)),
    ),
    max_size=4,
)
values = st.lists(st.builds(Value, texts, st.integers(0, 10**9), st.just("kr")), max_size=8)


def drawn(chart: charts.Chart) -> ElementTree.Element:
    return ElementTree.fromstring(str(chart.svg))


def widths(chart: charts.Chart, kind: str) -> list[float]:
    return [float(mark.get("width").rstrip("%")) for mark in drawn(chart).iter("rect") if kind in mark.get("class").split()]


@given(values)
def test_every_drawing_is_whole_xml_without_styles_scripts_or_links(several):
    for chart in (
        charts.bars("a", "Titel", several, head=HEAD),
        charts.columns("b", "Titel", several, head=HEAD),
        charts.stacked("c", "Titel", several, rest=Value("Kvar", 5, "5 kr"), head=HEAD),
    ):
        for mark in drawn(chart).iter():
            assert mark.tag in {"svg", "title", "desc", "rect", "text", "line"}
            assert not {"style", "onload", "onclick", "href"} & set(mark.attrib)


@given(periods)
def test_a_drawing_of_periods_is_whole_and_says_them_all_as_a_table(lines):
    chart = charts.periods("a", "Titel", lines, head=("Vad", "Vem", "När"))

    assert {mark.tag for mark in drawn(chart).iter()} <= {"svg", "title", "desc", "rect", "text"}
    assert len(list(drawn(chart).iter("rect"))) == len(chart.rows) == sum(len(several) for _name, several in lines)


def test_periods_stand_where_they_are_in_time_and_those_that_overlap_beneath_each_other():
    first, then = Period("A", 1, 50, "past", "A", ""), Period("B", 51, 100, "now", "B", "")
    lent = Period("C", 61, 70, "past", "C", "")
    marks = list(drawn(charts.periods("a", "T", [("Klartecken", [first, then, lent])], head=("", "", ""))).iter("rect"))

    assert [(mark.get("x"), mark.get("width")) for mark in marks] == [("0%", "50%"), ("50%", "50%"), ("60%", "10%")]
    assert marks[0].get("y") == marks[1].get("y") != marks[2].get("y")


def test_what_people_wrote_stays_text():
    chart = charts.bars("a", "<b>Titel</b>", [Value("<script>alert(1)</script>", 1, "1")], head=HEAD)

    assert "<script" not in chart.svg
    assert "&lt;script&gt;" in chart.svg
    assert chart.rows == (("<script>alert(1)</script>", "1"),)


def test_the_drawing_tells_its_title_and_every_value_to_those_who_do_not_see_it():
    root = drawn(charts.bars("pengar", "Hälften är kvar", [Value("Beviljat", 100, "100 kr"), Value("Kvar", 100, "100 kr")], head=HEAD))

    assert root.get("aria-labelledby") == "pengar-title pengar-desc"
    assert {mark.get("id"): mark.text for mark in root if mark.get("id")} == {
        "pengar-title": "Hälften är kvar",
        "pengar-desc": "Beviljat: 100 kr; Kvar: 100 kr",
    }


def test_the_largest_bar_fills_the_width_and_the_others_follow_it():
    assert widths(charts.bars("a", "T", [Value("a", 50, ""), Value("b", 200, "")], head=HEAD), "bar") == [25, 100]


def test_bars_of_nothing_have_no_width():
    assert widths(charts.bars("a", "T", [Value("a", 0, "0")], head=HEAD), "bar") == [0]


@given(values, st.integers(0, 10**9))
def test_the_parts_of_a_stacked_bar_fill_it_exactly(several, rest):
    chart = charts.stacked("a", "T", several, rest=Value("Kvar", rest, ""), head=HEAD)
    whole = sum(one.value for one in several) + rest

    assert abs(sum(widths(chart, "bar") + widths(chart, "bar-rest")) - (100 if whole else 0)) < 0.1
    assert len(chart.rows) == len(several) + 1


def test_a_step_that_nobody_chose_has_its_nought_but_no_column():
    root = drawn(charts.columns("a", "T", [Value("1", 0, "0"), Value("2", 3, "3")], head=HEAD))

    assert len(list(root.iter("rect"))) == 1
    assert [mark.text for mark in root.iter("text")] == ["0", "1", "3", "2"]


def test_moves_tell_from_where_to_where_and_how_many_said_it():
    chart = moves(
        "m", "Två av tre har kommit längre", [Move("Deltagarna", 18, 31, "1,8", "3,1", "3 personer"), Move("Organisationerna", 30, 30, "3,0", "3,0", "3 personer")],
        steps=5, low="1 inte börjat", high="5 i mål", head=("Vilka", "Före", "Efter", "Antal"),
    )  # fmt: skip
    assert chart.rows == (("Deltagarna", "1,8", "3,1", "3 personer"), ("Organisationerna", "3,0", "3,0", "3 personer"))
    assert str(chart.svg).count("<circle") == 4
    assert "Deltagarna: 1,8 → 3,1 (3 personer)" in str(chart.svg)
    assert "style" not in str(chart.svg)


def test_where_before_and_after_lie_close_their_words_stand_beside_each_other():
    close = str(moves("m", "t", [Move("x", 30, 31, "3,0", "3,1", "n")], steps=5, low="", high="", head=("", "", "", "")).svg)
    apart = str(moves("m", "t", [Move("x", 10, 50, "1,0", "5,0", "n")], steps=5, low="", high="", head=("", "", "", "")).svg)
    assert 'text-anchor="end">3,0' in close
    assert 'text-anchor="start">3,1' in close
    assert 'text-anchor="middle">1,0' in apart


def test_a_family_hangs_together_by_lines_also_where_there_was_time_between():
    def kin(first, last, of):
        return Kin("N & M", Period("Nätverk", first, last, "past", "Nätverk 2015", "2015"), of)

    together = str(family("f", "t", [kin(0, 10, None), kin(5, 20, 0)], head=("", "", "")).svg)
    parted = str(family("f", "t", [kin(0, 10, None), kin(15, 20, 0)], head=("", "", "")).svg)
    assert (together.count("thread-line"), parted.count("thread-line")) == (1, 2)
    assert "N &amp; M" in together
    assert family("f", "t", [], head=("", "", "")).rows == ()


steps = st.lists(st.builds(Value, texts, st.integers(0, 10**6), st.just("många")), min_size=1, max_size=5)


@given(steps)
def test_stairs_rise_from_left_to_right_and_each_step_is_as_wide_as_its_share(several):
    chart = staircase("a", "Titel", several, head=HEAD)
    drawn_steps = [mark for mark in drawn(chart).iter("rect") if mark.get("width").endswith("%")]
    there = [(rank, one) for rank, one in enumerate(several) if one.value]

    assert {mark.tag for mark in drawn(chart).iter()} <= {"svg", "title", "desc", "rect", "text"}
    assert [mark.get("class") for mark in drawn_steps] == [f"step-{rank}" for rank, _one in there]
    heights = [float(mark.get("height").rstrip("em")) for mark in drawn_steps]
    assert heights == sorted(set(heights)), "each is higher than the one before: tone is not needed"
    if there:
        total = sum(one.value for one in several)
        for mark, (_rank, one) in zip(drawn_steps, there, strict=True):
            assert abs(float(mark.get("width").rstrip("%")) - 100 * one.value / total) < 0.01
    assert chart.rows == tuple((one.label, one.shown) for one in several)


marks = st.sampled_from(["", "0", "4", "out"])


@given(
    st.integers(0, 6).flatmap(lambda wide: st.tuples(st.just(wide), st.lists(st.lists(marks, min_size=wide, max_size=wide), max_size=6)))
)
def test_a_matrix_says_every_cell_in_words_under_its_row_and_its_column(case):
    wide, several = case
    words = {"0": "hemtagen", "4": "använd", "out": "avstådd"}
    columns = [Line(f"Organisation {place} <b>", str(place), "/organisation/", "Region") for place in range(wide)]
    made = matrix("a", "Titel", [(Line(f"Lärdom {place} &", "en", "/lardom/", margin="3"), row) for place, row in enumerate(several)], columns,
        words=words, corner=("Lärdom", "Vilka", "Använder"))  # fmt: skip
    table = ElementTree.fromstring(str(made.html))

    assert ["".join(head.itertext()) for head in table.find("thead/tr")[2:]] == [f"Region {one.label}" for one in columns]
    for tr, (place, row) in zip(table.findall("tbody/tr"), enumerate(several), strict=True):
        assert "".join(tr[0].itertext()) == f"Lärdom {place} &"
        assert [part.text for part in tr[1]] == ["3", "en"], "a figure to see, and words that say it"
        assert ["".join(cell.itertext()) for cell in tr[2:]] == [words.get(mark, "") for mark in row]
    assert ["".join(cell.itertext()) for cell in table.findall("tfoot/tr/td")] == [one.said for one in columns]


names = st.sampled_from(["A", "B & <C>", "Region Jämtland Härjedalen", "Västra Götalandsregionen", "Ö"])
flows = st.lists(
    st.builds(Stream, names, names, st.integers(1, 10**6), st.booleans()), max_size=20, unique_by=lambda one: (one.giver, one.taker)
)


def flow(several):
    return charts.streams(
        "f",
        "Titel",
        several,
        ends=("Gav", "Tog"),
        last=("2 andra", "3 andra"),
        rows=[(s.giver, s.taker, str(s.value)) for s in several],
        head=("Gav", "Tog", "Gånger"),
    )


@given(flows)
def test_a_flow_is_whole_draws_every_band_once_and_says_the_same_as_a_table(several):
    chart = flow(several)
    marks = list(drawn(chart).iter())
    assert {mark.tag for mark in marks} <= {"svg", "title", "desc", "rect", "text", "path"}
    assert not {"style", "onload", "onclick", "href"} & {name for mark in marks for name in mark.attrib}
    assert len([mark for mark in marks if mark.tag == "path"]) == len(several) == len(chart.rows)
    assert len([mark for mark in marks if mark.tag == "rect"]) == len({one.giver for one in several}) + len({one.taker for one in several})
    assert flow(several) == chart, "the same figures are drawn the same"


@given(flows)
def test_no_two_names_of_a_flow_stand_on_the_same_line(several):
    lines = [mark.get("y") for mark in drawn(flow(several)).iter("text") if "halo" in mark.get("class")]
    assert len(set(lines)) == len(lines)


def test_a_band_is_as_thick_as_it_is_many_at_both_ends():
    chart = flow([Stream("SKR", "A", 3, strong=True), Stream("SKR", "B", 1)])
    ends = {mark.get("class"): re.findall(r"[0-9.]+", mark.get("d")) for mark in drawn(chart).iter("path")}
    strong, plain = ends["band band-strong"], ends["band"]
    thick = [(float(path[-1]) - float(path[1]), float(path[9]) - float(path[7])) for path in (strong, plain)]
    assert thick[0][0] == thick[0][1] == pytest.approx(3 * thick[1][0])
    assert "SKR 4" in chart.svg


axes = st.lists(st.builds(Axis, texts, texts, st.none() | st.integers(10, 50), texts, st.none() | st.integers(10, 50), texts), max_size=12)


@given(axes, st.sampled_from(["", "Våren 2025"]))
def test_a_radar_of_any_number_of_axes_is_whole_and_its_table_says_the_same(several, before):
    head = ("Del", before, "Nu") if before else ("Del", "Nu")
    chart = charts.radar("r", "Titel", several, steps=5, names=("Nu", before), head=head)

    for mark in drawn(chart).iter():
        assert mark.tag in {"svg", "title", "desc", "polygon", "line", "circle", "text"}
        assert not {"style", "onload", "onclick", "href"} & set(mark.attrib)
    assert [row[0] for row in chart.rows] == [one.name for one in several]
    assert all(len(row) == len(head) and row[-1] == one.shown for row, one in zip(chart.rows, several, strict=True))
    dots = [mark for mark in drawn(chart).iter("circle") if mark.get("class") == "dot"]
    assert len(dots) - bool(before) == sum(one.value is not None for one in several)


def test_a_radar_tells_then_from_now_without_colour_and_has_its_words_by_the_axes():
    chart = charts.radar(
        "r", "t", [Axis(name, name, 40, "4,0", 30, "3,0") for name in "ABCD"], steps=5, names=("2026", "2025"), head=("Del", "2025", "2026")
    )
    marks = list(drawn(chart).iter())

    assert [mark.get("class") for mark in marks if mark.tag == "polygon"].count("radar-before") == 1
    assert sum(mark.get("class") == "dot-before" for mark in marks) == 5
    words = [mark.text for mark in marks if mark.tag == "text"]
    assert words.count("3,0 → 4,0") == 4
    assert {"A", "B", "C", "D", "2025", "2026"} <= set(words)
    assert chart.rows[0] == ("A", "3,0", "4,0")
    assert "A: 3,0 → 4,0" in str(chart.svg)


def test_the_further_out_the_more():
    chart = charts.radar(
        "r", "t", [Axis("A", "A", 50, "5"), Axis("B", "B", 25, "2,5"), Axis("C", "C", 10, "1")], steps=5, names=("", ""), head=("", "")
    )
    dots = [(float(mark.get("cx")) - 200, float(mark.get("cy")) - 144) for mark in drawn(chart).iter("circle")]

    assert [round((x * x + y * y) ** 0.5) for x, y in dots] == [92, 46, 18]


strips = st.lists(st.builds(Strip, texts, st.tuples(*[st.integers(0, 30)] * 8), texts, st.none() | st.integers(10, 50), texts), max_size=5)


@given(strips)
def test_strips_are_whole_and_say_every_count_also_as_a_table(several):
    chart = charts.strips("s", "Titel", several, steps=5, own="ni", head=("Del", *"12345678", "Ni"))

    assert {mark.tag for mark in drawn(chart).iter()} <= {"svg", "title", "desc", "rect", "line", "text"}
    assert len(list(drawn(chart).iter("rect"))) == sum(count > 0 for one in several for count in one.counts)
    assert [row[1:9] for row in chart.rows] == [tuple(map(str, one.counts)) for one in several]
    assert all(0 <= float(mark.get("x").rstrip("%")) <= 100 for mark in drawn(chart).iter("rect"))
    assert str(chart.svg).count("▲") == sum(one.own is not None for one in several)


def test_names_in_a_radar_and_in_strips_stay_text():
    radar = charts.radar("r", "<b>", [Axis("<i>", "<i>", 10, "<u>")], steps=5, names=("<s>", "<s>"), head=("", "", ""))
    strip = charts.strips("s", "<b>", [Strip("<i>", (1,), "<u>", 10, "<s>")], steps=5, own="<p>", head=("", "", ""))
    for chart in (radar, strip):
        assert not {"<b>", "<i>", "<u>", "<s>", "<p>"} & {f"<{mark.tag}>" for mark in drawn(chart).iter()}


def test_shares_say_each_share_above_its_bar_and_in_the_table():
    several = [Value("inom 3 månader", 25, "1 av 4"), Value("inom 12 månader", 100, "4 av 4")]
    chart = charts.shares("s", "<Fyra>", [("Delad", several), ("Använd", [])], head=("Steg", "3", "12"))
    assert chart.rows == (("Delad", "1 av 4", "4 av 4"), ("Använd",))
    assert 'width="25%"' in chart.svg
    assert "&lt;Fyra&gt;" in chart.svg
    assert "Delad: 1 av 4 inom 3 månader, 4 av 4 inom 12 månader" in chart.svg


def test_what_has_been_ended_is_drawn_as_an_outline_among_bars():
    chart = charts.bars("b", "B", [Value("Använd", 3, "3")], outlined=[Value("Avstådd", 1, "1")], head=("Steg", "Antal"), most=10)
    assert chart.svg.count('class="bar-rest"') == 1
    assert chart.svg.count('class="bar-track"') == 1
    assert chart.rows == (("Använd", "3"), ("Avstådd", "1"))
