"""Which columns of a CoNLL file hold the tokens and the tags; its lines do not say.

The token is first and the tag last in CoNLL-2002 and 2003, but a number stands before the token in
GermEval, MultiNERD and Universal NER, other things behind the tag in the last of these, a column of
tags of its own for what is nested in GermEval, and the tag before the token in the MIT corpora.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from storage.formats.iob import NOTHING, OUTSIDE, chunks, split

_SAMPLE = 2_000
_MOST = 0.9
_SEVERAL = "|"
_EMPTY = {*NOTHING, "-X-"}
# What a chunk of CoNLL-2000 and 2003 is called: these columns are phrases, not spans of meaning.
_PHRASES = {
    *("NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP"),
    *("NC", "VC", "PC", "AC", "ADVC", "NX", "VX"),
}
_LABEL = re.compile(r"[^\W\d_](?:[\w./-]{0,39}\w)?")
_MOST_LABELS = 40
_LEAST_OUTSIDE = 0.3


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the token is and where the tags are, as places in a row (negative: from its end).

    `is_bare`: labels stand without B and I. `others`: there are columns that are not read.
    """

    token: int = 0
    tags: tuple[int, ...] = (-1,)
    is_bare: bool = False
    others: bool = False

    def parts_of(self, row: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        """Return the token of a row and the cells of its tags; raise ValueError for a wrong one."""
        places = (self.token, *self.tags)
        if len(row) < 2 or max(places) >= len(row):
            raise ValueError("a token has no tag beside it")
        return row[self.token], tuple(self._checked(row[at]) for at in self.tags)

    def _checked(self, cell: str) -> str:
        if self.is_bare:
            return cell if cell in _EMPTY or cell == OUTSIDE else f"I-{cell}"
        if not _is_tag(cell):
            split(cell)
        return cell

    @property
    def remarks(self) -> Iterator[str]:
        """What to say of how the columns are read."""
        if len(self.tags) > 1:
            said = ", ".join(str(at + 1) for at in self.tags)
            yield f"Tags stand in several columns ({said}); the spans of all of them are read."
        if self.is_bare:
            yield "The tags have no B- and I-: neighbours with one label are read as one span."
        if self.others:
            yield "Other columns (parts of speech, phrases, …) are left out."


def is_comment(line: str) -> bool:
    """Tell whether a line may be a comment: where a token is “#”, its line ends in a tag."""
    return line.startswith(("# ", "#\t", "#begin ", "#end "))


def cells_of(line: str) -> list[str]:
    """Return the cells of a line, between tabs if it has any, else between spaces."""
    line = line.rstrip(" \t")
    if "\t" in line:
        return [cell.strip(" ") for cell in line.split("\t")]
    return [cell for cell in line.split(" ") if cell]


def layout_of(lines: Iterable[str]) -> Layout:
    """Return how the columns are laid out, judged by the first lines of tokens.

    The last column is the tag where no column is plainly one.
    """
    rows = [row for row in islice(map(cells_of, lines), _SAMPLE) if len(row) > 1]
    if not rows:
        return Layout()
    width = Counter(map(len, rows)).most_common(1)[0][0]
    columns = list(zip(*(row for row in rows if len(row) == width), strict=True))
    first = 1 if width > 2 and _is_numbering(columns[0]) else 0
    tags = _tag_columns(columns, first)
    if not tags and not first and width > 1 and _is_bare(columns[-1]):
        return Layout(0, (width - 1,), is_bare=True, others=width > 2)
    if not tags:
        return Layout(first, (-1,), others=_has_others(columns, {first, width - 1}))
    token = next((at for at in range(first, width) if at not in tags), first)
    others = _has_others(columns, {token, *tags, *range(first)})
    # Counted from the end, a tag is found in rows of another width as well.
    return Layout(token, (-1,) if tags == [width - 1] else tuple(tags), others=others)


def _tag_columns(columns: Sequence[Sequence[str]], first: int) -> list[int]:
    """Return the columns of tags; one without a label yet counts behind one that has some."""
    found: list[int] = []
    for at in range(first, len(columns)):
        cells = [cell for cell in columns[at] if cell not in _EMPTY]
        right = [cell for cell in cells if _is_tag(cell)]
        if not cells or len(right) < _MOST * len(cells):
            continue
        labels = {split(part)[1] for cell in right for part in tags_in(cell)} - {""}
        if (labels and not labels <= _PHRASES) or (found and not labels):
            found.append(at)
    return found


def _is_numbering(cells: Sequence[str]) -> bool:
    """Tell whether a column counts the words of each sentence."""
    if not all(cell.isdecimal() and cell.isascii() for cell in cells):
        return False
    before = -1
    for number in map(int, cells):
        if number not in (before + 1, 0, 1):
            return False
        before = number
    return True


def _is_bare(cells: Sequence[str]) -> bool:
    labels = set(cells) - {OUTSIDE}
    outside = sum(cell == OUTSIDE for cell in cells)
    return (
        outside >= _LEAST_OUTSIDE * len(cells)
        and 0 < len(labels) <= _MOST_LABELS
        and all(_LABEL.fullmatch(label) for label in labels)
    )


def _has_others(columns: Sequence[Sequence[str]], used: set[int]) -> bool:
    return any(
        not set(cells) <= {*_EMPTY, OUTSIDE} for at, cells in enumerate(columns) if at not in used
    )


@lru_cache(maxsize=_SAMPLE)
def _is_tag(cell: str) -> bool:
    try:
        return bool(tags_in(cell))
    except ValueError:
        return False


def tags_in(cell: str) -> list[str]:
    """Return the tags of a cell: several of nested spans may stand in one. Raises ValueError."""
    several = cell.split(_SEVERAL)
    try:
        for part in several:
            split(part)
    except ValueError:
        split(cell)
        return [cell]
    return several


def chunks_of(columns: Iterable[Sequence[str]]) -> list[tuple[int, int, str]]:
    """Return the chunks of a sentence, whose cells of tags stand in columns, each chunk once."""
    found: dict[tuple[int, int, str], None] = {}
    for cells in columns:
        for tags in _layers([tags_in(cell) for cell in cells]):
            found |= dict.fromkeys(chunks(tags))
    return list(found)


def _layers(cells: list[list[str]]) -> Iterator[list[str]]:
    """Yield the sequences of tags that cells hold: by place, or by label where places differ."""
    widths = {len(parts) for parts in cells}
    if len(widths) == 1:
        yield from map(list, zip(*cells, strict=True))
        return
    labels = dict.fromkeys(split(part)[1] for parts in cells for part in parts)
    for label in filter(None, labels):
        yield [next((p for p in parts if split(p)[1] == label), OUTSIDE) for parts in cells]
