"""What the manual shows is what the program takes."""

from __future__ import annotations

import re
from pathlib import Path

from storage.documents.mapping_file import read_columns
from storage.formats.mapping import read_mapping

MANUAL = Path(__file__).parents[3] / "docs" / "formats.md"


def test_the_mapping_in_the_manual_is_read_with_all_its_keys(tmp_path):
    part = MANUAL.read_text("utf-8").split("## The mapping file")[1]
    shown = re.search(r"```\n(\{.*?\n\})\n```", part, re.DOTALL)
    path = tmp_path / "mapping.json"
    path.write_text(shown.group(1), "utf-8")
    mapping, columns = read_mapping(path), read_columns(path)
    assert mapping.labels == {"PERSON": "actor", "DATE": None}
    assert mapping.new_relations == ("CLAIM.Rebuts",)
    assert columns.text == "body"
    assert set(mapping.as_json()) <= set(re.findall(r"^\| `(\w+)`", part, re.MULTILINE))
