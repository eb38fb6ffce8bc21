"""The commands that take files in and write them: import, export, formats."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.terminal import Bar, opened
from ui.version import VERSION
from ui.wording import holds

if TYPE_CHECKING:
    from storage.contents import Contents
    from storage.formats.corpus_import import ImportOptions
    from storage.formats.export_options import ExportOptions, Parts
    from storage.formats.survey import Survey
    from storage.formats.tally import Tally
    from storage.project import Project

# As storage.formats.codec, .tokens and .fitting have them: `--help` loads none of these.
_UNITS = ("auto", "codepoints", "utf16", "bytes")
_TOKENS = ("spacy", "whitespace", "characters")
_OVERLAPS = ("longest", "priority", "split", "refuse")
_STATES = ("new", "in_progress", "done", "skipped", "all")


def add_import(commands: Any) -> None:
    """Add the command that takes files in."""
    take = commands.add_parser("import", help="take files or folders in, all of them or none")
    take.add_argument("project", type=Path)
    take.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="files, folders or ZIP archives"
    )
    take.add_argument("--format", metavar="F", help="the format (else found out; see formats)")
    take.add_argument(
        "--annotator", metavar="NAME", help="who imports, and whose annotations name nobody"
    )
    take.add_argument("--onto", metavar="DOCUMENT", help="the document of bare annotations")
    _add_reading(take.add_argument_group("for source texts"))
    _add_foreign(take.add_argument_group("for tables and files of annotations"))
    take.set_defaults(run=_import)


def _add_reading(texts: Any) -> None:
    texts.add_argument("--encoding", metavar="E", help="the encoding of the texts (else found out)")
    texts.add_argument(
        "--whole-page", action="store_true", help="all of a web page (else its article)"
    )
    texts.add_argument(
        "--headers", action="store_true", help="also what repeats at the head and foot of pages"
    )
    texts.add_argument("--no-notes", action="store_true", help="no footnotes and endnotes")


def _add_foreign(other: Any) -> None:
    other.add_argument(
        "--dry-run", action="store_true", help="say what is understood, import nothing"
    )
    other.add_argument("--json", action="store_true", help="with --dry-run: as JSON")
    other.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help="JSON: the columns of a table; what labels, attributes and annotators become "
        "(--dry-run writes a proposal there if there is no such file)",
    )
    other.add_argument(
        "--unknown",
        choices=("refuse", "skip", "create"),
        default="refuse",
        help="what to do with labels for which there is no tag (default: refuse)",
    )
    other.add_argument(
        "--labels", metavar="A,B,…", help="the names of numbered classes, in their order"
    )
    other.add_argument(
        "--offsets", choices=_UNITS, default="auto", help="what offsets count (default: auto)"
    )
    other.add_argument(
        "--on-error",
        choices=("stop", "skip"),
        default="stop",
        help="at a text or record that cannot be read (default: stop)",
    )
    other.add_argument(
        "--on-conflict",
        choices=("keep", "replace", "copy"),
        default="keep",
        help="where the project has something else under the same id (default: keep)",
    )


def add_export(commands: Any) -> None:
    """Add the command that writes a project in another format."""
    export = commands.add_parser("export", help="write a project in another format")
    export.add_argument("project", type=Path)
    export.add_argument("target", type=Path, metavar="OUT", help="the file or folder to make")
    export.add_argument("--format", metavar="F", required=True, help="the format (see formats)")
    whose = export.add_mutually_exclusive_group()
    whose.add_argument(
        "--annotator",
        metavar="NAME",
        action="append",
        default=[],
        help="only this layer (may be repeated; else all, or for training data the adjudicated "
        "layer or the only one)",
    )
    whose.add_argument("--gold", action="store_true", help="only the adjudicated layer")
    export.add_argument("--tag", action="append", metavar="TAG", help="only this tag (repeated)")
    export.add_argument(
        "--state",
        action="append",
        choices=_STATES,
        help="documents that are so far (repeated; default: done for training data, else all)",
    )
    export.add_argument(
        "--pseudonyms", action="store_true", help="write Annotator 1, 2, … instead of names"
    )
    export.add_argument("--dry-run", action="store_true", help="say what would be lost, no more")
    export.add_argument("--json", action="store_true", help="with --dry-run: as JSON")
    _add_training(export.add_argument_group("for training data"))
    export.set_defaults(run=_export)


def _add_training(data: Any) -> None:
    data.add_argument("--tokens", choices=_TOKENS, default="spacy", help="default: spacy")
    data.add_argument(
        "--overlap",
        choices=_OVERLAPS,
        default="longest",
        help="which spans a flat format keeps; split: one file for each tag (default: longest)",
    )
    data.add_argument("--without-text", action="store_true", help="offsets without the texts")
    data.add_argument(
        "--split", metavar="80/10/10", type=shares, help="train, dev and test, kept for next time"
    )
    data.add_argument("--seed", type=int, default=1, metavar="N", help="of the split (default: 1)")
    data.add_argument("--redraw", action="store_true", help="forget an earlier split")


def add_formats(commands: Any) -> None:
    """Add the command that lists the formats."""
    formats = commands.add_parser("formats", help="list the formats")
    formats.set_defaults(run=_formats)


def shares(text: str) -> Parts:
    """Return train, dev and test of `80/10/10`; raise ValueError for anything else."""
    given = [int(share) for share in text.split("/")]
    if len(given) == 2:
        given.append(0)
    if len(given) != 3 or min(given) < 0 or not sum(given):
        raise ValueError(text)
    return (given[0], given[1], given[2])


def _import(wanted: argparse.Namespace) -> int:
    from storage.formats.importing import check_readable

    for path in wanted.files:
        check_readable(path)
    if wanted.dry_run:
        return _survey(wanted)
    with opened(wanted.project) as project, Bar() as bar:
        tally = _taken(project, wanted, wanted.files, bar)
    for note in tally.notes:
        print(note, file=sys.stderr)
    print(tally.sentence())
    return 0


def _taken(
    project: Project, wanted: argparse.Namespace, files: list[Path], bar: Bar, *, keeps: bool = True
) -> Tally:
    """Import files, or rehearse it, as was wanted."""
    from storage.documents.mapping_file import read_columns
    from storage.documents.reading import ReadingOptions
    from storage.formats.importing import import_files

    # A rehearsal may be what writes the first mapping.
    has_mapping = wanted.mapping is not None and (keeps or wanted.mapping.exists())
    tally, _ = import_files(
        project,
        files,
        format_key=wanted.format,
        annotator=wanted.annotator,
        onto=wanted.onto,
        reading=ReadingOptions(
            wanted.encoding, wanted.whole_page, not wanted.no_notes, wanted.headers
        ),
        columns=read_columns(wanted.mapping) if has_mapping else None,
        options=_import_options(wanted, without_mapping=not has_mapping),
        keeps=keeps,
        progress=bar,
    )
    return tally


def _survey(wanted: argparse.Namespace) -> int:
    """Say what is understood of files of other programs, and what would become of the others."""
    from storage.formats.importing import survey_files
    from storage.formats.mapping import LabelMapping, write_mapping
    from storage.formats.registry import format_of

    proposes = wanted.mapping is not None and not wanted.mapping.exists()
    foreign = [path for path in wanted.files if format_of(path, wanted.format).module]
    others = [path for path in wanted.files if path not in foreign]
    found: list[Survey | Tally] = []
    with opened(wanted.project) as project, Bar() as bar:
        surveys = survey_files(
            project,
            foreign,
            format_key=wanted.format,
            options=_import_options(wanted, without_mapping=proposes),
            progress=bar,
        )
        found += surveys
        if others:
            found.append(_taken(project, wanted, others, bar, keeps=False))
    if wanted.json:
        print(json.dumps([each.as_json() for each in found], ensure_ascii=False, indent=1))
    else:
        print("\n".join(line for each in found for line in each.lines()))
    if proposes:
        whole = LabelMapping()
        for each in surveys:
            whole = whole.over(each.spelt_out)
        write_mapping(wanted.mapping, whole)
        print(f"Wrote {wanted.mapping}; edit it and import with it.", file=sys.stderr)
    return 0


def _import_options(wanted: argparse.Namespace, *, without_mapping: bool = False) -> ImportOptions:
    from storage.formats.corpus_import import ImportOptions
    from storage.formats.mapping import LabelMapping, read_mapping

    has_mapping = wanted.mapping is not None and not without_mapping
    return ImportOptions(
        mapping=read_mapping(wanted.mapping) if has_mapping else LabelMapping(),
        on_error=wanted.on_error,
        on_conflict=wanted.on_conflict,
        unknown=wanted.unknown,
        offsets=None if wanted.offsets == "auto" else wanted.offsets,
        encoding=wanted.encoding,
        labels=tuple(wanted.labels.split(",")) if wanted.labels else (),
    )


def _export(wanted: argparse.Namespace) -> int:
    from storage.formats.export_file import export_with, preflight
    from storage.formats.registry import writable

    writable(wanted.format)
    with opened(wanted.project) as project, Bar() as bar:
        options = _export_options(wanted, project)
        if wanted.dry_run:
            report = preflight(project, wanted.format, options, bar)
        else:
            report = export_with(project, wanted.target, wanted.format, options, bar)
    if wanted.dry_run:
        as_json = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        print(as_json if wanted.json else "\n".join(report.lines()))
        return 0
    for sentence in report.losses.counted().values():
        print(sentence, file=sys.stderr)
    print(f"Wrote {wanted.target}, with its manifest and card: {holds(report)}")
    return 0


def _export_options(wanted: argparse.Namespace, contents: Contents) -> ExportOptions:
    from domain.document import State
    from storage.formats.export_options import ExportOptions, tags_named
    from storage.formats.exporting import gold_layers, layers_named

    states = None
    if wanted.state is not None:
        named = () if "all" in wanted.state else wanted.state
        states = tuple(State(state) for state in named)
    return ExportOptions(
        annotators=gold_layers(contents)
        if wanted.gold
        else layers_named(contents, wanted.annotator),
        states=states,
        tags=None if wanted.tag is None else tags_named(contents, wanted.tag),
        tokens=wanted.tokens,
        overlap=wanted.overlap,
        without_text=wanted.without_text,
        pseudonyms=wanted.pseudonyms,
        split=wanted.split,
        seed=wanted.seed,
        redraw=wanted.redraw,
        program=f"Glossator {VERSION}",
    )


def _formats(wanted: argparse.Namespace) -> int:
    from storage.formats.registry import FORMATS

    del wanted
    for entry in FORMATS:
        ways = " and ".join(
            way for way, can in (("read", entry.can_read), ("write", entry.can_write)) if can
        )
        print(f"{entry.key:<12} {entry.suffix:<8} {ways:<15} {entry.title}")
    return 0
