"""Rules of recordings: whose a link is, chapters typed as lines, subtitles read out of whatever is sent, and when captions are due (G3)."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.library.rules import recordings as rules
from samlar.library.rules import services, subtitles
from samlar.library.rules.recordings import Captions, ChapterLine, Owed, RecordingRefused
from samlar.library.rules.services import Place
from samlar.library.rules.subtitles import Cue, SubtitlesRefused

PUBLISHED = date(2026, 11, 6)


# — whose a link is —


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", Place("youtube", "dQw4w9WgXcQ")),
        ("https://www.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=90s", Place("youtube", "dQw4w9WgXcQ")),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", Place("youtube", "dQw4w9WgXcQ")),
        ("https://m.youtube.com/live/dQw4w9WgXcQ", Place("youtube", "dQw4w9WgXcQ")),
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", Place("youtube", "dQw4w9WgXcQ")),
        ("https://vimeo.com/123456789", Place("vimeo", "123456789")),
        ("https://vimeo.com/123456789/0a1b2c3d4e", Place("vimeo", "123456789", "0a1b2c3d4e")),
        ("https://player.vimeo.com/video/123456789?h=0a1b2c3d4e", Place("vimeo", "123456789", "0a1b2c3d4e")),
        (
            "https://cdnapisec.kaltura.com/p/123/sp/12300/embedIframeJs/uiconf_id/456/partner_id/123?iframeembed=true&entry_id=0_abcd1234",
            Place("kaltura", "0_abcd1234", "123/456"),
        ),
    ],
)
def test_a_known_services_link_is_read(link, place):
    assert services.placed(link) == place


@pytest.mark.parametrize(
    "link",
    [
        "",
        "https://youtube.com.evil.test/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com@evil.test/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
        "javascript:alert(1)//youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ%22onload",
        "https://www.youtube.com/watch?v=kort",
        "https://www.youtube.com/@kanal",
        "https://www.youtube.com/embed/videoseries?list=PL1",
        "https://vimeo.com/kanal",
        "https://vimeo.com/١٢٣٤٥٦",
        "https://vimeo.com/123456/../../x",
        "https://cdnapisec.kaltura.com/p/123/embed?entry_id=0_abcd1234",
        "https://play.exempel.test/film/12",
        "https://[::1",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ\n",
        "https://youtu.be/dQw4w9WgXcQ" + "x" * 600,
    ],
)
def test_what_is_not_exactly_a_known_services_link_is_only_a_link(link):
    assert services.placed(link) is None


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0&cc_load_policy=1&start=90"),
        ("https://vimeo.com/123456789/0a1b2c3d4e", "https://player.vimeo.com/video/123456789?dnt=1&h=0a1b2c3d4e#t=90s"),
    ],
)
def test_what_is_shown_in_a_frame_says_as_little_as_the_service_allows_and_begins_at_the_moment(link, address):
    place = services.placed(link)
    assert place is not None
    assert services.embed(place, 90_500) == address


def test_a_link_leads_to_the_moment_where_its_service_knows_how():
    assert services.at_moment("https://youtu.be/dQw4w9WgXcQ", 90_000) == "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s"
    assert services.at_moment("https://play.exempel.test/film/12", 90_000) == "https://play.exempel.test/film/12"


@given(st.one_of(st.text(), st.sampled_from(["https://youtu.be/", "https://vimeo.com/", "https://www.youtube.com/watch?v="]).flatmap(lambda head: st.text().map(head.__add__))))  # fmt: skip
def test_whatever_is_typed_nothing_but_a_services_own_address_comes_into_a_frame(typed):
    place = services.placed(typed)
    if place is not None:
        address = services.embed(place, 1000)
        assert (urlsplit(address).scheme, urlsplit(address).netloc) == ("https", place.of.host)
        assert re.fullmatch(r"[\w:/.?=&#\[\]-]+", address, re.ASCII)


# — chapters —


def test_chapters_are_read_from_lines_in_the_order_of_time():
    assert rules.chapters("12:30 Frågor\n0:00 – Välkommen\n\n1:02:03: Avslut\n(5.07) Läget") == (
        ChapterLine(0, "Välkommen"),
        ChapterLine(307_000, "Läget"),
        ChapterLine(750_000, "Frågor"),
        ChapterLine(3_723_000, "Avslut"),
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0:00 Start\nFrågor", "Rad 2 börjar inte med en tid."),
        ("12:30", "Rad 1 saknar rubrik efter tiden."),
        ("1:75 Fel", "Rad 1 börjar inte med en tid."),
        ("0:00 Ett\n0:00 Två", "Rad 2: två kapitel börjar 0:00."),
        ("10:00 Efter slutet", "Rad 1: inspelningen är slut då."),
        ("0:01 " + "x" * 161, "Rad 1: rubriken har 161 tecken. Högst 160 får plats."),
        ("\n".join(f"{at // 60}:{at % 60:02} Kapitel" for at in range(201)), "Högst 200 kapitel får plats."),
    ],
)
def test_a_line_that_is_no_chapter_is_named(typed, said):
    with pytest.raises(RecordingRefused) as refused:
        rules.chapters(typed, 600)
    assert (refused.value.sentence.sv, refused.value.field) == (said, "chapters")


@given(st.text())
def test_any_chapters_are_read_or_refused_and_read_again_as_the_same(typed):
    try:
        found = rules.chapters(typed)
    except RecordingRefused:
        return
    assert rules.chapters(rules.chapters_text(found)) == found


@given(st.dictionaries(st.integers(0, 86_000), st.text("abcåäö 0123456789:-()", max_size=100), max_size=30))
def test_what_is_typed_as_a_chapter_stands_at_its_moment(titles):
    text = "\n".join(f"{rules.said_moment(at * 1000)} Om {title}" for at, title in titles.items())
    assert [one.at for one in rules.chapters(text)] == sorted(at * 1000 for at in titles)


@pytest.mark.parametrize(("typed", "seconds"), [("1:02:03", 3723), ("62:03", 3723), (" 0:07 ", 7), ("", None), ("24:00:00", 86_400)])
def test_a_length_is_read(typed, seconds):
    assert rules.taken_length(typed) == seconds


@pytest.mark.parametrize("typed", ["en timme", "0:00", "24:00:01", "1:60", "-1:00", "99:99:99", "1:2:3"])
def test_a_length_that_cannot_be_is_refused(typed):
    with pytest.raises(RecordingRefused) as refused:
        rules.taken_length(typed)
    assert refused.value.field == "length"


# — captions —


@pytest.mark.parametrize(
    ("captions", "after", "state", "letter"),
    [
        (Captions.NONE, 0, Owed.SOON, ""),
        (Captions.NONE, 10, Owed.SOON, "soon"),
        (Captions.ORDERED, 14, Owed.SOON, "soon"),
        (Captions.AUTOMATIC, 15, Owed.OVERDUE, "over"),
        (Captions.DONE, 40, Owed.NOTHING, ""),
    ],
)
def test_captions_are_due_fourteen_days_after_publishing(captions, after, state, letter):
    due, today = rules.due_on(PUBLISHED), PUBLISHED + timedelta(days=after)
    assert (rules.owed(captions, due, today), rules.reminder(captions, due, today)) == (state, letter)


@pytest.mark.parametrize("captions", list(Captions))
@pytest.mark.parametrize(("due", "today"), [(None, PUBLISHED), (PUBLISHED, PUBLISHED), (PUBLISHED, PUBLISHED + timedelta(days=1))])
def test_how_captions_stand_is_said_in_both_languages(captions, due, today):
    said = rules.standing(captions, due, today)
    assert said.sv.endswith(".")
    assert said.en.endswith(".")
    assert said.sv != said.en


def test_a_translation_is_not_captions_and_a_machines_are_not_done():
    assert rules.captions_of(None, Captions.NONE) == Captions.NONE
    assert rules.captions_of(True, Captions.NONE) == Captions.AUTOMATIC
    assert rules.captions_of(False, Captions.AUTOMATIC) == Captions.DONE
    assert rules.captions_of(None, Captions.DONE) == Captions.DONE  # burnt into the film
    assert rules.captions_of(None, Captions.DONE, lost=True) == Captions.NONE
    assert rules.captions_of(None, Captions.ORDERED, lost=True) == Captions.ORDERED
    with pytest.raises(RecordingRefused):
        rules.taken_state("done", has_automatic=True, has_read=False)


# — subtitles —

VTT = """\ufeffWEBVTT - Titel

