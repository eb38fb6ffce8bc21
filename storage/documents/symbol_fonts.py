"""What the letters of symbol fonts mean: their codes are those of other letters.

The table of Symbol is that of Adobe (Symbol Encoding to Unicode); of Wingdings only the marks that
stand in texts are known.
"""

from __future__ import annotations

_PRIVATE = 0xF000  # Where programs move the codes of such fonts: U+F061 is 0x61 of the font.
_GREEK = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
}
_SYMBOL = {
    **{code: chr(code) for code in range(0x20, 0x40)},
    **_GREEK,
    **dict(zip((0x22, 0x24, 0x27, 0x2A, 0x2D, 0x40, 0x5C, 0x5E), "∀∃∋∗−≅∴⊥", strict=True)),
    **{code: chr(code) for code in (0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)},
    **dict(zip(range(0xA0, 0xB0), "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓", strict=True)),
    **dict(zip(range(0xB0, 0xC0), "°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True)),
    **dict(zip(range(0xC0, 0xD0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉", strict=True)),
    **dict(zip(range(0xD0, 0xE0), "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
    **dict(zip((0xE0, 0xE1, 0xE5, 0xF1, 0xF2), "◊〈∑〉∫", strict=True)),
}
_WINGDINGS = dict(
    zip(
        (0x6C, 0x6E, 0x71, 0x75, 0x76, 0x77, 0x9F, 0xA7, 0xA8, 0xD8, 0xE0, 0xE8, 0xFB, 0xFC, 0xFE),
        "●■❑◆❖⬥•▪◻➢→➔✗✓☑",
        strict=True,
    )
)
# Marks of lists whose font is not said: Symbol draws the first, Wingdings the others.
_MARKS = str.maketrans(
    dict(zip("\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf0e0\uf076", "•▪◻➢✓→❖", strict=True))
)
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(font: str, code: int) -> str:
    """Return the letter that a code means in a symbol font; U+FFFD if that is not known."""
    if _PRIVATE <= code < _PRIVATE + 0x100:
        code -= _PRIVATE
    return _FONTS.get(font.casefold().strip(), {}).get(code, "\ufffd")


def with_marks(text: str) -> str:
    """Return a text in which the marks of lists are letters that every font has."""
    return text.translate(_MARKS)
