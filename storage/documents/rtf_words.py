"""What the control words of rich text mean (Rich Text Format Specification 1.9.1)."""

from __future__ import annotations

SIGNS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "emspace": "\u2003",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwnbo": "\u2060",
    "zwbo": "\u200b",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    **dict.fromkeys(("line", "page", "sect", "column"), "\n"),
    **dict.fromkeys(("nestcell", "nestrow"), " "),
    "cell": "\t",
    "row": "\n",
}
"""Control words that stand for letters; cells of a table within a cell are parted by spaces."""

SYMBOLS = {"~": "\xa0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}", ":": "", "|": "", "-": ""}
"""Control symbols that stand for a letter; a soft hyphen, “-”, for none."""

SKIPPED = frozenset(
    (
        *("colortbl", "stylesheet", "pict", "fldinst", "bkmkstart", "bkmkend", "listtable"),
        *("listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "datastore"),
        *("colorschememapping", "latentstyles", "xmlnstbl", "nonesttables", "nonshppict"),
        *("shprslt", "objdata", "objclass", "objname", "objalias", "objsect", "xe", "tc", "tcn"),
        *("rxe", "template", "filetbl", "private", "nextfile", "sp", "atnid", "atnauthor"),
        *("atntime", "atnref", "atnicn", "atndate", "atnparent", "pnseclvl", "pn", "ftnsep"),
        *("ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "falt", "panose", "fontemb"),
        *("htmltag", "userprops", "operator", "creatim", "revtim", "printim", "buptim"),
        *("comment", "doccomm", "subject", "category", "manager", "keywords", "hlinkbase"),
        *("mmathPr", "mmathPict", "pgdsctbl", "background", "annotation"),
    )
)
"""Destinations of which nothing is text, whatever stands in them."""

QUIET = frozenset(("info", "upr", "object", "shpinst", "do"))
"""Destinations that hold no text themselves, but groups that do."""

RESTORING = frozenset(("ud", "result"))
"""Destinations within a quiet one whose text belongs where that one stands."""

BOXES = frozenset(("shptxt", "dptxbxtext"))
HEADERS = frozenset(("header", "headerl", "headerr", "headerf"))
FOOTERS = frozenset(("footer", "footerl", "footerr", "footerf"))
SAID = frozenset(("title", "author", "company"))
"""What the file says of itself, in the destination “info”."""

CHARACTER_SETS = {
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""The encodings of fonts by their character set; others are in that of the file."""

CODE_PAGES = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
"""The encoding of a file by the word in its head; else it is Windows-1252 or said apart."""
