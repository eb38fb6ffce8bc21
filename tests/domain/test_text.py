"""The canonical text, and where offsets into the raw one lie in it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text import canonicalise, is_canonical, text_sha256
from tests.strategies import raw_texts


def _naive(raw: str) -> str:
    joined = raw.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\ufffd" if c == "\0" or 0xD800 <= ord(c) < 0xE000 else c for c in joined)


@given(raw_texts())
def test_only_newlines_nuls_and_lone_surrogates_are_touched(raw: str) -> None:
    assert canonicalise(raw).text == _naive(raw)


@given(raw_texts())
def test_a_canonical_text_is_its_own_canonical_form(raw: str) -> None:
    text = canonicalise(raw).text
    again = canonicalise(text)
    assert is_canonical(text)
    assert (again.text, again.replaced, again.newlines, again.shifts) == (text, 0, 0, ())
    assert text.encode("utf-8").decode("utf-8") == text


@given(raw=raw_texts(min_size=1), data=st.data())
def test_a_raw_offset_lies_where_its_canonical_prefix_ends(raw: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(raw)))
    canonical = canonicalise(raw)
    prefix = raw[:at]
    inside_a_pair = prefix.endswith("\r") and raw[at : at + 1] == "\n"
    expected = len(_naive(prefix)) - inside_a_pair
    # Between CR and LF there is no place in the canonical text: it is before or behind the LF.
    assert canonical.offset(at) in ({expected, expected + 1} if inside_a_pair else {expected})


@given(raw_texts())
def test_what_was_replaced_is_counted(raw: str) -> None:
    canonical = canonicalise(raw)
    assert canonical.replaced == sum(c == "\0" or 0xD800 <= ord(c) < 0xE000 for c in raw)
    assert canonical.newlines == raw.count("\r")


@pytest.mark.parametrize(
    "kept", ["\ufeff", "\u0085", "\u2028", "\u2029", "\u00a0", "e\u0301", " \t"]
)
def test_nothing_else_is_normalised_or_trimmed(kept: str) -> None:
    assert canonicalise(f"{kept}a{kept}").text == f"{kept}a{kept}"


def test_the_hash_is_that_of_the_utf_8_bytes() -> None:
    assert text_sha256("é") == hashlib.sha256(b"\xc3\xa9").hexdigest()
    assert canonicalise("a\r\n").sha256 == text_sha256("a\n")
