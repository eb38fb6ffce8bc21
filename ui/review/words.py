"""The words and signs for verdicts."""

from __future__ import annotations

from domain.annotation import Annotation
from domain.codebook import Codebook
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


def changed_words(before: Annotation, after: Annotation, codebook: Codebook) -> str:
    """Say what an edited form has otherwise: its tag, its words, the names of attributes."""
    parts = []
    if after.tag != before.tag:
        parts.append(codebook.tag(after.tag).name)
    if after.span != before.span:
        parts.append(f"“{' '.join(after.quote.split())}”")
    else:
        tag = codebook.tag(after.tag)
        for key in dict.fromkeys((*before.attributes, *after.attributes)):
            if before.attributes.get(key) != after.attributes.get(key):
                attribute = tag.attribute(key)
                name = key if attribute is None else attribute.name
                parts.append(name.replace("_", " "))
    return ", ".join(parts)


def verdict_words(case: Case, changed: str = "") -> str:
    """Say a case's verdict, what it changed, why, a remark, and whether it holds no more."""
    review = case.review
    if review is None:
        return "same as yours" if case.twin is not None else ""
    parts = [WORDS[review.verdict]]
    if changed:
        parts.append(changed)
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


def case_row(case: Case, changed: str = "", who: str = "") -> CaseRow:
    """Return how a case of a review is listed; `who` reviewed, where that is to be said."""
    verdict = verdict_of(case)
    said = verdict_words(case, changed)
    return CaseRow(
        key=case.key,
        sign=SIGNS["open" if case.is_open else verdict],
        tag=case.annotation.tag,
        quote=case.annotation.quote,
        said=f"{who} · {said}" if who and said else said,
        is_open=case.is_open,
        is_refused=verdict == "reject" and not case.is_open,
    )
