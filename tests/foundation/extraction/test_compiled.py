from importlib.util import cache_from_source
from pathlib import Path

from samlar.foundation.extraction.compiled import compile_readers
from samlar.foundation.extraction.readers import plain


def test_what_only_the_process_apart_loads_is_compiled_before_it_is_needed(monkeypatch):
    monkeypatch.setattr("sys.pycache_prefix", None)  # that process knows nothing of where the tests keep what is compiled
    kept = Path(cache_from_source(plain.__file__))
    kept.unlink(missing_ok=True)
    assert compile_readers()
    assert kept.is_file()
