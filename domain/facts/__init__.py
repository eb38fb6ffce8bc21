"""What follows from the tags of one layer: actors, stances, who agrees, a timeline, figures."""

from domain.facts.gatherer import Gatherer
from domain.facts.tables import FactRow, FactTable, all_tables, stances, statistics, timeline
from domain.facts.values import Actor, EventRow, Facts, Page, Source, StanceRow, Statistic

__all__ = [
    "Actor",
    "EventRow",
    "FactRow",
    "FactTable",
    "Facts",
    "Gatherer",
    "Page",
    "Source",
    "StanceRow",
    "Statistic",
    "all_tables",
    "stances",
    "statistics",
    "timeline",
]
