"""Articles on their way out: as lines of JSON, a spreadsheet, Parquet, or a web archive package."""
