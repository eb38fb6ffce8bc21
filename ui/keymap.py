"""Which keys do what: the catalogue's, changed by a file of the user's, never two at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtGui import QKeySequence

from storage.errors import GlossatorError
from ui.commands import BY_ID, COMMANDS, GROUPS, MODES, Command, Mode

if TYPE_CHECKING:
    from domain.codebook import Codebook, Tag

FILE_NAME = "keys.toml"
TEMPLATE = """\
# Keys of Glossator. One line a command; an empty list takes its keys away. For example:
#   mark-done = ["Ctrl+Return"]
#   next-unfinished = ["F5", "Ctrl+J"]
# Letters and digits in the article belong to the codebook's tags.

[keys]
"""
_WHILE: tuple[tuple[Mode, str], ...] = (
    ("review", "While reviewing"),
    ("adjudicate", "While adjudicating"),
)
# Keys that move the caret: the article keeps them for itself.
_CARET = ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")


class KeymapError(GlossatorError):
    """A keys file that cannot be followed; the keys stay as they were."""


class Keymap(NamedTuple):
    """The keys of every command, by its id, in Qt's portable writing."""

    keys: Mapping[str, tuple[str, ...]]

    def of(self, command: str) -> tuple[str, ...]:
        """Return the keys of a command."""
        return self.keys.get(command, ())

    def shown(self, command: str) -> str:
        """Return the first key as people read it on this system, or nothing."""
        keys = self.of(command)
        return native(keys[0]) if keys else ""


def default_keymap() -> Keymap:
    """Return the keys of the catalogue."""
    return Keymap({command.id: command.keys for command in COMMANDS})


def load_keymap(path: Path, codebook: Codebook | None = None) -> Keymap:
    """Return the catalogue's keys with the changes in the file at `path`, if there is one.

    Raises KeymapError, naming the line's command, for an unknown command or key, and for a key
    that two commands, or a command and a tag of the codebook, would share.
    """
    if not path.exists():
        return default_keymap()
    import tomllib

    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise KeymapError(
            f"The keys in {path} were not taken: {error}. The usual keys stay in force."
        ) from error
    changed = _changes(table.get("keys", {}), path)
    keymap = Keymap({**default_keymap().keys, **changed})
    check(keymap, codebook, path)
    return keymap


def _changes(table: Any, path: Path) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        raise KeymapError(f"{path} has no table [keys]. The usual keys stay in force.")
    changed = {}
    for name, keys in table.items():
        if name not in BY_ID:
            raise KeymapError(
                f"{path} names “{name}”, which is no command. The usual keys stay in force."
            )
        listed = [keys] if isinstance(keys, str) else keys
        if not isinstance(listed, list) or not all(_is_key(key) for key in listed):
            raise KeymapError(
                f"{path} gives “{name}” the keys {keys}, which cannot be read; write them like "
                '["Ctrl+Return", "F5"]. The usual keys stay in force.'
            )
        changed[name] = tuple(_normal(key) for key in listed)
    return changed


def check(keymap: Keymap, codebook: Codebook | None, path: Path | None = None) -> None:
    """Raise KeymapError if a key has two meanings in a mode, also with a codebook's keys."""
    where = f" in {path}" if path else ""
    for mode in MODES:
        _check_mode(keymap, codebook if mode == "tag" else None, mode, where)


def _check_mode(keymap: Keymap, codebook: Codebook | None, mode: Mode, where: str) -> None:
    seen: dict[str, Command] = {}
    pairs = (
        (command, _normal(key))
        for command in COMMANDS
        if command.counts_in(mode)
        for key in keymap.of(command.id)
    )
    for command, key in pairs:
        other = seen.get(key)
        if other is not None:
            raise KeymapError(
                f"The key {native(key)}{where} would mean both “{other.text}” and "
                f"“{command.text}”. The usual keys stay in force."
            )
        if key.split("+")[-1] in _CARET and "Ctrl+Pg" not in key:
            raise KeymapError(
                f"The key {native(key)}{where} moves the caret in the article, so "
                f"“{command.text}” cannot have it. The usual keys stay in force."
            )
        seen[key] = command
    for tag in codebook.active if codebook else ():
        for key in tag_keys(tag, codebook):
            if key in seen:
                raise KeymapError(
                    f"The key {native(key)}{where} belongs to the tag “{tag.name}”, so "
                    f"“{seen[key].text}” cannot have it. The usual keys stay in force."
                )


