"""Glossator: the command line if the first word is a command, else the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_COMMANDS = (
    *("new", "import", "export", "check", "stats", "facts", "agreement", "codebook", "merge"),
    "formats",
)
_COMMAND_LINE = frozenset((*_COMMANDS, "-h", "--help", "--version"))


def main(argv: Sequence[str]) -> int:
    """Run what the arguments ask for and return the exit status."""
    if argv and argv[0] in _COMMAND_LINE:
        from ui import cli

        return cli.run(argv)
    from ui import app

    return app.run(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
