"""The agreement as a report for a paper's appendix, in Markdown or as one HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from domain.agreement.figures import boundaries, confusion
from domain.agreement.gathering import PairKey
from storage.agreement_study import NOTHING, Study
from storage.agreement_text import (
    UNIT_NAMES,
    Grid,
    all_grid,
    attribute_grid,
    counted,
    figure,
    link_grid,
    pair_grid,
    rules,
)
from storage.errors import RefusedError
from storage.formats.exporting import whole_file
from storage.times import now

SUFFIXES = (".md", ".html")
_KINDS = {"person": "a person", "machine": "a machine", "adjudicated": "the adjudicated layer"}
_STYLE = """:root { color-scheme: light dark; --ink: #22252a; --page: #fdfcf9; --rule: #dcd9d1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e2dc; --page: #1b1d21; --rule: #3a3d44; } }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--rule); text-align: right;
  white-space: nowrap; }
th { font-weight: 600; } .word { text-align: left; }
@media print { body { background: none; font-size: 10pt; } main { max-width: none; padding: 0; } }
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading with sentences, or with a table in which the first `words` columns are words."""

    heading: str
    sentences: Sequence[str] = ()
    grid: Grid | None = None
    words: int = 0


def write_report(found: Study, target: Path) -> None:
    """Write the report to a file whose suffix says how, whole or not at all.

    Raises RefusedError for another suffix, FormatError if it cannot be written.
    """
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise RefusedError(
            f"{target.name} is neither Markdown nor HTML. Nothing was written; choose a name that "
            f"ends in {' or '.join(SUFFIXES)}."
        )
    text = markdown(found) if suffix == ".md" else page(found)
    with whole_file(target) as file:
        file.write(text.encode())


def markdown(found: Study) -> str:
    """Return the report in Markdown, tables in the pipe form."""
    lines = [f"# {_title(found)}", ""]
    for part in _parts(found):
        lines += [f"## {part.heading}", ""]
        if part.grid is not None:
            lines += [*_pipes(part.grid, part.words), ""]
        if part.sentences:
            lines += [*(f"- {_plain(sentence)}" for sentence in part.sentences), ""]
    return "\n".join(lines)


def page(found: Study) -> str:
    """Return the report as one HTML page that needs nothing else."""
    title = escape(_title(found))
    body = [f"<h1>{title}</h1>"]
    for part in _parts(found):
        body.append(f"<h2>{escape(part.heading)}</h2>")
        if part.grid is not None:
            body += _table(part.grid, part.words)
        if part.sentences:
            items = "".join(f"<li>{escape(sentence)}</li>" for sentence in part.sentences)
            body.append(f"<ul>{items}</ul>")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _title(found: Study) -> str:
    return f"Agreement of annotators: {found.title}"


def _parts(found: Study) -> Iterator[_Part]:
    yield _Part("What was compared", _about(found))
    yield _Part("What is counted, and what is left out", counted(found))
    yield _Part("Pairs of annotators", grid=pair_grid(found), words=3)
    yield _Part("All annotators", grid=all_grid(found), words=1)
    for pair in found.agreement.pairs():
        a, b = found.between(pair)
        yield _Part(
            f"Tags against each other: {a} (rows), {b} (columns)", grid=_cells(found, pair), words=1
        )
    yield _Part("Differences of edges", grid=_edges(found), words=4)
    for heading, grid, words in (
        ("Attribute values", attribute_grid(found), 5),
        ("Relations", link_grid(found), 4),
    ):
        if grid[1]:
            yield _Part(heading, grid=grid, words=words)
    yield _Part("How each figure is reckoned", rules(found))


def _about(found: Study) -> list[str]:
    codebook = found.codebook
    return [
        f"Project: {found.title}.",
        f"Codebook: {codebook.name or 'unnamed'}, version {codebook.number} ({codebook.version}).",
        *(f"{a.name}: {_KINDS[a.kind]}." for a in found.annotators),
        f"Unit of kappa and alpha: {UNIT_NAMES[found.agreement.unit]}.",
        f"Reckoned on {now()[:10]}.",
    ]


def _cells(found: Study, pair: PairKey) -> Grid:
    """Return the confusion of tags as a square, rows the first annotator's."""
    counts = confusion(found.agreement, pair)
    tags = [*dict.fromkeys(row.tag for row in found.pairs if row.tag is not None), None]
    names = [NOTHING if tag is None else found.tag_name(tag) for tag in tags]
    rows = [
        (
            *(name, *(_cell(counts.get((a, b), 0), a is b is None) for b in tags)),
            figure(sum(counts.get((a, b), 0) for b in tags)),
        )
        for a, name in zip(tags, names, strict=True)
    ]
    return ("", *names, "sum"), rows


def _cell(number: int, is_nothing: bool) -> str:
    # That both found nothing cannot be counted in annotations.
    return "" if is_nothing else figure(number)


def _edges(found: Study) -> Grid:
    """Return for each pair and tag how many edges are the same, and how far the others are off."""
    rows = []
    for row in found.pairs:
        for edge, counts in zip(
            ("start", "end"), boundaries(found.agreement, row.pair, row.tag), strict=True
        ):
            number = sum(counts.values())
            if number:
                off = sum(abs(by) * n for by, n in counts.items())
                rows.append(
                    (
                        *(*found.between(row.pair), found.tag_name(row.tag), edge),
                        *(figure(number), figure(counts[0]), figure(off / number, 2)),
                        *(figure(min(counts)), figure(max(counts))),
                    )
                )
    heads = ("A", "B", "tag", "edge", "pairs", "same", "mean distance", "least", "greatest")
    return heads, rows


def _pipes(grid: Grid, words: int) -> list[str]:
    heads, rows = grid
    rule = [":---" if at < words else "---:" for at in range(len(heads))]
    return [f"| {' | '.join(_plain(cell) for cell in cells)} |" for cells in (heads, rule, *rows)]


def _plain(text: str) -> str:
    """Return text in which no sign means anything to Markdown."""
    return "".join(f"\\{sign}" if sign in "\\|*_`<>[]#" else sign for sign in text)


def _table(grid: Grid, words: int) -> Iterator[str]:
    def cells(name: str, values: Sequence[str]) -> str:
        return "".join(
            f"<{name}{' class=word' if at < words else ''}>{escape(value)}</{name}>"
            for at, value in enumerate(values)
        )

    heads, rows = grid
    yield f'<div class="wide"><table><thead><tr>{cells("th", heads)}</tr></thead><tbody>'
    for values in rows:
        yield f"<tr>{cells('td', values)}</tr>"
    yield "</tbody></table></div>"
