"""The HTML page in a real browser: nothing that axe finds, every control by keyboard, no width but the screen's.

Needs Debian's Chromium, Playwright and axe; where one of them is missing all of this is skipped and says so.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

import plancomment as pc
from plancomment.publishing import examine

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe_core = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("chromium is not installed", allow_module_level=True)

EXAMPLE = Path(__file__).parents[2] / "examples" / "minato"
DESKTOP, PHONE, NARROW = (1280, 900), (375, 812), (320, 640)

Open = Callable[..., Any]


def minato(lang: str = "ja", **look: Any) -> pc.Document:
    project = pc.load_project(EXAMPLE)
    found = examine(project)
    document = pc.build_report(
        project.consultation, comparison=project.comparison, trace=found.trace, findings=found.findings, lang=lang
    )
    return attrs.evolve(document, look=attrs.evolve(document.look, **look))


def long() -> pc.Document:
    """600 comments, every two of them with one answer."""
    comments = [
        pc.Comment(f"c{n}", summary=f"{n}番目の意見として、取組を求めます。" * 3, number=str(n)) for n in range(600)
    ]
    answers = [
        pc.Response(f"a{n}", (f"c{n}", f"c{n + 1}"), (pc.ResponsePart("関係機関と連携します。"),))
        for n in range(0, 600, 2)
    ]
    return pc.build_report(pc.Consultation("意見募集", comments=comments, responses=answers))


DOCUMENTS: dict[str, Callable[[], pc.Document]] = {
    "minato": minato,
    "english": lambda: minato("en"),
    "strike": lambda: minato(marks="strike"),
    "color": lambda: minato(marks="color"),
    "long": long,
    "empty": lambda: pc.build_report(pc.Consultation("意見募集")),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    return {name: pc.write(made(), folder / f"{name}.html") for name, made in DOCUMENTS.items()}


@pytest.fixture
def open_page(browser: Any, written: dict[str, Path]) -> Iterator[Open]:
    """Opens a page; at the end nothing was loaded but the file, and nothing was said on the console."""
    contexts, asked, said = [], [], []

    def open_one(name: str = "minato", *, size: tuple[int, int] = DESKTOP, script: bool = True, **media: str) -> Any:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.emulate_media(**media)
        page.goto(written[name].as_uri())
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert said == []
    assert set(asked) <= {path.as_uri() for path in written.values()}


def violations(page: Any) -> list[str]:
    """What axe finds: its rule, how often, and the first place."""
    found = axe_core.Axe().run(page).response["violations"]
    return [f"{one['id']} {len(one['nodes'])}x: {one['nodes'][0]['html'][:200]}" for one in found]


def focused(page: Any) -> str:
    """The focused element: its id, or where it leads, or its words."""
    return str(
        page.evaluate(
            "(() => { const e = document.activeElement; return e.id || e.getAttribute('href') || e.value || "
            "(e === document.body ? 'body' : e.textContent.trim().slice(0, 40)); })()"
        )
    )


def shown(page: Any) -> str:
    return str(page.inner_text("[id='page:shown']"))


# ── axe ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_axe_finds_nothing(open_page: Open, name: str, scheme: str, size: tuple[int, int]) -> None:
    assert violations(open_page(name, size=size, color_scheme=scheme)) == []


@pytest.mark.parametrize("name", ["minato", "color"])
def test_axe_finds_nothing_in_print(open_page: Open, name: str) -> None:
    page = open_page(name, media="print")
    assert violations(page) == []
    assert not page.is_visible(".controls select")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_while_the_page_is_used(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page(size=size, color_scheme="dark")
    page.check("input[value=inline]")
    page.select_option("[id='page:disposition']", index=1)
    page.click("#trace-comments a >> nth=0")
    page.wait_for_selector(".back:visible")
    assert violations(page) == []


def test_axe_can_find_something(open_page: Open) -> None:
    page = open_page()
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert [one.split()[0] for one in violations(page)] == ["html-has-lang"]


# ── widths, looks ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [PHONE, NARROW, DESKTOP], ids=["phone", "narrow", "desktop"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("name", ["minato", "english", "empty"])
def test_the_page_is_as_wide_as_the_screen(open_page: Open, name: str, script: bool, size: tuple[int, int]) -> None:
    page = open_page(name, size=size, script=script)
    # Playwright's own script runs where the page's may not.
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_without_script_everything_stands_there_and_no_control(open_page: Open) -> None:
    page = open_page(script=False)
    assert page.locator(".controls, .back").count() == 0
    assert page.locator("[hidden]").count() == 0
    assert page.locator("tr[id^='comment-']").count() == len(pc.load_project(EXAMPLE).consultation.comments)


LINE = "e => getComputedStyle(e).textDecorationLine"
STYLE = "e => getComputedStyle(e).textDecorationStyle"


@pytest.mark.parametrize(
    ("name", "line"), [("minato", "underline"), ("strike", "line-through"), ("color", "underline")]
)
def test_words_that_went_look_as_the_marks_say(open_page: Open, name: str, line: str) -> None:
    page = open_page(name)
    old, new, label = (
        page.locator(f"#comparison {one}").first for one in ("del:not(.double)", "ins:not(.double)", "del.double")
    )
    assert (old.evaluate(LINE), new.evaluate(LINE)) == (line, "underline")
    assert (label.evaluate(LINE), label.evaluate(STYLE)) == ("underline", "double")
    # Both in one text: never by the colour alone, whatever the marks are.
    page.check("input[value=inline]")
    old, new = (page.locator(f"#comparison td[colspan='2'] {one}").first for one in ("del", "ins"))
    assert (old.evaluate(LINE), new.evaluate(LINE)) == ("line-through", "underline")
    assert "取消線は旧" in page.locator("p[role=status]").nth(1).inner_text()


def test_the_picture_strikes_out_what_went_and_names_what_is_new(open_page: Open) -> None:
    page = open_page()
    gone, fresh = page.locator(".picture del"), page.locator(".picture ins")
    assert {gone.nth(at).evaluate(LINE) for at in range(gone.count())} == {"line-through"}
    assert {fresh.nth(at).evaluate(LINE) for at in range(fresh.count())} == {"underline"}
    assert page.locator(".picture li:has(del) strong", has_text="（削る）").count() == 1
    assert page.locator(".picture li:has(ins) strong", has_text="（新設）").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_of_the_screen_counts(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (scheme == "light")


# ── the keyboard ─────────────────────────────────────────────────────────────────────────────────────


def test_tab_walks_through_everything_in_the_order_of_the_page(open_page: Open) -> None:
    page = open_page()
    # As a browser goes: a group of radio buttons is one stop.
    page.evaluate(
        """window.stops = [...document.querySelectorAll('a[href], input, select, button, [tabindex="0"]')]
            .filter((e) => e.checkVisibility() && !(e.type === 'radio' && !e.checked))"""
    )
    for at in range(page.evaluate("stops.length")):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const e = document.activeElement; const look = getComputedStyle(e);
               return [stops.indexOf(e), look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2]; }"""
        )
        assert state == [at, True], focused(page)
    first = page.evaluate("stops.slice(0, 2).map((e) => e.getAttribute('href'))")
    assert first == ["#page:main", "#section-summary"]


