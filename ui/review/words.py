"""The words and signs for verdicts."""

from __future__ import annotations

from domain.review import REASONS, Case
from ui.review.reading import Walk
from ui.wording import counted

SIGNS = {"accept": "✓", "amend": "✎", "reject": "✗", "missed": "+", "open": "·"}
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


def summary(walk: Walk, every: int, still: int) -> str:
    """Say how far a walk is, in a sentence."""
    if walk.kind == "review":
        if not every:
            return f"{walk.whose.name} has tagged nothing yet."
        if not still:
            return f"All {counted(every, 'annotation')} of {walk.whose.name} are reviewed."
        return f"{still:,} of {counted(every, 'annotation')} of {walk.whose.name} are open."
    if not every:
        return "Nobody has reviewed your annotations yet."
    if not still:
        return f"All {counted(every, 'verdict')} on your annotations are dealt with."
    return f"{still:,} of {counted(every, 'verdict')} on your annotations wait for you."
