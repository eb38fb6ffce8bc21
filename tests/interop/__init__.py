"""Real files of other programs, which lie beside the project where there are any.

All of them are imported, or refused with the reason: `python -m tests.interop` prints a table.
"""

from tests.interop.places import FOLDER, needs_real_files, real_files

__all__ = ["FOLDER", "needs_real_files", "real_files"]
