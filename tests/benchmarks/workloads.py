"""Texts and spans to measure with: article, report, monster; the same on every run."""

from __future__ import annotations

import random
from dataclasses import dataclass

_COMMON_TEXT = """the of and to in a is that for it was on are as with his they be at one have
this from by had not but what all were when we there can an your which their said if do will each"""
_CONTENT_TEXT = """government minister election parliament council policy budget reform hospital
research university scientist climate emissions pipeline investor market inflation currency
spokesman investigation prosecutor tribunal testimony border newspaper broadcaster witness document
archive interview community school teacher railway contractor audit committee agreement treaty
sanction military operation ceasefire humanitarian convoy province mayor protest police lawyer
verdict appeal referendum coalition opposition scandal regulator company shareholder technology
platform algorithm satellite flood drought harvest agriculture heritage museum festival"""
_COMMON = _COMMON_TEXT.split()
_CONTENT = _CONTENT_TEXT.split()
_ALIEN = (
    "كتب المراسل أن الحكومة وافقت على المشروع الجديد يوم الثلاثاء، وقال المتحدث إن التمويل سيبدأ.",
    "הכתב דיווח כי הממשלה אישרה את התוכנית החדשה ביום שלישי, ואמר הדובר כי המימון יחל (2024).",
    "记者报道说，政府星期二批准了新的计划，发言人表示资金将于明年开始到位。反对党对此提出了批评。",
    "記者によると、政府は火曜日に新しい計画を承認し、報道官は来年から資金提供が始まると述べた。",
    "Reaction was mixed 😀👍🏽 — “finally!” 🎉🎉 wrote a reader, 👩‍👩‍👧‍👦 and 🇫🇷🇩🇪, 𝒜𝓁𝓅𝒽𝒶.",
    "The co\u0308operation agre\u0301e\u0301 with Sa\u0303o Paulo was re\u0301sume\u0301d.",
    "The minister told reporters “هذا القرار نهائي” and then left for תל אביב to speak about 北京.",
)
TAGS = ("actor", "stance", "event", "statistic")


@dataclass(frozen=True)
class Workload:
    """A text and its spans (start, end, tag), sorted, in code points."""

    name: str
    text: str
    spans: list[tuple[int, int, str]]


_SIZES = {
    "article": (6_000, 80, 0.10),
    "report": (1_000_000, 5_000, 0.04),
    "monster": (10_000_000, 100_000, 0.04),
}


def workload(name: str) -> Workload:
    """The workload "article", "report" or "monster"."""
    characters, spans, alien = _SIZES[name]
    text = _text(characters, alien)
    return Workload(name, text, _spans(text, spans))


def _sentence(rng: random.Random) -> str:
    words = [
        rng.choice(_CONTENT if rng.random() < 0.42 else _COMMON) for _ in range(rng.randint(7, 28))
    ]
    return " ".join(words).capitalize() + rng.choice("....?!")


def _paragraph(rng: random.Random, alien: float) -> str:
    draw = rng.random()
    if draw < alien:
        return rng.choice(_ALIEN)
    if draw < alien + 0.04:
        return " ".join(rng.choice(_CONTENT).capitalize() for _ in range(rng.randint(2, 6)))
    paragraph = " ".join(_sentence(rng) for _ in range(rng.randint(2, 9)))
    return f"{paragraph} {rng.choice(_ALIEN)}" if rng.random() < alien else paragraph


def _text(characters: int, alien: float) -> str:
    rng = random.Random(11)
    paragraphs: list[str] = []
    size = 0
    while size < characters:
        paragraph = _paragraph(rng, alien)
        paragraphs.append(paragraph)
        size += len(paragraph) + 1
    return "\n".join(paragraphs)


def _spans(text: str, count: int) -> list[tuple[int, int, str]]:
    rng = random.Random(2)
    spans: list[tuple[int, int, str]] = []
    while len(spans) < count:
        start, end = _range(rng, len(text), spans)
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        if start < end:
            spans.append((start, end, rng.choice(TAGS)))
    return sorted(spans)


def _range(rng: random.Random, length: int, spans: list[tuple[int, int, str]]) -> tuple[int, int]:
    """A free range, or one that is nested in, crosses or repeats the one before."""
    if not spans or rng.random() > 0.45:
        start = rng.randrange(0, length - 5)
        return start, min(length, start + int(min(900, max(3, rng.lognormvariate(3.6, 0.8)))))
    before_start, before_end, _ = spans[-1]
    kind = rng.random()
    if kind < 0.4:
        start = before_start + rng.randint(0, (before_end - before_start) // 2)
        return start, min(before_end, start + rng.randint(3, 30))
    if kind < 0.8:
        return (before_start + before_end) // 2, min(length, before_end + rng.randint(5, 60))
    return before_start, before_end
