"""Run every real file through the import and print a table: `python -m tests.interop [FOLDER]`."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from tests.interop.outcome import outcome, table
from tests.interop.places import FOLDER
from tests.interop.samples import samples


def main() -> None:
    """Print the table of outcomes."""
    parser = argparse.ArgumentParser(prog="python -m tests.interop", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    below = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as home:
        os.environ["GLOSSATOR_HOME"] = home
        print(table([outcome(sample) for sample in samples(below)]))


if __name__ == "__main__":
    main()
