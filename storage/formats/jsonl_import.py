"""Reading JSON Lines: our own lossless form, plain ones, and one annotation a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.ids import DocumentId, is_id
from domain.text import CanonicalText, canonicalise
from storage.codebook_file import write_codebook
from storage.documents.plain_text import title_of
from storage.errors import FormatError
from storage.formats.exporting import Progress, silent
from storage.formats.intake import Intake
from storage.formats.json_records import whole_lines
from storage.formats.jsonl_lines import decode_line
from storage.formats.links import Link
from storage.formats.placing import check_progress, enter_document, onto_document, take_progress
from storage.formats.tally import RecordError, refuse
from storage.tables import DOCUMENT

VERSION = 1
# A document of ours is one line, and may be larger than a record of another program.
LONGEST_LINE = 256 * 1024 * 1024
_OF_OTHERS = ("spans", "entities", "label", "labels", "tokens", "ner_tags")


def import_jsonl(
    intake: Intake, path: Path, *, onto: str | None = None, progress: Progress = silent
) -> None:
    """Take in a file line by line; `onto` names the document of a file of bare annotations.

    `progress` counts bytes. Raises FormatError naming the line that is wrong.
    """
    reading = _Reading(intake, path, onto)
    for where, line in _lines(path, progress):
        header = None
        try:
            value = _object(where, line)
            if value.get("header") is True:
                header = value
            else:
                reading.record(where, value)
        except RecordError as error:
            intake.leave_out(error)
        # It says what the other lines mean, so nothing can be read past a wrong one.
        if header is not None:
            reading.header(where, header)
    reading.finish()


def _lines(path: Path, progress: Progress) -> Iterator[tuple[str, bytes | None]]:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            progress(0, size)
            for number, line in whole_lines(file, LONGEST_LINE):
                if line is None or line.strip():
                    yield f"{path.name}, line {number}", line
                progress(file.tell(), size)
    except OSError as error:
        raise FormatError(
            f"{path} could not be read: {error.strerror}. Nothing was imported."
        ) from error


def _object(where: str, line: bytes | None) -> dict[str, Any]:
    if line is None:
        refuse(where, f"the line is longer than {LONGEST_LINE >> 20} MB")
    try:
        value = decode_line(line)
    except UnicodeDecodeError:
        refuse(where, "this is not UTF-8; save it as UTF-8")
    except (ValueError, RecursionError) as error:
        refuse(where, f"this is not JSON ({error})")
    if not isinstance(value, dict):
        refuse(where, "this is not a JSON object")
    return value


class _Reading:
    """One file being read."""

    def __init__(self, intake: Intake, path: Path, onto: str | None) -> None:
        self._intake = intake
        self._path = path
        self._onto = onto
        self._bare: list[tuple[str, Any]] = []
        self._placed: set[DocumentId] = set()

    def record(self, where: str, line: dict[str, Any]) -> None:
        if self._intake.skips_errors:
            self._check(where, line)
        if "tag" in line and "start" in line:
            self._bare.append((where, line))
        elif isinstance(line.get("text"), str):
            _check_whose(where, line)
            self._document(where, line)
        else:
            refuse(where, "this is neither a document (“text”) nor an annotation (“start”, “tag”)")

    def _check(self, where: str, line: dict[str, Any]) -> None:
        """Raise FormatError for what is wrong with a document before anything of it is written."""
        if isinstance(line.get("text"), str) and "tag" not in line:
            check_progress(where, line.get("progress") or {})
            _details(where, line)
            items = ((where, item) for item in _list_of(where, line, "annotations"))
            links = [_link(where, entry) for entry in _list_of(where, line, "relations")]
            self._intake.check(canonicalise(line["text"]), items, links)

    def finish(self) -> None:
        if self._bare:
            document = onto_document(self._intake, self._onto, "", self._path.name)
            text = CanonicalText(self._intake.project.documents.text(document) or "")
            self._intake.one_by_one(document, text, self._bare)
        elif self._onto is not None:
            refuse(self._path.name, "it holds whole documents, so there is nothing to lay onto one")
        self._intake.finish()

    def header(self, where: str, header: dict[str, Any]) -> None:
        version = header.get("version")
        if header.get("format") != "glossator" or not isinstance(version, int):
            refuse(where, "this header is not Glossator's")
        if version > VERSION:
            refuse(where, "a newer Glossator wrote this file; update Glossator to read it")
        self._codebook(where, header.get("codebook") or {})
        self._intake.complete = True
        for entry in header.get("annotators") or []:
            if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
                refuse(where, "the header's “annotators” are not a list of names")
            kind = entry.get("kind", "person")
            if kind not in ("person", "machine", "adjudicated"):
                refuse(where, f"“{kind}” is no kind of annotator")
            self._intake.register.annotator(entry["name"], kind)
        self._intake.register.declare(where, header.get("entities") or [])

    def _codebook(self, where: str, content: Any) -> None:
        tags = content.get("tags") if isinstance(content, dict) else None
        if not tags:
            return
        vocabulary = self._intake.vocabulary
        if not vocabulary.codebook.tags:
            write_codebook(self._intake.project, self._intake.action, content)
            self._intake.reread_codebook()
        elif unknown := vocabulary.unknown(set(tags)):
            # Only a tag that is used stands in the way; its line says so.
            self._intake.tally.notes.append(
                f"{where}: its codebook has tags that this project lacks: {', '.join(unknown)}."
            )

    def _document(self, where: str, line: dict[str, Any]) -> None:
        text = canonicalise(line["text"])
        given = line.get("sha256")
        if given is not None and text.text == line["text"] and given != text.sha256:
            refuse(where, "its text is not the one that its “sha256” was made from")
        document = self._place(where, line, text)
        self._placed.add(document)
        take_progress(self._intake, where, document, line.get("progress") or {})
        items = _list_of(where, line, "annotations")
        links = [_link(where, entry) for entry in _list_of(where, line, "relations")]
        self._intake.annotations(document, text, ((where, item) for item in items), links)

    def _place(self, where: str, line: dict[str, Any], text: CanonicalText) -> DocumentId:
        """Return the document that a line means: by id, else by text, else a new one."""
        given = str(line.get("id") or "")
        project, tally = self._intake.project, self._intake.tally
        if is_id(given) and (stored := DOCUMENT.load(self._intake.action.connection, given)):
            if stored["sha256"] != text.sha256:
                refuse(
                    where,
                    f"the document “{stored['title']}” has another text in this project, "
                    "so the offsets would be wrong",
                )
            if stored["purged"]:
                refuse(where, "this document was purged from the project for good")
            if self._intake.action.update(DOCUMENT, given, {"deleted": 0}):
                tally.revived += 1
            else:
                tally.known_documents += 1
            return DocumentId(given)
        for known in project.documents.of_text(text.sha256):
            if known not in self._placed:
                tally.known_documents += 1
                return known
        return self._add(where, line, text, given)

    def _add(self, where: str, line: dict[str, Any], text: CanonicalText, given: str) -> DocumentId:
        details, note = _details(where, line)
        title = line.get("title")
        if not isinstance(title, str) or not title.strip():
            title = title_of(text.text, f"{self._path.stem} {where.rpartition(' ')[2]}")
        return enter_document(
            self._intake, text, title=title, details=details, note=note, given=given
        )


def _check_whose(where: str, line: dict[str, Any]) -> None:
    """Refuse the text of another program, whose spans would be lost in silence."""
    held = (key for key in _OF_OTHERS if isinstance(line.get(key), list | dict) and line[key])
    if "annotations" not in line and (key := next(held, None)) is not None:
        refuse(
            where,
            f"its “{key}” are another program's; name the format (--format spacy-jsonl, doccano, "
            "hf-json)",
        )


def _details(where: str, line: dict[str, Any]) -> tuple[dict[str, Any], str]:
    details, note = line.get("metadata") or {}, line.get("note") or ""
    if not isinstance(details, dict) or not isinstance(note, str):
        refuse(where, "its “metadata” is not an object, or its “note” is not text")
    return details, note


def _list_of(where: str, line: dict[str, Any], key: str) -> list[Any]:
    found = line.get(key) or []
    if not isinstance(found, list):
        refuse(where, f"its “{key}” are not a list")
    return found


def _link(where: str, entry: Any) -> Link:
    if not isinstance(entry, dict) or not {"type", "from", "to"} <= entry.keys():
        refuse(where, "a relation needs “type”, “from” and “to”")
    return where, str(entry["from"]), str(entry["type"]), str(entry["to"])
