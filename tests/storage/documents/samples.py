"""Small files of every kind, made by hand or by the kind's own library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

Placed = tuple[float, float, str]
"""A piece of text on a page: x, y (points from the lower left corner), the words."""

PARAGRAPH = "The minister said on Tuesday that the situation of the economy had improved this year."


def packed(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file with these parts, in order."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def pdf(pages: Sequence[Sequence[Placed]], *, info: str = "", size: int = 10) -> bytes:
    """A PDF in Helvetica, with its cross-reference table; a page without text draws a box."""
    bodies = ["", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        drawn = "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(words)}) Tj ET\n"
            for x, y, words in page
        )
        stream = drawn or "0 0 200 200 re f\n"
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}endstream")
        kids.append(len(bodies) + 1)
        bodies.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(bodies)} 0 R >>"
        )
    bodies[0] = "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>"
    named = " ".join(f"{kid} 0 R" for kid in kids)
    bodies[1] = f"<< /Type /Pages /Kids [{named}] /Count {len(kids)} >>"
    bodies.append(f"<< {info} >>")
    written, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    written += (
        f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(bodies) + 1} /Root 1 0 R /Info {len(bodies)} 0 R >>\n"
        f"startxref\n{len(written)}\n%%EOF\n"
    )
    return written.encode("latin-1")


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def docx() -> bytes:
    """A Word document with a title, a table between paragraphs, a header, and its properties."""
    from docx import Document

    made = Document()
    made.core_properties.author = "Ann Author"
    made.core_properties.title = "Stale title"
    made.add_paragraph("The report", style="Title")
    made.add_paragraph("Before the table.\tTabbed.")
    table = made.add_table(rows=2, cols=2)
    for place, words in enumerate(("Year", "Share", "2001", "4 %")):
        table.cell(place // 2, place % 2).text = words
    made.add_paragraph("After the table.")
    made.sections[0].header.paragraphs[0].text = "Confidential"
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def bare_docx(body: str, parts: Mapping[str, str] | None = None, prologue: str = "") -> bytes:
    """A Word document of which only the XML of the body is given, and parts named by their kind."""
    parts = parts or {}
    links = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(parts)
    )
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": (
                f'{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
            ),
            "word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>",
            **{f"word/{kind}.xml": xml for kind, xml in parts.items()},
        }
    )


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def odt(body: str) -> bytes:
    """An OpenDocument text with this body."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {ODF}><office:body><office:text>{body}</office:text>"
                "</office:body></office:document-content>"
            ),
            "meta.xml": (
                f'<office:document-meta {ODF} xmlns:dc="http://purl.org/dc/elements/1.1/">'
                "<office:meta><dc:title>On the economy</dc:title><dc:creator>Ann</dc:creator>"
                "<dc:language>en</dc:language></office:meta></office:document-meta>"
            ),
        }
    )


def epub(chapters: Sequence[str], *, locked: bool = False) -> bytes:
    """A book whose spine names its chapters in the order given; they lie in the ZIP reversed."""
    items = "".join(
        f'<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
        ),
        "OEBPS/book.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<metadata><dc:title>Two chapters</dc:title><dc:creator>Ann</dc:creator>"
            f"<dc:language>es</dc:language></metadata><manifest>{items}</manifest>"
            f"<spine>{spine}</spine></package>"
        ),
    }
    for number, chapter in reversed(list(enumerate(chapters))):
        parts[f"OEBPS/text/c {number}.xhtml"] = (
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>No text</title></head>'
            f"<body>{chapter}</body></html>"
        )
    if locked:
        parts["META-INF/encryption.xml"] = (
            '<encryption><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
            "</encryption>"
        )
    return packed(parts)


NEWS_PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Minister speaks – The Daily</title>
<meta property="og:title" content="Minister speaks"><meta name="author" content="Ann Author">
<meta property="article:published_time" content="2021-03-04T10:00:00Z">
<meta property="og:site_name" content="The Daily"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<article><h1>Minister speaks</h1>{"".join(f"<p>{n}. {PARAGRAPH}</p>" for n in range(8))}</article>
<footer><a href="/imprint">Imprint</a> Cookies</footer></body></html>"""
