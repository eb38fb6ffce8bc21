from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from domain.codebook import Codebook, Tag, TagId
from ui.commands import COMMANDS
from ui.keymap import (
    MOVING,
    Keymap,
    KeymapError,
    check,
    default_keymap,
    listing,
    load_keymap,
    retag_keys,
    tag_keys,
)
from ui.panes.register.view import DEEDS

ACTOR = Tag(TagId("1"), "actor", "actor", shortcut="A")
STANCE = Tag(TagId("2"), "stance", "stance", shortcut="S")
CODEBOOK = Codebook("c", "v", (ACTOR, STANCE))


def written(folder: Path, text: str) -> Path:
    path = folder / "keys.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_usual_keys_have_one_meaning_each(qapp: object):
    check(default_keymap(), CODEBOOK)


def test_no_usual_key_needs_altgr_on_a_german_french_or_spanish_keyboard(qapp: object):
    hard = set("[]{}\\|@#~^`€")
    for command in COMMANDS:
        keys = command.keys
        assert not keys or any(not hard & set(key) for key in keys), command.id


def test_a_tag_has_its_letter_and_the_digit_of_its_place():
    assert tag_keys(STANCE, CODEBOOK) == ("S", "2")
    assert retag_keys(STANCE) == ("Shift+S",)


def test_a_file_changes_keys_and_leaves_the_others(qapp: object, tmp_path: Path):
    keymap = load_keymap(written(tmp_path, '[keys]\nmark-done = ["Ctrl+Return"]\n'))
    assert keymap.of("mark-done") == ("Ctrl+Return",)
    assert keymap.of("undo") == ("Ctrl+Z",)


def test_without_a_file_the_usual_keys_are_in_force(qapp: object, tmp_path: Path):
    assert load_keymap(tmp_path / "none.toml") == default_keymap()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[keys]\nfly = ["F9"]', "fly"),
        ('[keys]\nundo = ["Nonsense+Key"]', "undo"),
        ("[keys]\nundo = 3", "undo"),
        ("keys = 1", "keys"),
        ("[keys", "keys.toml"),
        ('[keys]\nmark-done = ["Ctrl+Z"]', "Undo"),
        ('[keys]\nmark-done = ["Ctrl+Left"]', "caret"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence_that_names_the_place(
    qapp: object, tmp_path: Path, text: str, named: str
):
    with pytest.raises(KeymapError, match=named) as refusal:
        load_keymap(written(tmp_path, text))
    assert str(refusal.value).endswith("The usual keys stay in force.")


def test_a_command_cannot_take_a_tags_letter(qapp: object):
    keymap = Keymap({**default_keymap().keys, "repeat": ("A",)})
    with pytest.raises(KeymapError, match="actor"):
        check(keymap, CODEBOOK)


def test_a_tag_cannot_take_the_letter_of_a_command(qapp: object):
    keymap = Keymap({**default_keymap().keys, "repeat": ("R",)})
    taken = replace(CODEBOOK, tags=(ACTOR, replace(STANCE, shortcut="R")))
    with pytest.raises(KeymapError, match="stance"):
        check(keymap, taken)


def test_the_list_of_keys_names_every_command_that_has_one(qapp: object):
    texts = {text for _, text, _ in listing(default_keymap(), CODEBOOK)}
    for command in COMMANDS:
        assert not command.keys or command.text.rstrip("…") in texts


def test_in_the_list_of_keys_each_mode_is_a_group_in_which_a_key_means_one_thing(qapp: object):
    rows = listing(default_keymap(), CODEBOOK)
    for mode in ("While reviewing", "While adjudicating"):
        keys = [key for group, _, keys in rows if group == mode for key in keys]
        assert len(keys) == len(set(keys))
        assert {"N", "C", "E"} <= set(keys)
    meanings = {group: text for group, text, keys in rows if "E" in keys}
    assert set(meanings) == {"While reviewing", "While adjudicating"}


def test_the_list_of_keys_names_what_the_registers_own_keys_do(qapp: object):
    listed = {(text, keys) for group, text, keys in MOVING if group == "In the register"}
    assert {(deed.text.rstrip("…"), (deed.key,)) for deed in DEEDS} <= listed
