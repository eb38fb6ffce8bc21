"""Kills sessions at random moments: `python -m tests.soak.kill --kills 2000`."""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.script import Acknowledged, prepare, verify

ROOT = Path(__file__).parents[2]
SESSION = "tests.soak.session"
_KILLS_A_FILE = 25
_START_SECONDS = 0.4
_WORK_SECONDS = 0.15


@dataclass
class Tally:
    """What a run of kills came to; `ahead` counts actions committed but not yet acknowledged."""

    kills: int = 0
    acknowledged: int = 0
    ahead: int = 0
    before_first: int = 0


@dataclass
class _Session:
    """A session as a process, and the lines it has printed so far."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    begun: threading.Event = field(default_factory=threading.Event)

    def listen(self) -> None:
        """Take lines until the process has ended."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):
                self.lines.append(line)
                self.begun.set()


def kill_sessions(
    folder: Path, kills: int, *, seed: int = 0, module: str = SESSION, patience: float = 30.0
) -> Tally:
    """Start, kill and verify `kills` sessions one after the other; raise AssertionError.

    One in five is killed while it starts, the others up to 150 ms after their first action.
    """
    chance = random.Random(seed)
    tally = Tally()
    known: set[str] = set()
    path = folder / "none"
    for turn in range(kills):
        if turn % _KILLS_A_FILE == 0:
            path = folder / f"soak-{turn}.gloss"
            prepare(path)
            known = set()
        lines = _kill_one(path, chance, f"{seed * 1_000_003 + turn}", module, patience)
        told = [Acknowledged.read(line) for line in lines]
        known |= {one.change for one in told}
        last = told[-1] if told else None
        found = verify(path, last, known)
        tally.kills += 1
        tally.acknowledged += len(told)
        tally.before_first += not told
        tally.ahead += last is not None and found > last.number
    return tally


def _kill_one(
    path: Path, chance: random.Random, seed: str, module: str, patience: float
) -> list[str]:
    command = [sys.executable, "-m", module, str(path), "--seed", seed]
    session = _Session(
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    )
    with session.process:
        listener = threading.Thread(target=session.listen)
        listener.start()
        # The waiting is the experiment: the moment of death is what is random.
        if chance.random() < 0.2:
            threading.Event().wait(chance.uniform(0, _START_SECONDS))
        elif not session.begun.wait(patience):
            session.process.kill()
            raise AssertionError(f"a session did nothing for {patience} s")
        else:
            threading.Event().wait(chance.uniform(0, _WORK_SECONDS))
        assert session.process.poll() is None, "a session ended by itself"
        session.process.kill()
        listener.join()
    return session.lines


def main() -> None:
    """Kill as many sessions as asked for and print what it came to."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--module", default=SESSION, help="the session to start with python -m")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        done = kill_sessions(
            Path(folder), arguments.kills, seed=arguments.seed, module=arguments.module
        )
    print(done)


if __name__ == "__main__":
    main()
