import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from samlar.foundation.search.evaluate import BadFile, _share, evaluate, read

DOCUMENTS = [
    {"id": "a", "title": "Lärprojekten", "text": "Så gick det i länet."},
    {"id": "b", "text": "Omställningsarbete och beredskapsfrågor."},
    {"id": 3, "title": "", "text": "ord " * 400 + "zebra"},
    {"id": "d", "text": "giraff"},
    {"id": "c", "text": "giraff"},
]


@pytest.fixture
def file(tmp_path):
    def write(told) -> str:
        path = tmp_path / "judged.json"
        path.write_text(told if isinstance(told, str) else json.dumps(told))
        return str(path)

    return write


def told(capsys, path: str, **options) -> dict:
    call_command("search", "evaluate", path, **options)
    return json.loads(capsys.readouterr().out)


def test_the_figures_are_those_that_can_be_reckoned_by_hand(file, capsys):
    path = file({"documents": DOCUMENTS, "queries": [
        {"text": "projekt", "relevant": ["a"], "set": "parts"},
        {"text": "zebra", "relevant": ["3", "a"], "set": "long"},
        {"text": "giraff", "relevant": ["d"], "set": "ties"},
        {"text": "noshörning", "relevant": ["d"], "set": "none"},
    ]})  # fmt: skip
    result = told(capsys, path)
    assert list(result) == ["build_seconds", "index_bytes", "sets", "macro"]
    figures = {name: (one["queries"], one["ndcg@10"], one["mrr@10"], one["recall@10"], one["no_hit_rate"]) for name, one in result["sets"].items()}
    assert figures == {
        "parts": (1, 1.0, 1.0, 1.0, 0.0),
        "long": (1, 0.6131, 1.0, 0.5, 0.0),
        "ties": (1, 0.6309, 0.5, 1.0, 0.0),  # equals are ordered by id: c, d
        "none": (1, 0.0, 0.0, 0.0, 1.0),
    }
    assert result["macro"]["recall@10"] == 0.625
    assert set(result["sets"]["none"]["latency_ms"]) == {"p50", "p95"}
    stems = told(capsys, path, chain="stems")
    assert [stems["sets"][name]["recall@10"] for name in ("parts", "long", "ties", "none")] == [0.0, 0.5, 1.0, 0.0]  # no parts of compounds
    assert 0 < stems["index_bytes"] < result["index_bytes"]


def test_a_question_without_a_set_is_in_the_set_all(file, capsys):
    path = file({"documents": DOCUMENTS, "queries": [{"text": "giraff", "relevant": ["c", "d"]}]})
    assert list(told(capsys, path, chain="stems")["sets"]) == ["all"]


def test_twice_gives_the_same_figures(file):
    collection = read(Path(file({"documents": DOCUMENTS, "queries": [{"text": "giraff ord", "relevant": ["c", "d"]}]})))
    one, other = (evaluate(collection, chain="stems")["sets"]["all"] for _time in range(2))
    assert {name: one[name] for name in one if name != "latency_ms"} == {name: other[name] for name in other if name != "latency_ms"}


GOOD = {"text": "x", "relevant": ["a"]}


@pytest.mark.parametrize("bad", [
    "", "{", "[]", "null", "[" * 100_000, '{"documents": 1, "queries": []}',
    {"documents": [], "queries": []}, {"documents": DOCUMENTS, "queries": []},
    {"documents": DOCUMENTS, "queries": [{"text": "x", "relevant": []}]}, {"documents": DOCUMENTS, "queries": [{"text": "x"}]},
    {"documents": DOCUMENTS, "queries": [{"text": "x", "relevant": ["nobody"]}]}, {"documents": DOCUMENTS, "queries": [{"text": "x", "relevant": "a"}]},
    {"documents": DOCUMENTS, "queries": [{"text": 1, "relevant": ["a"]}]}, {"documents": DOCUMENTS, "queries": ["x"]},
    {"documents": [*DOCUMENTS, {"id": "a", "text": "again"}], "queries": [GOOD]}, {"documents": [{"id": "a"}], "queries": [GOOD]},
    {"documents": [{"id": "", "text": "x"}], "queries": [GOOD]}, {"documents": [{"id": True, "text": "x"}], "queries": [GOOD]},
    {"documents": [{"id": "a", "text": "x", "title": 5}], "queries": [GOOD]}, {"documents": DOCUMENTS, "queries": [GOOD | {"set": 7}]},
])  # fmt: skip
def test_what_cannot_be_judged_ends_with_two_and_one_line(file, capsys, bad):
    with pytest.raises(CommandError) as refusal:
        call_command("search", "evaluate", file(bad))
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    assert capsys.readouterr().out == ""


def test_a_file_that_is_not_there_or_is_not_text_cannot_be_judged(tmp_path):
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff\x00")
    for name in ("missing", "picture", "."):
        with pytest.raises(BadFile):
            read(tmp_path / name)


def test_the_share_is_the_nearest_rank():
    assert (_share([1.0], 0.95), _share([1.0, 2.0, 3.0, 4.0], 0.5), _share(list(map(float, range(1, 101))), 0.95)) == (1.0, 2.0, 95.0)
