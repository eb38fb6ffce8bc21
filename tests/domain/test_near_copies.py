"""Wire copies are found, other texts on the same matter are not, in every process alike."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.near_copies import NearCopies, are_near, resemblance, sketch

ROOT = Path(__file__).parents[2]
_RANDOM = random.Random(1)
WORDS = ["".join(_RANDOM.choices("abcdefghij", k=_RANDOM.randint(3, 9))) for _ in range(3000)]


def article(seed: int, words: int = 400) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def near(one: str, other: str) -> bool:
    return are_near(sketch(one), sketch(other))


@pytest.mark.parametrize(
    "copy",
    [
        "ANOTHER HEADLINE\n(Reuters) - " + article(1).upper(),
        ", ".join(article(1).split()[40:]),
        " ".join(article(1).split()[:200]),
        article(1).replace(" ", "  ") + " Additional reporting by nobody at all.",
        " ".join("other" if n % 40 == 0 else word for n, word in enumerate(article(1).split())),
    ],
    ids=["headline", "without the lead", "first half", "credit", "a word in forty"],
)
def test_a_wire_copy_is_near(copy: str) -> None:
    assert near(article(1), copy)


def test_an_article_that_quotes_another_is_not_near() -> None:
    quoted = " ".join(article(1).split()[:60])
    assert not near(article(1), quoted + " " + article(2))


def test_short_texts_are_never_near() -> None:
    copies: NearCopies[str] = NearCopies()
    greeting = sketch("Good morning to all of you, and welcome to the interesting show.")
    copies.add("a", greeting)
    assert copies.find(greeting) is None


def test_the_most_alike_of_many_is_found() -> None:
    copies: NearCopies[int] = NearCopies()
    for seed in range(300):
        copies.add(seed, sketch(article(seed)))
    assert copies.find(sketch(article(123) + " and more of it")) == 123
    assert copies.find(sketch(article(999))) is None


@given(one=st.text("ab cd", max_size=200), other=st.text("ab cd", max_size=200))
def test_resemblance_is_symmetric_and_between_none_and_all(one: str, other: str) -> None:
    a, b = sketch(one), sketch(other)
    assert 0 <= resemblance(a, b) == resemblance(b, a) <= 1
    assert resemblance(a, a) == (1 if a.stretches else 0)


def test_sketches_are_the_same_in_every_process() -> None:
    code = "from domain.near_copies import sketch; print(sketch('a b c d e f').hashes)"
    said = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert said == {f"{sketch('a b c d e f').hashes}\n"}
