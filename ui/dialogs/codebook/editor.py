"""The codebook editor: tags on the left, the chosen one on the right, saved as one undo step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QTabWidget,
    QWidget,
)

from domain.codebook import Attribute, Tag
from domain.codebook_edit import put_tag
from domain.codebook_exchange import exchange
from storage.codebook_editing import preview
from storage.codebook_file import read_codebook, save_codebook
from storage.codebook_records import identify_in
from storage.errors import GlossatorError
from ui.dialogs.codebook.draft import Draft, Part, with_part
from ui.dialogs.codebook.guidelines_page import GuidelinesPage
from ui.dialogs.codebook.outlook import ConfirmDialog, outlook
from ui.dialogs.codebook.part_forms import AttributeForm, PartForm, RelationForm
from ui.dialogs.codebook.parts_page import ATTRIBUTE_COLUMNS, RELATION_COLUMNS, PartsPage
from ui.dialogs.codebook.tag_list import TagList
from ui.dialogs.codebook.tag_page import TagPage
from ui.dialogs.form import FormDialog, wrapped
from ui.keymap import Keymap
from ui.pauses import pause
from ui.session import Session
from ui.theme.metrics import SPACE_4
from ui.theme.theme import Theme

_SIZE = (980, 680)
_SOON = 200  # Milliseconds of quiet after which the effects are counted
_FILES = "Codebooks (*.json);;All files (*)"


class CodebookDialog(FormDialog):
    """Changes a draft; Save says what it does to how many annotations, and does it at once."""

    def __init__(self, session: Session, theme: Theme, keymap: Keymap, parent: QWidget) -> None:
        super().__init__("Codebook", "&Save", parent)
        self._session = session
        self.draft = Draft(session.codebook, identify_in(session.project.id), keymap)
        self.tags = TagList(theme)
        self.pages = QTabWidget()
        self.tag_page = TagPage(theme)
        self.guidelines = GuidelinesPage(theme)
        self.attributes = PartsPage("attribute", ATTRIBUTE_COLUMNS, theme)
        self.relations = PartsPage("relation", RELATION_COLUMNS, theme)
        self.outlook = wrapped("", "muted")
        self._soon = pause(self, _SOON)
        self._lay_out()
        self._connect()
        self.tags.show_codebook(self.draft.codebook)
        self.tags.choose_first()
        self._judge()
        self.resize(*_SIZE)

    # What happens

    def save(self) -> None:
        """Put the draft in force, after a look at what it does to annotations."""
        if self.draft.problem():
            return
        seen = preview(self._session.project, self.draft.codebook)
        if not seen.differences and self.draft.extras is None:
            self.accept()
            return
        if seen.effects and ConfirmDialog(seen, self).exec() != QDialog.DialogCode.Accepted:
            return
        changed = self._session.change_codebook(self.draft.codebook, self.draft.extras)
        if changed is not None or not seen.differences:
            self.accept()

    def take_file(self, path: Path) -> None:
        """Bring the draft up to a file; say what is wrong with it, if anything is."""
        try:
            self.draft.take(read_codebook(path))
        except GlossatorError as error:
            self.say(str(error))

    def save_file(self, path: Path) -> None:
        """Write the codebook as it stands in the draft to a file."""
        codebooks = self._session.project.codebooks
        former = self.draft.extras or codebooks.version(self.draft.stored.version)
        try:
            save_codebook(path, exchange(self.draft.codebook, former))
        except OSError as error:
            self.say(f"{path} could not be written: {error.strerror}. Try another place.")

    def part_form(self, part: Part, tag: Tag) -> PartForm:
        """Return the form for an attribute or a relation type of a tag."""

        def judge(changed: Part) -> str:
            return self.draft.problem(put_tag(self.draft.codebook, with_part(tag, changed)))

        if isinstance(part, Attribute):
            return AttributeForm(part, tag, judge, self)
        return RelationForm(part, tag, self.draft.codebook.active, judge, self)

    def _ask(self, part: Part, *, is_new: bool) -> None:
        tag = self._tag()
        form = self.part_form(part, tag)
        if form.exec() == QDialog.DialogCode.Accepted:
            made = form.part()
            if is_new:
                made = self.draft.keyed(tag, made)
            self.draft.put_part(tag, made)
            page = self.attributes if isinstance(made, Attribute) else self.relations
            page.choose(made.id)
        form.deleteLater()

    def _show(self) -> None:
        """Show the draft after a change, the chosen tag first of all."""
        self.tags.show_codebook(self.draft.codebook)
        self._show_tag()
        self._judge()

    def _show_tag(self) -> None:
        chosen = self.tags.chosen()
        for page in (self.tag_page, self.attributes, self.relations):
            self.pages.setTabVisible(self.pages.indexOf(page), chosen != "")
        if chosen == "":
            self.guidelines.show_guidelines(self.draft.codebook.guidelines)
            return
        tag = self.draft.tag(chosen)
        self.tag_page.show_tag(tag)
        self.guidelines.show_guidelines(tag.guidelines)
        for page, parts in ((self.attributes, tag.attributes), (self.relations, tag.relations)):
            new = frozenset(part.id for part in parts if self.draft.is_new_part(tag, part))
            page.show_parts(parts, new)
        self.tags.offer(tag, is_new=self.draft.is_new(tag))

    def _judge(self) -> None:
        problem = self.draft.problem()
        self.say(problem)
        self.primary.setEnabled(not problem and not self._session.read_only)
        self._soon.start()

    def _count(self) -> None:
        if not self.draft.problem():
            self.outlook.setText(outlook(preview(self._session.project, self.draft.codebook)))

    # What the pages ask for

    def _tag(self) -> Tag:
        return self.draft.tag(self.tags.chosen())

    def _write_guidelines(self, written: str) -> None:
        if self.tags.chosen():
            self.draft.put(replace(self._tag(), guidelines=written))
        else:
            self.draft.set_codebook(replace(self.draft.codebook, guidelines=written))

    def _add_tag(self) -> None:
        self.tags.choose(self.draft.add_tag().id)
        self.pages.setCurrentWidget(self.tag_page)
        self.tag_page.name.setFocus()
        self.tag_page.name.selectAll()

    def _move_tag(self, step: int) -> None:
        self.draft.move(self._tag(), step)

    def _retire_tag(self) -> None:
        self.draft.retire(self._tag())

    def _offer_merge(self) -> None:
        menu = QMenu(self)
        tag = self._tag()
        for other in self.draft.codebook.active:
            if other.id != tag.id:
                menu.addAction(f"Merge into “{other.name}”").setData(other.id)
        menu.triggered.connect(self._merge)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.tags.merge.mapToGlobal(self.tags.merge.rect().bottomLeft()))

    def _merge(self, action: QAction) -> None:
        into = str(action.data())
        self.draft.merge(self._tag(), into)

    def _offer_part_merge(self, part: str) -> None:
        page, tag = self.sender(), self._tag()
        assert isinstance(page, PartsPage)
        menu = QMenu(self)
        for other in self.draft.mergeable(tag, self._part(part)):
            menu.addAction(f"Merge into “{other.name}”").setData((part, other.id))
        if menu.isEmpty():
            menu.addAction("There is no other of the same type").setEnabled(False)
        menu.triggered.connect(self._merge_part)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(page.merge.mapToGlobal(page.merge.rect().bottomLeft()))

    def _merge_part(self, action: QAction) -> None:
        part, into = action.data()
        self.draft.merge_part(self._tag(), self._part(part), into)

    def _add_attribute(self) -> None:
        self._ask(self.draft.new_attribute(self._tag()), is_new=True)

    def _add_relation(self) -> None:
        self._ask(self.draft.new_relation(self._tag()), is_new=True)

    def _edit_part(self, part: str) -> None:
        self._ask(self._part(part), is_new=False)

    def _move_part(self, part: str, step: int) -> None:
        self.draft.move_part(self._tag(), self._part(part), step)

    def _retire_part(self, part: str) -> None:
        self.draft.retire_part(self._tag(), self._part(part))

    def _part(self, part: str) -> Part:
        tag = self._tag()
        parts: tuple[Part, ...] = (*tag.attributes, *tag.relations)
        return next(each for each in parts if each.id == part)

    def _import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Import a codebook", str(self._session.project.path.parent), _FILES
        )
        if chosen:
            self.take_file(Path(chosen))

    def _export(self) -> None:
        proposed = self._session.project.path.with_name("codebook.json")
        chosen, _ = QFileDialog.getSaveFileName(self, "Export the codebook", str(proposed), _FILES)
        if chosen:
            self.save_file(Path(chosen))

    # Building

    def _lay_out(self) -> None:
        self.pages.addTab(self.tag_page, "Tag")
        self.pages.addTab(self.guidelines, "Guidelines")
        self.pages.addTab(self.attributes, "Attributes")
        self.pages.addTab(self.relations, "Relations")
        halves = QHBoxLayout()
        halves.setSpacing(SPACE_4)
        halves.addWidget(self.tags)
        halves.addWidget(self.pages, 1)
        self.body.addLayout(halves, 1)
        self.body.addWidget(self.outlook)
        self.import_button = QPushButton("&Import…")
        self.export_button = QPushButton("E&xport…")
        for button in (self.import_button, self.export_button):
            button.setAutoDefault(False)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)

    def _connect(self) -> None:
        self.buttons.accepted.disconnect(self.accept)
        self.buttons.accepted.connect(self.save)
        self._soon.timeout.connect(self._count)
        self.draft.changed.connect(self._show)
        self.export_button.clicked.connect(self._export)
        self.import_button.clicked.connect(self._import)
        self.tags.add_requested.connect(self._add_tag)
        self.tags.chosen_changed.connect(self._show_tag)
        self.tags.merge_requested.connect(self._offer_merge)
        self.tags.move_requested.connect(self._move_tag)
        self.tags.retire_requested.connect(self._retire_tag)
        self.tag_page.tag_changed.connect(self.draft.put)
        self.guidelines.written.connect(self._write_guidelines)
        self.attributes.add_requested.connect(self._add_attribute)
        self.relations.add_requested.connect(self._add_relation)
        for page in (self.attributes, self.relations):
            page.edit_requested.connect(self._edit_part)
            page.move_requested.connect(self._move_part)
            page.merge_requested.connect(self._offer_part_merge)
            page.retire_requested.connect(self._retire_part)

    # Qt overrides

    def done(self, result: int) -> None:
        self._soon.stop()
        super().done(result)
