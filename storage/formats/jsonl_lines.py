"""One line of JSON Lines: bytes to value and back."""

from __future__ import annotations

import json
from typing import Any

import orjson

from domain.text import canonicalise

# Programs that split lines the Unicode way would break a line in two at these.
_BREAKS = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))


def encode_line(value: Any) -> bytes:
    """Return `value` as one line of UTF-8 that ends at its LF and has no other line break."""
    try:
        line = orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # a number beyond 64 bits
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    if not line.isascii():
        for character, escaped in _BREAKS:
            if character in line:
                line = line.replace(character, escaped)
    return line


def decode_line(line: bytes) -> Any:
    """Return the value of a line; raise ValueError saying what is wrong with it.

    Lone surrogates pass in the member `text` (its offsets still count them) and are U+FFFD else.
    """
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        # orjson is strict; the slower parser takes lone surrogates and long numbers too.
        return _cleaned(json.loads(line.decode("utf-8"), parse_constant=_refuse_constant))


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")


def _cleaned(value: Any) -> Any:
    if not isinstance(value, dict):
        return _without_surrogates(value)
    return {k: v if k == "text" else _without_surrogates(v) for k, v in value.items()}


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return canonicalise(value).text
    if isinstance(value, list):
        return [_without_surrogates(inner) for inner in value]
    if isinstance(value, dict):
        return {k: _without_surrogates(v) for k, v in value.items()}
    return value
