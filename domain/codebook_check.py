"""What is wrong with a codebook in its exchange form: one sentence that names the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from domain.codebook import ATTRIBUTE_TYPES, COLOURS, STROKES, Attribute, Codebook
from domain.codebook_exchange import exchange
from domain.conditions import Condition, circle, condition_of

_TEXTS = ("name", "definition", "guidelines", "colour", "stroke", "key", "merged_into")


def fault_of(codebook: Codebook) -> str:
    """Return the first thing that is wrong with a codebook, or nothing."""
    for tag in codebook.tags:
        for names, what in (
            ([t.key for t in codebook.tags], "tags"),
            ([a.key for a in tag.attributes], f"attributes of the tag “{tag.key}”"),
            ([r.key for r in tag.relations], f"relations of the tag “{tag.key}”"),
        ):
            twice = next((name for name, times in Counter(names).items() if times > 1), None)
            if twice is not None:
                return f"Two {what} are called “{twice}”."
    return fault(exchange(codebook))


def fault(content: Any) -> str:
    """Return the first thing that is wrong with a codebook in exchange form, or nothing."""
    tags = content.get("tags") if isinstance(content, dict) else None
    if not isinstance(tags, dict) or not tags:
        return "The codebook has no “tags”."
    for field in ("name", "guidelines"):
        if not isinstance(content.get(field, ""), str):
            return f"The codebook's {field} is not text."
    for key, tag in tags.items():
        found = next(_in_tag(key, tag, tags), "")
        if found:
            return found
    return next(_between(tags), "")


def _in_tag(key: str, tag: Any, tags: Mapping[str, Any]) -> Iterator[str]:
    where = f"The codebook's tag “{key}”"
    if not key.strip():
        yield "The codebook has a tag without a name."
    if not isinstance(tag, dict):
        yield f"{where} is not an object."
        return
    for field in _TEXTS:
        if not isinstance(tag.get(field, ""), str):
            yield f"{where} has a {field} that is not text."
            return
    if not tag.get("name", key).strip():
        yield f"{where} has an empty name."
    yield from _looks(where, tag)
    yield from _attributes(key, tag)
    yield from _relations(key, tag, tags)


def _looks(where: str, tag: Mapping[str, Any]) -> Iterator[str]:
    if tag.get("colour", COLOURS[0]) not in COLOURS:
        yield f"{where} has the unknown colour “{tag['colour']}” (there are {', '.join(COLOURS)})."
    if tag.get("stroke", STROKES[0]) not in STROKES:
        yield f"{where} has the unknown stroke “{tag['stroke']}” (there are {', '.join(STROKES)})."
    letter = tag.get("key", "")
    if letter and not (len(letter) == 1 and letter.isalpha() and len(letter.upper()) == 1):
        yield f"{where} has the key “{letter}”, which is not one letter."


def _attributes(key: str, tag: Mapping[str, Any]) -> Iterator[str]:
    found = tag.get("attributes", [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        yield f"The codebook's tag “{key}” has attributes that are not a list of objects."
        return
    names: set[str] = set()
    for entry in found:
        name = entry.get("name")
        if not isinstance(name, str) or not name.strip():
            yield f"The codebook's tag “{key}” has an attribute without a name."
            return
        if name in names:
            yield f"The codebook's tag “{key}” has two attributes “{name}”."
        names.add(name)
        yield from _attribute(f"The codebook's attribute “{key}.{name}”", entry)
    choices = {entry["name"]: entry.get("values") or () for entry in found}
    asks: dict[str, tuple[str, ...]] = {}
    for entry in found:
        where = f"The codebook's attribute “{key}.{entry['name']}”"
        yield from _conditions(where, entry, choices)
        asks[entry["name"]] = _asked(entry)
    yield from _merged_parts(f"attribute “{key}.", {entry["name"]: entry for entry in found})
    round_about = circle(asks)
    if round_about:
        shown = " → ".join(round_about)
        yield f"The conditions of the codebook's tag “{key}” go round in a circle: {shown}."


def _attribute(where: str, entry: Mapping[str, Any]) -> Iterator[str]:
    kind = entry.get("type")
    if kind not in ATTRIBUTE_TYPES:
        yield f"{where} has the unknown type “{kind}”."
        return
    values = entry.get("values", [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
        yield f"{where} has values that are not a list of words."
        return
    if kind == "enum" and not values:
        yield f"{where} is a choice without values to choose from."
    twice = next((value for value, times in Counter(values).items() if times > 1), None)
    if twice is not None:
        yield f"{where} has the value “{twice}” twice."
    yield from _said(where, entry, ("label", "help"))
    if entry.get("scope", "mention") not in ("mention", "entity"):
        yield f"{where} belongs to “{entry['scope']}”, which is neither mention nor entity."
    probe = Attribute("", "", "", kind, tuple(values))
    problem = probe.problem(entry.get("default"))
    if problem:
        yield f"{where} has a default that does not fit: {problem}."


def _said(where: str, entry: Mapping[str, Any], fields: tuple[str, ...]) -> Iterator[str]:
    for field in fields:
        if not isinstance(entry.get(field, ""), str):
            yield f"{where} has a {field} that is not text."
    if "label" in entry and isinstance(entry["label"], str) and not entry["label"].strip():
        yield f"{where} has an empty label."
    if not isinstance(entry.get("required", False), bool | int):
        yield f"{where} is neither required nor not."


def _relations(key: str, tag: Mapping[str, Any], tags: Mapping[str, Any]) -> Iterator[str]:
    found = tag.get("relations", [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        yield f"The codebook's tag “{key}” has relations that are not a list of objects."
        return
    choices = {e["name"]: e.get("values") or () for e in tag.get("attributes", [])}
    roles: set[str] = set()
    for entry in found:
        role = entry.get("role")
        if not isinstance(role, str) or not role.strip():
            yield f"The codebook's tag “{key}” has a relation without a role."
            return
        if role in roles:
            yield f"The codebook's tag “{key}” has two relations “{role}”."
        roles.add(role)
        where = f"The codebook's relation “{key}.{role}”"
        yield from _said(where, entry, ("label", "help"))
        yield from _reach(where, entry, tags)
        yield from _conditions(where, entry, choices)
    yield from _merged_parts(f"relation “{key}.", {entry["role"]: entry for entry in found})


def _merged_parts(what: str, parts: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Say what is wrong with parts that were merged into others of their tag."""
    goals: dict[str, tuple[str, ...]] = {}
    for key, entry in parts.items():
        goal = entry.get("merged_into", "")
        if not goal:
            continue
        where = f"The codebook's {what}{key}” is merged into “{goal}”"
        if not isinstance(goal, str) or goal not in parts:
            yield f"{where}, which is none of its tag."
            return
        if _kind_of(parts[goal]) != _kind_of(entry):
            yield f"{where}, which is of another type."
        if not entry.get("retired"):
            yield f"{where}, but is not retired."
        goals[key] = (goal,)
    round_about = circle(goals)
    if round_about:
        shown = " → ".join(round_about)
        yield f"The codebook's {what}{round_about[0]}” is merged in a circle: {shown}."


