"""Files that mean harm, and files that are broken: a sentence, bounded memory, nothing else."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.documents import containers, process
from storage.documents.process import ReaderProcess
from storage.documents.reading import ReadingOptions
from storage.documents.registry import bytes_of, read_bytes
from storage.documents.sources import LeftOut, Source, find_sources
from storage.documents.tables import cell_text, open_table
from storage.errors import CancelledError, FormatError
from storage.formats.importing import import_files
from tests.storage.documents.samples import (
    NEWS_PAGE,
    bare_docx,
    docx,
    epub,
    odt,
    packed,
    pdf,
)

BOMB = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    + "]>"
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(("prologue", "entity"), [(BOMB, "&h;"), (OUTSIDE, "&x;")])
def test_entities_are_neither_expanded_nor_opened(prologue: str, entity: str) -> None:
    body = f"<w:p><w:r><w:t>a{entity}</w:t></w:r></w:p>"
    with pytest.raises(FormatError, match=r"entit.*It was not imported.*\.$"):
        read_bytes(bare_docx(body, prologue=prologue), "a.docx")


def test_entities_of_a_web_page_stay_what_they_are() -> None:
    text = read_bytes(f"{OUTSIDE}<html><body><p>a &x; b</p></body></html>".encode(), "a.html")
    assert "root:" not in text.document.text


def test_a_workbook_with_entities_is_refused() -> None:
    sheet = f"{BOMB}<sst><si><t>&h;</t></si></sst>"
    data = packed({"xl/workbook.xml": "<workbook/>", "xl/sharedStrings.xml": sheet})
    with pytest.raises(FormatError, match="entities"):
        open_table(data, "a.xlsx")


def test_a_part_that_would_unpack_without_end_is_not_unpacked() -> None:
    data = packed(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": b"\x00" * (20 << 20)}
    )
    with pytest.raises(FormatError, match=r"ZIP bomb.*\.$"):
        read_bytes(data, "a.epub")


def test_an_archive_that_would_unpack_to_too_much_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(containers, "LARGEST_WHOLE", 1000)
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": "x" * 600, "b.txt": "y" * 600}))
    (found,) = find_sources([tmp_path / "a.zip"])
    assert isinstance(found, LeftOut)
    assert "unpack to more than" in found.reason


def test_a_part_without_a_name_is_passed_over(tmp_path) -> None:
    data = packed({"a.txt": "x", "b.txt": "y"}).replace(b"a.txt", b"\x00.txt")
    (tmp_path / "a.zip").write_bytes(data)
    assert [found.label for found in find_sources([tmp_path / "a.zip"])] == ["a.zip › b.txt"]


def test_a_part_that_leads_out_of_the_archive_is_left_out_and_named(tmp_path) -> None:
    parts = {"../out.txt": "x", "/etc/out.txt": "x", "C:\\out.txt": "x", "in/a.txt": "x"}
    (tmp_path / "a.zip").write_bytes(packed(parts))
    *left_out, taken = find_sources([tmp_path / "a.zip"])
    assert all(isinstance(item, LeftOut) and "mean harm" in item.reason for item in left_out)
    assert len(left_out) == 3
    assert isinstance(taken, Source)


@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_a_document_with_a_damaged_part_is_refused(kind: str) -> None:
    data = {"docx": docx(), "odt": odt("<text:p>x</text:p>"), "epub": epub(["<p>x</p>"])}[kind]
    for end in (10, len(data) // 2, len(data) - 10):
        with pytest.raises(FormatError, match=r"\.$"):
            read_bytes(data[:end], f"a.{kind}")


def test_an_encrypted_part_is_told_as_such(tmp_path) -> None:
    data = bytearray(packed({"[Content_Types].xml": "", "word/document.xml": "<d/>"}, method=0))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + (6 if mark[2] == 3 else 8)] |= 1
    with pytest.raises(FormatError, match="password"):
        read_bytes(bytes(data), "a.docx")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.epub", "a.rtf"])
def test_a_text_under_a_wrong_name_is_read_as_what_it_is(name: str) -> None:
    read = read_bytes("Only señor text.\n".encode(), name)
    assert (read.document.text, read.kind) == ("Only señor text.\n", "Plain text")
    assert "named like" in read.remarks[-1]


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.rtf", "a.eml", "a.txt", "a.html"])
def test_bytes_that_are_nothing_are_refused(name: str) -> None:
    with pytest.raises(FormatError, match=rf"^{name} .*\.$"):
        read_bytes(bytes(range(32)) * 40, name)


def told(read: Callable[[], object]) -> str:
    """The sentence of a refusal, or a full stop if what was read is in order."""
    try:
        return "." if read() else "nothing was read"
    except FormatError as error:
        return str(error)


def is_sound(text: str) -> bool:
    return text.encode("utf-8").decode() == text


VALID = {
    "a.pdf": pdf([[(50, 700, "Some words on a page"), (50, 680, "and some more of them")]]),
    "a.docx": docx(),
    "a.odt": odt("<text:p>a</text:p>"),
    "a.epub": epub(["<p>x</p>"]),
    "a.rtf": rb"{\rtf1\ansi{\info{\title T}}Gr\'f6\'dfe \u8364? \b bold\b0\par}",
    "a.eml": b'From: a@b.c\nDate: x\nContent-Type: text/html; charset="utf-8"\n\n<p>x</p>',
    "a.html": NEWS_PAGE.encode(),
    "a.md": b"---\ntitle: x\n---\n# h\n",
}


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, bytes]:
    """A valid file with some of its bytes changed, taken out, doubled or cut off."""
    name = draw(st.sampled_from(sorted(VALID)))
    data = bytearray(VALID[name])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(1, 12))
        data[at : at + length] = draw(
            st.sampled_from((b"", bytes(data[at : at + length]) * 2, b"\x00\xff", b"<", b"(", b"9"))
        )
    return name, bytes(data)


@pytest.mark.parametrize(
    "module", ["plain_text.LARGEST", "tables.LARGEST"], ids=["a text", "a table"]
)
def test_what_is_far_too_large_is_refused_before_it_is_decoded(monkeypatch, module) -> None:
    monkeypatch.setattr(f"storage.documents.{module}", 1024)
    with pytest.raises(FormatError, match="split it first"):
        (read_bytes if "text" in module else open_table)(b"a,b\n" * 300, "a.csv")


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoilt())
def test_a_great_many_spoilt_files_are_read_or_refused(file: tuple[str, bytes]) -> None:
    name, data = file
    assert told(lambda: read_bytes(data, name).document.text.strip()).endswith(".")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoilt())
def test_a_spoilt_file_is_read_or_refused_and_nothing_else(file: tuple[str, bytes]) -> None:
    name, data = file
    assert told(lambda: read_bytes(data, name).document.text.strip()).endswith(".")


@settings(max_examples=150, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=200),
        st.text('a,;\t|"\n{}[]:1', max_size=80).map(str.encode),
        st.text(max_size=60).map(lambda text: f'{{"text": "{text}"}}\n'.encode("utf-8", "replace")),
    ),
    name=st.sampled_from(("a.csv", "a.tsv", "a.jsonl", "a.xlsx", "a.parquet")),
)
def test_whatever_is_named_a_table_is_read_or_refused(data: bytes, name: str) -> None:
    def cells() -> bool:
        rows = list(open_table(data, name).rows)
        sound = [row for _, row in rows if isinstance(row, dict)]
        texts = [cell_text(value) for row in sound for value in row.values()]
        return all(where.startswith(name) for where, _ in rows) and all(map(is_sound, texts))

    assert told(cells).endswith(".")


def test_json_that_is_nested_without_end_is_refused() -> None:
    deep = b'{"text": ' + b"[" * 100_000
    table = open_table(b'{"text": "a"}\n' + deep + b'\n{"text": "b"}\n', "a.jsonl")
    first, bad, last = (row for _, row in table.rows)
    assert (first, last) == ({"text": "a"}, {"text": "b"})
    assert "a.jsonl, line 2: this is not JSON" in str(bad)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(monkeypatch) -> None:
    slow = b"%PDF-1.4\n" + pdf([[(n % 500, n // 3, "word") for n in range(6000)]])
    monkeypatch.setattr(process, "_SLICE", 0.01)
    with ReaderProcess() as reader:
        reader.read(pdf([[(50, 700, "Some words here")]]), "a.pdf", ReadingOptions())
        reader._seconds = 0.05
        with pytest.raises(FormatError, match=r"longer than .* seconds"):
            reader.read(slow, "slow.pdf", ReadingOptions())
        reader._seconds = 60
        assert reader.read(b"plain", "b.txt", ReadingOptions()).document.text == "plain"


def test_a_reading_that_is_stopped_ends_at_once() -> None:
    slow = pdf([[(n % 500, n // 3, "word") for n in range(6000)]])
    with ReaderProcess(keep_going=lambda: False) as reader, pytest.raises(CancelledError):
        reader.read(slow, "slow.pdf", ReadingOptions())


def test_the_reading_process_gives_the_same_as_reading_here() -> None:
    with ReaderProcess() as reader:
        there = reader.read(VALID["a.docx"], "a.docx", ReadingOptions())
        assert there == read_bytes(VALID["a.docx"], "a.docx")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (found,) = find_sources([tmp_path / "a.txt"])
    assert isinstance(found, LeftOut)
    assert "a pipe or a device" in found.reason
    with pytest.raises(FormatError, match="a pipe or a device"):
        bytes_of(tmp_path / "a.txt")


def test_links_in_an_archive_are_passed_over_and_named(tmp_path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    (found,) = find_sources([tmp_path / "a.zip"])
    assert isinstance(found, LeftOut)
    assert "is a link" in found.reason


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"two\nlines.txt"])
def test_files_of_any_name_are_taken_in(tmp_path, name: bytes, project) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text("Some text.")
    import_files(project, [path], annotator="Ann")
    titles = [document.title for document in project.documents.every()]
    assert {"caf\ufffd", "two lines"} & set(titles)


def test_files_of_kinds_that_are_not_read_are_named_with_what_to_do(tmp_path) -> None:
    for name in ("a.doc", "b.xls", "c.png", "d.xyz"):
        (tmp_path / name).write_bytes(b"x")
    reasons = [found.reason for found in find_sources([tmp_path]) if isinstance(found, LeftOut)]
    wanted = (".docx", ".xlsx", "OCR", "no kind")
    assert all(said in reason for said, reason in zip(wanted, reasons, strict=True))


def test_a_header_without_end_is_read_within_bounds() -> None:
    subject = b"=?utf-8?q?a?= " * 50_000
    assert read_bytes(b"From: a@b.c\nSubject: " + subject + b"\n\nText.", "a.eml").document.title


def test_a_title_without_end_is_cut() -> None:
    page = f"<html><head><title>{'long ' * 100_000}</title></head><body><p>Text.</p></body></html>"
    assert len(read_bytes(page.encode(), "a.html").document.title) == 501
