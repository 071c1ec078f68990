"""Text out of everything (G2): by page, slide, sheet, heading or moment, with what the file says of itself."""

import pytest

from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.limits import Limits
from samlar.foundation.extraction.told import Outcome, Place, Reason, Section
from tests.foundation.extraction import making_files as made

SWEDISH = "Att lära av varandra är det som gör att vi kan ställa om, och det är en av frågorna för oss."
ENGLISH = "To learn from each other is what makes it possible for us to change, and that is one of the questions."
SPEAKS = {Kind.PDF, Kind.DOCX, Kind.PPTX, Kind.XLSX, Kind.ODT, Kind.ODP, Kind.ODS, Kind.HTML, Kind.TXT, Kind.VTT, Kind.SRT}


@pytest.mark.parametrize("text", [SWEDISH, ENGLISH])
@pytest.mark.parametrize("kind", sorted(SPEAKS))
def test_every_kind_that_holds_text_gives_it_with_its_language(read, kind, text):
    told = read(made.of_kind(kind, text), kind)
    assert (told.outcome, told.reason) == (Outcome.DONE, None)
    assert text in [section.text for section in told.sections]
    assert told.language == ("sv" if text == SWEDISH else "en")


@pytest.mark.parametrize("kind", sorted(set(Kind) - SPEAKS))
def test_a_kind_without_text_says_why_and_starts_no_process(read, kind):
    told = read(made.of_kind(kind, SWEDISH), kind)
    assert told.outcome == (Outcome.PROTECTED if kind == Kind.LOCKED else Outcome.NO_TEXT)
    assert told.reason.words.sv
    assert told.cost.memory_limit is None


def test_a_pdf_is_read_page_by_page_and_says_who_wrote_it(read):
    file = made.pdf(["Första sidan", "Andra sidan om utveck-\nling", ""], title="Lärande i regionen", author="Region Testland; Anna Ek")
    told = read(file, Kind.PDF)
    assert told.sections == (Section(Place.PAGE, "Första sidan", 1), Section(Place.PAGE, "Andra sidan om utveckling", 2))
    assert (told.pages, told.title, told.authors) == (3, "Lärande i regionen", ("Region Testland", "Anna Ek"))


def test_the_running_head_of_a_pdf_is_left_out_and_its_pages_keep_their_numbers(read):
    told = read(made.pdf([f"Slutrapport\n{word} är sidans text\n{number}" for number, word in enumerate("abcdef", 1)]), Kind.PDF)
    assert [(section.number, section.text) for section in told.sections] == [
        (number, f"{word} är sidans text") for number, word in enumerate("abcdef", 1)
    ]


def test_a_page_stands_under_the_files_own_bookmark(read):
    file = made.pdf(["Omslag", "Ett", "Mer", "Två"], bookmarks=[("Bakgrund", 1), ("Syfte", 1), ("Resultat", 3)])
    told = read(file, Kind.PDF)
    assert [(section.text, section.heading) for section in told.sections] == [
        ("Omslag", ""), ("Ett", "Bakgrund"), ("Mer", "Bakgrund"), ("Två", "Resultat"),
    ]  # fmt: skip


def test_bookmarks_that_lead_to_themselves_do_no_harm(read):
    file = made.pdf(["Ett", "Två"], bookmarks=[("A", 0), ("B", 1)])
    first = file.index(b"/First ")
    number = file[first + 7 :].split(b" ", 1)[0]
    looped = file.replace(b"/Next %d 0 R" % (int(number) + 1), b"/Next %s 0 R" % number)
    assert looped != file
    assert [section.text for section in read(looped, Kind.PDF).sections] == ["Ett", "Två"]


def test_word_is_read_by_its_headings_with_tables_row_by_row(read):
    file = made.word(
        [("", ["Inledning"]), ("Syfte", ["Varför", "Därför"]), ("Resultat", ["Mycket"])],
        title="Rapport", author="Anna Ek", table=[["Mål", "Utfall"], ["Tio", "Tolv"]],
    )  # fmt: skip
    told = read(file, Kind.DOCX)
    assert told.sections == (
        Section(Place.HEADING, "Inledning", 1),
        Section(Place.HEADING, "Varför\nDärför", 2, "Syfte"),
        Section(Place.HEADING, "Mycket\nMål | Utfall\nTio | Tolv", 3, "Resultat"),
    )
    assert (told.title, told.authors) == ("Rapport", ("Anna Ek",))


WORD_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def _word_of(body):
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document {WORD_SPACE}><w:body>{body}</w:body></w:document>'
    return made.changed(made.word([("Rubrik", ["x"])]), {"word/document.xml": xml.encode()})