def test_the_skip_link_leads_to_the_content(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert focused(page) == "page:main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_filters_by_keyboard(open_page: Open) -> None:
    page = open_page()
    everything = shown(page)
    page.focus("[id='page:search']")
    page.keyboard.type("市民病院")
    page.keyboard.press("Enter")
    assert shown(page) != everything
    # The first comment that is shown has the focus, and it holds the words.
    row = page.locator(f"[id='{focused(page)}']")
    assert "市民病院" in row.inner_text()
    page.focus("[id='page:search']")
    page.keyboard.press("Escape")
    assert shown(page) == everything
    for control in ("category", "disposition"):
        page.focus(f"[id='page:{control}']")
        page.keyboard.press("ArrowDown")
        assert shown(page) != everything, control
        kept = page.locator("tr[id^='comment-']:visible").count()
        assert shown(page).endswith(f" {kept}件を表示")
        page.keyboard.press("ArrowUp")
        assert shown(page) == everything, control
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert shown(page) == everything


def test_jump_and_back_by_keyboard(open_page: Open) -> None:
    page = open_page()
    link = page.locator("#comparison a[href^='#comment-']").first
    target = link.get_attribute("href")[1:]
    # What is filtered out is shown again before the page goes there.
    page.fill("[id='page:search']", "そのような語句はない")
    page.locator("[id='page:shown']", has_text=" 0件").wait_for()
    link.focus()
    page.keyboard.press("Enter")
    page.locator(f"[id='{target}']:focus").wait_for()
    row = page.locator(f"[id='{target}']")
    assert 0 <= row.bounding_box()["y"] < DESKTOP[1] / 2
    page.keyboard.press("Escape")
    assert focused(page) == f"#{target}"
    assert page.evaluate("document.querySelector('#comparison').contains(document.activeElement)")
    assert not page.is_visible(".back")


def test_views_by_keyboard(open_page: Open) -> None:
    page = open_page()
    page.focus("input[value=side]")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "inline"
    assert page.locator("td[id^='old-']:visible").count() == 0
    page.keyboard.press("ArrowLeft")
    assert page.locator("td[id^='old-']:visible").count() == page.locator("td[id^='old-']").count() > 0


# ── many comments ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_jump_into_a_long_table_lands_on_the_row(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page("long", size=size)
    groups = page.locator(".long > tbody")
    assert groups.count() >= 10
    assert {groups.nth(at).evaluate("e => getComputedStyle(e).contentVisibility") for at in (0, 5)} == {"auto"}
    for number in (590, 17, 300):
        page.evaluate("number => { location.hash = `comment-c${number}`; }", number)
        page.wait_for_timeout(100)
        row = page.locator(f"#comment-c{number}")
        assert 0 <= row.bounding_box()["y"] <= 100
        assert f"{number}番目の意見" in row.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_jump_shows_the_answer_that_the_row_shares(open_page: Open) -> None:
    page = open_page("long")
    page.fill("[id='page:search']", "301番目")
    page.keyboard.press("Enter")
    page.locator("#comment-c301:focus").wait_for()
    page.focus("[id='page:search']")
    page.keyboard.press("Escape")
    page.evaluate(
        """() => { const link = document.createElement('a'); link.href = '#comment-c301'; link.textContent = '意見';
           document.querySelector('main p, main section').append(link); link.click(); }"""
    )
    page.locator("#comment-c301:focus").wait_for()
    assert 0 <= page.locator("#comment-c300").bounding_box()["y"] <= 100


def test_what_is_off_the_screen_is_found_and_counted(open_page: Open) -> None:
    page = open_page("long")
    page.fill("[id='page:search']", "５９０番目")
    page.keyboard.press("Enter")
    assert shown(page) == "600件中 1件を表示"
    assert focused(page) == "comment-c590"
    page.focus("[id='page:search']")
    page.keyboard.press("Escape")
    assert page.locator("tr[id^='comment-'][hidden]").count() == 0


def test_a_long_table_is_whole_in_print(open_page: Open) -> None:
    page = open_page("long", media="print")
    first, last = (page.locator(f"#comment-c{number}").bounding_box() for number in (0, 599))
    assert last["y"] - first["y"] > 599 * 20
    assert page.locator(".long > tbody").first.evaluate("e => getComputedStyle(e).contentVisibility") == "visible"
