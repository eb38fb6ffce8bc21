"""Source texts of every kind go in from the command line, alone, in folders, as tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.project import open_project
from tests.storage.documents.samples import NEWS_PAGE, docx, packed, pdf
from ui import cli

TEXT = "The minister said on Tuesday that the situation had improved."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An empty project."""
    path = tmp_path / "p.gloss"
    run("new", path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a page, a Word document, a scan, and an archive of texts."""
    made = tmp_path / "corpus"
    made.mkdir()
    (made / "page.html").write_text(NEWS_PAGE)
    (made / "report.docx").write_bytes(docx())
    (made / "scan.pdf").write_bytes(pdf([[]]))
    (made / "more.zip").write_bytes(packed({"a.txt": "One text.", "b.md": "# Two\n\ntexts"}))
    return made


def run(*arguments: object, status: int = 0) -> None:
    assert cli.run([str(argument) for argument in arguments]) == status


def titles(file: Path) -> list[str]:
    with open_project(file) as project:
        return [document.title for document in project.documents.every()]


def test_a_folder_with_an_error_is_refused_and_nothing_changed(file, folder, capsys) -> None:
    run("import", file, folder, status=1)
    assert "scan.pdf holds no text" in capsys.readouterr().err
    assert titles(file) == []


def test_errors_may_be_skipped_and_are_named(file: Path, folder: Path, capsys) -> None:
    run("import", file, folder, "--on-error", "skip")
    said = capsys.readouterr()
    assert "scan.pdf holds no text" in said.err
    assert said.out == "Added 4 documents. Left out: 1 file or record.\n"
    assert titles(file) == ["a", "Two", "Minister speaks", "The report"]


def test_a_table_is_taken_by_its_mapping_file(file: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"start;x;y\n1;{TEXT};Tuesday\n")
    mapping = {"columns": {"text": "x", "title": "y", "others": []}}
    (tmp_path / "m.json").write_text(json.dumps(mapping))
    run("import", file, tmp_path / "t.csv", "--format", "table", "--mapping", tmp_path / "m.json")
    with open_project(file) as project:
        (document,) = project.documents.every()
    assert (document.title, document.text, document.metadata) == ("Tuesday", TEXT, {})


def test_a_mapping_that_does_not_fit_is_refused(file: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "t.csv").write_text(f"x\n{TEXT}\n")
    (tmp_path / "m.json").write_text('{"columns": {"text": "body"}}')
    arguments = ("--format", "table", "--mapping", tmp_path / "m.json")
    run("import", file, tmp_path / "t.csv", *arguments, status=1)
    assert "t.csv has no column “body” (it has “x”)" in capsys.readouterr().err


def test_an_encoding_may_be_named(file: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Größe und mehr".encode("mac-roman"))
    run("import", file, tmp_path / "a.txt", "--encoding", "mac-roman")
    with open_project(file) as project:
        assert next(project.documents.every()).text == "Größe und mehr"


def test_headers_notes_and_whole_pages_are_choices(file: Path, tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_text(r"{\rtf1{\header Head}Fact{\footnote Says who?}.}")
    (tmp_path / "a.html").write_text(NEWS_PAGE)
    options = ("--headers", "--no-notes", "--whole-page")
    run("import", file, tmp_path / "a.rtf", tmp_path / "a.html", *options)
    with open_project(file) as project:
        texts = [document.text for document in project.documents.every()]
    assert "Head\nFact." in texts
    assert any("Imprint" in text for text in texts)
