"""The article on paper and as PDF; Qt's printing parts are loaded when first used."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from ui.reader.marks import Mark, ReaderStyle
from ui.reader.printing import print_article


def write_pdf(path: Path, title: str, text: str, marks: Iterable[Mark], style: ReaderStyle) -> int:
    """Write the article as PDF, whole or not at all; return how many pages.

    Raises PrintingError or OSError if the place does not take it.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        # Qt only prints a warning for a place that it may not write to; opening it first raises.
        part.touch()
        writer = QPdfWriter(str(part))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageOrientation(QPageLayout.Orientation.Portrait)
        writer.setTitle(title)
        writer.setCreator("Glossator")
        pages = print_article(title, text, marks, style, writer)
        del writer
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return pages


def print_with_dialog(
    parent: QWidget, title: str, text: str, marks: Iterable[Mark], style: ReaderStyle
) -> bool:
    """Ask for a printer and print the article; return whether it was printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    for button in dialog.findChildren(QPushButton):
        # Qt's own dialog leaves its buttons no room for the padding that ours have.
        button.setMinimumWidth(button.sizeHint().width())
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    print_article(title, text, marks, style, printer)
    return True
