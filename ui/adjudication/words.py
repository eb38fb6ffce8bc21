"""The words and signs for cases and decisions."""

from __future__ import annotations

from domain.adjudication import GoldCase
from ui.models.case_list import CaseRow

KINDS = {
    "missed": "missed",
    "tag": "tag",
    "boundary": "boundary",
    "attribute": "attribute",
    "relation": "relation",
}
_OUTCOMES = {
    "taken": ("✓", "decided"),
    "edited": ("✎", "decided, edited"),
    "nobody": ("✗", "nobody is right"),
    "undecided": ("?", "undecided"),
}


def case_row(case: GoldCase) -> CaseRow:
    """Return how a case of adjudication is listed."""
    sign, said = "·", difference(case)
    decision = case.decision
    if not case.members:
        sign, said = "+", "added by the adjudicator"
    elif decision is not None:
        sign, outcome = _OUTCOMES[decision.outcome]
        said = f"{difference(case)} · {outcome}"
        if case.stale:
            sign, said = "!", f"{said}, but sources changed since"
    return CaseRow(
        key=case.key,
        sign=sign,
        tag=case.annotation.tag,
        quote=case.annotation.quote,
        said=said,
        is_open=case.is_open,
        is_refused=decision is not None and decision.outcome == "nobody" and not case.is_open,
        brief=_brief(case),
    )


def difference(case: GoldCase) -> str:
    """Say what the annotators differ in."""
    return ", ".join(KINDS[kind] for kind in case.kinds) if case.kinds else "agreed"


def _brief(case: GoldCase) -> str:
    """Say the gravest difference, and how many more there are."""
    if not case.kinds:
        return ""
    more = len(case.kinds) - 1
    return KINDS[case.kinds[0]] + (f" +{more}" if more else "")
