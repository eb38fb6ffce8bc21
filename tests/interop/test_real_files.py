"""Every real file is imported with all its quotes matching, or somebody is told why it is not."""

from __future__ import annotations

import pytest

from tests.interop.outcome import outcome
from tests.interop.places import FOLDER, needs_real_files
from tests.interop.samples import Sample, samples

pytestmark = [pytest.mark.interop, needs_real_files()]


@pytest.mark.parametrize("sample", list(samples(FOLDER)), ids=lambda sample: sample.name)
def test_a_real_file_comes_in_or_the_reason_is_said(sample: Sample) -> None:
    found = outcome(sample)
    assert found.sound
    assert found.is_whole or found.said
    assert found.documents or "Nothing was imported" in found.said[0] or found.skipped