def test_word_gives_what_is_seen_also_in_fields_boxes_and_accepted_changes_and_nothing_that_is_not(read):
    told = read(
        _word_of(
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>I ett fält</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            "<w:p><w:r><w:t>Före </w:t></w:r><w:ins><w:r><w:t>tillagt</w:t></w:r></w:ins><w:del><w:r><w:delText>struket</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>Ytter</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>I en ruta</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
            "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>I en ruta</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
            "<w:r><w:t>text</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>väst</w:t><w:softHyphen/><w:t>kust</w:t><w:tab/><w:t>slut</w:t></w:r></w:p>"
        ),
        Kind.DOCX,
    )
    assert [section.text for section in told.sections] == ["I ett fält\nFöre tillagt\nYttertext\nI en ruta\nvästkust slut"]


def test_a_style_built_on_a_heading_and_an_outline_level_make_headings(read):
    file = made.word([("Rubrik", ["x"])])
    told = read(
        made.changed(
            file,
            {
                "word/styles.xml": f'<w:styles {WORD_SPACE}><w:style w:styleId="R1"><w:name w:val="heading 1"/></w:style>'
                '<w:style w:styleId="Egen"><w:name w:val="Region"/><w:basedOn w:val="R1"/></w:style></w:styles>'.encode(),
                "word/document.xml": f'<w:document {WORD_SPACE}><w:body><w:p><w:pPr><w:pStyle w:val="Egen"/></w:pPr><w:r><w:t>Ett</w:t></w:r></w:p>'
                '<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Två</w:t></w:r></w:p>'
                "<w:p><w:r><w:t>b</w:t></w:r></w:p></w:body></w:document>".encode(),
            },
        ),
        Kind.DOCX,
    )
    assert [(section.heading, section.text) for section in told.sections] == [("Ett", "a"), ("Två", "b")]


def test_powerpoint_is_read_slide_by_slide_with_its_notes(read):
    told = read(
        made.slides([("Start", "Välkomna\ntill oss", ""), ("Mål", "Vi ska lära", "Säg detta långsamt")], title="Träff 1"), Kind.PPTX
    )
    assert told.sections == (
        Section(Place.SLIDE, "Välkomna\ntill oss", 1, "Start"),
        Section(Place.SLIDE, "Vi ska lära", 2, "Mål"),
        Section(Place.NOTES, "Säg detta långsamt", 2, "Mål"),
    )
    assert (told.pages, told.title) == (2, "Träff 1")


def test_excel_gives_the_words_of_each_sheet_that_is_shown(read):
    sheets = {"Deltagare": [["Organisation", "Antal"], ["Region Testland", 12], ["", 3.5]], "Underlag": [["hemligt"]], "Tomt": []}
    told = read(made.workbook(sheets, hidden=["Underlag"]), Kind.XLSX)
    assert told.sections == (
        Section(Place.SHEET, "Organisation | Antal\nRegion Testland", 1, "Deltagare"),
        Section(Place.SHEET, "", 3, "Tomt"),
    )
    assert told.pages == 3


def test_open_document_text_slides_and_sheets_are_read(read):
    told = read(made.open_text([("", ["Inledning"]), ("Syfte", ["Därför"])], title="Rapport", author="Anna Ek"), Kind.ODT)
    assert told.sections == (Section(Place.HEADING, "Inledning", 1), Section(Place.HEADING, "Därför", 2, "Syfte"))
    assert (told.title, told.authors) == ("Rapport", ("Anna Ek",))
    told = read(made.open_slides([("Start", "Välkomna", ""), ("Mål", "Lära", "Långsamt")]), Kind.ODP)
    assert told.sections == (
        Section(Place.SLIDE, "Välkomna", 1, "Start"), Section(Place.SLIDE, "Lära", 2, "Mål"), Section(Place.NOTES, "Långsamt", 2, "Mål"),
    )  # fmt: skip
    told = read(made.open_sheets({"Blad ett": [["Mål", 12], ["Utfall", 3]], "Två": []}), Kind.ODS)
    assert told.sections == (Section(Place.SHEET, "Mål\nUtfall", 1, "Blad ett"), Section(Place.SHEET, "", 2, "Två"))


