"""Writing a verdict, as part of an action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.clock import Stamp
from domain.ids import AnnotationId, AnnotatorId, review_id
from storage.action import Action
from storage.tables import REVIEW


def write_verdict(
    action: Action,
    annotation: AnnotationId,
    version: Stamp,
    *,
    reviewer: AnnotatorId,
    colleague: AnnotatorId,
    said: Mapping[str, Any],
) -> None:
    """Set the reviewer's verdict on a version of an annotation; what is not `said` is empty."""
    record = review_id(annotation, reviewer)
    fields: dict[str, Any] = {
        "version": version,
        "colleague": colleague,
        "reason": "",
        "remark": "",
        "replacement": None,
        **said,
    }
    if REVIEW.number(action.connection, record) is None:
        own = {"annotation": annotation, "reviewer": reviewer, "created": action.at}
        action.insert(REVIEW, record, fields | own)
    else:
        action.update(REVIEW, record, fields | {"deleted": 0})


def write_missed(
    action: Action, annotation: AnnotationId, reviewer: AnnotatorId, colleague: AnnotatorId
) -> None:
    """Say that the colleague missed what this action tags in the reviewer's layer."""
    write_verdict(
        action,
        annotation,
        action.stamp,
        reviewer=reviewer,
        colleague=colleague,
        said={"verdict": "missed"},
    )
