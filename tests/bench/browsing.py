"""How long a page of 10,000 comments keeps its reader waiting in Chromium. Run it: ``python tests/bench/browsing.py``.

Prints a table: what is done, the median and the longest of five times in milliseconds, until a frame that shows it is
painted. ``python tests/bench/browsing.py plain`` does so with a page whose rows are all laid out at once.
"""

import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import plancomment as pc

COMMENTS = 10_000

TIMED = """async (work) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  await frame();
  const begun = performance.now();
  work();
  document.body.offsetHeight;
  await frame();
  return performance.now() - begun;
}"""
SELECT = """([control, index]) => {
  const one = document.getElementById(`page:${control}`);
  one.selectedIndex = index;
  one.dispatchEvent(new Event('change'));
}"""
SEARCH = """(words) => {
  const one = document.getElementById('page:search');
  one.value = words;
  one.form.requestSubmit();
}"""
CLEAR = "() => document.querySelector('.controls button').click()"
JUMP = "(number) => { location.hash = `comment-C${number}`; }"
SCROLL = "() => scrollBy(0, 800)"


def record() -> pc.Consultation:
    categories = tuple(pc.Category(str(n), f"項目{n}") for n in range(20))
    dispositions = tuple(pc.Disposition(str(n), "①②③④"[n], f"区分{n}", n == 1) for n in range(4))
    comments = tuple(
        pc.Comment(
            f"C{n}",
            summary=f"{n}番目の意見として、公共交通の利便性を高める取組を求めます。" * 4,
            category_id=str(n * 20 // COMMENTS),
            number=str(n),
        )
        for n in range(COMMENTS)
    )
    responses = tuple(
        pc.Response(
            f"A{n}",
            tuple(one.id for one in comments[n : n + 2]),
            (pc.ResponsePart("いただいたご意見を踏まえ、関係機関と連携して取り組みます。" * 5),),
            str(n // 2 % 4),
        )
        for n in range(0, COMMENTS, 2)
    )
    scheme = pc.DispositionScheme(dispositions)
    return pc.Consultation("意見募集", categories=categories, scheme=scheme, comments=comments, responses=responses)


def measure(path: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        loads = []
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(path.as_uri())
            loads.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
            if len(loads) < 3:
                page.close()

        def say(name: str, work: str, *arguments: Any, undo: str = "", given: Any = None) -> None:
            times = []
            for argument in arguments:
                times.append(page.evaluate(f"(argument) => ({TIMED})(() => ({work})(argument))", argument))
                if undo:
                    page.evaluate(undo, given)
            print(f"{name:<44}{statistics.median(times):>8.0f}{max(times):>8.0f}", flush=True)

        print(f"{'':<44}{'median':>8}{'longest':>8}")
        print(f"{'load, script included':<44}{statistics.median(loads):>8.0f}{max(loads):>8.0f}")
        say("an empty frame", "() => {}", *range(5))
        say("filter: a disposition (2,500)", SELECT, *[("disposition", 1)] * 5, undo=CLEAR)
        say("filter: a category (500)", SELECT, *[("category", 3)] * 5, undo=CLEAR)
        say("search: found once", SEARCH, *["9998番目"] * 5, undo=CLEAR)
        say("search: found everywhere", SEARCH, *["公共交通"] * 5, undo=CLEAR)
        page.evaluate(SELECT, ("disposition", 1))
        say("all conditions off", CLEAR, *range(5), undo=SELECT, given=("disposition", 1))
        page.evaluate(CLEAR)
        say("jump to a comment far away", JUMP, 5000, 9990, 17, 7777, 2500)
        page.evaluate("scrollTo(0, 30000)")
        say("scroll by a screen", SCROLL, *range(60))
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        written = pc.write(pc.build_report(record()), Path(folder) / "page.html")
        if sys.argv[1:] == ["plain"]:
            # Its hash does not hold any more, so the policy goes, too.
            text = written.read_text(encoding="utf-8").replace("content-visibility: auto;", "")
            text = text.replace('http-equiv="Content-Security-Policy"', 'name="policy"')
            written.write_text(text, encoding="utf-8")
        print(f"{COMMENTS:,} comments, {written.stat().st_size / 1e6:.1f} MB")
        measure(written)
