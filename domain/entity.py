"""Entities: what mentions refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.ids import EntityId


@dataclass(frozen=True, slots=True)
class Entity:
    """An entry of the register; `kind` names the attribute that refers to it (canonical, topic)."""

    id: EntityId
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    merged_into: EntityId | None = None
    deleted: bool = False
