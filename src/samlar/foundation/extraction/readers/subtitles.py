"""Subtitles (G3): a section for each moment, so that a hit leads to it. Speakers are kept as text, styles are not."""

import html
import re
from pathlib import Path

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from samlar.foundation.extraction.gathering import Gathering
from samlar.foundation.extraction.readers.plain import text_of
from samlar.foundation.extraction.told import Place, Reason, Unreadable

SPEAKER = re.compile(r"<v(?:\.[^\s>]{0,99})?[ \t]+([^>\n]{1,120})>")
TIMES = re.compile(r"^[^\n]*-->[^\n]*$", re.MULTILINE)
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}\n]{0,40}\}")  # WebVTT's, SRT's and old players' own


def read_vtt(path: Path, into: Gathering) -> None:
    """Raises Unreadable where not one text has its time."""
    _read(_lines(text_of(path, into)), into)


def read_srt(path: Path, into: Gathering) -> None:
    """As WebVTT, once its decimal commas are points: the one grammar reads both."""
    _read("WEBVTT\n\n" + TIMES.sub(lambda times: times[0].replace(",", "."), _lines(text_of(path, into))), into)


def _read(text: str, into: Gathering) -> None:
    try:
        cues = webvtt.from_string(text)
    except MalformedCaptionError:
        raise Unreadable(Reason.BAD_TIME) from None
    except (MalformedFileError, ValueError):
        raise Unreadable(Reason.DAMAGED if "-->" in text else Reason.NO_TIMES) from None
    if not cues.captions:
        raise Unreadable(Reason.BAD_TIME if "-->" in text else Reason.NO_TIMES)
    _moments(cues, into)


def _lines(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _moments(cues: webvtt.WebVTT, into: Gathering) -> None:
    last = ""
    for cue in cues.captions:
        starts, ends = cue.start_time.in_milliseconds(), cue.end_time.in_milliseconds()
        said = _said(cue.raw_text)
        if said and said != last and starts <= ends:
            into.section(Place.MOMENT, said, starts=starts, ends=ends)
            last = said


def _said(raw: str) -> str:
    """What is heard: `<v Anna>Hej` is "Anna: Hej"."""
    return html.unescape(TAG.sub("", SPEAKER.sub(lambda who: f"{who[1].strip()}: ", raw))).strip()
