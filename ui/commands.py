"""The catalogue of commands: what each is called and which keys it has from the start.

`context` says where a key counts: everywhere in the window, or only in the article; `modes` in
which of the modes, none named meaning all: a letter is the codebook's while tagging and has another
meaning while reviewing, and in each mode it has one only. Keys are written as Qt's portable key
sequences. None needs AltGr on a German, French or Spanish keyboard.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Context = Literal["window", "article"]
Mode = Literal["tag", "review", "adjudicate"]
MODES: tuple[Mode, ...] = ("tag", "review", "adjudicate")


class Command(NamedTuple):
    """One thing to do, by its id; `group` is its menu and its heading in the list of keys."""

    id: str
    text: str
    group: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    context: Context = "window"
    checkable: bool = False
    modes: tuple[Mode, ...] = ()

    def counts_in(self, mode: Mode) -> bool:
        """Tell whether the command can be given in a mode."""
        return not self.modes or mode in self.modes


# What changes one's own layer: the keys of these count while tagging only.
_TAGGING = frozenset(
    {
        *("repeat", "occurrences", "delete", "relate", "unsure", "copy-to-own", "grow"),
        *("add-fragment", "end-word-right", "end-word-left", "start-word-left"),
        *("start-word-right", "end-char-right", "end-char-left", "start-char-left"),
        *("start-char-right", "take-proposed", "take-with-date", "same-as-last"),
    }
)
_REVIEW: tuple[Mode, ...] = ("review",)
_CASES: tuple[Mode, ...] = ("review", "adjudicate")
_GOLD: tuple[Mode, ...] = ("adjudicate",)
_CATALOGUE: tuple[Command, ...] = (
    Command("new-project", "New project…", "File", ("Ctrl+N",), "new"),
    Command("open-project", "Open project…", "File", ("Ctrl+O",), "open"),
    Command("open-sample", "Open the sample", "File", (), "sample"),
    Command("import", "Import articles…", "File", ("Ctrl+I",), "import"),
    Command("import-folder", "Import a folder…", "File", ("Ctrl+Shift+I",), "import"),
    Command("export", "Export annotations…", "File", ("Ctrl+E",), "export"),
    Command("export-pdf", "Save the article as PDF…", "File", ("Ctrl+Shift+P",), "pdf"),
    Command("export-html", "Save the article as HTML…", "File", ("Ctrl+Shift+H",), "copy"),
    Command("print", "Print the article…", "File", ("Ctrl+P",), "print"),
    Command("send", "Send to a colleague…", "File", ("Ctrl+Shift+S",), "export"),
    Command("merge", "Merge a colleague's file…", "File", ("Ctrl+G",), "merge"),
    Command("roll-back", "Roll back the latest merge…", "File", (), "restore"),
    Command("restore", "Restore a backup…", "File", (), "restore"),
    Command("close-project", "Close the project", "File", ("Ctrl+W",), "close"),
    Command("quit", "Quit", "File", ("Ctrl+Q",)),
    Command("undo", "Undo", "Edit", ("Ctrl+Z",), "undo"),
    Command("redo", "Redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Command("find", "Find in the article", "Edit", ("Ctrl+F",), "find"),
    Command("find-next", "Next hit", "Edit", ("F3",), "next"),
    Command("find-previous", "Previous hit", "Edit", ("Shift+F3",), "previous"),
    Command("find-project", "Find in the project", "Edit", ("Ctrl+Shift+F",), "search"),
    Command("codebook", "Codebook…", "Edit", ("Ctrl+Shift+K",), "tag"),
    Command("repeat", "Repeat the last tag", "Annotate", (".",), "repeat", "article"),
    Command(
        "occurrences", "Tag the other occurrences…", "Annotate", ("*", "Ctrl+Shift+O"),
        "find", "article",
    ),
    Command("delete", "Delete the annotation", "Annotate", ("Del",), "delete", "article"),
    Command("next-span", "Next annotation", "Annotate", ("Tab",), "next", "article"),
    Command(
        "previous-span", "Previous annotation", "Annotate", ("Shift+Tab",), "previous", "article"
    ),
    Command(
        "details", "Go to the inspector", "Annotate", ("Return", "Enter"), "inspector", "article"
    ),
    Command(
        "take-proposed", "Take what the words propose", "Annotate", ("=", "Shift+F12"), "done"
    ),
    Command(
        "take-with-date", "Take it with the document’s date", "Annotate", ("Ctrl+F12",), "done"
    ),
    Command("same-as-last", "Fill in as last time", "Annotate", (",", "Shift+F4"), "repeat"),
    Command("next-incomplete", "Next incomplete annotation", "Annotate", ("F12",), "next"),
    Command("note", "Write a note", "Annotate", ("F2",), "note"),
    Command("relate", "Relate to another span", "Annotate", (";",), "relate", "article"),
    Command("unsure", "Mark as unsure, or sure again", "Annotate", ("Ctrl+U",)),
    Command("copy-to-own", "Copy into my layer", "Annotate", ("Ctrl+Shift+C",), "copy"),
    Command("grow", "Select the word, sentence, paragraph", "Annotate", ("Space",), "", "article"),
    Command(
        "add-fragment", "Keep the selection and add to it", "Annotate", ("+", "Ctrl+M"),
        "add-fragment", "article",
    ),
    Command("let-go", "Let go: selection, armed tag, span", "Annotate", ("Esc",), "", "article"),
    Command("end-word-right", "End one word further", "Edges", ("F8", ">"), "", "article"),
    Command("end-word-left", "End one word back", "Edges", ("F7", "<"), "", "article"),
    Command("start-word-left", "Start one word earlier", "Edges", ("Shift+F7",), "", "article"),
    Command("start-word-right", "Start one word later", "Edges", ("Shift+F8",), "", "article"),
    Command("end-char-right", "End one character further", "Edges", ("Ctrl+F8",), "", "article"),
    Command("end-char-left", "End one character back", "Edges", ("Ctrl+F7",), "", "article"),
    Command(
        "start-char-left", "Start one character earlier", "Edges", ("Ctrl+Shift+F7",), "", "article"
    ),
    Command(
        "start-char-right", "Start one character later", "Edges", ("Ctrl+Shift+F8",), "", "article"
    ),
    Command("review", "Review a colleague…", "Review", ("Ctrl+R",), "review", checkable=True),
    Command("feedback", "What reviewers said of my tags…", "Review", ("Ctrl+Shift+R",), "review"),
    Command("comment", "Comment…", "Review", ("Ctrl+Shift+M",), "comment"),
    Command("agreement", "Agreement…", "Review", ("Ctrl+Shift+A",), "agreement"),
    Command("case-next", "Next case", "Review", ("N", "Space"), "next", "article", modes=_CASES),
    Command("case-back", "Case before", "Review", ("B",), "previous", "article", modes=_CASES),
    Command("accept", "Accept as it stands", "Review", ("A",), "done", "article", modes=_REVIEW),
    Command("amend", "Edit a copy and accept that", "Review", ("E",), "note", "article",
            modes=_REVIEW),
    Command("reject", "Reject with a reason…", "Review", ("R", "X"), "skip", "article",
            modes=_REVIEW),
    Command("missed", "Tag what was missed", "Review", ("M",), "add-fragment", "article",
            modes=_REVIEW),
    Command("accept-same", "Accept all that my layer has too", "Review", ("Shift+A",), "",
            "article", modes=_REVIEW),
    Command("withdraw", "Take the verdict back", "Review", ("Del",), "delete", "article",
            modes=_REVIEW),
    Command("adjudicate", "Adjudicate…", "Review", ("Ctrl+Shift+J",), "done", checkable=True),
    *(
        Command(f"take-{n}", f"Take version {n}", "Adjudicate", (str(n),), "", "article",
                modes=_GOLD)
        for n in range(1, 10)
    ),
    Command("join", "Join the boundaries", "Adjudicate", ("J",), "relate", "article", modes=_GOLD),
    Command("edit-gold", "Take and edit", "Adjudicate", ("E",), "note", "article", modes=_GOLD),
    Command("nobody", "Nobody is right", "Adjudicate", ("X",), "skip", "article", modes=_GOLD),
    Command("undecided", "Leave undecided", "Adjudicate", ("U",), "", "article", modes=_GOLD),
    Command("undo-decision", "Take the decision back", "Adjudicate", ("Del",), "delete", "article",
            modes=_GOLD),
    Command("add-gold", "Tag what everybody missed", "Adjudicate", ("M",), "add-fragment",
            "article", modes=_GOLD),
    Command("accept-agreed", "Take what is agreed…", "Adjudicate", ("Shift+A",), "", "article",
            modes=_GOLD),
    Command("case-comment", "Comment on the case…", "Review", ("C",), "comment", "article",
            modes=_CASES),
    Command("next-unfinished", "Next unfinished document", "Document", ("F5",), "next"),
    Command("next-document", "Next document", "Document", ("Ctrl+PgDown",)),
    Command("previous-document", "Previous document", "Document", ("Ctrl+PgUp",)),
    Command("mark-done", "Mark as done", "Document", ("Ctrl+D",), "done"),
    Command("mark-in-progress", "Mark as in progress", "Document", ("Ctrl+Shift+D",), "progress"),
    Command("mark-new", "Mark as new", "Document", (), "new-doc"),
    Command("skip", "Skip with a reason…", "Document", ("Ctrl+K",), "skip"),
    Command("document-note", "Note on the document…", "Document", ("Shift+F2",), "note"),
    Command("assign", "Assign documents…", "Document", ("Ctrl+Shift+L",), "person"),
    Command("carry", "Carry over to a variant…", "Document", ("Ctrl+Shift+V",), "copy"),
    Command("purge-document", "Purge for good…", "Document", (), "delete"),
    Command("remove-document", "Remove from the project", "Document", (), "delete"),
    Command("pane-documents", "Documents", "View", ("Ctrl+1",), "documents", checkable=True),
    Command("pane-inspector", "Inspector", "View", ("Ctrl+2",), "inspector", checkable=True),
    Command("pane-annotations", "Annotations", "View", ("Ctrl+3",), "table", checkable=True),
    Command("pane-history", "History", "View", ("Ctrl+4",), "history", checkable=True),
    Command("pane-search", "Find in the project", "View", ("Ctrl+5",), "search", checkable=True),
    Command("guidelines", "Guidelines of the tag", "View", ("F9",), "note", checkable=True),
    Command("incomplete", "What is incomplete", "View", ("F4",), "warning", checkable=True),
    Command("recheck", "To look at again", "View", (), "done", checkable=True),
    Command("pane-relations", "Relations", "View", ("Ctrl+6",), "relate", checkable=True),
    Command("pane-register", "Register of entities", "View", ("Ctrl+7",), "person", checkable=True),
    Command("pane-facts", "Facts", "View", ("Ctrl+8",), "table", checkable=True),
    Command("pane-review", "Review", "View", (), "review", checkable=True),
    Command("pane-adjudication", "Adjudication", "View", (), "done", checkable=True),
    Command(
        "pane-conflicts", "Conflicts and variants", "View", ("Ctrl+Shift+G",), "merge",
        checkable=True,
    ),
    Command("pane-comments", "Comments", "View", ("Ctrl+9",), "comment", checkable=True),
    Command("next-pane", "Next pane", "View", ("F6",)),
    Command("previous-pane", "Previous pane", "View", ("Shift+F6",)),
    Command("focus-mode", "Only the article", "View", ("F11",), "focus", checkable=True),
    Command("layers", "Layers of colleagues…", "View", ("Ctrl+L",), "person"),
    Command("zoom-in", "Larger text", "View", ("Ctrl++", "Ctrl+="), "zoom-in"),
    Command("zoom-out", "Smaller text", "View", ("Ctrl+-",), "zoom-out"),
    Command("zoom-reset", "Normal text size", "View", ("Ctrl+0",)),
    Command("theme", "Light or dark", "View", ("Ctrl+T",), "theme"),
    Command("keys", "Keys", "Help", ("F1", "?"), "keys"),
    Command("about", "About Glossator", "Help", ()),
)  # fmt: skip
COMMANDS: tuple[Command, ...] = tuple(
    command._replace(modes=("tag",)) if command.id in _TAGGING else command
    for command in _CATALOGUE
)
BY_ID = {command.id: command for command in COMMANDS}
GROUPS = tuple(dict.fromkeys(command.group for command in COMMANDS))