def tag_keys(tag: Tag, codebook: Codebook | None) -> tuple[str, ...]:
    """Return the keys that give a tag: its letter, and the digit of its place (1 to 9)."""
    keys = [tag.shortcut.upper()] if tag.shortcut else []
    if codebook is not None and tag in codebook.active[:9]:
        keys.append(str(codebook.active.index(tag) + 1))
    return tuple(keys)


def retag_keys(tag: Tag) -> tuple[str, ...]:
    """Return the key that gives the span at hand another tag: Shift and the tag's letter."""
    return (f"Shift+{tag.shortcut.upper()}",) if tag.shortcut else ()


def native(key: str) -> str:
    """Return a key as people read it on this system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def listing(keymap: Keymap, codebook: Codebook | None) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return group, text and keys of everything that can be done by key, tags first.

    A key may mean something else while cases are decided: each of these modes is a group.
    """
    tags = codebook.active if codebook else ()
    rows = [
        ("Tags", f"Tag the selection as {tag.name}, or arm it", tag_keys(tag, codebook))
        for tag in tags
    ]
    rows += [("Tags", f"Retag the span at hand as {tag.name}", retag_keys(tag)) for tag in tags]
    rows += [
        (group, command.text.rstrip("…"), keymap.of(command.id))
        for group, command in _grouped()
        if keymap.of(command.id)
    ]
    shown = [(group, text, tuple(map(native, keys))) for group, text, keys in rows]
    return shown + list(MOVING)


def _grouped() -> Iterator[tuple[str, Command]]:
    """Yield every command with its heading; one of two modes comes under both."""
    for group in GROUPS:
        here = [c for c in COMMANDS if c.group == group and (not c.modes or "tag" in c.modes)]
        yield from ((group, command) for command in here)
        if group == "Review":
            for mode, heading in _WHILE:
                yield from ((heading, c) for c in COMMANDS if c.modes and mode in c.modes)


MOVING: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("In the article", "Move by character, line", ("Arrows",)),
    ("In the article", "Move by word", ("Ctrl+Left", "Ctrl+Right")),
    ("In the article", "Move by sentence", ("Alt+Left", "Alt+Right")),
    ("In the article", "Move by paragraph", ("Ctrl+Up", "Ctrl+Down")),
    ("In the article", "Select while moving", ("Shift with any of these",)),
    ("In the article", "Exact characters with the mouse", ("Alt while dragging",)),
    ("In the article", "Add a fragment with the mouse", ("Ctrl while dragging",)),
    ("In the agreement window", "Next page, page before", ("Ctrl+PgDown", "Ctrl+PgUp")),
    ("In the agreement window", "List the cases of a figure, go to one", ("Return",)),
    ("In the agreement window", "Compare again", ("F5",)),
    ("In the agreement window", "Back to the figures, then close", ("Esc",)),
    ("Among conflicts", "Take the other", ("T",)),
    ("Among conflicts", "Leave it as it stands", ("L",)),
    ("In the register", "Filter by typing", ("Letters",)),
    ("In the register", "Show where it is mentioned", ("Return",)),
    ("In the register", "Rename", ("F2",)),
    ("In the register", "New entity", ("Ins",)),
    ("In the register", "Merge into one", ("Ctrl+M",)),
    ("In the register", "Split off mentions", ("Ctrl+Shift+M",)),
    ("In the register", "Delete", ("Del",)),
)


def _is_key(key: object) -> bool:
    return isinstance(key, str) and bool(QKeySequence(key).toString()) and "," not in key.strip(",")


def _normal(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def sequences(keys: Iterable[str]) -> list[QKeySequence]:
    """Return keys as Qt takes them."""
    return [QKeySequence(key) for key in keys]
