"""One self-contained HTML page: the texts with their highlights, to read, print and send."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from domain.annotation import Annotation
from domain.codebook import Tag
from domain.document import Document
from storage.contents import Contents
from storage.formats.exporting import (
    Choice,
    Page,
    Progress,
    one_moment,
    pages,
    silent,
    whole_file,
)
from storage.formats.report import Report
from storage.formats.wording import Wording

_STYLE = Path(__file__).with_name("html_page.css")


def save_html(contents: Contents, target: Path, choice: Choice) -> None:
    """Save the page alone, as people send and print it, whole or not at all."""
    with one_moment(contents), whole_file(target) as file:
        writer = HtmlWriter(contents, choice)
        writer.write(file, writer.rows(Report("html", ()), silent))


class HtmlWriter:
    """Writes the chosen documents and layers as one page."""

    def __init__(self, contents: Contents, choice: Choice) -> None:
        self._contents = contents
        self._choice = choice
        self._wording = Wording(contents)

    def rows(self, report: Report, progress: Progress) -> Iterator[Page]:
        """Yield the documents."""
        report.losses.always = ("The page is for reading: it cannot be imported again.",)
        for page in pages(self._contents, self._choice, progress):
            labels = [self._wording.label(annotation) for annotation in page.annotations]
            report.count(labels, len(page.relations))
            yield page

    def write(self, file: BinaryIO, rows: Iterator[Page]) -> None:
        """Write an article for each, between the head of the page and its end."""
        articles = _Articles(self._wording, self._contents.info().title)
        file.write(articles.head().encode())
        for number, page in enumerate(rows, start=1):
            for part in articles.article(page, number):
                file.write(part.encode())
        file.write(b"</main>\n</body>\n</html>\n")


def lanes(annotations: list[Annotation]) -> list[int]:
    """Return a lane for each annotation (in reading order), apart wherever two overlap."""
    ends: list[int] = []
    found = []
    for annotation in annotations:
        span = annotation.span
        free = next((n for n, end in enumerate(ends) if end <= span.start), len(ends))
        if free == len(ends):
            ends.append(0)
        ends[free] = span.end
        found.append(free)
    return found


class _Articles:
    def __init__(self, wording: Wording, title: str) -> None:
        self._wording = wording
        self._title = title

    def head(self) -> str:
        style = _STYLE.read_text("utf-8")
        return (
            '<!doctype html>\n<html lang="und">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self._title)}</title>\n<style>\n{style}</style>\n</head>\n"
            "<body>\n<main>\n"
        )

    def article(self, page: Page, number: int) -> Iterator[str]:
        annotations = page.annotations
        lane = lanes(annotations)
        spacing = f"{1.5 + 0.32 * max(lane, default=0):.2f}"
        language = page.document.language
        yield f"<article{f' lang={chr(34)}{escape(language)}{chr(34)}' if language else ''}>\n"
        yield f"<h1>{escape(page.document.title)}</h1>\n{_about(page.document)}"
        yield self._legend(annotations)
        yield f'<div class="text" style="line-height:{spacing}">'
        yield from self._text(page, number, lane)
        yield "</div>\n"
        yield from self._notes(page, number)
        yield "</article>\n"

    def _legend(self, annotations: list[Annotation]) -> str:
        counts: dict[str, int] = {}
        for annotation in annotations:
            tag = self._wording.tag(annotation).id
            counts[tag] = counts.get(tag, 0) + 1
        items = (
            f'<li><span style="{_colours(tag)}">{escape(tag.name)}</span> {counts[tag.id]}</li>'
            for tag in self._wording.codebook.tags
            if tag.id in counts
        )
        return f'<ul class="legend">{"".join(items)}</ul>\n'

    def _text(self, page: Page, number: int, lane: list[int]) -> Iterator[str]:
        """Yield the text between the edges of fragments, each stretch inside its marks."""
        text = page.document.text
        begins: dict[int, list[int]] = {}
        ends: dict[int, list[int]] = {}
        for place, annotation in enumerate(page.annotations):
            for start, end in annotation.span.fragments:
                begins.setdefault(start, []).append(place)
                ends.setdefault(end, []).append(place)
        edges = sorted({0, len(text), *begins, *ends})
        here: list[int] = []
        for start, end in pairwise(edges):
            for place in ends.get(start, ()):
                here.remove(place)
            first = [p for p in begins.get(start, ()) if page.annotations[p].span.start == start]
            # Lower lanes stand inside, so that each underline lies below those it contains.
            here = sorted([*here, *begins.get(start, ())], key=lambda p: (-lane[p], p))
            for place in first:
                yield self._number(page.annotations[place], f"{number}-{place + 1}", place + 1)
            opened = (
                self._mark(
                    page.annotations[p], f"{number}-{p + 1}" if p in first else None, lane[p]
                )
                for p in here
            )
            yield "".join(opened) + escape(text[start:end], quote=False) + "</span>" * len(here)

    def _number(self, annotation: Annotation, key: str, shown: int) -> str:
        # The number is drawn by the style: it is no part of the text that is copied.
        tag = self._wording.tag(annotation)
        return (
            f'<a class="no" href="#n{key}" data-n="{shown}" style="{_colours(tag)}" '
            f'aria-label="{escape(tag.name)} {shown}"></a>'
        )

    def _mark(self, annotation: Annotation, key: str | None, lane: int) -> str:
        tag = self._wording.tag(annotation)
        anchor = f' id="a{key}"' if key else ""
        return (
            f'<span class="m"{anchor} title="{escape(tag.name)}: {escape(annotation.quote)}" '
            f'style="{_colours(tag)};--lane:{lane}">'
        )

    def _notes(self, page: Page, number: int) -> Iterator[str]:
        if not page.annotations:
            return
        places = {a.id: n for n, a in enumerate(page.annotations, start=1)}
        targets: dict[str, list[str]] = {}
        for relation in page.relations:
            tag = self._wording.tag(page.annotations[places[relation.source] - 1])
            shown = places.get(relation.target)
            link = f'<a href="#n{number}-{shown}">{shown}</a>' if shown else "another text"
            named = f"{escape(self._wording.relation(relation, tag))} → {link}"
            targets.setdefault(relation.source, []).append(named)
        yield '<h2>Annotations</h2>\n<ol class="notes">\n'
        for annotation in page.annotations:
            shown = places[annotation.id]
            more = self._details(annotation) + targets.get(annotation.id, [])
            tag = self._wording.tag(annotation)
            yield (
                f'<li id="n{number}-{shown}"><a href="#a{number}-{shown}">{shown}</a>'
                f'<span class="tag" style="{_colours(tag)}">{escape(tag.name)}</span> '
                f"<q>{escape(annotation.quote)}</q>"
                f'<span class="more">{" · ".join(more)}</span></li>\n'
            )
        yield "</ol>\n"

    def _details(self, annotation: Annotation) -> list[str]:
        values = self._wording.attributes(annotation).items()
        said = [f"{escape(name)}: {escape(_shown(value))}" for name, value in values]
        if annotation.confidence != "sure":
            said.append(annotation.confidence)
        if annotation.note:
            said.append(f"“{escape(annotation.note)}”")
        return [*said, escape(self._wording.annotator(annotation))]


def _colours(tag: Tag) -> str:
    return f"--tag:var(--{escape(tag.colour)});--stroke:{escape(tag.stroke)}"


def _about(document: Document) -> str:
    known = [document.source, document.author, document.published]
    said = " · ".join(escape(part) for part in known if part)
    if document.url.startswith(("http://", "https://")):
        link = f'<a href="{escape(document.url)}">{escape(document.url)}</a>'
        said = f"{said} · {link}" if said else link
    return f'<p class="about">{said}</p>\n' if said else ""


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
