"""CoNLL-U: entities in brackets, multiword tokens, spaces, documents; and the conllu library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import conllu
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.formats.codec import ReadOptions
from storage.formats.conllu import read
from storage.formats.corpus import ForeignDocument, Problem


def word(number: str, form: str, misc: str = "_") -> str:
    return "\t".join([number, form, *["_"] * 7, misc])


def documents(tmp_path: Path, *lines: str) -> list[Any]:
    path = tmp_path / "in.conllu"
    path.write_text("\n".join(lines) + "\n\n", "utf-8")
    return list(read(path, ReadOptions()))


def found(document: ForeignDocument) -> list[tuple[str, str]]:
    return [(span.label, span.words(document.text or "")) for span in document.spans]


def test_nested_entities_and_single_words_are_read(tmp_path: Path) -> None:
    (document,) = documents(
        tmp_path,
        "# global.Entity = GRP-etype-infstat-minspan",
        "# newdoc id = news",
        word("1", "The", "Entity=(1-person-new-2"),
        word("2", "Peruvian", "Entity=(2-place-new-1)"),
        word("3", "president", "Entity=1)|SpaceAfter=No"),
        word("4", "."),
    )
    assert (document.name, document.text) == ("news", "The Peruvian president.")
    assert found(document) == [("person", "The Peruvian president"), ("place", "Peruvian")]


def test_a_multiword_token_is_written_as_it_stands(tmp_path: Path) -> None:
    (document,) = documents(
        tmp_path,
        word("1-2", "daughter's"),
        word("1", "daughter", "Entity=(4-person-x"),
        word("2", "'s", "Entity=4)"),
        word("2.1", "unwritten"),
        word("3", "death"),
    )
    assert document.text == "daughter's death"
    assert found(document) == [("person", "daughter's")]


def test_an_entity_in_two_parts_is_one_span_with_a_gap(tmp_path: Path) -> None:
    (document,) = documents(
        tmp_path,
        word("1", "alpha", "Entity=(1[1/2]-object-x)"),
        word("2", "and"),
        word("3", "actin", "Entity=(1[2/2]-object-x)"),
    )
    assert document.spans[0].fragments == ((0, 5), (10, 15))


def test_crossing_entities_of_two_groups_are_kept(tmp_path: Path) -> None:
    (document,) = documents(
        tmp_path,
        word("1", "a", "Entity=(1-x-n"),
        word("2", "b", "Entity=(2-y-n"),
        word("3", "c", "Entity=1)"),
        word("4", "d", "Entity=2)"),
    )
    assert found(document) == [("x", "a b c"), ("y", "b c d")]


def test_an_entity_at_unwritten_words_has_the_written_ones_in_it(tmp_path: Path) -> None:
    (document,) = documents(
        tmp_path,
        word("0.1", "_", "Entity=(e1-person"),
        word("1", "who"),
        word("2", "came", "Entity=e1)"),
        word("2.1", "_", "Entity=(e2-x)(e3-y"),
        word("3", "home", "Entity=(e4[1/2]-z)"),
        word("3.1", "_", "Entity=e3)(e4[2/2])"),
    )
    assert found(document) == [("person", "who came"), ("y", "home"), ("z", "home")]
    unwritten = "Entities of words that are not written (empty nodes) are left out."
    assert document.remarks[1:] == (unwritten, unwritten)


@pytest.mark.parametrize("key", ["NER", "name"])
def test_names_that_stand_as_tags_are_read(tmp_path: Path, key: str) -> None:
    (document,) = documents(
        tmp_path,
        word("1", "Ola", f"{key}=B-PER"),
        word("2", "Nordmann", f"{key}=I-PER|SpaceAfter=No"),
        word("3", ",", f"{key}=O"),
        "",
        word("1", "Oslo", f"{key}=I-LOC"),
    )
    assert found(document) == [("PER", "Ola Nordmann"), ("LOC", "Oslo")]


def test_columns_follow_the_comment_that_names_them(tmp_path: Path) -> None:
    (document,) = documents(
        tmp_path, "# global.columns = ID FORM UPOS MISC EXTRA", "1\tBo\t_\tNER=B-P\t*"
    )
    assert found(document) == [("P", "Bo")]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (word("1", "a", "Entity=3)"), "was not opened"),
        (word("1-", "a"), "no number"),
        (word("-", "a"), "no number"),
        (word("1", "a", "Entity=(3-x-n"), "never closed"),
        ("1\ta\t_", "3 columns"),
        (word("one", "a"), "no number"),
    ],
)
def test_a_wrong_line_is_told(tmp_path: Path, line: str, what: str) -> None:
    good, wrong = documents(tmp_path, word("1", "fine"), "", "# newdoc", line)
    assert good.text == "fine"
    assert what in wrong.what


def test_the_library_reads_the_same_words(tmp_path: Path) -> None:
    lines = [word("1", "Peru", "SpaceAfter=No"), word("2", ","), word("3", "2019")]
    (document,) = documents(tmp_path, *lines)
    (sentence,) = conllu.parse("\n".join(lines) + "\n\n")
    spaced = [t["form"] + ("" if (t["misc"] or {}).get("SpaceAfter") else " ") for t in sentence]
    assert document.text == "".join(spaced).rstrip()


pieces = st.sampled_from(
    [
        word("1", "a"),
        word("2", "b", "Entity=(1-x"),
        word("3", "c", "Entity=1)"),
        "",
        "# newdoc",
        word("1-2", "ab"),
        "x\ty",
        word("1.1", "n"),
        word("1.2", "n", "Entity=(1-x"),
        word("3-", "n"),
        word("1", "d", "Entity=((1)(2"),
    ]
)


@given(st.lists(pieces, max_size=10))
def test_nothing_but_documents_and_problems_comes_out(tmp_path_factory: Any, lines: Any) -> None:
    made = documents(tmp_path_factory.mktemp("junk"), *lines)
    assert all(isinstance(each, ForeignDocument | Problem) for each in made)