def test_open_document_leaves_out_comments_and_what_is_struck_out_and_counts_no_repetitions(read):
    body = (
        f"<office:document-content {made.SPACES}><office:body><office:text><text:tracked-changes><text:p>struket</text:p></text:tracked-changes>"
        '<text:p>Hej<text:s text:c="99999999"/>på<text:tab/>dig<office:annotation><text:p>anmärkning</text:p></office:annotation> igen'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>En fotnot</text:p></text:note-body></text:note> slut</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    told = read(made.changed(made.open_text([]), {"content.xml": body.encode()}), Kind.ODT)
    assert [section.text for section in told.sections] == ["Hej på dig igen slut\nEn fotnot"]


def test_a_web_page_gives_what_a_reader_sees_of_it(read):
    page = """<!doctype html><html><head><title>Lärande</title><meta name=author content="Region Testland"><style>p{}</style></head><body>
      <nav><a href=/>Start</a></nav><h1>Om <em>lärande</em></h1><p>Första<br>stycket</p><script>alert("nej")</script><!-- nej -->
      <div hidden>dolt</div><div style="display: none"><p>dolt</p></div> efter <template>mall</template>
      <h2>Tabell</h2><table><tr><th>Mål<td>Utfall</tr><tr><td>Tio<td>Tolv</table><noscript>nej</noscript></body></html>"""
    told = read(page.encode("cp1252").replace(b"<head>", b"<head><meta charset=iso-8859-1>"), Kind.HTML)
    assert told.sections == (
        Section(Place.HEADING, "Första\nstycket\nefter", 1, "Om lärande"),
        Section(Place.HEADING, "Mål | Utfall\nTio | Tolv", 2, "Tabell"),
    )
    assert (told.title, told.authors) == ("Lärande", ("Region Testland",))


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "cp1252"])
def test_plain_text_is_read_in_what_it_was_written_in(read, coding):
    told = read("Hållbar\r\nomställning på ön".encode(coding), Kind.TXT)
    assert told.sections == (Section(Place.WHOLE, "Hållbar\nomställning på ön"),)


@pytest.mark.parametrize("make", [made.vtt, made.srt])
def test_subtitles_are_read_moment_by_moment(read, make):
    kind = Kind.VTT if make is made.vtt else Kind.SRT
    told = read(make([(0, 1500, "Välkomna"), (3_600_250, 3_602_000, "två\nrader, 3,5")]), kind)
    assert told.sections == (
        Section(Place.MOMENT, "Välkomna", starts=0, ends=1500),
        Section(Place.MOMENT, "två\nrader, 3,5", starts=3_600_250, ends=3_602_000),
    )


def test_speakers_are_kept_as_text_and_styles_and_notes_are_not(read):
    file = (
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE nej\n\n1\n00:01.000 --> 00:02.000 align:start\n<v Anna Ek><c.stor>Hej</c> <00:01.500>alla</v>\n\n"
        "00:02.000 --> 00:03.000\nA &amp; B, <i>kursivt</i>, 3 < 4\n\n00:03.000 --> 00:04.000\nA &amp; B, <i>kursivt</i>, 3 < 4\n"
    )
    told = read(file.encode(), Kind.VTT)
    assert [section.text for section in told.sections] == ["Anna Ek: Hej alla", "A & B, kursivt, 3 < 4"]


@pytest.mark.parametrize("file", ["WEBVTT\n\nHej och välkomna\n\nDet här har inga tider", "WEBVTT", "WEBVTT\n\n00:00 -> 00:02\nHej"])
def test_subtitles_without_times_are_refused_with_a_reason(read, file):
    told = read(file.encode(), Kind.VTT)
    assert (told.outcome, told.reason, told.sections) == (Outcome.BROKEN, Reason.NO_TIMES, ())
    assert "-->" in told.reason.words.sv


def test_a_time_that_is_none_is_refused_with_a_reason(read):
    for kind, file in ((Kind.VTT, "WEBVTT\n\n00:75.000 --> 00:80.000\nHej\n"), (Kind.SRT, "1\n00:75:00,000 --> 00:80:00,000\nHej\n")):
        assert read(file.encode(), kind).reason == Reason.BAD_TIME


def test_progress_is_told_page_by_page(read):
    seen = []
    read(made.pdf(["a", "b", "c"]), Kind.PDF, progress=lambda number, of: seen.append((number, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_reading_again_gives_the_same(read):
    file = made.slides([("Start", "Välkomna", "Långsamt")])
    assert read(file, Kind.PPTX) == read(file, Kind.PPTX)


def test_a_file_with_nothing_in_it_says_so(read):
    for kind, file in ((Kind.PDF, made.pdf([""])), (Kind.DOCX, made.word([])), (Kind.HTML, b"<html></html>"), (Kind.TXT, b" \n ")):
        told = read(file, kind)
        assert (told.outcome, told.reason) == (Outcome.NO_TEXT, Reason.BLANK)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_an_outcome_and_words_in_both_languages(reason):
    assert reason.outcome in Outcome
    assert reason.words.sv.endswith(".")
    assert reason.words.en.endswith(".")
    assert reason.words.sv != reason.words.en


@pytest.mark.parametrize("name", ["seconds", "memory", "pages", "signs"])
def test_a_limit_of_nothing_is_refused(name):
    with pytest.raises(ValueError, match=name):
        Limits(**{name: 0})
