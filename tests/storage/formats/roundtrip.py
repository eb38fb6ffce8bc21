"""What every written format must hold: out and in again is what the preflight said it would be.

A format plugs in with one line: `test_x = round_trip("key")`.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.document import State
from domain.text import text_sha256
from storage.adding import NewDocument, add_documents
from storage.annotating import set_attributes, set_confidence, set_note, tag_span
from storage.formats.codec import Carries
from storage.formats.corpus import ForeignDocument, ForeignSpan
from storage.formats.corpus_export import Corpus, Scope
from storage.formats.export_corpus import Export
from storage.formats.export_file import export_with
from storage.formats.export_options import ExportOptions
from storage.formats.importing import import_files
from storage.formats.registry import format_named
from storage.opening import new_project
from storage.project import Project, open_project
from storage.relating import relate
from storage.work import ensure_annotator, set_state
from tests.strategies import spans, texts

_VALUES = {
    "actor": {"canonical": "Alan García"},
    "stance": {"topic": "asylum — “now”"},
    "event": {"date_start": "2019-01"},
    "statistic": {"value_min": 4_000_000, "unit": "people"},
}


@st.composite
def drafts(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Documents with spans of all kinds: nested, crossing, identical, with gaps; or with none."""
    found = []
    for text in draw(st.lists(texts(min_size=1), min_size=1, max_size=3, unique=True)):
        if not text.strip():
            text = f"{text}x"
        marks = draw(
            st.lists(
                st.tuples(spans(len(text)), st.integers(0, 3), st.booleans(), st.booleans()),
                max_size=6,
                unique_by=lambda mark: (mark[0], mark[1]),
            )
        )
        found.append({"text": text, "marks": marks, "state": draw(st.sampled_from(State))})
    return found


def build(project: Project, documents: list[dict[str, Any]]) -> None:
    """Make the drafted documents in a project, tagged by one annotator."""
    ann = ensure_annotator(project, "Ann").id
    tags = project.codebooks.current().active
    for number, draft in enumerate(documents):
        details = {"source": "A paper", "published": "2019-01-23", "desk": number}
        new = NewDocument(f"Text {number}", draft["text"], details, note="read")
        (document,), _ = add_documents(project, [new], ann)
        made = []
        for span, at, is_plain, is_sure in draft["marks"]:
            tag = tags[at]
            one, _ = tag_span(project, document=document, annotator=ann, tag=tag.id, span=span)
            made.append(one)
            if not is_plain:
                set_attributes(project, annotations=[one], annotator=ann, values=_VALUES[tag.key])
                set_note(project, annotation=one, annotator=ann, note="“seen”\ntwice")
            if not is_sure:
                set_confidence(project, annotations=[one], annotator=ann, confidence="unsure")
        _relate(project, made, ann)
        if draft["state"] is not State.NEW:
            set_state(
                project, document=document, annotator=ann, state=draft["state"], reason="a test"
            )


def _relate(project: Project, made: list[Any], ann: Any) -> None:
    codebook = project.codebooks.current()
    found = {a.id: codebook.tag(a.tag) for a in project.annotations.some(made)}
    for source in made:
        for target in made:
            kinds = [r for r in found[source].relations if found[target].key in r.targets]
            if kinds and source != target:
                relate(project, source=source, type=kinds[0].key, target=target, annotator=ann)
                break


def held(documents: Iterable[ForeignDocument], carries: Carries) -> Counter[Any]:
    """Count all that the documents hold of what a format carries."""
    found: Counter[Any] = Counter()
    for document in documents:
        key = text_sha256(document.text or "") if carries.text else ""
        details = tuple(sorted(document.details.items()))
        names = {span.id: _name(document, span, carries) for span in document.spans}
        facts: list[tuple[bool, Any]] = [
            (True, ("document", key)),
            (carries.details, ("details", key, document.title, details, document.note)),
            (carries.states, ("states", key, tuple(document.states.items()))),
        ]
        for span in document.spans:
            name = names[span.id]
            facts += [
                (True, ("span", key, name)),
                (carries.attributes, ("attributes", key, name, tuple(span.attributes.items()))),
                (carries.notes, ("note", key, name, span.note)),
                (carries.confidence, ("confidence", key, name, span.confidence)),
                (carries.ids, ("id", key, span.id)),
            ]
        for relation in document.relations:
            ends = (names.get(relation.source), relation.kind, names.get(relation.target))
            facts.append((carries.relations, ("relation", key, ends)))
        found.update(fact for is_carried, fact in facts if is_carried)
    return found


def _name(document: ForeignDocument, span: ForeignSpan, carries: Carries) -> Any:
    words = span.words(document.text or "")
    if carries.text:
        return span.label, span.fragments, words
    return span.label, "".join(words.split())


@cache
def _empty(name: str) -> bytes:
    """Return an empty project of that name, with one annotator; made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        new_project(path, title=name, annotator="Ann").close()
        return path.read_bytes()


def empty_project(path: Path) -> Project:
    """Open a new project that need not survive a power cut."""
    path.write_bytes(_empty(path.name))
    project = open_project(path)
    project.connection.execute("PRAGMA synchronous = OFF")
    return project


def check(key: str, documents: list[dict[str, Any]], options: ExportOptions) -> None:
    """Export drafted documents and import them into an empty project.

    What comes back is what was written; what was not written is what the preflight counted.
    """
    codec = format_named(key).codec
    assert codec is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        target = folder / ("out" if codec.is_folder or codec.in_folder else "out.x")
        target = target.with_suffix("" if target.suffix == "" else codec.suffixes[0])
        with empty_project(folder / "a.gloss") as before:
            build(before, documents)
            report = export_with(before, target, key, options)
            assert report is not None
            export = Export(before, key, codec, options)
            assert export.preflight().as_json() == report.as_json()
            expected = held(export.fitted(), codec.carries)
        with empty_project(folder / "b.gloss") as after:
            import_files(after, [target], format_key=key, annotator="Ann")
            layers = tuple(after.annotators.all())
            ids = tuple(after.documents.ids())
            found = held(Corpus(after, Scope(layers, ids)).documents(ids), codec.carries)
        differ = (found - expected, expected - found)
        assert differ == (Counter(), Counter()), f"too much, and too little: {differ}"
        counts = report.losses.counts
        missing = sum(len(draft["marks"]) for draft in documents) - report.annotations
        assert missing == sum(counts[kind] for kind in ("overlaps", "repeats", "misaligned"))


def round_trip(key: str, *, examples: int = 15, **options: Any) -> Callable[[], None]:
    """Return a test that any documents survive a format as far as it says that it carries them."""
    chosen = ExportOptions(states=(), **options)

    # Each example makes two projects, so a failing one is shown as it is: shrinking takes minutes.
    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )
    @given(drafts())
    def test(documents: list[dict[str, Any]]) -> None:
        check(key, documents, chosen)

    return test
