"""WARC files: raw pages as archivists keep them, one gzip member a record (ISO 28500)."""
