"""Names of months and weekdays, and words that count from today, in seven languages."""

from __future__ import annotations

from typing import Literal

Unit = Literal["day", "week", "month", "year"]
Step = tuple[Unit, int]

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
_SHORT = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "de": "jan feb mär apr mai jun jul aug sep okt nov dez",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
}
_VARIANTS = {
    "en": {"sept": 9},
    "de": {"jänner": 1, "feber": 2, "maerz": 3, "sept": 9},
    "fr": {"fevrier": 2, "aout": 8, "decembre": 12},
    "es": {"setiembre": 9},
}
MONTHS = {
    language: {
        **{name: i for i, name in enumerate(names.split(), 1)},
        **{name: i for i, name in enumerate(_SHORT[language].split(), 1)},
        **_VARIANTS.get(language, {}),
    }
    for language, names in _MONTHS.items()
}
# English words that are months only when written with a capital.
ALSO_WORDS = {"en": frozenset({"may", "march", "mar", "sept", "dec", "jan"})}

_WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
WEEKDAYS = {
    language: {name: i for i, name in enumerate(names.split())}
    for language, names in _WEEKDAYS.items()
}

# Words that join two dates to an interval, and the pair that does so together.
JOINTS = {
    "en": frozenset({"to", "until", "till", "through"}),
    "de": frozenset({"bis"}),
    "fr": frozenset({"à", "au", "jusqu'en"}),
    "es": frozenset({"a", "al", "hasta"}),
    "it": frozenset({"a", "al"}),
    "pt": frozenset({"a", "ao", "até"}),
    "nl": frozenset({"tot"}),
}
BETWEEN = {
    "en": ("between", "and"),
    "de": ("zwischen", "und"),
    "fr": ("entre", "et"),
    "es": ("entre", "y"),
    "it": ("tra", "e"),
    "pt": ("entre", "e"),
    "nl": ("tussen", "en"),
}
# Words that may stand inside a date.
_FILLERS = (
    "of the in on year de del d do da di du des le la les el il den der dem im am vom zum mes año"
)
FILLERS = frozenset(_FILLERS.split())
# Words that say the date meant is another one than the one named, or counted otherwise.
ELSEWHERE = {
    "en": frozenset({"before", "after", "bc", "bce"}),
    "de": frozenset({"vor", "nach"}),
    "fr": frozenset({"avant", "après"}),
    "es": frozenset({"antes", "después"}),
    "it": frozenset({"prima", "dopo"}),
    "pt": frozenset({"antes", "depois"}),
    "nl": frozenset({"voor", "na"}),
}

RELATIVE: dict[str, dict[str, Step]] = {
    "en": {
        "today": ("day", 0),
        "tonight": ("day", 0),
        "yesterday": ("day", -1),
        "tomorrow": ("day", 1),
        "the day before yesterday": ("day", -2),
        "last week": ("week", -1),
        "this week": ("week", 0),
        "next week": ("week", 1),
        "last month": ("month", -1),
        "this month": ("month", 0),
        "next month": ("month", 1),
        "last year": ("year", -1),
        "this year": ("year", 0),
        "next year": ("year", 1),
        "a year ago": ("year", -1),
        "a month ago": ("month", -1),
        "a week ago": ("week", -1),
    },
    "de": {
        "heute": ("day", 0),
        "gestern": ("day", -1),
        "morgen": ("day", 1),
        "vorgestern": ("day", -2),
        "letzte woche": ("week", -1),
        "diese woche": ("week", 0),
        "nächste woche": ("week", 1),
        "letzten monat": ("month", -1),
        "diesen monat": ("month", 0),
        "nächsten monat": ("month", 1),
        "letztes jahr": ("year", -1),
        "dieses jahr": ("year", 0),
        "nächstes jahr": ("year", 1),
    },
    "fr": {
        "aujourd'hui": ("day", 0),
        "hier": ("day", -1),
        "demain": ("day", 1),
        "avant-hier": ("day", -2),
        "la semaine dernière": ("week", -1),
        "cette semaine": ("week", 0),
        "la semaine prochaine": ("week", 1),
        "le mois dernier": ("month", -1),
        "ce mois-ci": ("month", 0),
        "le mois prochain": ("month", 1),
        "l'année dernière": ("year", -1),
        "l'an dernier": ("year", -1),
        "cette année": ("year", 0),
        "l'année prochaine": ("year", 1),
    },
    "es": {
        "hoy": ("day", 0),
        "ayer": ("day", -1),
        "mañana": ("day", 1),
        "anteayer": ("day", -2),
        "la semana pasada": ("week", -1),
        "esta semana": ("week", 0),
        "la próxima semana": ("week", 1),
        "el mes pasado": ("month", -1),
        "este mes": ("month", 0),
        "el próximo mes": ("month", 1),
        "el año pasado": ("year", -1),
        "este año": ("year", 0),
        "el próximo año": ("year", 1),
    },
    "it": {
        "oggi": ("day", 0),
        "ieri": ("day", -1),
        "domani": ("day", 1),
        "l'altro ieri": ("day", -2),
        "la settimana scorsa": ("week", -1),
        "questa settimana": ("week", 0),
        "la prossima settimana": ("week", 1),
        "il mese scorso": ("month", -1),
        "questo mese": ("month", 0),
        "il mese prossimo": ("month", 1),
        "l'anno scorso": ("year", -1),
        "quest'anno": ("year", 0),
        "l'anno prossimo": ("year", 1),
    },
    "pt": {
        "hoje": ("day", 0),
        "ontem": ("day", -1),
        "amanhã": ("day", 1),
        "anteontem": ("day", -2),
        "a semana passada": ("week", -1),
        "esta semana": ("week", 0),
        "a próxima semana": ("week", 1),
        "o mês passado": ("month", -1),
        "este mês": ("month", 0),
        "o próximo mês": ("month", 1),
        "o ano passado": ("year", -1),
        "este ano": ("year", 0),
        "o próximo ano": ("year", 1),
    },
    "nl": {
        "vandaag": ("day", 0),
        "gisteren": ("day", -1),
        "morgen": ("day", 1),
        "eergisteren": ("day", -2),
        "vorige week": ("week", -1),
        "deze week": ("week", 0),
        "volgende week": ("week", 1),
        "vorige maand": ("month", -1),
        "deze maand": ("month", 0),
        "volgende maand": ("month", 1),
        "vorig jaar": ("year", -1),
        "dit jaar": ("year", 0),
        "volgend jaar": ("year", 1),
    },
}
LANGUAGES = frozenset(_MONTHS)
