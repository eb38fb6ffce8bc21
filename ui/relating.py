"""Relating by keys: `;`, the letter of a role, the hint on the partner."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, QPoint, Signal

from domain.annotation import Annotation
from domain.codebook import Codebook
from domain.ids import AnnotationId, RelationId
from domain.relating import MOST_HINTS, Role, candidates, hint_letters, roles_of
from ui.reader.view import ReaderView
from ui.relating_keys import RelatingKeys
from ui.role_popup import RolePopup, spoken
from ui.session import Session

Stage = Literal["", "role", "partner"]
_SHORT = 32


class Relating(QObject):
    """A mode of the article: while it lasts, its keys and clicks choose a role and a partner.

    `asked` carries what is expected next, in a sentence; an empty one says that the mode is over.
    """

    asked = Signal(str)

    def __init__(self, session: Session, reader: ReaderView) -> None:
        super().__init__(reader)
        self._session = session
        self._reader = reader
        self._popup = RolePopup(reader.viewport())
        self._stage: Stage = ""
        self._source: AnnotationId | None = None
        self._role: Role | None = None
        self._linked: dict[AnnotationId, RelationId] = {}
        self._hints: dict[AnnotationId, str] = {}
        self._typed = ""
        self._keys = RelatingKeys(reader)
        self._keys.back_requested.connect(self._go_back)
        self._keys.clicked.connect(self._click)
        self._keys.leave_requested.connect(self.stop)
        self._keys.typed.connect(self._take_letter)
        session.changed.connect(self._refresh)
        session.codebook_changed.connect(self.stop)
        session.current_changed.connect(self._follow_current)
        session.document_opened.connect(self.stop)

    @property
    def stage(self) -> Stage:
        """What is expected: the letter of a role, a partner, or nothing ("")."""
        return self._stage

    @property
    def hints(self) -> dict[AnnotationId, str]:
        """The hints that the article shows, without what was typed of them, by annotation."""
        left = len(self._typed)
        return {a: h[left:] for a, h in self._hints.items() if h.startswith(self._typed)}

    def begin(self) -> None:
        """Ask for the role of a new relation of the span at hand."""
        if self._take_source():
            self._ask_role()

    def begin_role(self, key: str) -> None:
        """Ask for the partner in a role (by key) of the span at hand; the article gets the keys."""
        self._reader.setFocus()
        if self._take_source():
            role = next((r for r in self._roles() if r.type.key == key), None)
            if role is None:
                self._ask_role()
            else:
                self._ask_partner(role)

    def stop(self, *_: object) -> None:
        """Leave the mode."""
        if not self._stage:
            return
        self._stage = ""
        self._source = self._role = None
        self._hints, self._typed = {}, ""
        self._keys.stop()
        self._popup.hide()
        self._reader.set_hints({})
        self.asked.emit("")

    # The stages

    def _take_source(self) -> bool:
        self.stop()
        session, current = self._session, self._session.current
        if current is None:
            session.told.emit("No annotation at hand: click one, or walk to it with Tab.")
        elif not session.is_own(current):
            session.told.emit("This span is in a colleague's layer; copy it into yours to link it.")
        elif session.read_only:
            session.told.emit("This project is open for reading only.")
        elif not roles_of(current, (), session.codebook):
            tag = session.codebook.tag(current.tag)
            session.told.emit(f"The codebook has no relations for {tag.name}.")
        else:
            self._source = current.id
            self._reader.reveal(current.span.start, current.span.end)
            self._keys.start()
            return True
        return False

    def _ask_role(self, remark: str = "") -> None:
        source = self._span()
        if source is None:
            return
        self._stage, self._role = "role", None
        self._hints, self._typed = {}, ""
        self._reader.set_hints({})
        start, end = self._reader.line_at(source.span.start), self._reader.line_at(source.span.end)
        self._popup.show_roles(
            self._roles(), start.united(end) if start.top() < end.top() else start
        )
        said = remark or f"Relate {_short(source)}:"
        self.asked.emit(f"{said} press the letter of a role · Esc leaves")

    def _ask_partner(self, role: Role) -> None:
        source = self._span()
        if source is None:
            return
        self._note_links(role)
        top, bottom = QPoint(0, 0), self._reader.viewport().rect().bottomRight()
        found = candidates(
            source,
            role.type,
            self._session.annotations,
            self._session.codebook,
            linked=frozenset(self._linked),
            visible=(self._reader.position_at(top), self._reader.position_at(bottom)),
        )
        if role.is_full:
            found = [other for other in found if other.id in self._linked]
        if not found:
            wanted = _wanted(role, self._session.codebook)
            self._ask_role(f"{spoken(role)}: no {wanted} to link to yet;")
            return
        self._stage, self._role, self._typed = "partner", role, ""
        found = found[:MOST_HINTS]
        self._hints = {a.id: h for a, h in zip(found, hint_letters(len(found)), strict=True)}
        self._popup.hide()
        self._show_hints()

    def _show_hints(self, remark: str = "") -> None:
        source, role = self._span(), self._role
        if source is None or role is None:
            return
        marked = {a: f"✓ {h}" if a in self._linked else h for a, h in self.hints.items()}
        self._reader.set_hints({str(a): hint.upper() for a, hint in marked.items()})
        said = remark or f"{spoken(role)} of {_short(source)}:"
        if role.is_full:
            said += f" at most {role.type.maximum}; choose one to unlink it"
        elif self._typed:
            said += f" {self._typed.upper()}…"
        else:
            said += f" press the letter on the {_wanted(role, self._session.codebook)}, or click it"
        keep = " · Shift goes on" if role.takes_several else ""
        self.asked.emit(f"{said}{keep} · Backspace back · Esc leaves")

    def _choose(self, partner: AnnotationId, *, keep: bool) -> None:
        """Link a partner, or unlink one that is linked; `keep` asks for more of the same role."""
        session, source, role = self._session, self._span(), self._role
        other = session.annotation(partner)
        if source is None or role is None or other is None:
            return
        self._typed = ""
        relation = self._linked.get(partner)
        if relation is None:
            done, said = session.relate(source.id, role.type.key, partner), "linked"
        else:
            done, said = session.unrelate([relation]), "unlinked"
        remark = f"{spoken(role)} of {_short(source)}: {_short(other)} {said}"
        if keep and done and self._stage == "partner":
            self._show_hints(f"{remark};")
            return
        self.stop()
        if done:
            session.told.emit(f"{remark}.")

    # What is known

    def _span(self) -> Annotation | None:
        """Return the span whose relation is asked for; without it the mode is over."""
        found = None if self._source is None else self._session.annotation(self._source)
        if found is None:
            self.stop()
        return found

    def _roles(self) -> tuple[Role, ...]:
        source = self._span()
        if source is None:
            return ()
        relations = self._session.project.relations.of_annotation(source.id)
        return roles_of(source, relations, self._session.codebook)

    def _note_links(self, role: Role) -> None:
        assert self._source is not None
        relations = self._session.project.relations.of_annotation(self._source)
        mine = (r for r in relations if r.source == self._source and r.type == role.type.key)
        self._linked = {r.target: r.id for r in mine}

    # What happens meanwhile

    def _refresh(self, *_: object) -> None:
        if self._stage == "role":
            self._ask_role()
        elif self._stage == "partner" and self._role is not None:
            key = self._role.type.key
            role = next((r for r in self._roles() if r.type.key == key), None)
            if role is None:
                self.stop()
                return
            self._role = role
            self._note_links(role)
            shown = self._session.annotation
            kept = self._linked if role.is_full else self._hints
            self._hints = {a: h for a, h in self._hints.items() if shown(a) and a in kept}
            self._show_hints()

    def _follow_current(self, current: Annotation | None) -> None:
        if current is None or current.id != self._source:
            self.stop()

    # What the person says

    def _go_back(self) -> None:
        if self._stage == "role":
            self.stop()
        elif self._typed:
            self._typed = self._typed[:-1]
            self._show_hints()
        else:
            self._ask_role()

    def _take_letter(self, letter: str, keep: bool) -> None:
        if self._stage == "role":
            self._take_role(letter)
        elif self._stage == "partner":
            self._take_hint(letter, keep=keep)

    def _take_role(self, letter: str) -> None:
        role = next((r for r in self._roles() if r.letter == letter), None)
        if role is None:
            self._ask_role(f"No role has the letter {letter.upper()};")
        else:
            self._ask_partner(role)

    def _take_hint(self, letter: str, *, keep: bool) -> None:
        typed = self._typed + letter
        fitting = [a for a, hint in self._hints.items() if hint.startswith(typed)]
        if not fitting:
            self._show_hints(f"No span carries {typed.upper()};")
        elif self._hints[fitting[0]] == typed:
            self._choose(fitting[0], keep=keep)
        else:
            self._typed = typed
            self._show_hints()

    def _click(self, spans: list[str], keep: bool) -> None:
        """Take the innermost candidate that was clicked; elsewhere a click leaves the mode."""
        found = next((AnnotationId(span) for span in spans if span in self._hints), None)
        if found is None:
            self.stop()
        else:
            self._choose(found, keep=keep)


def _wanted(role: Role, codebook: Codebook) -> str:
    names = [tag.name for tag in map(codebook.keyed, role.type.targets) if tag is not None]
    return " or ".join(names) if names else "span"


def _short(annotation: Annotation) -> str:
    flat = " ".join(annotation.quote.split())
    return f"“{flat if len(flat) <= _SHORT else flat[: _SHORT - 1].rstrip() + '…'}”"
