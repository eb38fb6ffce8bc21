"""A large JSON list is read one member after the other, and gives what parsing it whole does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.formats import labelstudio
from storage.formats.codec import ReadOptions
from storage.formats.corpus import ForeignDocument
from storage.formats.json_records import json_members
from storage.formats.json_stream import StreamError, is_list, members

values = st.recursive(
    st.one_of(st.none(), st.integers(), st.text('",[]{}\\ a🚀', max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text('"]a', max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(values, max_size=5), st.integers(1, 40), st.booleans())
def test_members_are_those_of_the_whole_list(
    tmp_path_factory: Any, held: list[Any], chunk: int, is_indented: bool
) -> None:
    path = tmp_path_factory.mktemp("s") / "a.json"
    text = json.dumps(held, ensure_ascii=is_indented, indent=1 if is_indented else None)
    path.write_text(text, "utf-8")
    # The first bytes must hold the bracket that the list begins with.
    assert [json.loads(member) for member in members(path, 1 << 20, chunk)] == held


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'[{"a": 1}', "ends too early"),
        (b'[1, "no end', "ends too early"),
        (b'{"a": 1}', "not a list"),
        (b'["' + b"a" * 9000, "longer than"),
    ],
)
def test_what_is_no_whole_list_is_told(tmp_path: Path, data: bytes, what: str) -> None:
    (tmp_path / "a.json").write_bytes(data)
    with pytest.raises(StreamError, match=what):
        list(members(tmp_path / "a.json", 4000, 1000))


def test_a_large_export_is_read_like_a_small_one(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.json"
    tasks = [{"id": n, "data": {"text": f"Text {n}"}, "annotations": []} for n in range(3)]
    path.write_text("\ufeff" + json.dumps([*tasks, 7]), "utf-8")
    small = list(labelstudio.read(path, ReadOptions()))
    monkeypatch.setattr("storage.formats.json_records.LARGEST_FILE", 10)
    assert is_list(path)
    assert list(labelstudio.read(path, ReadOptions())) == small
    assert [type(each) for each in small[:3]] == [ForeignDocument] * 3


def test_a_wrong_member_is_a_problem_and_no_end(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "a.json").write_text("[1, {x}, 3]")
    monkeypatch.setattr("storage.formats.json_records.LARGEST_FILE", 1)
    one, wrong, three = json_members(tmp_path / "a.json", "task")
    assert (one, three) == (("a.json, task 1", 1), ("a.json, task 3", 3))
    assert "not JSON" in wrong.sentence
