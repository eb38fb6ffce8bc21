"""Real documents of other programs are read whole, or refused with a reason."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from storage.documents.gathering import Gatherer, SourceOptions
from storage.documents.reading import ReadingOptions
from storage.documents.registry import read_bytes
from storage.documents.sources import Source
from storage.errors import FormatError
from tests.interop import needs_real_files, real_files

pytestmark = [pytest.mark.interop, needs_real_files()]

EVERYTHING = ReadingOptions(notes=True, headers=True, whole_page=True)
FILES = [path for path in real_files("docs") if path.parent.name != "csv"]
REFUSED = {
    "empty.eml": "not an e-mail",
    "empty.txt": "no text",
    "fake-text-all-whitespace.txt": "no text",
    "loremipsum-flat.pdf": "OCR",
    "password.pdf": "password",
}
ENCODINGS = {
    "big5__ude_1.txt": "big5",
    "cp1252__ude_1.txt": "cp1252",
    "cp1255__chromium.html": "cp1255",
    "euckr__ude_euc2.txt": "cp949",
    "gb2312__mozilla_bug171813.html": "gb18030",
    "iso2022jp__ude_1.txt": "iso2022_jp",
    "maccyrillic__ude_1.txt": "mac-cyrillic",
    "shift_jis__chromium.html": "cp932",
    "utf16be-bom.srt": "utf-16-be",
    "utf16be-nobom.txt": "utf-16-be",
    "utf16le-nobom.txt": "utf-16-le",
    "utf16le-plane1.html": "utf-16-le",
    "umlauts-non-utf8.md": "cp1252",
    "fake-text-utf-32.txt": "utf-32-le",
}


def named(suffix: str) -> list[Path]:
    return [path for path in FILES if path.suffix == f".{suffix}"]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_is_read_or_refused_with_its_reason(path: Path) -> None:
    if path.name in REFUSED:
        with pytest.raises(FormatError, match=rf"{REFUSED[path.name]}.*\.$"):
            read_bytes(path.read_bytes(), path.name)
    else:
        read = read_bytes(path.read_bytes(), path.name)
        assert read.document.text.strip()
        assert read.document.original is not None
        assert read.document.original.data == path.read_bytes()


@pytest.mark.parametrize("path", [p for p in FILES if p.name in ENCODINGS], ids=lambda p: p.name)
def test_the_encoding_is_found_out(path: Path) -> None:
    read = read_bytes(path.read_bytes(), path.name)
    assert (read.encoding, read.replaced) == (ENCODINGS[path.name], 0)


@pytest.mark.parametrize("path", named("docx"), ids=lambda path: path.name)
def test_every_word_that_python_docx_finds_is_read(path: Path) -> None:
    from docx import Document

    theirs = Document(str(path))
    held = "\n".join(paragraph.text for paragraph in theirs.paragraphs)
    cells = {id(cell._tc): cell.text for t in theirs.tables for row in t.rows for cell in row.cells}
    ours = words(read_bytes(path.read_bytes(), path.name, EVERYTHING).document.text)
    assert words(held) + words("\n".join(cells.values())) <= ours


@pytest.mark.parametrize(
    "path",
    # Those without a text, and one that draws letters twice, which are read once.
    [p for p in named("pdf") if p.name not in {*REFUSED, "fake-bold-sample.pdf"}],
    ids=lambda path: path.name,
)
def test_every_letter_that_pdfminer_finds_is_read(path: Path) -> None:
    from pdfminer.high_level import extract_text

    theirs = unicodedata.normalize("NFKC", extract_text(io.BytesIO(path.read_bytes())))
    ours = read_bytes(path.read_bytes(), path.name).document.text
    # Hyphens at line ends are undone, and turned pages are read upright.
    letters = re.compile(r"[^\W_]")
    assert Counter(letters.findall(theirs)) <= Counter(letters.findall(ours))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("fake-email-utf-16.eml", "Important points"),
        ("mime-multipart-digest.eml", "Second Message"),
        ("mime-different-plain-html.eml", "text/plain part"),
        ("fake-html-with-base64-image.html", "Test page"),
        ("fake-bold-sample.pdf", "TEXT SAMPL"),
        ("PDFBOX-3110-poems-beads.pdf", "Wer reitet so spät durch Nacht und Wind?\nEs ist"),
        ("eu-001.pdf", "Carbon dioxide (CO2)\t100 million\t-\t-"),
        ("docx-tables.docx", "Header Col 1\tHeader Col 2"),
        ("fake.odt", "Header row\tMon\tWed\tFri"),
    ],
)
def test_what_each_file_is_known_for_is_read(name: str, part: str) -> None:
    (path,) = (path for path in FILES if path.name == name)
    assert part in read_bytes(path.read_bytes(), path.name).document.text


def test_one_declaration_reads_alike_from_five_kinds_of_file() -> None:
    texts = {
        " ".join(read_bytes(path.read_bytes(), path.name).document.text.split())
        for path in FILES
        if path.stem == "eng_spa_mult"
    }
    assert len(texts) == 1


@pytest.mark.parametrize("path", real_files("docs", "csv"), ids=lambda path: path.name)
def test_a_table_of_something_else_is_refused_with_its_columns(path: Path) -> None:
    with Gatherer() as gatherer:
        for item in gatherer.items(Source(path, path.name), SourceOptions(as_table=True)):
            assert item.problem.startswith(path.name)
            assert "columns" in item.problem
