"""The verbs of adjudicating: each is one action, one transaction, one change of the adjudicator's.

A case is named by its members, the annotations of several people that mean the same place. Deciding
it again changes the decision; the gold annotation keeps its id, so that what points to it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from domain.adjudication import Decision, GoldCase, Outcome, majority
from domain.annotation import Annotation
from domain.change import Change
from domain.ids import AnnotationId, AnnotatorId, DecisionId, DocumentId, decision_id, gold_id
from domain.span import Span
from storage.action import Action
from storage.errors import CancelledError, RefusedError
from storage.gold import carry_relations, link_sources, write_gold
from storage.gold_cases import document_cases
from storage.labels import quoted
from storage.project import Project
from storage.records import Record
from storage.repositories.merged import resolved_ids
from storage.tables import ANNOTATION, DECISION

Rule = Literal["identical", "majority"]
Progress = Callable[[int, int], bool]
"""Told how many documents are done, of how many; False stops, and nothing is changed."""


def take(
    project: Project,
    *,
    members: Sequence[AnnotationId],
    chosen: AnnotationId,
    adjudicator: AnnotatorId,
    remark: str = "",
) -> tuple[AnnotationId, Change | None]:
    """Take one annotator's version into the gold layer; return the gold annotation."""
    found = _first(_live(project, members), chosen)
    label = f"Take {quoted(found[0].quote)}"
    with project.action("take", label, adjudicator, document=found[0].document) as outcome:
        gold = _decide(project, outcome.action, found, adjudicator, "taken", remark)
    return gold, outcome.change


def join(
    project: Project, *, members: Sequence[AnnotationId], span: Span, adjudicator: AnnotatorId
) -> tuple[AnnotationId, Change | None]:
    """Take the first member with the edges of `span` (code points), as joining boundaries gives."""
    found = _live(project, members)
    text = project.documents.text(found[0].document) or ""
    quotes = span.quotes(text)
    before, after = span.context(text)
    fragments = [[s, e, q] for (s, e), q in zip(span.fragments, quotes, strict=True)]
    changed = {"fragments": fragments, "before": before, "after": after}
    label = f"Join {quoted(' '.join(quotes))}"
    with project.action("join", label, adjudicator, document=found[0].document) as outcome:
        gold = _decide(project, outcome.action, found, adjudicator, "edited", "", changed)
    return gold, outcome.change


def reject_all(
    project: Project, *, members: Sequence[AnnotationId], adjudicator: AnnotatorId, remark: str = ""
) -> Change | None:
    """Decide that nobody is right: there is nothing to tag here."""
    return _without_gold(project, members, adjudicator, "nobody", remark)


def put_off(
    project: Project, *, members: Sequence[AnnotationId], adjudicator: AnnotatorId, remark: str = ""
) -> Change | None:
    """Leave a case undecided, and say so."""
    return _without_gold(project, members, adjudicator, "undecided", remark)


def withdraw_decision(
    project: Project, *, members: Sequence[AnnotationId], adjudicator: AnnotatorId
) -> Change | None:
    """Take the decision on a case back, and the gold annotation with it; None if there is none."""
    found = _live(project, members)
    decision = _known(project, found)
    if decision is None:
        return None
    label = f"No decision on {quoted(found[0].quote)}"
    with project.action("withdraw", label, adjudicator, document=found[0].document) as outcome:
        if decision.annotation is not None:
            outcome.action.remove(ANNOTATION, decision.annotation)
        outcome.action.remove(DECISION, decision.id)
    return outcome.change


def accept_agreed(
    project: Project,
    *,
    annotators: Sequence[AnnotatorId],
    rule: Rule,
    adjudicator: AnnotatorId,
    documents: Sequence[DocumentId] | None = None,
    progress: Progress | None = None,
) -> Change | None:
    """Take every open case that the rule settles, as one step; None if it settles none.

    `identical`: all who count have the same there; `majority`: more than half of them have.
    Raises CancelledError if `progress` says so; then nothing was changed.
    """
    wanted = project.documents.ids() if documents is None else list(documents)
    resolved = resolved_ids(project)
    label = "Take what all agree on" if rule == "identical" else "Take what most agree on"
    with project.action("accept agreed", label, adjudicator) as outcome:
        for done, document in enumerate(wanted):
            if progress is not None and not progress(done, len(wanted)):
                raise CancelledError("Stopped. Nothing was changed.")
            for case in document_cases(project, document, annotators):
                chosen = _settled(case, rule, resolved)
                if chosen is not None:
                    members = _first(list(case.members), chosen.id)
                    _decide(project, outcome.action, members, adjudicator, "taken", "")
    return outcome.change


