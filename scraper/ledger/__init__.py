"""The crawl's side of the archive: what is to be fetched comes out of archive.db, what was fetched goes into it."""
