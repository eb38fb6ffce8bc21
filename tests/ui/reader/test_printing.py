"""Print and PDF go through the painter of the screen."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize, QPdfWriter
from pytestqt.qtbot import QtBot

from tests.ui.reader.support import TEXT, mark_on
from ui.reader.printing import PrintingError, print_article
from ui.reader.styles import DARK, LIGHT


def written(path: Path, text: str, style: object = LIGHT) -> tuple[int, int]:
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    pages = print_article("A title", text, [mark_on(text, "Lima Group")], style, writer)  # type: ignore[arg-type]
    return pages, len(path.read_bytes())


def test_a_short_article_fits_on_one_page(qtbot: QtBot, tmp_path: Path) -> None:
    pages, size = written(tmp_path / "a.pdf", TEXT)
    assert pages == 1
    assert size > 2000


@pytest.mark.parametrize("joint", ["\n", " "])
def test_a_long_article_runs_over_pages(qtbot: QtBot, tmp_path: Path, joint: str) -> None:
    pages, _ = written(tmp_path / "a.pdf", joint.join([TEXT] * 20))
    assert pages > 3


def test_a_dark_desk_prints_light(qtbot: QtBot, tmp_path: Path) -> None:
    light, dark = tmp_path / "light.pdf", tmp_path / "dark.pdf"
    assert written(light, TEXT)[1] == pytest.approx(written(dark, TEXT, DARK)[1], abs=64)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_folder_that_is_not_there_is_refused_with_a_sentence(
    qtbot: QtBot, tmp_path: Path
) -> None:
    writer = QPdfWriter(str(tmp_path / "nowhere" / "a.pdf"))
    with pytest.raises(PrintingError, match="could not be written"):
        print_article("A title", TEXT, [], LIGHT, writer)


def test_the_words_can_be_found_and_copied_in_the_pdf(qtbot: QtBot, tmp_path: Path) -> None:
    from pdfminer.high_level import extract_text

    written(tmp_path / "a.pdf", TEXT)
    # Arabic is copied in the forms of its letters within words; no font here has all emoji.
    words = unicodedata.normalize("NFKC", extract_text(tmp_path / "a.pdf")).split()
    wanted = [word for word in TEXT.split() if word[0] < "\uffff"]
    assert set(wanted) <= set(words), set(wanted) - set(words)
