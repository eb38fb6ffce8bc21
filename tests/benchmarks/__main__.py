"""Prints one table of all measurements; arguments name the parts to measure (none: all of them).

Every figure is measured against a baseline in the same run, so that it holds on any machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks.table import Row, printed

Measure = Callable[[Path], list[Row]]


def _reader(_folder: Path) -> list[Row]:
    from tests.benchmarks import reader

    return reader.rows()


def _keys(folder: Path) -> list[Row]:
    from tests.benchmarks import keys

    return keys.rows(folder)


def _start(folder: Path) -> list[Row]:
    from tests.benchmarks import start

    return start.rows(folder)


def _opening(folder: Path) -> list[Row]:
    from tests.benchmarks import opening

    return opening.rows(folder)


def _exchange(folder: Path) -> list[Row]:
    from tests.benchmarks import exchange

    return exchange.rows(folder)


def _agreement(folder: Path) -> list[Row]:
    from tests.benchmarks import agreement

    return agreement.rows(folder)


def _register(folder: Path) -> list[Row]:
    from tests.benchmarks import register

    return register.rows(folder)


def _merging(folder: Path) -> list[Row]:
    from tests.benchmarks import merging

    return merging.rows(folder)


def _cases(folder: Path) -> list[Row]:
    from tests.benchmarks import cases

    return cases.rows(folder)


def _sources(folder: Path) -> list[Row]:
    from tests.benchmarks import sources

    return sources.rows(folder)


# The window's own rows first: what the reader's monster leaves behind would weigh on them.
_PARTS: dict[str, Measure] = {
    "start": _start,
    "keys": _keys,
    "opening": _opening,
    "register": _register,
    "cases": _cases,
    "exchange": _exchange,
    "merging": _merging,
    "sources": _sources,
    "agreement": _agreement,
    "reader": _reader,
}


def main(wanted: Sequence[str]) -> int:
    """Measure, print, and return 0 if every budget was kept, else 1."""
    unknown = set(wanted) - _PARTS.keys()
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(_PARTS)}.")
        return 2
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="glossator-bench-") as name:
        folder = Path(name)
        os.environ["GLOSSATOR_HOME"] = str(folder / "settings")
        for part in wanted or _PARTS:
            print(f"measuring {part} …", file=sys.stderr)
            own = folder / part
            own.mkdir()
            found += _PARTS[part](own)
    print(printed(found))
    return 0 if all(item.within for item in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
