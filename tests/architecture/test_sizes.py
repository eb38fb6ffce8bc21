"""Files, classes and functions stay small; quality is lost in the tail."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LARGEST_FILE = 400
LARGEST_CLASS = 250
LARGEST_FUNCTION = 40


def sources() -> Iterator[Path]:
    for folder in ("domain", "storage", "ui"):
        yield from sorted((ROOT / folder).rglob("*.py"))
    yield ROOT / "main.py"


def too_long(kinds: type | tuple[type, ...], limit: int) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {lines} lines"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, kinds) and (lines := node.end_lineno - node.lineno + 1) > limit
    ]


def test_the_sources_are_found():
    assert len(list(sources())) > 10


def test_no_file_is_too_long():
    sizes = {str(path.relative_to(ROOT)): len(path.read_bytes().splitlines()) for path in sources()}
    assert {name: size for name, size in sizes.items() if size > LARGEST_FILE} == {}


def test_no_class_is_too_long():
    assert too_long(ast.ClassDef, LARGEST_CLASS) == []


def test_no_function_is_too_long():
    assert too_long((ast.FunctionDef, ast.AsyncFunctionDef), LARGEST_FUNCTION) == []