STYLE
::cue { background: url(https://evil.test/) }

NOTE 00:00:00.000 --> 00:00:01.000
Inte sagt

REGION
id:fred

1
00:00:12.000 --> 00:00:15.500 align:start position:10%
<v Stina Påhittad>Hej och <b>välkomna</b> &amp; tack
<script>alert(1)</script>

00:20.000 --> 00:00:22.000
Då b\u00adörjar vi --&gt;\u202e
"""
SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}<i>Hej</i>\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nDå.\r\n"


def test_only_times_and_words_are_read_from_webvtt():
    assert subtitles.read(VTT.encode()) == (
        Cue(12_000, 15_500, "Stina Påhittad: Hej och välkomna & tack\nalert(1)"),
        Cue(20_000, 22_000, "Då börjar vi →"),
    )


def test_subrip_is_read_also_where_its_blocks_are_not_parted():
    assert subtitles.read(SRT.encode()) == (Cue(1000, 2500, "Hej"), Cue(3000, 4000, "Då."))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_however_they_were_written(encoding):
    assert subtitles.read("WEBVTT\n\n00:01.000 --> 00:02.000\nPåhittad ö".encode(encoding))[0].text == "Påhittad ö"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Filen har inga tider"),
        (b"WEBVTT\n\nHej\n\nDu\n", "Filen har inga tider"),
        (b"WEBVTT\n\n00:01.000 --> \nHej", "Rad 3: tiden går inte att läsa."),
        (b"WEBVTT\n\nabc --> 00:02.000\nHej", "Rad 3: tiden går inte att läsa."),
        (b"WEBVTT\n\n00:03.000 --> 00:02.000\nHej", "Rad 3: texten slutar innan den börjar."),
        (b"WEBVTT\n\n25:00:00.000 --> 25:00:02.000\nHej", "Rad 3: tiden är längre än ett dygn."),
        (b"%PDF-1.7\x00\x01", "Filen är inte en textfil."),
        (b"x" * (subtitles.MOST_BYTES + 1), "Filen är för stor"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"x" * 2001, "Texten efter rad 3 är längre"),
        (b"WEBVTT\n" + b"\n00:01.000 --> 00:02.000\nHej\n" * 20_001, "Filen har fler än"),
    ],
)
def test_what_is_no_subtitles_is_refused_with_a_reason(data, said):
    with pytest.raises(SubtitlesRefused) as refused:
        subtitles.read(data)
    assert refused.value.sentence.sv.startswith(said)
    assert refused.value.field == "file"


TIMES = st.integers(0, 360_000).map(lambda at: f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}.000")
LINES = st.one_of(
    st.text(max_size=40), st.tuples(TIMES, TIMES).map(" --> ".join), st.sampled_from(["", "WEBVTT", "NOTE", "STYLE", "7", "<v A>x", "<b", "&lt;script&gt;"])
)  # fmt: skip


@given(st.one_of(st.binary(max_size=400), st.lists(LINES, max_size=25).map(lambda lines: "\n".join(lines).encode())))
def test_any_file_is_refused_or_written_anew_as_only_times_and_words(data):
    try:
        cues = subtitles.read(data)
    except SubtitlesRefused:
        return
    anew = subtitles.written(cues)
    assert subtitles.read(anew.encode()) == cues
    head, *_ = anew.split("\n\n")
    assert head == "WEBVTT"
    assert len([line for line in anew.split("\n") if "-->" in line]) == len(cues)
    assert "<" not in anew
    assert all(cue.end > cue.begin for cue in cues)


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 50), st.sampled_from(["Ja.", "Vi går", "vidare nu"])), max_size=40),
    st.lists(st.integers(0, 5000), max_size=10),
)
def test_a_transcript_loses_no_word_and_begins_anew_at_a_chapter(parts, breaks):
    timed = sorted(parts, key=lambda part: part[0])
    cues = tuple(Cue(at * 1000, (at + length) * 1000, f"{number} {text}") for number, (at, length, text) in enumerate(timed))
    found = subtitles.paragraphs(cues, [at * 1000 for at in breaks])
    assert " ".join(one.text for one in found) == " ".join(cue.text for cue in cues)
    begins = [one.begin for one in found]
    assert begins == sorted(begins)
    firsts = {next((cue.begin for cue in cues if cue.begin >= at * 1000), None) for at in breaks}
    assert firsts - {None} <= set(begins)


@pytest.mark.parametrize("opens", ["<", "<v.", "<v ", "{\\\\", "<v" + " " * 999])
def test_a_line_of_nothing_but_openings_is_read_through_once(opens):
    """A megabyte of them: were each looked for an end of its own, reading would take hours."""
    with pytest.raises(SubtitlesRefused):
        subtitles.read(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + (opens * (1_000_000 // len(opens))).encode())


def test_rolling_subtitles_are_said_once():
    cues = (
        Cue(0, 2000, "Hej och välkomna"),
        Cue(2000, 4000, "Hej och välkomna\ntill labbet."),
        Cue(4000, 6000, "till labbet.\nVi börjar."),
    )
    assert [one.text for one in subtitles.paragraphs(cues)] == ["Hej och välkomna till labbet. Vi börjar."]
