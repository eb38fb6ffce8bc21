"""The panes around the article, one line each: how each is made, and what its own wishes lead to.

A pane's module is imported when the pane is made, which is when it is first looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from ui.window.pane_place import AnyPane
    from ui.window.workbench import Workbench

Where = Literal["left", "right", "below", "beside"]


class PaneEntry(NamedTuple):
    """A pane by the id of the command that shows it; `beside` means beside the article.

    A `quiet` one has no tab until it is asked for, so that the usual ones have room.
    """

    command: str
    title: str
    where: Where
    make: Callable[[Workbench], AnyPane]
    quiet: bool = False

    def pane(self, bench: Workbench) -> AnyPane:
        """Return the pane, newly made; what any pane may ask for is connected here."""
        pane = self.make(bench)
        pane.jump_requested.connect(bench.jump)
        pane.leave_requested.connect(bench.focus_article)
        return pane


def _documents(bench: Workbench) -> AnyPane:
    from ui.panes.documents import DocumentsPane

    pane = DocumentsPane(bench.session, bench.theme)
    pane.import_requested.connect(bench.import_requested)
    pane.note_requested.connect(bench.document_note_requested)
    pane.open_requested.connect(bench.open_document)
    pane.remove_requested.connect(bench.session.remove_document)
    pane.skip_requested.connect(bench.skip_requested)
    pane.state_requested.connect(bench.session.set_state)
    return pane


def _inspector(bench: Workbench) -> AnyPane:
    from ui.panes.inspector import InspectorPane

    pane = InspectorPane(bench.session, bench.theme)
    pane.copy_requested.connect(bench.session.copy_to_own)
    pane.relate_requested.connect(bench.relating.begin_role)
    pane.retag_requested.connect(bench.desk.retag)
    pane.unlink_requested.connect(bench.unlink)
    return pane


def _annotations(bench: Workbench) -> AnyPane:
    from ui.panes.annotations import AnnotationsPane

    pane = AnnotationsPane(bench.session, bench.theme)
    pane.copy_requested.connect(bench.session.copy_to_own)
    pane.delete_requested.connect(bench.session.delete)
    pane.retag_requested.connect(bench.session.retag)
    pane.several_chosen.connect(bench.show_several)
    pane.unsure_requested.connect(bench.session.set_confidence)
    return pane


def _history(bench: Workbench) -> AnyPane:
    from ui.panes.history import HistoryPane

    pane = HistoryPane(bench.session, bench.theme)
    pane.open_requested.connect(bench.open_document)
    pane.revert_requested.connect(bench.session.revert)
    pane.roll_back_requested.connect(bench.roll_back_requested)
    return pane


def _search(bench: Workbench) -> AnyPane:
    from ui.panes.search import SearchPane

    pane = SearchPane(bench.session, bench.theme)
    pane.hit_requested.connect(bench.show_passage)
    return pane


def _relations(bench: Workbench) -> AnyPane:
    from ui.panes.relations import RelationsPane

    pane = RelationsPane(bench.session, bench.theme)
    pane.unlink_requested.connect(bench.session.unrelate)
    return pane


def _incomplete(bench: Workbench) -> AnyPane:
    from ui.panes.incomplete import IncompletePane

    pane = IncompletePane(bench.session, bench.theme)
    pane.fill_requested.connect(bench.fill_in)
    return pane


def _recheck(bench: Workbench) -> AnyPane:
    from ui.panes.recheck import RecheckPane

    return RecheckPane(bench.session, bench.theme)


def _facts(bench: Workbench) -> AnyPane:
    from ui.panes.facts import FactsPane

    pane = FactsPane(bench.session, bench.theme)
    pane.export_requested.connect(bench.facts_export_requested)
    return pane


def _register(bench: Workbench) -> AnyPane:
    from ui.panes.register import RegisterPane
    from ui.window.register_talks import RegisterTalks

    desk = bench.inspector.register
    pane = RegisterPane(bench.session, desk, bench.theme)
    RegisterTalks(bench.session, desk, pane, bench)
    return pane


def _guidelines(bench: Workbench) -> AnyPane:
    from ui.panes.guidelines import GuidelinesPane

    pane = GuidelinesPane(bench.session, bench.theme)
    pane.close_requested.connect(bench.toggle_guidelines)
    return pane


def _review(bench: Workbench) -> AnyPane:
    from ui.panes.review import ReviewPane

    pane = ReviewPane(bench.session, bench.review, bench.theme)
    pane.review_requested.connect(bench.review_requested)
    return pane


def _adjudication(bench: Workbench) -> AnyPane:
    from ui.panes.adjudication import AdjudicationPane

    pane = AdjudicationPane(bench.session, bench.adjudication, bench.theme)
    pane.adjudicate_requested.connect(bench.adjudicate_requested)
    return pane


def _comments(bench: Workbench) -> AnyPane:
    from ui.panes.comments import CommentsPane

    pane = CommentsPane(bench.session, bench.theme)
    pane.comment_requested.connect(bench.comment_requested)
    pane.edit_requested.connect(bench.edit_comment_requested)
    pane.passage_requested.connect(bench.show_passage)
    pane.reply_requested.connect(bench.reply_requested)
    return pane


def _conflicts(bench: Workbench) -> AnyPane:
    from ui.panes.conflicts import ConflictsPane

    pane = ConflictsPane(bench.session, bench.theme)
    pane.carry_requested.connect(bench.carry_requested)
    pane.open_requested.connect(bench.open_document)
    return pane


ENTRIES = (
    PaneEntry("pane-documents", "Documents", "left", _documents),
    PaneEntry("pane-inspector", "Inspector", "right", _inspector),
    PaneEntry("pane-annotations", "Annotations", "below", _annotations),
    PaneEntry("pane-history", "History", "below", _history),
    PaneEntry("pane-search", "Find", "below", _search),
    PaneEntry("pane-relations", "Relations", "below", _relations),
    PaneEntry("pane-register", "Register", "below", _register),
    PaneEntry("incomplete", "Incomplete", "below", _incomplete),
    PaneEntry("recheck", "Another look", "below", _recheck, quiet=True),
    PaneEntry("pane-facts", "Facts", "below", _facts, quiet=True),
    PaneEntry("pane-review", "Review", "below", _review, quiet=True),
    PaneEntry("pane-adjudication", "Adjudication", "below", _adjudication, quiet=True),
    PaneEntry("pane-comments", "Comments", "below", _comments, quiet=True),
    PaneEntry("pane-conflicts", "Conflicts", "below", _conflicts, quiet=True),
    PaneEntry("guidelines", "Guidelines", "beside", _guidelines),
)
ARRANGED = tuple(entry.command for entry in ENTRIES if entry.where != "beside")
