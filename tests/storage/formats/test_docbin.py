"""spaCy's own documents: out and in again, and as spaCy sees, checks and trains with them."""

from __future__ import annotations

import contextlib
import io
import zlib
from pathlib import Path

import pytest
import spacy
from spacy.cli.debug_data import debug_data
from spacy.cli.init_config import init_config
from spacy.tokens import DocBin, Span

from storage.errors import FormatError
from storage.formats.codec import ReadOptions
from storage.formats.docbin import read
from storage.formats.export_file import export_with
from storage.formats.export_options import ExportOptions
from storage.project import Project
from tests.storage.formats.roundtrip import round_trip

test_any_documents_survive_with_the_tokens_of_spacy = round_trip("docbin")
test_any_documents_survive_with_characters_as_tokens = round_trip("docbin", tokens="characters")


def docs(path: Path) -> list[spacy.tokens.Doc]:
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def test_spacy_finds_every_span_and_the_flat_ones_as_entities(
    sample: Project, tmp_path: Path
) -> None:
    report = export_with(sample, tmp_path / "o.spacy", "docbin", ExportOptions(states=()))
    (doc,) = docs(tmp_path / "o.spacy")
    (document,) = sample.documents.every()
    assert doc.text == document.text
    by_id = {a.id: a for a in sample.annotations.of_document(document.id)}
    group = doc.spans["sc"]
    assert len(group) == report.annotations == len(by_id) - report.losses.counts["misaligned"]
    assert all(span.text == by_id[span.id_].quote for span in group)
    assert len(doc.ents) == len(group) - report.losses.counts["hidden"]
    assert report.losses.counts["hidden"] > 5


def test_spacy_debug_data_has_no_complaint_of_its_own(sample: Project, tmp_path: Path) -> None:
    export_with(sample, tmp_path / "o.spacy", "docbin", ExportOptions(states=()))
    config = init_config(lang="en", pipeline=["ner", "spancat"])
    config["components"]["spancat"]["spans_key"] = "sc"
    config.to_disk(tmp_path / "config.cfg")
    paths = {"paths.train": str(tmp_path / "o.spacy"), "paths.dev": str(tmp_path / "o.spacy")}
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        debug_data(tmp_path / "config.cfg", config_overrides=paths, silent=False)
    for wanted in (
        "Corpus is loadable",
        "4 label(s)",
        "0 missing value(s)",
        "No entities consisting of or starting/ending with whitespace",
        "No entities crossing sentence boundaries",
    ):
        assert wanted in said.getvalue()


def test_an_empty_document_says_that_there_are_no_entities(
    project: Project, document, annotator, tmp_path: Path
) -> None:
    export_with(project, tmp_path / "o.spacy", "docbin", ExportOptions(states=()))
    (doc,) = docs(tmp_path / "o.spacy")
    assert doc.has_annotation("ENT_IOB")
    assert {token.ent_iob_ for token in doc} == {"O"}


def test_entities_and_groups_of_others_come_in_once(tmp_path: Path) -> None:
    doc = spacy.blank("en")("Acme sold Acme Labs to Bo .")
    doc.ents = [Span(doc, 0, 1, label="ORG"), Span(doc, 5, 6, label="PERSON")]
    doc.spans["a"] = [Span(doc, 0, 1, label="ORG"), Span(doc, 2, 4, label="ORG")]
    doc.spans["b"] = [Span(doc, 2, 4, label="ORG")]
    DocBin(docs=[doc]).to_disk(tmp_path / "in.spacy")
    (found,) = read(tmp_path / "in.spacy", ReadOptions())
    said = [(span.label, span.words(found.text)) for span in found.spans]
    assert said == [("ORG", "Acme"), ("ORG", "Acme Labs"), ("PERSON", "Bo")]


def test_ids_that_spans_share_are_no_ids_of_spans(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    pattern = {"label": "ORG", "pattern": "Acme", "id": "acme-co"}
    nlp.add_pipe("entity_ruler").add_patterns([pattern])
    DocBin(docs=[nlp("Acme sold Acme"), nlp("Acme sold")]).to_disk(tmp_path / "in.spacy")
    two, one = read(tmp_path / "in.spacy", ReadOptions())
    assert ([s.id for s in two.spans], [s.id for s in one.spans]) == (["", ""], ["acme-co"])
    assert two.remarks == (
        "Ids that several spans share name what they mean, not them, and are left out.",
    )


def test_entries_of_knowledge_bases_are_kept_and_data_of_ones_own_are_told(tmp_path: Path) -> None:
    doc = spacy.blank("en")("Acme sold")
    doc.ents = [Span(doc, 0, 1, label="ORG", kb_id="Q42")]
    doc.user_data["mood"] = "good"
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "in.spacy")
    (found,) = read(tmp_path / "in.spacy", ReadOptions())
    assert found.spans[0].attributes == {"kb_id": "Q42"}
    assert found.remarks == ("Data and attributes of one's own (user data) are left out.",)


@pytest.mark.parametrize(
    "data", [b"", b"no", zlib.compress(b"\x81\xa1a\x01"), zlib.compress(b"x" * 99)[:20]]
)
def test_what_is_no_docbin_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in.spacy").write_bytes(data)
    with pytest.raises(FormatError, match=r"in\.spacy: .* Nothing was imported"):
        list(read(tmp_path / "in.spacy", ReadOptions()))


def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("storage.formats.docbin.LARGEST", 1 << 20)
    (tmp_path / "in.spacy").write_bytes(zlib.compress(bytes(1 << 23)))
    with pytest.raises(FormatError, match="unpacks to more than"):
        list(read(tmp_path / "in.spacy", ReadOptions()))
