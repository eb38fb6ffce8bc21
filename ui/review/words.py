"""The words and signs for verdicts."""

from __future__ import annotations

from domain.review import REASONS, Case
from ui.models.case_list import CaseRow

SIGNS: dict[str, str] = {"accept": "✓", "amend": "✎", "reject": "✗", "missed": "+", "open": "·"}
WORDS = {
    "accept": "accepted",
    "amend": "accepted, edited",
    "reject": "rejected",
    "missed": "missed",
    "open": "open",
}
_REASONS = dict(REASONS)


def verdict_of(case: Case) -> str:
    """Return the key of WORDS that fits a case."""
    return "open" if case.review is None else case.review.verdict


def verdict_words(case: Case) -> str:
    """Say a case's verdict, its reason and remark, and whether it holds no more."""
    review = case.review
    if review is None:
        return "same as yours" if case.twin is not None else ""
    parts = [WORDS[review.verdict]]
    if review.reason:
        parts.append(_REASONS.get(review.reason, review.reason).lower())
    said = ": ".join(parts)
    if review.remark:
        said += f" — {' '.join(review.remark.split())}"
    if case.stale:
        said += " (edited since)"
    elif case.settled and review.verdict != "accept":
        said += " (done)"
    return said


def case_row(case: Case) -> CaseRow:
    """Return how a case of a review is listed."""
    verdict = verdict_of(case)
    return CaseRow(
        key=case.key,
        sign=SIGNS["open" if case.is_open else verdict],
        tag=case.annotation.tag,
        quote=case.annotation.quote,
        said=verdict_words(case),
        is_open=case.is_open,
        is_refused=verdict == "reject" and not case.is_open,
    )
