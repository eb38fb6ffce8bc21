"""Folders and archives are taken in as one action; copies are found by what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.documents.sources import find_sources
from storage.errors import CancelledError, FormatError
from storage.formats.importing import import_files
from storage.project import Project
from tests.storage.documents.samples import NEWS_PAGE, docx, packed, pdf
from tests.storage.documents.test_tables import delimited

WORDS = " ".join(f"wordlike{n}" for n in range(200))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of mixed files, one of them broken and one of no kind that is read."""
    made = tmp_path / "corpus"
    (made / "inner").mkdir(parents=True)
    (made / "a.txt").write_text("First text.")
    (made / "inner" / "page.html").write_text(NEWS_PAGE)
    (made / "inner" / "report.docx").write_bytes(docx())
    (made / "scan.pdf").write_bytes(pdf([[]]))
    (made / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (made / ".hidden.txt").write_text("hidden")
    (made / "more.zip").write_bytes(packed({"in/b.txt": "Zipped text.", "c.md": "# Marked\n\nx"}))
    (made / "table.csv").write_text(delimited(","), "utf-8")
    return made


def titles(project: Project) -> list[str]:
    return [document.title for document in project.documents.every()]


def test_a_folder_is_one_import_and_one_undo(project: Project, annotator, folder: Path) -> None:
    tally, change = import_files(project, [folder], annotator="Ann", skips_errors=True)
    assert titles(project) == [
        *("a", "b", "Marked", "One", "Two; too", "Minister speaks", "The report"),
    ]
    assert (tally.documents, tally.left_out) == (7, 2)
    assert any("scan.pdf holds no text" in note for note in tally.notes)
    assert change is not None
    project.undo(annotator.id)
    assert project.documents.count() == 0


def test_an_error_stops_the_import_and_nothing_is_kept(project: Project, folder: Path) -> None:
    with pytest.raises(FormatError, match=r"scan\.pdf"):
        import_files(project, [folder])
    assert project.documents.count() == 0


def test_cancelling_leaves_nothing(project: Project, folder: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        import_files(project, [folder], skips_errors=True, progress=stop)
    assert project.documents.count() == 0


def test_sources_are_found_in_order_and_called_by_their_way(folder: Path) -> None:
    labels = [found.label for found in find_sources([folder])]
    assert labels == [
        *("corpus/a.txt", "corpus/more.zip › in/b.txt", "corpus/more.zip › c.md"),
        *("corpus/photo.jpg", "corpus/scan.pdf", "corpus/table.csv"),
        *("corpus/inner/page.html", "corpus/inner/report.docx"),
    ]


def test_the_same_text_from_other_files_is_taken_once(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"The same\r\ntext.")
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbfThe same\ntext.")
    tally, _ = import_files(project, [tmp_path / "a.txt", tmp_path / "b.txt"])
    assert (tally.documents, tally.known_documents) == (1, 1)


def test_a_near_copy_is_marked_as_a_variant_of_the_first(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    (tmp_path / "b.txt").write_text(f"(Wire) {WORDS} Ends.")
    import_files(project, [tmp_path / "a.txt"])
    tally, _ = import_files(project, [tmp_path / "b.txt"])
    first, second = project.documents.ids()
    row = project.connection.execute("SELECT variant_of FROM document WHERE id = ?", (second,))
    assert row.fetchone()[0] == first
    assert "nearly the same text as “a”" in tally.notes[0]


def test_a_text_that_was_removed_comes_back(project: Project, annotator, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text.")
    import_files(project, [tmp_path / "a.txt"], annotator="Ann")
    project.undo(annotator.id)
    tally, _ = import_files(project, [tmp_path / "a.txt"], annotator="Ann")
    assert (tally.documents, tally.revived, project.documents.count()) == (0, 1, 1)


def test_the_same_folder_again_adds_nothing(project: Project, folder: Path) -> None:
    import_files(project, [folder], skips_errors=True)
    tally, change = import_files(project, [folder], skips_errors=True)
    assert (tally.documents, tally.known_documents, change) == (0, 7, None)
