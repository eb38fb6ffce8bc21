"""Who agrees and who disagrees."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.facts.networks import conflict, congruence

HOLDERS = st.one_of(st.none(), st.sampled_from("abcde"))
POSITIONS = st.one_of(st.none(), st.sampled_from(["favor", "against", "mixed", "neutral"]))
TOPICS = st.one_of(st.none(), st.sampled_from("xyz"))
STATEMENTS = st.lists(st.tuples(HOLDERS, POSITIONS, TOPICS), max_size=30)


def test_the_weight_is_on_how_many_topics_two_take_the_same_side():
    said = [("b", "favor", "x"), ("a", "favor", "x"), ("a", "against", "y"), ("b", "against", "y")]
    assert congruence(said) == [("a", "b", 2)]
    assert conflict(said) == []


def test_saying_it_again_adds_nothing():
    said = [("a", "favor", "x"), ("b", "against", "x")]
    assert conflict(said * 3) == conflict(said) == [("a", "b", 1)]


def test_who_took_both_sides_agrees_and_disagrees():
    said = [("a", "favor", "x"), ("a", "against", "x"), ("b", "favor", "x")]
    assert congruence(said) == conflict(said) == [("a", "b", 1)]


def test_two_who_took_both_sides_agree_twice_and_disagree_twice():
    said = [(holder, side, "x") for holder in "ab" for side in ("favor", "against")]
    assert congruence(said) == conflict(said) == [("a", "b", 2)]


def test_neutral_and_open_statements_count_in_neither():
    open_ones = [(None, "favor", "x"), ("b", None, "x"), ("c", "favor", None)]
    said = [("a", "favor", "x"), *((n, p, "x") for n, p in (("d", "neutral"), ("e", "mixed")))]
    assert congruence(said + open_ones) == conflict(said + open_ones) == []


def matrix(statements, side):
    return {(h, t) for h, position, t in statements if position == side and h and t}


def product_of(left, right, one, other):
    return sum((one, topic) in left and (other, topic) in right for topic in "xyz")


@given(STATEMENTS)
def test_the_networks_are_the_matrix_products_that_define_them(said):
    favor, against = matrix(said, "favor"), matrix(said, "against")
    pairs = [(one, other) for one in "abcde" for other in "abcde" if one < other]
    agree, differ = [], []
    for one, other in pairs:
        agree.append(
            product_of(favor, favor, one, other) + product_of(against, against, one, other)
        )
        differ.append(
            product_of(favor, against, one, other) + product_of(against, favor, one, other)
        )
    assert congruence(said) == [(*p, n) for p, n in zip(pairs, agree, strict=True) if n]
    assert conflict(said) == [(*p, n) for p, n in zip(pairs, differ, strict=True) if n]


@given(STATEMENTS)
def test_both_networks_are_symmetric(said):
    """Renaming everybody so that the order of names turns round gives the same weights."""
    turned = {name: chr(ord("z") - ord(name) + ord("a")) for name in "abcde"}
    renamed = [(h and turned[h], p, t) for h, p, t in said]
    for network in (congruence, conflict):
        back = {tuple(sorted((turned[a], turned[b]))): n for a, b, n in network(said)}
        assert back == {(a, b): n for a, b, n in network(renamed)}


@given(STATEMENTS)
def test_whoever_trades_favor_for_against_agrees_with_the_same_people(said):
    swap = {"favor": "against", "against": "favor"}
    mirrored = [(h, swap.get(p, p), t) for h, p, t in said]
    assert congruence(mirrored) == congruence(said)
    assert conflict(mirrored) == conflict(said)
