"""The last question before what cannot be undone."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from storage.merge.rolling_back import WayBack
from ui.dialogs.form import FormDialog, wrapped
from ui.wording import counted, moment

_WIDTH = 480


class RollBackDialog(FormDialog):
    """Asks whether to go back to what was before a merge."""

    def __init__(self, found: WayBack, parent: QWidget | None = None) -> None:
        super().__init__("Roll back the merge", "&Roll back", parent)
        since = (
            f" {counted(found.since, 'change')} made since then will be taken back too."
            if found.since
            else ""
        )
        self.sentence = wrapped(
            f"The project goes back to what it was before “{found.merge.label}” "
            f"({moment(found.merge.at)}).{since} What it holds now is backed up first, so you can "
            "return to it with File › Restore a backup."
        )
        self.body.addWidget(self.sentence)
        self.setMinimumWidth(_WIDTH)


class PurgeDialog(FormDialog):
    """Asks whether a document is to go for good."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("Purge the document", "&Purge for good", parent)
        self.primary.setDefault(False)
        self.primary.setAutoDefault(False)
        self.backups = QCheckBox("Remove this project's &backups too: they still hold the text")
        self.body.addWidget(
            wrapped(
                f"The text of “{title}”, all tags, comments and their history are removed, for "
                "everyone in this project, and in every copy that merges this one. This cannot be "
                "undone, and the text cannot be imported again. To only take it out, use Remove "
                "from the project."
            )
        )
        self.body.addWidget(self.backups)
        self.setMinimumWidth(_WIDTH)
        self.cancel.setFocus()
