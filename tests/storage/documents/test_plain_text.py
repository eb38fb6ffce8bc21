"""Plain texts of every encoding become the same canonical text; what is no text is refused."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import assume, given

from domain.text import canonicalise
from storage.documents.plain_text import read_plain_text, title_of
from storage.documents.registry import read_document
from storage.errors import FormatError
from tests.strategies import raw_texts

SPANISH = "El presidente señaló que la situación económica mejoró. ¿Qué pasará mañana?\nNada."
RUSSIAN = "Президент заявил, что экономическая ситуация улучшилась.\nЧто будет завтра?"
POLISH = "Zażółć gęślą jaźń. Prezydent ogłosił, że sytuacja gospodarcza się poprawiła."
CHINESE = "中國政府星期二表示經濟形勢有所改善，明年將繼續增長。"
KOREAN = "한국 정부는 화요일에 경제 상황이 개선되었다고 밝혔다."
JAPANESE = "日本の首相は新しい政策を発表した。経済の状況は改善している。"


@pytest.mark.parametrize("text", [SPANISH, RUSSIAN, JAPANESE], ids=["es", "ru", "ja"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"],
)
def test_unicode_is_told_apart_with_and_without_a_byte_order_mark(text: str, encoding: str) -> None:
    assert read_plain_text(text.encode(encoding), "a.txt").document.text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(SPANISH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (POLISH, "cp1250")],
)
def test_eight_bit_encodings_are_told_apart_and_reported(text: str, encoding: str) -> None:
    read = read_plain_text(text.encode(encoding), "a.txt")
    assert (read.document.text, read.encoding) == (text, encoding)
    assert encoding in read.notes[0]


@pytest.mark.parametrize("text", [SPANISH, RUSSIAN, JAPANESE], ids=["es", "ru", "ja"])
def test_utf_8_that_is_cut_within_a_letter_is_still_utf_8(text: str) -> None:
    letters = text * 3
    read = read_plain_text(f"{letters}ñ".encode()[:-1], "a.txt")
    assert (read.document.text, read.encoding) == (f"{letters}\ufffd", "utf-8")
    assert read.replaced == 1


def test_a_few_letters_show_utf_8_that_is_cut() -> None:
    data = "He said “no” – and left the café".encode()[:-1]
    assert read_plain_text(data, "a.txt").document.text == "He said “no” – and left the caf\ufffd"


@pytest.mark.parametrize("encoding", ["cp932", "gb18030", "big5", "cp949"])
def test_an_encoding_of_pairs_that_is_cut_within_a_letter_is_still_known(encoding: str) -> None:
    text = {"cp932": JAPANESE, "cp949": KOREAN}.get(encoding, CHINESE) * 9
    data = text.encode(encoding)[:-1]
    read = read_plain_text(data, "a.txt")
    assert read.document.text.rstrip("\ufffd") == text[:-1]
    assert read.replaced <= 1


def test_a_long_beginning_in_ascii_does_not_hide_the_encoding() -> None:
    text = "Plain words.\n" * 20_000 + RUSSIAN * 5
    assert read_plain_text(text.encode("cp1251"), "a.txt").document.text == text


def test_an_encoding_may_be_forced() -> None:
    data = SPANISH.encode("mac-roman")
    assert read_plain_text(data, "a.txt", encoding="mac-roman").document.text == SPANISH


@pytest.mark.parametrize("encoding", ["no-such", "utf-8"])
def test_a_forced_encoding_that_does_not_fit_is_refused(encoding: str) -> None:
    with pytest.raises(FormatError, match="not imported"):
        read_plain_text(b"caf\xe9", "a.txt", encoding=encoding)


@pytest.mark.parametrize(
    "data",
    [
        *(b"%PDF-1.7\n1 0 obj", b"PK\x03\x04word/document.xml", b"\x89PNG\r\n\x1a\n"),
        *(bytes(range(256)) * 4, b"\x00" * 64, b"MZ\x90\x00\x03\x00\x00\x00" * 30),
    ],
)
def test_a_binary_file_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"not imported; save .*\.$"):
        read_plain_text(data, "report.txt")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\n"])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match="holds no text"):
        read_plain_text(data, "empty.txt")


def test_the_original_bytes_and_their_reader_are_kept() -> None:
    data = b"\xef\xbb\xbfone\r\ntwo"
    original = read_plain_text(data, "folder/a.txt").document.original
    assert original is not None
    assert (original.data, original.file_name, original.encoding) == (data, "a.txt", "utf-8")
    assert (original.reader, original.media_type) == ("plain text", "text/plain")


def test_newlines_and_replaced_characters_are_counted_and_told() -> None:
    read = read_plain_text(b"a\x00b\r\nc\rd\n\xef\xbf\xbd", "a.txt")
    assert read.document.text == "a\ufffdb\nc\nd\n\ufffd"
    assert (read.newlines, read.replaced) == (2, 1)
    assert "held a character" in read.notes[0]


def test_a_lone_surrogate_in_utf_16_is_replaced_and_counted() -> None:
    read = read_plain_text(b"\xff\xfea\x00\x00\xd8b\x00", "a.txt")
    assert (read.document.text, read.replaced) == ("a\ufffdb", 1)


@given(raw=raw_texts())
def test_utf_8_with_a_mark_reads_as_the_canonical_text_whatever_it_holds(raw: str) -> None:
    text = raw.encode("utf-8", "replace").decode()
    wanted = canonicalise(text).text
    assume(wanted.strip() and len(re.findall("[\x00-\x08\x0e-\x1a\x1c-\x1f]", text)) < 8)
    assert read_plain_text(b"\xef\xbb\xbf" + text.encode(), "a.txt").document.text == wanted


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A headline\n\nThe body.", "A headline"),
        ("\ufeff\nWho pays?\nThe body.", "Who pays?"),
        ("Only one line", "story"),
        ("A first sentence.\nAnother.", "story"),
        ("x" * 101 + "\nbody", "story"),
    ],
)
def test_a_headline_is_the_title_and_else_the_name_of_the_file(text: str, title: str) -> None:
    assert title_of(text, "folder/story.txt") == title


def test_a_missing_file_is_a_sentence(tmp_path) -> None:
    with pytest.raises(FormatError, match=r"could not be read.*Nothing was imported\.$"):
        read_document(tmp_path / "no.txt")


def test_utf_8_needs_no_guessing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chardet", None)
    assert read_plain_text(SPANISH.encode(), "a.txt").document.text == SPANISH
