"""A web process starts with what pages need: what reads or draws papers is loaded by the process apart, or when it is asked for."""

import os
import subprocess
import sys

HEAVY = ("docx", "openpyxl", "pptx", "pypdfium2", "weasyprint", "webvtt")


def test_no_reader_of_papers_is_loaded_with_the_pages(tmp_path):
    script = f"import sys, samlar.wsgi, samlar.urls; print(sorted(set({HEAVY}) & set(sys.modules)))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "samlar.settings", "SAMLAR_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
