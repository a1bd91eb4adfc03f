"""`python -m scraper.reference` writes docs/reference.md."""

from pathlib import Path

from scraper.reference.page import PAGE, page

Path(PAGE).write_text(page(), encoding="utf-8")
