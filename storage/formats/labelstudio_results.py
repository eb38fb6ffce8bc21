"""The results of Label Studio's annotations, gathered into spans with their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.formats.corpus import ForeignRelation, ForeignSpan
from storage.formats.labelstudio_pages import Page, WrongResultError

_WHOLE = "Choices and texts for whole documents are left out."
_ELSEWHERE = "Regions that are no spans of text are left out."
_LABELLESS = "Regions without a label are left out."
_LOOSE = "Relations of regions that are left out are left out as well."
_BOTH_WAYS = "Relations that go both ways are read as going one way."
_TRUTH = {"true": True, "false": False}


@dataclass(slots=True)
class _Region:
    """One region: where, which labels, and what else was said of it."""

    place: tuple[int, int]
    labels: list[str]
    quote: str | None
    annotator: str
    is_machine: bool
    note: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


class Results:
    """Gathers the results of a task's annotations, whose regions stand on a page."""

    def __init__(self, page: Page) -> None:
        self.remarks: list[str] = []
        self._page = page
        self._regions: dict[str, _Region] = {}
        self._repeats: dict[str, int] = {}
        self._relations: list[ForeignRelation] = []

    def take(self, results: list[Any], annotator: str, *, is_machine: bool = False) -> None:
        """Take the results of one annotation. Raises WrongResultError."""
        known: dict[str, str] = {}
        fields, relations = [], []
        for result in results:
            if not isinstance(result, dict):
                raise WrongResultError("a result is not an object")
            if result.get("type") == "relation":
                relations.append(result)
            elif _is_region(result):
                self._region(result, annotator, is_machine, known)
            else:
                fields.append(result)
        for result in fields:
            self._field(result, known)
        given = {str(result.get("id")) for result in results}
        for result in relations:
            self._relation(result, known, given)

    def spans(self) -> Iterator[ForeignSpan]:
        """Yield a span for each label of each region."""
        for name, region in self._regions.items():
            fields = dict(region.fields)
            unsure = fields.pop("confidence", None)
            for number, label in enumerate(region.labels):
                yield ForeignSpan(
                    fragments=(region.place,),
                    label=label,
                    id=name if number == 0 else f"{name} {number + 1}",
                    quote=region.quote,
                    attributes={_bare(label, key): value for key, value in fields.items()},
                    annotator=region.annotator,
                    note=region.note,
                    confidence="unsure" if unsure == "unsure" else "sure",
                    is_machine=region.is_machine,
                )

    def relations(self) -> Iterator[ForeignRelation]:
        """Yield the relations."""
        yield from self._relations

    def _region(
        self, result: Mapping[str, Any], annotator: str, is_machine: bool, known: dict[str, str]
    ) -> None:
        value = result["value"]
        labels = next((v for k, v in value.items() if k.endswith("labels")), None)
        if not isinstance(labels, list) or not all(isinstance(one, str) for one in labels):
            raise WrongResultError("a region has no labels")
        placed = self._page.place(value)
        if placed is None or not labels:
            self.remarks.append(_ELSEWHERE if placed is None else _LABELLESS)
            return
        given = str(result.get("id") or f"region {len(self._regions) + 1}")
        name = given
        while name in self._regions:  # Another annotation has a region of that id.
            self._repeats[given] = self._repeats.get(given, 1) + 1
            name = f"{given} ({self._repeats[given]})"
        known[given] = name
        self._regions[name] = _Region(
            place=placed[0],
            labels=labels,
            quote=placed[1],
            annotator=annotator,
            is_machine=is_machine,
            note=_note(result),
        )

    def _field(self, result: Mapping[str, Any], known: Mapping[str, str]) -> None:
        region = self._regions.get(known.get(str(result.get("id")), ""))
        if region is None:
            self.remarks.append(_why_left_out(result))
            return
        found = _value(result)
        if found is not None:
            region.fields[str(result.get("from_name"))] = found

    def _relation(
        self, result: Mapping[str, Any], known: Mapping[str, str], given: set[str]
    ) -> None:
        named = [str(result.get(side)) for side in ("from_id", "to_id")]
        if not given.issuperset(named):
            raise WrongResultError("a relation leads to a region that is not there")
        ends = [known.get(name) for name in named]
        if ends[0] is None or ends[1] is None:
            self.remarks.append(_LOOSE)
            return
        if result.get("direction") == "bi":
            self.remarks.append(_BOTH_WAYS)
        source, target = ends[0], ends[1]
        if result.get("direction") == "left":
            source, target = target, source
        labels = result.get("labels") or ["relation"]
        for label in labels if isinstance(labels, list) else [labels]:
            self._relations.append(ForeignRelation(source, str(label), target))


def _is_region(result: Mapping[str, Any]) -> bool:
    value = result.get("value")
    is_labelled = str(result.get("type")).endswith("labels")
    # The labels of a page stand under “htmllabels” in older files.
    return isinstance(value, dict) and is_labelled and any(k.endswith("labels") for k in value)


def _why_left_out(result: Mapping[str, Any]) -> str:
    value = result.get("value")
    is_place = isinstance(value, dict) and "start" in value
    if result.get("type") == "labels" and is_place:
        return _LABELLESS
    return _ELSEWHERE if is_place or "labels" in str(result.get("type")) else _WHOLE


def _value(result: Mapping[str, Any]) -> Any:
    value = result.get("value")
    kind = str(result.get("type"))
    found = value.get("text" if kind == "textarea" else kind) if isinstance(value, dict) else None
    if isinstance(found, list):
        found = [str(one) for one in found]
        if kind == "choices" and len(found) == 1 and found[0] in _TRUTH:
            return _TRUTH[found[0]]
        return "; ".join(found)
    return found if isinstance(found, str | int | float) else None


def _note(result: Mapping[str, Any]) -> str:
    meta = result.get("meta")
    said = meta.get("text") if isinstance(meta, dict) else None
    if isinstance(said, str):
        return said
    return "\n".join(map(str, said)) if isinstance(said, list) else ""


def _bare(label: str, control: str) -> str:
    """Return the attribute that a control of ours holds; another's is called as it is."""
    return control.removeprefix(f"{label}.")
