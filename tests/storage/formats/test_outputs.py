"""Files of an export settle together, or what stood there before stands there again."""

from __future__ import annotations

import hashlib
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.errors import FormatError
from storage.formats.outputs import HashedFile, beside, is_about, settle_file, staged


def fill(stage: Path, words: str) -> None:
    """Write a file “o”, its manifest and card, and something that the format puts beside it."""
    for place in (stage / "o", *beside(stage / "o"), stage / "o.config"):
        place.write_text(words)


def export(target: Path) -> None:
    """Write new files in the place of the old."""
    with staged(target) as stage:
        fill(stage, "new")
        settle_file(stage, target)


def held(folder: Path) -> dict[str, str]:
    return {p.name: "a folder" if p.is_dir() else p.read_text() for p in folder.iterdir()}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where an earlier export is."""
    fill(tmp_path, "old")
    return tmp_path / "o"


def test_all_files_take_their_names_together(target: Path) -> None:
    export(target)
    names = ("o", "o.manifest.json", "o.card.md", "o.config")
    assert held(target.parent) == dict.fromkeys(names, "new")


@pytest.mark.parametrize("name", ["o", "o.card.md", "o.config", "o.manifest.json"])
def test_one_that_cannot_be_replaced_leaves_all_as_they_were(target: Path, name: str) -> None:
    target.with_name(name).unlink()
    target.with_name(name).mkdir()
    before = held(target.parent)
    with pytest.raises(FormatError, match="could not be written"):
        export(target)
    assert held(target.parent) == before


def test_wherever_it_is_cut_off_no_manifest_vouches_for_another_file(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, seen = Path.replace, []

    def watched(path: Path, goal: Path) -> Path:
        done = rename(path, goal)
        seen.append([p.read_text() if p.exists() else "" for p in (target, beside(target)[0])])
        return done

    monkeypatch.setattr(Path, "replace", watched)
    export(target)
    assert seen[-1] == ["new", "new"]
    assert all(file and manifest in ("", file) for file, manifest in seen)


def test_a_card_is_known_by_the_manifest_beside_it(tmp_path: Path) -> None:
    fill(tmp_path, "words")
    (tmp_path / "wild.card.md").write_text("A text of somebody's own.")
    about = sorted(path.name for path in tmp_path.iterdir() if is_about(path))
    assert about == ["o.card.md", "o.manifest.json"]


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(st.binary(max_size=40), st.integers(0, 30), st.just(b"x" * 20_000)), max_size=8
    )
)
def test_a_file_is_hashed_as_it_is_in_the_end(steps: list[bytes | int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "o"
        with HashedFile(path) as file:
            for step in steps:
                if isinstance(step, bytes):
                    file.write(step)
                else:
                    file.seek(step)
        assert file.sha256() == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_is_written_through_a_wrapper_is_hashed_too(tmp_path: Path) -> None:
    with HashedFile(tmp_path / "o") as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        text.writelines(["one\r\n", "zwölf\r\n"])
        text.flush()
        text.detach()
    assert file.sha256() == hashlib.sha256((tmp_path / "o").read_bytes()).hexdigest()
