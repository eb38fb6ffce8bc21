"""When a text says something was: partial dates read from words."""

from domain.dates.finding import FoundDate, find_dates
from domain.dates.reading import DateReading, read_date
from domain.dates.wording import spoken_date

__all__ = ["DateReading", "FoundDate", "find_dates", "read_date", "spoken_date"]
