"""The chance-corrected measures give what was published, and what other libraries reckon."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.agreement.coefficients import cohen_kappa, fleiss_kappa, krippendorff_alpha
from tests.domain.agreement.published import (
    COHEN_1,
    COHEN_2,
    FLEISS,
    KRIPPENDORFF,
    THREE_CODERS,
    counts,
    table,
    units,
)

RATINGS = st.lists(st.tuples(*[st.integers(1, 4)] * 3), min_size=2, max_size=30)


def test_cohens_own_tables():
    assert cohen_kappa(table(COHEN_1)) == pytest.approx((0.29 - 0.35) / 0.65)
    assert cohen_kappa(table(COHEN_2)) == pytest.approx((0.70 - 0.41) / 0.59)


def test_fleiss_own_diagnoses():
    assert fleiss_kappa(counts(FLEISS.split())) == pytest.approx(0.430, abs=5e-4)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_krippendorffs_own_data(level, published):
    assert krippendorff_alpha(units(KRIPPENDORFF), level) == pytest.approx(published, abs=5e-4)


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.691), ("interval", 0.811)])
def test_three_coders_with_much_missing(level, published):
    assert krippendorff_alpha(units(THREE_CODERS), level) == pytest.approx(published, abs=5e-4)


def test_kappa_by_hand():
    # 35 of 50 agree; by chance .5 × .6 + .5 × .4 = .5.
    assert cohen_kappa({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}) == 0.4


def test_what_is_undefined_is_none():
    assert cohen_kappa({}) is None
    assert cohen_kappa({(1, 1): 7}) is None
    assert fleiss_kappa([]) is None
    assert fleiss_kappa([(((1, 1),), 5)]) is None
    assert fleiss_kappa([(((1, 3),), 5)]) is None
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([(((1, 1),), 5), (((2, 1),), 5)]) is None
    assert krippendorff_alpha([(((1, 2),), 5)], "interval") is None


def test_complete_disagreement_is_not_undefined():
    assert cohen_kappa({(0, 1): 5, (1, 0): 5}) == -1
    assert cohen_kappa({(0, 1): 5}) == 0


def test_fleiss_refuses_units_that_were_judged_by_different_numbers():
    with pytest.raises(ValueError, match="same number"):
        fleiss_kappa([(((1, 2),), 1), (((1, 3),), 1)])


def test_ordinal_values_follow_the_order_that_is_given():
    pairs = [(("weak", 1), ("strong", 1)), (("weak", 2),), (("average", 2),), (("strong", 2),)]
    some = [(pair, 1) for pair in pairs]
    given_order = krippendorff_alpha(some, "ordinal", ("weak", "average", "strong"))
    assert given_order < krippendorff_alpha(some, "ordinal", ("average", "weak", "strong"))


def test_large_numbers_that_differ_little_lose_no_digits():
    small = [(((0, 1), (1, 1)), 1), (((1, 2),), 1), (((0, 2),), 1)]
    large = [(tuple((v + 10**9, n) for v, n in pair), w) for pair, w in small]
    assert krippendorff_alpha(large, "interval") == krippendorff_alpha(small, "interval")


@settings(max_examples=40, deadline=None)
@given(RATINGS)
def test_the_measures_agree_with_other_libraries(rows):
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import interval_distance
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import aggregate_raters
    from statsmodels.stats.inter_rater import fleiss_kappa as other_fleiss

    if len({value for row in rows for value in row[:2]}) < 2:
        return
    columns = counts(["".join(map(str, row)) for row in rows])
    pair: dict[tuple[int, int], int] = {}
    for one, other, _ in rows:
        pair[one, other] = pair.get((one, other), 0) + 1
    first, second, _ = zip(*rows, strict=True)
    assert cohen_kappa(pair) == pytest.approx(cohen_kappa_score(first, second))
    assert fleiss_kappa(columns) == pytest.approx(other_fleiss(aggregate_raters(rows)[0]))
    said = [(c, u, v) for u, row in enumerate(rows) for c, v in enumerate(row)]
    assert krippendorff_alpha(columns) == pytest.approx(AnnotationTask(said).alpha())
    by_size = AnnotationTask(said, distance=interval_distance).alpha()
    assert krippendorff_alpha(columns, "interval") == pytest.approx(by_size)
