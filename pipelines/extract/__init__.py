"""Main text and metadata of a news page, from its source or from text that was already extracted."""

from pipelines.extract.article import extract
from pipelines.extract.extraction import Extraction
from pipelines.extract.page.links import Link

__all__ = ["Extraction", "Link", "extract"]
