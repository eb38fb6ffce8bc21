"""Columns of CoNLL files as corpora have them: where the token is, and which columns are tags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storage.formats.codec import ReadOptions
from storage.formats.conll import read
from storage.formats.conll_columns import chunks_of, layout_of
from storage.formats.corpus import Problem
from storage.formats.registry import format_of


def document(tmp_path: Path, lines: str) -> Any:
    (tmp_path / "in.conll").write_text(lines, "utf-8")
    (found,) = read(tmp_path / "in.conll", ReadOptions())
    return found


def spans(found: Any) -> list[tuple[str, str]]:
    return sorted((span.label, span.words(found.text)) for span in found.spans)


GERMEVAL = "#\thttp://x [2009]\n1\tder\tO\tO\n2\tFC\tB-ORG\tO\n3\tKöln\tI-ORG\tB-LOC\n"
UNER = "# text = Bo ran\n1\tBo\tB-PER\t-\tann1\n2\tran\tO\t-\tann1\n"
SHAPES = [
    (GERMEVAL, "der FC Köln", [("LOC", "Köln"), ("ORG", "FC Köln")]),
    (UNER, "Bo ran", [("PER", "Bo")]),
    ("0\tRome\tB-LOC\n1\tis\tO\n\n0\tBo\tO\n", "Rome is\nBo", [("LOC", "Rome")]),
    ("O\twhat\nB-ACTOR\tbrad\nI-ACTOR\tpitt\n", "what brad pitt", [("ACTOR", "brad pitt")]),
    ("Bo NNP B-NP B-PER\nran VBD B-VP O\n", "Bo ran", [("PER", "Bo")]),
    ("# id 7\tdomain=en\nthe _ _ O\nboeing _ _ B-PROD\n", "the boeing", [("PROD", "boeing")]),
    ("FC B-ORG|O\nKöln I-ORG|B-LOC\n", "FC Köln", [("LOC", "Köln"), ("ORG", "FC Köln")]),
    ("Bo b-per\nran o\n", "Bo ran", [("per", "Bo")]),
    ("Bo B_PER\nran O\n", "Bo ran", [("PER", "Bo")]),
    ("New York\tB-LOC\nis\tO\t\n", "New York is", [("LOC", "New York")]),
    ("Bo PERSON\nJr PERSON\nran O\nto O\n", "Bo Jr ran to", [("PERSON", "Bo Jr")]),
    ("\tO\nBo\tB-PER\n", "Bo", [("PER", "Bo")]),
    ("Bo B-|x\nran O\n", "Bo ran", [("|x", "Bo")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "text", "wanted"), SHAPES)
def test_tokens_and_tags_are_found_in_every_layout(
    tmp_path: Path, lines: str, text: str, wanted: list[tuple[str, str]]
) -> None:
    found = document(tmp_path, lines)
    assert (found.text, spans(found)) == (text, wanted)


def test_a_column_without_a_label_in_the_sample_is_read_all_the_same() -> None:
    lines = ["1\tBo\tB-PER\tO", "2\tran\tO\tO"] * 3
    assert layout_of(lines).tags == (2, 3)


def test_more_tags_in_some_cells_than_in_others_are_told_apart_by_their_labels() -> None:
    assert chunks_of([["B-A", "B-B|I-A", "I-B"]]) == [(0, 1, "A"), (1, 2, "B")]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (GERMEVAL, "several columns (3, 4)"),
        ("Bo NNP B-PER\nran VBD O\n", "Other columns"),
        ("Bo PER\nran O\n", "no B- and I-"),
    ],
)
def test_what_is_not_plain_is_said(tmp_path: Path, lines: str, what: str) -> None:
    assert any(what in remark for remark in document(tmp_path, lines).remarks)


def test_a_bracketed_file_is_refused_by_its_name(tmp_path: Path) -> None:
    found = document(tmp_path, "#begin document (bc/cctv); part 000\nbc 0 0 Hong NNP (GPE*\n")
    assert isinstance(found, Problem)
    assert "CoNLL-2012" in found.what


def test_new_documents_begin_where_a_comment_says_so(tmp_path: Path) -> None:
    (tmp_path / "in.conll").write_text("# newdoc id = a\nA O\n\n# newdoc id = b\nB B-X\n")
    assert [d.text for d in read(tmp_path / "in.conll", ReadOptions())] == ["A", "B"]


@pytest.mark.parametrize("name", ["a.iob2", "eng.testb", "NER-de.tsv", "a.bio"])
def test_files_of_the_kind_are_known_whatever_they_are_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("\ufeff" + GERMEVAL, "utf-8")
    assert format_of(tmp_path / name, None).key == "conll"