def _kind_of(entry: Mapping[str, Any]) -> tuple[Any, Any]:
    return entry.get("type"), entry.get("scope", "mention")


def _reach(where: str, entry: Mapping[str, Any], tags: Mapping[str, Any]) -> Iterator[str]:
    targets = entry.get("targets", [])
    if not isinstance(targets, list) or not all(isinstance(target, str) for target in targets):
        yield f"{where} has targets that are not a list of tags."
        return
    unknown = [target for target in targets if target not in tags]
    if unknown:
        yield f"{where} leads to {', '.join(unknown)}, which is no tag."
    least, most = entry.get("min", 0), entry.get("max")
    if not _is_count(least) or not (most is None or _is_count(most)):
        yield f"{where} has a minimum or maximum that is not a whole number."
    elif most is not None and most < max(least, 1):
        yield f"{where} allows at most {most} but asks for at least {max(least, 1)}."


def _is_count(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 1 << 31


def _conditions(where: str, entry: Mapping[str, Any], choices: Mapping[str, Any]) -> Iterator[str]:
    written = entry.get("condition", {})
    if not isinstance(written, dict) or set(written) - {"required", "shown"}:
        yield f"{where} has a condition that says neither “required” nor “shown”."
        return
    for name, part in written.items():
        try:
            condition = condition_of(part)
        except ValueError as error:
            yield f"{where} has a condition “{name}” that cannot be read: {error}."
            return
        if condition is not None:
            yield from _asks_about(where, condition, choices)


def _asks_about(where: str, condition: Condition, choices: Mapping[str, Any]) -> Iterator[str]:
    for clause in condition.clauses:
        if clause.field not in choices:
            yield f"{where} has a condition on “{clause.field}”, which is no attribute of the tag."
            continue
        known = choices[clause.field]
        strange = [value for value in clause.values if known and value not in known]
        if strange:
            yield (
                f"{where} has a condition on “{clause.field}” being “{strange[0]}”, "
                "which is not one of its values."
            )


def _asked(entry: Mapping[str, Any]) -> tuple[str, ...]:
    parts = map(condition_of, entry.get("condition", {}).values())
    return tuple(field for part in parts if part is not None for field in part.fields)


def _between(tags: Mapping[str, Any]) -> Iterator[str]:
    given = {
        key: tag for key, tag in tags.items() if not (tag.get("retired") or tag.get("merged_into"))
    }
    if not given:
        yield "The codebook has no tag that may be given: all are retired."
    letters: dict[str, str] = {}
    names: dict[str, str] = {}
    for key, tag in given.items():
        letter = tag.get("key", "").upper()
        if letter and letters.setdefault(letter, key) != key:
            yield f"The codebook's tags “{letters[letter]}” and “{key}” both have the key {letter}."
        name = tag.get("name", key).strip().casefold()
        if names.setdefault(name, key) != key:
            yield f"The codebook's tags “{names[name]}” and “{key}” have the same name."
    yield from _mergers(tags)


def _mergers(tags: Mapping[str, Any]) -> Iterator[str]:
    goals = {key: tag["merged_into"] for key, tag in tags.items() if tag.get("merged_into")}
    for key, goal in goals.items():
        if goal not in tags:
            yield f"The codebook's tag “{key}” is merged into “{goal}”, which is no tag."
    round_about = circle({key: (goal,) for key, goal in goals.items()})
    if round_about:
        yield f"The codebook's tags are merged in a circle: {' → '.join(round_about)}."
