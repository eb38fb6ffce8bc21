"""Filling in the span at hand on one key: what its words propose, and the same as last time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from domain.annotation import Annotation
from domain.codebook import Tag
from domain.repeating import repeated
from storage.formats.wording import entity_attributes, naming_attribute
from storage.used_values import last_edited

if TYPE_CHECKING:
    from ui.panes.inspector.proposals import ProposalBar
    from ui.session import Session
    from ui.window.workbench import Workbench

_INSPECTOR = "pane-inspector"


class Filling:
    """The commands that fill in fields."""

    def __init__(self, session: Session, bench: Workbench) -> None:
        self._session = session
        self._bench = bench

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what each of these commands does."""
        return {
            "take-proposed": self.take_proposed,
            "take-with-date": self.take_with_date,
            "same-as-last": self.repeat,
        }

    def take_proposed(self) -> None:
        """Store what the words of the span at hand say of its fields."""
        bar = self._bar()
        if bar is not None:
            bar.take()

    def take_with_date(self) -> None:
        """Store what they say together with the document's own date."""
        bar = self._bar()
        if bar is not None:
            bar.take_with_date()

    def repeat(self) -> None:
        """Fill the empty fields of the span at hand as those of the one edited last."""
        current = self._own()
        if current is None:
            return
        session, bench = self._session, self._bench
        bench.inspector.flush()
        current = session.annotation(current.id) or current
        tag = session.codebook.tag(current.tag)
        alike = [t.id for t in session.codebook.tags if session.codebook.tag(t.id) == tag]
        last = last_edited(session.project, session.annotator.id, alike, current.id)
        if last is None:
            session.told.emit(f"No other {tag.name} was filled in lately.")
            return
        proposed = bench.inspector.span.attributes.proposed.keys_for(current)
        but = {*_said_by_the_words(tag), *proposed}
        values = repeated(tag, current.attributes, last.attributes, but)
        if values:
            session.set_attributes([current.id], values)
            session.told.emit(f"Filled in as for “{_short(last)}”: {', '.join(values)}.")
        else:
            session.told.emit(f"“{_short(last)}” says nothing more than this one.")

    def _own(self) -> Annotation | None:
        session, current = self._session, self._session.current
        if current is None:
            session.told.emit("No annotation at hand: click one, or walk to it with Tab.")
        elif not session.is_own(current):
            session.told.emit("This span is in a colleague's layer; copy it into yours first.")
        else:
            return current
        return None

    def _bar(self) -> ProposalBar | None:
        """Return where the proposals stand; None if they were not to be seen until now."""
        if self._own() is None:
            return None
        panes, inspector = self._bench.panes, self._bench.inspector
        bar = inspector.span.attributes.proposed
        inspector.flush()
        if panes.pane_shown(_INSPECTOR):
            return bar
        # Nobody takes what they have not seen: it is shown first, and taken on the next press.
        panes.show_pane(_INSPECTOR, shown=True)
        return None


def _said_by_the_words(tag: Tag) -> tuple[str, ...]:
    """Return the keys that follow from which entity the words name, not from what was last."""
    described, naming = entity_attributes(tag), naming_attribute(tag)
    if not described or naming is None:
        return ()
    return (naming.key, *(attribute.key for attribute in described))


def _short(annotation: Annotation) -> str:
    flat = " ".join(annotation.quote.split())
    return flat if len(flat) <= 40 else flat[:39].rstrip() + "…"
