"""Adjudication: the cases on which annotators agree or differ, and the decisions on them."""

from domain.adjudication.cases import Annotations, build_cases, decided_anew, majority
from domain.adjudication.decision import Decision, GoldCase, Kind, Outcome

__all__ = [
    "Annotations",
    "Decision",
    "GoldCase",
    "Kind",
    "Outcome",
    "build_cases",
    "decided_anew",
    "majority",
]
