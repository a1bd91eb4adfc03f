"""Processes that read stored pages: the second stage of a crawl, and the whole of `scrapy reprocess`."""
