"""CoNLL columns: out and in again, every scheme, and as seqeval and spaCy see them."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.formats.codec import ReadOptions
from storage.formats.conll import looks_like, read
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.export_file import export_with
from storage.formats.export_options import ExportOptions
from storage.project import Project
from tests.storage.formats.roundtrip import round_trip

test_any_documents_survive_with_words_as_tokens = round_trip("conll", tokens="whitespace")
test_any_documents_survive_with_the_tokens_of_spacy = round_trip("conll", tokens="spacy")
test_any_documents_survive_in_biluo = round_trip("conll-biluo", tokens="characters", examples=6)


def documents(tmp_path: Path, lines: str) -> list[Any]:
    path = tmp_path / "in.conll"
    path.write_bytes(lines.encode())
    return list(read(path, ReadOptions()))


def found(document: ForeignDocument) -> list[tuple[str, str]]:
    return [(span.label, span.words(document.text or "")) for span in document.spans]


@pytest.mark.parametrize(
    ("scheme", "tags"),
    [
        ("IOB1", ["I-PER", "I-PER", "B-PER", "O"]),
        ("IOB2", ["B-PER", "I-PER", "B-PER", "O"]),
        ("BILUO", ["B-PER", "L-PER", "U-PER", "O"]),
        ("BILUO", ["B-PER", "E-PER", "S-PER", "O"]),
    ],
)
def test_each_scheme_is_found_out_and_read_alike(
    tmp_path: Path, scheme: str, tags: list[str]
) -> None:
    tokens = ["Alan", "García", "Humala", "met"]
    lines = "\n".join(f"{t} NNP B-NP {tag}" for t, tag in zip(tokens, tags, strict=True))
    (document,) = documents(tmp_path, lines)
    assert found(document) == [("PER", "Alan García"), ("PER", "Humala")]
    assert document.remarks[0].startswith(f"The tags are in {scheme};")


def test_documents_and_sentences_are_divided(tmp_path: Path) -> None:
    lines = "-DOCSTART- -X- O O\n\nA O\nB O\n\t\nC B-X\n\n-DOCSTART- -X- O O\n\nD I-X\n"
    one, two = documents(tmp_path, lines)
    assert (one.text, two.text) == ("A B\nC", "D")
    assert (found(one), found(two)) == ([("X", "C")], [("X", "D")])


def test_a_tag_goes_on_behind_no_blank_line(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, "A\tI-X\n\nB\tI-X\n")
    assert found(document) == [("X", "A"), ("X", "B")]


def test_a_number_sign_is_a_token_and_a_comment_is_not(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, "# begin document news\n# -X- O B-X\nA O\n")
    assert found(document) == [("X", "#")]


@pytest.mark.parametrize(
    ("line", "what"),
    [("SOCCERO SOCCERO SOCCERO", "is no tag"), ("alone", "no tag beside it"), ("A\tB-", "no tag")],
)
def test_a_wrong_line_is_told_and_the_other_documents_come(
    tmp_path: Path, line: str, what: str
) -> None:
    good, wrong = documents(tmp_path, f"A O\n\n-DOCSTART- O\n\nB O\n{line}\n")
    assert found(good) == []
    assert (wrong.where, what in wrong.what) == ("in.conll, line 6", True)


def rows(path: Path) -> list[tuple[list[str], list[str]]]:
    """Read a file as plainly as it can be: tokens and tags of each sentence."""
    sentences: list[tuple[list[str], list[str]]] = [([], [])]
    for line in path.read_text("utf-8").split("\n"):
        cells = line.split(" ")
        if line.startswith("-DOCSTART-") or not line:
            sentences.append(([], []))
        else:
            sentences[-1][0].append(cells[0])
            sentences[-1][1].append(cells[-1])
    return [sentence for sentence in sentences if sentence[0]]


@pytest.mark.parametrize(("key", "scheme"), [("conll", "IOB2"), ("conll-biluo", "BILOU")])
def test_seqeval_finds_the_same_chunks(
    sample: Project, tmp_path: Path, key: str, scheme: str
) -> None:
    from seqeval.scheme import BILOU, IOB2, Entities

    path = tmp_path / "o.conll"
    options = ExportOptions(states=(), tokens="spacy", overlap="longest")
    export_with(sample, path, key, options)
    read_back = [d for d in read(path, ReadOptions()) if isinstance(d, ForeignDocument)]
    ours = sorted(words for document in read_back for _, words in found(document))
    sentences = rows(path)
    strict = Entities([tags for _, tags in sentences], {"IOB2": IOB2, "BILOU": BILOU}[scheme])
    theirs = sorted(
        " ".join(sentences[at][0][entity.start : entity.end])
        for at, entities in enumerate(strict.entities)
        for entity in entities
    )
    assert len(theirs) > 20
    assert [t.replace("\n", " ") for t in ours] == theirs


def test_spacy_converts_it_to_the_same_entities(sample: Project, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from spacy.training.converters import conll_ner_to_docs

        path = tmp_path / "o.conll"
        options = ExportOptions(states=(), tokens="spacy", overlap="longest")
        export_with(sample, path, "conll", options)
        docs = list(conll_ner_to_docs(path.read_text("utf-8"), n_sents=0, no_print=True))
    theirs = [(e.label_, " ".join(t.text for t in e)) for doc in docs for e in doc.ents]
    ours = [entry for d in read(path, ReadOptions()) for entry in found(d)]
    assert [(label, words.replace("\n", " ")) for label, words in ours] == theirs


def test_it_is_told_apart_from_text() -> None:
    assert looks_like(Path("a.txt"), b"EU B-ORG\nrejects O\nGerman B-MISC\n")
    assert not looks_like(Path("a.txt"), b"He said: O my.\nAnd more.\n")


lines = st.lists(
    st.sampled_from(
        ["A O", "B\tB-X", "C I-X", "D L-X", "", "\t", "-DOCSTART- O", "x", "# c", "- -"]
    )
)


@given(lines.map("\n".join))
def test_nothing_but_documents_and_problems_comes_out(tmp_path_factory: Any, text: str) -> None:
    made = documents(tmp_path_factory.mktemp("junk"), text)
    assert all(isinstance(each, ForeignDocument | Problem) for each in made)
    for each in made:
        if isinstance(each, ForeignDocument):
            assert all(span.words(each.text or "").strip() for span in each.spans)
