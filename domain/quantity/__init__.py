"""How much a text says: quantities in words and digits, read and found."""

from domain.quantity.finding import find_quantities, read_quantity
from domain.quantity.numbers import (
    CONTINENTAL,
    ENGLISH,
    NUMBER_LOCALES,
    SPACED,
    SWISS,
    NumberLocale,
    locale_for,
)
from domain.quantity.quantity import Kind, Modifier, Quantity

__all__ = [
    "CONTINENTAL",
    "ENGLISH",
    "NUMBER_LOCALES",
    "SPACED",
    "SWISS",
    "Kind",
    "Modifier",
    "NumberLocale",
    "Quantity",
    "find_quantities",
    "locale_for",
    "read_quantity",
]
