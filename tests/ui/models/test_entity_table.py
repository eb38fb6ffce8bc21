"""The rows of the register: sorted, narrowed, and put right one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon

from domain.codebook import Attribute, Codebook, Tag, TagId
from domain.entity import Entity
from domain.ids import EntityId
from storage.mentions import EntityUse
from ui.kinds import kinds_of
from ui.models.entity_table import KIND, NAME, TIMES, Columns, EntityTable, Reading, row_of

ACTOR = Tag(
    TagId("t1"),
    "actor",
    "actor",
    attributes=(
        Attribute("a1", "canonical", "canonical", "ref"),
        Attribute("a2", "actor_type", "actor_type", "enum", ("state",), scope="entity"),
        Attribute("a3", "country", "country", scope="entity"),
        Attribute("a4", "sector", "sector"),
    ),
)
STANCE = Tag(
    TagId("t2"), "stance", "stance", attributes=(Attribute("a5", "topic", "topic", "ref"),)
)
KINDS = kinds_of(Codebook("c", "v", (ACTOR, STANCE)))
NAMES = ("Alan García", "Álvaro Uribe", "Peru", "Lima Group")


def use(name, times=0, *aliases, kind="canonical", **attributes):
    return EntityUse(Entity(EntityId(f"id-{name}"), kind, name, aliases, attributes), times)


def table_of(*uses):
    made = EntityTable(KINDS, lambda _tag: QIcon())
    columns = Columns.of(KINDS)
    made.load(Reading.of(uses, columns, NAME), columns)
    return made


def names(table):
    return [table.index(row, NAME).data() for row in range(table.rowCount())]


@pytest.fixture
def table(qapp):
    return table_of(
        use("Peru", 3, "Lima", country="PER"),
        use("Alan García", 2),
        use("Venezuelan crisis", 9, kind="topic"),
    )


def test_the_kinds_come_from_the_codebook():
    assert [(kind.key, kind.name) for kind in KINDS.values()] == [
        ("canonical", "Actor"),
        ("topic", "Topic"),
    ]
    assert [a.key for a in KINDS["canonical"].attributes] == ["actor_type", "country"]


def test_entities_stand_by_name_with_what_describes_them(table):
    assert names(table) == ["Alan García", "Peru", "Venezuelan crisis"]
    assert table.columns.titles == (
        *("Name", "Kind", "Mentions", "Also called", "Actor type", "Country"),
    )
    cells = [table.index(1, column).data() for column in range(table.columnCount())]
    assert cells == ["Peru", "Actor", "3", "Lima", "", "PER"]


@pytest.mark.parametrize(
    ("typed", "kind", "left"),
    [
        ("garcia", "", ["Alan García"]),
        ("LIM", "", ["Peru"]),
        ("per", "", ["Peru"]),
        ("gar alan", "", ["Alan García"]),
        ("", "topic", ["Venezuelan crisis"]),
        ("peru", "topic", []),
    ],
)
def test_typing_narrows_by_name_alias_and_country_whatever_case_and_accents(
    table, typed, kind, left
):
    table.narrow(typed, kind)
    assert names(table) == left


def test_a_column_sorts_both_ways(table):
    table.sort(TIMES, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["Venezuelan crisis", "Peru", "Alan García"]
    table.sort(KIND)
    assert names(table) == ["Alan García", "Peru", "Venezuelan crisis"]
    assert table.row_of("id-Peru") == 1


@given(
    first=st.lists(st.sampled_from(NAMES), unique=True),
    later=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 3), st.booleans())),
    typed=st.sampled_from(["", "a", "al"]),
    descending=st.booleans(),
    column=st.sampled_from([NAME, TIMES]),
)
def test_rows_put_one_by_one_stand_as_if_all_had_been_read(
    qapp, first, later, typed, descending, column
):
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    table, now = table_of(*map(use, first)), {name: use(name) for name in first}
    table.narrow(typed)
    table.sort(column, order)
    for name, times, stays in later:
        if stays:
            now[name] = use(name, times)
            table.put(row_of(now[name]))
        else:
            now.pop(name, None)
            table.discard(EntityId(f"id-{name}"))
    again = table_of(*now.values())
    again.narrow(typed)
    again.sort(column, order)
    assert names(table) == names(again)
    assert table.total() == len(now)
    assert all(
        table.row_of(table.row_at(table.index(r, 0)).entity.id) == r
        for r in range(table.rowCount())
    )
