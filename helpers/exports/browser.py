"""Prints a page to PDF with a browser of the Chromium family, where one is installed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "brave-browser",
)
SECONDS = 300


def find_browser():
    """The path of a browser that can print, "" if there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def print_page(html):
    """The bytes of a page as PDF, empty without a browser; raises RuntimeError if the browser fails.

    The page is opened without network and scripts matter not: it holds none. The times that the browser writes are
    taken out.
    """
    browser = find_browser()
    if not browser:
        return b""
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        try:
            subprocess.run(
                [browser, *list_options(folder, pdf), page.as_uri()], capture_output=True, timeout=SECONDS, check=True
            )
            return clean_pdf(pdf)
        except (subprocess.SubprocessError, OSError) as error:
            raise RuntimeError(
                f"{Path(browser).name} could not print the page: {type(error).__name__}. Open the .html in a "
                "browser and print it from there."
            ) from None


def list_options(folder, pdf):
    """What the browser is told; as root it cannot have its sandbox."""
    options = [
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--no-pdf-header-footer",
        "--disable-extensions",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ]
    options += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}"]
    return [*options, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else options


def clean_pdf(path):
    """The bytes of a PDF without the times and the name of what made it."""
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(path))
    title = (writer.metadata or {}).get("/Title", "")
    writer.metadata = {"/Title": title}
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
