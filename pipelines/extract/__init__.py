"""Main text and metadata of a news page, from its source or from text that was already extracted."""

from pipelines.extract.article import Extraction, extract
from pipelines.extract.page.links import Link

__all__ = ["Extraction", "Link", "extract"]
