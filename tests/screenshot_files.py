"""Files of several kinds for the pictures of importing, made anew in the settings' folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

SPANISH = "comercio.txt"
_SEED = Path(__file__).parents[1] / "seeds" / "000_86a8afdfea60329a.txt"
_REPORT = (
    "Lima rompió relaciones con el gobierno de Nicolás Maduro.\n\n"
    "El canciller Néstor Popolizio anunció la decisión ante el Congreso: “El Perú no reconoce las "
    "elecciones del 20 de mayo”, señaló. Según el ministerio, más de 700 000 venezolanos viven "
    "hoy en el país.\n"
)
_PAGE = (
    "<html><head><title>Bolsonaro meets Guaidó</title></head><body><nav>Home | World</nav>"
    "<article><h1>Bolsonaro meets Guaidó</h1><p>Brazil’s president received the leader of the "
    "opposition in Brasília and promised support for new elections, while his vice-president "
    "ruled out any intervention by force.</p><p>Some 3,000 people gathered in front of the "
    "palace, according to the police.</p></article><footer>Imprint</footer></body></html>"
)
_MAIL = (
    "From: Desk <desk@example.org>\nSubject: Lima Group calls for elections\n"
    "Date: Mon, 25 Feb 2019 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
    "The Lima Group called for free elections and rejected the use of force.\n"
)
_ROWS = (
    "headline,body,date\n"
    'Chile sends aid,"Chile sent 17 tonnes of aid to the border, the foreign ministry said.",'
    "2019-02-15\n"
    'Mexico offers to mediate,"Mexico and Uruguay offered to mediate between the two sides.",'
    "2019-02-06\n"
)


def _folder() -> Path:
    folder = Path(os.environ["GLOSSATOR_HOME"]) / "articles"
    folder.mkdir(exist_ok=True)
    return folder


def incoming_files() -> list[Path]:
    """Return articles as they come: in an old encoding, as a page, a mail, a table, twice."""
    folder = _folder()
    whole = {
        SPANISH: _REPORT.encode("cp1252"),
        "folha.html": _PAGE.encode(),
        "lima-group.eml": _MAIL.encode(),
        "briefs.csv": _ROWS.encode(),
        "peru-again.txt": _SEED.read_bytes(),
        "scan.jpg": b"\xff\xd8\xff\xe0" + bytes(64),
    }
    for name, data in whole.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in whole]


def foreign_file() -> Path:
    """Return annotations as another program writes them, with an attribute and a relation."""
    text = "Peru recognised Juan Guaidó, said the foreign ministry. About 5,000 people cheered."
    labels = (
        ("GPE", "Peru"),
        ("PERSON", "Juan Guaidó"),
        ("RECOGNITION", "recognised"),
        ("ORG", "foreign ministry"),
        ("QUANTITY", "About 5,000 people"),
        ("HEDGE", "About"),
    )
    spans = {
        label: {"start": (at := text.index(words)), "end": at + len(words), "label": label}
        for label, words in labels
    }
    spans["GPE"]["attributes"] = {"country": "PER", "iso_code": "PE"}
    spans["RECOGNITION"]["attributes"] = {"certainty": "high"}
    relations = [
        {"head_span": spans["RECOGNITION"], "child_span": spans[child], "label": kind}
        for child, kind in (("GPE", "Agent"), ("PERSON", "Recipient"))
    ]
    record = {"text": text, "spans": list(spans.values()), "relations": relations}
    path = _folder() / "prodigy.jsonl"
    path.write_text(json.dumps(record | {"_annotator_id": "bea"}, ensure_ascii=False) + "\n")
    return path
