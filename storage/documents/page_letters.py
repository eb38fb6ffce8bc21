"""The letters of a printed line as a text: in reading order, not as they stand on the page.

A page holds Hebrew and Arabic from left to right, as they are seen, or as they are read; where the
letters stand tells which. Reordering goes back from the seen order along the lines of the Unicode
bidirectional algorithm (UAX 9): letters written from right to left are turned, numbers and letters
written from left to right keep their order. Joined letters (ﬁ, presentation forms) are taken apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from storage.documents.symbol_fonts import with_marks

Letter = tuple[str, float]
"""What is drawn, one letter or more, and how far from the left it begins (points)."""

_RIGHT_TO_LEFT = frozenset(("R", "AL"))
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_SCRIPTS = "\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # Without digits.
_LEFTWARDS = re.compile(f"[{_SCRIPTS}]")
_TURNED = re.compile(f"[{_SCRIPTS}](?:[^A-Za-z0-9\u0660-\u0669\u06f0-\u06f9]*[{_SCRIPTS}])*")
_OTHER = f"[^\\W_{_SCRIPTS}]"
_RIGHTWARDS = re.compile(rf"[%$€£]?{_OTHER}(?:[ .,:/%+'-]*{_OTHER})*[%$€£]?")
_JOINED = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc]")


def text_of(letters: Sequence[Letter], *, leftwards: bool = False) -> str:
    """Return the letters of a line as they are read, on a page that is read leftwards or not."""
    text = "".join(letter for letter, _ in letters)
    if _LEFTWARDS.search(text) and _is_as_seen(letters):
        text = _as_read([letter for letter, _ in letters], leftwards=leftwards)
    return _JOINED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), with_marks(text))


def reads_leftwards(texts: Iterable[str]) -> bool:
    """Tell whether most letters of these texts are read from right to left."""
    kinds = [unicodedata.bidirectional(sign) for text in texts for sign in text]
    return sum(kind in _RIGHT_TO_LEFT for kind in kinds) > kinds.count("L")


def _is_as_seen(letters: Sequence[Letter]) -> bool:
    """Tell whether the letters that are read leftwards stand rightwards, one after another."""
    places = [x for letter, x in letters if _LEFTWARDS.search(letter)]
    steps = [after - before for before, after in pairwise(places)]
    return sum(step > 0 for step in steps) >= sum(step < 0 for step in steps)


def _as_read(letters: Sequence[str], *, leftwards: bool) -> str:
    text = "".join(letters)
    if not leftwards:
        # In a line that is read rightwards only the other words are turned, as a whole.
        return _TURNED.sub(lambda found: found[0][::-1], text)
    turned = "".join(reversed(letters)).translate(_MIRRORED)
    return _RIGHTWARDS.sub(lambda found: found[0][::-1].translate(_MIRRORED), turned)
