"""The names behind the numbers of a dataset's classes, by column (`ner_tags`, `spans.label`).

They stand in the metadata of a Parquet file, in `dataset_info(s).json`, or in the YAML above the
dataset card: in the folder of the data or above it.
Source: https://huggingface.co/docs/datasets/about_dataset_features.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from storage.formats.outputs import CARD

Names = Mapping[str, tuple[str, ...]]
ABOUT = ("dataset_info.json", "dataset_infos.json")
ANY = "*"
"""The column of names that a person gave: they are those of any column."""
_LARGEST = 16 * 1024 * 1024
_DEEPEST = 8
_COLUMN = re.compile(r"^(\s*)- name: *(.+?)\s*$")
_NAME = re.compile(r"^\s*(?:['\"]?\d+['\"]?\s*:|-(?=\s))\s*(.+?)\s*$")


def given(labels: tuple[str, ...]) -> Names:
    """Return the names that a person gave for whatever is numbered."""
    return {ANY: labels} if labels else {}


def names_of(names: Names, column: str) -> tuple[str, ...]:
    """Return the names of a column's classes, none if they are not known."""
    return names.get(ANY) or names.get(column, ())


def names_in_features(features: Any) -> Names:
    """Return the names in features as `datasets` writes them in JSON."""
    found = dict(_of_features("", features, 0))
    return {column.strip("."): names for column, names in found.items()}


def _of_features(column: str, feature: Any, depth: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(feature, list):
        feature = feature[0] if feature else None
    if not isinstance(feature, dict) or depth > _DEEPEST:
        return
    names = feature.get("names")
    if isinstance(names, list) and feature.get("_type", "ClassLabel") == "ClassLabel":
        yield column, tuple(map(str, names))
    elif "feature" in feature and "_type" in feature:
        yield from _of_features(column, feature["feature"], depth + 1)
    elif "_type" not in feature:
        for name, inner in feature.items():
            yield from _of_features(f"{column}.{name}", inner, depth + 1)


def names_beside(path: Path) -> Names:
    """Return the names that stand in the files about a dataset, beside a file of it or above."""
    for folder in (path.parent, path.parent.parent):
        for about in ABOUT:
            if names := _in_info(folder / about):
                return names
        if names := dict(_in_card(_text(folder / CARD).splitlines())):
            return names
    return {}


def _in_info(path: Path) -> Names:
    try:
        held = json.loads(_text(path) or "{}")
    except (ValueError, RecursionError):
        return {}
    configs = [held, *held.values()] if isinstance(held, dict) else []
    found = (names_in_features(c.get("features")) for c in configs if isinstance(c, dict))
    return next(filter(None, found), {})


def _text(path: Path) -> str:
    """Return what a file about the dataset says, nothing if there is none that can be read."""
    try:
        return path.read_text("utf-8") if path.stat().st_size <= _LARGEST else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _in_card(lines: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the columns with their names from the YAML of a card, the first of each."""
    above: list[tuple[int, str]] = []
    seen: set[str] = set()
    reading = iter(lines)
    for line in reading:
        if (match := _COLUMN.match(line)) is not None:
            indent = len(match[1])
            above = [(at, name) for at, name in above if at < indent]
            above.append((indent, _unquoted(match[2])))
        elif line.strip() == "names:":
            column = ".".join(name for _, name in above)
            names, line = _listed(reading)
            if column not in seen:
                yield column, names
            seen.add(column)
            if (match := _COLUMN.match(line)) is not None:
                above = [(at, name) for at, name in above if at < len(match[1])]
                above.append((len(match[1]), _unquoted(match[2])))


def _listed(lines: Iterator[str]) -> tuple[tuple[str, ...], str]:
    """Return the names in the next lines, and the first line that is none."""
    names: list[str] = []
    for line in lines:
        match = None if _COLUMN.match(line) else _NAME.match(line)
        if match is None:
            return tuple(names), line
        names.append(_unquoted(match[1]))
    return tuple(names), ""


def _unquoted(text: str) -> str:
    if text.startswith('"'):
        try:
            return str(json.loads(text))
        except ValueError:
            return text
    return text[1:-1].replace("''", "'") if text.startswith("'") else text
