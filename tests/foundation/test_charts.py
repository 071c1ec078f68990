"""Drawings: the message as title, the same figures as a table, nothing inline, nothing from people unescaped."""

import xml.etree.ElementTree as ElementTree

from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation import charts
from samlar.foundation.charts import Kin, Move, Period, Value, family, moves

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
