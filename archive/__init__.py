"""Record types, the SQLite archive and the WARC files beside it. Knows nothing of crawling or extraction."""
