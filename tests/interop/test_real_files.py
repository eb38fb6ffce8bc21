"""Every real file is imported with all its quotes matching, or somebody is told why it is not."""

from __future__ import annotations

import pytest

from tests.interop.outcome import outcome
from tests.interop.samples import Sample, folder, samples

FOUND = list(samples(folder()))


@pytest.mark.interop
@pytest.mark.skipif(not FOUND, reason=f"there are no real files in {folder()}")
@pytest.mark.parametrize("sample", FOUND or [None], ids=lambda s: s.name if s else "none")
def test_a_real_file_comes_in_or_the_reason_is_said(sample: Sample) -> None:
    found = outcome(sample)
    assert found.sound
    assert found.is_whole or found.said
    assert found.documents or "Nothing was imported" in found.said[0] or found.skipped