def _settled(case: GoldCase, rule: Rule, resolved: dict[str, str]) -> Annotation | None:
    if not case.is_open or (case.decision is not None and not case.stale):
        return None
    if rule == "identical":
        # One alone is agreement of nobody with nobody: two at least must have said it.
        return case.members[0] if case.is_agreed and len(case.members) > 1 else None
    return majority(case, resolved) if len(case.members) > 1 else None


def _without_gold(
    project: Project,
    members: Sequence[AnnotationId],
    adjudicator: AnnotatorId,
    outcome: Outcome,
    remark: str,
) -> Change | None:
    found = _live(project, members)
    words = "Nobody is right about" if outcome == "nobody" else "Undecided:"
    label = f"{words} {quoted(found[0].quote)}"
    with project.action(outcome, label, adjudicator, document=found[0].document) as doing:
        known = _known(project, found)
        if known is not None and known.annotation is not None:
            doing.action.remove(ANNOTATION, known.annotation)
        _write_decision(doing.action, known, found, adjudicator, outcome, None, remark)
    return doing.change


def _decide(
    project: Project,
    action: Action,
    members: Sequence[Annotation],
    adjudicator: AnnotatorId,
    outcome: Outcome,
    remark: str,
    changed: Record | None = None,
) -> AnnotationId:
    known = _known(project, members)
    kept = None if known is None else known.annotation
    made = kept or gold_id(_decision_id(known, members, adjudicator))
    write_gold(project, action, made, members[0], changed=changed or {})
    link_sources(project, action, made, members)
    _write_decision(action, known, members, adjudicator, outcome, made, remark)
    carry_relations(project, action, made, members)
    return made


def _write_decision(
    action: Action,
    known: Decision | None,
    members: Sequence[Annotation],
    adjudicator: AnnotatorId,
    outcome: Outcome,
    gold: AnnotationId | None,
    remark: str,
) -> None:
    record = _decision_id(known, members, adjudicator)
    if known is not None and known.id != record:
        action.remove(DECISION, known.id)
    fields: Record = {
        "outcome": outcome,
        "annotation": gold,
        "sources": [[member.id, member.stamp] for member in members],
        "remark": remark.strip(),
    }
    if DECISION.number(action.connection, record) is None:
        own = {"document": members[0].document, "adjudicator": adjudicator, "created": action.at}
        action.insert(DECISION, record, fields | own)
    else:
        action.update(DECISION, record, fields | {"deleted": 0})


def _decision_id(
    known: Decision | None, members: Sequence[Annotation], adjudicator: AnnotatorId
) -> DecisionId:
    if known is not None and known.adjudicator == adjudicator:
        return known.id
    return decision_id(members[0].document, adjudicator, [member.id for member in members])


def _known(project: Project, members: Sequence[Annotation]) -> Decision | None:
    ids = {member.id for member in members}
    decisions = project.decisions.of_document(members[0].document)
    return next((d for d in decisions if not ids.isdisjoint(d.source_ids)), None)


def _first(members: list[Annotation], chosen: AnnotationId) -> list[Annotation]:
    """Return the members with the chosen one in front."""
    if all(member.id != chosen for member in members):
        raise ValueError(f"{chosen} is not among the members of the case")
    return sorted(members, key=lambda member: member.id != chosen)


def _live(project: Project, members: Sequence[AnnotationId]) -> list[Annotation]:
    by_id = {a.id: a for a in project.annotations.some(dict.fromkeys(members)) if not a.deleted}
    if not by_id or len(by_id) < len(set(members)):
        raise RefusedError(
            "An annotation of this case was deleted meanwhile. Nothing was changed; "
            "look at the case again."
        )
    return [by_id[member] for member in dict.fromkeys(members)]
