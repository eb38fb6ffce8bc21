"""Both themes, by name."""

from __future__ import annotations

import pytest

from ui.theme.theme import THEME_NAMES, Theme, load_theme


@pytest.fixture(params=THEME_NAMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    """Give each theme in turn."""
    return load_theme(request.param)
