"""How the page looks in a theme with a codebook: what the reader is told of both."""

from __future__ import annotations

from domain.annotation import Annotation
from domain.codebook import Codebook
from ui.reader.marks import Mark, ReaderStyle, TagStyle
from ui.reader.styles import DARK, LIGHT
from ui.session import Session
from ui.theme.metrics import TEXT_FAMILIES
from ui.theme.theme import Theme

POINTS = 13.0


def reader_style(theme: Theme, codebook: Codebook | None) -> ReaderStyle:
    """Return the page's colours and fonts; tags are keyed by their ids."""
    colours = theme.colours
    base = DARK if theme.dark else LIGHT
    tags = {}
    for tag in codebook.tags if codebook else ():
        colour = theme.tag(tag.colour)
        tags[str(tag.id)] = TagStyle(colour.ink, colour.tint_over(colours.page), tag.stroke)
    slate = theme.tag("slate")
    return ReaderStyle(
        page=colours.page,
        text=colours.text,
        muted=colours.text_muted,
        selection=colours.text_selection,
        caret=colours.caret,
        find=colours.find,
        find_current=colours.find_current,
        current=colours.text,
        text_family=", ".join(TEXT_FAMILIES),
        text_points=POINTS,
        label_family=base.label_family,
        tags=tags,
        fallback=TagStyle(slate.ink, slate.tint_over(colours.page), "solid"),
    )


def mark_of(annotation: Annotation, session: Session) -> Mark:
    """Return an annotation of the open document as the page shows it."""
    tag = session.codebook.tag(annotation.tag)
    return Mark(
        id=annotation.id,
        fragments=annotation.span.fragments,
        tag=str(tag.id),
        label=tag.name,
        own=session.is_own(annotation),
        incomplete=bool(session.completeness.lack(annotation)),
    )


def marks_of(session: Session) -> list[Mark]:
    """Return the annotations of the open document as the page shows them."""
    return [mark_of(annotation, session) for annotation in session.annotations]
