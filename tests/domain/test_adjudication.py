"""Cases: who belongs together, what they differ in, in which order, decided or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.adjudication import Annotations, Decision, build_cases, decided_anew, majority
from domain.annotation import Annotation
from domain.clock import Stamp
from domain.ids import AnnotationId, AnnotatorId, DecisionId, DocumentId
from domain.span import Span
from tests.domain.adjudication_layers import ANN, BO, CY, led, tagged


def kinds(*layers: Annotation, counted: tuple[AnnotatorId, ...] = (ANN, BO), relations=()):
    found = build_cases(Annotations(layers, counted, relations))
    return [([m.id for m in case.members], case.kinds) for case in found]


def test_the_same_twice_is_agreement():
    assert kinds(tagged("a", ANN, (0, 4)), tagged("b", BO, (0, 4))) == [(["a", "b"], ())]


def test_each_difference_has_its_name():
    assert kinds(tagged("a", ANN, (0, 4))) == [(["a"], ("missed",))]
    boundary = kinds(tagged("a", ANN, (0, 4)), tagged("b", BO, (2, 9)))
    assert boundary == [(["a", "b"], ("boundary",))]
    tag = kinds(tagged("a", ANN, (0, 4)), tagged("b", BO, (0, 4), tag="event"))
    assert tag == [(["a", "b"], ("tag",))]
    attribute = kinds(tagged("a", ANN, (0, 4), role="x"), tagged("b", BO, (0, 4), role=""))
    assert attribute == [(["a", "b"], ("attribute",))]


def test_a_relation_that_leads_elsewhere_is_a_difference():
    layers = [
        tagged(n, who, at)
        for who, names in ((ANN, "acx"), (BO, "bdy"))
        for n, at in zip(names, ((0, 4), (5, 8), (9, 12)), strict=True)
    ]
    agreed = kinds(*layers, relations=[led("a", "holder", "c"), led("b", "holder", "d")])
    assert [case[1] for case in agreed] == [(), (), ()]
    differ = kinds(*layers, relations=[led("a", "holder", "c"), led("b", "holder", "y")])
    assert differ[0] == (["a", "b"], ("relation",))


def test_a_nested_span_of_another_tag_stays_a_case_of_its_own():
    found = kinds(
        tagged("s", ANN, (0, 30), tag="stance"),
        tagged("t", BO, (0, 30), tag="stance"),
        tagged("n", BO, (10, 14)),
    )
    assert found == [(["n"], ("missed",)), (["s", "t"], ())]


def test_the_better_match_wins_and_nobody_stands_twice_in_a_case():
    found = kinds(tagged("a", ANN, (0, 10)), tagged("b", BO, (0, 3)), tagged("c", BO, (0, 9)))
    assert sorted(found) == [(["a", "c"], ("boundary",)), (["b"], ("missed",))]


def test_the_most_consequential_comes_first_and_agreement_last():
    found = kinds(
        tagged("a", ANN, (0, 4)),
        tagged("b", BO, (0, 4)),
        tagged("c", ANN, (10, 14)),
        tagged("d", BO, (10, 16)),
        tagged("e", ANN, (20, 24)),
    )
    assert [case[1] for case in found] == [("missed",), ("boundary",), ()]


def test_only_a_counted_annotator_can_have_missed_something():
    assert kinds(tagged("a", ANN, (0, 4)), counted=(ANN,)) == [(["a"], ())]


def decided(outcome: str = "taken", gold: str | None = "g", version: str = "1") -> Decision:
    sources = ((AnnotationId("a"), Stamp(version)), (AnnotationId("b"), Stamp("1")))
    made = None if gold is None else AnnotationId(gold)
    return Decision(DecisionId("x"), DocumentId("d"), CY, outcome, made, sources)  # type: ignore[arg-type]


def case_with(decision: Decision, *gold: Annotation):
    layers = (tagged("a", ANN, (0, 4)), tagged("b", BO, (0, 5)))
    (case,) = build_cases(Annotations(layers, (ANN, BO), (), gold, (decision,)))
    return case


def test_a_decision_closes_its_case_until_a_source_is_edited():
    gold = tagged("g", CY, (0, 4))
    assert not case_with(decided(), gold).is_open
    assert case_with(decided(), gold).gold == gold
    stale = case_with(decided(version="0"), gold)
    assert (stale.stale, stale.is_open) == (True, True)


def test_undecided_stays_open_and_nobody_does_not():
    assert case_with(decided("undecided", None)).is_open
    assert not case_with(decided("nobody", None)).is_open


def test_a_gold_annotation_that_nobody_tagged_is_a_case_that_is_settled():
    gold = tagged("g", CY, (50, 54))
    (case,) = build_cases(Annotations((), (ANN, BO), (), (gold,)))
    assert (case.annotation, case.members, case.is_open) == (gold, (), False)


def test_the_majority_needs_more_than_half_of_all_who_count():
    two = (tagged("a", ANN, (0, 4)), tagged("b", BO, (0, 4)))
    (agreed,) = build_cases(Annotations(two, (ANN, BO, CY)))
    assert majority(agreed, {}) in two
    (split,) = build_cases(Annotations(two[:1], (ANN, BO)))
    assert majority(split, {}) is None


def test_joining_covers_what_any_of_them_covers():
    layers = (tagged("a", ANN, (0, 4), (10, 12)), tagged("b", BO, (2, 6)))
    (case,) = build_cases(Annotations(layers, (ANN, BO)))
    assert case.span == Span.of([(0, 6), (10, 12)])


def test_a_decision_is_taken_note_of_without_building_the_cases_anew():
    layers = (tagged("a", ANN, (0, 4)), tagged("b", BO, (0, 5)), tagged("c", ANN, (9, 12)))
    gold = (tagged("g", CY, (0, 4)), tagged("alone", CY, (50, 54)))
    before = build_cases(Annotations(layers, (ANN, BO)))
    after = build_cases(Annotations(layers, (ANN, BO), (), gold, (decided(),)))
    assert decided_anew(before, (decided(),), gold) == after
    assert decided_anew(after, (), ()) == before


edges = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda t: (t[0], t[0] + t[1]))
drawn = st.lists(
    st.tuples(st.sampled_from([ANN, BO, CY]), edges, st.sampled_from("xy")), max_size=14
)


@given(drawn, st.randoms(use_true_random=False))
def test_every_annotation_is_in_one_case_whatever_the_order(rows, random):
    layers = [tagged(f"n{at}", who, e, tag=tag) for at, (who, e, tag) in enumerate(rows)]
    found = build_cases(Annotations(layers, (ANN, BO, CY)))
    assert sorted(m.id for case in found for m in case.members) == sorted(a.id for a in layers)
    assert all(len(case.by_annotator()) == len(case.members) for case in found)
    shuffled = list(layers)
    random.shuffle(shuffled)
    assert build_cases(Annotations(shuffled, (ANN, BO, CY))) == found
