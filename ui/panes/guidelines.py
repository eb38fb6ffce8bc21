"""The guidelines beside the article: those of the tag at hand, with its fields and roles."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from domain.codebook import Attribute, Codebook, RelationType, Tag
from ui.markdown_view import MarkdownView
from ui.panes.pane import Pane, choice_box
from ui.session import Session
from ui.theme.swatches import swatch
from ui.theme.theme import Theme

_GENERAL = "All tags"
_WIDTH = 300


class GuidelinesPane(Pane):
    """Shows what the codebook says of a tag: the one at hand, else the armed, else the chosen."""

    close_requested = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__("Guidelines", theme, "documents")
        self._session = session
        self.choice = choice_box("Guidelines of which tag")
        self.view = MarkdownView(theme)
        self.view.setAccessibleName("Guidelines")
        self.header.addWidget(self.choice)
        self.close_tool = self.add_tool("close", "Close the guidelines")
        self.close_tool.clicked.connect(self.close_requested)
        self.set_content(self.view)
        self.setMinimumWidth(_WIDTH)
        self._list_tags()
        self.choice.currentIndexChanged.connect(self._show)
        session.current_changed.connect(self._follow)
        session.armed_changed.connect(self._follow)
        session.codebook_changed.connect(self._list_tags)
        self._follow()

    def focus_first(self) -> None:
        """Put the keys into the text, to scroll it."""
        self.view.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        super().set_theme(theme)
        self.view.set_theme(theme)
        self._list_tags()

    def _list_tags(self, *_: object) -> None:
        chosen = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        for tag in self._session.codebook.active:
            self.choice.addItem(swatch(tag, self.theme), tag.name, tag.id)
        self.choice.addItem(_GENERAL, "")
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.choice.blockSignals(False)
        self._show()

    def _follow(self, *_: object) -> None:
        session = self._session
        current = session.current
        tag = session.codebook.tag(current.tag) if current is not None else session.armed
        if tag is not None:
            self.choice.setCurrentIndex(self.choice.findData(tag.id))

    def _show(self) -> None:
        if not self.isVisible():
            return
        codebook = self._session.codebook
        chosen = self.choice.currentData()
        if chosen:
            self.view.show_markdown(tag_markdown(codebook.tag(chosen), codebook))
        else:
            self.view.show_markdown(codebook.guidelines or "*No rules for every tag yet.*")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()


def tag_markdown(tag: Tag, codebook: Codebook) -> str:
    """Return the guidelines of a tag as Markdown, with its fields and roles at the end."""
    said = tag.guidelines.strip() or tag.definition.strip() or "*No guidelines yet.*"
    parts = [f"# {plain(tag.name)}", said]
    fields = [_field(a) for a in tag.attributes if not a.retired]
    if fields:
        parts.append("## Fields\n" + "\n".join(fields))
    roles = [_role(r, codebook) for r in tag.relations if not r.retired]
    if roles:
        parts.append("## Relations\n" + "\n".join(roles))
    return "\n\n".join(parts)


def plain(words: str) -> str:
    """Return words so that Markdown takes them as they stand."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+-.!|~&" else c for c in words)


def _field(attribute: Attribute) -> str:
    return f"- **{plain(attribute.name)}**{''.join(_about(attribute))}"


def _about(attribute: Attribute) -> Iterator[str]:
    if attribute.required or attribute.required_when is not None:
        yield ", required"
    if attribute.choices:
        shown = (
            f"*{plain(each)}*" if each == attribute.default else plain(each)
            for each in attribute.choices
        )
        yield f": {', '.join(shown)}"
    if attribute.help:
        yield f". {plain(attribute.help)}"


def _role(relation: RelationType, codebook: Codebook) -> str:
    named = (codebook.keyed(key) for key in relation.targets)
    targets = " or ".join(plain(tag.name) for tag in named if tag is not None)
    leads = f" → {targets}" if targets else ""
    helped = f": {plain(relation.help)}" if relation.help else ""
    return f"- **{plain(relation.name)}**{leads}{helped}"
