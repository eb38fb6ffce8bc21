"""Run every real file through the import and print a table: `python -m tests.interop [FOLDER]`."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from tests.interop.outcome import outcome, table, text_outcome
from tests.interop.places import FOLDER
from tests.interop.samples import samples, texts


def main() -> None:
    """Print the table of outcomes."""
    parser = argparse.ArgumentParser(prog="python -m tests.interop", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    below = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as home:
        os.environ["GLOSSATOR_HOME"] = home
        found = [outcome(sample) for sample in samples(below)]
        print(table([*found, *map(text_outcome, texts(below))]))


if __name__ == "__main__":
    main()
