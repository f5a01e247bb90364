"""The documentation is true: its Python blocks run, its commands print what it says, and it knows every code."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import plancomment as pc
from plancomment.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.ja.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path, kind: str) -> list[str]:
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    return [token.content for token in tokens if token.type == "fence" and token.info.split()[:1] == [kind]]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name)
def test_python_blocks_run(page: Path, workplace: Path) -> None:
    names: dict[str, object] = {"__name__": page.stem}
    for block in blocks(page, "python"):
        exec(compile(block, str(page), "exec"), names)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "console")], ids=lambda page: page.name)
def test_commands_print_what_the_page_says(page: Path, workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for block in blocks(page, "console"):
        parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
        for part in filter(None, parts):
            line, _, expected = part.partition("\n")
            words = shlex.split(line)
            assert words[0] == "plancomment", line
            main(words[1:])
            printed = capsys.readouterr()
            if expected.strip():
                assert (printed.out + printed.err).strip() == expected.strip()


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_finding_code_is_explained() -> None:
    explained = (ROOT / "docs/reference/findings.md").read_text(encoding="utf-8")
    used: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        used |= set(re.findall(r'"(PC\d{3})"', path.read_text(encoding="utf-8")))
    assert len(used) > 30
    headings = set(re.findall(r"^### (PC\d{3})", explained, flags=re.MULTILINE))
    assert used == headings


def test_every_public_name_is_in_the_reference() -> None:
    listed = (ROOT / "docs/reference/names.md").read_text(encoding="utf-8")
    assert [name for name in pc.__all__ if f"`{name}`" not in listed] == []


def test_every_law_names_tests_that_are_there() -> None:
    page = (ROOT / "docs/explanation/laws.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = {name for source in sources for name in re.findall(r"^def (test_\w+)", source, flags=re.MULTILINE)}
    assert len(named) > 30
    assert named - there == set()
