"""Codebooks as files hold them, what differs between two, and what is wrong with one."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codebook import COLOURS, STROKES, Attribute, Codebook, RelationType, Tag, TagId
from domain.codebook_check import fault, fault_of
from domain.codebook_diff import diff, label_of, same_meaning
from domain.codebook_edit import key_for, merge_tag, move_tag, put_tag
from domain.codebook_exchange import EMPTY, carried, exchange, fingerprint, merged
from domain.conditions import Clause, Condition

DEFAULT = Path(__file__).parents[2] / "resources" / "codebooks" / "default.json"
WORDS = st.text("abcdef é", min_size=1, max_size=6).filter(str.strip)


def named(kind: str, key: str) -> str:
    return f"{kind} {key}"


@st.composite
def attributes(draw: st.DrawFn, tag: str) -> tuple[Attribute, ...]:
    keys = draw(st.lists(WORDS, unique=True, max_size=4))
    found: list[Attribute] = []
    for key in keys:
        choices = tuple(draw(st.lists(WORDS, unique=True, min_size=1, max_size=3)))
        kind = draw(st.sampled_from(["enum", "text", "number", "date", "boolean", "ref"]))
        is_like = bool(found) and found[0].type == kind and not found[0].merged_into
        into = draw(st.sampled_from(["", found[0].key])) if is_like else ""
        asked = Condition((Clause(found[0].key, "filled"),)) if found else None
        found.append(
            Attribute(
                named("attribute", f"{tag}.{key}"),
                key,
                draw(WORDS),
                kind,
                choices=choices if kind == "enum" else (),
                default=draw(st.sampled_from([None, choices[0]])) if kind == "enum" else None,
                required=draw(st.booleans()),
                help=draw(WORDS),
                retired=bool(into) or draw(st.booleans()),
                merged_into=into,
                shown_when=draw(st.sampled_from([None, asked])),
            )
        )
    return tuple(found)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    keys = draw(st.lists(WORDS, unique_by=lambda word: word.strip().casefold(), min_size=1))
    tags = [
        Tag(
            TagId(named("tag", key)),
            key,
            key,
            draw(st.sampled_from(COLOURS)),
            draw(st.sampled_from(STROKES)),
            definition=draw(WORDS),
            attributes=draw(attributes(key)),
            relations=(RelationType(named("relation", f"{key}.to"), "to", "to", (keys[0],)),),
        )
        for key in keys
    ]
    return Codebook(draw(WORDS), "", tuple(tags), guidelines=draw(WORDS))


@given(codebooks())
def test_a_codebook_survives_its_exchange_form(codebook: Codebook) -> None:
    content = json.loads(json.dumps(exchange(codebook)))
    assert fault(content) == fault_of(codebook) == ""
    again = replace(merged(EMPTY, content, named), number=codebook.number)
    assert again == codebook
    assert diff(codebook, again) == ()


@given(codebooks(), codebooks())
def test_a_difference_is_told_exactly_if_there_is_one(old: Codebook, new: Codebook) -> None:
    together = merged(old, exchange(new), named)
    assert bool(diff(old, together)) == (old != together)
    assert merged(together, exchange(new), named) == together


def test_the_default_codebook_is_kept_with_all_that_it_says() -> None:
    content = json.loads(DEFAULT.read_text("utf-8"))
    codebook = merged(EMPTY, content, named)
    kept = exchange(codebook, content)
    assert fault(content) == ""
    assert kept["sources"] == content["sources"]
    assert kept["tags"]["actor"]["attributes"][0]["source"] == ["DNA", "PLOVER", "GUM"]
    assert exchange(merged(EMPTY, kept, named), kept) == kept
    assert all(tag.guidelines for tag in codebook.tags)


def test_the_order_of_tags_makes_a_version_of_its_own() -> None:
    codebook = Codebook("B", "", (_tag("a"), _tag("b")))
    moved = move_tag(codebook, codebook.tags[0].id, 1)
    assert fingerprint(exchange(moved)) != fingerprint(exchange(codebook))
    assert [each.words for each in diff(codebook, moved)] == ["Reorder the tags"]


def test_looks_do_not_change_what_a_tag_means() -> None:
    tag = _tag("a")
    assert same_meaning(tag, replace(tag, colour="pink", stroke="double", shortcut="X"))
    assert not same_meaning(tag, replace(tag, definition="other"))


def test_a_change_is_named_and_several_are_counted() -> None:
    codebook = Codebook("B", "", (_tag("a"),))
    renamed = put_tag(codebook, replace(codebook.tags[0], name="person"))
    assert label_of(diff(codebook, renamed)) == "Rename the tag “a” to “person”"
    both = replace(renamed, name="C")
    assert label_of(diff(codebook, both)) == "Change the codebook: 2 changes"


def test_what_leads_to_a_merged_tag_leads_to_the_other() -> None:
    to = RelationType("r", "to", "to", ("a", "b"))
    codebook = Codebook("B", "", (_tag("a"), _tag("b"), replace(_tag("c"), relations=(to,))))
    after = merge_tag(codebook, TagId("a"), TagId("b"))
    assert after.tag("a").key == "b"
    assert after.tags[2].relations[0].targets == ("b",)
    with pytest.raises(ValueError, match="itself"):
        merge_tag(after, TagId("a"), TagId("b"))


def test_a_key_is_made_of_the_name_and_free() -> None:
    assert key_for("Date start", ["date_start"]) == "date_start_2"
    assert key_for("…", []) == "item"


def test_what_a_new_file_does_not_say_is_carried_along() -> None:
    old = {"sources": 1, "tags": {"a": {"x": 1, "attributes": [{"name": "f", "source": "S"}]}}}
    new: dict[str, Any] = {"tags": {"a": {"attributes": [{"name": "f", "type": "text"}]}}}
    kept = carried(old, new)
    assert kept["sources"] == 1
    assert kept["tags"]["a"]["attributes"] == [{"name": "f", "source": "S", "type": "text"}]


def _tag(key: str) -> Tag:
    return Tag(TagId(key), key, key)


def _field(**more: Any) -> dict[str, Any]:
    return {"tags": {"t": {"attributes": [{"name": "f", "type": "text", **more}]}}}


def _fields(**fields: dict[str, Any]) -> dict[str, Any]:
    listed = [{"name": name, "type": "text", **more} for name, more in fields.items()]
    return {"tags": {"t": {"attributes": listed}}}


def _conditions(**fields: str) -> dict[str, Any]:
    listed = [
        {"name": name, "type": "text", "condition": {"shown": {"filled": asked}}}
        for name, asked in fields.items()
    ]
    return {"tags": {"t": {"attributes": listed}}}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ([], "tags"),
        ({"tags": {}}, "tags"),
        ({"tags": {"t": 1}}, "“t”"),
        ({"tags": {"t": {"colour": "mauve"}}}, "mauve"),
        ({"tags": {"t": {"stroke": "wavy"}}}, "wavy"),
        ({"tags": {"t": {"key": "AB"}}}, "“AB”"),
        ({"tags": {"t": {"key": 1}}}, "key"),
        ({"tags": {"t": {"key": "A"}, "u": {"key": "a"}}}, "“t” and “u”"),
        ({"tags": {"t": {}, "u": {"name": "T"}}}, "same name"),
        ({"tags": {"t": {"retired": True}}}, "retired"),
        ({"tags": {"t": {}, "u": {"merged_into": "v"}}}, "“v”"),
        ({"tags": {"t": {}, "a": {"merged_into": "b"}, "b": {"merged_into": "a"}}}, "a → b → a"),
        ({"tags": {"t": {"attributes": {}}}}, "not a list"),
        ({"tags": {"t": {"attributes": [{"type": "text"}]}}}, "without a name"),
        (_field(type="colour"), "t.f"),
        (_field(type="enum"), "t.f"),
        (_field(type="enum", values=["a", "a"]), "“a” twice"),
        (_field(type="enum", values=["a"], default="b"), "t.f"),
        (_field(type="number", default="many"), "t.f"),
        (_field(scope="world"), "world"),
        (_field(condition={"shown": {"filled": "g"}}), "“g”"),
        (_field(condition={"shown": 1}), "t.f"),
        (_field(condition={"when": {}}), "t.f"),
        (_conditions(a="b", b="a"), "a → b → a"),
        (_conditions(a="a"), "a → a"),
        (_field(merged_into="g", retired=True), "“g”"),
        (_field(merged_into=1, retired=True), "“t.f”"),
        (_field(merged_into="f", retired=True), "f → f"),
        (_fields(f={"merged_into": "g"}, g={}), "not retired"),
        (_fields(f={"merged_into": "g", "retired": True}, g={"type": "date"}), "another type"),
        ({"tags": {"t": {"relations": [{"role": "r", "merged_into": "s"}]}}}, "“t.r”"),
        ({"tags": {"t": {"relations": [{"role": "r", "targets": ["u"]}]}}}, "t.r"),
        ({"tags": {"t": {"relations": [{"role": "r", "min": 3, "max": 2}]}}}, "t.r"),
        ({"tags": {"t": {"relations": [{"role": "r"}, {"role": "r"}]}}}, "two relations “r”"),
        ({"tags": {"t": {"relations": [{}]}}}, "without a role"),
        ({"tags": {"t": {"relations": [{"role": "r", "targets": [[]]}]}}}, "t.r"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence_that_names_the_place(content: Any, place: str) -> None:
    before = copy.deepcopy(content)
    told = fault(content)
    assert place in told
    assert told.endswith(".")
    assert content == before


def test_each_ruling_stands_beside_the_rule_that_it_settles() -> None:
    tags = json.loads(DEFAULT.read_text("utf-8"))["tags"].values()
    lines = [line for tag in tags for line in tag["guidelines"].splitlines()]
    rulings = [at for at, line in enumerate(lines) if "*Ruling:*" in line]
    assert len(rulings) == 14
    assert all(lines[at].startswith("  - ") for at in rulings)
    assert all(lines[at - 1].startswith(("- **", "  - *Ruling:*")) for at in rulings)
