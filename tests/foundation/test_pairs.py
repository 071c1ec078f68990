"""Two ways to count the same thing stand side by side (foundation/charts)."""

from samlar.foundation import charts
from samlar.foundation.charts import Value
from tests.foundation.test_charts import drawn, widths


def test_a_pair_has_a_bar_for_each_with_its_words_and_a_column_for_each_in_the_table():
    values = [("regioner", Value("anmälda", 18, "18"), Value("på plats", 20, "20")), ("<b>", Value("anmälda", 0, "0"), Value("på plats", 5, "5"))]
    chart = charts.paired("a", "Titel", values, head=("Sort", "Anmälda", "På plats"))
    words = [one.text for one in drawn(chart).iter() if one.tag.endswith("text")]
    assert words == ["regioner", "18 anmälda", "20 på plats", "<b>", "0 anmälda", "5 på plats"]
    assert widths(chart, "bar") == [55.8, 62, 0, 15.5]
    assert chart.rows == (("regioner", "18", "20"), ("<b>", "0", "5"))


def test_nothing_at_all_is_drawn_without_dividing_by_it():
    chart = charts.paired("a", "T", [("a", Value("b", 0, "0"), Value("c", 0, "0"))], head=("", "", ""))
    assert widths(chart, "bar") == [0, 0]
    assert charts.paired("a", "T", [], head=("", "", "")).rows == ()
