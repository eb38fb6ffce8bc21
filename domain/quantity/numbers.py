"""Numbers in digits: how a document writes decimals and thousands, and what its digits say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

MOST_DIGITS = 24
NARROW_SPACES = "\u00a0\u2009\u202f"
_MOST_GROUPS = 8


@dataclass(frozen=True)
class NumberLocale:
    """How numbers are written: `decimal` is one mark, `groups` those that part thousands.

    No-break and thin spaces part thousands everywhere; `name` is an example people know it by.
    """

    name: str
    decimal: str
    groups: str

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A number as this locale writes it, in full."""
        marks = "".join(dict.fromkeys(self.groups + NARROW_SPACES))
        first = rf"(?P<mark>[{re.escape(marks)}])[0-9]{{3}}"
        grouped = rf"[0-9]{{1,3}}{first}(?:(?P=mark)[0-9]{{3}}){{0,{_MOST_GROUPS}}}"
        indian = r"|[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}" if "," in self.groups else ""
        whole = rf"(?:{grouped}{indian}|[0-9]+)"
        mark = re.escape(self.decimal)
        return re.compile(rf"(?P<whole>{whole})(?:{mark}(?P<part>[0-9]+))?|{mark}(?P<only>[0-9]+)")

    @cached_property
    def run(self) -> str:
        """The pattern of a run of digits and marks, well formed or not, to be taken as one."""
        run = rf"[0-9]+(?:[.,'’{NARROW_SPACES}][0-9]+)*"
        if " " in self.groups:
            spaced = rf"[0-9]{{1,3}}(?: [0-9]{{3}}(?![0-9]))+(?:{re.escape(self.decimal)}[0-9]+)?"
            run = rf"{spaced}(?![0-9])|{run}"
        return rf"(?<![\w.,])[.,](?:{run})|{run}"

    def value(self, digits: str) -> Decimal | None:
        """Return what `digits` say, or None if this locale does not write numbers that way."""
        if len(digits) > 2 * MOST_DIGITS:
            return None
        match = self.number.fullmatch(digits)
        if match is None:
            return None
        whole = re.sub("[^0-9]", "", match["whole"] or "0")
        part = match["part"] or match["only"] or ""
        if len(whole) + len(part) > MOST_DIGITS:
            return None
        return Decimal(f"{whole}.{part}" if part else whole)


ENGLISH = NumberLocale("1,234.5", ".", ",")
CONTINENTAL = NumberLocale("1.234,5", ",", ".")
SPACED = NumberLocale("1 234,5", ",", " ")
SWISS = NumberLocale("1’234.5", ".", "'’")
NUMBER_LOCALES = {locale.name: locale for locale in (ENGLISH, CONTINENTAL, SPACED, SWISS)}

_CONTINENTAL = "da de el es hr id is it nl pt ro sl sr tr vi"
_SPACED = "be bg cs et fi fr hu hy ka kk lt lv nb nn no pl ru sk sv uk"
_BY_LANGUAGE = {
    **dict.fromkeys(_CONTINENTAL.split(), CONTINENTAL),
    **dict.fromkeys(_SPACED.split(), SPACED),
    **dict.fromkeys(("de-ch", "fr-ch", "it-ch", "de-li"), SWISS),
    **dict.fromkeys(("es-mx", "es-us", "es-pe", "es-gt", "es-pa"), ENGLISH),
}


def locale_for(language: str) -> NumberLocale:
    """Return how texts of that language (a BCP 47 tag) usually write numbers, else English."""
    tag = language.strip().lower().replace("_", "-")
    return _BY_LANGUAGE.get(tag) or _BY_LANGUAGE.get(tag.partition("-")[0], ENGLISH)
