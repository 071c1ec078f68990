"""The formats that come with Samlär, a file per format."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from samlar.formats.definition import Definition
from samlar.formats.format_file import read_format

IDS = ("provrum", "larlabb", "larprojekt", "masterclass", "expedition", "natverk", "arskonferens")


@cache
def builtin_text(id: str) -> str:
    """The text of a built-in format. Raises KeyError for an unknown id."""
    if id not in IDS:
        raise KeyError(id)
    return files(__name__).joinpath(f"{id}.toml").read_text(encoding="utf-8")


@cache
def builtin_formats() -> Mapping[str, Definition]:
    """The built-in formats by id, read once."""
    return MappingProxyType({id: read_format(builtin_text(id)) for id in IDS})
