"""brat standoff: out and in again, the spec's examples, and an independent look at our own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.formats.brat import read
from storage.formats.codec import ReadOptions
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.export_file import export_with
from storage.formats.export_options import ExportOptions
from storage.formats.registry import format_of
from storage.project import Project
from tests.storage.formats.roundtrip import round_trip

test_any_documents_survive = round_trip("brat")
TEXT = "Acme 🚀 said alpha beta actin\nrose 12%.\n"
LINES = """\
T1\tActor 0 4\tAcme
T2\tEvent 7 11\tsaid
T3\tProtein 12 17;23 28\talpha actin
E1\tEvent:T2 Agent:T1 Theme2:T3
A1\tNegation E1
A2\tConfidence E1 High
R1\tCauses Arg1:T1 Arg2:T3\t
N1\tReference T1 Wikidata:Q42\tAcme Corp
#1\tAnnotatorNotes T1\tcheck this one
*\tEquiv T1 T3
"""


def corpus(tmp_path: Path, lines: str, text: str = TEXT) -> list[Any]:
    folder = tmp_path / "corpus"
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_bytes(text.encode())
    (folder / "a.ann").write_bytes(lines.encode())
    return list(read(folder, ReadOptions()))


def test_every_kind_of_line_is_read(tmp_path: Path) -> None:
    (found,) = corpus(tmp_path, LINES)
    spans = {span.id: span for span in found.spans}
    assert [s.words(TEXT) for s in found.spans] == ["Acme", "said", "alpha actin"]
    assert all(s.quote == s.words(TEXT) for s in found.spans)
    assert spans["T2"].attributes == {"Negation": True, "Confidence": "High"}
    assert (spans["T1"].attributes, spans["T1"].note) == ({"kb_id": "Q42"}, "check this one")
    assert {(r.source, r.kind, r.target) for r in found.relations} == {
        ("T2", "Agent", "T1"),
        ("T2", "Theme", "T3"),
        ("T1", "Causes", "T3"),
        ("T1", "Equiv", "T3"),
    }


def test_identical_spans_with_two_labels_are_two(tmp_path: Path) -> None:
    (found,) = corpus(tmp_path, "T1\tA 0 4\tAcme\nT2\tB 0 4\tAcme\n")
    assert [s.label for s in found.spans] == ["A", "B"]


def test_a_piece_of_text_that_stands_alone_is_passed_over_and_said(tmp_path: Path) -> None:
    (found,) = corpus(tmp_path, "T1\tA 0 4\tAcme\nan orphan of the line before\n")
    assert len(found.spans) == 1
    assert found.remarks == ("Lines that are no standoff line are left out.",)


def test_line_ends_of_windows_and_trailing_spaces_do_no_harm(tmp_path: Path) -> None:
    (found,) = corpus(
        tmp_path, "T1\tEvent 7 11\tsaid\r\nE1\tEvent:T1 \r\nN1\tReference T1 W:1\t\r\n"
    )
    assert found.spans[0].attributes == {"kb_id": "W:1"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("T2\tA 4\tAcme", "no place"),
        ("T2\tA 4 4\tAcme", "covers nothing"),
        ("T1\tB 7 11\tsaid", "another line has the id T1"),
        ("R1\tX Arg1:T1", "two ends"),
        ("R1\tX Arg1:T1 Arg2:T9", "not there"),
        ("E1\tX:T9", "not there"),
        ("E1\tX", "does not say"),
        ("A1\tX", "belongs to nothing"),
        ("*\t", "leads to nothing"),
    ],
)
def test_a_wrong_line_is_told_and_no_half_document_comes(
    tmp_path: Path, line: str, what: str
) -> None:
    (found,) = corpus(tmp_path, f"T1\tA 0 4\tAcme\n{line}\n")
    assert isinstance(found, Problem)
    assert what in found.what
    assert found.where.startswith("a.ann")


def test_annotations_without_a_text_and_a_text_without_them(tmp_path: Path) -> None:
    corpus(tmp_path, "")
    (tmp_path / "corpus" / "b.txt").write_text("Alone.", "utf-8")
    (tmp_path / "corpus" / "c.ann").write_text("T1\tA 0 4\tAcme\n", "utf-8")
    one, two, three = read(tmp_path / "corpus", ReadOptions())
    assert (one.spans, two.text, two.spans) == ((), "Alone.", ())
    assert (one.remarks, len(two.remarks)) == ((), 1)
    assert three.sentence == "c.ann: there is no text c.txt beside it."


def test_annotations_are_in_the_encoding_of_the_texts_if_not_in_utf_8(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_bytes("García said".encode("latin-1"))
    for encoding in ("utf-8", "latin-1"):
        (folder / "a.ann").write_bytes("T1\tA 0 6\tGarcía\n".encode(encoding))
        (found,) = read(folder, ReadOptions(encoding="latin-1"))
        assert found.spans[0].quote == "García"
    (wrong,) = read(folder, ReadOptions())
    assert "name the encoding that it is in" in wrong.what


def test_a_byte_order_mark_hides_no_line(tmp_path: Path) -> None:
    (found,) = corpus(tmp_path, "\ufeffT1\tA 0 4\tAcme\n")
    assert ([span.label for span in found.spans], found.remarks) == (["A"], ())


def test_what_stands_on_no_span_or_stands_twice_is_counted(tmp_path: Path) -> None:
    lines = "A3\tNegation R1\nA4\tGone T9\nA5\tMood T1 low\nA6\tMood T1 high\n"
    (found,) = corpus(tmp_path, LINES + lines)
    assert found.spans[0].attributes["Mood"] == "low"
    assert sorted(found.remarks) == [
        "An attribute has several values: all but the first are left out.",
        *["Attributes of what is no span are left out."] * 2,
    ]


def test_annotations_in_two_files_are_read_as_one(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    corpus(tmp_path, "")
    (folder / "a.ann").unlink()
    (folder / "a.a1").write_text("T1\tProtein 0 4\tAcme\n")
    (folder / "a.a2").write_text("T2\tEvent 7 11\tsaid\nE1\tEvent:T2 Theme:T1\n")
    assert format_of(folder, None).key == "brat"
    (found,) = read(folder, ReadOptions())
    assert [span.label for span in found.spans] == ["Protein", "Event"]
    assert [(r.source, r.target) for r in found.relations] == [("T2", "T1")]
    (folder / "a.a2").write_text("\nT2\tEvent 7\n")
    (wrong,) = read(folder, ReadOptions())
    assert wrong.where == "a.a2, line 2"


def test_a_file_of_annotations_alone_is_known_by_the_text_beside_it(tmp_path: Path) -> None:
    corpus(tmp_path, LINES)
    ann = tmp_path / "corpus" / "a.ann"
    assert format_of(ann, None).key == "brat"
    assert [len(each.spans) for each in read(ann, ReadOptions())] == [3]


# An independent reader: the rules of brat's server, written anew from its documentation.

_TEXTBOUND = re.compile(r"^(T\d+)\t([A-Za-z0-9_-]+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)$")
_OTHER = re.compile(
    r"^(?:R\d+\t\S+ Arg1:T\d+ Arg2:T\d+\t|A\d+\t\S+ T\d+(?: \S+)?|#\d+\t\S+ T\d+\t.*)$"
)


def as_brat_reads(folder: Path) -> list[tuple[str, str]]:
    found = []
    for ann in sorted(folder.glob("*.ann")):
        text = ann.with_suffix(".txt").read_bytes().decode()
        for line in ann.read_bytes().decode().removesuffix("\n").split("\n"):
            match = _TEXTBOUND.match(line)
            if match is None:
                assert _OTHER.match(line), line
                continue
            places = [tuple(map(int, place.split())) for place in match[3].split(";")]
            covered = " ".join(text[start:end] for start, end in places)
            assert covered.replace("\n", " ") == match[4]
            found.append((match[2], covered))
    return found


def test_brat_finds_the_same_words_under_every_span(sample: Project, tmp_path: Path) -> None:
    export_with(sample, tmp_path / "out", "brat", ExportOptions(states=()))
    found = as_brat_reads(tmp_path / "out")
    quotes = {a.quote for d in sample.documents.ids() for a in sample.annotations.of_document(d)}
    assert len(found) > 70
    assert {words for _, words in found} <= quotes


def test_the_configuration_declares_all_that_is_used(sample: Project, tmp_path: Path) -> None:
    export_with(sample, tmp_path / "out", "brat", ExportOptions(states=()))
    conf = (tmp_path / "out" / "annotation.conf").read_text("utf-8")
    for section in ("[entities]", "[relations]", "[events]", "[attributes]"):
        assert section in conf
    (ann,) = (tmp_path / "out").glob("*.ann")
    for line in ann.read_text("utf-8").splitlines():
        name = line.split("\t")[1].split(" ")[0]
        if not line.startswith("#"):
            assert re.search(rf"(?m)^{re.escape(name)}\b", conf), line


line_parts = st.sampled_from(
    ["T1", "T2", "E1", "R1", "A1", "N1", "#1", "*", "\t", " ", "\n", "X", "0 4", ";", "Arg1:T1"]
)


@given(st.lists(line_parts, max_size=25).map("".join))
def test_nothing_but_documents_and_problems_comes_out(tmp_path_factory: Any, lines: str) -> None:
    found = corpus(tmp_path_factory.mktemp("junk"), lines)
    assert all(isinstance(each, ForeignDocument | Problem) for each in found)
