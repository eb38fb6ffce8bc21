"""The labeling configuration that Label Studio needs to show our regions and their fields.

Source: https://labelstud.io/tags (Labels, Choices, TextArea, Number, Relations).
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from storage.formats.codec import Writing

LABELS, TEXT, CONFIDENCE = "label", "text", "confidence"
_COLOURS = ("#0b5fa5", "#b3261e", "#0a6b48", "#7a5c00", "#6b4fa0", "#8c4a2f", "#3f6470", "#57606a")


def field(label: str, attribute: str) -> str:
    """Return the name of the control that holds an attribute of a label."""
    return f"{label}.{attribute}"


def configuration(writing: Writing, fields: Iterable[tuple[str, str, str]]) -> str:
    """Return the configuration; `fields` are the kind, label and attribute of what was written."""
    lines = ["<View>", f'  <Labels name="{LABELS}" toName="{TEXT}">']
    for number, label in enumerate(writing.labels):
        colour = _COLOURS[number % len(_COLOURS)]
        lines.append(f"    <Label value={quoteattr(label)} background={quoteattr(colour)}/>")
    lines += ["  </Labels>", f'  <Text name="{TEXT}" value="$text"/>']
    for kind, label, attribute in fields:
        lines += _control(writing, kind, label, attribute)
    lines.append(f'  <Choices name="{CONFIDENCE}" toName="{TEXT}" perRegion="true">')
    lines += ['    <Choice value="unsure"/>', "  </Choices>"]
    kinds = dict.fromkeys(kind for found in writing.relations.values() for kind in found)
    if kinds:
        relations = [f"    <Relation value={quoteattr(kind)}/>" for kind in kinds]
        lines += ["  <Relations>", *relations, "  </Relations>"]
    return "\n".join([*lines, "</View>"]) + "\n"


def _control(writing: Writing, kind: str, label: str, attribute: str) -> list[str]:
    name = quoteattr(field(label, attribute))
    per = (
        f'toName="{TEXT}" perRegion="true" whenTagName="{LABELS}" whenLabelValue={quoteattr(label)}'
    )
    if kind == "number":
        return [f"  <Number name={name} {per}/>"]
    if kind == "textarea":
        return [f'  <TextArea name={name} {per} editable="true" maxSubmissions="1"/>']
    choices = writing.choices.get(label, {}).get(attribute, ("true", "false"))
    options = [f"    <Choice value={quoteattr(choice)}/>" for choice in choices]
    return [f"  <Choices name={name} {per}>", *options, "  </Choices>"]
