"""PDF files: text by pdfminer.six, put in reading order, frozen as it was extracted.

Readers of PDF differ in what they make of a page, so the version of pdfminer.six is kept with the
original: the same bytes read another day may give another text, the document's stays as it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib import metadata
from typing import Any

from storage.documents.page_furniture import without_furniture
from storage.documents.page_layout import Line, flowing_text
from storage.documents.page_letters import Letter, reads_leftwards, text_of
from storage.documents.pdf_notes import kinds_upon
from storage.documents.raised import raised
from storage.documents.reading import (
    Extract,
    Hand,
    ReadingOptions,
    ReadText,
    as_read,
    foreign_reader,
    headline_of,
)
from storage.errors import FormatError

KIND = "PDF"
MOST_PAGES = 5_000
_SMALL = 0.8  # Of the largest letters of a line: raised numbers are smaller,
_RAISED = 0.15  # and stand so much of their size above the others.
_CODE = re.compile(r"\(cid:\d+\)")
_PROGRAM_TITLE = re.compile(
    r"^(microsoft \w+ - .*|untitled.*|.*\.(docx?|pdf|indd|qxd|tex|dvi|odt|rtf|pages))$",
    re.IGNORECASE,
)
_LOGGERS = tuple(
    f"pdfminer.{name}"
    for name in (
        *("pdfinterp", "pdfdocument", "pdfpage", "pdfparser", "pdffont", "psparser", "cmapdb"),
        *("converter", "pdfdevice", "pdftypes", "layout", "utils", "image", "encodingdb"),
        *("pdfcolor", "fontmetrics", "casting", "high_level", "cmap", "lzw", "runlength"),
    )
)


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read a PDF. Raises FormatError for a damaged, a locked, and a scanned one."""
    with foreign_reader(file_name, "a PDF", *_LOGGERS):
        pages, info, upon = _pages(data, file_name)
    empty = [n for n, page in enumerate(pages, start=1) if not page]
    bare, has_furniture = without_furniture(pages)
    if has_furniture and not options.headers:
        pages = bare
    text = flowing_text(pages)
    if not text.strip():
        what = "its one page is" if len(pages) == 1 else f"its {len(pages)} pages are"
        raise FormatError(
            f"{file_name} holds no text: {what} pictures, as of a scan. It was not imported; "
            "have the text recognised (OCR) and import that."
        )
    text, unknown = _CODE.subn("\ufffd", text)
    remarks = [f"its {kind} were left out." for kind in upon]
    if has_furniture and not options.headers:
        remarks.append("what repeats at the head and foot of its pages was left out.")
    if empty:
        remarks.append(f"no text on page{'s' * (len(empty) > 1)} {_listed(empty)} (pictures?).")
    if unknown:
        remarks.append(f"the file does not say what {unknown} of its signs mean; each is now �.")
    title = info.get("Title", "")
    title = "" if _PROGRAM_TITLE.match(title) else title
    details = {"author": info.get("Author", ""), "language": info.get("Lang", "")}
    version = metadata.version("pdfminer.six")
    extract = Extract(
        text, title or headline_of(text), {**details, "pages": len(pages)}, tuple(remarks)
    )
    hand = Hand("application/pdf", "pdfminer.six", version)
    return as_read(extract, data, file_name, hand, KIND)


def _pages(data: bytes, file_name: str) -> tuple[list[list[Line]], dict[str, str], list[str]]:
    """Return the lines of each page, what the file says about itself, what lies upon its pages."""
    # Imported here: they take time to load.
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect:
        raise FormatError(
            f"{file_name} is protected with a password. It was not imported; "
            "save it without one and import that."
        ) from None
    found: list[list[Line]] = []
    resources, upon = PDFResourceManager(), dict[str, None]()
    for page in PDFPage.create_pages(document):
        if len(found) >= MOST_PAGES:
            raise FormatError(
                f"{file_name} has more than {MOST_PAGES:,} pages. It was not imported; split it."
            )
        found.append(_lines_of(page, resources))
        upon |= dict.fromkeys(kinds_upon(page))
    if not found:
        raise FormatError(f"{file_name} has no pages. It was not imported.")
    return found, _said(document), list(upon)


