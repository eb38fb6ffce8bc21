"""How views name a cell or a row to a model of theirs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

ROOT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex
