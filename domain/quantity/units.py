"""What is counted or measured: units with the kind of statistic they make, and currencies."""

from __future__ import annotations

from typing import NamedTuple

from domain.quantity.quantity import PERCENT, Kind
from domain.quantity.tokens import Form, Tokens, word_set


class Unit(NamedTuple):
    """A unit as it is recorded, the kind of statistic it makes, and the token where it ends."""

    name: str
    kind: Kind
    end: int


_SPELLINGS: dict[Kind, dict[str, str]] = {
    "share": {
        PERCENT: "% percent pct prozent procent percents",
        "‰": "‰",
        "percentage points": "pp",
        "basis points": "bps",
    },
    "duration": {
        "seconds": "second seconds sec secs",
        "minutes": "minute minutes mins",
        "hours": "hour hours hrs hr",
        "days": "day days",
        "nights": "night nights",
        "weeks": "week weeks",
        "fortnights": "fortnight fortnights",
        "months": "month months",
        "years": "year years yr yrs",
        "decades": "decade decades",
        "centuries": "century centuries",
    },
    "money": {
        "USD": "dollar dollars",
        "EUR": "euro euros",
        "JPY": "yen",
        "CNY": "yuan renminbi",
        "INR": "rupee rupees",
        "PEN": "soles",
        "RUB": "rouble roubles ruble rubles",
        **{name: name for name in ("pesos", "francs", "cents", "pence", "bolívares", "reais")},
    },
    "rate": {"mph": "mph", "km/h": "kph kmh", "rpm": "rpm"},
    "index": {"points": "point points"},
    "other": {
        "km": "kilometer kilometers kilometre kilometres",
        "m": "meter meters metre metres",
        "cm": "centimeter centimeters centimetre centimetres",
        "mm": "millimeter millimeters millimetre millimetres",
        "kg": "kilogram kilograms kilo kilos",
        "g": "gram grams gramme grammes",
        "L": "liter liters litre litres",
        "ha": "hectare hectares",
        "tonnes": "tonne tonnes",
        "tons": "ton tons",
        "pounds": "pound pounds lb lbs",
        "miles": "mile miles",
        "feet": "foot feet ft",
        "inches": "inch inches",
        "degrees": "degree degrees",
        "times": "times fold",
        "barrels": "barrel barrels",
        "W": "watt watts",
        "MW": "megawatt megawatts",
        "GW": "gigawatt gigawatts",
        **{name: f"{name} {name}s" for name in ("acre", "yard", "ounce", "gallon", "megabyte")},
        **{name: name for name in ("°", "ppm", "ppb", "oz")},
    },
}
_WORDS: dict[tuple[str, ...], tuple[str, Kind]] = {
    (spelling,): (name, kind)
    for kind, units in _SPELLINGS.items()
    for name, spellings in units.items()
    for spelling in spellings.split()
}
_PHRASES: dict[str, tuple[str, Kind]] = {
    **dict.fromkeys(
        ("per cent", "por ciento", "pour cent", "per cento", "por cento"), ("%", "share")
    ),
    **dict.fromkeys(
        ("percentage point", "percentage points", "percent points"),
        ("percentage points", "share"),
    ),
    **dict.fromkeys(("basis point", "basis points"), ("basis points", "share")),
    "pounds sterling": ("GBP", "money"),
    "us dollars": ("USD", "money"),
    "u . s . dollars": ("USD", "money"),
    "australian dollars": ("AUD", "money"),
    "canadian dollars": ("CAD", "money"),
    "swiss francs": ("CHF", "money"),
    "mexican pesos": ("MXN", "money"),
    "degrees celsius": ("°C", "other"),
    "degrees fahrenheit": ("°F", "other"),
    "° c": ("°C", "other"),
    "° f": ("°F", "other"),
    "light years": ("light years", "other"),
    "light - years": ("light years", "other"),
    "- fold": ("times", "other"),
    "orders of magnitude": ("orders of magnitude", "other"),
    "km / h": ("km/h", "rate"),
    "m / s": ("m/s", "rate"),
}
_LENGTHS = word_set(
    "kilometers kilometres meters metres centimeters miles feet inches yards "
    "kilometer kilometre meter metre mile foot inch yard"
)
_PHRASES |= {
    f"{area} {length}": (f"{area} {_WORDS[(length,)][0]}", "other")
    for area in ("square", "cubic")
    for length in _LENGTHS
}
_WORDS |= {tuple(phrase.split()): unit for phrase, unit in _PHRASES.items()}
_LONGEST = max(map(len, _WORDS))
_FIRST = frozenset(words[0] for words in _WORDS)
# Signs mean something else in another case ("m" and "M"), so these are read as written.
_SIGNS = word_set(
    "km m cm mm µm μm nm kg g mg µg t Mt kt L l ml mL W kW MW GW TW kWh MWh GWh TWh Hz kHz MHz GHz "
    "V kV J kJ MJ eV keV MeV GeV Pa kPa MPa hPa K ha km² m² cm² km³ m³ cm³ km2 m2 m3 mol mM "
    "GB MB TB kB dB kcal AU Mbps Gbps"
)
_TIME_SIGNS = {"s": "seconds", "ms": "milliseconds", "h": "hours", "min": "minutes"}
_COMPOUND = {"per", "/"}
_PER_MANY = ("thousand", "million", "billion")
_EACH = ("a", "an", "each", "every")
_EACH_TIME = {"second", "minute", "hour", "day", "night", "week", "month", "year", "decade"}
_NOT_EACH = {"ago", "later", "earlier", "before", "after", "old"}
_HEADS = {"capita", "person", "head", "inhabitant", "household", "share", "unit", "game", "vote"}

_CURRENCY_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_CURRENCY_SIGNS |= {"₽": "RUB", "₺": "TRY", "₦": "NGN", "₪": "ILS", "₴": "UAH", "₱": "PHP"}
_DOLLARS = {"us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "hk": "HKD"}
_DOLLARS |= {"nz": "NZD", "r": "BRL", "s": "SGD", "nt": "TWD", "mx": "MXN", "u": "USD"}
CODES = word_set(
    "USD EUR GBP JPY CNY CHF CAD AUD NZD PEN BRL MXN ARS COP CLP VES INR RUB TRY ZAR SEK NOK DKK "
    "PLN CZK HUF KRW SGD HKD ILS UAH NGN"
)


def currency_before(tokens: Tokens, i: int) -> tuple[str, int]:
    """Return the currency whose sign or code ends before token `i`, and its first token."""
    sign = tokens[i - 1]
    if sign.raw in CODES:
        return sign.raw, i - 1
    if sign.word == "rs" or (sign.word == "." and tokens.word(i - 2) == "rs"):
        return "INR", i - 1 - (sign.word == ".")
    if sign.word == "/" and tokens[i - 2].raw == "S" and sign.glued:
        return "PEN", i - 2
    name = _CURRENCY_SIGNS.get(sign.word, "")
    before = tokens[i - 2]
    if name == "USD" and sign.glued and before.word in _DOLLARS and before.raw.isupper():
        return _DOLLARS[before.word], i - 2
    return name, i - 1 if name else i


def unit_at(tokens: Tokens, i: int) -> Unit | None:
    """Return the unit at token `i` (a hyphen before it passed over), with what it is per."""
    hyphen = tokens[i].glued and tokens[i + 1].glued and tokens.word(i) in ("-", "‐", "‑")
    unit = _simple(tokens, i)
    if unit is None and hyphen and tokens[i + 1].form is Form.WORD:
        unit = _simple(tokens, i + 1)
    if unit is None:
        return per(tokens, i)
    rate = per(tokens, unit.end)
    if rate is None:
        return unit
    return Unit(f"{unit.name} {rate.name}", "money" if unit.kind == "money" else "rate", rate.end)


def _simple(tokens: Tokens, i: int) -> Unit | None:
    longest = _LONGEST if tokens.word(i) in _FIRST else 0
    for length in range(longest, 0, -1):
        found = _WORDS.get(tokens.words(i, length))
        if found is not None and not _is_name(tokens, i):
            return Unit(*found, i + length)
    raw = tokens[i].raw
    if raw in CODES:
        return Unit(raw, "money", i + 1)
    if raw in _CURRENCY_SIGNS:
        return Unit(_CURRENCY_SIGNS[raw], "money", i + 1)
    if raw in _SIGNS:
        return Unit(raw, "other", i + 1)
    if raw in _TIME_SIGNS:
        return Unit(_TIME_SIGNS[raw], "duration", i + 1)
    return None


def _is_name(tokens: Tokens, i: int) -> bool:
    """Tell whether the unit's word is capitalised as a name is ("12 Days"), digits glued or not."""
    word = tokens[i]
    english = word.form is Form.WORD and word.raw[0].isupper() and len(word.raw) > 2
    return english and word.word not in ("prozent", "us", "australian", "canadian", "swiss")


def per(tokens: Tokens, i: int) -> Unit | None:
    """Return the rate at token `i`: "per 100,000", "per day", "/km", "a year"."""
    if tokens.word(i) in _EACH:
        is_time = tokens.word(i + 1) in _EACH_TIME and tokens.word(i + 2) not in _NOT_EACH
        return Unit(f"per {tokens.word(i + 1)}", "rate", i + 2) if is_time else None
    if tokens.word(i) not in _COMPOUND:
        return None
    if tokens.word(i) == "per" and tokens.word(i + 1) in _PER_MANY:
        return Unit(f"per {tokens.word(i + 1)}", "rate", i + 2)
    if tokens[i + 1].form is Form.NUMBER and tokens.word(i) == "per":
        return _per_number(tokens, i + 1)
    if tokens.word(i + 1) in _HEADS | _EACH_TIME:
        return Unit(f"per {tokens.word(i + 1)}", "rate", i + 2)
    below = _simple(tokens, i + 1)
    if below is None:
        return None
    as_written = below.end == i + 2 and tokens[i + 1].raw.islower()
    return Unit(f"per {tokens.word(i + 1) if as_written else below.name}", "rate", below.end)


def _per_number(tokens: Tokens, i: int) -> Unit:
    name = tokens[i].raw
    if tokens.word(i + 1) in _PER_MANY:
        return Unit(f"per {name} {tokens.word(i + 1)}", "rate", i + 2)
    return Unit(f"per {name}", "rate", i + 1)
