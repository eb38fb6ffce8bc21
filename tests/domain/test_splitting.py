"""Documents are dealt out by share and by tag, alike ones together, the same way each time."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.splitting import Lot, deal

SHARES = {"train": 80, "dev": 10, "test": 10}
lots = st.lists(
    st.tuples(st.integers(1, 3), st.dictionaries(st.sampled_from("ASET"), st.integers(1, 9))),
    max_size=40,
).map(
    lambda drawn: [
        Lot(tuple(f"{n}-{m}" for m in range(size)), labels)
        for n, (size, labels) in enumerate(drawn)
    ]
)


@given(lots, st.integers(0, 9))
@settings(max_examples=60)
def test_each_document_gets_one_part_and_alike_ones_the_same(drawn, seed: int) -> None:
    found = deal(drawn, SHARES, seed)
    assert set(found) == {member for lot in drawn for member in lot.members}
    assert all(len({found[member] for member in lot.members}) == 1 for lot in drawn)
    assert found == deal(drawn, SHARES, seed)


def test_shares_hold_for_documents_and_for_rare_tags() -> None:
    drawn = [Lot((n,), {"actor": 5} | ({"stance": 1} if n % 10 == 0 else {})) for n in range(1000)]
    found = deal(drawn, SHARES, 1)
    assert Counter(found.values()) == {"train": 800, "dev": 100, "test": 100}
    rare = Counter(found[n] for n in range(0, 1000, 10))
    assert rare == {"train": 80, "dev": 10, "test": 10}


def test_what_was_dealt_before_stays_and_new_ones_fill_up() -> None:
    first = deal([Lot((n,), {}) for n in range(50)], SHARES, 1)
    both = deal([Lot((n,), {}) for n in range(100)], SHARES, 2, fixed=first)
    assert first.items() <= both.items()
    assert Counter(both.values()) == {"train": 80, "dev": 10, "test": 10}


def test_a_document_like_one_dealt_before_follows_it() -> None:
    found = deal([Lot(("old", "new"), {})], SHARES, 1, fixed={"old": "test"})
    assert found == {"old": "test", "new": "test"}


def test_a_part_without_a_share_stays_empty() -> None:
    found = deal([Lot((n,), {"A": 1}) for n in range(20)], {"train": 1, "dev": 1, "test": 0}, 1)
    assert Counter(found.values()) == {"train": 10, "dev": 10}
