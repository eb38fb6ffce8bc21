"""The report for a paper's appendix says what was compared, what came of it, and how."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from storage.agreement import AgreementChoice, chosen_coders, read_agreement
from storage.agreement_cases import cases_behind
from storage.agreement_report import markdown, page, write_report
from storage.agreement_study import Behind, Study, study, tables
from storage.errors import FormatError, RefusedError
from storage.facts import write_fact_table
from storage.project import open_project
from storage.sample import CODINGS, build_sample


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Study:
    path = tmp_path_factory.mktemp("sample") / "s.gloss"
    build_sample(path, "Ann", CODINGS)
    with open_project(path) as project:
        choice = AgreementChoice(chosen_coders(project, []), "token")
        return study(project, read_agreement(project, choice))


def test_it_names_codebook_annotators_unit_and_what_is_undefined(found: Study) -> None:
    text = markdown(found)
    assert f"version 1 ({found.codebook.version})" in text
    assert "Second coder (machine): a machine." in text
    assert "it does not say how reliably people code" in text
    assert "Unit of kappa and alpha: tokens." in text
    assert "Krippendorff (2004, 2011)" in text
    assert "one to one" in text


def test_every_row_of_a_table_has_all_its_cells(found: Study) -> None:
    tables_: list[list[str]] = [[]]
    for line in markdown(found).splitlines():
        if line.startswith("|"):
            tables_[-1].append(line)
        elif tables_[-1]:
            tables_.append([])
    sizes = [{len(re.findall(r"(?<!\\)\|", line)) for line in rows} for rows in tables_ if rows]
    assert len(sizes) == 8
    assert all(len(size) == 1 for size in sizes)


def test_the_page_is_whole_and_escaped(found: Study) -> None:
    class Reader(HTMLParser):
        depth = 0

        def handle_starttag(self, tag, attributes):
            self.depth += tag != "meta"

        def handle_endtag(self, tag):
            self.depth -= 1

    reader = Reader()
    reader.feed(page(found))
    assert reader.depth == 0
    assert "://" not in page(found)


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_it_is_written_by_its_suffix(found: Study, tmp_path: Path, suffix: str) -> None:
    write_report(found, tmp_path / f"report{suffix}")
    assert (tmp_path / f"report{suffix}").stat().st_size > 5_000
    assert [p.name for p in tmp_path.iterdir()] == [f"report{suffix}"]


def test_another_suffix_or_a_closed_place_is_refused(found: Study, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="neither Markdown nor HTML"):
        write_report(found, tmp_path / "report.docx")
    with pytest.raises(FormatError):
        write_report(found, tmp_path / "no" / "report.md")


def test_a_table_of_figures_is_written_as_csv(found: Study, tmp_path: Path) -> None:
    write_fact_table(tables(found)[0], tmp_path / "pairs.csv")
    lines = (tmp_path / "pairs.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("annotator_a,annotator_b,tag,documents,units,n_a,n_b,exact_matched")
    assert len(lines) == 1 + 15


# The cases behind a figure


def test_what_differs_comes_first_and_leads_to_an_annotation(found: Study) -> None:
    listed = cases_behind(found, Behind((0, 1)))
    assert listed.title == "5 that differ, 80 that agree"
    words = [row.cells[0] for row in listed.rows]
    assert words[5:] == ["same"] * 80
    assert "same" not in words[:5]
    assert all(row.annotation for row in listed.rows)
    assert all(len(row.cells) == len(listed.columns) for row in listed.rows)


def test_a_tag_a_document_a_cell_and_an_edge_narrow_the_cases_down(found: Study) -> None:
    stance = next(r.tag for r in found.pairs if r.tag and found.tag_name(r.tag) == "stance")
    assert len(cases_behind(found, Behind((0, 1), stance)).rows) == 13
    assert len(cases_behind(found, Behind((0, 1), cell=(stance, None))).rows) == 0
    same = cases_behind(found, Behind((0, 1), stance, edge=("start", 0)))
    assert 0 < len(same.rows) <= 13
    elsewhere = Behind((0, 1), document="another document")
    assert cases_behind(found, elsewhere).rows == ()
    assert len(cases_behind(found, Behind()).rows) == 3 * 85


def test_values_and_relations_have_their_own_columns(found: Study) -> None:
    stance = next(r.tag for r in found.pairs if r.tag and found.tag_name(r.tag) == "stance")
    values = cases_behind(found, Behind((0, 1), stance, attribute="position"))
    assert values.columns[1] == "value_a"
    assert len(values.rows) == 13
    links = cases_behind(found, Behind((0, 1), relations=True))
    counts = next(r for r in found.links() if r.pair == (0, 1) and r.kind is None)
    assert len(links.rows) == counts.exact.a + counts.exact.b - counts.overlap.matched


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (1, 2)])
def test_a_figure_has_as_many_cases_as_it_counts(found: Study, pair: tuple[int, int]) -> None:
    for table in tables(found):
        for row in table.rows:
            if table.key == "confusion" and row.behind.pair == pair:
                assert len(cases_behind(found, row.behind).rows) == row.cells[-1]
            if table.key == "boundaries" and row.behind.pair == pair:
                assert len(cases_behind(found, row.behind).rows) == row.cells[-1]
            if table.key == "attributes" and row.behind.pair == pair:
                listed = cases_behind(found, row.behind).rows
                assert len(listed) == row.cells[5] + row.cells[6]
