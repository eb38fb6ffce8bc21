"""The dataset card beside an export: what is in it, for the people who will train with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.wording import counted


def card(manifest: Mapping[str, Any]) -> str:
    """Return the card of an export as Markdown, from its manifest."""
    project, codebook = manifest["project"], manifest["codebook"]
    said = [
        f"# {project['title']}",
        "",
        f"Labelled spans of {counted(manifest['documents'], 'document')}, exported by "
        f"{manifest['program']} on {manifest['made'][:10]} as `{manifest['format']}`.",
        "",
        f"- Layers: {', '.join(manifest['layers'])}",
        f"- Codebook: {codebook['name']}, version {codebook['number']} "
        f"(`{codebook['version'][:12]}`)",
        f"- Annotations: {manifest['annotations']:,}; relations: {manifest['relations']:,}",
        f"- Documents in which nothing is tagged: {manifest['negatives']:,}{_meaning(manifest)}",
        *_options(manifest["options"]),
        "",
        "| label | spans |",
        "|---|---:|",
        *(f"| {label} | {number:,} |" for label, number in manifest["tags"].items()),
    ]
    if manifest["parts"]:
        said += ["", "| part | documents |", "|---|---:|"]
        said += [f"| {part} | {number:,} |" for part, number in manifest["parts"].items()]
    losses = [entry["said"] for entry in manifest["losses"].values()]
    said += ["", "## What this format does not carry", ""]
    said += [f"- {sentence}" for sentence in losses] or ["Nothing is left out or altered."]
    return "\n".join(said) + "\n"


def _meaning(manifest: Mapping[str, Any]) -> str:
    """Say what an empty document means, where all of them are finished."""
    if manifest["options"]["states"] not in ("done", ["done"]):
        return " (whether they are finished or not)"
    return " (they are finished, so there is nothing in them)"


def _options(options: Mapping[str, Any]) -> list[str]:
    said = []
    if options["tokens"]:
        said.append(f"- Tokens: {options['tokens']}")
    if options["overlap"]:
        said.append(f"- Where spans overlap: {options['overlap']}")
    if options["without_text"]:
        said.append("- The texts are not included: offsets count code points of the originals.")
    if options["pseudonyms"]:
        said.append("- The names of the annotators are replaced.")
    if options["split"]:
        shares = " / ".join(str(share) for share in options["split"])
        said.append(
            f"- Split {shares} by document with seed {options['seed']}, stratified by tag, texts "
            "that are nearly the same on one side."
        )
    return said
