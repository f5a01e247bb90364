"""Makes the pictures of this folder: what the invented town of examples/hamanasu publishes, as a person sees it.

Run by hand where LibreOffice, poppler, Chromium and Pillow are installed: ``python docs/images/make.py``.
"""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import plancomment as pc

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "examples" / "hamanasu"
WIDTH, COLOURS = 1000, 64


def as_picture(file: Path, page: int, name: str, box: tuple[float, float, float, float]) -> None:
    """One page of a PDF, of it the part between these shares of its width and height."""
    target = file.with_name(name)
    subprocess.run(
        ["pdftoppm", "-r", "130", "-png", "-f", str(page), "-singlefile", "-l", str(page), file, target], check=True
    )
    save(target.with_suffix(".png"), name, box)


def save(file: Path, name: str, box: tuple[float, float, float, float] = (0, 0, 1, 1)) -> None:
    """The part of a picture, in few colours."""
    picture = Image.open(file).convert("RGB")
    left, top, right, bottom = box
    picture = picture.crop((left * picture.width, top * picture.height, right * picture.width, bottom * picture.height))
    picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(HERE / f"hamanasu-{name}.png", optimize=True)


def as_pdf(file: Path) -> Path:
    """The file as LibreOffice prints it."""
    folder = file.parent / file.suffix[1:]
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, file], check=True)
    return folder / file.with_suffix(".pdf").name


def screenshot(file: Path, target: Path, at: str) -> None:
    """The page in a browser, where that element stands."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 640})
        page.goto(file.as_uri())
        page.locator(at).first.evaluate("one => one.scrollIntoView()")
        page.screenshot(path=target)
        browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        pc.publish(pc.load_project(EXAMPLE), out, formats=("html", "docx", "xlsx", "pdf"))
        as_picture(as_pdf(out / "result.docx"), 13, "word", (0.03, 0.05, 0.97, 0.62))
        as_picture(out / "result.pdf", 3, "pdf", (0.05, 0.04, 0.95, 0.62))
        as_picture(as_pdf(out / "result.xlsx"), 1, "excel", (0, 0, 1, 0.6))
        screenshot(out / "result.html", out / "page.png", "#section-comments")
        save(out / "page.png", "html")


if __name__ == "__main__":
    main()
