"""What an import did is told in whole sentences, and what it left out by name up to a number."""

from __future__ import annotations

from storage.formats.tally import MOST_NAMED, RecordError, Tally


def test_what_would_be_done_is_told_in_whole_sentences() -> None:
    said = Tally(revived=2, replaced=1).sentence(is_done=False)
    assert said == (
        "Nothing new was found. It would bring back 2 that had been deleted. "
        "It would replace 1 annotation that differed."
    )


def test_records_that_are_left_out_are_named_up_to_a_number() -> None:
    tally = Tally()
    for number in range(MOST_NAMED + 2):
        tally.pass_over(RecordError(f"a.csv, line {number}", "it is wrong"))
    tally.conclude()
    assert tally.notes[0] == "a.csv, line 0: it is wrong. It was left out."
    assert tally.notes[MOST_NAMED:] == ["… and 2 more were left out."]
    assert (tally.left_out, tally.records_out) == (MOST_NAMED + 2, MOST_NAMED + 2)
