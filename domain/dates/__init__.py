"""When a text says something was: partial dates read from words."""

from domain.dates.reading import DateReading, read_date

__all__ = ["DateReading", "read_date"]
