"""A session to be killed: `python -m tests.soak.session PROJECT --seed N` acts until it is ended.

Prints one line for each acknowledged action, after its commit.
"""

from __future__ import annotations

import argparse
from itertools import count
from pathlib import Path

from storage.project import open_project
from tests.soak.script import Script, acknowledged


def main() -> None:
    """Act and acknowledge, for ever or for the given number of actions."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.session", description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--actions", type=int, help="how many (default: until killed)")
    arguments = parser.parse_args()
    with open_project(arguments.project) as project:
        script = Script(project, arguments.seed)
        for _ in count() if arguments.actions is None else range(arguments.actions):
            print(acknowledged(project, script.step()).line(), flush=True)


if __name__ == "__main__":
    main()