def _lines_of(page: Any, resources: Any) -> list[Line]:
    """Return the lines of a page; one that was set sideways is turned first."""
    layout = _layout(page, resources)
    turn = _turn(layout)
    if turn:
        page.rotate = (page.rotate + turn) % 360
        layout = _layout(page, resources)
    drawn = list(_lines(layout))
    if not reads_leftwards("".join(letter for letter, _ in letters) for letters, _ in drawn):
        lines = [Line(" ".join(text_of(letters).split()), *box) for letters, box in drawn]
    else:
        # Its columns follow each other leftwards: seen in a mirror it is a page like any other.
        lines = [
            Line(" ".join(text_of(letters, leftwards=True).split()), -x1, y0, -x0, y1)
            for letters, (x0, y0, x1, y1) in drawn
        ]
    return [line for line in lines if line.text]


def _layout(page: Any, resources: Any) -> Any:
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter

    from storage.documents.pdf_device import PageDevice

    # The order of pdfminer's boxes costs the square of their number and is not needed here; text
    # that is drawn as part of a figure counts like any other.
    device = PageDevice(resources, laparams=LAParams(boxes_flow=None, all_texts=True))
    PDFPageInterpreter(resources, device).process_page(page)
    return device.get_result()


def _turn(layout: Any) -> int:
    """Return by how many degrees to turn a page for most of its letters to stand upright."""
    turns = {0: 0, 90: 0, 180: 0, 270: 0}
    for letter in _letters(layout):
        a, b, c, d = letter.matrix[:4]
        if abs(b) > abs(a) and abs(c) > abs(d):
            turns[90 if b > 0 else 270] += 1
        else:
            turns[180 if a < 0 and d < 0 else 0] += 1
    return max(turns, key=lambda degrees: turns[degrees])


def _letters(item: Any) -> Iterator[Any]:
    from pdfminer.layout import LTChar, LTContainer

    if isinstance(item, LTChar):
        yield item
    elif isinstance(item, LTContainer):
        for part in item:
            yield from _letters(part)


def _lines(item: Any) -> Iterator[tuple[list[Letter], tuple[float, float, float, float]]]:
    """Yield the letters of each line of a page, with its box."""
    from pdfminer.layout import LTChar, LTContainer, LTTextLine

    if isinstance(item, LTTextLine):
        drawn = [letter for letter in item if isinstance(letter, LTChar)]
        size = max((letter.size for letter in drawn), default=0.0)
        foot = min((letter.y0 for letter in drawn if letter.size > _SMALL * size), default=0.0)
        place = item.x0
        letters: list[Letter] = []
        for letter in item:
            text = letter.get_text()
            if isinstance(letter, LTChar):
                place = letter.x0
                if letter.size < _SMALL * size and letter.y0 > foot + _RAISED * size:
                    text = raised(text)
            letters.append((text, place))
        yield letters, (item.x0, item.y0, item.x1, item.y1)
    elif isinstance(item, LTContainer):
        for part in item:
            yield from _lines(part)


def _said(document: Any) -> dict[str, str]:
    """Return the texts of the information dictionary, and the language of the catalogue."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    said: dict[str, str] = {}
    for table in (*document.info, {"Lang": document.catalog.get("Lang")}):
        for key, value in table.items():
            value = resolve1(value)
            if isinstance(value, bytes | str) and key in ("Title", "Author", "Lang"):
                text = decode_text(value) if isinstance(value, bytes) else value
                said[key] = " ".join(text.replace("\x00", "").split())
    return said


def _listed(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:8]))
    return f"{shown} and {len(pages) - 8} more" if len(pages) > 8 else shown
